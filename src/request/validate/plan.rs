//! In which stages AWS checks the members of each operation: data, read by [`super::validate`].
//!
//! A stage that finds something is the answer; later stages are not reached. Stages and their order were observed on 2026-10-09 in seven
//! regions (Scan 2026-10-20 in two); what only one region does is left out.

use super::check::Check::{
    self, AfterResourceArn, EmptyTableName, Everything, GlobalTableNameLength, IndexNameLength, Least, LengthOf, Member,
    MemberExceptNames, MissingTableName, NamesIn, NoKeys, NoRequestItems, OldValuesOnly, OneActionPerItem, OneWritePerRequest,
    Range, RequestItemsRequired, RequestedNames, ReturnValues, TableClass, TableName, TableNameFormat, TableNameRequired,
    TargetTableNameLength, TooManyKeys, TooManyKeysOfTables, TooManyWrites,
};
use super::walk::TextOrder;

/// Checks whose findings are answered together.
pub struct Stage {
    pub form: Form,
    pub checks: &'static [Check],
}

/// How the findings of a stage are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// All of them after `N validation errors detected: `.
    Enveloped,
    /// The first of them as it is.
    Bare,
}

/// What makes the older layer check a request to an operation that is on the newer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// The member is absent.
    Missing(&'static str),
    /// An integer had to be saturated or to lose its fraction.
    CoercedInteger,
    /// A legacy condition in this map names no operator.
    MissingOperator(&'static str),
}

/// How the newer layer checks one operation.
pub struct NewerPlan {
    pub operation: &'static str,
    pub older_if: &'static [Trigger],
    pub stages: &'static [Stage],
    /// The stages that come after the operation has looked at expressions.
    pub late: &'static [Stage],
}

const fn enveloped(checks: &'static [Check]) -> Stage {
    Stage { form: Form::Enveloped, checks }
}

const fn bare(checks: &'static [Check]) -> Stage {
    Stage { form: Form::Bare, checks }
}

const CAPACITY: Check = Member("ReturnConsumedCapacity");
const METRICS: Check = Member("ReturnItemCollectionMetrics");
const ON_FAILURE: Check = Member("ReturnValuesOnConditionCheckFailure");
const NAME_FORMAT: [Check; 4] = [TableName, CAPACITY, Member("IndexName"), Member("AttributesToGet")];

/// The operations on the newer layer, and how it checks them: an operation is on the newer layer because it stands here.
///
/// In 2026 the newer layer went out operation by operation and region by region, never back. This is the state of October 2026 in
/// most regions: item operations firmly (31 of 33 regions, 2026-10-07), GetItem and Query (6 of 7, 2026-10-09), Scan (20 of 33,
/// 2026-10-20), BatchGetItem (32 of 33, 2026-09-02). Batch writes, transactions, PartiQL and the control plane had not crossed.
pub static NEWER: &[NewerPlan] = &[
    NewerPlan {
        operation: "PutItem",
        older_if: &[],
        stages: &[
            enveloped(&[EmptyTableName]),
            enveloped(&[TableName, Member("Item"), CAPACITY, ReturnValues, METRICS, ON_FAILURE, OldValuesOnly]),
        ],
        late: &[],
    },
    NewerPlan {
        operation: "DeleteItem",
        older_if: &[],
        stages: &[
            enveloped(&[EmptyTableName]),
            enveloped(&[Member("Key")]),
            enveloped(&[TableName, CAPACITY, ReturnValues, METRICS, ON_FAILURE, OldValuesOnly]),
        ],
        late: &[],
    },
    NewerPlan {
        operation: "UpdateItem",
        older_if: &[Trigger::Missing("Key")],
        stages: &[
            enveloped(&[EmptyTableName]),
            enveloped(&[TableNameFormat]),
            // Only the first invalid enumeration is answered, two of the four without an envelope.
            enveloped(&[MissingTableName, ReturnValues]),
            bare(&[ON_FAILURE]),
            enveloped(&[METRICS]),
            bare(&[CAPACITY]),
        ],
        late: &[],
    },
    NewerPlan {
        operation: "GetItem",
        older_if: &[],
        stages: &[enveloped(&[EmptyTableName]), enveloped(&[TableName, Member("Key"), CAPACITY, Member("AttributesToGet")])],
        late: &[],
    },
    NewerPlan {
        operation: "Query",
        older_if: &[
            Trigger::Missing("TableName"),
            Trigger::CoercedInteger,
            Trigger::MissingOperator("QueryFilter"),
            Trigger::MissingOperator("KeyConditions"),
        ],
        stages: &[enveloped(&[Range("Limit"), EmptyTableName]), enveloped(&NAME_FORMAT)],
        late: &[enveloped(&[Member("Select")])],
    },
    NewerPlan {
        operation: "Scan",
        older_if: &[Trigger::Missing("TableName"), Trigger::CoercedInteger, Trigger::MissingOperator("ScanFilter")],
        stages: &[
            enveloped(&[Range("Limit"), Range("Segment"), Range("TotalSegments"), EmptyTableName]),
            enveloped(&NAME_FORMAT),
        ],
        late: &[enveloped(&[Member("Select")])],
    },
    NewerPlan {
        operation: "SearchVectors",
        older_if: &[],
        stages: &[
            enveloped(&[Least("IndexName"), Least("SearchVector"), EmptyTableName, Least("TopK")]),
            bare(&[TableName]),
            bare(&[CAPACITY]),
        ],
        late: &[],
    },
    NewerPlan {
        operation: "BatchGetItem",
        older_if: &[],
        stages: &[
            enveloped(&[NoRequestItems]),
            enveloped(&[NoKeys]),
            enveloped(&[RequestedNames, CAPACITY]),
            enveloped(&[TooManyKeys]),
            bare(&[TooManyKeysOfTables]),
            enveloped(&[Member("RequestItems")]),
        ],
        late: &[],
    },
];

/// The older layer lists everything in one stage but for these operations.
pub static OLDER: &[(&str, &[Stage])] = &[
    ("PutItem", &[enveloped(&[Everything(TextOrder::PatternFirst)]), bare(&[OldValuesOnly])]),
    ("DeleteItem", &[enveloped(&[Everything(TextOrder::PatternFirst)]), bare(&[OldValuesOnly])]),
    (
        "BatchGetItem",
        &[bare(&[RequestItemsRequired]), enveloped(&[Everything(TextOrder::PatternFirst)]), bare(&[TooManyKeysOfTables])],
    ),
    (
        "BatchWriteItem",
        &[
            bare(&[RequestItemsRequired]),
            enveloped(&[MemberExceptNames("RequestItems"), CAPACITY, METRICS]),
            enveloped(&[NamesIn("RequestItems")]),
            bare(&[OneWritePerRequest, TooManyWrites]),
        ],
    ),
    (
        "TransactWriteItems",
        &[
            enveloped(&[LengthOf("TransactItems")]),
            enveloped(&[MemberExceptNames("TransactItems"), Member("ClientRequestToken"), CAPACITY, METRICS]),
            bare(&[OneActionPerItem]),
            enveloped(&[NamesIn("TransactItems")]),
        ],
    ),
    (
        "TransactGetItems",
        &[
            enveloped(&[LengthOf("TransactItems")]),
            enveloped(&[MemberExceptNames("TransactItems"), CAPACITY]),
            enveloped(&[NamesIn("TransactItems")]),
        ],
    ),
    ("CreateTable", NAMED_TABLE),
    ("DescribeTable", NAMED_TABLE),
    ("UpdateTable", NAMED_TABLE),
    ("DeleteTable", NAMED_TABLE),
    ("DescribeTimeToLive", NAMED_TABLE),
    ("UpdateContributorInsights", NAMED_INDEX),
    ("DescribeContributorInsights", NAMED_INDEX),
    ("DescribeGlobalTable", GLOBAL_TABLE),
    ("DescribeGlobalTableSettings", GLOBAL_TABLE),
    ("RestoreTableFromBackup", RESTORED_TABLE),
    ("RestoreTableToPointInTime", RESTORED_TABLE),
    // The ARN comes first, and is refused in words of the operation.
    ("TagResource", &[enveloped(&[AfterResourceArn("Tags")])]),
    ("UntagResource", &[enveloped(&[AfterResourceArn("TagKeys")])]),
    ("ListTagsOfResource", &[]),
];

/// Names are too short before they are no names, those of indexes too, and classes have a sentence of their own (observed 2026-10-09).
const NAMED_TABLE: &[Stage] =
    &[bare(&[TableNameRequired]), enveloped(&[Everything(TextOrder::LengthFirst)]), bare(&[TableClass])];

/// The length of the name was observed 2026-10-09 of `RestoreTableFromBackup`.
const RESTORED_TABLE: &[Stage] = &[bare(&[TargetTableNameLength]), enveloped(&[Everything(TextOrder::PatternFirst)])];

/// The length of the name was observed 2026-10-09.
const GLOBAL_TABLE: &[Stage] = &[bare(&[GlobalTableNameLength]), enveloped(&[Everything(TextOrder::PatternFirst)])];

/// The length of the name was observed 2026-10-09.
const NAMED_INDEX: &[Stage] = &[bare(&[IndexNameLength]), enveloped(&[Everything(TextOrder::PatternFirst)])];

/// The stages of operations that [`OLDER`] does not name.
pub static EVERYTHING: &[Stage] = &[enveloped(&[Everything(TextOrder::PatternFirst)])];
