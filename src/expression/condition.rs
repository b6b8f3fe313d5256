//! What an item has to fulfil, bound to names and values: what condition and filter expressions, legacy conditions and
//! PartiQL's `WHERE` end in.

use super::Path;
use crate::value::{AttributeType, EncodedValue};

/// Something that an item (or the lack of one) fulfils or not.
///
/// A tree that an expression was parsed into is at most 300 levels deep, because an expression has at most 300 operators.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All of them hold. Holds of none.
    And(Vec<Condition>),
    /// One of them holds. Does not hold of none.
    Or(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// The operands compare so. With a missing operand or operands of two types only `<>` holds.
    Compare(Operand, Comparator, Operand),
    /// `operand BETWEEN low AND high`, both included.
    Between {
        /// The operand that is compared with the bounds.
        operand: Operand,
        /// The least value.
        low: Operand,
        /// The greatest value.
        high: Operand,
    },
    /// The operand equals one of the candidates.
    In(Operand, Vec<Operand>),
    /// There is a value at the path.
    AttributeExists(Path),
    /// There is no value at the path.
    AttributeNotExists(Path),
    /// The operand exists and has this type.
    AttributeType(Operand, AttributeType),
    /// The first operand begins with the second, both strings or both binaries.
    BeginsWith(Operand, Operand),
    /// The first operand, a string, binary, set or list, holds the second as a part or member.
    Contains(Operand, Operand),
}

/// What a condition compares.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// The value at this place of the item; may be missing.
    Path(Path),
    /// A value of the request.
    Value(EncodedValue),
    /// The size of an operand as a number: UTF-16 units of a string, bytes of a binary, members of a set, list or map.
    /// Missing for other types.
    Size(Box<Operand>),
    /// Whether a condition holds, as a boolean: PartiQL compares conditions.
    Condition(Box<Condition>),
}

/// A comparison operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparator {
    /// As it is written in expressions.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The comparator written `symbol`.
    #[must_use]
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        Some(match symbol {
            "=" => Self::Equal,
            "<>" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    /// The comparator that says the same with the operands exchanged.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        match self {
            Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
        }
    }

    /// Whether it needs operands that have an order.
    #[must_use]
    pub const fn orders(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }
}

impl Condition {
    /// The paths that the condition reads, in written order, with repetitions.
    #[must_use]
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        self.collect(&mut paths);
        paths
    }

    /// The attributes of the item that the condition reads, in written order, with repetitions.
    pub fn top_level_attributes(&self) -> impl Iterator<Item = &str> {
        self.paths().into_iter().map(Path::attribute)
    }

    fn collect<'c>(&'c self, paths: &mut Vec<&'c Path>) {
        match self {
            Self::And(conditions) | Self::Or(conditions) => conditions.iter().for_each(|condition| condition.collect(paths)),
            Self::Not(condition) => condition.collect(paths),
            Self::AttributeExists(path) | Self::AttributeNotExists(path) => paths.push(path),
            Self::AttributeType(operand, _) => operand.collect(paths),
            Self::Compare(left, _, right) | Self::BeginsWith(left, right) | Self::Contains(left, right) => {
                left.collect(paths);
                right.collect(paths);
            }
            Self::Between { operand, low, high } => {
                for operand in [operand, low, high] {
                    operand.collect(paths);
                }
            }
            Self::In(operand, candidates) => {
                operand.collect(paths);
                for candidate in candidates {
                    candidate.collect(paths);
                }
            }
        }
    }
}

impl Operand {
    fn collect<'c>(&'c self, paths: &mut Vec<&'c Path>) {
        match self {
            Self::Path(path) => paths.push(path),
            Self::Value(_) => {}
            Self::Size(operand) => operand.collect(paths),
            Self::Condition(condition) => condition.collect(paths),
        }
    }
}
