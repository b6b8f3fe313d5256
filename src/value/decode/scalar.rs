//! Strings that stand for bytes and booleans.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// AWS wants padding, and no bits beyond the last byte. The misspelling is AWS's.
pub(super) fn bytes_of(base64: &str) -> Result<Vec<u8>, String> {
    if !base64.len().is_multiple_of(4) {
        let length = base64.encode_utf16().count();
        return Err(format!("Base64 encoded length is expected a multiple of 4 bytes but found: {length}"));
    }
    STANDARD.decode(base64).map_err(|_| "Invalid last non-pad Base64 character dectected".to_owned())
}

/// The boolean that AWS reads a string as, in any case of its letters.
#[must_use]
pub fn boolean_of(text: &str) -> Option<bool> {
    let is_one_of = |words: [&str; 5]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_one_of(["true", "t", "yes", "y", "1"]) {
        return Some(true);
    }
    is_one_of(["false", "f", "no", "n", "0"]).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_base64_is_refused_in_two_ways() {
        assert_eq!(bytes_of("23456").unwrap_err(), "Base64 encoded length is expected a multiple of 4 bytes but found: 5");
        assert_eq!(bytes_of("=+/=").unwrap_err(), "Invalid last non-pad Base64 character dectected");
        assert_eq!(bytes_of("+/+=").unwrap_err(), "Invalid last non-pad Base64 character dectected");
        assert_eq!(bytes_of("").unwrap(), b"");
        assert_eq!(bytes_of("AAE=").unwrap(), [0, 1]);
    }

    #[test]
    fn ten_strings_are_read_as_booleans() {
        assert_eq!(boolean_of("TRUE"), Some(true));
        assert_eq!(boolean_of("y"), Some(true));
        assert_eq!(boolean_of("1"), Some(true));
        assert_eq!(boolean_of("No"), Some(false));
        assert_eq!(boolean_of("0"), Some(false));
        assert_eq!(boolean_of(""), None);
        assert_eq!(boolean_of("on"), None);
    }
}
