//! Many look-ups in one map.

use super::{MapRef, ValueRef};

/// So many times an encoding is read from its start before it is cheaper to read all of it once.
const FEW: usize = 32;

/// The attributes of a map, to be looked up a number of times.
///
/// An encoding is read from its start for each attribute that is looked up in it. Where a request names as many as it has room for, and an item
/// has as many, that would take minutes.
#[derive(Debug)]
pub enum Directory<'a> {
    /// Where the attributes are.
    Encoded(MapRef<'a>),
    /// The attributes, in the order of their names.
    Read(Vec<(&'a str, ValueRef<'a>)>),
}

impl<'a> Directory<'a> {
    /// The attributes of `map`, of which about so many are going to be looked up.
    #[must_use]
    pub fn new(map: MapRef<'a>, look_ups: usize) -> Self {
        if look_ups <= FEW { Self::Encoded(map) } else { Self::Read(map.iter().collect()) }
    }

    /// The value of the attribute `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<ValueRef<'a>> {
        match self {
            Self::Encoded(map) => map.get(name),
            Self::Read(attributes) => {
                let at = attributes.binary_search_by(|(candidate, _)| (*candidate).cmp(name)).ok()?;
                attributes.get(at).map(|(_, value)| *value)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{AttributeMap, AttributeValue, Item, Number};

    #[test]
    fn what_is_found_does_not_depend_on_how_often_it_is_looked_for() {
        let attributes: AttributeMap = (0..9).map(|name| (name.to_string(), AttributeValue::N(Number::from(name)))).collect();
        let item = Item::new(&attributes);
        let [few, many] = [1, FEW + 1].map(|look_ups| Directory::new(item.attributes(), look_ups));
        assert!(matches!((&few, &many), (Directory::Encoded(_), Directory::Read(_))));
        for name in ["0", "4", "8", "", "44", "9"] {
            assert_eq!(few.get(name), item.attributes().get(name));
            assert_eq!(many.get(name), item.attributes().get(name));
        }
    }
}
