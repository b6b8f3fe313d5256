//! How an operation words what is wrong with a request beyond the constraints of its members.
//!
//! When the validation of PutItem, UpdateItem and DeleteItem moved to the newer layer, whole families of refusals moved into
//! the envelope `1 validation error detected: ` (2026-10-07, 31 of 33 regions); of Query and Scan only what they say of
//! `Select` did. Batches and transactions send the same texts bare. What concerns a table's keys, or the stored item,
//! is bare everywhere and does not pass through here.

use super::Error;
use crate::expression;
use crate::value::{AttributeMap, AttributesFault, Layer, SentItem, ValueFault};

const ENVELOPE: &str = "1 validation error detected: ";

/// The operations that word alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    /// PutItem, UpdateItem and DeleteItem.
    ItemWrites,
    /// Query, which says more about placeholders than other reads.
    Query,
    /// GetItem and Scan.
    Reads,
    /// BatchGetItem, BatchWriteItem and transactions.
    Batches,
}

/// What refusals are about, as far as envelopes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// Attribute values, expressions, placeholders, legacy parameters.
    Content,
    /// What `Select` and a projection say together.
    Select,
}

/// The wording of one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording {
    layer: Layer,
    group: Group,
}

impl Wording {
    /// Of PutItem, UpdateItem and DeleteItem.
    #[must_use]
    pub const fn of_item_write(layer: Layer) -> Self {
        Self { layer, group: Group::ItemWrites }
    }

    /// Of Query.
    #[must_use]
    pub const fn of_query(layer: Layer) -> Self {
        Self { layer, group: Group::Query }
    }

    /// Of GetItem and Scan.
    #[must_use]
    pub const fn of_read(layer: Layer) -> Self {
        Self { layer, group: Group::Reads }
    }

    /// Of BatchGetItem, BatchWriteItem and transactions.
    #[must_use]
    pub const fn of_batch(layer: Layer) -> Self {
        Self { layer, group: Group::Batches }
    }

    /// The validation layer.
    #[must_use]
    pub const fn layer(self) -> Layer {
        self.layer
    }

    /// A rule about the content of a request that is broken; `text` is AWS's sentence.
    #[must_use]
    pub fn content(self, text: String) -> Error {
        self.refuse(Family::Content, text)
    }

    /// What is wrong with `Select`.
    #[must_use]
    pub fn select(self, text: String) -> Error {
        self.refuse(Family::Select, text)
    }

    /// What is wrong with an expression, a placeholder or a legacy parameter.
    #[must_use]
    pub fn expression(self, fault: &expression::Error) -> Error {
        match fault {
            expression::Error::Value(fault) => self.value(fault),
            fault => self.content(fault.to_string()),
        }
    }

    /// What is wrong with an attribute value.
    #[must_use]
    pub fn value(self, fault: &ValueFault) -> Error {
        let text = fault.message(self.layer);
        if fault.is_enveloped() { self.content(text) } else { Error::validation(text) }
    }

    /// What is wrong with a value in `ExpressionAttributeValues`. The older layer says for which key; so does Query on the newer
    /// one of a value without a type.
    #[must_use]
    pub fn placeholder_value(self, fault: &AttributesFault) -> Error {
        let names_key = match self.layer {
            Layer::Older => true,
            Layer::Newer => self.group == Group::Query && fault.fault == ValueFault::NoType,
        };
        match fault.key.as_ref().filter(|_| names_key) {
            Some(key) => {
                let text = fault.fault.message(self.layer);
                Error::validation(format!("ExpressionAttributeValues contains invalid value: {text} for key {key}"))
            }
            None => self.value(&fault.fault),
        }
    }

    /// An item or a key taken out of a request; without attributes if it is not there.
    ///
    /// # Errors
    ///
    /// One of them is no valid value.
    pub fn attributes(self, taken: Option<Result<SentItem, AttributesFault>>) -> Result<SentItem, Error> {
        taken.unwrap_or_else(|| Ok(SentItem::from(&AttributeMap::new()))).map_err(|fault| self.value(&fault.fault))
    }

    fn refuse(self, family: Family, text: String) -> Error {
        Error::validation(if self.envelopes(family) { format!("{ENVELOPE}{text}") } else { text })
    }

    fn envelopes(self, family: Family) -> bool {
        let newer = match self.group {
            Group::ItemWrites => true,
            Group::Query | Group::Reads => family == Family::Select,
            Group::Batches => false,
        };
        newer && self.layer == Layer::Newer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::SetType;

    fn text(error: Error) -> String {
        error.message.unwrap_or_default().into_owned()
    }

    const EMPTY_SET: ValueFault = ValueFault::EmptySet(SetType::SS);
    const EMPTY_SET_TEXT: &str = "One or more parameter values were invalid: An string set  may not be empty";

    #[test]
    fn item_writes_envelope_content_on_the_newer_layer_only() {
        let newer = Wording::of_item_write(Layer::Newer);
        assert_eq!(text(newer.content("Empty attribute name".into())), "1 validation error detected: Empty attribute name");
        let older = Wording::of_item_write(Layer::Older);
        assert_eq!(text(older.content("Empty attribute name".into())), "Empty attribute name");
    }

    #[test]
    fn values_of_no_or_of_several_types_are_bare_everywhere() {
        let newer = Wording::of_item_write(Layer::Newer);
        assert_eq!(text(newer.value(&EMPTY_SET)), format!("1 validation error detected: {EMPTY_SET_TEXT}"));
        let bare = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
        assert_eq!(text(newer.value(&ValueFault::NoType)), bare);
    }

    #[test]
    fn reads_envelope_only_what_they_say_of_select() {
        let read = Wording::of_read(Layer::Newer);
        assert_eq!(text(read.value(&EMPTY_SET)), EMPTY_SET_TEXT);
        assert_eq!(text(read.select("Must specify".into())), "1 validation error detected: Must specify");
        assert_eq!(text(Wording::of_read(Layer::Older).select("Must specify".into())), "Must specify");
    }

    #[test]
    fn the_older_layer_names_the_key_of_a_value() {
        let fault = AttributesFault { key: Some(":v".to_owned()), fault: EMPTY_SET };
        let wrapped = format!("ExpressionAttributeValues contains invalid value: {EMPTY_SET_TEXT} for key :v");
        assert_eq!(text(Wording::of_batch(Layer::Older).placeholder_value(&fault)), wrapped);
        assert_eq!(text(Wording::of_item_write(Layer::Older).placeholder_value(&fault)), wrapped);
        assert_eq!(text(Wording::of_read(Layer::Newer).placeholder_value(&fault)), EMPTY_SET_TEXT);
        assert_eq!(text(Wording::of_query(Layer::Newer).placeholder_value(&fault)), EMPTY_SET_TEXT);
    }

    #[test]
    fn a_query_names_the_key_of_a_value_without_a_type() {
        let fault = AttributesFault { key: Some(":v".to_owned()), fault: ValueFault::NoType };
        let bare = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
        assert_eq!(text(Wording::of_read(Layer::Newer).placeholder_value(&fault)), bare);
        let named = format!("ExpressionAttributeValues contains invalid value: {bare} for key :v");
        assert_eq!(text(Wording::of_query(Layer::Newer).placeholder_value(&fault)), named);
    }
}
