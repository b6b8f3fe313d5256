//! `ListTables`: the names of the caller's tables in the order of their bytes, a page at a time.

use serde::Serialize;

use super::{Call, Error};
use crate::request::Structure;

const LARGEST_PAGE: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_names: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_table_name: Option<String>,
}

/// A page that ends with the last table names no table to go on from, however full it is (observed 2026-10-08).
#[expect(clippy::unnecessary_wraps, reason = "operations have one signature")]
pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let limit = input.integer("Limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(LARGEST_PAGE);
    let start = input.text("ExclusiveStartTableName").unwrap_or_default();
    let mut names = call.database.tables_after(call.place(), start).map(|table| table.name().to_string());
    let table_names: Vec<String> = names.by_ref().take(limit).collect();
    let more = names.next().is_some();
    let last_evaluated_table_name = table_names.last().filter(|_| more).cloned();
    Ok(Output { table_names, last_evaluated_table_name })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::operation::trial::Trial;

    fn trial(names: &[&str]) -> Trial {
        let mut trial = Trial::new();
        for name in names {
            let input = json!({
                "TableName": name, "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            });
            trial.call("CreateTable", &input).unwrap();
        }
        trial
    }

    fn list(trial: &mut Trial, input: &Value) -> Value {
        trial.call("ListTables", input).unwrap()
    }

    #[test]
    fn names_come_in_the_order_of_their_bytes() {
        let mut trial = trial(&["beta", "alpha", "Zeta"]);
        assert_eq!(list(&mut trial, &json!({})), json!({"TableNames": ["Zeta", "alpha", "beta"]}));
    }

    #[test]
    fn the_page_with_the_last_name_says_so() {
        let mut trial = trial(&["one", "two"]);
        let first = list(&mut trial, &json!({"Limit": 1}));
        assert_eq!(first, json!({"TableNames": ["one"], "LastEvaluatedTableName": "one"}));
        let second = list(&mut trial, &json!({"Limit": 1, "ExclusiveStartTableName": "one"}));
        assert_eq!(second, json!({"TableNames": ["two"]}));
        assert_eq!(list(&mut trial, &json!({"ExclusiveStartTableName": "two"})), json!({"TableNames": []}));
    }

    #[test]
    fn a_page_begins_after_a_name_that_no_table_has() {
        let mut trial = trial(&["one", "two"]);
        assert_eq!(list(&mut trial, &json!({"ExclusiveStartTableName": "ooo"})), json!({"TableNames": ["two"]}));
    }
}
