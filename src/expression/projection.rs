//! Parts of an item: what projection expressions and `AttributesToGet` ask for, and what an update reports.

use std::collections::BTreeMap;

use super::{Path, Step};
use crate::value::{AttributeMap, AttributeValue, Directory, MapRef, ValueRef};

/// Which parts of an item are wanted, as a tree.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Projection {
    attributes: Vec<(String, Selection)>,
}

/// Which parts of a value are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Selection {
    Whole,
    /// Of the value taken for a map, the members with these names, and for a list, the elements at these indices. The
    /// steps are ascending, so elements come in the order of the list, however the paths were written.
    Parts(Vec<(Step, Selection)>),
}

impl Projection {
    /// The parts at `paths`. Where one path holds another, it takes the place of both.
    pub fn new<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let mut projection = Self::default();
        let mut positions = BTreeMap::new();
        for path in paths {
            let at = *positions.entry(path.attribute()).or_insert(projection.attributes.len());
            projection.add(at, path);
        }
        projection
    }

    /// The names of the attributes of which something is wanted, in written order.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(name, _)| name.as_str())
    }

    /// Whether a part of an attribute is wanted, not all of it.
    pub fn nested_attributes(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().filter(|(_, selection)| *selection != Selection::Whole).map(|(name, _)| name.as_str())
    }

    /// The wanted parts of `item` that it has. Lists hold the wanted elements, without gaps.
    #[must_use]
    pub fn apply(&self, item: MapRef<'_>) -> AttributeMap {
        let item = Directory::new(item, self.attributes.len());
        self.attributes.iter().filter_map(|(name, selection)| Some((name.clone(), selection.apply(item.get(name)?)?))).collect()
    }

    /// Adds `path`, whose attribute has the position `at`, or will have it.
    fn add(&mut self, at: usize, path: &Path) {
        if at == self.attributes.len() {
            self.attributes.push((path.attribute().to_owned(), Selection::Parts(Vec::new())));
        }
        if let Some((_, selection)) = self.attributes.get_mut(at) {
            selection.add(path.steps());
        }
    }
}

impl Selection {
    fn add(&mut self, steps: &[Step]) {
        match (steps.split_first(), self) {
            (None, selection) => *selection = Self::Whole,
            (Some(_), Self::Whole) => {}
            (Some((step, rest)), Self::Parts(parts)) => {
                let at = parts.binary_search_by(|(part, _)| part.cmp(step)).unwrap_or_else(|at| {
                    parts.insert(at, (step.clone(), Self::Parts(Vec::new())));
                    at
                });
                if let Some((_, selection)) = parts.get_mut(at) {
                    selection.add(rest);
                }
            }
        }
    }

    fn apply(&self, value: ValueRef<'_>) -> Option<AttributeValue> {
        let Self::Parts(parts) = self else { return Some(value.to_owned()) };
        match value {
            ValueRef::M(members) => {
                let found: AttributeMap = parts.iter().filter_map(|part| Self::member(part, members)).collect();
                (!found.is_empty()).then_some(AttributeValue::M(found))
            }
            ValueRef::L(elements) => {
                let found: Vec<_> = parts
                    .iter()
                    .filter_map(|(step, selection)| match step {
                        Step::Index(index) => selection.apply(elements.get(usize::try_from(*index).ok()?)?),
                        Step::Name(_) => None,
                    })
                    .collect();
                (!found.is_empty()).then_some(AttributeValue::L(found))
            }
            _ => None,
        }
    }

    fn member((step, selection): &(Step, Self), members: MapRef<'_>) -> Option<(String, AttributeValue)> {
        match step {
            Step::Name(name) => Some((name.clone(), selection.apply(members.get(name)?)?)),
            Step::Index(_) => None,
        }
    }
}
