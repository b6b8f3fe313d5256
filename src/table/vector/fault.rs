//! Why an item cannot be stored for the sake of a vector index, and AWS's sentence for it (observed 2026-08 to 2026-10 in eu-west-2 and
//! us-east-1). Where a full stop stands before the name of the index is AWS's own choice.

use std::sync::Arc;

use crate::table::{KeyFault, ScalarType};
use crate::value::{AttributeType, Number};

/// The first thing in an item that does not fit a vector index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VectorFault {
    /// The attribute is no list.
    NoList(Arc<str>),
    /// The list has another length.
    Size {
        /// The attribute.
        attribute: Arc<str>,
        /// The dimensions of the index.
        expected: usize,
        /// The length of the list.
        actual: usize,
    },
    /// A member of the list, by attribute and position, is no number.
    Element((Arc<str>, usize), AttributeType),
    /// A member of the list, by attribute and position, is beyond the range of 32 bits.
    Range((Arc<str>, usize), Number),
    /// An attribute of the search schema has another type.
    SearchType {
        /// The attribute.
        attribute: Arc<str>,
        /// The type that its definition says.
        expected: ScalarType,
        /// The type that it has.
        actual: AttributeType,
    },
    /// The partition key is empty or too large.
    Hash(KeyFault),
}

impl From<KeyFault> for VectorFault {
    fn from(fault: KeyFault) -> Self {
        match fault {
            KeyFault::Type { attribute, expected, actual } => Self::SearchType { attribute, expected, actual },
            fault => Self::Hash(fault),
        }
    }
}

impl VectorFault {
    /// Whether a key attribute is an empty string or binary, for which a transaction is refused rather than cancelled.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Hash(KeyFault::Empty { .. }))
    }

    /// The fault in an item that is put, for the sake of the index `index`.
    #[must_use]
    pub fn of_item(&self, index: &str) -> String {
        match self {
            Self::Hash(fault) => fault.of_index(index),
            fault => invalid(&fault.reason(), index),
        }
    }

    /// The fault in an item that an update expression changed, for the sake of the index `index`.
    #[must_use]
    pub fn of_updated_item(&self, index: &str) -> String {
        match self {
            Self::Hash(fault) => fault.of_updated_index(index),
            fault => invalid(&fault.reason(), index),
        }
    }

    fn reason(&self) -> String {
        match self {
            Self::NoList(attribute) => {
                format!("Invalid type for parameter {attribute}, Expected: 32-bit floating point number list")
            }
            Self::Size { attribute, expected, actual } => {
                format!("Invalid size for parameter {attribute}, Expected: {expected}, Actual: {actual}")
            }
            Self::Element((attribute, position), kind) => format!(
                "Invalid type for parameter {attribute}[{position}], Expected: 32-bit floating point number, Actual: {kind}."
            ),
            Self::Range((attribute, position), number) => format!(
                "Invalid value for parameter {attribute}[{position}], Value: {} is outside valid range [-3.4028235E38, 3.4028235E38].",
                number.scientific()
            ),
            Self::SearchType { attribute, expected, actual } => {
                format!("Attribute '{attribute}' type mismatch. Expected: {expected}, Actual: {actual}.")
            }
            Self::Hash(fault) => fault.of_lookup(),
        }
    }
}

fn invalid(reason: &str, index: &str) -> String {
    format!("One or more parameter values were invalid. {reason} IndexName: {index}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_has_the_sentence_of_aws() {
        let vector = || Arc::<str>::from("v");
        let number = |text: &str| Number::parse(text).unwrap();
        for (fault, reason) in [
            (VectorFault::NoList(vector()), "Invalid type for parameter v, Expected: 32-bit floating point number list"),
            (
                VectorFault::Size { attribute: vector(), expected: 3, actual: 2 },
                "Invalid size for parameter v, Expected: 3, Actual: 2",
            ),
            (
                VectorFault::Element((vector(), 1), AttributeType::S),
                "Invalid type for parameter v[1], Expected: 32-bit floating point number, Actual: S.",
            ),
            (
                VectorFault::Range((vector(), 0), number("1E39")),
                "Invalid value for parameter v[0], Value: 1E39 is outside valid range [-3.4028235E38, 3.4028235E38].",
            ),
            (
                VectorFault::Range((vector(), 0), number("-3500000000000000000000000000000000000000")),
                "Invalid value for parameter v[0], Value: -3.5E39 is outside valid range [-3.4028235E38, 3.4028235E38].",
            ),
            (
                VectorFault::SearchType { attribute: "h".into(), expected: ScalarType::S, actual: AttributeType::N },
                "Attribute 'h' type mismatch. Expected: S, Actual: N.",
            ),
        ] {
            let sentence = format!("One or more parameter values were invalid. {reason} IndexName: vec");
            assert_eq!(fault.of_item("vec"), sentence);
            assert_eq!(fault.of_updated_item("vec"), sentence);
        }
    }

    #[test]
    fn an_empty_partition_key_is_refused_as_that_of_a_secondary_index() {
        let fault = VectorFault::from(KeyFault::Empty { attribute: "h".into(), scalar: ScalarType::S });
        assert!(fault.is_empty());
        assert_eq!(
            fault.of_item("vec"),
            "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The \
             AttributeValue for a key attribute cannot contain an empty string value. IndexName: vec, IndexKey: h"
        );
        assert!(fault.of_updated_item("vec").contains("The update expression attempted to update a secondary index key"));
    }
}
