//! A key condition: which part of a table or index a query reads, before the key schema is known.

use super::{Comparator, Condition, KeyFault, Operand};
use crate::value::AttributeValue;

/// Conditions on attributes, all of which hold; in written order, at most one for an attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyCondition(pub Vec<KeyClause>);

/// One condition on one attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyClause {
    /// The attribute.
    pub attribute: String,
    /// What its value has to fulfil.
    pub test: KeyTest,
}

/// What the value of a key attribute has to fulfil.
#[derive(Debug, Clone, PartialEq)]
pub enum KeyTest {
    /// It is this value.
    Equal(AttributeValue),
    /// It is less.
    Less(AttributeValue),
    /// It is this value or less.
    LessOrEqual(AttributeValue),
    /// It is greater.
    Greater(AttributeValue),
    /// It is this value or greater.
    GreaterOrEqual(AttributeValue),
    /// It lies between the values, both included.
    Between(AttributeValue, AttributeValue),
    /// It begins with this string or binary.
    BeginsWith(AttributeValue),
    /// An operator of `KeyConditions` that no key can be looked up by. A query refuses it when it knows its key, not before:
    /// a table or an index that does not exist is refused first (recorded by dynalite).
    NotIndexable,
}

impl KeyTest {
    /// The values that the attribute is compared with, in written order.
    pub fn values(&self) -> impl Iterator<Item = &AttributeValue> {
        let (first, second) = match self {
            Self::NotIndexable => (None, None),
            Self::Equal(value)
            | Self::Less(value)
            | Self::LessOrEqual(value)
            | Self::Greater(value)
            | Self::GreaterOrEqual(value)
            | Self::BeginsWith(value) => (Some(value), None),
            Self::Between(low, high) => (Some(low), Some(high)),
        };
        first.into_iter().chain(second)
    }

    /// Whether it is an equality, the only test that a partition key may have.
    #[must_use]
    pub const fn is_equality(&self) -> bool {
        matches!(self, Self::Equal(_))
    }
}

impl KeyCondition {
    /// Reads a condition as a key condition: equalities, comparisons, `BETWEEN` and `begins_with` on whole attributes,
    /// joined by `AND`. A comparison may have its value on the left.
    ///
    /// # Errors
    /// The first part, in written order, that a key condition cannot have.
    pub fn new(condition: &Condition) -> Result<Self, KeyFault> {
        let mut clauses = Vec::new();
        collect(condition, &mut clauses)?;
        Ok(Self(clauses))
    }
}

fn collect(condition: &Condition, clauses: &mut Vec<KeyClause>) -> Result<(), KeyFault> {
    let clause = match condition {
        Condition::And(conditions) => return conditions.iter().try_for_each(|condition| collect(condition, clauses)),
        Condition::Compare(left, comparator, right) => compare(left, *comparator, right)?,
        Condition::Between { operand, low, high } => between(operand, low, high)?,
        Condition::BeginsWith(operand, prefix) => begins_with(operand, prefix)?,
        Condition::Or(_) => return Err(KeyFault::Operator("OR")),
        Condition::Not(_) => return Err(KeyFault::Operator("NOT")),
        Condition::In(..) => return Err(KeyFault::Operator("IN")),
        Condition::AttributeExists(_) => return Err(KeyFault::Operator("attribute_exists")),
        Condition::AttributeNotExists(_) => return Err(KeyFault::Operator("attribute_not_exists")),
        Condition::AttributeType(..) => return Err(KeyFault::Operator("attribute_type")),
        Condition::Contains(..) => return Err(KeyFault::Operator("contains")),
    };
    if clauses.iter().any(|earlier| earlier.attribute == clause.attribute) {
        return Err(KeyFault::Repeated);
    }
    clauses.push(clause);
    Ok(())
}

fn compare(left: &Operand, comparator: Comparator, right: &Operand) -> Result<KeyClause, KeyFault> {
    if comparator == Comparator::NotEqual {
        return Err(KeyFault::Operator("<>"));
    }
    let attribute = only_attribute([left, right])?;
    let (comparator, value) = match (value(left), value(right)) {
        (_, Some(value)) => (comparator, value),
        (Some(value), None) => (comparator.mirrored(), value),
        (None, None) => return Err(KeyFault::SeveralAttributes),
    };
    let test = match comparator {
        Comparator::Equal | Comparator::NotEqual => KeyTest::Equal(value),
        Comparator::Less => KeyTest::Less(value),
        Comparator::LessOrEqual => KeyTest::LessOrEqual(value),
        Comparator::Greater => KeyTest::Greater(value),
        Comparator::GreaterOrEqual => KeyTest::GreaterOrEqual(value),
    };
    Ok(KeyClause { attribute, test })
}

fn between(operand: &Operand, low: &Operand, high: &Operand) -> Result<KeyClause, KeyFault> {
    check_first(operand, "BETWEEN")?;
    let attribute = only_attribute([operand, low, high])?;
    match (value(low), value(high)) {
        (Some(low), Some(high)) => Ok(KeyClause { attribute, test: KeyTest::Between(low, high) }),
        _ => Err(KeyFault::SeveralAttributes),
    }
}

fn begins_with(operand: &Operand, prefix: &Operand) -> Result<KeyClause, KeyFault> {
    check_first(operand, "begins_with")?;
    let attribute = only_attribute([operand, prefix])?;
    let prefix = value(prefix).ok_or(KeyFault::SeveralAttributes)?;
    Ok(KeyClause { attribute, test: KeyTest::BeginsWith(prefix) })
}

fn check_first(operand: &Operand, operator: &'static str) -> Result<(), KeyFault> {
    match operand {
        Operand::Path(_) => Ok(()),
        Operand::Value(_) | Operand::Size(_) | Operand::Condition(_) => Err(KeyFault::AttributeNotFirst(operator)),
    }
}

/// The one attribute among the operands of a condition.
fn only_attribute<const N: usize>(operands: [&Operand; N]) -> Result<String, KeyFault> {
    let mut attribute = None;
    for operand in operands {
        match operand {
            Operand::Path(_) if attribute.is_some() => return Err(KeyFault::SeveralAttributes),
            Operand::Path(path) if path.is_nested() => return Err(KeyFault::NestedAttribute),
            Operand::Path(path) => attribute = Some(path.attribute().to_owned()),
            Operand::Size(_) | Operand::Condition(_) => return Err(KeyFault::NestedOperation),
            Operand::Value(_) => {}
        }
    }
    attribute.ok_or(KeyFault::NoAttribute)
}

fn value(operand: &Operand) -> Option<AttributeValue> {
    match operand {
        Operand::Value(value) => Some(value.view().to_owned()),
        Operand::Path(_) | Operand::Size(_) | Operand::Condition(_) => None,
    }
}
