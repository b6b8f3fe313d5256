//! What a bucket may be called (user guide, General purpose bucket naming rules).

const RESERVED_BEGINNINGS: [&str; 2] = ["xn--", "sthree-"];
const RESERVED_ENDS: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/// Whether a bucket may be called `name`. The beginning that AWS keeps for examples, `amzn-s3-demo-`, is allowed: examples are run here.
#[must_use]
pub fn is_bucket_name(name: &str) -> bool {
    let letter_or_digit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = name.as_bytes();
    (3..=63).contains(&bytes.len())
        && bytes.iter().all(|byte| letter_or_digit(*byte) || matches!(byte, b'.' | b'-'))
        && [bytes.first(), bytes.last()].into_iter().flatten().all(|byte| letter_or_digit(*byte))
        && !name.contains("..")
        && !is_address(name)
        && !RESERVED_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        && !RESERVED_ENDS.iter().any(|end| name.ends_with(end))
}

/// Whether `name` looks like an address of the internet protocol: 192.168.5.4.
fn is_address(name: &str) -> bool {
    let parts: Vec<_> = name.split('.').collect();
    parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::is_bucket_name;

    #[test]
    fn names_follow_the_rules_of_the_user_guide() {
        for name in ["abc", "my-bucket", "a.b.c", "1st", "amzn-s3-demo-bucket", "192.168.5.400"] {
            assert!(is_bucket_name(name), "{name}");
        }
        let long = "a".repeat(64);
        for name in ["", "ab", "-ab", "ab-", "a..b", "Abc", "a_b", "192.168.5.4", "xn--a", "a-s3alias", "a--ol-s3", &long] {
            assert!(!is_bucket_name(name), "{name}");
        }
    }
}
