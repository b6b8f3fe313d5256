//! `UpdateGlobalTableSettings`: billing mode, units, scaling and classes of the replicas of a global table of the version 2017.11.29.
//!
//! The response tells the settings from before, of replicas that are being updated (AWS CLI's documentation).

use std::sync::Arc;

use serde::Serialize;

use super::auto_scaling::{PlainFault, ScalingFault, ScalingUpdate, Target};
use super::legacy_global_table::{self as legacy, ReplicaSettings};
use super::update_table::{ThroughputChange, UpdateFault};
use super::update_table_replica_auto_scaling::repeated;
use super::{Call, Error, in_use, quota};
use crate::account::{GlobalTable, Place};
use crate::model::ErrorCode;
use crate::order;
use crate::request::Structure;
use crate::table::definition::capacity;
use crate::table::{
    BillingMode, Dimension, GlobalIndexSettings, NewThroughput, PendingChange, Scaled, Status, Table, TableClass,
    TableClassSetting, TableSettings, Throughput, Units,
};

const WRITE_UNITS: &str = "GlobalTableProvisionedWriteCapacityUnits";
const WRITE_SCALING: &str = "GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate";
const READ_UNITS: &str = "ReplicaProvisionedReadCapacityUnits";
const READ_SCALING: &str = "ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate";

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    global_table_name: String,
    replica_settings: Vec<ReplicaSettings>,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let global = legacy::found(call, legacy::name(input))?.clone();
    let named = |fault| failed(&global.name, fault);
    let request = Reader { call, table: &global.name }.read(input).map_err(named)?;
    check(call, &global, &request).map_err(named)?;
    let replica_settings = ReplicaSettings::all(call, &global, Some(Status::Updating));
    let mut changed = Vec::new();
    for replica in global.replicas() {
        let Some(table) = call.database.table(&replica.place, &global.name) else { continue };
        in_use::check_replicas_free(table)?;
        changed.push((replica.place.clone(), request.changed(call, table, &replica.place)?));
    }
    for (place, (table, changes)) in changed {
        call.put_in(&place, call.begun(table, changes));
    }
    Ok(Output { global_table_name: global.name.to_string(), replica_settings })
}

/// Replicas and indexes that are missing have codes of their own here.
fn failed(table: &str, fault: PlainFault) -> Error {
    let code = match fault {
        PlainFault::NoReplica(_) => ErrorCode::ReplicaNotFoundException,
        PlainFault::NoIndex(_) => ErrorCode::IndexNotFoundException,
        _ => ErrorCode::ValidationException,
    };
    Error::new(code, ScalingFault { table: table.to_owned(), fault }.to_string())
}

/// What a request asks for.
#[derive(Default)]
struct Request {
    billing: Option<BillingMode>,
    units: Vec<Change<i64>>,
    scaling: Vec<Change<ScalingUpdate>>,
    classes: Vec<(String, TableClass)>,
    /// The parameters that only provisioned tables have.
    provisioned: Vec<&'static str>,
}

/// A new value for reading or writing, of the table or of an index, in one region or in all.
struct Change<T> {
    region: Option<String>,
    scaled: Scaled,
    value: T,
}

/// What reads a request.
struct Reader<'a, 'e> {
    call: &'a Call<'e>,
    table: &'a str,
}

/// Where a request says units and scaling, and of what.
struct Members<'a> {
    holder: &'a Structure,
    region: Option<&'a str>,
    index: Option<&'a str>,
    dimension: Dimension,
    units: &'static str,
    scaling: &'static str,
    /// What AWS calls the parameters for units and for scaling.
    parameters: [&'static str; 2],
}

impl Reader<'_, '_> {
    fn read(&self, input: &Structure) -> Result<Request, PlainFault> {
        check_regions(input)?;
        let billing = input.text("GlobalTableBillingMode").and_then(BillingMode::from_name);
        let mut request = Request { billing, ..Request::default() };
        self.add(
            &mut request,
            &Members {
                holder: input,
                region: None,
                index: None,
                dimension: Dimension::Write,
                units: WRITE_UNITS,
                scaling: WRITE_SCALING,
                parameters: [WRITE_UNITS, WRITE_SCALING],
            },
        )?;
        for index in input.structures("GlobalTableGlobalSecondaryIndexSettingsUpdate") {
            self.add_index(&mut request, index, None)?;
        }
        for replica in input.structures("ReplicaSettingsUpdate") {
            self.add_replica(&mut request, replica)?;
        }
        let is_empty = request.billing.is_none() && request.units.is_empty() && request.scaling.is_empty();
        if is_empty && request.classes.is_empty() { Err(PlainFault::NothingToChange) } else { Ok(request) }
    }

    fn add_replica(&self, request: &mut Request, replica: &Structure) -> Result<(), PlainFault> {
        let region = replica.text("RegionName").unwrap_or_default();
        self.add(
            request,
            &Members {
                holder: replica,
                region: Some(region),
                index: None,
                dimension: Dimension::Read,
                units: READ_UNITS,
                scaling: READ_SCALING,
                parameters: [READ_UNITS, READ_SCALING],
            },
        )?;
        for index in replica.structures("ReplicaGlobalSecondaryIndexSettingsUpdate") {
            self.add_index(request, index, Some(region))?;
        }
        let class = replica.text("ReplicaTableClass").and_then(TableClass::from_name);
        request.classes.extend(class.map(|class| (region.to_owned(), class)));
        Ok(())
    }

    /// Indexes are written to in all regions alike, and read in each.
    fn add_index(&self, request: &mut Request, index: &Structure, region: Option<&str>) -> Result<(), PlainFault> {
        let (dimension, units, scaling, parameter) = match region {
            None => (
                Dimension::Write,
                "ProvisionedWriteCapacityUnits",
                "ProvisionedWriteCapacityAutoScalingSettingsUpdate",
                "GlobalTableGlobalSecondaryIndexSettingsUpdate",
            ),
            Some(_) => (
                Dimension::Read,
                "ProvisionedReadCapacityUnits",
                "ProvisionedReadCapacityAutoScalingSettingsUpdate",
                "ReplicaGlobalSecondaryIndexSettingsUpdate",
            ),
        };
        self.add(
            request,
            &Members {
                holder: index,
                region,
                index: Some(index.text("IndexName").unwrap_or_default()),
                dimension,
                units,
                scaling,
                parameters: [parameter; 2],
            },
        )
    }

    fn add(&self, request: &mut Request, members: &Members<'_>) -> Result<(), PlainFault> {
        let Members { holder, region, index, dimension, .. } = *members;
        let [units_parameter, scaling_parameter] = members.parameters;
        let scaled = || (index.map(Arc::from), dimension);
        let region = || region.map(str::to_owned);
        if let Some(value) = holder.integer(members.units) {
            request.units.push(Change { region: region(), scaled: scaled(), value });
            request.provisioned.push(units_parameter);
        }
        if let Some(update) = holder.structure(members.scaling) {
            let value = ScalingUpdate::read(self.call, update, Target { table: self.table, index, dimension })?;
            if value != ScalingUpdate::Disable {
                request.provisioned.push(scaling_parameter);
            }
            request.scaling.push(Change { region: region(), scaled: scaled(), value });
        }
        Ok(())
    }
}

/// Every region is named once, with something to change there.
fn check_regions(input: &Structure) -> Result<(), PlainFault> {
    let replicas = || input.structures("ReplicaSettingsUpdate");
    let regions: Vec<_> = replicas().map(|replica| replica.text("RegionName").unwrap_or_default()).collect();
    let repeated = repeated(&regions);
    if !repeated.is_empty() {
        return Err(PlainFault::RepeatedRegions(repeated));
    }
    let empty = replicas().find(|replica| replica.iter().all(|(member, _)| member == "RegionName"));
    empty.map_or(Ok(()), |replica| Err(PlainFault::NothingInRegion(replica.text("RegionName").unwrap_or_default().to_owned())))
}

/// Whether what is to be changed is there, and provisioned or about to be.
fn check(call: &Call<'_>, global: &GlobalTable, request: &Request) -> Result<(), PlainFault> {
    let regions: Vec<_> = global.replicas().iter().map(|replica| replica.place.region.to_string()).collect();
    let named = request.units.iter().map(|change| &change.region).chain(request.scaling.iter().map(|change| &change.region));
    let named = named.flatten().chain(request.classes.iter().map(|(region, _)| region));
    if let Some(region) = named.into_iter().find(|region| !regions.contains(region)) {
        return Err(PlainFault::NoReplica(region.clone()));
    }
    let settings = |place: &Place| call.database.table(place, &global.name).map(Table::settings);
    for replica in global.replicas() {
        let Some(settings) = settings(&replica.place) else { continue };
        let is_there = |name: &Arc<str>| settings.indexes.iter().any(|index| index.schema.name == *name);
        let units = request.units.iter().map(|change| &change.scaled.0);
        let indexes = units.chain(request.scaling.iter().map(|change| &change.scaled.0)).flatten();
        if let Some(index) = indexes.into_iter().find(|name| !is_there(name)) {
            return Err(PlainFault::NoIndex(index.to_string()));
        }
        if request.billing.unwrap_or(settings.billing.mode) == BillingMode::PayPerRequest && !request.provisioned.is_empty() {
            let mut regions = regions;
            order::sort(&mut regions);
            return Err(PlainFault::OnDemand(regions, request.provisioned.clone()));
        }
    }
    Ok(())
}

impl Request {
    /// The table in `place` as it is from now on, and what of it changes.
    fn changed(&self, call: &Call<'_>, table: &Table, place: &Place) -> Result<(Table, Vec<PendingChange>), Error> {
        let before = table.settings();
        let mut settings = before.clone();
        let here = |region: &Option<String>| region.as_ref().is_none_or(|region| *region == place.region.as_str());
        for change in self.scaling.iter().filter(|change| here(&change.region)) {
            settings.auto_scaling.set(change.scaled.clone(), change.value.scaling());
        }
        let mut changes = Vec::new();
        let throughput = self.throughput(call, before, place)?;
        if throughput.billing.is_some() || throughput.table.is_some() || !throughput.indexes.is_empty() {
            check_quota(call, place, before, &throughput)?;
            changes.push(PendingChange::Throughput(Box::new(throughput)));
        }
        if let Some((_, class)) = self.classes.iter().find(|(region, _)| *region == place.region.as_str()) {
            let class = TableClassSetting::changed(before.class, *class, call.now()).map_err(UpdateFault::from)?;
            changes.extend(class.filter(|class| before.class != Some(*class)).map(PendingChange::Class));
        }
        Ok((table.clone().with_settings(settings), changes))
    }

    fn throughput(&self, call: &Call<'_>, before: &TableSettings, place: &Place) -> Result<NewThroughput, Error> {
        let mode = self.billing.unwrap_or(before.billing.mode);
        let change = ThroughputChange { before: before.billing.mode, after: mode, now: call.now() };
        let after = |throughput: &Throughput, index: Option<&Arc<str>>| -> Result<Option<Throughput>, Error> {
            Ok(change.of(throughput, self.units(throughput.provisioned.units, index, place, change.switches())?)?)
        };
        let index = |index: &GlobalIndexSettings| {
            let after = after(&index.throughput, Some(&index.schema.name))?;
            Ok(after.map(|after| (Arc::clone(&index.schema.name), after)))
        };
        let indexes = before.indexes.iter().map(index).collect::<Result<Vec<_>, Error>>()?;
        Ok(NewThroughput {
            billing: change.switches().then(|| change.billing(before.billing)),
            table: after(&before.throughput, None)?,
            indexes: indexes.into_iter().flatten().collect(),
        })
    }

    /// The units of the table in `place`, or of an index of it. All have to be said when a table becomes provisioned.
    fn units(&self, before: Units, index: Option<&Arc<str>>, place: &Place, switches: bool) -> Result<Units, Error> {
        let requested = |dimension| {
            let here = |change: &&Change<i64>| change.region.as_ref().is_none_or(|region| *region == place.region.as_str());
            let mut changes = self.units.iter().filter(here);
            changes.find(|change| change.scaled.0.as_ref() == index && change.scaled.1 == dimension).map(|change| change.value)
        };
        let (read, write) = (requested(Dimension::Read), requested(Dimension::Write));
        if switches && self.billing == Some(BillingMode::Provisioned) && (read.is_none() || write.is_none()) {
            return Err(UpdateFault::UnitsMissing.into());
        }
        let units = Units { read: read.unwrap_or(before.read), write: write.unwrap_or(before.write) };
        if read.is_some() || write.is_some() {
            capacity::check_bounds(units)?;
        }
        Ok(units)
    }
}

fn check_quota(call: &Call<'_>, place: &Place, before: &TableSettings, after: &NewThroughput) -> Result<(), Error> {
    let mut settings = before.clone();
    settings.throughput = after.table.unwrap_or(settings.throughput);
    for (name, throughput) in &after.indexes {
        if let Some(index) = settings.indexes.iter_mut().find(|index| index.schema.name == *name) {
            index.throughput = *throughput;
        }
    }
    Ok(quota::check_change(call, place, before, &settings)?)
}
