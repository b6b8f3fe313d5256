//! The single checks that stages are made of. Each tells what it finds wrong, worded.

use crate::model::{MemberShape, Shape};
use crate::request::{Member as Value, Structure};

use super::json_echo::json;
use super::path::lower_first;
use super::violation::{Constraint, Violation};
use super::walk::{Scope, TextOrder, Walk, broken_range};

/// One check of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Every member as the older layer words it, ten findings at most.
    Everything(TextOrder),
    /// One member as the older layer words it.
    Member(&'static str),
    /// One member but for what table names in it look like.
    MemberExceptNames(&'static str),
    /// What table names in a member look like.
    NamesIn(&'static str),
    /// The length of a list, and that it is there.
    LengthOf(&'static str),
    /// A table name without characters, as the newer layer words it.
    EmptyTableName,
    /// A missing table name, or the first thing wrong with one: length before pattern.
    TableName,
    /// Everything wrong with a table name that is there: pattern before length.
    TableNameFormat,
    /// A missing table name.
    MissingTableName,
    /// A missing table name, in a sentence of its own.
    TableNameRequired,
    /// The name of a table to be restored that is too short or too long, in a sentence of its own.
    TargetTableNameLength,
    /// The name of a global table that is too short or too long, in a sentence of its own.
    GlobalTableNameLength,
    /// The name of an index that is too short or too long, in a sentence of its own.
    IndexNameLength,
    /// `ReturnValues` outside its enumeration, as the newer layer words it.
    ReturnValues,
    /// `ReturnValues` of an operation that has only old values to return.
    OldValuesOnly,
    /// An integer outside its range; what is too small as the newer layer words it.
    Range(&'static str),
    /// A length or a value that is too small, as the newer layer words it.
    Least(&'static str),
    /// A missing or empty `RequestItems`, as the newer layer words it.
    NoRequestItems,
    /// An empty `RequestItems`, in a sentence of its own.
    RequestItemsRequired,
    /// Missing or empty keys of the first such table of a BatchGetItem.
    NoKeys,
    /// What the table names of a BatchGetItem look like.
    RequestedNames,
    /// More than 100 keys of one table.
    TooManyKeys,
    /// More than 100 keys of several tables.
    TooManyKeysOfTables,
    /// More than 25 writes to several tables.
    TooManyWrites,
    /// A write request that puts and deletes, or neither.
    OneWritePerRequest,
    /// A transaction's item with several actions, or none.
    OneActionPerItem,
    /// A class that tables do not have, in a sentence of its own.
    TableClass,
    /// A missing list in a request that names a resource.
    AfterResourceArn(&'static str),
}

/// How many errors the older layer lists at most.
const MOST_LISTED: usize = 10;

impl Check {
    /// What is wrong with `input`; nothing if it passes.
    pub fn findings(self, input: &Structure) -> Vec<String> {
        match self {
            Self::Everything(order) => walked(Scope::All, order, |walk| walk.everything(input)),
            Self::Member(name) => walked(Scope::All, TextOrder::PatternFirst, |walk| walk.member(input, name)),
            Self::MemberExceptNames(name) => walked(Scope::ExceptNames, TextOrder::PatternFirst, |walk| walk.member(input, name)),
            Self::NamesIn(name) => walked(Scope::OnlyNames, TextOrder::LengthFirst, |walk| walk.member(input, name)),
            Self::LengthOf(name) => walked(Scope::All, TextOrder::LengthFirst, |walk| walk.length_of(input, name)),
            Self::TableName => table_name_findings(input, TextOrder::LengthFirst).into_iter().take(1).collect(),
            Self::TableNameFormat if input.has("TableName") => table_name_findings(input, TextOrder::PatternFirst),
            Self::MissingTableName if !input.has("TableName") => table_name_findings(input, TextOrder::PatternFirst),
            Self::TableNameFormat | Self::MissingTableName => Vec::new(),
            Self::NoKeys => no_keys(input).into_iter().collect(),
            Self::RequestedNames => requested_names(input),
            Self::AfterResourceArn(name) => after_resource_arn(input, name),
            _ => self.finding(input).into_iter().collect(),
        }
    }

    /// The checks that find one thing at most.
    fn finding(self, input: &Structure) -> Option<String> {
        match self {
            Self::EmptyTableName => {
                (input.text("TableName") == Some("")).then(|| Constraint::LengthAtLeast(1).newer("TableName"))
            }
            Self::TableNameRequired => (!input.has("TableName"))
                .then(|| String::from("The parameter 'TableName' is required but was not present in the request")),
            Self::TargetTableNameLength => name_length(input, "TargetTableName", "TableName"),
            Self::GlobalTableNameLength => name_length(input, "GlobalTableName", "TableName"),
            Self::IndexNameLength => name_length(input, "IndexName", "IndexName"),
            Self::ReturnValues => invalid_return_values(input),
            Self::OldValuesOnly => matches!(input.text("ReturnValues"), Some("ALL_NEW" | "UPDATED_OLD" | "UPDATED_NEW"))
                .then(|| String::from("ReturnValues can only be ALL_OLD or NONE")),
            Self::Range(name) => out_of_range(input, name),
            Self::Least(name) => too_small(input, name),
            Self::NoRequestItems => no_request_items(input),
            Self::RequestItemsRequired => request_items_required(input),
            Self::TooManyKeys => too_many_keys(input),
            Self::TooManyKeysOfTables => (keys_in(input) > 100).then(|| too_many("BatchGetItem")),
            Self::TooManyWrites => (writes_in(input) > 25).then(|| too_many("BatchWriteItem")),
            Self::OneWritePerRequest => not_one_write(input),
            Self::OneActionPerItem => not_one_action(input),
            Self::TableClass => unknown_class(input),
            _ => None,
        }
    }
}

fn walked(scope: Scope, order: TextOrder, walk_over: impl FnOnce(&mut Walk)) -> Vec<String> {
    let mut walk = Walk::new(scope, order);
    walk_over(&mut walk);
    walk.violations.iter().take(MOST_LISTED).map(Violation::older).collect()
}

/// What is wrong with the request's `TableName`.
fn table_name_findings(input: &Structure, order: TextOrder) -> Vec<String> {
    walked(Scope::All, order, |walk| walk.member(input, "TableName"))
}

fn name_length(input: &Structure, member: &str, called: &str) -> Option<String> {
    let length = input.text(member)?.encode_utf16().count();
    let text = format!("{called} must be at least 3 characters long and at most 255 characters long");
    (!(3..=255).contains(&length)).then_some(text)
}

fn unknown_class(input: &Structure) -> Option<String> {
    let class = input.text("TableClass")?;
    let text = "Invalid table-class parameter provided. Please try again with a valid table-class value: \
                [STANDARD, STANDARD_INFREQUENT_ACCESS].";
    (!matches!(class, "STANDARD" | "STANDARD_INFREQUENT_ACCESS")).then(|| text.to_owned())
}

/// The newer layer's text names neither value nor member, and its list has a misspelling of AWS's own: the value is
/// `UPDATED_NEW` (observed 2026-09-20 and 2026-10-07 in all regions on that layer).
fn invalid_return_values(input: &Structure) -> Option<String> {
    let text = input.text("ReturnValues")?;
    let is_valid = ["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"].contains(&text);
    let listed = Constraint::Enumeration(&["ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATE_NEW", "NONE"]);
    (!is_valid).then(|| format!("Failed to satisfy constraint: {listed}"))
}

fn out_of_range(input: &Structure, name: &str) -> Option<String> {
    let number = input.integer(name)?;
    let Some(MemberShape { shape: Shape::Integer(bounds), name, .. }) = input.shape().member(name) else { return None };
    let constraint = broken_range(number, **bounds)?;
    if matches!(constraint, Constraint::ValueAtLeast(_)) {
        return Some(constraint.newer(name));
    }
    let path = lower_first(name);
    Some(Violation { path, value: Some(number.to_string()), constraint }.older())
}

fn too_small(input: &Structure, name: &str) -> Option<String> {
    let member = input.shape().member(name)?;
    let length = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
    let (least, actual, constraint): (_, _, fn(i64) -> Constraint) = match (member.shape, input.get(name)?) {
        (Shape::Text(text), Value::Text(value)) => {
            (text.length.minimum?, length(value.encode_utf16().count()), Constraint::LengthAtLeast)
        }
        (Shape::List(list), Value::List(elements)) => (list.length.minimum?, length(elements.len()), Constraint::LengthAtLeast),
        (Shape::Integer(bounds), Value::Integer(number)) => (bounds.minimum?, *number, Constraint::ValueAtLeast),
        _ => return None,
    };
    (actual < least).then(|| constraint(least).newer(member.name))
}

fn no_request_items(input: &Structure) -> Option<String> {
    match input.map("RequestItems") {
        None => Some(Violation { path: String::from("requestItems"), value: None, constraint: Constraint::NotNull }.older()),
        Some([]) => Some(Constraint::LengthAtLeast(1).newer("RequestItems")),
        Some(_) => None,
    }
}

/// The older layer's own sentence for a batch without tables (observed 2026-10-07 in 16 of 19 regions for BatchWriteItem).
fn request_items_required(input: &Structure) -> Option<String> {
    let operation = input.shape().name.trim_end_matches("Input");
    let is_empty = input.map("RequestItems").is_some_and(<[_]>::is_empty);
    is_empty.then(|| format!("The requestItems parameter is required for {operation}"))
}

/// The tables of a batch with their requests.
fn tables(input: &Structure) -> &[(String, Value)] {
    input.map("RequestItems").unwrap_or_default()
}

fn no_keys(input: &Structure) -> Option<String> {
    tables(input).iter().find_map(|(table, request)| match request.as_structure()?.list("Keys") {
        None => {
            let path = format!("requestItems.{table}.member.keys");
            Some(Violation { path, value: None, constraint: Constraint::NotNull }.older())
        }
        Some([]) => Some(Constraint::LengthAtLeast(1).newer(&format!("RequestItems.{table}.member.Keys"))),
        Some(_) => None,
    })
}

/// BatchGetItem echoes its map as JSON (observed 2026-10-09).
fn requested_names(input: &Structure) -> Vec<String> {
    let mut walk = Walk::new(Scope::OnlyNames, TextOrder::LengthFirst);
    walk.member(input, "RequestItems");
    let echo = || input.get("RequestItems").map(json);
    walk.violations.into_iter().map(|violation| Violation { value: echo(), ..violation }.older()).collect()
}

fn too_many_keys(input: &Structure) -> Option<String> {
    let [(table, _)] = tables(input) else { return None };
    let member = format!("RequestItems.{table}.member.Keys");
    (keys_in(input) > 100).then(|| Constraint::LengthAtMost(100).newer(&member))
}

fn keys_in(input: &Structure) -> usize {
    let requests = tables(input).iter().filter_map(|(_, request)| request.as_structure());
    requests.map(|request| request.list("Keys").map_or(0, <[_]>::len)).sum()
}

fn writes_in(input: &Structure) -> usize {
    tables(input).iter().map(|(_, requests)| requests.as_list().map_or(0, <[_]>::len)).sum()
}

/// Carried over from observations before 2026.
fn too_many(operation: &str) -> String {
    format!("Too many items requested for the {operation} call")
}

fn not_one_write(input: &Structure) -> Option<String> {
    let requests = tables(input).iter().filter_map(|(_, requests)| requests.as_list()).flatten();
    requests.filter_map(Value::as_structure).find_map(|request| match request.iter().count() {
        1 => None,
        0 => Some(String::from("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")),
        _ => Some(String::from(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        )),
    })
}

fn not_one_action(input: &Structure) -> Option<String> {
    input.structures("TransactItems").find_map(|item| match item.iter().count() {
        1 => None,
        0 => Some(String::from("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request")),
        _ => Some(String::from("TransactItems can only contain one of Check, Put, Update or Delete")),
    })
}

fn after_resource_arn(input: &Structure, name: &str) -> Vec<String> {
    if input.text("ResourceArn").unwrap_or_default().is_empty() || input.has(name) {
        return Vec::new();
    }
    walked(Scope::All, TextOrder::PatternFirst, |walk| walk.member(input, name))
}
