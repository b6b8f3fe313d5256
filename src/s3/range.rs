//! Which bytes of an object a request asks for.

use std::ops::Range;

use super::Error;
use super::error::code;

/// The bytes that the header `range` asks for of `size` bytes; `None` for all of them, which is also what a header asks for that S3 does not
/// read: of another unit, of several ranges, of an end before its start.
///
/// # Errors
///
/// There are no such bytes.
pub fn requested(header: &str, size: usize) -> Result<Option<Range<usize>>, Error> {
    let Some((start, end)) = header.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-')) else {
        return Ok(None);
    };
    let range = match (start.trim(), end.trim()) {
        ("", suffix) => match number(suffix) {
            Some(length) => size - length.min(size)..size,
            None => return Ok(None),
        },
        (start, "") => match number(start) {
            Some(start) => start..size,
            None => return Ok(None),
        },
        (start, end) => match (number(start), number(end)) {
            (Some(start), Some(end)) if start <= end => start..end.saturating_add(1).min(size),
            _ => return Ok(None),
        },
    };
    if range.start < range.end {
        return Ok(Some(range));
    }
    Err(Error::new(&code::INVALID_RANGE).with("RangeRequested", header).with("ActualObjectSize", size.to_string()))
}

/// The number whose digits `text` is; for one that is larger than any object the largest.
pub fn number(text: &str) -> Option<usize> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_in_all_forms() {
        let of = |header: &str| requested(header, 10);
        for (header, range) in [
            ("bytes=0-4", 0..5),
            ("bytes=5-", 5..10),
            ("bytes=-3", 7..10),
            ("bytes=-30", 0..10),
            ("bytes=9-99", 9..10),
            ("bytes=0-0", 0..1),
            ("bytes=2-99999999999999999999", 2..10),
            ("bytes=-99999999999999999999", 0..10),
        ] {
            assert_eq!(of(header), Ok(Some(range)), "{header}");
        }
        for header in ["", "lines=0-4", "bytes=4-0", "bytes=0-1,3-4", "bytes=a-b", "bytes=5", "bytes=-", "bytes=+2-3"] {
            assert_eq!(of(header), Ok(None), "{header}");
        }
        for header in ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"] {
            assert_eq!(of(header).unwrap_err().code.status, 416, "{header}");
        }
        assert!(requested("bytes=-5", 0).is_err() && requested("bytes=0-", 0).is_err());
    }
}
