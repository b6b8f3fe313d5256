//! `UpdateTableReplicaAutoScaling`: scaling of writes for all replicas, of reads for each of them.
//!
//! The response tells what holds from now on, as the AWS CLI's documentation does; AWS's may still tell what held before (observed 2026-10-09).

use std::sync::Arc;

use serde::Serialize;

use super::auto_scaling::{PlainFault, ScalingFault, ScalingUpdate, Target};
use super::table_auto_scaling::{TableAutoScalingDescription, find};
use super::{Call, Error, in_use, named_table};
use crate::account::{GlobalTable, Place};
use crate::order;
use crate::request::Structure;
use crate::table::{BillingMode, Dimension, Scaled, TableSettings};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    table_auto_scaling_description: TableAutoScalingDescription,
}

/// New scaling of something, in one region or in all.
struct Change {
    region: Option<String>,
    scaled: Scaled,
    update: ScalingUpdate,
    /// The parameter that says so, by the name that AWS has for it.
    parameter: &'static str,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let name = named_table::name(call, input)?.to_owned();
    let global = find(call, &name)?;
    let named = |fault| ScalingFault { table: name.clone(), fault };
    check_regions(input).map_err(named)?;
    let changes = Changes { call, table: &name }.read(input).map_err(named)?;
    if changes.is_empty() {
        return Err(named(PlainFault::NothingToChange).into());
    }
    check(call, global, &changes).map_err(named)?;
    let places: Vec<_> = global.replicas().iter().map(|replica| replica.place.clone()).collect();
    let mut replicas = places.iter().filter_map(|place| call.database.table(place, &name));
    replicas.try_for_each(in_use::check_replica)?;
    for place in &places {
        apply(call, &name, place, &changes);
    }
    Ok(Output { table_auto_scaling_description: TableAutoScalingDescription::new(call, find(call, &name)?) })
}

/// Every region is named once, with something to change there.
fn check_regions(input: &Structure) -> Result<(), PlainFault> {
    let regions: Vec<_> =
        input.structures("ReplicaUpdates").map(|update| update.text("RegionName").unwrap_or_default()).collect();
    let repeated = repeated(&regions);
    if !repeated.is_empty() {
        return Err(PlainFault::RepeatedRegions(repeated));
    }
    let is_empty = |update: &&Structure| update.iter().all(|(member, _)| member == "RegionName");
    match input.structures("ReplicaUpdates").find(is_empty) {
        Some(update) => Err(PlainFault::NothingInRegion(update.text("RegionName").unwrap_or_default().to_owned())),
        None => Ok(()),
    }
}

/// Those of `names` that come again, once each.
pub(super) fn repeated(names: &[&str]) -> Vec<String> {
    let mut sorted = names.to_vec();
    order::sort(&mut sorted);
    let pairs = sorted.iter().zip(sorted.iter().skip(1));
    let mut repeated: Vec<_> = pairs.filter(|(name, next)| name == next).map(|(name, _)| (*name).to_owned()).collect();
    repeated.dedup();
    repeated
}

fn index(update: &Structure) -> &str {
    update.text("IndexName").unwrap_or_default()
}

/// What reads changes.
struct Changes<'a, 'e> {
    call: &'a Call<'e>,
    table: &'a str,
}

impl Changes<'_, '_> {
    fn read(&self, input: &Structure) -> Result<Vec<Change>, PlainFault> {
        let mut changes = Vec::new();
        let write = input.structure("ProvisionedWriteCapacityAutoScalingUpdate");
        changes.extend(self.change(None, None, Dimension::Write, write)?);
        for update in input.structures("GlobalSecondaryIndexUpdates") {
            let write = update.structure("ProvisionedWriteCapacityAutoScalingUpdate");
            changes.extend(self.change(None, Some(index(update)), Dimension::Write, write)?);
        }
        for replica in input.structures("ReplicaUpdates") {
            let region = replica.text("RegionName");
            let read = replica.structure("ReplicaProvisionedReadCapacityAutoScalingUpdate");
            changes.extend(self.change(region, None, Dimension::Read, read)?);
            for update in replica.structures("ReplicaGlobalSecondaryIndexUpdates") {
                let read = update.structure("ProvisionedReadCapacityAutoScalingUpdate");
                changes.extend(self.change(region, Some(index(update)), Dimension::Read, read)?);
            }
        }
        Ok(changes)
    }

    fn change(
        &self,
        region: Option<&str>,
        index: Option<&str>,
        dimension: Dimension,
        update: Option<&Structure>,
    ) -> Result<Option<Change>, PlainFault> {
        let Some(update) = update else { return Ok(None) };
        let update = ScalingUpdate::read(self.call, update, Target { table: self.table, index, dimension })?;
        let parameter = match (dimension, index) {
            (Dimension::Write, None) => "GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate",
            (Dimension::Write, Some(_)) => "GlobalTableGlobalSecondaryIndexSettingsUpdate",
            (Dimension::Read, None) => "ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate",
            (Dimension::Read, Some(_)) => "ReplicaGlobalSecondaryIndexSettingsUpdate",
        };
        Ok(Some(Change { region: region.map(str::to_owned), scaled: (index.map(Arc::from), dimension), update, parameter }))
    }
}

/// Whether what is to be scaled is there, and provisioned.
fn check(call: &Call<'_>, global: &GlobalTable, changes: &[Change]) -> Result<(), PlainFault> {
    let is_replica = |region: &String| global.replicas().iter().any(|replica| replica.place.region.as_str() == *region);
    if let Some(region) = changes.iter().filter_map(|change| change.region.as_ref()).find(|region| !is_replica(region)) {
        return Err(PlainFault::NoReplica(region.clone()));
    }
    let Some(settings) = call.database.table(call.place(), &global.name).map(crate::table::Table::settings) else {
        return Ok(());
    };
    let is_index = |name: &Arc<str>| settings.indexes.iter().any(|index| index.schema.name == *name);
    if let Some(index) = changes.iter().filter_map(|change| change.scaled.0.as_ref()).find(|name| !is_index(name)) {
        return Err(PlainFault::NoIndex(index.to_string()));
    }
    let enabled = changes.iter().filter(|change| change.update != ScalingUpdate::Disable);
    let mut parameters: Vec<_> = enabled.map(|change| change.parameter).collect();
    parameters.dedup();
    if settings.billing.mode == BillingMode::PayPerRequest && !parameters.is_empty() {
        let mut regions: Vec<_> = global.replicas().iter().map(|replica| replica.place.region.to_string()).collect();
        order::sort(&mut regions);
        return Err(PlainFault::OnDemand(regions, parameters));
    }
    Ok(())
}

fn apply(call: &mut Call<'_>, name: &str, place: &Place, changes: &[Change]) {
    let Some(table) = call.database.table(place, name) else { return };
    let mut settings: TableSettings = table.settings().clone();
    let here = changes.iter().filter(|change| change.region.as_ref().is_none_or(|region| *region == place.region.as_str()));
    for change in here {
        settings.auto_scaling.set(change.scaled.clone(), change.update.scaling());
    }
    let table = table.clone().with_settings(settings);
    call.put_in(place, table);
}
