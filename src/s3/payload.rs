//! The bytes that a request carries: taken out of their chunks, and checked against everything that was said of them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::error::code;
use super::{Answer, Error, Request};
use crate::bucket::{Algorithm, Checksum, ChecksumType, Content, Headers, md5};
use crate::head::hexadecimal;

const CHECKSUM_PREFIX: &str = "x-amz-checksum-";
/// Headers that begin like those of checksums and are none.
const NO_CHECKSUMS: [&str; 3] = ["x-amz-checksum-algorithm", "x-amz-checksum-type", "x-amz-checksum-mode"];

/// Bytes that are what was said of them.
#[derive(Debug)]
pub struct Payload {
    /// The bytes.
    pub content: Content,
    /// Their MD5.
    pub md5: [u8; 16],
    /// The checksum that was sent along.
    pub checksum: Option<Checksum>,
}

impl Payload {
    /// Takes the body of `request`.
    ///
    /// # Errors
    ///
    /// It is not what its headers say.
    pub fn take(request: &mut Request<'_>) -> Result<Self, Error> {
        let body = std::mem::take(&mut request.body);
        let declared = request.header("x-amz-content-sha256").unwrap_or_default();
        let is_chunked = declared.starts_with("STREAMING-") || encodings(request).any(|encoding| encoding == "aws-chunked");
        let (bytes, trailers) = if is_chunked { unchunked(body)? } else { (body, Vec::new()) };
        if is_chunked {
            check_trailers(request, &trailers)?;
        }
        check_length(request, is_chunked, bytes.len())?;
        let is_hash = declared.len() == 64;
        if is_hash && !is_chunked {
            let computed = hexadecimal(&Sha256::digest(&bytes));
            if computed != declared {
                let error = Error::new(&code::CONTENT_SHA256_MISMATCH).with("ClientComputedContentSHA256", declared);
                return Err(error.with("S3ComputedContentSHA256", computed));
            }
        }
        let content = Content::from(bytes);
        let md5 = md5(content.pieces());
        check_md5(request, md5)?;
        let checksum = checksum(request, &trailers)?;
        if let Some(checksum) = checksum.as_ref().filter(|checksum| checksum.algorithm.of(&content) != checksum.value) {
            let name = checksum.algorithm.name();
            return Err(Error::saying(
                &code::BAD_DIGEST,
                format!("The {name} you specified did not match the calculated checksum."),
            ));
        }
        Ok(Self { content, md5, checksum })
    }

    /// The entity tag of the bytes, without quotes.
    pub fn etag(&self) -> String {
        hexadecimal(&self.md5)
    }
}

/// Tells a checksum.
pub fn tell_checksum(answer: &mut Answer, checksum: Option<&Checksum>) {
    if let Some(checksum) = checksum {
        answer.header(checksum.algorithm.header(), checksum.value.clone());
        answer.header("x-amz-checksum-type", checksum.kind.name());
    }
}

/// The codings that the header `content-encoding` names.
pub fn encodings<'r>(request: &Request<'r>) -> impl Iterator<Item = &'r str> + use<'r> {
    let header = request.header("content-encoding").unwrap_or_default();
    header.split(',').map(str::trim).filter(|encoding| !encoding.is_empty())
}

fn incomplete() -> Error {
    Error::new(&code::INCOMPLETE_BODY)
}

/// Behind the chunks stands what the head promised, and nothing else but its signature (observed 2025-10 to 2026-03).
fn check_trailers(request: &Request<'_>, trailers: &Headers) -> Result<(), Error> {
    let promised = request.filled_header("x-amz-trailer");
    if promised.is_some_and(|name| Algorithm::from_header(&name.to_ascii_lowercase()).is_none()) {
        let text = "The value specified in the x-amz-trailer header is not supported";
        return Err(Error::saying(&code::INVALID_REQUEST, text));
    }
    let mut sent = trailers.iter().map(|(name, _)| name.as_str()).filter(|name| *name != "x-amz-trailer-signature");
    let is_kept = match (promised, sent.next()) {
        (None, None) => true,
        (Some(promised), Some(name)) => promised.eq_ignore_ascii_case(name) && sent.next().is_none(),
        _ => false,
    };
    if is_kept { Ok(()) } else { Err(Error::new(&code::MALFORMED_TRAILER)) }
}

fn check_length(request: &Request<'_>, is_chunked: bool, length: usize) -> Result<(), Error> {
    let name = if is_chunked { "x-amz-decoded-content-length" } else { "content-length" };
    match request.header(name).map(str::parse::<usize>) {
        None if is_chunked => Err(Error::new(&code::MISSING_CONTENT_LENGTH)),
        Some(said) if said != Ok(length) => {
            let text = "You did not provide the number of bytes specified by the Content-Length HTTP header";
            Err(Error::saying(&code::INCOMPLETE_BODY, text))
        }
        _ => Ok(()),
    }
}

fn check_md5(request: &Request<'_>, computed: [u8; 16]) -> Result<(), Error> {
    let Some(sent) = request.header("content-md5") else { return Ok(()) };
    let expected = STANDARD.decode(sent).ok().filter(|digest| digest.len() == computed.len());
    let expected = expected.ok_or_else(|| Error::new(&code::INVALID_DIGEST).with("Content-MD5", sent))?;
    if expected == computed {
        return Ok(());
    }
    Err(Error::new(&code::BAD_DIGEST)
        .with("ExpectedDigest", hexadecimal(&expected))
        .with("CalculatedDigest", STANDARD.encode(computed)))
}

/// The checksum that was sent, in a header or behind the bytes.
fn checksum(request: &Request<'_>, trailers: &Headers) -> Result<Option<Checksum>, Error> {
    let headers = request.head.headers.iter().copied();
    let sent: Vec<_> = headers
        .chain(trailers.iter().map(|(name, value)| (name.as_str(), value.as_str())))
        .filter(|(name, _)| name.starts_with(CHECKSUM_PREFIX) && !NO_CHECKSUMS.contains(name))
        .collect();
    let named = request.filled_header("x-amz-sdk-checksum-algorithm");
    match sent.as_slice() {
        [] if named.is_some() => Err(Error::saying(
            &code::INVALID_REQUEST,
            "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
        )),
        [] => Ok(None),
        [(name, value)] => {
            let algorithm = Algorithm::from_header(name).ok_or_else(|| Error::not_built(name))?;
            let is_valid = STANDARD.decode(value).is_ok_and(|digest| digest.len() == algorithm.length());
            if !is_valid {
                return Err(Error::saying(&code::INVALID_REQUEST, format!("Value for {name} header is invalid.")));
            }
            let kind = ChecksumType::FullObject;
            Ok(Some(Checksum { algorithm, kind, value: (*value).to_owned() }))
        }
        _ => Err(Error::saying(
            &code::INVALID_REQUEST,
            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
        )),
    }
}

/// The bytes within `body`, which are moved together where they stand, and what is said behind them.
fn unchunked(mut body: Vec<u8>) -> Result<(Vec<u8>, Headers), Error> {
    let (mut from, mut to) = (0, 0);
    loop {
        let line = line(&body, from).ok_or_else(incomplete)?;
        from += line.len() + 2;
        let size = line.split(|byte| *byte == b';').next().and_then(|size| std::str::from_utf8(size).ok());
        let size = size.and_then(|size| usize::from_str_radix(size.trim(), 16).ok()).ok_or_else(incomplete)?;
        if size == 0 {
            break;
        }
        let end = from.checked_add(size).filter(|end| body.get(*end..).is_some_and(|rest| rest.starts_with(b"\r\n")));
        let end = end.ok_or_else(incomplete)?;
        body.copy_within(from..end, to);
        to += size;
        from = end + 2;
    }
    let rest = body.get(from..).unwrap_or_default();
    if rest != b"\r\n" && !rest.ends_with(b"\n\r\n") {
        return Err(incomplete());
    }
    let trailers = trailers(rest);
    body.truncate(to);
    Ok((body, trailers))
}

/// The line that begins at `from`, without its end.
fn line(body: &[u8], from: usize) -> Option<&[u8]> {
    let rest = body.get(from..)?;
    rest.windows(2).position(|end| end == b"\r\n").and_then(|length| rest.get(..length))
}

fn trailers(text: &[u8]) -> Headers {
    let text = String::from_utf8_lossy(text);
    let lines = text.split(['\r', '\n']).filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once(':').unwrap_or((line, "")))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_taken_apart_where_they_stand() {
        let body = b"3;chunk-signature=0\r\nabc\r\n2\r\nde\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n".to_vec();
        let (bytes, trailers) = unchunked(body).unwrap();
        assert_eq!(bytes, b"abcde");
        assert_eq!(trailers, [("x-amz-checksum-crc32".to_owned(), "AAAA".to_owned())]);
        for broken in [
            "",
            "3\r\nab",
            "3\r\nabcd\r\n0\r\n\r\n",
            "x\r\n",
            "ffffffffffffffff\r\na\r\n0\r\n",
            "3\r\nabc\r\n",
            "1\r\na\r\n0\r\n",
            "0\r\na:b\r\n",
        ] {
            assert_eq!(unchunked(broken.as_bytes().to_vec()).unwrap_err(), incomplete(), "{broken}");
        }
    }
}
