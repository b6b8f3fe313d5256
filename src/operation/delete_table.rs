//! `DeleteTable`.

use serde::Serialize;

use super::table_description::TableDescription;
use super::update_table::{ReplicaFault, StrongFault, replicas};
use super::{Call, Error, in_use, named_table, simultaneous};
use crate::account::GlobalTableVersion;
use crate::request::Structure;
use crate::table::{PendingChange, Status, StreamSettings, Table, TableSettings};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_description: TableDescription,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let table = named_table::find(call, input)?;
    let global = call.database.global_table(call.place(), table.name());
    if global.is_some_and(|global| global.consistency.is_strong()) {
        return Err(ReplicaFault::Strong(StrongFault::Deletion).into());
    }
    if global.is_some_and(|global| global.version == GlobalTableVersion::Current) {
        replicas::check_deletable(call, table.name(), call.place())?;
    }
    check_protection(table)?;
    in_use::check_deletion(table, call.now())?;
    simultaneous::check_change(call)?;
    let announced = TableSettings { status: Status::Deleting, ..table.settings().clone() };
    let table_description = TableDescription::brief(table, &announced, call.moment());
    call.put(call.begun(dying(table), [PendingChange::Deletion]));
    Ok(Output { table_description })
}

/// `table` as it is once it is being deleted: without a stream.
pub(super) fn dying(table: &Table) -> Table {
    let stream = StreamSettings { view: None, ..table.settings().stream };
    table.clone().with_settings(TableSettings { stream, ..table.settings().clone() })
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
