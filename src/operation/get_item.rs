//! GetItem: the item with a key, or parts of it.

use serde::Serialize;

use super::attributes::Attributes;
use super::consumed_capacity::{ConsumedCapacity, ReturnConsumedCapacity, Spending};
use super::lookup::{checked_key, lookup};
use super::parameters::Parameters;
use super::selected::Selected;
use super::{Call, Error, Wording};
use crate::request::Structure;
use crate::table::Capacity;

const PARAMETERS: Parameters = Parameters { expressions: &["ProjectionExpression"], legacy: &["AttributesToGet"] };

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Output {
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Attributes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<ConsumedCapacity>,
}

pub(super) fn run(call: &mut Call<'_>, mut input: Structure) -> Result<Output, Error> {
    let wording = Wording::of_read(call.layer);
    PARAMETERS.check(&input, wording)?;
    let named = checked_key(input.take_attributes("Key"), wording)?;
    let selected = Selected::take(&mut input, wording)?;
    let table_name = input.text("TableName").unwrap_or_default();

    let consistent = input.boolean("ConsistentRead").unwrap_or(false);
    let table = call.table_to_read(table_name, consistent)?;
    let key = lookup(table, &named)?;
    selected.check_paths(table)?;
    let item = table.get(key.as_bytes());
    let units = Capacity::of_read(table.size_of_image(item), consistent);
    let spending = Spending::on_table(units);
    call.take_read(table, key.as_bytes(), &spending)?;
    Ok(Output {
        item: item.map(|item| selected.of(item)),
        consumed_capacity: spending.report(table_name, ReturnConsumedCapacity::of(&input)),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trial::Trial;

    fn music() -> Trial {
        let mut trial = Trial::new();
        let table = json!({
            "TableName": "Music",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            "BillingMode": "PAY_PER_REQUEST",
        });
        trial.call("CreateTable", &table).unwrap();
        trial
    }

    #[test]
    fn what_was_put_is_got() {
        let mut trial = music();
        let item = json!({"pk": {"S": "a"}, "sk": {"N": "1.5"}, "m": {"M": {"l": {"L": [{"BOOL": true}, {"NULL": true}]}}}});
        assert_eq!(trial.call("PutItem", &json!({"TableName": "Music", "Item": item})).unwrap(), json!({}));
        let key = json!({"pk": {"S": "a"}, "sk": {"N": "1.50"}});
        let get = json!({"TableName": "Music", "Key": key});
        assert_eq!(trial.call("GetItem", &get).unwrap(), json!({"Item": item}));
        let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/Music";
        assert_eq!(trial.call("GetItem", &json!({"TableName": arn, "Key": key})).unwrap(), json!({"Item": item}));
    }

    #[test]
    fn a_missing_item_is_no_item_and_costs_a_read() {
        let mut trial = music();
        let key = json!({"pk": {"S": "a"}, "sk": {"N": "1"}});
        let get = json!({"TableName": "Music", "Key": key, "ReturnConsumedCapacity": "TOTAL"});
        let capacity = json!({"TableName": "Music", "CapacityUnits": 0.5});
        assert_eq!(trial.call("GetItem", &get).unwrap(), json!({"ConsumedCapacity": capacity}));
    }

    #[test]
    fn a_projection_that_matches_nothing_gives_an_empty_item() {
        let mut trial = music();
        let key = json!({"pk": {"S": "a"}, "sk": {"N": "1"}});
        trial.call("PutItem", &json!({"TableName": "Music", "Item": key})).unwrap();
        let get = json!({"TableName": "Music", "Key": key, "ProjectionExpression": "x", "ConsistentRead": true,
            "ReturnConsumedCapacity": "INDEXES"});
        let capacity = json!({"TableName": "Music", "CapacityUnits": 1.0, "Table": {"CapacityUnits": 1.0}});
        assert_eq!(trial.call("GetItem", &get).unwrap(), json!({"Item": {}, "ConsumedCapacity": capacity}));
    }

    #[test]
    fn a_key_of_another_shape_is_refused() {
        let mut trial = music();
        for key in [
            json!({"pk": {"S": "a"}}),
            json!({"pk": {"S": "a"}, "sk": {"S": "1"}}),
            json!({"pk": {"S": "a"}, "x": {"N": "1"}}),
            json!({"pk": {"S": "a"}, "sk": {"N": "1"}, "x": {"N": "1"}}),
        ] {
            let (code, text) = trial.refusal("GetItem", &json!({"TableName": "Music", "Key": key}));
            assert_eq!((code, &*text), ("ValidationException", "The provided key element does not match the schema"));
        }
    }
}
