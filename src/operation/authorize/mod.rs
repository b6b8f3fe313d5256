//! Whether policies let the caller do what it asks for. Looked at only where an emulator enforces policies.
//!
//! A request is a number of [`Demand`]s: an action on a resource with the condition keys of the developer guide (fine-grained access
//! control). Each is judged by the policies of the caller and that of the resource: what one of them denies is denied; in its own
//! account it is enough that one of them allows the caller, from another account both must.

mod attributes;
mod demand;
mod demands;
mod global;
#[cfg(test)]
mod reference;
pub mod replication;

use super::{Call, Caller, Error};
use crate::account::{self, AccountId, Place};
use crate::model::{ErrorCode, OperationModel};
use crate::policy::{Access, Document, Identity, Verdict};
use crate::request::Structure;
use demand::Demand;

/// The operations whose policies may let other accounts in (developer guide, API operations supported by resource-based policies).
const CROSS_ACCOUNT: [&str; 15] = [
    "GetItem",
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "Query",
    "Scan",
    "DescribeTable",
    "UpdateTable",
    "DeleteTable",
    "DescribeStream",
    "GetShardIterator",
    "GetRecords",
    "ListTagsOfResource",
    "TagResource",
    "UntagResource",
];

/// The account and region whose tables are meant: that of the caller, unless the request names resources of another account alone, by their
/// ARNs. A batch or transaction over several accounts is one in the caller's, where the tables of others are not found.
pub fn owner(caller: &Caller<'_>, operation: &OperationModel, input: &Structure) -> Place {
    let tables = || input.map("RequestItems").unwrap_or_default().iter().map(|(table, _)| Some(table.as_str()));
    let actions = || input.structures("TransactItems").flat_map(Structure::iter);
    let account = match operation.name {
        "BatchGetItem" | "BatchWriteItem" => only_owner(tables()),
        "TransactGetItems" | "TransactWriteItems" => {
            only_owner(actions().map(|(_, action)| action.as_structure()?.text("TableName")))
        }
        // An iterator begins with the ARN of its stream.
        name if CROSS_ACCOUNT.contains(&name) => only_owner(
            ["TableName", "StreamArn", "ShardIterator", "ResourceArn"]
                .into_iter()
                .filter(|member| input.has(member))
                .map(|member| input.text(member)),
        ),
        _ => None,
    };
    let account = account.unwrap_or_else(|| caller.place.account.clone());
    Place { account, region: caller.place.region.clone() }
}

/// The account that owns all resources with these ARNs, if there is one.
fn only_owner<'i>(mut named: impl Iterator<Item = Option<&'i str>>) -> Option<AccountId> {
    let first = account::owner(named.next()??)?;
    named.all(|name| name.and_then(account::owner).as_ref() == Some(&first)).then_some(first)
}

/// Whether the caller may do all that `input` asks for.
///
/// # Errors
///
/// The `AccessDeniedException` of the first thing that it may not.
pub fn check(call: &Call<'_>, input: &Structure) -> Result<(), Error> {
    let identity = call.caller.identity();
    demands::of(call, input).iter().try_for_each(|demand| permit(call, &identity, demand))?;
    // What every replica follows, every replica's policy has to let be replicated (developer guide, multi-account global tables).
    let is_followed = matches!(call.operation.name, "UpdateTable" | "UpdateTimeToLive");
    if is_followed { replication::check_settings(call, input) } else { Ok(()) }
}

fn permit(call: &Call<'_>, identity: &Identity, demand: &Demand) -> Result<(), Error> {
    let action = format!("dynamodb:{}", demand.action);
    let Identity { principal, policies, .. } = identity;
    let access = Access { action: &action, resource: &demand.resource, principal, context: &demand.context };
    let of_identity = policies.as_ref().map_or(Verdict::Allows, |policies| verdict(policies, &access));
    let of_resource = match demand.policy(call).map_or(Verdict::Silent, |document| document.verdict(&access)) {
        // The root user always comes out again (API reference, DeleteResourcePolicy).
        Verdict::Denies if principal.is_root() && demand.action == "DeleteResourcePolicy" => Verdict::Silent,
        verdict => verdict,
    };
    let same_account = principal.account() == demand.place.account.as_str();
    let reason = match (of_identity, of_resource) {
        (Verdict::Denies, _) => "with an explicit deny in an identity-based policy".to_owned(),
        (_, Verdict::Denies) => "with an explicit deny in a resource-based policy".to_owned(),
        (Verdict::Allows, _) | (_, Verdict::Allows) if same_account => return Ok(()),
        (Verdict::Allows, Verdict::Allows | Verdict::AllowsAccount) => return Ok(()),
        (Verdict::Allows, _) => format!("because no resource-based policy allows the {action} action"),
        _ => format!("because no identity-based policy allows the {action} action"),
    };
    Err(refusal(&access, &reason))
}

/// The refusal of `access` for a `reason`.
fn refusal(access: &Access<'_>, reason: &str) -> Error {
    let Access { action, resource, principal, .. } = access;
    let text = format!("User: {} is not authorized to perform: {action} on resource: {resource} {reason}", principal.arn());
    Error::new(ErrorCode::AccessDeniedException, text)
}

/// The strongest of what `policies` say.
fn verdict(policies: &[Document], access: &Access<'_>) -> Verdict {
    policies.iter().map(|document| document.verdict(access)).max().unwrap_or(Verdict::Silent)
}

/// What `input` asks for: actions and resources.
#[cfg(test)]
pub(super) fn asked(call: &Call<'_>, input: &Structure) -> Vec<(&'static str, String)> {
    demands::of(call, input).into_iter().map(|demand| (demand.action, demand.resource)).collect()
}
