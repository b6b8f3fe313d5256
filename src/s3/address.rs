//! Which bucket and which key a request is about: by its path, or by its host and its path.

use crate::head::{Head, decoded};

/// Hosts below which a bucket's name is the host's first part.
const OUR_HOSTS: [&str; 2] = ["dynatab.invalid", "localhost"];
/// What hosts of S3 end with, in all partitions of AWS.
const AMAZON: [&str; 7] = [
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".amazonaws.eu",
    ".c2s.ic.gov",
    ".sc2s.sgov.gov",
    ".cloud.adc-e.uk",
    ".csp.hci.ic.gov",
];

/// The bucket and the key that a request names, if both are texts and no escape is broken.
pub fn named(head: &Head<'_>) -> Option<(Option<String>, Option<String>)> {
    let path = head.path();
    let path = path.strip_prefix('/').unwrap_or(path);
    // A plus is a space, in paths too (observed 2022-10-11).
    let text = |text: &str| String::from_utf8(decoded(&text.replace('+', " "))).ok().filter(|_| has_whole_escapes(text));
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    if let Some(bucket) = head.header("host").and_then(bucket_of_host) {
        return Some((Some(bucket.to_owned()), filled(text(path)?)));
    }
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    Some((filled(text(bucket)?), filled(text(key)?)))
}

/// Whether two hexadecimal digits follow each `%`.
fn has_whole_escapes(text: &str) -> bool {
    let mut escapes = text.split('%').skip(1);
    escapes.all(|escape| escape.as_bytes().first_chunk::<2>().is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)))
}

/// Whether `host` is one of S3's own.
pub fn is_host(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or_default();
    let is_amazons = AMAZON.iter().find_map(|known| host.strip_suffix(known)).is_some_and(|rest| before_service(rest).is_some());
    is_amazons || host == "s3.localhost" || host.ends_with(".s3.localhost")
}

/// The bucket that a host names, if it is not one for all buckets.
fn bucket_of_host(host: &str) -> Option<&str> {
    let host =
        host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit())).map_or(host, |(host, _)| host);
    let below = |known: &str| host.strip_suffix(known).and_then(|rest| rest.strip_suffix('.'));
    if let Some(rest) = OUR_HOSTS.iter().find_map(|known| below(known)) {
        return before_service(&[rest, "."].concat())
            .map_or(Some(rest), |length| rest.get(..length))
            .filter(|bucket| !bucket.is_empty());
    }
    let rest = AMAZON.iter().find_map(|known| host.strip_suffix(known))?;
    before_service(rest).and_then(|length| rest.get(..length)).filter(|bucket| !bucket.is_empty())
}

/// How long the name of the bucket is that stands before the name of the service in `host`.
fn before_service(host: &str) -> Option<usize> {
    let is_service = |label: &str| label == "s3" || (label.starts_with("s3-") && !label.starts_with("s3-accesspoint"));
    let mut start = host.len();
    let mut found = None;
    // The service is the last label that is called so: a bucket may be, too.
    for label in host.rsplit('.') {
        start = start.saturating_sub(label.len());
        if is_service(label) {
            found = Some(start.saturating_sub(1));
            break;
        }
        start = start.saturating_sub(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(host: &str, uri: &str) -> (Option<String>, Option<String>) {
        named(&Head { method: "GET", uri, headers: &[("host", host)] }).unwrap()
    }

    fn is(bucket: &str, key: &str) -> (Option<String>, Option<String>) {
        let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        (filled(bucket), filled(key))
    }

    #[test]
    fn a_path_names_bucket_and_key() {
        assert_eq!(asked("127.0.0.1:8000", "/bucket/a/b%20c?d"), is("bucket", "a/b c"));
        assert_eq!(asked("s3.eu-west-1.amazonaws.com", "/bucket"), is("bucket", ""));
        assert_eq!(asked("s3-eu-west-1.amazonaws.com", "/bucket/"), is("bucket", ""));
        assert_eq!(asked("localhost:8000", "/"), is("", ""));
        assert_eq!(asked("s3.localhost", "/bucket/a"), is("bucket", "a"));
        assert_eq!(asked("dynatab.invalid", "/bucket//a"), is("bucket", "/a"));
        assert_eq!(asked("dynatab.invalid", "/bucket/a+b%2Bc%20d"), is("bucket", "a b+c d"));
    }

    #[test]
    fn a_host_names_a_bucket() {
        for host in [
            "a.b.s3.amazonaws.com",
            "a.b.s3.eu-west-1.amazonaws.com",
            "a.b.s3-eu-west-1.amazonaws.com:443",
            "a.b.s3.dualstack.eu-west-1.amazonaws.com",
            "a.b.dynatab.invalid",
            "a.b.localhost:8000",
            "a.b.s3.localhost",
            "a.b.s3.cn-north-1.amazonaws.com.cn",
            "a.b.s3.eusc-de-east-1.amazonaws.eu",
            "a.b.s3-accelerate.dualstack.amazonaws.com",
            "a.b.s3-fips.us-east-1.amazonaws.com",
        ] {
            assert_eq!(asked(host, "/c/d"), is("a.b", "c/d"), "{host}");
        }
        assert_eq!(asked("a.localhost", "/"), is("a", ""));
    }

    #[test]
    fn what_is_no_text_names_nothing() {
        for uri in ["/bucket/%FF", "/bucket/%zz", "/bucket/a%", "/bucket/%4", "/%zz/a", "/bucket/%c3%"] {
            assert_eq!(named(&Head { method: "GET", uri, headers: &[] }), None, "{uri}");
        }
    }
}
