//! What a request asks for, operation by operation.

use super::attributes;
use super::demand::Demand;
use super::global;
use crate::expression::{self, Condition, KeyCondition, Projection, legacy};
use crate::operation::statement_request::StatementRequest;
use crate::operation::{Call, ExpressionAttributes, Wording};
use crate::partiql::{Modification, Query, Statement, named_partitions};
use crate::request::{Member, Structure};
use crate::stream::ShardIterator;
use crate::table::KeySchema;
use crate::value::{AttributeMap, Item, SentItem};

/// Everything that `input` asks for.
pub fn of(call: &Call<'_>, input: &Structure) -> Vec<Demand> {
    let demand = Demand::new(call, call.operation.name);
    match call.operation.name {
        "GetItem" | "PutItem" | "UpdateItem" | "DeleteItem" => vec![item(call, demand, input)],
        "Query" | "Scan" => vec![read(call, demand, input)],
        "SearchVectors" => vec![search(call, demand, input)],
        "BatchGetItem" | "BatchWriteItem" => batches(call, &demand, input),
        "TransactGetItems" | "TransactWriteItems" => transacted(call, input),
        "ExecuteStatement" => statements(call, vec![input.clone()], None),
        "BatchExecuteStatement" => statements(call, structures(input, "Statements"), None),
        "ExecuteTransaction" => statements(call, structures(input, "TransactStatements"), Some("ExecuteTransaction")),
        "RestoreTableFromBackup" => restore(call, demand.on_resource(call, input.text("BackupArn").unwrap_or_default()), input),
        "RestoreTableToPointInTime" => {
            let source = input.text("SourceTableArn").or_else(|| input.text("SourceTableName"));
            restore(call, demand.on_table(call, source.unwrap_or_default(), None), input)
        }
        "CreateTable" => creation(call, demand, input),
        "UpdateTable" => global::update(call, other(call, demand, input), input),
        "UpdateTimeToLive" => global::time_to_live(call, demand, input),
        "DeleteTable" => global::deletion(call, demand, input),
        "CreateGlobalTable"
        | "DescribeGlobalTable"
        | "DescribeGlobalTableSettings"
        | "UpdateGlobalTable"
        | "UpdateGlobalTableSettings" => global::legacy(call, &demand, input),
        "ImportTable" => {
            let table = input.structure("TableCreationParameters").and_then(|table| table.text("TableName"));
            vec![demand.on_table(call, table.unwrap_or_default(), None)]
        }
        // What lists is about no resource, whatever the list is of (service authorization reference).
        "ListBackups" | "ListContributorInsights" | "ListStreams" => vec![demand],
        "TagResource" | "UntagResource" => vec![other(call, demand, input).with_tags(input)],
        _ => vec![other(call, demand, input)],
    }
}

/// Whoever creates a table with tags or a policy needs the actions for them, too (API reference, CreateTable; service authorization
/// reference).
fn creation(call: &Call<'_>, demand: Demand, input: &Structure) -> Vec<Demand> {
    let mut demands = vec![other(call, demand, input).with_tags(input)];
    for (member, action) in [("Tags", "TagResource"), ("ResourcePolicy", "PutResourcePolicy")] {
        if input.has(member) {
            demands.push(other(call, Demand::new(call, action), input).with_tags(input));
        }
    }
    if let Some(source) = input.text("GlobalTableSourceArn") {
        demands.extend(global::association(call, input, source));
    }
    demands
}

/// What restores read from, and what they do with the table that they make (developer guide, Using IAM with DynamoDB backup and restore).
fn restore(call: &Call<'_>, source: Demand, input: &Structure) -> Vec<Demand> {
    const ON_TARGET: [&str; 7] = ["PutItem", "UpdateItem", "DeleteItem", "GetItem", "Query", "Scan", "BatchWriteItem"];
    let target = input.text("TargetTableName").unwrap_or_default();
    let mut demands = vec![source];
    for action in ON_TARGET {
        demands.push(Demand::new(call, action).on_table(call, target, None));
    }
    demands
}

/// A table by its name, a resource by its ARN, the stream that an iterator is of, or nothing that a policy could be attached to.
fn other(call: &Call<'_>, demand: Demand, input: &Structure) -> Demand {
    const ARNS: [&str; 7] = ["ResourceArn", "StreamArn", "TableArn", "BackupArn", "BulkOperationArn", "ExportArn", "ImportArn"];
    let arn = ARNS.into_iter().find_map(|name| input.text(name));
    if let Some(table) = input.text("TableName") {
        return demand.on_table(call, table, input.text("IndexName"));
    }
    let iterator = input.text("ShardIterator").and_then(|text| ShardIterator::parse(text).ok());
    match arn.or(iterator.as_ref().map(|iterator| &*iterator.stream)) {
        Some(arn) => demand.on_resource(call, arn),
        None => demand,
    }
}

/// An action on one item.
fn item(call: &Call<'_>, demand: Demand, input: &Structure) -> Demand {
    let reads = demand.action == "GetItem";
    let demand = demand.on_table(call, input.text("TableName").unwrap_or_default(), None);
    let demand =
        for_items(call, demand, &["Key", "Item"].into_iter().filter_map(|name| attributes_of(input, name)).collect::<Vec<_>>());
    let demand = demand.with("dynamodb:Attributes", attributes::named(input));
    let demand = if reads {
        demand.with("dynamodb:Select", [selected(input)])
    } else {
        demand.with("dynamodb:ReturnValues", [input.text("ReturnValues").unwrap_or("NONE")])
    };
    with_capacity(demand, input)
}

/// A read of many items of a table or an index.
fn read(call: &Call<'_>, demand: Demand, input: &Structure) -> Demand {
    let index = input.text("IndexName");
    let demand = demand.on_table(call, input.text("TableName").unwrap_or_default(), index);
    let schema = demand.table(call).and_then(|table| match index {
        Some(name) => table.index(name).map(|index| &index.schema().key),
        None => Some(table.key()),
    });
    let demand = match (schema, key_condition(call, input)) {
        (Some(schema), Some(condition)) => for_condition(demand, schema, &condition),
        _ => demand,
    };
    let select = match input.text("Select") {
        Some(select) => select,
        None if index.is_some() && selected(input) == "ALL_ATTRIBUTES" => "ALL_PROJECTED_ATTRIBUTES",
        None => selected(input),
    };
    let demand = demand.with("dynamodb:Attributes", attributes::named(input)).with("dynamodb:Select", [select]);
    with_capacity(demand, input)
}

fn search(call: &Call<'_>, demand: Demand, input: &Structure) -> Demand {
    let table = input.text("TableName").unwrap_or_default();
    demand.on_table(call, table, input.text("IndexName")).without_fine_grained_access()
}

fn for_condition(demand: Demand, schema: &KeySchema, KeyCondition(clauses): &KeyCondition) -> Demand {
    let equalities = clauses.iter().filter(|clause| clause.test.is_equality());
    let values = equalities.filter_map(|clause| Some((clause.attribute.clone(), clause.test.values().next()?.clone())));
    demand.for_keys(schema, &[&Item::new(&values.collect::<AttributeMap>())])
}

/// The key condition of a query; the query itself says what is wrong with it.
fn key_condition(call: &Call<'_>, input: &Structure) -> Option<KeyCondition> {
    let wording = Wording::of_query(call.layer);
    let Some(text) = input.text("KeyConditionExpression") else { return legacy::key_conditions(input).ok().flatten() };
    let attributes = ExpressionAttributes::take(&mut input.clone(), wording).ok()?;
    expression::key_condition(text, &attributes.placeholders(wording).ok()?).ok()
}

/// One demand for each table of a batch.
fn batches(call: &Call<'_>, demand: &Demand, input: &Structure) -> Vec<Demand> {
    let tables = input.map("RequestItems").unwrap_or_default().iter();
    tables.map(|(table, requests)| batch(call, demand.clone(), table, requests, input)).collect()
}

fn batch(call: &Call<'_>, demand: Demand, table: &str, requests: &Member, input: &Structure) -> Demand {
    let demand = demand.on_table(call, table, None);
    let (items, mut names) = match requests {
        Member::Structure(gets) => {
            let keys = gets.list("Keys").unwrap_or_default().iter().filter_map(attributes_in);
            (keys.collect::<Vec<_>>(), attributes::named(gets))
        }
        writes => {
            let writes = writes.as_list().unwrap_or_default().iter().filter_map(Member::as_structure);
            let kinds = [("PutRequest", "Item"), ("DeleteRequest", "Key")];
            let items = writes.flat_map(|write| kinds.map(|(kind, name)| attributes_of(write.structure(kind)?, name)));
            (items.flatten().collect(), Vec::new())
        }
    };
    names.extend(items.iter().flat_map(|item| item.attributes()).map(|(name, _)| name.to_owned()));
    let demand = for_items(call, demand, &items).with("dynamodb:Attributes", attributes::distinct(names));
    let demand = match requests {
        Member::Structure(gets) => demand.with("dynamodb:Select", [selected(gets)]),
        _ => demand,
    };
    with_capacity(demand, input)
}

/// The actions of a transaction, each with its own name.
fn transacted(call: &Call<'_>, input: &Structure) -> Vec<Demand> {
    const KINDS: [(&str, &str); 5] = [
        ("Get", "GetItem"),
        ("Put", "PutItem"),
        ("Update", "UpdateItem"),
        ("Delete", "DeleteItem"),
        ("ConditionCheck", "ConditionCheckItem"),
    ];
    let of_item = |element: &Structure| {
        let (action, kind) = KINDS.into_iter().find_map(|(kind, action)| Some((action, element.structure(kind)?)))?;
        let demand = Demand::new(call, action).with("dynamodb:EnclosingOperation", [call.operation.name]);
        Some(with_capacity(item(call, demand, kind), input))
    };
    input.structures("TransactItems").filter_map(of_item).collect()
}

/// What statements ask for. One that is none asks for nothing.
fn statements(call: &Call<'_>, inputs: Vec<Structure>, enclosing: Option<&str>) -> Vec<Demand> {
    let parsed = inputs.into_iter().filter_map(|mut input| StatementRequest::take(&mut input).ok()?.parse().ok());
    parsed.map(|parsed| statement(call, &parsed, enclosing)).collect()
}

fn statement(call: &Call<'_>, statement: &Statement, enclosing: Option<&str>) -> Demand {
    let (action, index) = match statement {
        Statement::Select(query) | Statement::Exists(query) => ("PartiQLSelect", query.target.index.as_deref()),
        Statement::Insert(_) => ("PartiQLInsert", None),
        Statement::Update(_) => ("PartiQLUpdate", None),
        Statement::Delete(_) => ("PartiQLDelete", None),
    };
    let demand = Demand::new(call, action).on_table(call, statement.table(), index);
    let demand = match enclosing {
        Some(operation) => demand.with("dynamodb:EnclosingOperation", [operation]),
        None => demand,
    };
    let schema = demand.table(call).and_then(|table| match index {
        Some(name) => table.index(name).map(|index| &index.schema().key),
        None => Some(table.key()),
    });
    let demand = with_named(demand, statement);
    let Some(schema) = schema else { return demand };
    if let Statement::Insert(insertion) = statement {
        return demand.for_keys(schema, &[&Item::new(&insertion.item)]);
    }
    let partitions = named_partitions(statement.condition(), schema);
    let partitions: Vec<_> = partitions.iter().map(Item::new).collect();
    let scans = matches!(statement, Statement::Select(_)) && partitions.is_empty();
    let demand = demand.with("dynamodb:FullTableScan", [if scans { "true" } else { "false" }]);
    demand.for_keys(schema, &partitions.iter().collect::<Vec<_>>())
}

/// What an update of PartiQL returns, as UpdateItem calls it.
fn returned(modification: &Modification) -> &'static str {
    match modification.returning.map(|returning| (returning.modified, returning.new)) {
        None => "NONE",
        Some((false, false)) => "ALL_OLD",
        Some((false, true)) => "ALL_NEW",
        Some((true, false)) => "UPDATED_OLD",
        Some((true, true)) => "UPDATED_NEW",
    }
}

/// The attributes that a statement names, and what it selects or returns.
fn with_named(demand: Demand, statement: &Statement) -> Demand {
    let mut names = Vec::new();
    let mut add = |name: &str| names.push(name.to_owned());
    for path in statement.condition().map(Condition::paths).unwrap_or_default() {
        add(path.attribute());
    }
    let told = match statement {
        Statement::Select(Query { projection, .. }) | Statement::Exists(Query { projection, .. }) => {
            for name in projection.iter().flat_map(Projection::attributes) {
                add(name);
            }
            Some(("dynamodb:Select", if projection.is_some() { "SPECIFIC_ATTRIBUTES" } else { "ALL_ATTRIBUTES" }))
        }
        Statement::Insert(insertion) => {
            for (name, _) in insertion.item.iter() {
                add(name);
            }
            None
        }
        Statement::Update(modification) => {
            for path in modification.update.paths() {
                add(path.attribute());
            }
            Some(("dynamodb:ReturnValues", returned(modification)))
        }
        Statement::Delete(removal) => Some(("dynamodb:ReturnValues", if removal.returns_item { "ALL_OLD" } else { "NONE" })),
    };
    let demand = demand.with("dynamodb:Attributes", names);
    match told {
        Some((key, value)) => demand.with(key, [value]),
        None => demand,
    }
}

fn structures(input: &Structure, name: &str) -> Vec<Structure> {
    input.structures(name).cloned().collect()
}

fn for_items(call: &Call<'_>, demand: Demand, items: &[&Item]) -> Demand {
    match demand.table(call) {
        Some(table) => demand.for_keys(table.key(), items),
        None => demand,
    }
}

fn with_capacity(demand: Demand, input: &Structure) -> Demand {
    demand.with("dynamodb:ReturnConsumedCapacity", [input.text("ReturnConsumedCapacity").unwrap_or("NONE")])
}

/// What a read selects if it does not say: all attributes, unless it names some.
fn selected(input: &Structure) -> &'static str {
    if input.has("ProjectionExpression") || input.has("AttributesToGet") { "SPECIFIC_ATTRIBUTES" } else { "ALL_ATTRIBUTES" }
}

fn attributes_of<'i>(input: &'i Structure, name: &str) -> Option<&'i Item> {
    input.attributes(name)?.ok().map(SentItem::as_item)
}

fn attributes_in(member: &Member) -> Option<&Item> {
    match member {
        Member::Attributes(attributes) => attributes.as_ref().ok().map(SentItem::as_item),
        _ => None,
    }
}
