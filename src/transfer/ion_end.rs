//! Where a struct of Ion ends that could not be read, so that what follows it can.

/// What stands behind the struct that `text` begins with; or how many bytes were looked at until its brackets and quotes turned out not to go together.
pub(super) fn behind_struct(text: &str) -> Result<&str, usize> {
    let bytes = text.as_bytes();
    let mut expected = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes.get(at).copied().filter(|next| !expected.is_empty() || *next == b'{') {
        let rest = bytes.get(at..).unwrap_or_default();
        let length = match (next, rest) {
            (b'\'', [_, b'\'', b'\'', ..]) => length_to(rest, 3, b"'''"),
            (b'\'' | b'"', _) => quoted(rest),
            (b'/', [_, b'/', ..]) => length_to(rest, 2, b"\n").or(Some(rest.len())),
            (b'/', [_, b'*', ..]) => length_to(rest, 2, b"*/"),
            (b'{' | b'[' | b'(', _) => {
                expected.push(closing(next));
                Some(1)
            }
            (b'}' | b']' | b')', _) => expected.pop().filter(|expected| *expected == next).map(|_| 1),
            _ => Some(1),
        };
        let Some(length) = length else { break };
        at += length;
        if expected.is_empty() {
            return Ok(text.get(at..).unwrap_or_default());
        }
    }
    Err(at)
}

const fn closing(open: u8) -> u8 {
    match open {
        b'{' => b'}',
        b'[' => b']',
        _ => b')',
    }
}

/// How long what `text` begins with is, up to the first `end` behind `from` bytes and with it.
fn length_to(text: &[u8], from: usize, end: &[u8]) -> Option<usize> {
    let found = text.get(from..)?.windows(end.len()).position(|window| window == end)?;
    Some(from + found + end.len())
}

/// How long the quoted text is that `text` begins with, if it ends in the same line.
fn quoted(text: &[u8]) -> Option<usize> {
    let (quote, rest) = text.split_first()?;
    let mut escaped = false;
    let end = rest.iter().position(|byte| {
        let ends = *byte == b'\n' || (byte == quote && !escaped);
        escaped = *byte == b'\\' && !escaped;
        ends
    })?;
    (rest.get(end) == Some(quote)).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::behind_struct;

    #[test]
    fn a_struct_ends_where_its_brackets_do() {
        for text in [
            "{}",
            "{a:[{b:(1 2)}],c:{{AA==}}}",
            r#"{a:"}\"{",'b}':"'"}"#,
            "{a:'''}\n'}'''}",
            "{a:1 // }\n, b:2 /* } */}",
            "{a:1.5.5}",
        ] {
            assert_eq!(behind_struct(&[text, "{c:1}"].concat()), Ok("{c:1}"), "{text}");
        }
    }

    #[test]
    fn what_has_no_end_tells_how_much_was_looked_at() {
        for (text, looked) in
            [("", 0), ("a{}", 0), ("{a:[}", 4), ("{a:1", 4), ("{a:\"b\n\"}", 3), ("{a:'''b''}", 3), ("{/* }", 1)]
        {
            assert_eq!(behind_struct(text), Err(looked), "{text}");
        }
    }
}
