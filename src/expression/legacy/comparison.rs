//! `ComparisonOperator` with its values.

use super::LegacyFault;
use crate::expression::{Comparator, Condition, Operand, Path};
use crate::value::{AttributeType, AttributeValue, EncodedValue};

/// A value of `ComparisonOperator`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Compare(Comparator),
    NotNull,
    Null,
    Contains,
    NotContains,
    BeginsWith,
    In,
    Between,
}

impl Operator {
    /// The operator with this name. Names are case-sensitive.
    pub(super) fn from_name(name: &str) -> Result<Self, LegacyFault> {
        Ok(match name {
            "EQ" => Self::Compare(Comparator::Equal),
            "NE" => Self::Compare(Comparator::NotEqual),
            "LE" => Self::Compare(Comparator::LessOrEqual),
            "LT" => Self::Compare(Comparator::Less),
            "GE" => Self::Compare(Comparator::GreaterOrEqual),
            "GT" => Self::Compare(Comparator::Greater),
            "NOT_NULL" => Self::NotNull,
            "NULL" => Self::Null,
            "CONTAINS" => Self::Contains,
            "NOT_CONTAINS" => Self::NotContains,
            "BEGINS_WITH" => Self::BeginsWith,
            "IN" => Self::In,
            "BETWEEN" => Self::Between,
            _ => return Err(LegacyFault::UnknownOperator),
        })
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Compare(Comparator::Equal) => "EQ",
            Self::Compare(Comparator::NotEqual) => "NE",
            Self::Compare(Comparator::LessOrEqual) => "LE",
            Self::Compare(Comparator::Less) => "LT",
            Self::Compare(Comparator::GreaterOrEqual) => "GE",
            Self::Compare(Comparator::Greater) => "GT",
            Self::NotNull => "NOT_NULL",
            Self::Null => "NULL",
            Self::Contains => "CONTAINS",
            Self::NotContains => "NOT_CONTAINS",
            Self::BeginsWith => "BEGINS_WITH",
            Self::In => "IN",
            Self::Between => "BETWEEN",
        }
    }

    /// Whether it is about the attribute alone.
    pub(super) const fn takes_no_value(self) -> bool {
        matches!(self, Self::NotNull | Self::Null)
    }

    const fn takes_count(self, count: usize) -> bool {
        match self {
            Self::NotNull | Self::Null => count == 0,
            Self::In => count > 0,
            Self::Between => count == 2,
            Self::Compare(_) | Self::Contains | Self::NotContains | Self::BeginsWith => count == 1,
        }
    }

    const fn takes_kind(self, kind: AttributeType) -> bool {
        match self {
            Self::Compare(Comparator::Equal | Comparator::NotEqual) => true,
            Self::BeginsWith => matches!(kind, AttributeType::S | AttributeType::B),
            _ => matches!(kind, AttributeType::S | AttributeType::N | AttributeType::B),
        }
    }

    /// The condition that the operator makes of `attribute` and its values.
    ///
    /// # Errors
    /// The number of values first, then their types, then bounds in the wrong order.
    pub(super) fn condition(self, attribute: &str, values: &[&AttributeValue]) -> Result<Condition, LegacyFault> {
        self.check(values)?;
        let path = Path::attribute_named(attribute);
        let operand = Operand::Path(path.clone());
        let mut values = values.iter().map(|value| Operand::Value(EncodedValue::from(*value)));
        let mut next = || values.next().ok_or(LegacyFault::ArgumentCount(self.name()));
        Ok(match self {
            Self::NotNull => Condition::AttributeExists(path),
            Self::Null => Condition::AttributeNotExists(path),
            Self::Compare(comparator) => Condition::Compare(operand, comparator, next()?),
            Self::Contains => Condition::Contains(operand, next()?),
            Self::NotContains => Condition::Not(Box::new(Condition::Contains(operand, next()?))),
            Self::BeginsWith => Condition::BeginsWith(operand, next()?),
            Self::Between => Condition::Between { operand, low: next()?, high: next()? },
            Self::In => Condition::In(operand, values.collect()),
        })
    }

    fn check(self, values: &[&AttributeValue]) -> Result<(), LegacyFault> {
        if !self.takes_count(values.len()) {
            return Err(LegacyFault::ArgumentCount(self.name()));
        }
        if let Some(offender) = values.iter().find(|value| !self.takes_kind(value.kind())) {
            return Err(LegacyFault::ValueType(self.name(), offender.kind()));
        }
        if values.windows(2).any(|pair| matches!(pair, [one, two] if one.kind() != two.kind())) {
            return Err(LegacyFault::SeveralTypes);
        }
        match values {
            [low, high] if self == Self::Between && EncodedValue::from(*low).view() > EncodedValue::from(*high).view() => {
                Err(LegacyFault::BoundsReversed)
            }
            _ => Ok(()),
        }
    }
}
