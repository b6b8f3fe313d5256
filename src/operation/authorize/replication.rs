//! What replicas in several accounts ask of their policies: each has to let the service replicate between it and every replica, itself included
//! (developer guide, DynamoDB global tables security, multi-account).

use super::refusal;
use crate::account::{Place, TableArn};
use crate::operation::authorize::demand::circumstances;
use crate::operation::{Call, Error};
use crate::policy::{Access, Context, Principal, Verdict};
use crate::table::Table;

/// The service principal that replicates.
const SERVICE: &str = "replication.dynamodb.amazonaws.com";
const ACTIONS: [&str; 3] = ["dynamodb:ReadDataForReplication", "dynamodb:WriteDataForReplication", "dynamodb:ReplicateSettings"];

/// Whether the policies of `replicas` allow the service to replicate between all of them.
///
/// # Errors
///
/// The `AccessDeniedException` of the first thing that it may not. Nobody recorded AWS's.
pub fn check(call: &Call<'_>, replicas: &[(Place, Table)]) -> Result<(), Error> {
    if !call.caller.enforce_policies {
        return Ok(());
    }
    let principal = Principal::service(SERVICE);
    for (place, table) in replicas {
        let resource = TableArn::new(place, table.name()).to_string();
        for (source, _) in replicas {
            let context = context(call, source, table);
            for action in ACTIONS {
                let access = Access { action, resource: &resource, principal: &principal, context: &context };
                permit(table, &access)?;
            }
        }
    }
    Ok(())
}

/// What conditions see of the service that acts for the replica in `source`.
fn context(call: &Call<'_>, source: &Place, table: &Table) -> Context {
    let arn = TableArn::new(source, table.name()).to_string();
    circumstances(Context::default(), call)
        .with("aws:PrincipalIsAWSService", ["true"])
        .with("aws:PrincipalServiceName", [SERVICE])
        .with("aws:SourceAccount", [source.account.as_str()])
        .with("aws:SourceArn", [arn])
}

fn permit(table: &Table, access: &Access<'_>) -> Result<(), Error> {
    let policy = table.settings().policies.table.policy();
    match policy.map_or(Verdict::Silent, |attached| attached.document.verdict(access)) {
        Verdict::Allows => Ok(()),
        Verdict::Denies => Err(refusal(access, "with an explicit deny in a resource-based policy")),
        _ => Err(refusal(access, &format!("because no resource-based policy allows the {} action", access.action))),
    }
}
