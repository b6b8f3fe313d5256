//! Which attributes of an item a read gives: `ProjectionExpression`, or `AttributesToGet`.

use super::attributes::Attributes;
use super::{Error, ExpressionAttributes, Wording, key_paths};
use crate::expression::{self, Placeholders, Projection, legacy};
use crate::request::Structure;
use crate::table::Table;
use crate::value::Item;

/// The attributes that are wanted of an item: all, or those of a projection.
#[derive(Debug, Clone, Default)]
pub struct Selected(Option<Projection>);

impl From<Option<Projection>> for Selected {
    fn from(projection: Option<Projection>) -> Self {
        Self(projection)
    }
}

impl Selected {
    /// Takes a request's only expression, its projection, out of it.
    ///
    /// # Errors
    ///
    /// The projection is none, or a placeholder is used nowhere.
    pub fn take(input: &mut Structure, wording: Wording) -> Result<Self, Error> {
        let attributes = ExpressionAttributes::take(input, wording)?;
        let placeholders = attributes.placeholders(wording)?;
        let selected = Self::read(input, &placeholders, wording)?;
        placeholders.check_unused().map_err(|fault| wording.expression(&fault))?;
        Ok(selected)
    }

    /// Reads the projection of a request.
    ///
    /// # Errors
    ///
    /// It is none.
    pub fn read(input: &Structure, placeholders: &Placeholders<'_>, wording: Wording) -> Result<Self, Error> {
        let projection = match input.text("ProjectionExpression") {
            Some(text) => Some(expression::projection(text, placeholders)),
            None => legacy::attributes_to_get(input).transpose(),
        };
        projection.transpose().map(Self).map_err(|fault| wording.expression(&fault))
    }

    /// Whether all attributes are wanted.
    #[must_use]
    pub const fn is_everything(&self) -> bool {
        self.0.is_none()
    }

    /// The projection, if not all attributes are wanted.
    #[must_use]
    pub fn into_projection(self) -> Option<Projection> {
        self.0
    }

    /// Whether the projection leaves the key attributes of `table` whole.
    ///
    /// # Errors
    ///
    /// It looks into one.
    pub fn check_paths(&self, table: &Table) -> Result<(), Error> {
        self.0.as_ref().map_or(Ok(()), |projection| key_paths::check(table, projection.nested_attributes()))
    }

    /// The wanted attributes of `item`.
    #[must_use]
    pub fn of(&self, item: &Item) -> Attributes {
        match &self.0 {
            None => Attributes::Whole(item.clone()),
            Some(projection) => Attributes::from(&projection.apply(item.attributes())),
        }
    }
}
