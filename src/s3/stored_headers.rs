//! What an upload says of its object beside the bytes: headers that come back with it, user metadata, tags.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::error::code;
use super::payload::encodings;
use super::{Answer, Error, Request};
use crate::bucket::{Headers, Object, TagSet};
use crate::head::decoded;

/// The most bytes of names and values of user metadata.
const MOST_METADATA: usize = 2048;
const METADATA_PREFIX: &str = "x-amz-meta-";
const MOST_TAGS: usize = 10;

const STORAGE_CLASS: &str = "x-amz-storage-class";
const ENCRYPTION: &str = "x-amz-server-side-encryption";

/// Headers that come back as they were given.
const KEPT: [&str; 9] = [
    "content-type",
    "cache-control",
    "content-disposition",
    "content-language",
    "expires",
    "x-amz-website-redirect-location",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-context",
    "x-amz-server-side-encryption-bucket-key-enabled",
];

const STORAGE_CLASSES: [&str; 8] = [
    "STANDARD",
    "REDUCED_REDUNDANCY",
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER",
    "DEEP_ARCHIVE",
    "GLACIER_IR",
];

/// What an upload says of its object.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Headers that come back with the object.
    pub headers: Headers,
    /// User metadata.
    pub metadata: Headers,
    /// Tags.
    pub tags: TagSet,
}

impl Stored {
    /// Reads what the head of `request` says.
    ///
    /// # Errors
    ///
    /// It says what no object can have, or what dynatab does not do.
    pub fn read(request: &Request<'_>) -> Result<Self, Error> {
        check_access(request)?;
        check_lock(request)?;
        Ok(Self { headers: headers(request)?, metadata: metadata(request)?, tags: tags(request)? })
    }

    /// What an object is stored with.
    pub fn of(object: &Object) -> Self {
        Self { headers: object.headers.clone(), metadata: object.metadata.clone(), tags: object.tags.clone() }
    }
}

/// The value of the header or parameter `name`, if it can come back in a header: no characters but those of ISO-8859-1, and none that control but
/// those that [`Answer::header`] makes spaces of.
///
/// # Errors
///
/// It cannot.
pub fn printable<'v>(name: &str, value: &'v str) -> Result<&'v str, Error> {
    let fits = |character| matches!(character, '\t' | '\r' | '\n' | '\0') || character <= '\u{ff}' && !character.is_control();
    if value.chars().all(fits) {
        return Ok(value);
    }
    Err(Error::argument("Header value cannot be represented using ISO-8859-1.", name, value))
}

/// Tells user metadata: what is beyond ISO-8859-1 is encoded (RFC 2047), and what cannot be printed is counted (user guide, Working with object
/// metadata).
pub fn tell_metadata(answer: &mut Answer, metadata: &Headers) {
    let mut missing = 0_usize;
    for (name, value) in metadata {
        let name = [METADATA_PREFIX, name].concat();
        if value.chars().any(|character| character.is_control() && character != '\t') {
            missing += 1;
        } else if value.chars().all(|character| character <= '\u{ff}') {
            answer.header(name, value.clone());
        } else {
            answer.header(name, format!("=?UTF-8?B?{}?=", STANDARD.encode(value)));
        }
    }
    if missing > 0 {
        answer.header("x-amz-missing-meta", missing.to_string());
    }
}

/// Tells how an object is encrypted.
pub fn tell_encryption(answer: &mut Answer, headers: &Headers) {
    for (name, value) in headers.iter().filter(|(name, _)| name.starts_with(ENCRYPTION)) {
        answer.header(name.clone(), value.clone());
    }
}

/// Lists of access are off where the owner of the bucket owns its objects, as it is with all buckets unless they were made otherwise.
pub fn check_access(request: &Request<'_>) -> Result<(), Error> {
    let acl = request.filled_header("x-amz-acl");
    let grants = request.head.headers.iter().any(|(name, _)| name.starts_with("x-amz-grant-"));
    if grants || acl.is_some_and(|acl| !matches!(acl, "private" | "bucket-owner-full-control")) {
        return Err(Error::new(&code::ACL_NOT_SUPPORTED));
    }
    Ok(())
}

fn check_lock(request: &Request<'_>) -> Result<(), Error> {
    if request.head.headers.iter().any(|(name, _)| name.starts_with("x-amz-object-lock-")) {
        return Err(Error::saying(&code::INVALID_REQUEST, "Bucket is missing Object Lock Configuration"));
    }
    Ok(())
}

fn headers(request: &Request<'_>) -> Result<Headers, Error> {
    check_customer_key(request)?;
    let kept = KEPT.iter().filter_map(|name| Some(((*name).to_owned(), request.filled_header(name)?.to_owned())));
    let mut headers: Headers = kept.collect();
    if request.filled_header("content-type").is_none() {
        headers.push(("content-type".to_owned(), "binary/octet-stream".to_owned()));
    }
    let encodings: Vec<_> = encodings(request).filter(|encoding| *encoding != "aws-chunked").collect();
    if !encodings.is_empty() {
        headers.push(("content-encoding".to_owned(), encodings.join(",")));
    }
    let class = request.filled_header(STORAGE_CLASS).unwrap_or("STANDARD");
    if !STORAGE_CLASSES.contains(&class) {
        return Err(Error::new(&code::INVALID_STORAGE_CLASS).with("StorageClassRequested", class));
    }
    if class != "STANDARD" {
        headers.push((STORAGE_CLASS.to_owned(), class.to_owned()));
    }
    let encryption = request.filled_header(ENCRYPTION).unwrap_or("AES256");
    if !matches!(encryption, "AES256" | "aws:kms" | "aws:kms:dsse") {
        return Err(Error::argument("The encryption method specified is not supported", ENCRYPTION, encryption));
    }
    headers.push((ENCRYPTION.to_owned(), encryption.to_owned()));
    for (name, value) in &headers {
        printable(name, value)?;
    }
    Ok(headers)
}

/// Keys of customers are not kept, and nothing is pretended of them.
pub fn check_customer_key(request: &Request<'_>) -> Result<(), Error> {
    let is_customers = |name: &str| name.contains("server-side-encryption-customer-");
    if request.head.headers.iter().any(|(name, _)| is_customers(name)) {
        return Err(Error::not_built("server-side encryption with customer-provided keys"));
    }
    Ok(())
}

fn metadata(request: &Request<'_>) -> Result<Headers, Error> {
    let headers = request.head.headers.iter();
    let metadata: Headers =
        headers.filter_map(|(name, value)| Some((name.strip_prefix(METADATA_PREFIX)?.to_owned(), (*value).to_owned()))).collect();
    // Over a port no such name arrives.
    if let Some((name, value)) = metadata.iter().find(|(name, _)| !name.bytes().all(is_of_name)) {
        return Err(Error::argument("Metadata names are names of headers.", [METADATA_PREFIX, name].concat(), value));
    }
    let size: usize = metadata.iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > MOST_METADATA {
        let error = Error::new(&code::METADATA_TOO_LARGE).with("Size", size.to_string());
        return Err(error.with("MaxSizeAllowed", MOST_METADATA.to_string()));
    }
    Ok(metadata)
}

/// Whether a name of a header can have this byte (RFC 9110, `token`).
fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// The tags that the header `x-amz-tagging` holds, written as a query is.
pub fn tags(request: &Request<'_>) -> Result<TagSet, Error> {
    let Some(header) = request.filled_header("x-amz-tagging") else { return Ok(TagSet::default()) };
    let refused = || {
        Error::argument(
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
            "x-amz-tagging",
            header,
        )
    };
    let text = |text: &str| String::from_utf8(decoded(&text.replace('+', " "))).map_err(|_| refused());
    let parts = header.split('&').filter(|part| !part.is_empty()).map(|part| part.split_once('=').unwrap_or((part, "")));
    let tags = parts.map(|(key, value)| Ok((text(key)?, text(value)?))).collect::<Result<_, Error>>()?;
    TagSet::new(tags, MOST_TAGS).map_err(|fault| match fault {
        crate::bucket::TagFault::TooMany => super::tagging::too_many(MOST_TAGS),
        _ => refused(),
    })
}
