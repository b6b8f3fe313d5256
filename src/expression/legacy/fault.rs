//! What AWS refuses about legacy parameters, and its wording.

use std::fmt::{self, Display, Formatter};

use crate::expression::Error;
use crate::value::AttributeType;

/// What is wrong with a legacy parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LegacyFault {
    /// A `ComparisonOperator` that does not exist.
    UnknownOperator,
    /// An operator with too many or too few values.
    ArgumentCount(&'static str),
    /// An operator with a value of a type that it does not compare.
    ValueType(&'static str, AttributeType),
    /// Values of several types for one operator.
    SeveralTypes,
    /// The lower bound of `BETWEEN` is above the upper.
    BoundsReversed,
    /// A `ConditionalOperator` without conditions.
    NothingToJoin,
    /// A `ConditionalOperator` with one condition.
    OneToJoin,
    /// A `ConditionalOperator` that does not exist.
    UnknownConditionalOperator,
    /// What `Expected` says of this attribute makes no sense.
    Expected(String, ExpectedFault),
    /// An `Action` that does not exist.
    UnknownAction,
    /// An action other than `DELETE` without a value.
    ValueRequired,
    /// `DELETE` with a value that is no set.
    DeleteType(AttributeType),
    /// `ADD` with a value that is no number, set or list.
    AddType(AttributeType),
    /// This attribute occurs twice in `AttributesToGet`.
    RepeatedAttribute(String),
}

/// What `Expected` cannot say of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedFault {
    /// `Exists` beside `ComparisonOperator`.
    ExistsWithOperator,
    /// `Value` beside `AttributeValueList`.
    ValueWithList,
    /// `AttributeValueList` without `ComparisonOperator`.
    ListWithoutOperator,
    /// This operator without any value.
    OperatorWithoutValue(&'static str),
    /// `Value` although nothing is to exist.
    ValueOfNothing,
    /// No `Value` although something is to exist; what `Exists` says.
    NoValue(Option<bool>),
}

impl From<LegacyFault> for Error {
    fn from(fault: LegacyFault) -> Self {
        Self::Legacy(fault)
    }
}

impl LegacyFault {
    /// Whether the text has no introduction.
    const fn stands_alone(&self) -> bool {
        matches!(
            self,
            Self::BoundsReversed | Self::NothingToJoin | Self::OneToJoin | Self::UnknownConditionalOperator | Self::UnknownAction
        )
    }
}

impl Display for LegacyFault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if !self.stands_alone() {
            formatter.write_str("One or more parameter values were invalid: ")?;
        }
        match self {
            Self::UnknownOperator => formatter.write_str("Invalid comparison operator"),
            Self::ArgumentCount(operator) => {
                write!(formatter, "Invalid number of argument(s) for the {operator} ComparisonOperator")
            }
            Self::ValueType(operator, kind) => {
                write!(formatter, "ComparisonOperator {operator} is not valid for {kind} AttributeValue type")
            }
            Self::SeveralTypes => formatter.write_str("AttributeValues inside AttributeValueList must be of same type"),
            Self::BoundsReversed => formatter
                .write_str("The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"),
            Self::NothingToJoin => formatter.write_str("ConditionalOperator cannot be used without Filter or Expected"),
            Self::OneToJoin => {
                formatter.write_str("ConditionalOperator can only be used when Filter or Expected has two or more elements")
            }
            // The list of values is AWS's own.
            Self::UnknownConditionalOperator => {
                formatter.write_str("Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]")
            }
            Self::Expected(attribute, fault) => write!(formatter, "{fault} for Attribute: {attribute}"),
            // The stray quote is AWS's own.
            Self::UnknownAction => formatter.write_str("Member must satisfy enum value set: [ADD, DELETE, PUT]' for Action"),
            Self::ValueRequired => formatter.write_str("Only DELETE action is allowed when no attribute value is specified"),
            Self::DeleteType(kind) => write!(formatter, "DELETE action with value is not supported for the type {kind}"),
            Self::AddType(kind) => write!(formatter, "ADD action is not supported for the type {kind}"),
            Self::RepeatedAttribute(name) => write!(formatter, "Duplicate value in attribute name: {name}"),
        }
    }
}

impl Display for ExpectedFault {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::ExistsWithOperator => formatter.write_str("Exists and ComparisonOperator cannot be used together"),
            Self::ValueWithList => formatter.write_str("Value and AttributeValueList cannot be used together"),
            Self::ListWithoutOperator => formatter.write_str("AttributeValueList can only be used with a ComparisonOperator"),
            Self::OperatorWithoutValue(operator) => {
                write!(formatter, "Value or AttributeValueList must be used with ComparisonOperator: {operator}")
            }
            Self::ValueOfNothing => formatter.write_str("Value cannot be used when Exists is false"),
            Self::NoValue(None) => formatter.write_str("Value must be provided when Exists is null"),
            Self::NoValue(Some(exists)) => write!(formatter, "Value must be provided when Exists is {exists}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_has_the_text_of_aws() {
        let invalid = |text: &str| format!("One or more parameter values were invalid: {text}");
        for (fault, text) in [
            (LegacyFault::UnknownOperator, "Invalid comparison operator"),
            (LegacyFault::ArgumentCount("EQ"), "Invalid number of argument(s) for the EQ ComparisonOperator"),
            (LegacyFault::ValueType("GT", AttributeType::SS), "ComparisonOperator GT is not valid for SS AttributeValue type"),
            (LegacyFault::SeveralTypes, "AttributeValues inside AttributeValueList must be of same type"),
            (LegacyFault::ValueRequired, "Only DELETE action is allowed when no attribute value is specified"),
            (LegacyFault::DeleteType(AttributeType::S), "DELETE action with value is not supported for the type S"),
            (LegacyFault::AddType(AttributeType::B), "ADD action is not supported for the type B"),
            (LegacyFault::RepeatedAttribute("a".to_owned()), "Duplicate value in attribute name: a"),
        ] {
            assert_eq!(fault.to_string(), invalid(text));
        }
    }

    #[test]
    fn each_fault_of_expected_names_the_attribute() {
        for (fault, text) in [
            (ExpectedFault::ExistsWithOperator, "Exists and ComparisonOperator cannot be used together"),
            (ExpectedFault::ValueWithList, "Value and AttributeValueList cannot be used together"),
            (ExpectedFault::ListWithoutOperator, "AttributeValueList can only be used with a ComparisonOperator"),
            (ExpectedFault::OperatorWithoutValue("EQ"), "Value or AttributeValueList must be used with ComparisonOperator: EQ"),
            (ExpectedFault::ValueOfNothing, "Value cannot be used when Exists is false"),
            (ExpectedFault::NoValue(None), "Value must be provided when Exists is null"),
            (ExpectedFault::NoValue(Some(true)), "Value must be provided when Exists is true"),
        ] {
            let fault = LegacyFault::Expected("a".to_owned(), fault);
            assert_eq!(fault.to_string(), format!("One or more parameter values were invalid: {text} for Attribute: a"));
        }
    }

    #[test]
    fn some_faults_stand_alone() {
        for (fault, text) in [
            (
                LegacyFault::BoundsReversed,
                "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
            ),
            (LegacyFault::NothingToJoin, "ConditionalOperator cannot be used without Filter or Expected"),
            (LegacyFault::OneToJoin, "ConditionalOperator can only be used when Filter or Expected has two or more elements"),
            (
                LegacyFault::UnknownConditionalOperator,
                "Failed to satisfy constraint: Member must satisfy enum value set: [ALL, OR]",
            ),
            (LegacyFault::UnknownAction, "Member must satisfy enum value set: [ADD, DELETE, PUT]' for Action"),
        ] {
            assert_eq!(fault.to_string(), text);
        }
    }
}
