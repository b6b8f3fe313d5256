//! `DeleteTable`.

use std::sync::Arc;

use serde::Serialize;

use super::table_description::TableDescription;
use super::{Call, Error, named_table};
use crate::account::{Backup, Change};
use crate::request::Structure;
use crate::table::{Status, Table, TableSettings};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_description: TableDescription,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = named_table::find(call, input)?;
    check_protection(table)?;
    let announced = TableSettings { status: Status::Deleting, ..table.settings().clone() };
    let table_description = TableDescription::brief(table, &announced, call.moment());
    let name = Arc::clone(table.name());
    keep_backup(call, &name);
    call.change(Change::Drop(name));
    Ok(Output { table_description })
}

/// What remains of a table whose recovery is enabled.
fn keep_backup(call: &mut Call<'_>, name: &str) {
    let recoverable = call.database.recovery(call.place(), name).is_some();
    if let Some(table) = call.database.shared(call.place(), name).filter(|_| recoverable) {
        let backup = Backup::of_deleted(Arc::clone(table), call.now());
        call.database.insert_backup(call.caller.place, backup);
    }
}

fn check_protection(table: &Table) -> Result<(), Error> {
    if table.settings().deletion_protection {
        return Err(Error::validation(
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::operation::trial::Trial;

    #[test]
    fn a_table_is_announced_as_being_deleted_and_gone_afterwards() {
        let mut trial = Trial::new();
        let input = json!({
            "TableName": "Music", "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 6},
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        });
        let id = trial.call("CreateTable", &input).unwrap()["TableDescription"]["TableId"].clone();
        let deleted = trial.call("DeleteTable", &json!({"TableName": "Music"})).unwrap();
        let expected = json!({
            "TableName": "Music",
            "TableStatus": "DELETING",
            "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 5, "WriteCapacityUnits": 6},
            "TableSizeBytes": 0,
            "ItemCount": 0,
            "TableArn": "arn:aws:dynamodb:us-east-1:000000000000:table/Music",
            "TableId": id,
            "DeletionProtectionEnabled": false,
        });
        assert_eq!(deleted["TableDescription"], expected);
        let (code, message) = trial.refusal("DescribeTable", &json!({"TableName": "Music"}));
        assert_eq!((code, &*message), ("ResourceNotFoundException", "Requested resource not found: Table: Music not found"));
        let again = trial.call("CreateTable", &input).unwrap();
        assert_ne!(again["TableDescription"]["TableId"], id);
    }
}
