//! Cross-origin requests: DynamoDB answers a preflight itself and lets every origin read its responses.

use super::{Request, Response};

/// Two days, in seconds: how long a browser may remember a preflight.
const MAX_AGE: &str = "172800";
/// What a script of another origin may read beside the body.
const EXPOSED: &str = "x-amzn-requestid,x-amz-crc32";

/// The answer to a preflight, if `request` is one.
pub(super) fn preflight(request: &Request<'_>) -> Option<Response> {
    if request.method != "OPTIONS" {
        return None;
    }
    request.header("origin")?;
    let mut headers = Vec::new();
    for (asked, answered) in [
        ("access-control-request-headers", "access-control-allow-headers"),
        ("access-control-request-method", "access-control-allow-methods"),
    ] {
        headers.extend(request.header(asked).map(|value| (answered, value.to_owned())));
    }
    headers.push(("access-control-max-age", MAX_AGE.to_owned()));
    Some(Response { status: 200, headers, body: Vec::new() })
}

/// Adds what lets the page that asked read the response.
pub(super) fn admit(request: &Request<'_>, response: &mut Response) {
    if request.header("origin").is_some() {
        response.headers.push(("access-control-allow-origin", "*".to_owned()));
        response.headers.push(("access-control-expose-headers", EXPOSED.to_owned()));
    }
}
