//! The regular expressions of the model. There are few, each a run of characters of one class, so each is a small function here;
//! the generator refuses a model with a pattern that this list does not know.

/// One pattern of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// Names of indexes and backups.
    Name,
    /// Names of tables, or their ARNs: what is checked of an ARN is the name in it.
    TableName,
    /// Tokens of 16 hexadecimal digits each.
    HexToken,
    /// Twelve digits.
    AccountId,
    /// Names of S3 buckets.
    Bucket,
    /// Client tokens of exports and imports.
    ClientToken,
    /// One delimiter of CSV.
    CsvDelimiter,
    /// One header of CSV.
    CsvHeader,
    /// ARNs of autoscaling roles: any text.
    RoleArn,
    /// Names of autoscaling policies.
    Printable,
}

impl Pattern {
    /// The expression as the model writes it.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Name | Self::TableName => "[a-zA-Z0-9_.-]+",
            Self::HexToken => "([0-9a-f]{16})+",
            Self::AccountId => "[0-9]{12}",
            Self::Bucket => r"^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$",
            Self::ClientToken => r"^[^\$]+$",
            Self::CsvDelimiter => r"[,;:|\t ]",
            Self::CsvHeader => r"[\x20-\x21\x23-\x2B\x2D-\x7E]*",
            Self::RoleArn => r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*",
            Self::Printable => r"\p{Print}+",
        }
    }

    /// Whether the whole of `text` matches.
    #[must_use]
    pub fn matches(self, text: &str) -> bool {
        match self {
            Self::Name | Self::TableName => {
                is_run(text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
            }
            Self::HexToken => text.len().is_multiple_of(16) && is_run(text, |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
            Self::AccountId => text.len() == 12 && is_run(text, |byte| byte.is_ascii_digit()),
            Self::Bucket => is_bucket(text),
            Self::ClientToken => is_run(text, |byte| byte != b'$'),
            Self::CsvDelimiter => text.len() == 1 && is_run(text, |byte| b",;:|\t ".contains(&byte)),
            Self::CsvHeader => text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b','),
            Self::RoleArn => text.chars().all(|character| character >= ' ' || matches!(character, '\r' | '\n' | '\t')),
            Self::Printable => is_run(text, |byte| matches!(byte, b' '..=b'~')),
        }
    }
}

fn is_run(text: &str, class: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(class)
}

/// At least two characters, the first and the last alphanumeric.
fn is_bucket(text: &str) -> bool {
    let ends = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    text.len() >= 2 && ends(text.bytes().next()) && ends(text.bytes().last()) && text.bytes().all(inner)
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn the_whole_text_must_match() {
        for (pattern, fitting, other) in [
            (Pattern::Name, "a-B_9.", "bad table!@#"),
            (Pattern::HexToken, "0123456789abcdef", "0123456789abcde"),
            (Pattern::AccountId, "123456789012", "12345678901x"),
            (Pattern::Bucket, "my.bucket-1", "-bucket"),
            (Pattern::ClientToken, "a token", "a$"),
            (Pattern::CsvDelimiter, "\t", "ab"),
            (Pattern::CsvHeader, "", "a,b"),
            (Pattern::RoleArn, "arn:aws:iam::1:role/\u{1F600}", "\u{7}"),
            (Pattern::Printable, "a b", "\u{e9}"),
        ] {
            assert!(pattern.matches(fitting), "{pattern:?}");
            assert!(!pattern.matches(other), "{pattern:?}");
        }
    }
}
