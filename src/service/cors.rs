//! Cross-origin requests: DynamoDB answers a preflight itself and lets every origin read its responses.

use std::borrow::Cow;

use super::Head;

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
    /// Everything that was asked for.
    pub(super) fn grants(&self) -> Vec<(Cow<'static, str>, Cow<'static, str>)> {
        let mut grants: Vec<_> = self.granted.iter().map(|(name, value)| ((*name).into(), value.clone().into())).collect();
        grants.push(("access-control-max-age".into(), MAX_AGE.into()));
        grants
    }
}

/// What lets any page read a response.
pub(super) const ANYBODY: (Cow<'static, str>, Cow<'static, str>) =
    (Cow::Borrowed("access-control-allow-origin"), Cow::Borrowed("*"));

/// What lets a page of another origin read a response.
pub(super) const ADMISSION: [(Cow<'static, str>, Cow<'static, str>); 2] =
    [ANYBODY, (Cow::Borrowed("access-control-expose-headers"), Cow::Borrowed(EXPOSED))];
