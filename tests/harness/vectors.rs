//! Vector indexes recomputed from the items of their table: what they hold, how large that is, and what is nearest.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use dynatab::Emulator;
use serde_json::{Value, json};

use super::call;
use super::state::{canonical, list, names, size_of_item};

/// More entries than a search gives at most.
const MOST: usize = 100;

/// A vector index as its description tells.
struct Index<'d> {
    description: &'d Value,
    table: &'d Value,
}

/// The bytes of `item` in the table that `table` describes: vectors count as 32-bit numbers where an index takes them.
pub fn size_in_table(table: &Value, item: &Value) -> usize {
    let indexes = list(&table["VectorIndexes"]);
    let vectors: BTreeMap<&str, usize> = indexes.iter().map(|index| (attribute(index), dimensions(index))).collect();
    let size = |(name, value): (&String, &Value)| match vectors.get(name.as_str()) {
        Some(dimensions) if numbers(value, *dimensions).is_some() => name.len() + 4 * dimensions,
        _ => size_of_item(&json!({ name.as_str(): value })),
    };
    item.as_object().unwrap().iter().map(size).sum()
}

/// Holds every vector index of a table against what its items, `whole`, make of it.
pub fn assert_agree(emulator: &Emulator, table: &Value, whole: &[Value]) {
    for description in &list(&table["VectorIndexes"]) {
        let index = Index { description, table };
        let entries: Vec<&Value> = whole.iter().filter(|item| index.holds(item)).collect();
        assert_eq!(description["ItemCount"], entries.len(), "{description}");
        assert_eq!(description["IndexSizeBytes"], entries.iter().map(|item| index.size(item)).sum::<usize>(), "{description}");
        index.assert_searched(emulator, &entries);
    }
}

impl Index<'_> {
    /// Whether the item has a vector and a partition key, and nothing of a wrong type.
    fn holds(&self, item: &Value) -> bool {
        let types: BTreeMap<String, Value> = list(&self.table["AttributeDefinitions"])
            .iter()
            .map(|definition| (definition["AttributeName"].as_str().unwrap().to_owned(), definition["AttributeType"].clone()))
            .collect();
        let fits = list(&self.description["SearchSchema"]).iter().all(|element| {
            let name = element["AttributeName"].as_str().unwrap();
            let value = item[name][types[name].as_str().unwrap()].as_str();
            match element["SearchSchemaElementType"].as_str().unwrap() {
                "HASH" => value.is_some_and(|value| !value.is_empty()),
                _ => value.is_some() || item.get(name).is_none(),
            }
        });
        fits && self.vector(item).is_some()
    }

    fn vector(&self, item: &Value) -> Option<Vec<f32>> {
        numbers(&item[attribute(self.description)], dimensions(self.description))
    }

    /// The entry beside its vector.
    fn projected(&self, item: &Value) -> Value {
        let search = names(&self.description["SearchSchema"], "AttributeName");
        let keys = names(&self.table["KeySchema"], "AttributeName");
        let included = list(&self.description["Projection"]["NonKeyAttributes"]);
        let included: BTreeSet<String> = included.iter().map(|name| name.as_str().unwrap().to_owned()).collect();
        let all = self.description["Projection"]["ProjectionType"] == "ALL";
        let kept = |name: &String| all || search.contains(name) || keys.contains(name) || included.contains(name);
        let attributes = item.as_object().unwrap().iter();
        let attributes = attributes.filter(|(name, _)| *name != attribute(self.description) && kept(name));
        attributes.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    fn size(&self, item: &Value) -> usize {
        size_of_item(&self.projected(item)) + attribute(self.description).len() + 4 * dimensions(self.description)
    }

    fn partition(&self) -> Option<String> {
        let elements = list(&self.description["SearchSchema"]);
        let hash = elements.iter().find(|element| element["SearchSchemaElementType"] == "HASH")?;
        Some(hash["AttributeName"].as_str().unwrap().to_owned())
    }

    /// Searches each partition from each of its first entries.
    fn assert_searched(&self, emulator: &Emulator, entries: &[&Value]) {
        let partition = self.partition();
        let mut partitions: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
        for item in entries {
            let value = partition.as_ref().map_or(Value::Null, |name| item[name].clone());
            partitions.entry(value.to_string()).or_default().push(item);
        }
        for (value, inside) in &partitions {
            for from in inside.iter().take(3) {
                for top in [1, 3, MOST] {
                    self.assert_nearest(
                        emulator,
                        &serde_json::from_str(value).unwrap(),
                        inside,
                        &self.vector(from).unwrap(),
                        top,
                    );
                }
            }
        }
    }

    fn assert_nearest(&self, emulator: &Emulator, partition: &Value, inside: &[&Value], from: &[f32], top: usize) {
        let vector: Vec<Value> = from.iter().map(|number| json!({ "N": number.to_string() })).collect();
        let mut request = json!({
            "TableName": self.table["TableName"], "IndexName": self.description["IndexName"], "SearchVector": vector, "TopK": top,
        });
        if let Some(name) = self.partition() {
            request["SearchConditionExpression"] = json!("#p = :p");
            request["ExpressionAttributeNames"] = json!({ "#p": name });
            request["ExpressionAttributeValues"] = json!({ ":p": partition });
        }
        let found = list(&call(emulator, "SearchVectors", &request).unwrap()["SearchResults"]);
        let mut expected: Vec<f64> = inside.iter().map(|item| self.score(from, &self.vector(item).unwrap())).collect();
        expected.sort_by(|left, right| if self.is_product() { right.total_cmp(left) } else { left.total_cmp(right) });
        expected.truncate(top);
        assert_eq!(found.len(), expected.len(), "{request}");
        let mut left: Vec<&Value> = inside.to_vec();
        for (result, expected) in found.iter().zip(&expected) {
            let score = result["Score"].as_f64().unwrap();
            assert!(is_near(score, *expected), "{score} {expected} {request}");
            let at = left.iter().position(|item| {
                same(&self.projected(item), &result["Item"]) && is_near(self.score(from, &self.vector(item).unwrap()), score)
            });
            left.swap_remove(at.unwrap());
        }
    }

    fn is_product(&self) -> bool {
        self.description["DistanceFunction"] == "DOT_PRODUCT"
    }

    /// The score by the formula of the textbook, one number after the other.
    fn score(&self, left: &[f32], right: &[f32]) -> f64 {
        let pairs = || left.iter().zip(right).map(|(left, right)| (f64::from(*left), f64::from(*right)));
        let dot: f64 = pairs().map(|(left, right)| left * right).sum();
        let length = |vector: &[f32]| vector.iter().map(|number| f64::from(*number).powi(2)).sum::<f64>().sqrt();
        let score = match self.description["DistanceFunction"].as_str().unwrap() {
            "COSINE" if length(left) == 0.0 || length(right) == 0.0 => 1.0,
            "COSINE" => 1.0 - dot / length(left) / length(right),
            "DOT_PRODUCT" => dot,
            _ => pairs().map(|(left, right)| (left - right).powi(2)).sum::<f64>().sqrt(),
        };
        score.clamp(f64::from(f32::MIN), f64::from(f32::MAX))
    }
}

fn is_near(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-6 * (1.0 + left.abs().max(right.abs()))
}

/// Whether both items have the same attributes.
fn same(left: &Value, right: &Value) -> bool {
    canonical(left) == canonical(right)
}

fn attribute(index: &Value) -> &str {
    index["VectorAttribute"]["AttributeName"].as_str().unwrap()
}

fn dimensions(index: &Value) -> usize {
    usize::try_from(index["Dimensions"].as_u64().unwrap()).unwrap()
}

/// The numbers of a vector; `None` for what is none.
fn numbers(value: &Value, dimensions: usize) -> Option<Vec<f32>> {
    let members = value["L"].as_array().filter(|members| members.len() == dimensions)?;
    let number = |member: &Value| member["N"].as_str()?.parse::<f32>().ok().filter(|number| number.is_finite());
    members.iter().map(number).collect()
}
