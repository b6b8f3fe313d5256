//! The attributes of an item or of a map value, as an owned tree.

use super::AttributeValue;
use crate::order;

/// The attributes of an item or of a map value, ordered by the bytes of their names; a name occurs once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct AttributeMap(Vec<(String, AttributeValue)>);

impl AttributeMap {
    /// A map without attributes.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of the attribute `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&AttributeValue> {
        let at = self.position(name).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// The value of the attribute `name`, to be edited in place.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut AttributeValue> {
        let at = self.position(name).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Sets the attribute `name` and gives back the value that it had.
    pub fn insert(&mut self, name: String, value: AttributeValue) -> Option<AttributeValue> {
        match self.position(&name) {
            Ok(at) => self.0.get_mut(at).map(|(_, old)| std::mem::replace(old, value)),
            Err(at) => {
                self.0.insert(at, (name, value));
                None
            }
        }
    }

    /// Takes the attribute `name` out.
    pub fn remove(&mut self, name: &str) -> Option<AttributeValue> {
        let at = self.position(name).ok()?;
        Some(self.0.remove(at).1)
    }

    /// Names and values in the order of the names.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &AttributeValue)> + DoubleEndedIterator {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many attributes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no attribute.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The depth of the deepest value; see [`AttributeValue::depth`].
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.iter().map(|(_, value)| value.depth()).max().unwrap_or(0)
    }

    fn position(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(candidate, _)| candidate.as_str().cmp(name))
    }
}

impl FromIterator<(String, AttributeValue)> for AttributeMap {
    /// Of several values for one name the last is kept, as for a JSON object.
    fn from_iter<I: IntoIterator<Item = (String, AttributeValue)>>(attributes: I) -> Self {
        let mut entries: Vec<_> = attributes.into_iter().collect();
        order::sort_by(&mut entries, |left, right| left.0.cmp(&right.0));
        entries.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
        Self(entries)
    }
}

impl IntoIterator for AttributeMap {
    type Item = (String, AttributeValue);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(&str, bool)]) -> AttributeMap {
        entries.iter().map(|(name, value)| ((*name).to_owned(), AttributeValue::Bool(*value))).collect()
    }

    #[test]
    fn names_are_ordered_by_their_bytes_and_occur_once() {
        let map = map(&[("b", false), ("a", false), ("Z", true), ("b", true)]);
        assert_eq!(map.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["Z", "a", "b"]);
        assert_eq!(map.get("b"), Some(&AttributeValue::Bool(true)));
    }

    #[test]
    fn attributes_are_set_and_taken_out_by_name() {
        let mut edited = map(&[("a", true)]);
        assert_eq!(edited.insert("b".to_owned(), AttributeValue::Null), None);
        assert_eq!(edited.insert("a".to_owned(), AttributeValue::Null), Some(AttributeValue::Bool(true)));
        assert_eq!(edited.remove("b"), Some(AttributeValue::Null));
        assert_eq!(edited.remove("b"), None);
        assert_eq!(edited.len(), 1);
    }
}
