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
/// The parameter of requests that are presigned as before version 4 which names the access key.
const KEY_OF_VERSION_2: &str = "AWSAccessKeyId";
/// The header in which those who observe are told what was asked for (`npm/src/requests`, which lets no client see it).
const ASKED: &str = "x-dynatab-asked";
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
                || head.query().any(|(name, value)| (name == "X-Amz-Credential" && signed(value)) || name == KEY_OF_VERSION_2)
                || is_form(head)
                || head.header("host").is_some_and(s3::is_host))
    }

    fn answer(&self, emulator: &Emulator, head: &Head<'_>, body: Cow<'_, [u8]>) -> Response {
        let mut database = emulator.settled();
        let is_observed = database.observer().observes_costs();
        let database = &mut *database;
        let caller = caller(emulator, head);
        let call = caller.as_ref().map_err(Clone::clone).and_then(|Caller { place, in_any_region }| {
            let request = Request::read(*head, body.into_owned())?;
            Ok(Call { host: &*emulator.host, place, in_any_region: *in_any_region, database, request })
        });
        let s3::Answer { status, headers, body, .. } = s3::answer(&*emulator.host, head.method == "HEAD", call);
        let mut other_headers = headers;
        if is_observed {
            other_headers.push((ASKED.into(), s3::asked(*head).into()));
        }
        if head.header("origin").is_some() {
            other_headers.push(cors::ANYBODY);
            other_headers.push(("access-control-expose-headers".into(), EXPOSED.into()));
        }
        Response { status, content_type: None, request_id: None, other_headers, body }
    }
}

/// Who asks.
struct Caller {
    /// The account and the region for which the request is signed.
    place: Place,
    /// Whether buckets of all regions are meant.
    in_any_region: bool,
}

/// Whether the request is a form that a browser sends, with its signature within (API reference, POST Object).
fn is_form(head: &Head<'_>) -> bool {
    head.method == "POST" && head.content_type() == "multipart/form-data"
}

fn caller(emulator: &Emulator, head: &Head<'_>) -> Result<Caller, Error> {
    let options = &emulator.options;
    let unsupported = "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.";
    let Some(parts) = Parts4::read(head) else {
        let key_id = head.query().find(|(name, _)| *name == KEY_OF_VERSION_2).map(|(_, key_id)| key_id);
        return match (head.header("authorization"), key_id) {
            (None, Some(key_id)) if options.access_keys.is_none() => presigned_before(emulator, head, key_id),
            (None, None) if is_form(head) => Err(Error::not_built("POST Object, the forms of browsers,")),
            (None, None) => Err(Error::new(&code::ACCESS_DENIED)),
            _ => Err(Error::saying(&code::INVALID_REQUEST, unsupported)),
        };
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
    let place = authentication::place_of(options, key_id, region);
    let in_any_region = options.shared_namespace;
    let Some(keys) = &options.access_keys else { return Ok(Caller { place, in_any_region }) };
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
    let place = if in_any_region { place } else { Place { account: key.account.clone(), ..place } };
    Ok(Caller { place, in_any_region })
}

/// Who presigned a request as it was done before version 4, which names no region. Boto3 does so still, unless it is told otherwise.
fn presigned_before(emulator: &Emulator, head: &Head<'_>, key_id: &str) -> Result<Caller, Error> {
    let parameter = |name: &str| head.query().find(|(known, _)| *known == name).map(|(_, value)| value);
    let expires = parameter("Expires").and_then(|expires| expires.parse::<i64>().ok());
    let (Some(ends), Some(_)) = (expires, parameter("Signature")) else {
        let text = "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters";
        return Err(Error::saying(&code::ACCESS_DENIED, text));
    };
    let here = emulator.host.now().0.div_euclid(1000);
    if here > ends {
        return Err(out_of_time("Request has expired", None, ends, here));
    }
    let region = emulator.options.region.as_str();
    Ok(Caller { place: authentication::place_of(&emulator.options, key_id, region), in_any_region: true })
}

/// The refusal of a presigned request that is good until the second `ends`, but not at the second `here`.
fn out_of_time(text: &'static str, more: Option<(&'static str, String)>, ends: i64, here: i64) -> Error {
    let written = |seconds: i64| calendar::Second(crate::Timestamp(seconds.saturating_mul(1000))).to_string();
    let error = more.into_iter().fold(Error::saying(&code::ACCESS_DENIED, text), |error, (name, value)| error.with(name, value));
    error.with("Expires", written(ends)).with("ServerTime", written(here))
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
        let signed = signed.ok_or(Error::new(&code::AUTHORIZATION_QUERY_PARAMETERS))?;
        let ends = signed.saturating_add(expires);
        if here > ends {
            let more = ("X-Amz-Expires", expires.to_string());
            return Err(out_of_time("Request has expired", Some(more), ends, here));
        }
        if signed.saturating_sub(here) > TOLERANCE_MINUTES * 60 {
            // In milliseconds, unlike the parameter of that name (observed 2016 and 2019).
            let more = ("X-Amz-Date", signed.saturating_mul(1000).to_string());
            return Err(out_of_time("Request is not yet valid", Some(more), ends, here));
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
