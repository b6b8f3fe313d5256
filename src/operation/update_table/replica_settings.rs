//! What is set for a replica when it is created or changed.

use super::fault::UpdateFault;
use super::replica_fault::ReplicaFault;
use crate::Timestamp;
use crate::account::{Place, RegionName};
use crate::operation::create_table::stream_in;
use crate::operation::{Call, Error, encryption_key, resource_id};
use crate::request::Structure;
use crate::table::definition::EncryptionKey;
use crate::table::{
    BillingMode, Dimension, Encryption, EncryptionStatus, GlobalSettings, OnDemandThroughput, PendingChange, Policies, Status,
    StreamViewType, Subject, Table, TableClass, TableClassSetting, TableSettings, Tags, Throughput,
};

/// The settings of a new replica in `place` of `source`, which is at `home`, as `create` asks, with a stream of that `view`. Tags, policies and deletion protection are not passed on (observed
/// 2026-10-09), nor are contributor insights and destinations in Kinesis: `CloudFormation` has both among the settings of a single replica.
pub fn of_new(
    call: &Call<'_>,
    (home, source): (&Place, &Table),
    place: &Place,
    view: Option<StreamViewType>,
    create: &Structure,
) -> Result<TableSettings, Error> {
    let settings = source.settings();
    let inherited = TableSettings {
        id: resource_id::random(call.caller.host).into(),
        created: call.now(),
        status: Status::Active,
        pending: settings.pending.iter().filter(|pending| is_inherited(&pending.change)).cloned().collect(),
        class: class(settings, create),
        encryption: encryption(home, settings, place, create.text("KMSMasterKeyId"))?,
        stream: view.map(|view| stream_in(call, place, source.name(), view)).unwrap_or_default(),
        auto_scaling: settings.auto_scaling.of_writes(),
        global: GlobalSettings::default(),
        deletion_protection: false,
        tags: Tags::default(),
        policies: Policies::default(),
        ..settings.clone().unwatched()
    };
    Ok(overridden(inherited, create, call.now()))
}

/// What is pending of the source and of all its replicas.
const fn is_inherited(change: &PendingChange) -> bool {
    matches!(change, PendingChange::TimeToLive(_) | PendingChange::Warm(..))
}

/// The class that `create` names, or that of the source.
fn class(settings: &TableSettings, create: &Structure) -> Option<TableClassSetting> {
    let own = create.text("TableClassOverride").and_then(TableClass::from_name);
    own.map(|class| TableClassSetting { class, updates: [None, None] }).or(settings.class).and_then(inherited_class)
}

/// A replica of a table of the standard class tells no class.
fn inherited_class(setting: TableClassSetting) -> Option<TableClassSetting> {
    (setting.class != TableClass::Standard).then_some(TableClassSetting { class: setting.class, updates: [None, None] })
}

/// The encryption of a new replica: of the type that its source has, with a key of the replica's region.
fn encryption(
    source: &Place,
    settings: &TableSettings,
    place: &Place,
    given: Option<&str>,
) -> Result<Option<Encryption>, ReplicaFault> {
    let Some(own) = settings.encryption.as_ref().and_then(|encryption| encryption.key.as_ref()) else {
        return if given.is_some() { Err(ReplicaFault::KeyMissing) } else { Ok(None) };
    };
    let is_managed = encryption_key::is_managed(source, own);
    let key = match given {
        None if is_managed => encryption_key::arn_in(place, &EncryptionKey::Managed),
        None => return Err(ReplicaFault::KeyMissing),
        Some(given) => Some(named_key(place, given)?),
    };
    let key = key.filter(|key| encryption_key::is_managed(place, key) == is_managed).ok_or(ReplicaFault::MixedKeys)?;
    Ok(Some(Encryption { status: EncryptionStatus::Enabled, key: Some(key) }))
}

/// The key that is `given` for a replica in `place`, where it has to be (observed 2026-10-09).
fn named_key(place: &Place, given: &str) -> Result<std::sync::Arc<str>, ReplicaFault> {
    let region = given.strip_prefix("arn:").and_then(|arn| arn.split(':').nth(2));
    if let Some(region) = region.filter(|region| *region != place.region.as_str()) {
        return Err(ReplicaFault::ForeignKey(place.region.to_string(), region.to_owned()));
    }
    encryption_key::arn_in(place, &EncryptionKey::Named(given.into())).ok_or(ReplicaFault::KeyMissing)
}

/// The `settings` of a replica in `region` with those overrides in them that `change` names.
pub fn changed(settings: TableSettings, region: &RegionName, change: &Structure, now: Timestamp) -> Result<TableSettings, Error> {
    if change.has("KMSMasterKeyId") {
        return Err(ReplicaFault::KeyMissing.into());
    }
    let mode = settings.billing.mode;
    check_mode(change, &Subject::Table, mode)?;
    for index in change.structures("GlobalSecondaryIndexes") {
        check_mode(index, &Subject::Index(index.text("IndexName").unwrap_or_default().to_owned()), mode)?;
    }
    let mut changed = overridden(settings, change, now);
    if let Some(class) = change.text("TableClassOverride").and_then(TableClass::from_name) {
        let limit = |_| UpdateFault::ClassChangesOfReplica(region.to_string());
        changed.class = TableClassSetting::changed(changed.class, class, now).map_err(limit)?;
    }
    Ok(changed)
}

fn check_mode(change: &Structure, subject: &Subject, mode: BillingMode) -> Result<(), Error> {
    match mode {
        BillingMode::PayPerRequest if change.has("ProvisionedThroughputOverride") => Err(ReplicaFault::UnitsOnDemand.into()),
        BillingMode::Provisioned if change.has("OnDemandThroughputOverride") => {
            Err(UpdateFault::BoundProvisioned(subject.clone(), Dimension::Read).into())
        }
        _ => Ok(()),
    }
}

/// `settings` with the throughput of `change`, as far as the billing mode has a use for it. An index that is not there is passed over
/// (observed 2026-10-09).
fn overridden(mut settings: TableSettings, change: &Structure, now: Timestamp) -> TableSettings {
    let mode = settings.billing.mode;
    settings.throughput = with_override(settings.throughput, change, mode, now);
    for update in change.structures("GlobalSecondaryIndexes") {
        let name = update.text("IndexName").unwrap_or_default();
        if let Some(index) = settings.indexes.iter_mut().find(|index| &*index.schema.name == name) {
            index.throughput = with_override(index.throughput, update, mode, now);
        }
    }
    settings
}

fn with_override(before: Throughput, change: &Structure, mode: BillingMode, now: Timestamp) -> Throughput {
    let number = |member: &str, of: &str| change.structure(member).and_then(|throughput| throughput.integer(of));
    let mut throughput = before;
    if let (BillingMode::Provisioned, Some(read)) = (mode, number("ProvisionedThroughputOverride", "ReadCapacityUnits")) {
        let units = crate::table::Units { read, ..before.provisioned.units };
        throughput.provisioned = before.provisioned.changed(units, now).unwrap_or(before.provisioned);
        throughput = throughput.warmed(mode);
    }
    if let (BillingMode::PayPerRequest, Some(read)) = (mode, number("OnDemandThroughputOverride", "MaxReadRequestUnits")) {
        throughput.on_demand = OnDemandThroughput { read: Some(read), ..before.on_demand }.settled();
    }
    throughput
}
