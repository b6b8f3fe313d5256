//! `PutResourcePolicy`: attaches a policy to a table or a stream.

use serde::Serialize;

use super::policy_slot::{PolicySlot, revision_id};
use super::{Call, Error};
use crate::model::ErrorCode;
use crate::policy::{Access, Context, Document, Kind, Target, Verdict};
use crate::request::Structure;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    revision_id: Option<String>,
}

/// The document is checked before the resource is looked up, the revision before anything is compared (observed 2026-10-09).
pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let target = PolicySlot::of(call, input)?;
    let document = document(input.text("Policy").unwrap_or_default(), target.target())?;
    let found = target.find(call)?;
    target.check_revision(&found.slot, input)?;
    if input.boolean("ConfirmRemoveSelfResourceAccess") != Some(true) {
        check_lockout(call, &document, target.arn())?;
    }
    let slot = found.slot.with(document, call.now());
    let revision_id = revision_id(slot.revision());
    if let Some((table, change)) = found.changed(slot, call.now())? {
        call.put(call.begun(table, [change]));
    }
    Ok(Output { revision_id })
}

/// The policy `text`, which is to be attached to a `target`.
///
/// # Errors
///
/// It is no policy of such a target.
pub fn document(text: &str, target: Target) -> Result<Document, Error> {
    let document = Document::parse(text, Kind::Resource)?;
    document.check_attachable(target)?;
    Ok(document)
}

/// Whether the caller could put another policy in the place of `document` later.
fn check_lockout(call: &Call<'_>, document: &Document, arn: &str) -> Result<(), Error> {
    let identity = call.caller.identity();
    let context = Context::of_identity(&identity);
    let access =
        Access { action: "dynamodb:PutResourcePolicy", resource: arn, principal: &identity.principal, context: &context };
    if document.verdict(&access) == Verdict::Denies {
        let text = "The new resource policy will not allow you to update the resource policy in the future.";
        return Err(Error::new(ErrorCode::AccessDeniedException, text));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::operation::trial::{START, Trial};

    const ARN: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/Music";

    fn trial() -> Trial {
        let mut trial = Trial::new();
        let input = json!({
            "TableName": "Music", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        });
        trial.call("CreateTable", &input).unwrap();
        trial
    }

    fn policy(effect: &str, action: &str) -> Value {
        let principal = json!({"AWS": "000000000000"});
        let statement = json!({"Effect": effect, "Principal": principal, "Action": action, "Resource": ARN});
        json!({"Version": "2012-10-17", "Statement": [statement]})
    }

    fn put(trial: &mut Trial, policy: &Value) -> String {
        let output = trial.call("PutResourcePolicy", &json!({"ResourceArn": ARN, "Policy": policy.to_string()})).unwrap();
        output["RevisionId"].as_str().unwrap().to_owned()
    }

    #[test]
    fn a_policy_is_attached_read_and_taken_away() {
        let mut trial = trial();
        let revision = put(&mut trial, &policy("Allow", "dynamodb:GetItem"));
        assert_eq!(revision, START.to_string());
        let read = trial.call("GetResourcePolicy", &json!({"ResourceArn": ARN})).unwrap();
        assert_eq!(read["RevisionId"], revision);
        assert!(read["Policy"].as_str().unwrap().contains("arn:aws:iam::000000000000:root"));
        trial.advance(1000);
        assert_eq!(put(&mut trial, &policy("Allow", "dynamodb:GetItem")), revision, "the same policy");
        let second = put(&mut trial, &policy("Allow", "dynamodb:PutItem"));
        assert_eq!(second, (START + 1000).to_string());
        let gone = trial.call("DeleteResourcePolicy", &json!({"ResourceArn": ARN})).unwrap();
        assert_eq!(gone, json!({"RevisionId": second}));
        let (code, text) = trial.refusal("GetResourcePolicy", &json!({"ResourceArn": ARN}));
        assert_eq!(code, "PolicyNotFoundException");
        assert_eq!(text, format!("Resource-based policy not found for the provided ResourceArn: {ARN}"));
    }

    #[test]
    fn who_would_be_locked_out_must_confirm_it() {
        let mut trial = trial();
        let denying = policy("Deny", "dynamodb:Put*").to_string();
        let (code, text) = trial.refusal("PutResourcePolicy", &json!({"ResourceArn": ARN, "Policy": denying}));
        assert_eq!(code, "AccessDeniedException");
        assert_eq!(text, "The new resource policy will not allow you to update the resource policy in the future.");
        let confirmed = json!({"ResourceArn": ARN, "Policy": denying, "ConfirmRemoveSelfResourceAccess": true});
        assert!(trial.call("PutResourcePolicy", &confirmed).is_ok());
    }

    #[test]
    fn an_expected_revision_is_that_of_the_policy() {
        let mut trial = trial();
        let mut input = json!({"ResourceArn": ARN, "Policy": policy("Allow", "dynamodb:GetItem").to_string()});
        input["ExpectedRevisionId"] = "1".into();
        let (code, text) = trial.refusal("PutResourcePolicy", &input);
        assert_eq!(code, "PolicyNotFoundException");
        assert!(
            text.ends_with("Requested update for policy with revision id 1, but table Music has no associated policy."),
            "{text}"
        );
        input["ExpectedRevisionId"] = "NO_POLICY".into();
        let revision = trial.call("PutResourcePolicy", &input).unwrap()["RevisionId"].clone();
        assert_eq!(trial.refusal("PutResourcePolicy", &input).0, "PolicyNotFoundException");
        input["ExpectedRevisionId"] = revision.clone();
        assert_eq!(trial.call("PutResourcePolicy", &input).unwrap()["RevisionId"], revision);
        assert_eq!(
            trial.refusal("DeleteResourcePolicy", &json!({"ResourceArn": ARN, "ExpectedRevisionId": "1"})).0,
            "PolicyNotFoundException"
        );
        let gone = trial.call("DeleteResourcePolicy", &json!({"ResourceArn": ARN, "ExpectedRevisionId": revision}));
        assert_eq!(gone.unwrap(), json!({"RevisionId": revision}));
    }

    #[test]
    fn a_table_created_with_a_policy_has_it() {
        let mut trial = Trial::new();
        let mut input = json!({
            "TableName": "Music", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "ResourcePolicy": "{not json",
        });
        assert_eq!(trial.refusal("CreateTable", &input).0, "ValidationException");
        assert_eq!(trial.call("ListTables", &json!({})).unwrap(), json!({"TableNames": []}));
        input["ResourcePolicy"] = policy("Allow", "dynamodb:GetItem").to_string().into();
        trial.call("CreateTable", &input).unwrap();
        let read = trial.call("GetResourcePolicy", &json!({"ResourceArn": ARN})).unwrap();
        assert_eq!(read["RevisionId"], START.to_string());
    }
}
