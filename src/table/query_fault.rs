//! Why a key condition or a starting key does not fit the table or index that is queried, and AWS's words for it.

use std::fmt;
use std::sync::Arc;

use super::KeyFault;

/// Why a table or index cannot be queried so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryFault {
    /// More conditions than key attributes.
    TooManyConditions {
        /// How many conditions there are.
        conditions: usize,
        /// How many attributes the key has.
        attributes: usize,
    },
    /// The only hash attribute, or a range attribute where another attribute is named, has no condition.
    MissedElement(Arc<str>),
    /// A condition on the only hash attribute that is no equality.
    NotSupported,
    /// A condition on a key attribute with an operator that no key can be looked up by.
    NotIndexable,
    /// These of several hash attributes have no equality.
    HashWithoutEquality(Vec<Arc<str>>),
    /// These range attributes have no equality although a condition on a later one is there.
    RangeWithoutEquality {
        /// The attributes passed over.
        attributes: Vec<Arc<str>>,
        /// The last attribute with a condition.
        conditioned: Arc<str>,
    },
    /// A value has another type than the attribute.
    ValueType,
    /// A value cannot be part of a key.
    Value {
        /// What is wrong with it.
        fault: KeyFault,
        /// The index that is queried.
        index: Option<Arc<str>>,
    },
    /// The starting key does not fulfil the condition on the range attributes.
    StartOutsidePredicate,
    /// The starting key fulfils the condition on the range attributes, in another partition.
    StartOfOneRow,
    /// The starting key is in another partition.
    StartOutsideBoundaries,
    /// The starting key is not the only item that there can be.
    StartWithoutRange,
}

impl fmt::Display for QueryFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyConditions { conditions, attributes } => write!(
                formatter,
                "The number of query conditions ({conditions}) exceeds the number of key attributes defined in the schema ({attributes})"
            ),
            Self::MissedElement(name) => write!(formatter, "Query condition missed key schema element: {name}"),
            Self::NotSupported => formatter.write_str("Query key condition not supported"),
            Self::NotIndexable => formatter.write_str("Attempted conditional constraint is not an indexable operation"),
            Self::HashWithoutEquality(names) => {
                write!(formatter, "HASH key attributes {} must have equality conditions specified in the query", names.join(", "))
            }
            Self::RangeWithoutEquality { attributes, conditioned } => write!(
                formatter,
                "RANGE key attributes {} must have equality conditions specified in the query \
                 because a condition is present on key attribute {conditioned}",
                attributes.join(", ")
            ),
            Self::ValueType => formatter
                .write_str("One or more parameter values were invalid: Condition parameter type does not match schema type"),
            Self::Value { fault, index: Some(index) } => formatter.write_str(&fault.of_index(index)),
            Self::Value { fault, index: None } => formatter.write_str(&fault.of_lookup()),
            Self::StartOutsidePredicate => {
                formatter.write_str("The provided starting key does not match the range key predicate")
            }
            Self::StartOfOneRow => formatter.write_str("The query can return at most one row and cannot be restarted"),
            Self::StartOutsideBoundaries => {
                formatter.write_str("The provided starting key is outside query boundaries based on provided conditions")
            }
            Self::StartWithoutRange => formatter.write_str("The provided exclusive start key is invalid"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::ScalarType;

    fn says(fault: &QueryFault, text: &str) {
        assert_eq!(fault.to_string(), text);
    }

    #[test]
    fn conditions_that_the_key_does_not_take() {
        says(
            &QueryFault::TooManyConditions { conditions: 3, attributes: 2 },
            "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)",
        );
        says(&QueryFault::MissedElement("pk".into()), "Query condition missed key schema element: pk");
        says(&QueryFault::NotSupported, "Query key condition not supported");
        says(&QueryFault::NotIndexable, "Attempted conditional constraint is not an indexable operation");
        says(
            &QueryFault::ValueType,
            "One or more parameter values were invalid: Condition parameter type does not match schema type",
        );
    }

    #[test]
    fn conditions_that_a_key_of_several_attributes_lacks() {
        says(
            &QueryFault::HashWithoutEquality(vec!["a".into(), "b".into()]),
            "HASH key attributes a, b must have equality conditions specified in the query",
        );
        says(
            &QueryFault::RangeWithoutEquality { attributes: vec!["s1".into(), "s2".into()], conditioned: "s3".into() },
            "RANGE key attributes s1, s2 must have equality conditions specified in the query \
             because a condition is present on key attribute s3",
        );
    }

    #[test]
    fn values_that_no_key_has() {
        let fault = KeyFault::Empty { attribute: "pk".into(), scalar: ScalarType::S };
        let table = QueryFault::Value { fault: fault.clone(), index: None };
        says(&table, &fault.of_lookup());
        let index = QueryFault::Value { fault: fault.clone(), index: Some("gsi".into()) };
        says(&index, &fault.of_index("gsi"));
    }

    #[test]
    fn starting_keys_outside_the_condition() {
        says(&QueryFault::StartOutsidePredicate, "The provided starting key does not match the range key predicate");
        says(&QueryFault::StartOfOneRow, "The query can return at most one row and cannot be restarted");
        says(
            &QueryFault::StartOutsideBoundaries,
            "The provided starting key is outside query boundaries based on provided conditions",
        );
        says(&QueryFault::StartWithoutRange, "The provided exclusive start key is invalid");
    }
}
