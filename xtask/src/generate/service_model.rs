//! The parts of a `service-2.json` that the tables are made of.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::Result;

/// One service.
#[derive(Deserialize)]
pub struct ServiceModel {
    pub metadata: Metadata,
    pub operations: BTreeMap<String, Operation>,
    pub shapes: BTreeMap<String, Shape>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    /// What stands before the dot in `x-amz-target`; services that speak REST have none.
    #[serde(default)]
    pub target_prefix: String,
}

#[derive(Deserialize)]
pub struct Operation {
    pub http: Http,
    pub input: Reference,
    #[serde(default)]
    pub errors: Vec<Reference>,
    #[serde(default)]
    pub deprecated: bool,
}

/// How an operation is asked for.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Http {
    pub method: String,
    pub request_uri: String,
}

/// A use of a shape by name.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    pub shape: String,
    /// Where a request carries it, if not in its body: `header`, `querystring`, ...
    pub location: Option<String>,
    pub location_name: Option<String>,
}

/// One shape; which fields it has depends on its type.
#[derive(Deserialize)]
pub struct Shape {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub required: Vec<String>,
    #[serde(default)]
    pub members: Ordered<Reference>,
    pub member: Option<Reference>,
    pub key: Option<Reference>,
    pub value: Option<Reference>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub pattern: Option<String>,
    #[serde(default, rename = "enum")]
    pub values: Vec<String>,
    #[serde(default)]
    pub exception: bool,
}

impl ServiceModel {
    /// The shape `name`.
    pub fn shape(&self, name: &str) -> Result<&Shape> {
        self.shapes.get(name).ok_or_else(|| format!("the model has no shape {name}").into())
    }
}

impl Shape {
    /// Whether it maps names to attribute values.
    pub fn is_attribute_map(&self) -> bool {
        self.kind == "map" && self.value.as_ref().is_some_and(|value| value.shape == "AttributeValue")
    }
}

/// A JSON object in the order in which it is written: the order in which AWS echoes members.
pub struct Ordered<T>(pub Vec<(String, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = Ordered<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Ordered(entries))
    }
}
