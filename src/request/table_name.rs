//! Table names and table ARNs: wherever a request names a table, its ARN may stand instead.

/// The name of the table that `text` stands for: the one in the ARN of a table or of its index or stream, otherwise `text` itself.
///
/// Only the form is looked at: whether the ARN leads to a table of the caller is for the account to say. A text that merely begins like an
/// ARN is a name, and then not a valid one.
#[must_use]
pub fn table_name(text: &str) -> &str {
    name_in_arn(text).unwrap_or(text)
}

/// `arn:<partition>:dynamodb:<region>:<account>:table/<name>`, with or without what belongs to the table behind it
fn name_in_arn(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("arn:")?;
    let mut parts = rest.splitn(5, ':');
    let (partition, service, region, account) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let name = parts.next()?.strip_prefix("table/")?.split('/').next()?;
    let is_complete = ![partition, region, account, name].contains(&"");
    (service == "dynamodb" && is_complete && !name.contains(':')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::table_name;

    #[test]
    fn an_arn_stands_for_the_name_in_it() {
        assert_eq!(table_name("arn:aws:dynamodb:eu-west-1:000000000000:table/Music"), "Music");
        assert_eq!(table_name("arn:aws-cn:dynamodb:cn-north-1:000000000000:table/a.b"), "a.b");
        assert_eq!(table_name("arn:aws:dynamodb:eu-west-1:0:table/Music/index/i"), "Music");
    }

    #[test]
    fn what_is_no_arn_of_a_table_is_a_name() {
        for text in [
            "Music",
            "",
            "arn:",
            "arn:aws:s3:eu-west-1:0:table/Music",
            "arn:aws:dynamodb::0:table/Music",
            "arn:aws:dynamodb:eu-west-1:0:table/",
        ] {
            assert_eq!(table_name(text), text);
        }
    }
}
