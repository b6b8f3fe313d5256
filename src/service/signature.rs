//! Signatures of version 4, verified where the secret of an access key is known.
//!
//! What the head decides is made ready once: the canonical request but for the hash of the body, and the key that signs it. A request is
//! verified by [`Signature::verify`], with its body and the time. The texts are AWS's, recorded in its issue trackers and documented in
//! the IAM user guide (troubleshoot signed requests).

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::calendar::{self, Basic};
use crate::head::{Head, decoded, encoded, hexadecimal};
use crate::model::ErrorCode;
use crate::operation::Error;
use crate::{Timestamp, order};

pub(super) const ALGORITHM: &str = "AWS4-HMAC-SHA256";
const SERVICE: &str = "dynamodb";
const TERMINATOR: &str = "aws4_request";
/// So many minutes the time of a request may differ from that of the service (recorded for DynamoDB in 2025; 15 before).
const TOLERANCE_MINUTES: i64 = 5;
/// The query parameter that is not signed.
const SIGNATURE_PARAMETER: &str = "X-Amz-Signature";

/// The parts of a signed request, from its header or from its query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'a> {
    /// `keyid/date/region/service/term`.
    pub credential: &'a str,
    /// Names in lower case, separated by `;`.
    pub signed_headers: &'a str,
    pub signature: &'a str,
    pub date: &'a str,
}

/// A signature that is yet to be verified.
#[derive(Debug, Clone)]
pub(super) struct Signature {
    /// The canonical request but for the hash of the body, which comes last.
    request: String,
    date: String,
    scope: String,
    key: [u8; 32],
    sent: String,
    /// The hash of the body as it was sent, where that is not the body: it came compressed.
    body: Option<String>,
}

/// The line of a head that holds the hash of a body as it was sent. No header of HTTP has such a name, so no client can send it.
const SENT_HASH: &str = "sent sha256";

impl Signature {
    /// Reads the signature of `head`, made with `secret`.
    ///
    /// # Errors
    ///
    /// Credential, date and signed headers do not go together.
    pub(super) fn read(head: &Head<'_>, parts: Parts<'_>, secret: &str) -> Result<Self, Error> {
        let scope = parts.credential.split_once('/').map_or("", |(_, scope)| scope);
        check_scope(scope, parts.date)?;
        if !parts.signed_headers.split(';').any(|name| name == "host") {
            return Err(invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."));
        }
        Ok(Self {
            request: canonical_request(head, parts.signed_headers, PathForm::Encoded),
            date: parts.date.to_owned(),
            scope: scope.to_owned(),
            key: signing_key(scope, secret),
            sent: parts.signature.to_owned(),
            body: head.header(SENT_HASH).map(str::to_owned),
        })
    }

    /// Whether the request with `body` was signed with the secret and about `now`.
    ///
    /// # Errors
    ///
    /// It was not.
    pub(super) fn verify(&self, body: &[u8], now: Timestamp) -> Result<(), Error> {
        self.check_time(now)?;
        let Self { request, date, scope, key, .. } = self;
        let hash = self.body.clone().unwrap_or_else(|| hexadecimal(&Sha256::digest(body)));
        let Computed { request, text, value } = compute(request, date, scope, key, &hash);
        if value == self.sent {
            return Ok(());
        }
        Err(invalid(format!(
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and \
             signing method. Consult the service documentation for details.\n\n\
             The Canonical String for this request should have been\n'{request}'\n\nThe String-to-Sign should have been\n'{text}'\n"
        )))
    }

    fn check_time(&self, now: Timestamp) -> Result<(), Error> {
        let signed = calendar::parse(&self.date).unwrap_or_default();
        let here = now.0.div_euclid(1000);
        let tolerance = TOLERANCE_MINUTES * 60;
        let written = |seconds: i64| Basic(Timestamp(seconds * 1000)).to_string();
        let date = &self.date;
        if signed < here - tolerance {
            let (limit, here) = (written(here - tolerance), written(here));
            return Err(invalid(format!(
                "Signature expired: {date} is now earlier than {limit} ({here} - {TOLERANCE_MINUTES} min.)"
            )));
        }
        if signed > here + tolerance {
            let (limit, here) = (written(here + tolerance), written(here));
            return Err(invalid(format!(
                "Signature not yet current: {date} is still later than {limit} ({here} + {TOLERANCE_MINUTES} min.)"
            )));
        }
        Ok(())
    }
}

/// A signature with what it was computed of.
#[derive(Debug)]
pub(super) struct Computed {
    /// The canonical request.
    pub request: String,
    /// The string that was signed.
    pub text: String,
    /// The signature, as hexadecimal digits.
    pub value: String,
}

/// The signature of the canonical request that ends with `hash`, that of the body.
pub(super) fn compute(request: &str, date: &str, scope: &str, key: &[u8; 32], hash: &str) -> Computed {
    let request = [request, hash].concat();
    let text = [ALGORITHM, date, scope, &hexadecimal(&Sha256::digest(request.as_bytes()))].join("\n");
    let value = hexadecimal(&authenticate(key, &text));
    Computed { request, text, value }
}

/// The key that signs in `scope`.
pub(super) fn signing_key(scope: &str, secret: &str) -> [u8; 32] {
    let key = scope.split('/').fold(None, |key: Option<[u8; 32]>, part| {
        let first = || ["AWS4", secret].concat();
        Some(key.map_or_else(|| authenticate(first().as_bytes(), part), |key| authenticate(&key, part)))
    });
    key.unwrap_or_default()
}

/// How a path stands in a canonical request: S3 takes it as it was sent, all other services encode it once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PathForm {
    /// Encoded once more.
    Encoded,
    /// As it was sent.
    AsSent,
}

fn invalid(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::InvalidSignatureException, message)
}

/// `scope` is `date/region/service/term`; any region is one of this service.
fn check_scope(scope: &str, date: &str) -> Result<(), Error> {
    let parts: Vec<_> = scope.split('/').collect();
    let [day, _, service, term] = parts.as_slice() else { return Ok(()) };
    let mut complaints = Vec::new();
    if *service != SERVICE {
        complaints.push(format!("Credential should be scoped to correct service: '{SERVICE}'. "));
    }
    if *term != TERMINATOR {
        complaints.push(format!("Credential should be scoped with a valid terminator: '{TERMINATOR}', not '{term}'. "));
    }
    if !complaints.is_empty() {
        return Err(invalid(complaints.concat()));
    }
    if date.len() != 16 || calendar::parse(date).is_none() {
        let text = format!("Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601");
        return Err(Error::new(ErrorCode::IncompleteSignatureException, text));
    }
    match date.strip_prefix(day) {
        Some(rest) if rest.starts_with('T') => Ok(()),
        _ => {
            let sent = date.split('T').next().unwrap_or_default();
            Err(invalid(format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{day}' != '{sent}', \
                 from '{date}'."
            )))
        }
    }
}

/// The canonical request up to the hash of the body.
pub(super) fn canonical_request(head: &Head<'_>, signed_headers: &str, form: PathForm) -> String {
    let path = Some(head.path()).filter(|path| !path.is_empty()).unwrap_or("/");
    let path = if form == PathForm::AsSent { path.to_owned() } else { encoded(path, b"/") };
    let mut request = [head.method, "\n", &path, "\n", &canonical_query(head), "\n"].concat();
    for name in signed_headers.split(';') {
        let value = head.header(name).unwrap_or_default();
        let value: Vec<_> = value.split_ascii_whitespace().collect();
        request += &[name, ":", &value.join(" "), "\n"].concat();
    }
    [&*request, "\n", signed_headers, "\n"].concat()
}

fn canonical_query(head: &Head<'_>) -> String {
    let signed = head.query().filter(|(name, _)| *name != SIGNATURE_PARAMETER);
    let mut parameters: Vec<_> =
        signed.map(|(name, value)| [encoded(decoded(name), b""), encoded(decoded(value), b"")].join("=")).collect();
    order::sort(&mut parameters);
    parameters.join("&")
}

fn authenticate(key: &[u8], text: &str) -> [u8; 32] {
    // A key of any length is one.
    let Ok(mut code) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    code.update(text.as_bytes());
    code.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    /// 2015-08-30T12:36:00Z, the time of AWS's test suite for signatures.
    const NOW: i64 = 1_440_938_160_000;

    fn signature(signature: &str) -> Result<Signature, Error> {
        let parts = Parts {
            credential: "AKIDEXAMPLE/20150830/us-east-1/dynamodb/aws4_request",
            signed_headers: "host;x-amz-date",
            signature,
            date: "20150830T123600Z",
        };
        Signature::read(&head(), parts, SECRET)
    }

    fn head() -> Head<'static> {
        const HEADERS: [(&str, &str); 2] = [("host", "dynamodb.us-east-1.amazonaws.com"), ("x-amz-date", "20150830T123600Z")];
        Head { method: "POST", uri: "/", headers: &HEADERS }
    }

    fn text(result: Result<impl std::fmt::Debug, Error>) -> String {
        result.unwrap_err().message.unwrap_or_default().into_owned()
    }

    #[test]
    fn the_key_and_the_hash_of_aws_own_example_come_out() {
        let steps = ["20150830", "us-east-1", "iam", "aws4_request"];
        let key = steps.iter().fold(["AWS4", SECRET].concat().into_bytes(), |key, step| authenticate(&key, step).to_vec());
        assert_eq!(hexadecimal(&key), "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hexadecimal(&Sha256::digest(b"")), empty);
    }

    #[test]
    fn a_wrong_signature_is_told_what_it_should_have_signed() {
        let expected = concat!(
            "'POST\n/\n\nhost:dynamodb.us-east-1.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'\n\n",
            "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/dynamodb/aws4_request\n",
        );
        let message = text(signature("0").unwrap().verify(b"", Timestamp(NOW)));
        assert!(message.contains(expected), "{message}");
        assert!(message.ends_with("'\n"));
    }

    #[test]
    fn a_time_may_differ_by_five_minutes() {
        let at = |minutes: i64, seconds: i64| {
            text(signature("0").unwrap().verify(b"", Timestamp(NOW + minutes * 60_000 + seconds * 1000)))
        };
        assert!(at(5, 0).starts_with("The request signature") && at(-5, 0).starts_with("The request signature"));
        assert_eq!(
            at(5, 1),
            "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)"
        );
        assert_eq!(
            at(-5, -1),
            "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T123059Z + 5 min.)"
        );
    }

    #[test]
    fn credential_date_and_host_go_together() {
        let with = |scope: &str, headers: &str, date: &str| {
            let credential = format!("AKIDEXAMPLE/{scope}");
            text(Signature::read(
                &head(),
                Parts { credential: &credential, signed_headers: headers, signature: "0", date },
                SECRET,
            ))
        };
        let now = "20150830T123600Z";
        assert_eq!(
            with("20150830/us-east-1/s3/aws4_request", "host", now),
            "Credential should be scoped to correct service: 'dynamodb'. "
        );
        assert_eq!(
            with("20150830/us-east-1/dynamodb/aws4", "host", now),
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4'. "
        );
        assert_eq!(
            with("20150829/us-east-1/dynamodb/aws4_request", "host", now),
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150829' != '20150830', \
             from '20150830T123600Z'."
        );
        assert_eq!(
            with("20150830/us-east-1/dynamodb/aws4_request", "host", "today"),
            "Date must be in ISO-8601 'basic format'. Got 'today'. See http://en.wikipedia.org/wiki/ISO_8601"
        );
        assert_eq!(
            with("20150830/us-east-1/dynamodb/aws4_request", "x-amz-date", now),
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
        );
    }

    #[test]
    fn queries_are_sorted_and_encoded_once() {
        let head = Head { method: "POST", uri: "/?b=%2F&a=1+2&X-Amz-Signature=0&c", headers: &[] };
        assert_eq!(canonical_query(&head), "a=1%2B2&b=%2F&c=");
        assert_eq!(decoded("%4a%zz%4"), b"J%zz%4");
    }
}
