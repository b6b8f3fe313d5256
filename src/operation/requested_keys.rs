//! What BatchGetItem asks of one table.

use std::collections::BTreeMap;

use serde::Serialize;

use super::lookup::checked_key;
use super::parameters::Parameters;
use super::requested_items::repeated_key;
use super::selected::Selected;
use super::{Error, Wording};
use crate::request::{Member, Structure};
use crate::value::{AttributeMap, Item};

/// Keys of one table and what is wanted of the items.
#[derive(Debug)]
pub struct RequestedKeys {
    /// The table as the request names it.
    pub table_name: String,
    /// The keys, no two of them equal.
    pub keys: Vec<Item>,
    /// The wanted attributes.
    pub selected: Selected,
    /// Whether reads are strongly consistent.
    pub consistent: bool,
    settings: Settings,
}

/// `UnprocessedKeys` of one table: a request for what is left.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct UnprocessedKeys {
    keys: Vec<Item>,
    #[serde(flatten)]
    settings: Settings,
}

/// What a request says of all keys of a table, as it was sent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Settings {
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes_to_get: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consistent_read: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    projection_expression: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression_attribute_names: Option<BTreeMap<String, String>>,
}

const PARAMETERS: Parameters = Parameters { expressions: &["ProjectionExpression"], legacy: &["AttributesToGet"] };

impl RequestedKeys {
    /// Takes the requests for all tables out of `RequestItems`.
    ///
    /// # Errors
    ///
    /// Values or expressions are none, a key repeats, or expressions are mixed with the legacy parameter.
    pub fn take(input: &mut Structure, wording: Wording) -> Result<Vec<Self>, Error> {
        let requests = input.take_map("RequestItems").unwrap_or_default();
        let structures: Vec<_> = requests.iter().filter_map(|(_, request)| request.as_structure()).collect();
        PARAMETERS.check_together(&structures, wording)?;
        let requests = requests.into_iter().filter_map(|(table_name, request)| match request {
            Member::Structure(request) => Some(Self::of(table_name, request, wording)),
            _ => None,
        });
        requests.collect()
    }

    fn of(table_name: String, mut request: Structure, wording: Wording) -> Result<Self, Error> {
        PARAMETERS.check(&request, wording)?;
        let settings = Settings::of(&request);
        let keys = request.take_list("Keys").unwrap_or_default().into_iter().map(|key| match key {
            Member::Attributes(key) => checked_key(Some(key), wording),
            _ => Ok(Item::new(&AttributeMap::new())),
        });
        let keys = keys.collect::<Result<Vec<_>, _>>()?;
        let selected = Selected::take(&mut request, wording)?;
        check_distinct(&keys)?;
        Ok(Self { table_name, keys, selected, consistent: settings.consistent_read.unwrap_or(false), settings })
    }

    /// The request for those of the keys that were not processed.
    #[must_use]
    pub fn unprocessed(&self, keys: Vec<Item>) -> UnprocessedKeys {
        UnprocessedKeys { keys, settings: self.settings.clone() }
    }
}

impl Settings {
    fn of(request: &Structure) -> Self {
        let names = request.map("ExpressionAttributeNames").map(|sent| {
            let mut names = BTreeMap::new();
            names.extend(sent.iter().filter_map(|(key, name)| Some((key.clone(), name.as_text()?.to_owned()))));
            names
        });
        Self {
            attributes_to_get: request
                .has("AttributesToGet")
                .then(|| request.texts("AttributesToGet").map(str::to_owned).collect()),
            consistent_read: request.boolean("ConsistentRead"),
            projection_expression: request.text("ProjectionExpression").map(str::to_owned),
            expression_attribute_names: names,
        }
    }
}

fn check_distinct(keys: &[Item]) -> Result<(), Error> {
    let repeats = keys.iter().enumerate().any(|(at, key)| keys.iter().take(at).any(|earlier| earlier == key));
    if repeats { Err(repeated_key()) } else { Ok(()) }
}
