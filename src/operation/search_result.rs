//! What a search shows of an entry: the attributes that the index has and the request asks for, and the score.

use serde::Serialize;

use crate::expression::Projection;
use crate::table::{Hit, StoredVector, VectorIndex};
use crate::value::{AttributeValue, Number, WireAttributes};

/// One entry that was found.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SearchResult {
    item: WireAttributes,
    score: f32,
}

impl SearchResult {
    /// The bytes of the attributes shown.
    #[must_use]
    pub fn size(&self) -> usize {
        self.item.attributes().size()
    }
}

/// Which attributes of entries are shown.
///
/// The vector is shown only if it is asked for, and only if the index has it as an attribute; what the index does not have is left out without
/// a word.
#[derive(Debug, Clone, Copy)]
pub struct Visible<'r> {
    index: &'r VectorIndex,
    projection: Option<&'r Projection>,
}

impl<'r> Visible<'r> {
    /// What `projection` shows of the entries of `index`; without one everything but the vector.
    #[must_use]
    pub const fn new(index: &'r VectorIndex, projection: Option<&'r Projection>) -> Self {
        Self { index, projection }
    }

    /// The result that stands for `hit`.
    #[must_use]
    pub fn result(self, hit: &Hit<'_>) -> SearchResult {
        let vector = &self.index.schema().attribute;
        let is_shown = |name: &str| name != &**vector && self.index.projected().contains(name);
        let beside = WireAttributes::of(hit.item, is_shown);
        let item = match self.projection {
            None => beside,
            Some(projection) if self.shows_vector(projection) => {
                let mut attributes = beside.attributes().to_map();
                attributes.insert(vector.to_string(), self.numbers(hit.vector));
                (&projection.apply(WireAttributes::from(&attributes).attributes())).into()
            }
            Some(projection) => (&projection.apply(beside.attributes())).into(),
        };
        SearchResult { item, score: hit.score }
    }

    fn shows_vector(self, projection: &Projection) -> bool {
        let vector = &self.index.schema().attribute;
        self.index.projected().contains(vector) && projection.attributes().any(|name| name == &**vector)
    }

    /// The numbers as the index has them, of 32 bits.
    fn numbers(self, vector: &StoredVector) -> AttributeValue {
        let numbers = vector.numbers().take(self.index.schema().dimensions);
        AttributeValue::L(numbers.map(|number| AttributeValue::N(Number::from_f32(number))).collect())
    }
}
