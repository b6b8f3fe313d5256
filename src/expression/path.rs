//! Where in an item a value is: an attribute, then members of maps and elements of lists.

use std::fmt;

/// The place of a value in an item. There is always an attribute; AWS calls this a document path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    attribute: String,
    steps: Vec<Step>,
}

/// One step from a map or list into it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To the element at this index, counted from 0.
    Index(u32),
    /// To the member with this name.
    Name(String),
}

impl Path {
    /// The path to the attribute `name`.
    #[must_use]
    pub fn attribute_named(name: impl Into<String>) -> Self {
        Self::new(name.into(), Vec::new())
    }

    /// The path that takes `steps` from the attribute `name`.
    #[must_use]
    pub const fn new(attribute: String, steps: Vec<Step>) -> Self {
        Self { attribute, steps }
    }

    /// The name of the attribute of the item.
    #[must_use]
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// What follows the attribute.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether there are steps below the attribute.
    #[must_use]
    pub fn is_nested(&self) -> bool {
        !self.steps.is_empty()
    }

    /// Whether both paths end in the same map or list.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        self.attribute == other.attribute
            && self.steps.split_last().map(|(_, steps)| steps) == other.steps.split_last().map(|(_, steps)| steps)
    }

    /// The index of the list element at which the path ends, if it does.
    pub(super) fn last_index(&self) -> Option<u32> {
        match self.steps.last() {
            Some(Step::Index(index)) => Some(*index),
            Some(Step::Name(_)) | None => None,
        }
    }

    /// Makes the path end at another element of the list.
    pub(super) fn set_last_index(&mut self, index: u32) {
        if let Some(Step::Index(last)) = self.steps.last_mut() {
            *last = index;
        }
    }

    /// How `self` and `other` stand to each other as places that one expression reads or writes.
    pub(super) fn relation(&self, other: &Self) -> Relation {
        if self.attribute != other.attribute {
            return Relation::Apart;
        }
        for (left, right) in self.steps.iter().zip(&other.steps) {
            match (left, right) {
                _ if left == right => {}
                (Step::Index(_), Step::Index(_)) | (Step::Name(_), Step::Name(_)) => return Relation::Apart,
                (Step::Index(_), Step::Name(_)) | (Step::Name(_), Step::Index(_)) => return Relation::Conflict,
            }
        }
        Relation::Overlap
    }
}

/// How two paths stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Neither place holds the other.
    Apart,
    /// They are one place, or one holds the other.
    Overlap,
    /// They take one value for a map and for a list.
    Conflict,
}

/// As AWS's messages write paths: `[a, [1], b]`.
impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "[{}", self.attribute)?;
        for step in &self.steps {
            match step {
                Step::Index(index) => write!(formatter, ", [{index}]")?,
                Step::Name(name) => write!(formatter, ", {name}")?,
            }
        }
        formatter.write_str("]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(attribute: &str, steps: &[Step]) -> Path {
        Path::new(attribute.to_owned(), steps.to_vec())
    }

    fn name(name: &str) -> Step {
        Step::Name(name.to_owned())
    }

    #[test]
    fn is_written_as_messages_write_it() {
        assert_eq!(path("ab", &[name("bc"), Step::Index(1), name("a")]).to_string(), "[ab, bc, [1], a]");
        assert_eq!(Path::attribute_named("a").to_string(), "[a]");
    }

    #[test]
    fn relation_tells_overlap_from_conflict() {
        let whole = Path::attribute_named("a");
        let member = path("a", &[name("b")]);
        let element = path("a", &[Step::Index(1)]);
        assert_eq!(whole.relation(&whole), Relation::Overlap);
        assert_eq!(member.relation(&whole), Relation::Overlap);
        assert_eq!(whole.relation(&element), Relation::Overlap);
        assert_eq!(member.relation(&element), Relation::Conflict);
        assert_eq!(element.relation(&path("a", &[Step::Index(2)])), Relation::Apart);
        assert_eq!(whole.relation(&Path::attribute_named("b")), Relation::Apart);
    }
}
