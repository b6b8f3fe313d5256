//! How an operation fails: S3's error code with its status and text, and the elements beside them.

use std::borrow::Cow;

use super::Answer;
use super::xml::Writer;

/// A kind of error, as S3 knows it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `NoSuchKey`, ...
    pub name: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The text that it has unless an error says otherwise.
    pub message: &'static str,
}

/// A failure that the caller sees as an error of S3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Its kind.
    pub code: &'static Code,
    /// What most errors do without, in a place of its own so that results stay small.
    more: Option<Box<More>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct More {
    message: Option<Cow<'static, str>>,
    elements: Vec<(&'static str, String)>,
}

impl Error {
    /// An error with the text of its code.
    #[must_use]
    pub const fn new(code: &'static Code) -> Self {
        Self { code, more: None }
    }

    /// An error with a text of its own.
    #[must_use]
    pub fn saying(code: &'static Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self::said(code, message.into())
    }

    #[inline(never)]
    fn said(code: &'static Code, message: Cow<'static, str>) -> Self {
        Self { code, more: Some(Box::new(More { message: Some(message), ..More::default() })) }
    }

    /// The same with an element more.
    #[must_use]
    pub fn with(self, element: &'static str, value: impl Into<String>) -> Self {
        self.with_text(element, value.into())
    }

    #[inline(never)]
    fn with_text(mut self, element: &'static str, value: String) -> Self {
        self.more.get_or_insert_default().elements.push((element, value));
        self
    }

    /// `InvalidArgument` about the argument `name`.
    #[must_use]
    pub fn argument(message: &'static str, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self::saying(&code::INVALID_ARGUMENT, message).with("ArgumentName", name).with("ArgumentValue", value)
    }

    /// The refusal of what dynatab does not have, a name of AWS's.
    #[must_use]
    pub fn not_built(name: &str) -> Self {
        Self::saying(
            &code::NOT_IMPLEMENTED,
            format!("dynatab does not implement {name} yet; COMPAT.md in its repository lists what it does"),
        )
    }

    /// The text.
    #[must_use]
    pub fn message(&self) -> &str {
        self.more.as_ref().and_then(|more| more.message.as_deref()).unwrap_or(self.code.message)
    }

    /// The error as a response, whose ids are told in its body. Clients that look for the right region read it in a header: responses to HEAD have no body.
    pub(super) fn answer(&self, request_id: &str, host_id: &str) -> Answer {
        let mut xml = Writer::new();
        xml.open("Error").text("Code", self.code.name).text("Message", self.message());
        for (element, value) in self.more.iter().flat_map(|more| &more.elements) {
            xml.text(element, value);
        }
        xml.text("RequestId", request_id).text("HostId", host_id).close("Error");
        let mut answer = Answer { status: self.code.status, ..Answer::xml(xml) };
        if let Some((_, region)) = self.more.iter().flat_map(|more| &more.elements).find(|(element, _)| *element == "Region") {
            answer.header("x-amz-bucket-region", region.clone());
        }
        answer
    }
}

macro_rules! codes {
    ($($constant:ident $name:literal $status:literal $message:literal;)*) => {
        /// The codes (API reference, Error responses; the texts as clients have recorded them in their issues).
        pub mod code {
            use super::Code;
            $(
                #[doc = concat!("`", $name, "`.")]
                pub static $constant: Code = Code { name: $name, status: $status, message: $message };
            )*
        }
    };
}

codes! {
    ACCESS_DENIED "AccessDenied" 403 "Access Denied";
    ACL_WITH_OWNERSHIP "InvalidBucketAclWithObjectOwnership" 400 "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
    ACL_NOT_SUPPORTED "AccessControlListNotSupported" 400 "The bucket does not allow ACLs";
    AUTHORIZATION_HEADER_MALFORMED "AuthorizationHeaderMalformed" 400 "The authorization header you provided is invalid.";
    AUTHORIZATION_QUERY_PARAMETERS "AuthorizationQueryParametersError" 400 "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
    BAD_DIGEST "BadDigest" 400 "The Content-MD5 you specified did not match what we received.";
    BAD_REQUEST "BadRequest" 400 "An error occurred when parsing the HTTP request.";
    BUCKET_ALREADY_EXISTS "BucketAlreadyExists" 409 "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.";
    BUCKET_ALREADY_OWNED_BY_YOU "BucketAlreadyOwnedByYou" 409 "Your previous request to create the named bucket succeeded and you already own it.";
    BUCKET_NOT_EMPTY "BucketNotEmpty" 409 "The bucket you tried to delete is not empty";
    CONTENT_SHA256_MISMATCH "XAmzContentSHA256Mismatch" 400 "The provided 'x-amz-content-sha256' header does not match what was computed.";
    ENTITY_TOO_SMALL "EntityTooSmall" 400 "Your proposed upload is smaller than the minimum allowed size";
    ILLEGAL_LOCATION_CONSTRAINT "IllegalLocationConstraintException" 400 "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.";
    INCOMPLETE_BODY "IncompleteBody" 400 "The request body terminated unexpectedly";
    INVALID_ACCESS_KEY_ID "InvalidAccessKeyId" 403 "The AWS Access Key Id you provided does not exist in our records.";
    INVALID_ARGUMENT "InvalidArgument" 400 "Invalid Argument";
    INVALID_BUCKET_NAME "InvalidBucketName" 400 "The specified bucket is not valid.";
    INVALID_DIGEST "InvalidDigest" 400 "The Content-MD5 you specified was invalid.";
    INVALID_LOCATION_CONSTRAINT "InvalidLocationConstraint" 400 "The specified location-constraint is not valid";
    INVALID_OBJECT_STATE "InvalidObjectState" 403 "The operation is not valid for the object's storage class";
    INVALID_PART "InvalidPart" 400 "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
    INVALID_PART_NUMBER "InvalidPartNumber" 416 "The requested partnumber is not satisfiable";
    INVALID_PART_ORDER "InvalidPartOrder" 400 "The list of parts was not in ascending order. Parts must be ordered by part number.";
    INVALID_RANGE "InvalidRange" 416 "The requested range is not satisfiable";
    INVALID_REQUEST "InvalidRequest" 400 "Invalid Request";
    INVALID_STORAGE_CLASS "InvalidStorageClass" 400 "The storage class you specified is not valid";
    INVALID_TAG "InvalidTag" 400 "The tag provided was not a valid tag. This error can occur if the tag did not pass input validation.";
    INVALID_TOKEN "InvalidToken" 400 "The provided token is malformed or otherwise invalid.";
    INVALID_URI "InvalidURI" 400 "Couldn't parse the specified URI.";
    KEY_TOO_LONG "KeyTooLongError" 400 "Your key is too long";
    MALFORMED_TRAILER "MalformedTrailerError" 400 "The request contained trailing data that was not well-formed or did not conform to our published schema.";
    MALFORMED_XML "MalformedXML" 400 "The XML you provided was not well-formed or did not validate against our published schema";
    METADATA_TOO_LARGE "MetadataTooLarge" 400 "Your metadata headers exceed the maximum allowed metadata size";
    METHOD_NOT_ALLOWED "MethodNotAllowed" 405 "The specified method is not allowed against this resource.";
    MISSING_CONTENT_LENGTH "MissingContentLength" 411 "You must provide the Content-Length HTTP header.";
    NO_SUCH_BUCKET "NoSuchBucket" 404 "The specified bucket does not exist";
    NO_SUCH_KEY "NoSuchKey" 404 "The specified key does not exist.";
    NO_SUCH_TAG_SET "NoSuchTagSet" 404 "The TagSet does not exist";
    NO_SUCH_UPLOAD "NoSuchUpload" 404 "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.";
    NO_SUCH_VERSION "NoSuchVersion" 404 "The specified version does not exist.";
    NOT_IMPLEMENTED "NotImplemented" 501 "A header you provided implies functionality that is not implemented";
    PRECONDITION_FAILED "PreconditionFailed" 412 "At least one of the pre-conditions you specified did not hold";
    REQUEST_TIME_TOO_SKEWED "RequestTimeTooSkewed" 403 "The difference between the request time and the current time is too large.";
    SIGNATURE_DOES_NOT_MATCH "SignatureDoesNotMatch" 403 "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
}
