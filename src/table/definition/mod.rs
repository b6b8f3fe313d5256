//! What a request defines a table or an index to be.
//!
//! Pure functions from a request, whose members already satisfy the constraints of the model, to a valid definition or to the first
//! [`DefinitionFault`] in the order in which AWS looks: throughput, table key, index keys, vector indexes, definitions used by no key, local
//! indexes, global indexes, stream, encryption, tags. The order within keys and indexes is dynalite's, that of unused definitions was observed
//! 2026-10-08, that of the last three nobody recorded.

mod attributes;
pub mod capacity;
mod fault;
mod index;
mod java_order;
mod key;
mod projection;
mod specification;
mod vector;

use super::{BillingMode, StreamViewType, Subject, TableClass, TableSchema, Tag, Tags, Throughput};
use crate::request::Structure;

pub use attributes::AttributeDefinitions;
pub use fault::DefinitionFault;
pub use index::{GlobalIndexDefinition, MAXIMUM_GLOBAL_INDEXES, MAXIMUM_LOCAL_INDEXES, added as added_index};
pub use key::KeyElements;
pub use projection::{check_named as check_projected, read as read_projection};
pub use specification::{EncryptionKey, encryption as encryption_key};
pub use vector::{MAXIMUM_VECTOR_INDEXES, added as added_vector_index, check_added_vector};

use index::{IndexKeys, IndexNames};
use vector::VectorDefinitions;

/// A table as a request defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDefinition {
    /// Its key and all of its indexes, local ones first.
    pub schema: TableSchema,
    /// How it is paid for.
    pub billing: BillingMode,
    /// The table's own throughput.
    pub throughput: Throughput,
    /// Its global secondary indexes with their throughput.
    pub global_indexes: Vec<GlobalIndexDefinition>,
    /// What its stream holds, if it has one.
    pub stream: Option<StreamViewType>,
    /// The key that it is encrypted with.
    pub encryption: EncryptionKey,
    /// Its class, if the request names one.
    pub class: Option<TableClass>,
    /// Whether it is protected against deletion.
    pub deletion_protection: bool,
    /// Its tags.
    pub tags: Tags,
}

impl TableDefinition {
    /// The table that `input`, the members of `CreateTable`, defines.
    ///
    /// # Errors
    ///
    /// The first thing wrong with it, in the order in which AWS looks.
    pub fn read(input: &Structure) -> Result<Self, DefinitionFault> {
        let billing = input.text("BillingMode").and_then(BillingMode::from_name).unwrap_or(BillingMode::Provisioned);
        VectorDefinitions::check(input, billing)?;
        let throughput = capacity::read(input, &Subject::Table, billing)?;
        let (schema, global_indexes) = read_schema(input, billing)?;
        Ok(Self {
            schema,
            billing,
            throughput,
            global_indexes,
            stream: specification::stream(input)?,
            encryption: specification::encryption(input.structure("SSESpecification"))?,
            class: input.text("TableClass").and_then(TableClass::from_name),
            deletion_protection: input.boolean("DeletionProtectionEnabled").unwrap_or_default(),
            tags: read_tags(input)?,
        })
    }
}

/// The tags that `input` lists.
///
/// # Errors
///
/// The first tag that AWS does not admit, a key given twice, or too many of them.
pub fn read_tags(input: &Structure) -> Result<Tags, DefinitionFault> {
    let tags = input.structures("Tags").map(|tag| Tag::new(tag.text("Key"), tag.text("Value")));
    Ok(Tags::new(tags.collect::<Result<_, _>>()?)?)
}

fn read_schema(input: &Structure, billing: BillingMode) -> Result<(TableSchema, Vec<GlobalIndexDefinition>), DefinitionFault> {
    let definitions = AttributeDefinitions::read(input)?;
    let key = KeyElements::read(input).simple(&definitions)?;
    let keys = IndexKeys::read(input, &definitions)?;
    let vectors = VectorDefinitions::read(input, &definitions)?;
    if keys.is_empty() && vectors.is_empty() && key.len() != definitions.len() {
        return Err(DefinitionFault::DefinitionCount);
    }
    let used = key.attributes().map(|attribute| &attribute.name).chain(keys.attributes()).chain(vectors.attributes());
    definitions.check_used(used)?;
    let mut names = IndexNames::default();
    let mut indexes = keys.local(&key, &mut names)?;
    let global = keys.global(billing, &mut names)?;
    indexes.extend(global.iter().map(|index| index.schema.clone()));
    check_projected(indexes.iter().map(|index| &index.projection))?;
    let vector_indexes = vectors.indexes(&mut names)?;
    Ok((TableSchema { key, indexes, vector_indexes }, global))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::table::{Dimension, Projection, Units};
    use crate::{model, request};

    fn read(overrides: &Value) -> Result<TableDefinition, DefinitionFault> {
        let mut body = json!({
            "TableName": "T",
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            "AttributeDefinitions": definitions("pk sk"),
        });
        let members = body.as_object_mut().unwrap();
        members.extend(overrides.as_object().unwrap().clone());
        members.retain(|_, member| !member.is_null());
        let operation = model::operation("DynamoDB_20120810.CreateTable").unwrap();
        TableDefinition::read(&request::decode(operation, body.to_string().as_bytes()).unwrap())
    }

    fn refusal(overrides: &Value) -> String {
        read(overrides).unwrap_err().to_string()
    }

    fn definitions(names: &str) -> Value {
        names.split_whitespace().map(|name| json!({"AttributeName": name, "AttributeType": "S"})).collect()
    }

    /// `a b | c d`: hash attributes, then range attributes.
    fn key(attributes: &str) -> Value {
        let (hash, range) = attributes.split_once('|').unwrap_or((attributes, ""));
        let element = |kind: &'static str| move |name: &str| json!({"AttributeName": name, "KeyType": kind});
        hash.split_whitespace().map(element("HASH")).chain(range.split_whitespace().map(element("RANGE"))).collect()
    }

    fn index(name: &str, attributes: &str) -> Value {
        json!({"IndexName": name, "KeySchema": key(attributes), "Projection": {"ProjectionType": "ALL"}})
    }

    const INVALID: &str = "One or more parameter values were invalid: ";

    #[test]
    fn a_definition_without_indexes_is_read() {
        let definition = read(&json!({"DeletionProtectionEnabled": true})).unwrap();
        assert_eq!(definition.schema.key.len(), 2);
        assert_eq!(definition.throughput.warm_units(), Units::INITIAL_ON_DEMAND);
        assert!(definition.deletion_protection && definition.global_indexes.is_empty());
        assert_eq!((definition.stream, definition.encryption), (None, EncryptionKey::Owned));
    }

    #[test]
    fn a_table_without_billing_mode_is_provisioned() {
        let missing = refusal(&json!({"BillingMode": null}));
        assert_eq!(
            missing,
            format!("{INVALID}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED")
        );
        let units = json!({"ReadCapacityUnits": 5, "WriteCapacityUnits": 7});
        let definition = read(&json!({"BillingMode": null, "ProvisionedThroughput": units})).unwrap();
        assert_eq!(definition.throughput.provisioned.units, Units { read: 5, write: 7 });
        assert_eq!(definition.throughput.warm_units(), Units { read: 5, write: 7 });
    }

    #[test]
    fn throughput_is_checked_before_keys() {
        let units = json!({"ReadCapacityUnits": 5, "WriteCapacityUnits": 7});
        let fault = read(&json!({"ProvisionedThroughput": units, "AttributeDefinitions": []})).unwrap_err();
        assert_eq!(fault, DefinitionFault::UnitsOnDemand(Subject::Table));
    }

    #[test]
    fn every_key_attribute_is_defined_and_every_definition_used() {
        let undefined = |names: &str| refusal(&json!({"AttributeDefinitions": definitions(names)}));
        assert_eq!(undefined(""), "Invalid KeySchema: Some index key attribute have no definition");
        assert_eq!(
            undefined("pk other"),
            format!(
                "{INVALID}Some index key attributes are not defined in AttributeDefinitions. Keys: [sk, pk], AttributeDefinitions: [other, pk]"
            )
        );
        assert_eq!(undefined("pk sk pk"), "Attribute Name is duplicated: pk");
        assert_eq!(read(&json!({"AttributeDefinitions": definitions("pk sk x")})), Err(DefinitionFault::DefinitionCount));
        let unused = json!({
            "AttributeDefinitions": definitions("pk sk a b c"), "GlobalSecondaryIndexes": [index("gsi", "a")],
        });
        assert_eq!(
            refusal(&unused),
            format!(
                "{INVALID}Some AttributeDefinitions are not used. AttributeDefinitions: [sk, a, b, pk, c], keys used: [a, sk, pk]"
            )
        );
    }

    #[test]
    fn a_table_key_is_a_hash_attribute_and_perhaps_a_range_attribute() {
        let fault = |key: Value| read(&json!({"KeySchema": key})).unwrap_err();
        assert_eq!(fault(key("| pk sk")), DefinitionFault::FirstNotHash);
        assert_eq!(fault(key("pk sk")), DefinitionFault::SecondNotRange);
        assert_eq!(fault(key("pk | pk")), DefinitionFault::SameKeyNames);
    }

    #[test]
    fn a_global_index_has_up_to_four_attributes_of_each_kind() {
        let global = |attributes: &str| {
            let names = format!("pk sk {}", "h1 h2 h3 h4 r1 r2 r3 r4");
            read(&json!({"AttributeDefinitions": definitions(&names), "GlobalSecondaryIndexes": [
                index("gsi", attributes), index("all", "h1 h2 h3 h4 | r1 r2 r3 r4"),
            ]}))
        };
        assert_eq!(global("h1 h2 h3 h4 | r1 r2 r3 r4").unwrap().global_indexes.len(), 2);
        assert_eq!(global("h1 h2 h3 h4 r1").unwrap_err(), DefinitionFault::TooManyKeys("HASH"));
        assert_eq!(global("h1 | r1 r2 r3 r4 h2").unwrap_err(), DefinitionFault::TooManyKeys("RANGE"));
        assert_eq!(global("h1 | h1").unwrap_err(), DefinitionFault::RepeatedKeyName);
        assert_eq!(global("| r1").unwrap_err(), DefinitionFault::FirstNotHash);
    }

    #[test]
    fn hash_attributes_precede_range_attributes() {
        let mut mixed = index("gsi", "a | b");
        mixed["KeySchema"].as_array_mut().unwrap().push(json!({"AttributeName": "c", "KeyType": "HASH"}));
        let input = json!({"AttributeDefinitions": definitions("pk sk a b c"), "GlobalSecondaryIndexes": [mixed]});
        assert_eq!(read(&input).unwrap_err(), DefinitionFault::HashAfterRange);
    }

    #[test]
    fn a_local_index_shares_the_hash_attribute_of_its_table() {
        let local = |attributes: &str| {
            let input =
                json!({"AttributeDefinitions": definitions("pk sk a"), "LocalSecondaryIndexes": [index("lsi", attributes)]});
            read(&input)
        };
        assert_eq!(local("pk | a").unwrap().schema.indexes.len(), 1);
        assert_eq!(local("a").unwrap_err(), DefinitionFault::IndexWithoutRange("lsi".into()));
        let other = DefinitionFault::OtherHash { index: "lsi".into(), index_hash: "a".into(), table_hash: "pk".into() };
        assert_eq!(local("a | sk").unwrap_err(), other);
        let hash_only = json!({
            "KeySchema": key("pk"), "AttributeDefinitions": definitions("pk a"), "LocalSecondaryIndexes": [index("lsi", "pk | a")],
        });
        assert_eq!(read(&hash_only).unwrap_err(), DefinitionFault::TableWithoutRange);
    }

    #[test]
    fn indexes_are_limited_in_number_and_have_names_of_their_own() {
        let many = |list: &str, count: usize, attributes: &str| {
            let indexes: Value = (0..count).map(|at| index(&format!("index{at}"), attributes)).collect();
            read(&json!({"AttributeDefinitions": definitions("pk sk"), list: indexes}))
        };
        assert!(many("GlobalSecondaryIndexes", 20, "sk").is_ok() && many("LocalSecondaryIndexes", 5, "pk | sk").is_ok());
        assert_eq!(many("GlobalSecondaryIndexes", 21, "sk").unwrap_err(), DefinitionFault::TooManyGlobalIndexes);
        assert_eq!(many("LocalSecondaryIndexes", 6, "pk | sk").unwrap_err(), DefinitionFault::TooManyLocalIndexes);
        assert_eq!(many("GlobalSecondaryIndexes", 0, "").unwrap_err(), DefinitionFault::EmptyList("GlobalSecondaryIndexes"));
        let twice = json!({"LocalSecondaryIndexes": [index("dup", "pk | sk")], "GlobalSecondaryIndexes": [index("dup", "sk")]});
        assert_eq!(read(&twice).unwrap_err(), DefinitionFault::DuplicateIndex("dup".into()));
    }

    #[test]
    fn a_projection_names_attributes_if_and_only_if_it_includes_them() {
        let projected = |projection: Value| {
            let mut index = index("gsi", "sk");
            index["Projection"] = projection;
            read(&json!({"GlobalSecondaryIndexes": [index]})).map(|definition| definition.schema.indexes[0].projection.clone())
        };
        let sorted = Projection::Include(vec!["a".into(), "z".into()]);
        assert_eq!(projected(json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["z", "a"]})), Ok(sorted));
        assert_eq!(projected(json!({})), Err(DefinitionFault::UnknownProjection));
        assert_eq!(projected(json!({"ProjectionType": "INCLUDE"})), Err(DefinitionFault::NoProjectedAttributes));
        for kind in ["ALL", "KEYS_ONLY"] {
            let named = projected(json!({"ProjectionType": kind, "NonKeyAttributes": ["a"]}));
            assert_eq!(named, Err(DefinitionFault::ProjectedAttributes(kind)));
        }
        let twice = projected(json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["a", "a"]}));
        assert_eq!(twice, Err(DefinitionFault::DuplicateProjected("a".into())));
    }

    #[test]
    fn throughput_of_an_index_is_paid_for_as_its_table_is() {
        let units = json!({"ReadCapacityUnits": 1, "WriteCapacityUnits": 1});
        let mut provisioned = index("gsi", "sk");
        provisioned["ProvisionedThroughput"] = units.clone();
        let of_index = || Subject::Index("gsi".into());
        let on_demand = read(&json!({"GlobalSecondaryIndexes": [provisioned]}));
        assert_eq!(on_demand.unwrap_err(), DefinitionFault::UnitsOnDemand(of_index()));
        let missing = json!({
            "BillingMode": "PROVISIONED", "ProvisionedThroughput": units, "GlobalSecondaryIndexes": [index("gsi", "sk")],
        });
        assert_eq!(read(&missing).unwrap_err(), DefinitionFault::UnitsMissing(of_index()));
    }

    #[test]
    fn bounds_of_requests_are_for_tables_paid_by_the_request() {
        let bounds = |read: i64, write: i64| json!({"MaxReadRequestUnits": read, "MaxWriteRequestUnits": write});
        let fault = |bounds: Value| read(&json!({"OnDemandThroughput": bounds})).unwrap_err();
        for wrong in [0, -1, -2] {
            assert_eq!(fault(bounds(5, wrong)), DefinitionFault::BoundOutOfRange(Subject::Table, Dimension::Write));
        }
        assert!(read(&json!({"OnDemandThroughput": {}})).unwrap().throughput.on_demand.is_empty());
        let provisioned = json!({
            "BillingMode": "PROVISIONED", "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
            "OnDemandThroughput": bounds(0, 0),
        });
        assert_eq!(read(&provisioned).unwrap_err(), DefinitionFault::BoundProvisioned(Subject::Table, Dimension::Read));
    }

    #[test]
    fn warm_throughput_is_no_less_than_what_there_is_anyway() {
        let warm = |read: i64, write: i64| json!({"ReadUnitsPerSecond": read, "WriteUnitsPerSecond": write});
        let below = read(&json!({"WarmThroughput": warm(12_000, 3_999)})).unwrap_err();
        assert_eq!(below, DefinitionFault::WarmBelowInitial(Subject::Table, Dimension::Write));
        let one = read(&json!({"WarmThroughput": {"ReadUnitsPerSecond": 12_001}})).unwrap();
        assert_eq!(one.throughput.warm_units(), Units { read: 12_001, write: 4_000 });
        let provisioned = json!({
            "BillingMode": "PROVISIONED", "ProvisionedThroughput": {"ReadCapacityUnits": 10, "WriteCapacityUnits": 10},
            "WarmThroughput": warm(5, 5),
        });
        assert_eq!(read(&provisioned).unwrap_err(), DefinitionFault::WarmBelowProvisioned(Subject::Table, Dimension::Read));
    }

    #[test]
    fn a_stream_has_a_view_type() {
        let stream =
            |specification: Value| read(&json!({"StreamSpecification": specification})).map(|definition| definition.stream);
        let view = json!({"StreamEnabled": true, "StreamViewType": "NEW_IMAGE"});
        assert_eq!(stream(view), Ok(Some(StreamViewType::NewImage)));
        assert_eq!(stream(json!({"StreamEnabled": false})), Ok(None));
        assert_eq!(stream(json!({"StreamEnabled": true})), Err(DefinitionFault::StreamViewMissing));
        let unused = json!({"StreamEnabled": false, "StreamViewType": "NEW_IMAGE"});
        assert_eq!(stream(unused), Err(DefinitionFault::StreamViewUnused));
    }

    #[test]
    fn encryption_is_with_a_key_of_aws_or_a_named_one() {
        let key =
            |specification: Value| read(&json!({"SSESpecification": specification})).map(|definition| definition.encryption);
        assert_eq!(key(json!({})), Ok(EncryptionKey::Owned));
        assert_eq!(key(json!({"Enabled": false})), Ok(EncryptionKey::Owned));
        assert_eq!(key(json!({"Enabled": true})), Ok(EncryptionKey::Managed));
        assert_eq!(key(json!({"SSEType": "KMS"})), Ok(EncryptionKey::Managed));
        let named = json!({"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": "alias/mine"});
        assert_eq!(key(named), Ok(EncryptionKey::Named("alias/mine".into())));
        let no_type = key(json!({"Enabled": true, "KMSMasterKeyId": "k"}));
        assert_eq!(no_type, Err(DefinitionFault::EncryptionKeyWithoutType));
        assert_eq!(key(json!({"Enabled": false, "SSEType": "KMS"})), Err(DefinitionFault::EncryptionTypeUnused));
        assert_eq!(key(json!({"Enabled": false, "KMSMasterKeyId": "k"})), Err(DefinitionFault::EncryptionKeyUnused));
        assert_eq!(key(json!({"Enabled": true, "SSEType": "AES256"})), Err(DefinitionFault::EncryptionUnsupported));
    }

    #[test]
    fn tags_come_with_the_table() {
        let tags = |tags: Value| read(&json!({"Tags": tags})).map(|definition| definition.tags.as_slice().len());
        assert_eq!(tags(json!([])), Ok(0));
        assert_eq!(tags(json!([{"Key": "a", "Value": ""}, {"Key": "b", "Value": "x"}])), Ok(2));
        assert!(matches!(tags(json!([{"Key": "aws:a", "Value": ""}])), Err(DefinitionFault::Tag(_))));
    }
}
