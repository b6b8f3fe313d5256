//! What is wrong with the definition of a table or of an index that a client sent, and AWS's sentence for it.

use std::fmt;

use crate::table::{Dimension, ScalarType, Subject, TagFault};

/// The first thing wrong with a definition, in the order in which AWS looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DefinitionFault {
    /// An attribute is defined twice.
    DuplicateDefinition(String),
    /// There are fewer definitions than key attributes.
    MissingDefinitions,
    /// A key attribute is not among the definitions.
    UndefinedKeys {
        /// The attributes of the key.
        keys: Vec<String>,
        /// The defined attributes.
        definitions: Vec<String>,
    },
    /// A definition is used by no key, in a table without indexes.
    DefinitionCount,
    /// A definition is used by no key, in a table with indexes.
    UnusedDefinitions {
        /// The defined attributes.
        definitions: Vec<String>,
        /// The attributes of all keys.
        keys: Vec<String>,
    },
    /// Both elements of a key name one attribute.
    SameKeyNames,
    /// Two elements of a key of several attributes name one attribute.
    RepeatedKeyName,
    /// The first element of a key is not its hash attribute.
    FirstNotHash,
    /// The second element of a key of two is not its range attribute.
    SecondNotRange,
    /// A hash attribute stands behind a range attribute.
    HashAfterRange,
    /// More than four attributes of one kind, `HASH` or `RANGE`.
    TooManyKeys(&'static str),
    /// A list of indexes is empty; its name.
    EmptyList(&'static str),
    /// More global secondary indexes than a table has.
    TooManyGlobalIndexes,
    /// More than 100 attributes named by projections.
    TooManyProjected,
    /// More local secondary indexes than a table has.
    TooManyLocalIndexes,
    /// Vector indexes of a provisioned table.
    VectorIndexesProvisioned,
    /// More vector indexes than a table has.
    TooManyVectorIndexes,
    /// More dimensions than a vector has.
    VectorDimensions,
    /// The vector attribute is defined as an attribute of keys.
    DefinedVector(String),
    /// Two vector indexes on one attribute differ in dimensions.
    OtherDimensions(String),
    /// An attribute of a search schema is not defined.
    UndefinedSearchAttribute,
    /// An attribute occurs twice in a search schema.
    RepeatedSearchAttribute,
    /// More elements of one kind than a search schema has.
    SearchElements {
        /// `HASH` or `INLINE_FILTER`.
        role: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        maximum: usize,
    },
    /// The key of a new secondary index holds a vector attribute.
    VectorAsKey {
        /// The attribute.
        attribute: String,
        /// Its dimensions.
        dimensions: usize,
        /// The elements of the key: name, type and `HASH` or `RANGE`.
        key: Vec<(String, ScalarType, &'static str)>,
    },
    /// Two indexes have one name.
    DuplicateIndex(String),
    /// A local secondary index on a table without a range key.
    TableWithoutRange,
    /// A local secondary index without a range key.
    IndexWithoutRange(String),
    /// A local secondary index with another hash key than its table.
    OtherHash {
        /// The index.
        index: String,
        /// Its hash attribute.
        index_hash: String,
        /// The table's.
        table_hash: String,
    },
    /// A projection without a type.
    UnknownProjection,
    /// Attributes named for a projection that takes none.
    ProjectedAttributes(&'static str),
    /// No attributes named for a projection that needs some.
    NoProjectedAttributes,
    /// An attribute named twice in a projection.
    DuplicateProjected(String),
    /// Provisioned, but without units.
    UnitsMissing(Subject),
    /// Paid by the request, but with units.
    UnitsOnDemand(Subject),
    /// More units than AWS ever provisions.
    UnitsOutOfBounds {
        /// `ReadCapacityUnits` or `WriteCapacityUnits`.
        dimension: Dimension,
        /// The units.
        units: i64,
    },
    /// A bound of on-demand requests for what is provisioned.
    BoundProvisioned(Subject, Dimension),
    /// A bound of on-demand requests below one.
    BoundOutOfRange(Subject, Dimension),
    /// Warm throughput below what any on-demand table has.
    WarmBelowInitial(Subject, Dimension),
    /// Warm throughput below the provisioned units.
    WarmBelowProvisioned(Subject, Dimension),
    /// A stream without a view type.
    StreamViewMissing,
    /// A view type without a stream.
    StreamViewUnused,
    /// A type of encryption without encryption.
    EncryptionTypeUnused,
    /// A key without encryption.
    EncryptionKeyUnused,
    /// A key without the type of encryption that takes one.
    EncryptionKeyWithoutType,
    /// The type of encryption that AWS does itself.
    EncryptionUnsupported,
    /// A tag.
    Tag(TagFault),
}

const INVALID: &str = "One or more parameter values were invalid: ";
const INITIAL_ON_DEMAND: &str = "See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial";

impl From<TagFault> for DefinitionFault {
    fn from(fault: TagFault) -> Self {
        Self::Tag(fault)
    }
}

impl fmt::Display for DefinitionFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingDefinitions => formatter.write_str("Invalid KeySchema: Some index key attribute have no definition"),
            Self::SameKeyNames => {
                formatter.write_str("Both the Hash Key and the Range Key element in the KeySchema have the same name")
            }
            Self::RepeatedKeyName => formatter.write_str("The KeySchema contains multiple key attributes with the same name"),
            Self::FirstNotHash => formatter.write_str("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"),
            Self::SecondNotRange => formatter.write_str("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"),
            Self::DuplicateDefinition(name) => write!(formatter, "Attribute Name is duplicated: {name}"),
            Self::UnitsOutOfBounds { dimension, units } => {
                write!(formatter, "Given value {units} for {} is out of bounds", dimension.capacity_units())
            }
            Self::Tag(fault) => fault.fmt(formatter),
            fault => write!(formatter, "{INVALID}{}", fault.reason()),
        }
    }
}

impl DefinitionFault {
    /// What follows the words that most of AWS's sentences begin with.
    fn reason(&self) -> String {
        match self {
            Self::UndefinedKeys { .. } | Self::UnusedDefinitions { .. } | Self::DefinitionCount => self.definition_reason(),
            Self::UnitsMissing(_)
            | Self::UnitsOnDemand(_)
            | Self::BoundProvisioned(..)
            | Self::BoundOutOfRange(..)
            | Self::WarmBelowInitial(..)
            | Self::WarmBelowProvisioned(..) => self.throughput_reason(),
            Self::UnknownProjection
            | Self::ProjectedAttributes(_)
            | Self::NoProjectedAttributes
            | Self::DuplicateProjected(_) => self.projection_reason(),
            Self::StreamViewMissing
            | Self::StreamViewUnused
            | Self::EncryptionTypeUnused
            | Self::EncryptionKeyUnused
            | Self::EncryptionKeyWithoutType
            | Self::EncryptionUnsupported => self.specification_reason().to_owned(),
            Self::VectorIndexesProvisioned
            | Self::TooManyVectorIndexes
            | Self::VectorDimensions
            | Self::DefinedVector(_)
            | Self::OtherDimensions(_)
            | Self::UndefinedSearchAttribute
            | Self::RepeatedSearchAttribute
            | Self::SearchElements { .. }
            | Self::VectorAsKey { .. } => self.vector_reason(),
            fault => fault.index_reason(),
        }
    }

    fn definition_reason(&self) -> String {
        match self {
            Self::UndefinedKeys { keys, definitions } => format!(
                "Some index key attributes are not defined in AttributeDefinitions. Keys: [{}], AttributeDefinitions: [{}]",
                keys.join(", "),
                definitions.join(", ")
            ),
            Self::UnusedDefinitions { definitions, keys } => format!(
                "Some AttributeDefinitions are not used. AttributeDefinitions: [{}], keys used: [{}]",
                definitions.join(", "),
                keys.join(", ")
            ),
            _ => "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"
                .to_owned(),
        }
    }

    fn index_reason(&self) -> String {
        match self {
            Self::HashAfterRange => "All HASH key attributes must precede RANGE key attributes in the KeySchema".to_owned(),
            Self::TooManyKeys(kind) => {
                format!("The KeySchema exceeds the maximum allowed number of {kind} key attributes")
            }
            Self::EmptyList(list) => format!("List of {list} is empty"),
            Self::TooManyGlobalIndexes => "GlobalSecondaryIndex count exceeds the per-table limit of 20".to_owned(),
            Self::TooManyProjected => "Number of projected NonKeyAttributes exceeds per-table limit of 100".to_owned(),
            Self::TooManyLocalIndexes => "Number of LocalSecondaryIndexes exceeds per-table limit of 5".to_owned(),
            Self::DuplicateIndex(name) => format!("Duplicate index name: {name}"),
            Self::IndexWithoutRange(index) => format!("Index KeySchema does not have a range key for index: {index}"),
            Self::OtherHash { index, index_hash, table_hash } => format!(
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: {index}. index hash key: \
                 {index_hash}, table hash key: {table_hash}"
            ),
            _ => "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex".to_owned(),
        }
    }

    fn vector_reason(&self) -> String {
        let conflict = |attribute: &str, rule: &str| format!("Conflicting attribute definition for '{attribute}'. {rule}");
        match self {
            Self::TooManyVectorIndexes => "VectorIndex count exceeds the per-table limit of 5".to_owned(),
            Self::VectorDimensions => "Number of dimensions must be between 1 and 4096 inclusive.".to_owned(),
            Self::UndefinedSearchAttribute => "One element in SearchSchema is not defined in attribute definitions".to_owned(),
            Self::RepeatedSearchAttribute => "SearchSchema contains a duplicate AttributeName".to_owned(),
            Self::SearchElements { role, count, maximum } => format!(
                "Value '{count}' at 'SearchSchema' failed to satisfy constraint: Member must have {role} count less than or equal to \
                 {maximum}"
            ),
            Self::DefinedVector(attribute) => {
                conflict(attribute, "An attribute cannot be defined in AttributeDefinitions when used as a VectorAttribute.")
            }
            Self::OtherDimensions(attribute) => {
                conflict(attribute, "All VectorIndexes on the same vector attribute must use the same dimensions.")
            }
            Self::VectorAsKey { attribute, dimensions, key } => {
                let element =
                    |(name, scalar, kind): &(String, ScalarType, _)| format!("SchemaElement: key{{{name}:{scalar}:{kind}}}");
                format!(
                    "Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing \
                     schema: VectorIndexSchema:[VectorAttribute: key{{{attribute}:L:{dimensions}}}] New schema: Schema:[{}]",
                    key.iter().map(element).collect::<Vec<_>>().join(", ")
                )
            }
            _ => "Vector indexes are only supported for PAY_PER_REQUEST tables".to_owned(),
        }
    }

    fn projection_reason(&self) -> String {
        match self {
            Self::ProjectedAttributes(kind) => format!("ProjectionType is {kind}, but NonKeyAttributes is specified"),
            Self::NoProjectedAttributes => "ProjectionType is INCLUDE, but NonKeyAttributes is not specified".to_owned(),
            Self::DuplicateProjected(name) => format!("Duplicate element in NonKeyAttributes: {name}"),
            _ => "Unknown ProjectionType: null".to_owned(),
        }
    }

    fn throughput_reason(&self) -> String {
        match self {
            Self::UnitsMissing(Subject::Index(index)) => format!("ProvisionedThroughput is not specified for index: {index}"),
            Self::UnitsOnDemand(Subject::Table) => {
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST".to_owned()
            }
            Self::UnitsOnDemand(Subject::Index(index)) => {
                format!("ProvisionedThroughput should not be specified for index: {index} when BillingMode is PAY_PER_REQUEST")
            }
            Self::BoundProvisioned(subject, dimension) => format!(
                "{} for OnDemandThroughput {}cannot be specified when table BillingMode is PROVISIONED.",
                dimension.request_units(),
                subject.infix(": ")
            ),
            Self::BoundOutOfRange(subject, dimension) => format!(
                "Requested {} for OnDemandThroughput for {} is outside of valid range",
                dimension.request_units(),
                subject.named(" : ")
            ),
            Self::WarmBelowInitial(subject, dimension) => format!(
                "Requested {} for WarmThroughput for {} is lower than initial throughput for OnDemand. {INITIAL_ON_DEMAND}",
                dimension.units_per_second(),
                subject.named(" ")
            ),
            Self::WarmBelowProvisioned(subject, dimension) => format!(
                "Requested {} for WarmThroughput for {} is lower than {} of ProvisionedThroughput",
                dimension.units_per_second(),
                subject.named(" "),
                dimension.capacity_units()
            ),
            _ => "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED".to_owned(),
        }
    }

    const fn specification_reason(&self) -> &'static str {
        match self {
            Self::StreamViewMissing => "Table is being created with a stream enabled, UpdateViewType is required",
            Self::StreamViewUnused => "Table is being created with a stream disabled, UpdateViewType should not be specified",
            Self::EncryptionTypeUnused => "SSEType can not be specified if Enabled is false",
            Self::EncryptionKeyUnused => "KMSMasterKeyId can not be specified if Enabled is false",
            Self::EncryptionKeyWithoutType => "SSEType KMS is required if KMSMasterKeyId is specified",
            _ => "SSEType AES256 is not supported",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Subject {
        Subject::Index("gsi".into())
    }

    #[test]
    fn each_fault_has_the_sentence_of_aws() {
        use DefinitionFault as Fault;
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let sentences: &[(Fault, &str)] = &[
            (Fault::DuplicateDefinition("pk".into()), "Attribute Name is duplicated: pk"),
            (Fault::MissingDefinitions, "Invalid KeySchema: Some index key attribute have no definition"),
            (Fault::SameKeyNames, "Both the Hash Key and the Range Key element in the KeySchema have the same name"),
            (Fault::RepeatedKeyName, "The KeySchema contains multiple key attributes with the same name"),
            (Fault::FirstNotHash, "Invalid KeySchema: The first KeySchemaElement is not a HASH key type"),
            (Fault::SecondNotRange, "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type"),
            (
                Fault::UnitsOutOfBounds { dimension: Dimension::Read, units: 1_000_000_000_001 },
                "Given value 1000000000001 for ReadCapacityUnits is out of bounds",
            ),
            (Fault::Tag(TagFault::Key(None)), "The Tag Key provided is invalid, Key: null"),
        ];
        for (fault, sentence) in sentences {
            assert_eq!(fault.to_string(), *sentence);
        }
        let undefined = Fault::UndefinedKeys { keys: names(&["a"]), definitions: names(&["b", "c"]) };
        let unused = Fault::UnusedDefinitions { definitions: names(&["a", "b"]), keys: names(&["a"]) };
        assert_eq!(
            undefined.to_string(),
            "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [a], \
             AttributeDefinitions: [b, c]"
        );
        assert_eq!(
            unused.to_string(),
            "One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [a, b], keys used: [a]"
        );
    }

    #[test]
    fn most_sentences_begin_with_the_same_words() {
        use DefinitionFault as Fault;
        let reasons = [
            (
                Fault::DefinitionCount,
                "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
            ),
            (Fault::HashAfterRange, "All HASH key attributes must precede RANGE key attributes in the KeySchema"),
            (Fault::TooManyKeys("RANGE"), "The KeySchema exceeds the maximum allowed number of RANGE key attributes"),
            (Fault::EmptyList("GlobalSecondaryIndexes"), "List of GlobalSecondaryIndexes is empty"),
            (Fault::TooManyGlobalIndexes, "GlobalSecondaryIndex count exceeds the per-table limit of 20"),
            (Fault::TooManyProjected, "Number of projected NonKeyAttributes exceeds per-table limit of 100"),
            (Fault::TooManyLocalIndexes, "Number of LocalSecondaryIndexes exceeds per-table limit of 5"),
            (Fault::DuplicateIndex("gsi".into()), "Duplicate index name: gsi"),
            (Fault::VectorIndexesProvisioned, "Vector indexes are only supported for PAY_PER_REQUEST tables"),
            (Fault::TooManyVectorIndexes, "VectorIndex count exceeds the per-table limit of 5"),
            (Fault::VectorDimensions, "Number of dimensions must be between 1 and 4096 inclusive."),
            (
                Fault::TableWithoutRange,
                "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
            ),
            (Fault::IndexWithoutRange("lsi".into()), "Index KeySchema does not have a range key for index: lsi"),
            (
                Fault::OtherHash { index: "lsi".into(), index_hash: "x".into(), table_hash: "pk".into() },
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: lsi. index hash key: x, table hash \
                 key: pk",
            ),
            (Fault::UnknownProjection, "Unknown ProjectionType: null"),
            (Fault::ProjectedAttributes("ALL"), "ProjectionType is ALL, but NonKeyAttributes is specified"),
            (Fault::NoProjectedAttributes, "ProjectionType is INCLUDE, but NonKeyAttributes is not specified"),
            (Fault::DuplicateProjected("x".into()), "Duplicate element in NonKeyAttributes: x"),
            (Fault::StreamViewMissing, "Table is being created with a stream enabled, UpdateViewType is required"),
            (Fault::StreamViewUnused, "Table is being created with a stream disabled, UpdateViewType should not be specified"),
            (Fault::EncryptionTypeUnused, "SSEType can not be specified if Enabled is false"),
            (Fault::EncryptionKeyUnused, "KMSMasterKeyId can not be specified if Enabled is false"),
            (Fault::EncryptionKeyWithoutType, "SSEType KMS is required if KMSMasterKeyId is specified"),
            (Fault::EncryptionUnsupported, "SSEType AES256 is not supported"),
        ];
        for (fault, reason) in reasons {
            assert_eq!(fault.to_string(), format!("One or more parameter values were invalid: {reason}"));
        }
    }

    #[test]
    fn faults_of_vector_indexes_begin_with_the_same_words() {
        use DefinitionFault as Fault;
        let vector = || "v".to_owned();
        let key = vec![(vector(), ScalarType::S, "HASH")];
        let reasons = [
            (
                Fault::DefinedVector(vector()),
                "Conflicting attribute definition for 'v'. An attribute cannot be defined in AttributeDefinitions when used as a \
                 VectorAttribute.",
            ),
            (
                Fault::OtherDimensions(vector()),
                "Conflicting attribute definition for 'v'. All VectorIndexes on the same vector attribute must use the same dimensions.",
            ),
            (Fault::UndefinedSearchAttribute, "One element in SearchSchema is not defined in attribute definitions"),
            (Fault::RepeatedSearchAttribute, "SearchSchema contains a duplicate AttributeName"),
            (
                Fault::SearchElements { role: "HASH", count: 2, maximum: 1 },
                "Value '2' at 'SearchSchema' failed to satisfy constraint: Member must have HASH count less than or equal to 1",
            ),
            (
                Fault::VectorAsKey { attribute: vector(), dimensions: 3, key },
                "Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing \
                 schema: VectorIndexSchema:[VectorAttribute: key{v:L:3}] New schema: Schema:[SchemaElement: key{v:S:HASH}]",
            ),
        ];
        for (fault, reason) in reasons {
            assert_eq!(fault.to_string(), format!("One or more parameter values were invalid: {reason}"));
        }
    }

    #[test]
    fn faults_of_throughput_name_the_index() {
        use DefinitionFault as Fault;
        let reasons = [
            (
                Fault::UnitsMissing(Subject::Table),
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
            ),
            (Fault::UnitsMissing(index()), "ProvisionedThroughput is not specified for index: gsi"),
            (
                Fault::UnitsOnDemand(Subject::Table),
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
            ),
            (
                Fault::UnitsOnDemand(index()),
                "ProvisionedThroughput should not be specified for index: gsi when BillingMode is PAY_PER_REQUEST",
            ),
            (
                Fault::BoundProvisioned(Subject::Table, Dimension::Read),
                "MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.",
            ),
            (
                Fault::BoundProvisioned(index(), Dimension::Write),
                "MaxWriteRequestUnits for OnDemandThroughput for index: gsi cannot be specified when table BillingMode is PROVISIONED.",
            ),
            (
                Fault::BoundOutOfRange(Subject::Table, Dimension::Read),
                "Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range",
            ),
            (
                Fault::BoundOutOfRange(index(), Dimension::Write),
                "Requested MaxWriteRequestUnits for OnDemandThroughput for index : gsi is outside of valid range",
            ),
            (
                Fault::WarmBelowInitial(index(), Dimension::Read),
                "Requested ReadUnitsPerSecond for WarmThroughput for index gsi is lower than initial throughput for OnDemand. See: \
                 https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial",
            ),
            (
                Fault::WarmBelowProvisioned(Subject::Table, Dimension::Read),
                "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than ReadCapacityUnits of ProvisionedThroughput",
            ),
        ];
        for (fault, reason) in reasons {
            assert_eq!(fault.to_string(), format!("One or more parameter values were invalid: {reason}"));
        }
    }
}
