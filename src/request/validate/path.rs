//! Where a member stands, as the older layer writes it: `transactItems.2.member.update.tableName`.

use std::fmt;

/// A path, linked towards the request, so that a walk over a valid request allocates nothing.
#[derive(Clone, Copy)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

/// One step of a path.
#[derive(Clone, Copy)]
pub enum Step<'a> {
    /// A member of a structure, in the case of the API reference.
    Member(&'static str),
    /// An element of a list, counted from 1.
    Element(usize),
    /// A value of a map.
    Entry(&'a str),
}

impl<'a> Path<'a> {
    /// The path one step further.
    pub const fn under(parent: Option<&'a Self>, step: Step<'a>) -> Self {
        Self { parent, step }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(formatter, "{parent}.")?;
        }
        match self.step {
            Step::Member(name) => formatter.write_str(&lower_first(name)),
            Step::Element(number) => write!(formatter, "{number}.member"),
            Step::Entry(key) => write!(formatter, "{key}.member"),
        }
    }
}

/// `TableName` → `tableName`, `SSESpecification` → `sSESpecification`.
pub fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_written_as_the_older_layer_does() {
        let list = Path::under(None, Step::Member("TransactItems"));
        let element = Path::under(Some(&list), Step::Element(2));
        let action = Path::under(Some(&element), Step::Member("Update"));
        assert_eq!(Path::under(Some(&action), Step::Member("TableName")).to_string(), "transactItems.2.member.update.tableName");
        let map = Path::under(None, Step::Member("ScanFilter"));
        let entry = Path::under(Some(&map), Step::Entry("a"));
        assert_eq!(
            Path::under(Some(&entry), Step::Member("ComparisonOperator")).to_string(),
            "scanFilter.a.member.comparisonOperator"
        );
    }
}
