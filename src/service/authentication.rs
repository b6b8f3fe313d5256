//! Who asks: the account and region of a request, from its AWS Signature Version 4 parts.
//!
//! The parts must be there, as AWS demands before it looks at anything else; the texts are AWS's, recorded by dynalite's connection
//! tests against real DynamoDB. Signatures are verified where access keys with secrets are configured.

use std::borrow::Cow;
use std::sync::Arc;

use super::signature::{self, Computed, Parts, Signature};
use super::{AccessKey, Head, Options};
use crate::account::{Place, RegionName};
use crate::head::decoded;
use crate::model::ErrorCode;
use crate::operation::Error;
use crate::policy::Identity;

/// Parameters that the `Authorization` header must carry.
const HEADER_PARAMETERS: [&str; 3] = ["Credential", "Signature", "SignedHeaders"];
/// Parameters that a signed query string must carry.
const QUERY_PARAMETERS: [&str; 5] =
    ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"];

/// Who asks, for which account and region.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    /// The account and region for which the request is signed.
    pub place: Place,
    /// Who signed it, where the access key is known.
    pub identity: Option<Arc<Identity>>,
    /// The signature, where it can be verified.
    pub signature: Option<Box<Signature>>,
}

/// Who sends the request of `head`.
pub(super) fn caller(head: &Head<'_>, options: &Options) -> Result<Caller, Error> {
    let parts = parts(head)?;
    let shared = || Place { account: options.account.clone(), region: options.region.clone() };
    let Some(keys) = &options.access_keys else {
        let place = if options.shared_namespace { shared() } else { place(&Scope::parse(&parts.credential)?, options, None) };
        return Ok(Caller { place, identity: None, signature: None });
    };
    let scope = Scope::parse(&parts.credential)?;
    let key = keys.get(scope.access_key).filter(|key| key.token_matches(head)).ok_or_else(unknown_key)?;
    let place = if options.shared_namespace { shared() } else { place(&scope, options, Some(key)) };
    let signature = key.secret.as_ref().map(|secret| Signature::read(head, parts.borrowed(), secret)).transpose()?;
    Ok(Caller { place, identity: Some(Arc::clone(&key.identity)), signature: signature.map(Box::new) })
}

/// The account of `access_key` and `region`, or those of a shared namespace.
pub(super) fn place_of(options: &Options, access_key: &str, region: &str) -> Place {
    if options.shared_namespace {
        return Place { account: options.account.clone(), region: options.region.clone() };
    }
    place(&Scope { access_key, region }, options, None)
}

/// The parts of a request signed with version 4, whose service is looser about them than DynamoDB.
#[derive(Debug)]
pub(super) struct Parts4<'a> {
    /// `keyid/date/region/service/term`.
    pub credential: Cow<'a, str>,
    signed_headers: Cow<'a, str>,
    /// The signature.
    pub signature: Cow<'a, str>,
    /// When the request was signed.
    pub date: Cow<'a, str>,
    /// Whether the parts stand in the query: the request is presigned.
    pub in_query: bool,
}

impl<'a> Parts4<'a> {
    /// Reads the parts, if all are there.
    pub(super) fn read(head: &Head<'a>) -> Option<Self> {
        let in_query = head.header("authorization").is_none();
        let parts = match head.header("authorization") {
            Some(header) if header.starts_with(signature::ALGORITHM) => header_parts(head, header).ok()?,
            Some(_) => return None,
            None => query_parts(head).ok()?,
        };
        let SignedParts { credential, signed_headers, signature, date } = parts;
        Some(Self { credential, signed_headers, signature, date, in_query })
    }

    /// The signature that the request should have, over a body with this hash.
    pub(super) fn compute(&self, head: &Head<'_>, secret: &str, hash: &str) -> Computed {
        let scope = self.credential.split_once('/').map_or("", |(_, scope)| scope);
        let request = signature::canonical_request(head, &self.signed_headers, signature::PathForm::AsSent);
        signature::compute(&request, &self.date, scope, &signature::signing_key(scope, secret), hash)
    }
}

fn place(scope: &Scope<'_>, options: &Options, key: Option<&AccessKey>) -> Place {
    let listed = || options.accounts.get(scope.access_key).unwrap_or(&options.account);
    let account = key.map_or_else(listed, |key| &key.account).clone();
    Place { account, region: RegionName::new(scope.region).unwrap_or_else(|| options.region.clone()) }
}

fn unknown_key() -> Error {
    Error::new(ErrorCode::UnrecognizedClientException, "The security token included in the request is invalid.")
}

impl AccessKey {
    /// Whether the request carries the session token of this key, or none if it has none.
    pub(super) fn token_matches(&self, head: &Head<'_>) -> bool {
        let in_query = || head.query().find(|(name, _)| *name == "X-Amz-Security-Token").map(|(_, value)| decoded(value));
        let sent = head.header("x-amz-security-token").map(|token| token.as_bytes().to_vec()).or_else(in_query);
        sent.as_deref() == self.session_token.as_deref().map(str::as_bytes)
    }
}

/// The parts of a signed request.
#[derive(Debug)]
struct SignedParts<'a> {
    credential: Cow<'a, str>,
    signed_headers: Cow<'a, str>,
    signature: Cow<'a, str>,
    date: Cow<'a, str>,
}

impl SignedParts<'_> {
    fn borrowed(&self) -> Parts<'_> {
        let Self { credential, signed_headers, signature, date } = self;
        Parts { credential, signed_headers, signature, date }
    }
}

fn parts<'a>(head: &Head<'a>) -> Result<SignedParts<'a>, Error> {
    let signed_query = head.query().any(|(name, _)| name == "X-Amz-Algorithm");
    match head.header("authorization") {
        Some(_) if signed_query => Err(Error::new(
            ErrorCode::InvalidSignatureException,
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
        )),
        Some(header) if header.trim_start().starts_with("AWS4-") => header_parts(head, header),
        None if signed_query => query_parts(head),
        _ => Err(Error::new(ErrorCode::MissingAuthenticationTokenException, "Request is missing Authentication Token")),
    }
}

fn header_parts<'a>(head: &Head<'a>, header: &'a str) -> Result<SignedParts<'a>, Error> {
    let parts: Vec<_> = header.split([',', ' ']).filter_map(|part| part.split_once('=')).collect();
    let parameter = |name: &str| parts.iter().find(|(candidate, _)| *candidate == name).map(|(_, value)| *value);
    let missing = HEADER_PARAMETERS.iter().filter(|name| parameter(name).is_none());
    let mut complaints: Vec<String> = missing.map(|name| format!("Authorization header requires '{name}' parameter. ")).collect();
    if head.header("x-amz-date").is_none() && head.header("date").is_none() {
        complaints.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ".to_owned());
    }
    if complaints.is_empty() {
        let part = |name| Cow::Borrowed(parameter(name).unwrap_or_default());
        let date = head.header("x-amz-date").or_else(|| head.header("date")).unwrap_or_default().into();
        return Ok(SignedParts {
            credential: part("Credential"),
            signed_headers: part("SignedHeaders"),
            signature: part("Signature"),
            date,
        });
    }
    Err(incomplete(format!("{}Authorization={header}", complaints.concat())))
}

fn query_parts<'a>(head: &Head<'a>) -> Result<SignedParts<'a>, Error> {
    let parameter = |name: &str| head.query().find(|(candidate, value)| *candidate == name && !value.is_empty());
    let missing = QUERY_PARAMETERS.iter().filter(|name| parameter(name).is_none());
    let complaints: Vec<String> = missing.map(|name| format!("AWS query-string parameters must include '{name}'. ")).collect();
    if complaints.is_empty() {
        let part = |name| {
            let (_, value) = parameter(name).unwrap_or_default();
            Cow::Owned(String::from_utf8_lossy(&decoded(value)).into_owned())
        };
        return Ok(SignedParts {
            credential: part("X-Amz-Credential"),
            signed_headers: part("X-Amz-SignedHeaders"),
            signature: part("X-Amz-Signature"),
            date: part("X-Amz-Date"),
        });
    }
    Err(incomplete(format!("{}Re-examine the query-string parameters.", complaints.concat())))
}

fn incomplete(message: String) -> Error {
    Error::new(ErrorCode::IncompleteSignatureException, message)
}

/// The parts of a credential that say whose request it is.
struct Scope<'a> {
    access_key: &'a str,
    region: &'a str,
}

impl<'a> Scope<'a> {
    /// Reads `keyid/date/region/service/term`.
    fn parse(credential: &'a str) -> Result<Self, Error> {
        let mut parts = credential.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(access_key), Some(_), Some(region), Some(_), Some(_), None) => Ok(Self { access_key, region }),
            _ => Err(incomplete(format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::AccountId;

    const SCOPE: &str = "AKIAEXAMPLE/20261001/eu-west-2/dynamodb/aws4_request";

    fn asked(uri: &str, headers: &[(&str, &str)]) -> Result<Place, Error> {
        asked_with(&Options::default(), uri, headers)
    }

    fn asked_with(options: &Options, uri: &str, headers: &[(&str, &str)]) -> Result<Place, Error> {
        caller(&Head { method: "POST", uri, headers }, options).map(|caller| caller.place)
    }

    fn message(result: Result<Place, Error>) -> String {
        result.unwrap_err().message.unwrap_or_default().into_owned()
    }

    fn signed() -> String {
        format!("AWS4-HMAC-SHA256 Credential={SCOPE}, SignedHeaders=host, Signature=00")
    }

    #[test]
    fn the_region_comes_from_the_credential_scope() {
        let place = asked("/", &[("authorization", &signed()), ("x-amz-date", "20261001T000000Z")]).unwrap();
        assert_eq!(place.region.as_str(), "eu-west-2");
        assert_eq!(place.account, AccountId::default());
    }

    #[test]
    fn keys_share_one_account_unless_options_name_another() {
        let mut options = Options::default();
        let other = AccountId::new("123456789012").unwrap();
        options.accounts.insert("AKIAEXAMPLE".to_owned(), other.clone());
        let place = asked_with(&options, "/", &[("authorization", &signed()), ("date", "x")]).unwrap();
        assert_eq!(place.account, other);
    }

    #[test]
    fn a_shared_namespace_forgets_the_region() {
        let options = Options { shared_namespace: true, ..Options::default() };
        let place = asked_with(&options, "/", &[("authorization", &signed()), ("date", "x")]).unwrap();
        assert_eq!(place, Place::default());
    }

    #[test]
    fn a_request_without_any_token_is_refused() {
        for headers in [&[][..], &[("authorization", "AWS4")], &[("authorization", "Bearer x")]] {
            assert_eq!(message(asked("/", headers)), "Request is missing Authentication Token");
        }
    }

    #[test]
    fn a_header_and_a_signed_query_exclude_each_other() {
        assert_eq!(
            message(asked("/?X-Amz-Algorithm", &[("authorization", "X")])),
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
        );
    }

    #[test]
    fn every_missing_part_of_the_header_is_named() {
        assert_eq!(
            message(asked("/", &[("authorization", "AWS4-")])),
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. \
             Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a \
             'X-Amz-Date' or a 'Date' header. Authorization=AWS4-"
        );
    }

    #[test]
    fn every_missing_part_of_a_signed_query_is_named() {
        assert_eq!(
            message(asked("/?X-Amz-Algorithm=a&X-Amz-Credential=b&X-Amz-Signature=c&X-Amz-Date=d", &[])),
            "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters."
        );
    }

    #[test]
    fn a_signed_query_names_its_region() {
        let uri = format!(
            "/?X-Amz-Algorithm=a&X-Amz-Credential={}&X-Amz-Signature=c&X-Amz-SignedHeaders=host&X-Amz-Date=d",
            SCOPE.replace('/', "%2F")
        );
        assert_eq!(asked(&uri, &[]).unwrap().region.as_str(), "eu-west-2");
    }

    #[test]
    fn a_credential_has_five_elements() {
        let header = "AWS4-HMAC-SHA256 Credential=key/20261001, SignedHeaders=host, Signature=00";
        assert_eq!(
            message(asked("/", &[("authorization", header), ("date", "x")])),
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'key/20261001'"
        );
    }
}
