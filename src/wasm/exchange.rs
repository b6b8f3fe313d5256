//! The memory in which requests and responses are handed over: JavaScript writes the body of a request into it and reads the
//! response where it stands. Nothing is copied that the other side does not keep.

use crate::Response;

/// The body of one request and the response to it.
#[derive(Debug, Default)]
pub(super) struct Exchange {
    request: Vec<u8>,
    /// The headers of the response but its checksum: the request id, the content type, a line end, and the others as `name:value` lines.
    headers: Vec<u8>,
    body: Vec<u8>,
    /// Status, checksum, address and length of the headers, address and length of the body.
    found: [usize; 6],
}

impl Exchange {
    /// Makes room for requests' bodies of up to `length` bytes, instead of what there was, and gives its address.
    pub(super) fn reserve(&mut self, length: usize) -> usize {
        self.request = vec![0; length];
        self.request.as_ptr().expose_provenance()
    }

    /// The body of `length` bytes that was written where [`Exchange::reserve`] said.
    pub(super) fn request(&self, length: usize) -> &[u8] {
        self.request.get(..length).unwrap_or_default()
    }

    /// Puts `response` where JavaScript reads it, and gives the address of the six words that say where that is. They hold
    /// until the next call.
    pub(super) fn respond(&mut self, response: Response) -> usize {
        self.write_headers(&response);
        let checksum = response.checksum() as usize;
        self.body = response.body;
        let (headers, body) = (self.headers.as_ptr().expose_provenance(), self.body.as_ptr().expose_provenance());
        self.found = [usize::from(response.status), checksum, headers, self.headers.len(), body, self.body.len()];
        self.found.as_ptr().expose_provenance()
    }

    fn write_headers(&mut self, response: &Response) {
        self.headers.clear();
        self.headers.extend_from_slice(response.request_id.as_bytes());
        self.headers.extend_from_slice(response.content_type.unwrap_or_default().as_bytes());
        self.headers.push(b'\n');
        for (name, value) in &response.grants {
            for part in [name, ":", value, "\n"] {
                self.headers.extend_from_slice(part.as_bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Emulator, Head, Host, Options, Request, Timestamp};

    #[derive(Debug)]
    struct Still;

    impl Host for Still {
        fn now(&self) -> Timestamp {
            Timestamp(0)
        }

        fn random(&self) -> u64 {
            0
        }
    }

    fn health() -> Response {
        let head = Head { method: "GET", uri: "/", headers: &[("origin", "null")] };
        Emulator::new(Box::new(Still), Options::default()).handle(&Request { head, body: b"" })
    }

    #[test]
    fn a_response_is_found_by_its_words() {
        let mut exchange = Exchange::default();
        exchange.respond(health());
        let headers = std::str::from_utf8(&exchange.headers).unwrap();
        let grants = "access-control-allow-origin:*\naccess-control-expose-headers:x-amzn-requestid,x-amz-crc32\n";
        assert_eq!(headers, format!("{}\n{grants}", "0".repeat(52)));
        assert_eq!(exchange.body, b"healthy: dynamodb.us-east-1.amazonaws.com ");
        assert_eq!((exchange.found[0], exchange.found[1]), (200, 3_128_867_991));
        assert_eq!((exchange.found[3], exchange.found[5]), (headers.len(), 42));
    }

    #[test]
    fn a_body_is_as_much_of_the_room_as_it_is_long() {
        let mut exchange = Exchange::default();
        exchange.reserve(4);
        assert_eq!(exchange.request(3), [0; 3]);
        assert!(exchange.request(5).is_empty());
    }
}
