//! The memory in which requests and responses are handed over: JavaScript writes the body of a request into it and reads the
//! response where it stands. Nothing is copied that the other side does not keep.

use std::borrow::Cow;

use crate::{Bytes, RequestId, Response};

/// Room for larger bodies is given up after each request (`npm/src/exchange.js`).
const MOST_ROOM: usize = 1 << 20;

/// The body of one request and the response to it.
#[derive(Debug, Default)]
pub(super) struct Exchange {
    request: Vec<u8>,
    request_id: Option<RequestId>,
    headers: Headers,
    body: Bytes,
    /// Status, checksum, address of the request id (0, if there is none, and no checksum either), generation of the headers, their address and length, address and length of the body.
    found: [usize; 8],
}

/// The headers of a response that others have, too: all but request id and checksum.
#[derive(Debug, Default)]
struct Headers {
    content_type: Option<&'static str>,
    others: Vec<(Cow<'static, str>, Cow<'static, str>)>,
    /// `name:value` lines.
    text: Vec<u8>,
    /// Another one when the headers are others than those of the response before.
    generation: usize,
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

    /// Takes the body of `length` bytes that was written where [`Exchange::reserve`] said, if it is so large that JavaScript makes room anew
    /// after each of its kind.
    pub(super) fn take_request(&mut self, length: usize) -> Cow<'_, [u8]> {
        if length <= MOST_ROOM {
            return self.request(length).into();
        }
        let mut body = std::mem::take(&mut self.request);
        body.truncate(length);
        body.into()
    }

    /// Puts `response` where JavaScript reads it, and gives the address of the eight words that say where that is. They hold
    /// until the next call.
    pub(super) fn respond(&mut self, response: Response) -> usize {
        let checksum = if response.request_id.is_some() { response.checksum() as usize } else { 0 };
        self.request_id = response.request_id;
        let id = self.request_id.as_ref().map_or(0, |id| id.as_bytes().as_ptr().expose_provenance());
        self.headers.follow(response.content_type, response.other_headers);
        self.body = response.body;
        let Headers { text, generation, .. } = &self.headers;
        let (headers, body) = (text.as_ptr().expose_provenance(), self.body.as_ptr().expose_provenance());
        let status = usize::from(response.status);
        self.found = [status, checksum, id, *generation, headers, text.len(), body, self.body.len()];
        self.found.as_ptr().expose_provenance()
    }
}

impl Headers {
    /// Becomes the headers of the next response. Most have those of the one before: then nothing is written, and JavaScript reads nothing.
    fn follow(&mut self, content_type: Option<&'static str>, others: Vec<(Cow<'static, str>, Cow<'static, str>)>) {
        if self.generation > 0 && self.content_type == content_type && self.others == others {
            return;
        }
        self.generation += 1;
        self.text.clear();
        let content_type_line = content_type.map(|value| ("content-type", value));
        let other_lines = others.iter().map(|(name, value)| (&**name, &**value));
        for (name, value) in content_type_line.into_iter().chain(other_lines) {
            for part in [name, ":", value, "\n"] {
                self.text.extend_from_slice(part.as_bytes());
            }
        }
        (self.content_type, self.others) = (content_type, others);
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

    const GRANTS: &str = "access-control-allow-origin:*\naccess-control-expose-headers:x-amzn-requestid,x-amz-crc32\n";

    #[test]
    fn a_response_is_found_by_its_words() {
        let mut exchange = Exchange::default();
        exchange.respond(health());
        assert_eq!(exchange.request_id.unwrap().as_bytes(), [b'0'; 52]);
        assert_eq!(exchange.headers.text, GRANTS.as_bytes());
        assert_eq!(&*exchange.body, b"healthy: dynamodb.us-east-1.amazonaws.com ");
        assert_eq!((exchange.found[0], exchange.found[1]), (200, 3_128_867_991));
        assert_eq!((exchange.found[3], exchange.found[5], exchange.found[7]), (1, GRANTS.len(), 42));
    }

    #[test]
    fn headers_have_another_generation_when_they_are_others() {
        let mut exchange = Exchange::default();
        let plain = || Response { other_headers: Vec::new(), ..health() };
        let typed = || Response { content_type: Some("text/plain"), ..health() };
        let generations = [health(), health(), plain(), plain(), typed(), health()].map(|response| {
            exchange.respond(response);
            exchange.found[3]
        });
        assert_eq!(generations, [1, 1, 2, 2, 3, 4]);
        exchange.respond(typed());
        assert_eq!(exchange.headers.text, format!("content-type:text/plain\n{GRANTS}").as_bytes());
    }

    #[test]
    fn a_large_body_is_handed_over_and_a_small_one_is_lent() {
        let mut exchange = Exchange::default();
        exchange.reserve(MOST_ROOM + 2);
        assert!(matches!(exchange.take_request(MOST_ROOM), Cow::Borrowed(body) if body.len() == MOST_ROOM));
        assert!(matches!(exchange.take_request(MOST_ROOM + 1), Cow::Owned(body) if body.len() == MOST_ROOM + 1));
        assert!(exchange.request(1).is_empty());
    }

    #[test]
    fn a_body_is_as_much_of_the_room_as_it_is_long() {
        let mut exchange = Exchange::default();
        exchange.reserve(4);
        assert_eq!(exchange.request(3), [0; 3]);
        assert!(exchange.request(5).is_empty());
    }
}
