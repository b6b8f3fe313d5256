//! Cross-origin requests: DynamoDB answers a preflight itself and lets every origin read its responses.

use super::{Head, Response};

/// Two days, in seconds: how long a browser may remember a preflight.
const MAX_AGE: &str = "172800";
/// What a script of another origin may read beside the body.
const EXPOSED: &str = "x-amzn-requestid,x-amz-crc32";
/// What a preflight asks, and the header that allows it.
const GRANTS: [(&str, &str); 2] = [
    ("access-control-request-headers", "access-control-allow-headers"),
    ("access-control-request-method", "access-control-allow-methods"),
];

/// What a preflight asked for.
#[derive(Debug, Clone)]
pub(super) struct Preflight {
    granted: Vec<(&'static str, String)>,
}

/// The preflight that `head` is, if it is one.
pub(super) fn preflight(head: &Head<'_>) -> Option<Preflight> {
    head.header("origin")?;
    let granted = GRANTS.iter().filter_map(|(asked, granted)| Some((*granted, head.header(asked)?.to_owned())));
    Some(Preflight { granted: granted.collect() })
}

impl Preflight {
    /// Grants everything.
    pub(super) fn response(&self) -> Response {
        let mut headers: Vec<_> = self.granted.iter().map(|(name, value)| (*name, value.clone().into())).collect();
        headers.push(("access-control-max-age", MAX_AGE.into()));
        Response { status: 200, headers, body: Vec::new() }
    }
}

/// Adds what lets a page of another origin read the response.
pub(super) fn admit(response: &mut Response) {
    response.headers.push(("access-control-allow-origin", "*".into()));
    response.headers.push(("access-control-expose-headers", EXPOSED.into()));
}
