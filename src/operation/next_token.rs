//! `NextToken`: where the next page of a statement begins, bound to the statement and its parameters.
//!
//! A token is the Base64 of a digest of all that follows, the digest of the request, the number of the range in two bytes, and
//! the key behind which the range goes on. So a token of another request is told from one that is none.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Error;
use super::statement_request::StatementRequest;
use crate::request::Fingerprint;
use crate::value::AttributeType;

/// A place in the ranges that a query reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Which of the ranges.
    pub range: usize,
    /// The key of the item that was read last.
    pub key: Vec<u8>,
}

/// A place that a token names which is none.
#[must_use]
pub fn invalid() -> Error {
    Error::validation("Invalid NextToken")
}

/// The token for `place` in what `request` reads.
#[must_use]
pub fn encode(request: &StatementRequest, place: &Place) -> String {
    let range = u16::try_from(place.range).unwrap_or(u16::MAX);
    let content = [digest(request).to_bytes().as_slice(), &range.to_be_bytes(), &place.key].concat();
    STANDARD.encode([Fingerprint::of_value(&content).to_bytes().as_slice(), &content].concat())
}

/// The place that `token` names.
///
/// # Errors
///
/// It is no token, or that of another request. A request with a list or a map among its parameters never goes on (observed in
/// August 2026 in two regions).
pub fn decode(request: &StatementRequest, token: &str) -> Result<Place, Error> {
    let place = parts(token).ok_or_else(invalid)?;
    let nested = request.parameters.iter().any(|value| matches!(value.kind(), AttributeType::L | AttributeType::M));
    if place.0 != digest(request).to_bytes() || nested {
        return Err(Error::validation("NextToken does not match request"));
    }
    Ok(place.1)
}

fn parts(token: &str) -> Option<([u8; Fingerprint::LENGTH], Place)> {
    let bytes = STANDARD.decode(token).ok()?;
    let (check, content) = bytes.split_first_chunk::<{ Fingerprint::LENGTH }>()?;
    let (request, rest) = content.split_first_chunk::<{ Fingerprint::LENGTH }>()?;
    let (range, key) = rest.split_first_chunk::<2>()?;
    let place = Place { range: usize::from(u16::from_be_bytes(*range)), key: key.to_vec() };
    (*check == Fingerprint::of_value(&content.to_vec()).to_bytes()).then_some((*request, place))
}

/// The limit, the consistency and what is to be reported may differ from page to page.
fn digest(request: &StatementRequest) -> Fingerprint {
    Fingerprint::of_value(&(&request.text, &request.parameters))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::AttributeValue;

    fn request(text: &str, parameters: Vec<AttributeValue>) -> StatementRequest {
        StatementRequest { text: text.to_owned(), parameters, consistent: false, returns_item: false }
    }

    fn text(error: &Error) -> &str {
        error.message.as_deref().unwrap_or_default()
    }

    #[test]
    fn a_token_names_its_place_to_its_request_alone() {
        let (asked, place) = (request("SELECT", vec![AttributeValue::Null]), Place { range: 3, key: vec![1, 0, 255] });
        let token = encode(&asked, &place);
        assert_eq!(decode(&asked, &token).unwrap(), place);
        for other in [request("SELECT ", vec![AttributeValue::Null]), request("SELECT", vec![])] {
            assert_eq!(text(&decode(&other, &token).unwrap_err()), "NextToken does not match request");
        }
    }

    #[test]
    fn what_is_no_token_is_invalid() {
        let asked = request("SELECT", vec![]);
        let token = encode(&asked, &Place { range: 0, key: vec![7] });
        let mut damaged = STANDARD.decode(&token).unwrap();
        damaged[30] ^= 1;
        for token in ["", "x", "AAAA", token.get(..20).unwrap(), &STANDARD.encode(damaged)] {
            assert_eq!(text(&decode(&asked, token).unwrap_err()), "Invalid NextToken", "{token}");
        }
    }

    #[test]
    fn a_request_with_a_list_never_goes_on() {
        let asked = request("SELECT", vec![AttributeValue::L(vec![])]);
        let token = encode(&asked, &Place { range: 0, key: vec![] });
        assert_eq!(text(&decode(&asked, &token).unwrap_err()), "NextToken does not match request");
    }
}
