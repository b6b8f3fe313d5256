//! Everything of an HTTP request but its body, as far as services read it.

/// Everything of an HTTP request but its body.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// `POST`, `GET`, `OPTIONS`, ...
    pub method: &'a str,
    /// Path and query, for example `/`.
    pub uri: &'a str,
    /// Names in lower case with their values; those that the services read are enough.
    pub headers: &'a [(&'a str, &'a str)],
}

impl<'a> Head<'a> {
    /// The value of the header `name`, which is in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(candidate, _)| *candidate == name).map(|(_, value)| *value)
    }

    /// The path, as it was sent.
    #[must_use]
    pub fn path(&self) -> &'a str {
        self.uri.split_once('?').map_or(self.uri, |(path, _)| path)
    }

    /// The raw query parameters, names with values; a parameter without `=` has an empty value.
    pub fn query(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let query = self.uri.split_once('?').map_or("", |(_, query)| query);
        query.split('&').filter(|part| !part.is_empty()).map(|part| part.split_once('=').unwrap_or((part, "")))
    }

    /// The content type without its parameters, empty if there is none.
    #[must_use]
    pub fn content_type(&self) -> &'a str {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim()
    }
}

/// `text` with each `%XX` as the byte that it stands for.
#[must_use]
pub fn decoded(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let escape = match after {
            [high, low, tail @ ..] if *first == b'%' => digit(*high).zip(digit(*low)).map(|(high, low)| (high << 4 | low, tail)),
            _ => None,
        };
        let (byte, tail) = escape.unwrap_or((*first, after));
        decoded.push(byte);
        rest = tail;
    }
    decoded
}

/// `text` with every byte but letters, digits, `-._~` and those in `kept` as `%XX`.
#[must_use]
pub fn encoded(text: impl AsRef<[u8]>, kept: &[u8]) -> String {
    let mut encoded = String::new();
    for byte in text.as_ref() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) || kept.contains(byte) {
            encoded.push(char::from(*byte));
        } else {
            encoded.push('%');
            encoded.extend(digits(*byte).map(|digit| digit.to_ascii_uppercase()));
        }
    }
    encoded
}

/// `bytes` as hexadecimal digits in lower case.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| digits(*byte)).collect()
}

fn digits(byte: u8) -> [char; 2] {
    [byte >> 4, byte & 15].map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or_default())
}
