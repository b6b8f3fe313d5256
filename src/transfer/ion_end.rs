//! Where a struct of Ion ends that could not be read, so that what follows it can.

/// What stands behind the struct that `text` begins with; or how many bytes were looked at until its brackets and quotes turned out not to go together.
pub(super) fn behind_struct(text: &str) -> Result<&str, usize> {
    let mut expected = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next().filter(|next| !expected.is_empty() || *next == '{') {
        let after = rest.get(next.len_utf8()..).unwrap_or_default();
        let behind = match next {
            '"' => behind_quote(after, '"'),
            '\'' => match after.strip_prefix("''") {
                Some(long) => long.split_once("'''").map(|(_, behind)| behind),
                None => behind_quote(after, '\''),
            },
            '/' if after.starts_with('/') => Some(after.split_once('\n').map_or("", |(_, behind)| behind)),
            '/' if after.starts_with('*') => {
                after.get(1..).and_then(|comment| comment.split_once("*/")).map(|(_, behind)| behind)
            }
            '{' | '[' | '(' => {
                expected.push(closing(next));
                Some(after)
            }
            '}' | ']' | ')' => expected.pop().filter(|expected| *expected == next).map(|_| after),
            _ => Some(after),
        };
        let Some(behind) = behind else { break };
        rest = behind;
        if expected.is_empty() {
            return Ok(rest);
        }
    }
    Err(text.len() - rest.len())
}

const fn closing(open: char) -> char {
    match open {
        '{' => '}',
        '[' => ']',
        _ => ')',
    }
}

/// What stands behind the next `quote`, if it is in the same line.
fn behind_quote(text: &str, quote: char) -> Option<&str> {
    let mut escaped = false;
    let end = text.char_indices().find(|(_, character)| {
        let ends = matches!(*character, '\n') || (*character == quote && !escaped);
        escaped = *character == '\\' && !escaped;
        ends
    });
    text.get(end?.0..)?.strip_prefix(quote)
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
