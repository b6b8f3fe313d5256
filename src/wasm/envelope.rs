//! A response as one byte array: status (2 bytes, little endian), length of the headers (2 bytes, little endian), the
//! headers as `name:value` lines that each end in `\n`, and the body as the rest.

use crate::Response;

/// Writes `response` in one allocation of exactly its size.
pub(super) fn encode(response: &Response) -> Vec<u8> {
    let length: usize = response.headers.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let mut bytes = Vec::with_capacity(4 + length + response.body.len());
    bytes.extend_from_slice(&response.status.to_le_bytes());
    bytes.extend_from_slice(&u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes());
    for (name, value) in &response.headers {
        bytes.extend_from_slice(name.as_bytes());
        bytes.push(b':');
        bytes.extend_from_slice(value.as_bytes());
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(&response.body);
    bytes
}

#[cfg(test)]
mod tests {
    use super::encode;
    use crate::Response;

    #[test]
    fn status_headers_and_body_follow_each_other() {
        let response = Response { status: 400, headers: vec![("a", "1".into()), ("b", "2".into())], body: b"{}".to_vec() };
        assert_eq!(encode(&response), b"\x90\x01\x08\x00a:1\nb:2\n{}");
    }
}
