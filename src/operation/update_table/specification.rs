//! Stream, encryption, table class and deletion protection of a live table.

use super::fault::UpdateFault;
use super::update::Update;
use crate::operation::{Call, Error, encryption_key, in_use};
use crate::request::Structure;
use crate::table::definition::{self, EncryptionKey};
use crate::table::{
    Encryption, EncryptionStatus, PendingChange, Status, StreamSettings, StreamViewType, TableClass, TableClassSetting,
};

/// What is to be done about the stream.
#[derive(Debug, Clone, Copy)]
pub enum StreamChange {
    /// Nothing.
    None,
    /// A new stream with that view type.
    Enable(StreamViewType),
    /// No more stream.
    Disable,
}

/// What `input` says of the stream.
pub fn stream_change(input: &Structure) -> Result<StreamChange, UpdateFault> {
    let Some(specification) = input.structure("StreamSpecification") else { return Ok(StreamChange::None) };
    let view = specification.text("StreamViewType").and_then(StreamViewType::from_name);
    match (specification.boolean("StreamEnabled"), view) {
        (Some(true), None) => Err(UpdateFault::StreamViewMissing),
        (Some(true), Some(view)) => Ok(StreamChange::Enable(view)),
        (_, Some(_)) => Err(UpdateFault::StreamViewUnused),
        (_, None) => Ok(StreamChange::Disable),
    }
}

/// Enables the stream or disables it.
pub fn change_stream(update: &mut Update, change: StreamChange) -> Result<(), UpdateFault> {
    let name = || update.table.name().to_string();
    let before = update.settled.stream;
    let after = match (before.view, change) {
        (_, StreamChange::None) => return Ok(()),
        (Some(_), StreamChange::Disable) if update.needs_stream => return Err(UpdateFault::StreamOfReplica),
        (Some(_), StreamChange::Enable(_)) => return Err(UpdateFault::StreamEnabled(name())),
        (None, StreamChange::Disable) => return Err(UpdateFault::StreamDisabled(name())),
        (None, StreamChange::Enable(view)) => before.enabled(view, update.now),
        (Some(_), StreamChange::Disable) => StreamSettings { view: None, ..before },
    };
    update.announced.status = Status::Updating;
    update.changes.push(PendingChange::Stream { label: after.latest.unwrap_or(update.now), enabled: after.view.is_some() });
    update.announced.stream = after;
    update.settled.stream = after;
    Ok(())
}

/// Changes the key that the table is encrypted with. Until that is done, the key from before is told (observed 2026-10-08).
pub fn change_encryption(update: &mut Update, call: &Call<'_>, input: &Structure) -> Result<(), Error> {
    if !input.has("SSESpecification") {
        return Ok(());
    }
    let key = definition::encryption_key(input.structure("SSESpecification"))?;
    let before = update.settled.encryption.as_ref().and_then(|encryption| encryption.key.clone());
    match (&key, &before) {
        (EncryptionKey::Owned, None) => return Err(UpdateFault::OwnedKey.into()),
        (EncryptionKey::Named(named), Some(before)) if named == before => return Err(UpdateFault::SameKey.into()),
        _ => {}
    }
    call.check_key(&update.table)?;
    let after = encryption_key::arn(call, &key);
    // Whatever else the table is going through, the answer says that it is active (observed 2026-10-09 while an index was created).
    update.announced.status = Status::Active;
    update.announced.encryption = Some(Encryption { status: EncryptionStatus::Updating, key: before });
    let settled = after.map(|key| Encryption { status: EncryptionStatus::Enabled, key: Some(key) });
    update.changes.push(PendingChange::Encryption(settled));
    Ok(())
}

/// Changes the table class, twice in 30 days. The class that holds already is announced as a change (observed 2026-10-08).
pub fn change_class(update: &mut Update, input: &Structure) -> Result<(), UpdateFault> {
    let Some(class) = input.text("TableClass").and_then(TableClass::from_name) else { return Ok(()) };
    update.announced.status = Status::Updating;
    let changed = TableClassSetting::changed(update.settled.class, class, update.now)?;
    if let Some(changed) = changed.filter(|changed| update.settled.class != Some(*changed)) {
        update.changes.push(PendingChange::Class(changed));
    }
    Ok(())
}

/// Sets or lifts the protection against deletion, which takes effect at once. To set it as it is changes nothing.
pub fn change_protection(update: &mut Update, input: &Structure) -> Result<(), Error> {
    let requested = input.boolean("DeletionProtectionEnabled");
    if let Some(protection) = requested.filter(|protection| *protection != update.settled.deletion_protection) {
        in_use::check_protection(&update.table)?;
        update.announced.deletion_protection = protection;
        update.settled.deletion_protection = protection;
        update.changes.push(PendingChange::Protection);
    }
    Ok(())
}
