//! What defines a vector index.

use std::sync::Arc;

use super::{DistanceFunction, StoredVector, VectorFault};
use crate::stored::{self, Input, Stored, stored_enum, stored_struct};
use crate::table::{Attributes, KeyAttribute, KeyFault, KeySchema, Projection};
use crate::value::{Item, SequenceRef, ValueRef};

/// What a vector index takes from items, and how it compares vectors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VectorIndexSchema {
    /// The name, unique among all indexes of the table.
    pub name: Arc<str>,
    /// The attribute that holds vectors.
    pub attribute: Arc<str>,
    /// How many numbers a vector has.
    pub dimensions: usize,
    /// How near vectors are to each other.
    pub function: DistanceFunction,
    /// The attributes by which a search may be narrowed down.
    pub search: SearchSchema,
    /// Which attributes the index holds.
    pub projection: Projection,
}

/// The attributes by which searches of an index are narrowed down, in the order of its definition. Names are distinct and at most one is
/// the partition key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchSchema {
    elements: Box<[SearchElement]>,
    partition: Option<KeySchema>,
}

/// One attribute of a search schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchElement {
    /// Name and type.
    pub attribute: KeyAttribute,
    /// What it is for.
    pub role: SearchRole,
}

/// What an attribute of a search schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchRole {
    /// It partitions the index: every search names one partition.
    Hash,
    /// It filters entries.
    InlineFilter,
}

impl SearchRole {
    /// `HASH` or `INLINE_FILTER`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hash => "HASH",
            Self::InlineFilter => "INLINE_FILTER",
        }
    }
}

impl SearchSchema {
    /// The schema of `elements`, whose names are distinct and of which at most one is the partition key.
    #[must_use]
    pub fn new(elements: Vec<SearchElement>) -> Self {
        let hash = elements.iter().find(|element| element.role == SearchRole::Hash);
        let partition = hash.map(|element| KeySchema::simple(element.attribute.clone()));
        Self { elements: elements.into(), partition }
    }

    /// All elements.
    #[must_use]
    pub fn elements(&self) -> &[SearchElement] {
        &self.elements
    }

    /// All attributes.
    pub fn attributes(&self) -> impl Iterator<Item = &KeyAttribute> + Clone {
        self.elements.iter().map(|element| &element.attribute)
    }

    /// The element of the attribute `name`.
    #[must_use]
    pub fn element(&self, name: &str) -> Option<&SearchElement> {
        self.elements.iter().find(|element| &*element.attribute.name == name)
    }

    /// The partition key as the key that entries begin with, if there is one.
    #[must_use]
    pub const fn partition(&self) -> Option<&KeySchema> {
        self.partition.as_ref()
    }

    /// Whether what `item` has in the places of those attributes that a write `changes` fits there.
    pub(super) fn check(&self, item: &Item, changes: impl Fn(&str) -> bool) -> Result<(), VectorFault> {
        let mut touched = self.elements.iter().filter(|element| changes(&element.attribute.name));
        touched.try_for_each(|element| match (element.role, &self.partition) {
            (SearchRole::Hash, Some(key)) => Ok(key.check_present(item)?),
            _ => check_filter(&element.attribute, item),
        })
    }
}

impl VectorIndexSchema {
    /// Whether what `item`, which is about to be stored, has in those places of the index that a write `changes` fits there. What is missing
    /// keeps the item out of the index.
    ///
    /// # Errors
    ///
    /// What does not fit.
    pub fn check(&self, item: &Item, changes: impl Fn(&str) -> bool) -> Result<(), VectorFault> {
        if let Some(value) = item.get(&self.attribute).filter(|_| changes(&self.attribute)) {
            self.numbers(value)?.try_for_each(|number| number.map(drop))?;
        }
        self.search.check(item, changes)
    }

    /// The vector that `item` has, if it has one.
    #[must_use]
    pub fn vector(&self, item: &Item) -> Option<StoredVector> {
        let numbers = self.numbers(item.get(&self.attribute)?).ok()?.collect::<Result<Vec<_>, _>>().ok()?;
        Some(StoredVector::new(&numbers))
    }

    /// The bytes that the vector counts in the place of the numbers of `item`: those of the value as it is, and those of a vector of
    /// 32-bit numbers. `None` if it has none.
    #[must_use]
    pub fn vector_sizes(&self, item: &Item) -> Option<(usize, usize)> {
        let value = item.get(&self.attribute)?;
        let is_vector = self.numbers(value).ok()?.all(|number| number.is_ok());
        is_vector.then(|| (value.size(), self.vector_size()))
    }

    /// The bytes of a vector in the index.
    #[must_use]
    pub const fn vector_size(&self) -> usize {
        4 * self.dimensions
    }

    fn numbers<'v>(&self, value: ValueRef<'v>) -> Result<impl Iterator<Item = Result<f32, VectorFault>> + use<'v>, VectorFault> {
        let ValueRef::L(members) = value else { return Err(VectorFault::NoList(self.attribute.clone())) };
        let actual = members.len();
        if actual != self.dimensions {
            return Err(VectorFault::Size { attribute: self.attribute.clone(), expected: self.dimensions, actual });
        }
        Ok(read(self.attribute.clone(), members))
    }
}

fn read<'v>(
    attribute: Arc<str>,
    members: SequenceRef<'v, ValueRef<'v>>,
) -> impl Iterator<Item = Result<f32, VectorFault>> + use<'v> {
    members.iter().enumerate().map(move |(position, member)| {
        let element = || (attribute.clone(), position);
        match member {
            ValueRef::N(number) => number.to_f32().ok_or_else(|| VectorFault::Range(element(), number)),
            other => Err(VectorFault::Element(element(), other.kind())),
        }
    })
}

/// Whether the value of an inline filter has its type. It may be empty.
fn check_filter(attribute: &KeyAttribute, item: &Item) -> Result<(), VectorFault> {
    match item.candidate(&attribute.name).map(|candidate| attribute.part(candidate)) {
        Some(Err(fault @ KeyFault::Type { .. })) => Err(fault.into()),
        _ => Ok(()),
    }
}

stored_struct!(VectorIndexSchema { name, attribute, dimensions, function, search, projection });
stored_struct!(SearchElement { attribute, role });
stored_enum!(SearchRole { 0 => Hash, 1 => InlineFilter });

impl Stored for SearchSchema {
    fn store(&self, output: &mut Vec<u8>) {
        stored::store_all(&self.elements, output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        Stored::load(input).map(Self::new)
    }
}
