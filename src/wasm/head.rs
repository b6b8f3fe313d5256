//! The head of a request as JavaScript sends it: lines, joined by `\n`, of which the first is the method, the second the
//! path with its query, and each further one a header as `name:value` with the name in lower case.

/// The parts of a head, borrowed from the text it came in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lines<'a> {
    pub(super) method: &'a str,
    pub(super) uri: &'a str,
    pub(super) headers: Vec<(&'a str, &'a str)>,
}

impl<'a> Lines<'a> {
    /// Reads a head. A line without a colon counts as a header with an empty value.
    pub(super) fn parse(text: &'a str) -> Self {
        let mut lines = text.split('\n');
        let method = lines.next().unwrap_or_default();
        let uri = lines.next().unwrap_or_default();
        let mut headers = Vec::with_capacity(8);
        headers.extend(lines.map(|line| line.split_once(':').unwrap_or((line, ""))));
        Self { method, uri, headers }
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn a_head_is_method_uri_and_headers() {
        let head = Lines::parse("POST\n/\nhost:a:80\nx-amz-target:T.GetItem");
        assert_eq!(head, Lines { method: "POST", uri: "/", headers: vec![("host", "a:80"), ("x-amz-target", "T.GetItem")] });
    }

    #[test]
    fn an_empty_head_is_read_as_empty_parts() {
        assert_eq!(Lines::parse(""), Lines { method: "", uri: "", headers: Vec::new() });
    }
}
