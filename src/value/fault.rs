//! What can be wrong with an attribute value that a client sent, as data; AWS's wording of it depends on the validation layer.

/// The first thing wrong with an attribute value, in the order in which AWS looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueFault {
    /// `{}`: none of the ten types.
    NoType,
}
