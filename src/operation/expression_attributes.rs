//! `ExpressionAttributeNames` and `ExpressionAttributeValues` of a request.

use super::{Error, Wording};
use crate::expression::Placeholders;
use crate::request::{Member, Structure};
use crate::value::{AttributeMap, AttributeValue, AttributesFault, Layer, ValueFault};

/// What the placeholders of a request stand for.
#[derive(Debug, Default)]
pub struct ExpressionAttributes {
    names: Option<Vec<(String, String)>>,
    values: Option<AttributeMap>,
}

impl ExpressionAttributes {
    /// Takes both maps out of `input`.
    ///
    /// # Errors
    ///
    /// One of the values is no valid value, or nested in more levels than the layer allows.
    pub fn take(input: &mut Structure, wording: Wording) -> Result<Self, Error> {
        let names = input.take_map("ExpressionAttributeNames").map(|entries| entries.into_iter().map(name_of).collect());
        Self::of(names, input.take_values("ExpressionAttributeValues"), wording)
    }

    /// Those of what is no request.
    ///
    /// # Errors
    ///
    /// As of [`ExpressionAttributes::take`].
    pub fn of(
        names: Option<Vec<(String, String)>>,
        values: Option<Result<AttributeMap, AttributesFault>>,
        wording: Wording,
    ) -> Result<Self, Error> {
        let values = values.transpose().map_err(|fault| wording.placeholder_value(&fault))?;
        match values.as_ref().and_then(|values| too_deep(values, wording.layer())) {
            Some(key) => {
                Err(wording.placeholder_value(&AttributesFault { key: Some(key.to_owned()), fault: ValueFault::TooDeep }))
            }
            None => Ok(Self { names, values }),
        }
    }

    /// Whether the request holds `ExpressionAttributeNames`.
    #[must_use]
    pub const fn has_names(&self) -> bool {
        self.names.is_some()
    }

    /// Whether the request holds `ExpressionAttributeValues`.
    #[must_use]
    pub const fn has_values(&self) -> bool {
        self.values.is_some()
    }

    /// Whether the names are in order, whatever the values are.
    ///
    /// # Errors
    ///
    /// They are empty or have a key that is no placeholder.
    pub fn check_names(&self, wording: Wording) -> Result<(), Error> {
        Placeholders::new(self.names.as_deref(), None).map(drop).map_err(|fault| wording.expression(&fault))
    }

    /// The placeholders, none of them used yet.
    ///
    /// # Errors
    ///
    /// One of the maps is empty or has a key that is no placeholder.
    pub fn placeholders(&self, wording: Wording) -> Result<Placeholders<'_>, Error> {
        let placeholders = Placeholders::new(self.names.as_deref(), self.values.as_ref());
        placeholders.map_err(|fault| wording.expression(&fault))
    }
}

fn name_of((key, member): (String, Member)) -> (String, String) {
    let name = if let Member::Text(name) = member { name } else { String::new() };
    (key, name)
}

fn too_deep(values: &AttributeMap, layer: Layer) -> Option<&str> {
    values.iter().find(|(_, value)| value.depth() > deepest(layer)).map(|(key, _)| key)
}

/// The older layer lets a value through that is one level deeper than an item may be.
const fn deepest(layer: Layer) -> usize {
    match layer {
        Layer::Older => AttributeValue::MAX_DEPTH + 1,
        Layer::Newer => AttributeValue::MAX_DEPTH,
    }
}
