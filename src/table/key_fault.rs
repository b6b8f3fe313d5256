//! What can be wrong with the attributes of a key, and AWS's words for it in each place where a key occurs.

use std::sync::Arc;

use super::ScalarType;
use crate::value::AttributeType;

/// A key that does not fit the schema.
pub const SCHEMA_MISMATCH: &str = "The provided key element does not match the schema";

/// What keeps attributes from making up a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFault {
    /// The attribute is missing.
    Missing(Arc<str>),
    /// There are attributes beside those of the key.
    Extra,
    /// The attribute has another type than the schema says.
    Type {
        /// The name of the attribute.
        attribute: Arc<str>,
        /// The type that the schema says.
        expected: ScalarType,
        /// The type that it has.
        actual: AttributeType,
    },
    /// The attribute is an empty string or an empty binary.
    Empty {
        /// The name of the attribute.
        attribute: Arc<str>,
        /// String or binary.
        scalar: ScalarType,
    },
    /// The hash attributes are larger than 2048 bytes.
    HashSize,
    /// The range attributes are larger than 1024 bytes.
    RangeSize,
}

impl KeyFault {
    /// Whether an attribute is an empty string or binary, for which a transaction is refused rather than cancelled.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty { .. })
    }

    /// The fault in the key of an item that is put: `PutItem` names the attribute.
    #[must_use]
    pub fn of_item(&self) -> String {
        match self {
            Self::Missing(name) => invalid(&format!("Missing the key {name} in the item")),
            Self::Type { attribute, expected, actual } => {
                invalid(&format!("Type mismatch for key {attribute} expected: {expected} actual: {actual}"))
            }
            Self::Extra | Self::Empty { .. } | Self::HashSize | Self::RangeSize => self.of_lookup(),
        }
    }

    /// The fault in a key that names an item.
    #[must_use]
    pub fn of_lookup(&self) -> String {
        match self {
            Self::Missing(_) | Self::Extra | Self::Type { .. } => SCHEMA_MISMATCH.to_owned(),
            Self::Empty { attribute, scalar } => format!("{} Key: {attribute}", unsupported(empty(*scalar))),
            // No blank before the figure: AWS's own spelling.
            Self::HashSize => invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes"),
            Self::RangeSize => invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes"),
        }
    }

    /// The fault in the key of the index `index`, in an item that is put or in a key that names an entry.
    #[must_use]
    pub fn of_index(&self, index: &str) -> String {
        match self {
            Self::Type { attribute, expected, actual } => invalid(&format!(
                "Type mismatch for Index Key {attribute} Expected: {expected} Actual: {actual} IndexName: {index}"
            )),
            Self::Empty { attribute, scalar } => {
                let reason = format!("A value specified for a secondary index key is not supported. {}", empty(*scalar));
                format!("{} IndexName: {index}, IndexKey: {attribute}", unsupported(&reason))
            }
            Self::Missing(_) | Self::Extra | Self::HashSize | Self::RangeSize => self.of_lookup(),
        }
    }

    /// The fault in the key of the index `index`, in an item that an update expression changed.
    #[must_use]
    pub fn of_updated_index(&self, index: &str) -> String {
        match self {
            Self::Empty { scalar, .. } => unsupported(&format!(
                "The update expression attempted to update a secondary index key to a value that is not supported. {}",
                empty(*scalar)
            )),
            fault => fault.of_index(index),
        }
    }
}

fn invalid(reason: &str) -> String {
    format!("One or more parameter values were invalid: {reason}")
}

fn unsupported(reason: &str) -> String {
    format!("One or more parameter values are not valid. {reason}")
}

const fn empty(scalar: ScalarType) -> &'static str {
    match scalar {
        ScalarType::B => "The AttributeValue for a key attribute cannot contain an empty binary value.",
        ScalarType::S | ScalarType::N => "The AttributeValue for a key attribute cannot contain an empty string value.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mismatch() -> KeyFault {
        KeyFault::Type { attribute: "pk".into(), expected: ScalarType::S, actual: AttributeType::N }
    }

    fn empty_string() -> KeyFault {
        KeyFault::Empty { attribute: "pk".into(), scalar: ScalarType::S }
    }

    #[test]
    fn an_item_put_without_its_key_is_told_which() {
        let text = "One or more parameter values were invalid: Missing the key pk in the item";
        assert_eq!(KeyFault::Missing("pk".into()).of_item(), text);
    }

    #[test]
    fn an_item_put_with_a_key_of_another_type_is_told_both_types() {
        let text = "One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N";
        assert_eq!(mismatch().of_item(), text);
    }

    #[test]
    fn a_lookup_by_another_shape_is_told_nothing_more() {
        assert_eq!(mismatch().of_lookup(), "The provided key element does not match the schema");
        assert_eq!(KeyFault::Missing("pk".into()).of_lookup(), "The provided key element does not match the schema");
    }

    #[test]
    fn an_empty_key_is_told_by_type() {
        let text = "One or more parameter values are not valid. \
                    The AttributeValue for a key attribute cannot contain an empty string value. Key: pk";
        assert_eq!(empty_string().of_item(), text);
        assert_eq!(empty_string().of_lookup(), text);
        let text = "One or more parameter values are not valid. \
                    The AttributeValue for a key attribute cannot contain an empty binary value. Key: pk";
        assert_eq!(KeyFault::Empty { attribute: "pk".into(), scalar: ScalarType::B }.of_lookup(), text);
    }

    #[test]
    fn a_key_over_its_size_is_told_the_limit() {
        let text = "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes";
        assert_eq!(KeyFault::HashSize.of_item(), text);
        let text = "One or more parameter values were invalid: \
                    Aggregated size of all range keys has exceeded the size limit of 1024 bytes";
        assert_eq!(KeyFault::RangeSize.of_lookup(), text);
    }

    #[test]
    fn an_index_key_of_another_type_names_the_index() {
        let text = "One or more parameter values were invalid: \
                    Type mismatch for Index Key pk Expected: S Actual: N IndexName: gsi";
        assert_eq!(mismatch().of_index("gsi"), text);
    }

    #[test]
    fn an_empty_index_key_names_the_index_when_put_but_not_when_updated() {
        let text = "One or more parameter values are not valid. A value specified for a secondary index key is not supported. \
                    The AttributeValue for a key attribute cannot contain an empty string value. IndexName: gsi, IndexKey: pk";
        assert_eq!(empty_string().of_index("gsi"), text);
        let text = "One or more parameter values are not valid. \
                    The update expression attempted to update a secondary index key to a value that is not supported. \
                    The AttributeValue for a key attribute cannot contain an empty string value.";
        assert_eq!(empty_string().of_updated_index("gsi"), text);
    }
}
