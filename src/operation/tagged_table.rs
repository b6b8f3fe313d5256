//! The table that a tag operation names by its `ResourceArn`.

use super::{Call, Error, in_use};
use crate::account;
use crate::model::ErrorCode;
use crate::request::Structure;
use crate::table::{PendingChange, Table, TableSettings, TagFault, Tags};

impl From<TagFault> for Error {
    fn from(fault: TagFault) -> Self {
        Self::validation(fault.to_string())
    }
}

/// The name in the `ResourceArn` of `input`; whether there is such a table is not looked at.
pub fn name<'a>(call: &Call<'_>, input: &'a Structure) -> Result<&'a str, Error> {
    Ok(account::tagged_table(call.place(), input.text("ResourceArn").unwrap_or_default())?)
}

/// The table `name`, taken from the `ResourceArn` of `input` (missing tables: observed 2026-10-08).
pub fn find<'c>(call: &'c Call<'_>, input: &Structure, name: &str) -> Result<&'c Table, Error> {
    let not_found = || {
        let arn = input.text("ResourceArn").unwrap_or_default();
        let text = format!("Requested resource not found: ResourceArn: {arn} not found");
        Error::new(ErrorCode::ResourceNotFoundException, text)
    };
    let table = call.database.table(call.place(), name);
    table.filter(|table| table.settings().is_known(call.now())).ok_or_else(not_found)
}

/// Has `table` carry `tags` in the place of those that it has. What changes nothing takes no time (observed 2026-10-08).
///
/// # Errors
///
/// Too many changes came within a second.
pub fn change(call: &mut Call<'_>, table: &Table, tags: Tags) -> Result<(), Error> {
    let settings = table.settings().clone();
    if tags == settings.tags {
        return Ok(());
    }
    call.admit()?;
    let before = PendingChange::Tags(settings.tags.clone());
    let changed = table.clone().with_settings(TableSettings { tags, ..settings });
    call.put(call.begun(changed, [before]));
    Ok(())
}

/// Whether the tags of `table` are as they will be. A request that repeats what is under way, with or without more, counts as such:
/// `repeated` are its tags (observed 2026-10-09).
pub fn check_settled(table: &Table, repeated: &Tags) -> Result<(), Error> {
    in_use::check_there(table)?;
    let Some(before) = table.settings().tags_before() else { return Ok(()) };
    let mut under_way = table.settings().tags.as_slice().iter().filter(|tag| !before.as_slice().contains(tag)).peekable();
    if under_way.peek().is_some() && under_way.all(|tag| repeated.as_slice().contains(tag)) {
        return Ok(());
    }
    let text = format!("Subscriber limit exceeded: Table tags are being updated: {}", table.name());
    Err(Error::new(ErrorCode::LimitExceededException, text))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::operation::trial::Trial;

    const ARN: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/Music";

    fn trial() -> Trial {
        let mut trial = Trial::new();
        let input = json!({
            "TableName": "Music", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "Tags": [{"Key": "Owner", "Value": "blue"}],
        });
        trial.call("CreateTable", &input).unwrap();
        trial
    }

    fn tags(trial: &mut Trial) -> Value {
        trial.call("ListTagsOfResource", &json!({"ResourceArn": ARN})).unwrap()["Tags"].clone()
    }

    #[test]
    fn tags_are_set_listed_and_taken_away() {
        let mut trial = trial();
        let set = json!({"ResourceArn": ARN, "Tags": [{"Key": "Stage", "Value": ""}, {"Key": "Owner", "Value": "red"}]});
        assert_eq!(trial.call("TagResource", &set).unwrap(), json!({}));
        assert_eq!(tags(&mut trial), json!([{"Key": "Owner", "Value": "red"}, {"Key": "Stage", "Value": ""}]));
        let unset = json!({"ResourceArn": ARN, "TagKeys": ["Owner", "absent"]});
        assert_eq!(trial.call("UntagResource", &unset).unwrap(), json!({}));
        assert_eq!(tags(&mut trial), json!([{"Key": "Stage", "Value": ""}]));
    }

    #[test]
    fn a_request_names_at_least_one_tag() {
        let mut trial = trial();
        let (_, none) = trial.refusal("TagResource", &json!({"ResourceArn": ARN, "Tags": []}));
        assert_eq!(none, "Atleast one Tag needs to be provided as Input.");
        let (_, none) = trial.refusal("UntagResource", &json!({"ResourceArn": ARN, "TagKeys": []}));
        assert_eq!(none, "Atleast one Tag Key needs to be provided as Input.");
    }

    #[test]
    fn tags_are_checked_before_the_table_is_looked_up() {
        let arn = ARN.replace("Music", "Absent");
        let mut trial = trial();
        let (code, _) = trial.refusal("TagResource", &json!({"ResourceArn": arn, "Tags": [{"Key": "aws:x", "Value": ""}]}));
        assert_eq!(code, "ValidationException");
        let (code, message) = trial.refusal("TagResource", &json!({"ResourceArn": arn, "Tags": [{"Key": "x", "Value": ""}]}));
        assert_eq!(code, "ResourceNotFoundException");
        assert_eq!(message, format!("Requested resource not found: ResourceArn: {arn} not found"));
    }

    #[test]
    fn a_change_that_is_refused_changes_nothing() {
        let mut trial = trial();
        let mixed = json!({"ResourceArn": ARN, "Tags": [{"Key": "good", "Value": ""}, {"Key": "#", "Value": ""}]});
        let (_, message) = trial.refusal("TagResource", &mixed);
        assert_eq!(message, "The Tag Key provided is invalid, Key: #");
        assert_eq!(tags(&mut trial).as_array().unwrap().len(), 1);
    }

    #[test]
    fn tags_of_another_account_are_not_accessible() {
        let mut trial = trial();
        let arn = ARN.replace("000000000000", "123456789012");
        let refused = trial.refusal("ListTagsOfResource", &json!({"ResourceArn": arn}));
        assert_eq!(refused, ("AccessDeniedException", "Access is denied".to_owned()));
    }
}
