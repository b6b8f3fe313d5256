//! `GetObject` and `HeadObject`.

use std::ops::Range;

use super::condition::{self, OF_READ, Unmet};
use super::error::code;
use super::payload::tell_checksum;
use super::put_object::quoted;
use super::{Answer, Call, Error, range, stored_headers};
use crate::bucket::Object;
use crate::calendar::Http;

/// Parameters with which a caller has other headers come back.
const OVERRIDES: [(&str, &str); 6] = [
    ("response-cache-control", "cache-control"),
    ("response-content-disposition", "content-disposition"),
    ("response-content-encoding", "content-encoding"),
    ("response-content-language", "content-language"),
    ("response-content-type", "content-type"),
    ("response-expires", "expires"),
];

pub(super) fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let object = call.object()?;
    stored_headers::check_customer_key(&call.request)?;
    match OF_READ.check(&call.request, &object) {
        Err(Unmet::NotModified) => return Ok(not_modified(&object)),
        Err(Unmet::Failed(condition)) => return Err(condition::failed(condition)),
        Ok(()) => {}
    }
    if object.is_archived() && call.request.head.method != "HEAD" {
        return Err(Error::new(&code::INVALID_OBJECT_STATE).with("StorageClass", object.storage_class()));
    }
    let Selection { range, parts_count } = Selection::read(call, &object)?;
    let size = object.content.len();
    let mut answer = Answer::empty(if range.is_some() { 206 } else { 200 });
    tell_state(&mut answer, &object);
    for (name, value) in &object.headers {
        if !OVERRIDES.iter().any(|(parameter, header)| header == name && call.request.parameter(parameter).is_some()) {
            answer.header(name.clone(), value.clone());
        }
    }
    for (parameter, header) in OVERRIDES {
        if let Some(value) = call.request.parameter(parameter) {
            answer.header(header, stored_headers::printable(parameter, value)?.to_owned());
        }
    }
    stored_headers::tell_metadata(&mut answer, &object.metadata);
    if !object.tags.is_empty() {
        answer.header("x-amz-tagging-count", object.tags.len().to_string());
    }
    if let Some(count) = parts_count {
        answer.header("x-amz-mp-parts-count", count.to_string());
    }
    if let Some(Range { start, end }) = &range {
        answer.header("content-range", format!("bytes {start}-{}/{size}", end - 1));
    } else if call.request.header("x-amz-checksum-mode").is_some_and(|mode| mode.eq_ignore_ascii_case("ENABLED")) {
        tell_checksum(&mut answer, object.checksum.as_ref());
    }
    let range = range.unwrap_or(0..size);
    if call.request.head.method == "HEAD" {
        answer.unread = Some(range.len());
    } else {
        answer.body = object.content.read(range);
    }
    Ok(answer)
}

fn tell_state(answer: &mut Answer, object: &Object) {
    answer.header("accept-ranges", "bytes");
    answer.header("last-modified", Http(object.modified).to_string());
    answer.header("etag", quoted(&object.etag));
}

fn not_modified(object: &Object) -> Answer {
    let mut answer = Answer::empty(304);
    tell_state(&mut answer, object);
    answer
}

/// Which bytes are asked for.
struct Selection {
    /// All of them, if there is none.
    range: Option<Range<usize>>,
    /// How many parts there are, where one of them is asked for.
    parts_count: Option<usize>,
}

impl Selection {
    fn read(call: &Call<'_>, object: &Object) -> Result<Self, Error> {
        let size = object.content.len();
        let header = call.request.header("range");
        let Some(number) = call.request.parameter("partNumber") else {
            let range = header.map(|header| range::requested(header, size)).transpose()?.flatten();
            return Ok(Self { range, parts_count: None });
        };
        if header.is_some() {
            let text = "Cannot specify both Range header and partNumber query parameter";
            return Err(Error::saying(&code::INVALID_REQUEST, text));
        }
        let parsed = part_number(number)?;
        let start: usize = object.parts.iter().take_while(|part| part.number < parsed).map(|part| part.size).sum();
        let part = object.parts.iter().find(|part| part.number == parsed);
        let range = match part {
            Some(part) => start..start + part.size,
            None if object.parts.is_empty() && parsed == 1 => 0..size,
            None => {
                let count = object.parts.len().max(1).to_string();
                let error = Error::new(&code::INVALID_PART_NUMBER).with("PartNumberRequested", number);
                return Err(error.with("ActualPartCount", count));
            }
        };
        let parts_count = Some(object.parts.len()).filter(|count| *count > 0);
        // The one part of an empty object has no bytes that a range could tell.
        Ok(Self { range: Some(range).filter(|range| !range.is_empty()), parts_count })
    }
}

/// The number of a part.
pub(super) fn part_number(text: &str) -> Result<u16, Error> {
    let number = text.parse().ok().filter(|number| (1..=10_000).contains(number));
    number.ok_or_else(|| Error::argument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", text))
}
