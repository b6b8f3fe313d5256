//! What replicas in several accounts ask of their policies: each has to let the service replicate between it and every replica, itself included
//! (developer guide, DynamoDB global tables security, multi-account).

use super::refusal;
use crate::account::{GlobalTable, Place, TableArn};
use crate::operation::authorize::demand::circumstances;
use crate::operation::{Call, Error};
use crate::policy::{Access, Context, Principal, Verdict};
use crate::request::{Structure, table_name};
use crate::table::Table;

/// The service principal that replicates.
const SERVICE: &str = "replication.dynamodb.amazonaws.com";
const SETTINGS: &str = "dynamodb:ReplicateSettings";
const ACTIONS: [&str; 3] = ["dynamodb:ReadDataForReplication", "dynamodb:WriteDataForReplication", SETTINGS];

/// Whether the policies of `replicas` allow the service to replicate between all of them.
///
/// # Errors
///
/// The `AccessDeniedException` of the first thing that it may not. Nobody recorded AWS's.
pub fn check(call: &Call<'_>, replicas: &[(Place, Table)]) -> Result<(), Error> {
    if call.caller.enforce_policies { check_actions(call, replicas, &ACTIONS) } else { Ok(()) }
}

/// Whether what is changed of the table that `input` names can be replicated, if it has replicas in other accounts: all policies still
/// allow that between all of them.
///
/// # Errors
///
/// As of [`check`].
pub fn check_settings(call: &Call<'_>, input: &Structure) -> Result<(), Error> {
    let name = table_name(input.text("TableName").unwrap_or_default());
    let global = call.database.global_table(call.place(), name).filter(|global| global.spans_accounts());
    let places = global.into_iter().flat_map(GlobalTable::replicas).map(|replica| &replica.place);
    let replicas = places.filter_map(|place| Some((place.clone(), call.database.table(place, name)?.clone())));
    check_actions(call, &replicas.collect::<Vec<_>>(), &[SETTINGS])
}

fn check_actions(call: &Call<'_>, replicas: &[(Place, Table)], actions: &[&str]) -> Result<(), Error> {
    let principal = Principal::service(SERVICE);
    for (place, table) in replicas {
        let resource = TableArn::new(place, table.name()).to_string();
        for (source, _) in replicas {
            let context = context(call, source, table);
            for action in actions {
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
