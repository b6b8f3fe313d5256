//! What can be wrong with an attribute value that a client sent, as data; AWS's wording of it depends on the validation layer.
//!
//! Whether a text stands in an envelope, or names the key of a map, is up to the operation: only the text itself is made here.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::{AttributeType, Layer};
use crate::order;

const INVALID: &str = "One or more parameter values were invalid: ";

/// The first thing wrong with an attribute value, in the order in which AWS looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueFault {
    /// `{}`: none of the ten types.
    NoType,
    /// More than one of the ten types.
    SeveralTypes,
    /// `{"NULL": false}`.
    FalseNull,
    /// `{"SS": []}`, or another set without members.
    EmptySet(SetType),
    /// `{"SS": [null]}`, or another set with such a member.
    NullMember(SetType),
    /// A string twice in a set; all members as sent.
    DuplicateStrings(Vec<String>),
    /// A number twice in a set, however it is written.
    DuplicateNumbers,
    /// A binary twice in a set; the Base64 of all members as sent.
    DuplicateBinaries(Vec<String>),
    /// A number that cannot be stored.
    Number(NumberFault),
    /// The empty attribute name.
    EmptyName,
    /// An attribute name of more than 65535 bytes.
    LongName,
    /// Lists and maps in more than 32 levels.
    TooDeep,
}

/// A type of set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetType {
    /// A set of strings.
    SS,
    /// A set of numbers.
    NS,
    /// A set of binaries.
    BS,
}

/// Why a literal or the result of a sum is no number of DynamoDB's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberFault {
    /// Not a number; the text as sent.
    Syntax(String),
    /// More than 38 significant digits.
    TooManyDigits,
    /// A magnitude above 9.99E+125.
    Overflow,
    /// A magnitude below 1E-130.
    Underflow,
    /// An overflow whose exponent or scale needs more than 32 bits, which the older layer cannot read; the text as sent.
    ExponentTooLarge(String),
    /// An underflow whose exponent or scale needs more than 32 bits, which the older layer cannot read; the text as sent.
    ExponentTooSmall(String),
    /// `1e2147483647`: in the 32-bit arithmetic of the older layer this wraps around to an underflow.
    WrappedOverflow,
}

/// The first thing wrong with a map from names to attribute values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributesFault {
    /// The name at the top of the map whose value is at fault. `None` if a name of the map itself is.
    pub key: Option<String>,
    /// What is wrong.
    pub fault: ValueFault,
}

impl ValueFault {
    /// AWS's text, without envelope and without the name of a key.
    #[must_use]
    pub fn message(&self, layer: Layer) -> String {
        match self {
            Self::NoType => "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes".to_owned(),
            Self::SeveralTypes => {
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
                    .to_owned()
            }
            Self::FalseNull => format!("{INVALID}Null attribute value types must have the value of true"),
            Self::EmptySet(set) => format!("{INVALID}{}", set.empty()),
            Self::NullMember(set) => format!("{INVALID}{}", set.null_member()),
            Self::DuplicateStrings(members) => duplicate_strings(members, layer),
            Self::DuplicateNumbers => duplicate_numbers(layer),
            Self::DuplicateBinaries(members) => duplicate_binaries(members, layer),
            Self::Number(fault) => fault.message(layer),
            Self::EmptyName => "Empty attribute name".to_owned(),
            Self::LongName => "Attribute name is too large, must be less than 65536 bytes".to_owned(),
            Self::TooDeep => {
                "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
                    .to_owned()
            }
        }
    }

    /// Whether PutItem, UpdateItem and DeleteItem put the text into the envelope `1 validation error detected: ` when
    /// they word it in the newer layer.
    #[must_use]
    pub const fn is_enveloped(&self) -> bool {
        !matches!(self, Self::NoType | Self::SeveralTypes)
    }
}

impl SetType {
    /// The attribute type of such a set.
    #[must_use]
    pub const fn kind(self) -> AttributeType {
        match self {
            Self::SS => AttributeType::SS,
            Self::NS => AttributeType::NS,
            Self::BS => AttributeType::BS,
        }
    }

    const fn empty(self) -> &'static str {
        match self {
            Self::SS => "An string set  may not be empty",
            Self::NS => "An number set  may not be empty",
            Self::BS => "Binary sets should not be empty",
        }
    }

    const fn null_member(self) -> &'static str {
        match self {
            Self::SS => "An string set may not have a null string as a member",
            Self::NS => "Numeric sets may not contain null",
            Self::BS => "Binary sets may not contain null",
        }
    }
}

fn duplicate_strings(members: &[String], layer: Layer) -> String {
    let collection = match layer {
        Layer::Older => members.join(", "),
        Layer::Newer => quoted(&in_order_of_reading(members, str::cmp)).join(", "),
    };
    format!("{INVALID}Input collection [{collection}] contains duplicates.")
}

fn duplicate_numbers(layer: Layer) -> String {
    match layer {
        Layer::Older => "Input collection contains duplicates".to_owned(),
        Layer::Newer => format!("{INVALID}Input collection contains duplicates."),
    }
}

/// AWS writes no blank before `of`.
fn duplicate_binaries(members: &[String], layer: Layer) -> String {
    let collection = match layer {
        Layer::Older => members.join(", "),
        Layer::Newer => quoted(&in_order_of_reading(members, compare_base64)).join(","),
    };
    format!("{INVALID}Input collection [{collection}]of type BS contains duplicates.")
}

fn quoted(members: &[&str]) -> Vec<String> {
    members.iter().map(|member| format!("\"{member}\"")).collect()
}

/// The order in which the newer layer prints a collection: it reads members into an ordered set until one repeats, and
/// prints that set, the repeated member, and what it has not read.
fn in_order_of_reading(members: &[String], compare: fn(&str, &str) -> Ordering) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let read = members.iter().take_while(|member| seen.insert(member.as_str())).count();
    let (read, unread) = members.split_at_checked(read).unwrap_or((members, &[]));
    let mut printed: Vec<&str> = read.iter().map(String::as_str).collect();
    order::sort_by(&mut printed, |left, right| compare(left, right));
    printed.extend(unread.iter().map(String::as_str));
    printed
}

/// Orders texts in Base64 by the bytes that they stand for: digit by digit, a text that ends earlier first.
fn compare_base64(left: &str, right: &str) -> Ordering {
    left.bytes().map(base64_rank).cmp(right.bytes().map(base64_rank))
}

fn base64_rank(digit: u8) -> u8 {
    match digit {
        b'A'..=b'Z' => digit - b'A' + 1,
        b'a'..=b'z' => digit - b'a' + 27,
        b'0'..=b'9' => digit - b'0' + 53,
        b'+' => 63,
        b'/' => 64,
        _ => 0,
    }
}

impl NumberFault {
    /// AWS's text, without envelope.
    #[must_use]
    pub fn message(&self, layer: Layer) -> String {
        match (self, layer) {
            (Self::Syntax(text), Layer::Older) if text.is_empty() => {
                "The parameter cannot be converted to a numeric value".to_owned()
            }
            (Self::Syntax(text), _) | (Self::ExponentTooLarge(text) | Self::ExponentTooSmall(text), Layer::Older) => {
                format!("The parameter cannot be converted to a numeric value: {text}")
            }
            (Self::TooManyDigits, _) => "Attempting to store more than 38 significant digits in a Number".to_owned(),
            (Self::Overflow, _) | (Self::ExponentTooLarge(_) | Self::WrappedOverflow, Layer::Newer) => {
                "Number overflow. Attempting to store a number with magnitude larger than supported range".to_owned()
            }
            (Self::Underflow, _) | (Self::ExponentTooSmall(_), Layer::Newer) | (Self::WrappedOverflow, Layer::Older) => {
                "Number underflow. Attempting to store a number with magnitude smaller than supported range".to_owned()
            }
        }
    }
}

impl From<NumberFault> for ValueFault {
    fn from(fault: NumberFault) -> Self {
        Self::Number(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(fault: &ValueFault) -> [String; 2] {
        [fault.message(Layer::Newer), fault.message(Layer::Older)]
    }

    fn both(fault: &ValueFault) -> String {
        let [newer, older] = texts(fault);
        assert_eq!(newer, older);
        newer
    }

    fn owned(members: &[&str]) -> Vec<String> {
        members.iter().map(|member| (*member).to_owned()).collect()
    }

    #[test]
    fn a_value_has_one_type() {
        assert_eq!(
            both(&ValueFault::NoType),
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
        );
        assert_eq!(
            both(&ValueFault::SeveralTypes),
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
        );
        assert!(!ValueFault::NoType.is_enveloped());
        assert!(!ValueFault::SeveralTypes.is_enveloped());
    }

    #[test]
    fn null_is_true() {
        assert_eq!(
            both(&ValueFault::FalseNull),
            "One or more parameter values were invalid: Null attribute value types must have the value of true"
        );
        assert!(ValueFault::FalseNull.is_enveloped());
    }

    #[test]
    fn a_set_has_members() {
        assert_eq!(
            both(&ValueFault::EmptySet(SetType::SS)),
            "One or more parameter values were invalid: An string set  may not be empty"
        );
        assert_eq!(
            both(&ValueFault::EmptySet(SetType::NS)),
            "One or more parameter values were invalid: An number set  may not be empty"
        );
        assert_eq!(
            both(&ValueFault::EmptySet(SetType::BS)),
            "One or more parameter values were invalid: Binary sets should not be empty"
        );
        assert_eq!(
            both(&ValueFault::NullMember(SetType::SS)),
            "One or more parameter values were invalid: An string set may not have a null string as a member"
        );
        assert_eq!(
            both(&ValueFault::NullMember(SetType::NS)),
            "One or more parameter values were invalid: Numeric sets may not contain null"
        );
        assert_eq!(
            both(&ValueFault::NullMember(SetType::BS)),
            "One or more parameter values were invalid: Binary sets may not contain null"
        );
    }

    #[test]
    fn a_duplicate_string_is_shown_with_the_collection() {
        let fault = ValueFault::DuplicateStrings(owned(&["b", "a", "b", "C"]));
        assert_eq!(
            texts(&fault),
            [
                r#"One or more parameter values were invalid: Input collection ["a", "b", "b", "C"] contains duplicates."#,
                "One or more parameter values were invalid: Input collection [b, a, b, C] contains duplicates.",
            ]
        );
    }

    #[test]
    fn a_duplicate_number_is_not_shown() {
        assert_eq!(
            texts(&ValueFault::DuplicateNumbers),
            [
                "One or more parameter values were invalid: Input collection contains duplicates.",
                "Input collection contains duplicates",
            ]
        );
    }

    #[test]
    fn a_duplicate_binary_is_shown_in_base64() {
        // In the order of their bytes `/w==` (255) follows `YQ==` (97), although `/` comes before letters.
        let fault = ValueFault::DuplicateBinaries(owned(&["/w==", "YQ==", "YQ==", "AA=="]));
        assert_eq!(
            texts(&fault),
            [
                r#"One or more parameter values were invalid: Input collection ["YQ==","/w==","YQ==","AA=="]of type BS contains duplicates."#,
                "One or more parameter values were invalid: Input collection [/w==, YQ==, YQ==, AA==]of type BS contains duplicates.",
            ]
        );
    }

    #[test]
    fn a_name_has_characters_but_not_too_many() {
        assert_eq!(both(&ValueFault::EmptyName), "Empty attribute name");
        assert_eq!(both(&ValueFault::LongName), "Attribute name is too large, must be less than 65536 bytes");
    }

    #[test]
    fn nesting_is_bounded() {
        assert_eq!(
            both(&ValueFault::TooDeep),
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit"
        );
    }

    #[test]
    fn a_bad_number_is_quoted() {
        let syntax = |text: &str| texts(&ValueFault::Number(NumberFault::Syntax(text.to_owned())));
        let quoted = "The parameter cannot be converted to a numeric value: 1.2.3";
        assert_eq!(syntax("1.2.3"), [quoted, quoted]);
        assert_eq!(
            syntax(""),
            ["The parameter cannot be converted to a numeric value: ", "The parameter cannot be converted to a numeric value"]
        );
    }

    #[test]
    fn a_number_has_digits_and_a_range() {
        let overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
        let underflow = "Number underflow. Attempting to store a number with magnitude smaller than supported range";
        let huge = "1e99999999999".to_owned();
        let unreadable = "The parameter cannot be converted to a numeric value: 1e99999999999";
        let number = |fault: NumberFault| texts(&ValueFault::Number(fault));
        assert_eq!(number(NumberFault::TooManyDigits), ["Attempting to store more than 38 significant digits in a Number"; 2]);
        assert_eq!(number(NumberFault::Overflow), [overflow; 2]);
        assert_eq!(number(NumberFault::Underflow), [underflow; 2]);
        assert_eq!(number(NumberFault::ExponentTooLarge(huge.clone())), [overflow, unreadable]);
        assert_eq!(number(NumberFault::ExponentTooSmall(huge)), [underflow, unreadable]);
        assert_eq!(number(NumberFault::WrappedOverflow), [overflow, underflow]);
    }
}
