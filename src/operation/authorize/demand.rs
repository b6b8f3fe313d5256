//! One action on one resource.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::account::{self, Place, TableArn};
use crate::calendar::Second;
use crate::operation::Call;
use crate::policy::{Context, Document};
use crate::request::Structure;
use crate::table::{KeySchema, Table};
use crate::value::{Item, ValueRef};

/// `dynamodb:LeadingKeys` is about the first attribute of a partition key; these are about all of them.
const PARTITION_KEYS: [&str; 4] = [
    "dynamodb:FirstPartitionKeyValues",
    "dynamodb:SecondPartitionKeyValues",
    "dynamodb:ThirdPartitionKeyValues",
    "dynamodb:FourthPartitionKeyValues",
];

/// The condition keys of fine-grained access control, which `SearchVectors` does not support (developer guide, VectorSearch.Security).
const FINE_GRAINED: &[&str] = &[
    "dynamodb:Attributes",
    "dynamodb:EnclosingOperation",
    "dynamodb:FirstPartitionKeyValues",
    "dynamodb:FourthPartitionKeyValues",
    "dynamodb:FullTableScan",
    "dynamodb:LeadingKeys",
    "dynamodb:ReturnConsumedCapacity",
    "dynamodb:ReturnValues",
    "dynamodb:SecondPartitionKeyValues",
    "dynamodb:Select",
    "dynamodb:ThirdPartitionKeyValues",
];

/// So many tags are conditions: a request with more is refused.
const TAGS: usize = 50;

/// An action on a resource, with the condition keys of the request.
#[derive(Debug, Clone)]
pub struct Demand {
    /// Without its service: `GetItem`.
    pub action: &'static str,
    /// The ARN of the resource, or `*` where there is none.
    pub resource: String,
    pub context: Context,
    /// The account and region of the resource.
    pub place: Place,
    /// The name of the table, and the label of its stream if that is what is asked for.
    owner: Option<(String, Option<String>)>,
}

impl Demand {
    /// An action on no resource.
    pub fn new(call: &Call<'_>, action: &'static str) -> Self {
        let context = circumstances(Context::of_identity(&call.caller.identity()), call);
        Self { action, resource: "*".to_owned(), context, place: call.place().clone(), owner: None }
    }

    /// The same on the table that `name_or_arn` names, or on one of its indexes.
    pub fn on_table(self, call: &Call<'_>, name_or_arn: &str, index: Option<&str>) -> Self {
        let here = || (call.place().clone(), name_or_arn);
        let (place, name) = account::table_of_arn(name_or_arn).unwrap_or_else(here);
        self.on_table_in(call, place, name, index)
    }

    /// The same on the table `name` in `place`, or on one of its indexes. What tags it has is a condition.
    pub fn on_table_in(mut self, call: &Call<'_>, place: Place, name: &str, index: Option<&str>) -> Self {
        let arn = TableArn::new(&place, name);
        let resource = index.map_or_else(|| arn.to_string(), |index| arn.index(index));
        self.know_owner(call, &place, name);
        Self { resource, place, owner: Some((name.to_owned(), None)), ..self }
    }

    fn know_owner(&mut self, call: &Call<'_>, place: &Place, name: &str) {
        self.context.set("aws:ResourceAccount".into(), vec![place.account.to_string()]);
        for tag in call.database.table(place, name).into_iter().flat_map(|table| table.settings().tags.as_slice()) {
            self.context.set(format!("aws:ResourceTag/{}", tag.key()).into(), vec![tag.value().to_owned()]);
        }
    }

    /// The same on the global table `name` of version 2017.11.29, which is in no region.
    pub fn on_global_table(self, call: &Call<'_>, name: &str) -> Self {
        let place = call.place();
        Self { resource: format!("arn:{}:dynamodb::{}:global-table/{name}", account::partition(place), place.account), ..self }
    }

    /// The same on the resource with this ARN.
    pub fn on_resource(mut self, call: &Call<'_>, arn: &str) -> Self {
        if let Some((place, name)) = account::table_of_arn(arn) {
            self.know_owner(call, &place, name);
        }
        let owner = account::policy_resource(call.place(), arn).ok();
        let owner = owner.map(|(table, label)| (table.to_owned(), label.map(str::to_owned)));
        Self { resource: arn.to_owned(), owner, ..self }
    }

    /// The same with one more condition key, if it has values: a key without is not there.
    pub fn with<V: Into<String>>(mut self, key: &'static str, values: impl IntoIterator<Item = V>) -> Self {
        let values: Vec<String> = values.into_iter().map(Into::into).collect();
        if !values.is_empty() {
            self.context.set(key.into(), values);
        }
        self
    }

    /// The same with the tags that the request names: `Tags`, or `TagKeys` alone.
    pub fn with_tags(mut self, input: &Structure) -> Self {
        let mut keys: Vec<String> = input.texts("TagKeys").map(str::to_owned).collect();
        for tag in input.structures("Tags").take(TAGS) {
            let text = |name| tag.text(name).unwrap_or_default().to_owned();
            self.context.set(format!("aws:RequestTag/{}", text("Key")).into(), vec![text("Value")]);
            keys.push(text("Key"));
        }
        if keys.is_empty() { self } else { self.with("aws:TagKeys", keys) }
    }

    /// The same where a statement that asks for attributes, keys and the like is about something else.
    pub fn without_fine_grained_access(self) -> Self {
        Self { context: self.context.without_support_of(FINE_GRAINED), ..self }
    }

    /// The same for items with these keys, as far as they are keys.
    pub fn for_keys(mut self, schema: &KeySchema, keys: &[&Item]) -> Self {
        for (attribute, name) in schema.hash().iter().zip(PARTITION_KEYS) {
            let values = distinct(keys.iter().filter_map(|key| key.get(&attribute.name)).filter_map(text));
            if values.is_empty() {
                return self;
            }
            if Some(&name) == PARTITION_KEYS.first() {
                self.context.set("dynamodb:LeadingKeys".into(), values.clone());
            }
            self.context.set(name.into(), values);
        }
        self
    }

    /// The table that is asked for.
    pub fn table<'c>(&self, call: &'c Call<'_>) -> Option<&'c Table> {
        let (name, _) = self.owner.as_ref()?;
        call.database.table(&self.place, name)
    }

    /// The policy of the resource.
    pub fn policy<'c>(&self, call: &'c Call<'_>) -> Option<&'c Document> {
        let (_, label) = self.owner.as_ref()?;
        let settings = self.table(call)?.settings();
        let Some(label) = label else { return settings.policies.table.policy().map(|attached| &attached.document) };
        let (enabled, slot) = settings.policies.stream.as_ref()?;
        let is_latest = settings.stream.latest == Some(*enabled) && settings.stream.label().as_ref() == Some(label);
        slot.policy().filter(|_| is_latest).map(|attached| &attached.document)
    }
}

/// `context` with what is known of every request.
pub fn circumstances(mut context: Context, call: &Call<'_>) -> Context {
    let now = call.now();
    for (key, value) in [
        ("aws:CurrentTime", Second(now).to_string()),
        ("aws:EpochTime", now.0.div_euclid(1000).to_string()),
        ("aws:RequestedRegion", call.place().region.to_string()),
        ("aws:SecureTransport", "true".to_owned()),
        ("aws:ViaAWSService", "false".to_owned()),
    ] {
        context.set(key.into(), vec![value]);
    }
    context
}

fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut distinct = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

/// The value of a key attribute as policies write it.
fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::S(text) => Some(text.to_owned()),
        ValueRef::N(number) => Some(number.to_string()),
        ValueRef::B(bytes) => Some(STANDARD.encode(bytes)),
        _ => None,
    }
}
