//! What narrows down a vector search: equalities of attributes, before the search schema is known.

use super::{Comparator, Condition, Operand, SearchFault};
use crate::value::EncodedValue;

/// Attributes and the values that they have, in written order; an attribute occurs once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SearchCondition(pub Vec<(String, EncodedValue)>);

impl SearchCondition {
    /// Reads a condition as equalities of whole attributes, joined by `AND`. The value may stand on either side.
    ///
    /// # Errors
    /// The first part, in written order, that a search condition cannot have.
    pub fn new(condition: &Condition) -> Result<Self, SearchFault> {
        let mut equalities = Self::default();
        equalities.collect(condition)?;
        Ok(equalities)
    }

    fn collect(&mut self, condition: &Condition) -> Result<(), SearchFault> {
        let (path, value) = match condition {
            Condition::And(conditions) => return conditions.iter().try_for_each(|condition| self.collect(condition)),
            Condition::Compare(Operand::Path(path), Comparator::Equal, Operand::Value(value))
            | Condition::Compare(Operand::Value(value), Comparator::Equal, Operand::Path(path)) => (path, value),
            _ => return Err(SearchFault::Comparator),
        };
        if path.is_nested() {
            return Err(SearchFault::Nested);
        }
        let attribute = path.attribute();
        if self.0.iter().any(|(earlier, _)| earlier == attribute) {
            return Err(SearchFault::Repeated);
        }
        self.0.push((attribute.to_owned(), value.clone()));
        Ok(())
    }
}
