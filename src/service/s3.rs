//! Amazon S3 as a service: which requests are its own, and who asks.

use std::borrow::Cow;

use super::authentication::{self, Parts4};
use super::cors;
use super::other_service::Service;
use super::{Emulator, Response};
use crate::account::Place;
use crate::calendar;
use crate::head::Head;
use crate::s3::{self, Call, Error, Request, code};

/// So many minutes the time of a signed request may differ from that of the service (API reference, Authenticating requests).
const TOLERANCE_MINUTES: i64 = 15;
/// What a script of another origin may read beside the body.
const EXPOSED: &str = "etag,last-modified,content-range,content-length,accept-ranges,location,x-amz-request-id,x-amz-id-2,\
                       x-amz-checksum-crc32,x-amz-checksum-crc32c,x-amz-checksum-crc64nvme,x-amz-checksum-sha1,x-amz-checksum-sha256,\
                       x-amz-checksum-type,x-amz-mp-parts-count,x-amz-storage-class,x-amz-server-side-encryption,x-amz-bucket-region,x-amz-tagging-count";

/// Amazon S3.
#[derive(Debug)]
pub(super) struct S3;

impl Service for S3 {
    fn owns(&self, head: &Head<'_>) -> bool {
        let signed = |text: &str| text.contains("/s3/aws4_request") || text.contains("%2Fs3%2Faws4_request");
        head.method != "OPTIONS"
            && (head.header("authorization").is_some_and(|text| signed(text) || text.starts_with("AWS "))
                || head.header("x-amz-content-sha256").is_some()
                || head.query().any(|(name, value)| name == "X-Amz-Credential" && signed(value))
                || head.header("host").is_some_and(s3::is_host))
    }

    fn answer(&self, emulator: &Emulator, head: &Head<'_>, body: Cow<'_, [u8]>) -> Response {
        let mut database = emulator.settled();
        let database = &mut *database;
        let place = caller(emulator, head);
        let call = place.as_ref().map_err(Clone::clone).and_then(|place| {
            let request = Request::read(*head, body.into_owned())?;
            let shared_namespace = emulator.options.shared_namespace;
            Ok(Call { host: &*emulator.host, place, shared_namespace, database, request })
        });
        let s3::Answer { status, headers, body, .. } = s3::answer(&*emulator.host, head.method == "HEAD", call);
        let mut other_headers = headers;
        if head.header("origin").is_some() {
            other_headers.push(cors::ANYBODY);
            other_headers.push(("access-control-expose-headers".into(), EXPOSED.into()));
        }
        Response { status, content_type: None, request_id: None, other_headers, body }
    }
}

/// The account and the region for which the request of `head` is signed.
fn caller(emulator: &Emulator, head: &Head<'_>) -> Result<Place, Error> {
    let options = &emulator.options;
    let Some(parts) = Parts4::read(head) else {
        let unsupported = "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
        return Err(match head.header("authorization") {
            Some(_) => Error::saying(&code::INVALID_REQUEST, unsupported),
            None => Error::new(&code::ACCESS_DENIED),
        });
    };
    let malformed = || {
        Error::saying(
            &code::AUTHORIZATION_HEADER_MALFORMED,
            "The authorization header is malformed; the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
        )
    };
    let (key_id, scope) = parts.credential.split_once('/').ok_or_else(malformed)?;
    let region = scope.split('/').nth(1).ok_or_else(malformed)?;
    check_expiry(emulator, head, &parts)?;
    let Some(keys) = &options.access_keys else { return Ok(authentication::place_of(options, key_id, region)) };
    let key = keys.get(key_id).ok_or_else(|| Error::new(&code::INVALID_ACCESS_KEY_ID).with("AWSAccessKeyId", key_id))?;
    if !key.token_matches(head) {
        return Err(Error::new(&code::INVALID_TOKEN));
    }
    if let Some(secret) = &key.secret {
        let hash = if parts.in_query { "UNSIGNED-PAYLOAD" } else { head.header("x-amz-content-sha256").unwrap_or_default() };
        let signature = parts.compute(head, secret, hash);
        if signature.value != parts.signature {
            let error = Error::new(&code::SIGNATURE_DOES_NOT_MATCH).with("AWSAccessKeyId", key_id);
            let error = error.with("StringToSign", signature.text).with("SignatureProvided", &*parts.signature);
            return Err(error.with("CanonicalRequest", signature.request));
        }
    }
    let place = authentication::place_of(options, key_id, region);
    Ok(if options.shared_namespace { place } else { Place { account: key.account.clone(), ..place } })
}

/// Whether a request is still good. Where no secrets are known the clock of the caller does not matter, but that of a presigned request does.
fn check_expiry(emulator: &Emulator, head: &Head<'_>, parts: &Parts4<'_>) -> Result<(), Error> {
    let now = emulator.host.now();
    let here = now.0.div_euclid(1000);
    let signed = calendar::parse(&parts.date);
    if parts.in_query {
        let expires = head.query().find(|(name, _)| *name == "X-Amz-Expires").and_then(|(_, value)| value.parse::<i64>().ok());
        let expires = expires.ok_or(Error::new(&code::AUTHORIZATION_QUERY_PARAMETERS))?;
        if !(0..=604_800).contains(&expires) {
            let text = "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds";
            return Err(Error::saying(&code::AUTHORIZATION_QUERY_PARAMETERS, text));
        }
        let ends = signed.ok_or(Error::new(&code::AUTHORIZATION_QUERY_PARAMETERS))?.saturating_add(expires);
        if here > ends {
            let written = |seconds: i64| calendar::Second(crate::Timestamp(seconds * 1000)).to_string();
            let error = Error::saying(&code::ACCESS_DENIED, "Request has expired").with("X-Amz-Expires", expires.to_string());
            return Err(error.with("Expires", written(ends)).with("ServerTime", written(here)));
        }
        return Ok(());
    }
    let verifies = emulator.options.access_keys.is_some();
    let is_near = |signed: i64| (signed - here).abs() <= TOLERANCE_MINUTES * 60;
    if !verifies || signed.is_none_or(is_near) {
        return Ok(());
    }
    let server_time = calendar::Second(now).to_string();
    let error = Error::new(&code::REQUEST_TIME_TOO_SKEWED).with("RequestTime", &*parts.date).with("ServerTime", server_time);
    Err(error.with("MaxAllowedSkewMilliseconds", (TOLERANCE_MINUTES * 60_000).to_string()))
}
