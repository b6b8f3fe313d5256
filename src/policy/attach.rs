//! What a policy of a table or of a stream may say.

use super::document::{Document, Effect, Statement};
use super::evaluate::names_action;
use super::fault::DocumentFault;

/// What a policy is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A table; its policy is about its indexes, too.
    Table,
    /// A stream.
    Stream,
}

/// The actions on tables and indexes that resource-based policies support (developer guide, API operations supported by resource-based
/// policies; service authorization reference).
const TABLE_ACTIONS: &[&str] = &[
    "AssociateTableReplica",
    "BatchGetItem",
    "BatchWriteItem",
    "ConditionCheckItem",
    "CreateBackup",
    "CreateTable",
    "CreateTableReplica",
    "DeleteItem",
    "DeleteResourcePolicy",
    "DeleteTable",
    "DeleteTableReplica",
    "DescribeContinuousBackups",
    "DescribeContributorInsights",
    "DescribeKinesisStreamingDestination",
    "DescribeTable",
    "DescribeTableReplicaAutoScaling",
    "DescribeTimeToLive",
    "DisableKinesisStreamingDestination",
    "EnableKinesisStreamingDestination",
    "ExportTableToPointInTime",
    "GetItem",
    "GetResourcePolicy",
    "ListTagsOfResource",
    "PartiQLDelete",
    "PartiQLInsert",
    "PartiQLSelect",
    "PartiQLUpdate",
    "PutItem",
    "PutResourcePolicy",
    "Query",
    "ReadDataForReplication",
    "ReplicateSettings",
    "RestoreTableFromBackup",
    "RestoreTableToPointInTime",
    "Scan",
    "SearchVectors",
    "StartAwsBackupJob",
    "TagResource",
    "UntagResource",
    "UpdateContinuousBackups",
    "UpdateContributorInsights",
    "UpdateItem",
    "UpdateKinesisStreamingDestination",
    "UpdateTable",
    "UpdateTableReplicaAutoScaling",
    "UpdateTimeToLive",
    "WriteDataForReplication",
];

const STREAM_ACTIONS: &[&str] =
    &["DeleteResourcePolicy", "DescribeStream", "GetRecords", "GetResourcePolicy", "GetShardIterator", "PutResourcePolicy"];

/// Conditions on these keep what is allowed to everyone from being unbounded, if they ask for fixed values (developer guide, blocking
/// public access with resource-based policies).
const BOUNDING_KEYS: &[&str] = &[
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:userid",
];

impl Document {
    /// Whether the document can be attached to `target`.
    ///
    /// # Errors
    ///
    /// The first kind of fault that a statement has: resources, actions (observed 2026-10-09), everyone.
    pub fn check_attachable(&self, target: Target) -> Result<(), DocumentFault> {
        let mut resources = self.statements.iter().flat_map(|statement| &statement.resources.of);
        resources.try_for_each(|resource| check_resource(resource, target))?;
        let known = if target == Target::Table { TABLE_ACTIONS } else { STREAM_ACTIONS };
        let actions = self.statements.iter().flat_map(|statement| &statement.actions.of);
        let unknown: Vec<_> = actions.filter(|action| !is_known(action, known)).cloned().collect();
        if !unknown.is_empty() {
            return Err(DocumentFault::ActionNames(unknown));
        }
        if self.statements.iter().any(Statement::is_unbounded) { Err(DocumentFault::Unbounded) } else { Ok(()) }
    }
}

fn is_known(action: &str, known: &[&str]) -> bool {
    known.iter().any(|name| names_action(action, &format!("dynamodb:{name}")))
}

/// Any table, index or stream may be named, as long as it is of the kind of the target (observed 2026-10-09).
fn check_resource(resource: &str, target: Target) -> Result<(), DocumentFault> {
    if resource == "*" {
        return Ok(());
    }
    let parts: Vec<_> = resource.splitn(6, ':').collect();
    let ["arn", _, service, _, _, id] = parts.as_slice() else { return Err(DocumentFault::NoArn(resource.to_owned())) };
    let has_wildcard = id.contains(['*', '?']);
    let of_stream = id.contains("/stream/");
    let fits = match target {
        Target::Table => !of_stream,
        Target::Stream => of_stream || has_wildcard,
    };
    let fits = fits && (id.starts_with("table/") || has_wildcard) && matches!(*service, "dynamodb" | "*");
    if fits { Ok(()) } else { Err(DocumentFault::RelativeId((*id).to_owned(), resource.to_owned())) }
}

impl Statement {
    fn is_unbounded(&self) -> bool {
        let Some(principals) = &self.principals else { return false };
        let everyone = principals.inverted || principals.of.hold_everyone();
        let bounded = || self.conditions.iter().any(|condition| BOUNDING_KEYS.iter().any(|key| condition.names_values(key)));
        self.effect == Effect::Allow && everyone && !bounded()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Kind;

    const TABLE: &str = "arn:aws:dynamodb:us-east-1:111122223333:table/t";

    fn check(
        target: Target,
        effect: &str,
        principal: &str,
        actions: &str,
        resource: &str,
        condition: &str,
    ) -> Result<(), DocumentFault> {
        let text = format!(
            r#"{{"Statement":[{{"Effect":"{effect}","Principal":{principal},"Action":{actions},"Resource":"{resource}"{condition}}}]}}"#
        );
        Document::parse(&text, Kind::Resource).unwrap().check_attachable(target)
    }

    fn of_resource(target: Target, resource: &str) -> Result<(), DocumentFault> {
        check(target, "Deny", r#""*""#, r#""dynamodb:PutResourcePolicy""#, resource, "")
    }

    #[test]
    fn actions_are_those_of_the_target() {
        let of = |target, actions: &str| check(target, "Deny", r#""*""#, actions, "*", "");
        assert_eq!(of(Target::Table, r#"["dynamodb:getitem","dynamodb:*","*","dynamodb:Describe*"]"#), Ok(()));
        assert_eq!(of(Target::Stream, r#"["dynamodb:GetRecords","dynamodb:*"]"#), Ok(()));
        let names = |names: &[&str]| Err(DocumentFault::ActionNames(names.iter().map(|name| (*name).to_owned()).collect()));
        assert_eq!(
            of(Target::Table, r#"["dynamodb:GetItem","dynamodb:GetRecords","dynamodb:DescribeStream"]"#),
            names(&["dynamodb:GetRecords", "dynamodb:DescribeStream"])
        );
        assert_eq!(of(Target::Stream, r#""dynamodb:ListStreams""#), names(&["dynamodb:ListStreams"]));
        assert_eq!(of(Target::Table, r#""s3:GetObject""#), names(&["s3:GetObject"]));
        assert_eq!(of(Target::Table, r#""GetItem""#), names(&["GetItem"]));
    }

    #[test]
    fn resources_are_of_the_kind_of_the_target() {
        let stream = format!("{TABLE}/stream/2026-10-09T00:29:04.041");
        for resource in ["*", TABLE, &format!("{TABLE}/index/*"), "arn:aws:dynamodb:*:*:table/other", "arn:aws:dynamodb:*:*:*"] {
            assert_eq!(of_resource(Target::Table, resource), Ok(()), "{resource}");
        }
        for resource in ["*", &stream, &format!("{TABLE}/stream/*"), &format!("{TABLE}/*")] {
            assert_eq!(of_resource(Target::Stream, resource), Ok(()), "{resource}");
        }
        let relative = |target, resource: &str| of_resource(target, resource).unwrap_err();
        let id = "table/t/stream/2026-10-09T00:29:04.041".to_owned();
        assert_eq!(relative(Target::Table, &stream), DocumentFault::RelativeId(id, stream.clone()));
        assert_eq!(relative(Target::Stream, TABLE), DocumentFault::RelativeId("table/t".into(), TABLE.into()));
        assert_eq!(relative(Target::Table, "t"), DocumentFault::NoArn("t".into()));
    }

    #[test]
    fn everyone_is_allowed_nothing_without_a_bound() {
        let of = |effect, principal| check(Target::Table, effect, principal, r#""dynamodb:GetItem""#, "*", "");
        assert_eq!(of("Deny", r#""*""#), Ok(()));
        assert_eq!(of("Allow", r#""*""#), Err(DocumentFault::Unbounded));
        assert_eq!(of("Allow", r#"{"AWS":"*"}"#), Err(DocumentFault::Unbounded));
        let bound = |value: &str| {
            let condition = format!(r#","Condition":{{"StringLike":{{"aws:PrincipalAccount":"{value}"}}}}"#);
            check(Target::Table, "Allow", r#""*""#, r#""dynamodb:GetItem""#, "*", &condition)
        };
        assert_eq!(bound("111122223333"), Ok(()));
        assert_eq!(bound("*"), Err(DocumentFault::Unbounded));
    }
}
