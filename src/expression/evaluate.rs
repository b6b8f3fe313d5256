//! Whether an item fulfils a condition.

use std::cmp::Ordering;

use super::{Comparator, Condition, Operand, Path, Step};
use crate::value::{Directory, MapRef, Number, ValueRef};

impl Condition {
    /// Whether `item` fulfils the condition. A missing item has no attributes.
    #[must_use]
    pub fn matches(&self, item: Option<MapRef<'_>>) -> bool {
        self.holds(item.map(|item| Directory::new(item, self.width())).as_ref())
    }

    /// How many conditions there are side by side. Of legacy ones as many as fit into a request.
    const fn width(&self) -> usize {
        match self {
            Self::And(conditions) | Self::Or(conditions) => conditions.len(),
            _ => 1,
        }
    }

    fn holds(&self, item: Option<&Directory<'_>>) -> bool {
        match self {
            Self::And(conditions) => conditions.iter().all(|condition| condition.holds(item)),
            Self::Or(conditions) => conditions.iter().any(|condition| condition.holds(item)),
            Self::Not(condition) => !condition.holds(item),
            Self::Compare(left, comparator, right) => comparator.holds(left.evaluate(item), right.evaluate(item)),
            Self::Between { operand, low, high } => {
                let value = operand.evaluate(item);
                Comparator::GreaterOrEqual.holds(value, low.evaluate(item))
                    && Comparator::LessOrEqual.holds(value, high.evaluate(item))
            }
            Self::In(operand, candidates) => {
                let value = operand.evaluate(item);
                value.is_some() && candidates.iter().any(|candidate| candidate.evaluate(item) == value)
            }
            Self::AttributeExists(path) => path.find(item).is_some(),
            Self::AttributeNotExists(path) => path.find(item).is_none(),
            Self::AttributeType(operand, kind) => operand.evaluate(item).is_some_and(|value| value.kind() == *kind),
            Self::BeginsWith(operand, prefix) => both(operand, prefix, item).is_some_and(begins_with),
            Self::Contains(operand, part) => both(operand, part, item).is_some_and(contains),
        }
    }
}

fn both<'a>(left: &'a Operand, right: &'a Operand, item: Option<&Directory<'a>>) -> Option<(ValueRef<'a>, ValueRef<'a>)> {
    Some((left.evaluate(item)?, right.evaluate(item)?))
}

impl Comparator {
    /// Whether two values compare so. Two values of which one is missing, or which have two types, are unequal and have no
    /// order.
    #[must_use]
    pub fn holds(self, left: Option<ValueRef<'_>>, right: Option<ValueRef<'_>>) -> bool {
        let (Some(left), Some(right)) = (left, right) else { return self == Self::NotEqual };
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left.partial_cmp(&right) == Some(Ordering::Less),
            Self::LessOrEqual => left.partial_cmp(&right).is_some_and(Ordering::is_le),
            Self::Greater => left.partial_cmp(&right) == Some(Ordering::Greater),
            Self::GreaterOrEqual => left.partial_cmp(&right).is_some_and(Ordering::is_ge),
        }
    }
}

impl Operand {
    fn evaluate<'a>(&'a self, item: Option<&Directory<'a>>) -> Option<ValueRef<'a>> {
        match self {
            Self::Path(path) => path.find(item),
            Self::Value(value) => Some(value.view()),
            Self::Size(operand) => size(operand.evaluate(item)?),
            Self::Condition(condition) => Some(ValueRef::Bool(condition.holds(item))),
        }
    }
}

impl Path {
    /// The value at the path.
    fn find<'a>(&self, item: Option<&Directory<'a>>) -> Option<ValueRef<'a>> {
        let value = item?.get(self.attribute())?;
        self.steps().iter().try_fold(value, |value, step| match (value, step) {
            (ValueRef::M(members), Step::Name(name)) => members.get(name),
            (ValueRef::L(elements), Step::Index(index)) => elements.get(usize::try_from(*index).ok()?),
            _ => None,
        })
    }
}

/// What `size()` makes of a value.
fn size(value: ValueRef<'_>) -> Option<ValueRef<'static>> {
    let size = match value {
        // AWS counts as Java does: an emoji is two.
        ValueRef::S(text) => text.chars().map(char::len_utf16).sum(),
        ValueRef::B(bytes) => bytes.len(),
        ValueRef::SS(members) => members.len(),
        ValueRef::NS(members) => members.len(),
        ValueRef::BS(members) => members.len(),
        ValueRef::L(elements) => elements.len(),
        ValueRef::M(members) => members.len(),
        ValueRef::N(_) | ValueRef::Bool(_) | ValueRef::Null => return None,
    };
    Some(ValueRef::N(Number::from(i64::try_from(size).ok()?)))
}

fn begins_with((value, prefix): (ValueRef<'_>, ValueRef<'_>)) -> bool {
    match (value, prefix) {
        (ValueRef::S(text), ValueRef::S(prefix)) => text.starts_with(prefix),
        (ValueRef::B(bytes), ValueRef::B(prefix)) => bytes.starts_with(prefix),
        _ => false,
    }
}

fn contains((value, part): (ValueRef<'_>, ValueRef<'_>)) -> bool {
    match (value, part) {
        (ValueRef::S(text), ValueRef::S(part)) => text.contains(part),
        (ValueRef::B(bytes), ValueRef::B(part)) => as_text(bytes).contains(&as_text(part)),
        (ValueRef::SS(members), ValueRef::S(part)) => members.iter().any(|member| member == part),
        (ValueRef::NS(members), ValueRef::N(part)) => members.iter().any(|member| member == part),
        (ValueRef::BS(members), ValueRef::B(part)) => members.iter().any(|member| member == part),
        (ValueRef::L(elements), part) => elements.iter().any(|element| element == part),
        _ => false,
    }
}

/// A character for each byte: texts are searched in a time that grows with their length alone.
fn as_text(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
