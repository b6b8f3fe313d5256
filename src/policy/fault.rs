//! What is wrong with a policy document.

use std::fmt;

/// Why a document is refused. The texts were observed 2026-10-09 but where COMPAT.md says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentFault {
    /// More bytes than a policy may have.
    TooLarge,
    /// No JSON.
    NoJson,
    /// `null`.
    NoPolicy,
    /// An object without members, which ends at that line and column.
    Empty(usize, usize),
    /// No statement.
    NoStatement,
    /// A statement lacks an element.
    Missing(&'static str),
    /// An element that does not belong there, or is not what it should be.
    Syntax,
    /// Two statements with one `Sid`.
    SidsNotUnique,
    /// Actions that no policy of such a resource can be about.
    ActionNames(Vec<String>),
    /// A resource that is no ARN.
    NoArn(String),
    /// A resource that a policy of this one cannot be about: its part after the account, and all of it.
    RelativeId(String, String),
    /// A principal that there cannot be.
    Principal,
    /// An operator that there is not.
    Operator(String),
    /// Everyone is allowed something.
    Unbounded,
}

/// The most bytes of a document, white space included.
pub(super) const MOST_BYTES: usize = 20_480;

impl fmt::Display for DocumentFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const INVALID: &str = "One or more parameter values were invalid: ";
        const DOCUMENT: &str = "Invalid policy document: ";
        match self {
            Self::Unbounded => {
                return formatter.write_str(
                    "Resource-based policy grants unbounded access in one or more elements. Please revise the policy to ensure \
                     least-privilege form of access",
                );
            }
            Self::TooLarge => return write!(formatter, "{INVALID}Maximum policy size of {MOST_BYTES} bytes exceeded"),
            Self::Principal => return write!(formatter, "{INVALID}Invalid principal in policy document."),
            _ => write!(formatter, "{INVALID}{DOCUMENT}")?,
        }
        match self {
            Self::NoJson => formatter.write_str("This policy contains invalid Json"),
            Self::NoPolicy => formatter.write_str("This text appears not to be a policy"),
            Self::Empty(line, column) => write!(formatter, "Syntax error at position ({line},{column})"),
            Self::NoStatement => formatter.write_str("Could not parse the policy: Statement is empty!"),
            Self::Missing(element) => write!(formatter, "Missing required field {element}"),
            Self::SidsNotUnique => formatter.write_str("The Statement Ids in the policy are not unique"),
            Self::ActionNames(names) => {
                let names: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
                write!(formatter, "The following action names are invalid: {}", names.join(", "))
            }
            Self::NoArn(resource) => write!(formatter, "Resource {resource} must be in ARN format or \"*\"."),
            Self::RelativeId(id, arn) => write!(formatter, "The relative-id \"{id}\" is invalid for ARN \"{arn}\""),
            Self::Operator(operator) => write!(formatter, "Invalid Condition type : {operator}"),
            _ => formatter.write_str("Syntax error"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_text() {
        let document = "One or more parameter values were invalid: Invalid policy document: ";
        let texts = [
            (DocumentFault::NoJson, "This policy contains invalid Json"),
            (DocumentFault::NoPolicy, "This text appears not to be a policy"),
            (DocumentFault::Empty(1, 3), "Syntax error at position (1,3)"),
            (DocumentFault::NoStatement, "Could not parse the policy: Statement is empty!"),
            (DocumentFault::Missing("Resource"), "Missing required field Resource"),
            (DocumentFault::Syntax, "Syntax error"),
            (DocumentFault::SidsNotUnique, "The Statement Ids in the policy are not unique"),
            (
                DocumentFault::ActionNames(vec!["dynamodb:GetRecords".into(), "dynamodb:DescribeStream".into()]),
                "The following action names are invalid: \"dynamodb:GetRecords\", \"dynamodb:DescribeStream\"",
            ),
            (DocumentFault::NoArn("x".into()), "Resource x must be in ARN format or \"*\"."),
            (
                DocumentFault::RelativeId("table/t".into(), "arn:t".into()),
                "The relative-id \"table/t\" is invalid for ARN \"arn:t\"",
            ),
            (DocumentFault::Operator("StringIs".into()), "Invalid Condition type : StringIs"),
        ];
        for (fault, text) in texts {
            assert_eq!(fault.to_string(), format!("{document}{text}"));
        }
        assert_eq!(
            DocumentFault::TooLarge.to_string(),
            "One or more parameter values were invalid: Maximum policy size of 20480 bytes exceeded"
        );
        assert_eq!(
            DocumentFault::Principal.to_string(),
            "One or more parameter values were invalid: Invalid principal in policy document."
        );
        assert!(DocumentFault::Unbounded.to_string().starts_with("Resource-based policy grants unbounded access"));
    }
}
