//! What stands in the way of a change while another one of the same table is under way: `ResourceInUseException` and its sentences, all observed
//! 2026-10-08 and 2026-10-09 but those whose origin stands at them.

use std::fmt;
use std::sync::Arc;

use super::Error;
use crate::Timestamp;
use crate::model::ErrorCode;
use crate::table::{Label, Pending, PendingChange, Status, Table};

/// A table that is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InUse {
    table: Arc<str>,
    reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    /// It is being created.
    Created,
    /// It is being deleted.
    Deleted,
    /// It is being archived. (The API reference says that no operation is allowed then, nobody recorded how it is refused.)
    Archived,
    /// It is being restored, so that its name is not free.
    Restored,
    /// It is to be deleted, but going through something else.
    Updated,
    /// It is to be deleted, but its stream is being enabled or disabled.
    Stream,
    /// It is to be deleted, but its indexes are not as they will be.
    Indexes,
    /// A change is under way that what is asked does not go with.
    Blocked(Asked, PendingChange),
    /// An index is to be changed that is going through something else.
    Index(IndexReason, Arc<str>),
    /// The encryption is being changed.
    Encryption,
    /// Its tags are being changed; it is to be deleted.
    Tags,
    /// A policy of it is being changed; it is to be deleted.
    DeletedPolicy,
    /// Its policy is being changed.
    Policy,
    /// The policy of its stream of that label is being changed.
    StreamPolicy(Timestamp),
}

/// Why an index is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum IndexReason {
    /// It is to be deleted, but being allocated.
    Allocated,
    /// It is to be updated, but being allocated. (Somewhere in the sentence are two spaces; where was not recorded.)
    NotBackfilling,
    /// It is being deleted.
    Deleted,
    /// It is being updated.
    Updated,
}

/// What a request wants to change of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Billing mode or units.
    Units,
    /// The stream.
    Stream,
    /// The class. That it does not go with changes of units and of indexes is inferred.
    Class,
    /// Bounds of on-demand requests.
    OnDemand,
    /// Which indexes there are.
    Index,
}

impl From<InUse> for Error {
    fn from(fault: InUse) -> Self {
        Self::new(ErrorCode::ResourceInUseException, format!("Attempt to change a resource which is still in use: {fault}"))
    }
}

impl fmt::Display for InUse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = &self.table;
        match &self.reason {
            Reason::Created => write!(formatter, "Table is being created: {table}"),
            Reason::Deleted => write!(formatter, "Table is being deleted: {table}"),
            Reason::Archived => write!(formatter, "Table is being archived: {table}"),
            Reason::Restored => write!(formatter, "Table is being used: {table}"),
            Reason::Updated => write!(formatter, "Table: {table} is in the process of being updated."),
            Reason::Stream => formatter.write_str("Cannot delete table while stream is being enabled/disabled."),
            Reason::Indexes => formatter.write_str("Cannot delete table while indexes are being created, updated, or deleted."),
            Reason::Blocked(asked, change) => blocked(formatter, *asked, change, table),
            Reason::Index(reason, index) => write!(formatter, "{reason} Table: {table} Index: {index}"),
            Reason::Tags => write!(formatter, "Table tags are being updated: {table}"),
            Reason::DeletedPolicy => write!(formatter, "Table: {table} has a pending resource-based policy update."),
            Reason::Policy => write!(formatter, "Table is pending previous resource-based policy update: {table}"),
            Reason::StreamPolicy(label) => {
                write!(formatter, "Stream is pending previous resource-based policy update: {}", Label(*label))
            }
            Reason::Encryption => formatter.write_str("Server-Side Encryption is still being updated"),
        }
    }
}

impl fmt::Display for IndexReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Allocated => {
                "Index creation is in resource allocation phase. Retry deletion during backfilling phase or when the index is active."
            }
            Self::NotBackfilling => "Index is being created but is not backfilling yet. ",
            Self::Deleted => "Index is being deleted.",
            Self::Updated => "Index is being updated.",
        })
    }
}

fn blocked(formatter: &mut fmt::Formatter<'_>, asked: Asked, change: &PendingChange, table: &str) -> fmt::Result {
    match (asked, change) {
        (Asked::OnDemand, _) => {
            formatter.write_str("OnDemandThroughput cannot be updated while ")?;
            while_under_way(formatter, change)
        }
        (Asked::Units, PendingChange::Throughput(_)) => {
            write!(formatter, "Table IOPS are currently being updated. Table: {table}")
        }
        (Asked::Stream, PendingChange::Stream { .. }) => {
            write!(formatter, "A stream status change is currently in progress. Table: {table}")?;
            specifics(formatter, change)
        }
        _ => {
            write!(formatter, "Can't {} {}. Table: {table}", verb(asked, change), reason(change))?;
            specifics(formatter, change)
        }
    }
}

const fn verb(asked: Asked, change: &PendingChange) -> &'static str {
    match (asked, change) {
        (Asked::Stream, PendingChange::Throughput(_)) => "enable or disable stream",
        (Asked::Index, PendingChange::Throughput(_)) => "create or delete indexes",
        (Asked::Stream, _) => "change stream status",
        (Asked::Index, _) => "create or delete an index",
        (Asked::Class, _) => "update table class",
        (Asked::Units | Asked::OnDemand, _) => "change table IOPS",
    }
}

const fn reason(change: &PendingChange) -> &'static str {
    match change {
        PendingChange::Stream { .. } => "when stream status is being updated",
        PendingChange::Class(_) => "when a table class update is in progress",
        PendingChange::Allocation(_) => "when an index is being created",
        PendingChange::IndexDeletion(_) => "when an index is being deleted",
        _ => "while table IOPS are being updated",
    }
}

/// What is told of `change` beside the table.
fn specifics(formatter: &mut fmt::Formatter<'_>, change: &PendingChange) -> fmt::Result {
    match change {
        PendingChange::Stream { label, enabled } => {
            let operation = if *enabled { "ENABLE" } else { "DISABLE" };
            write!(formatter, " Stream: {} Operation: {operation}", Label(*label))
        }
        PendingChange::Class(class) => write!(formatter, " TableClassUpdateInProgress: {}", class.class.name()),
        PendingChange::Allocation(index) | PendingChange::IndexDeletion(index) => write!(formatter, " Indexes: [{index}]"),
        _ => Ok(()),
    }
}

/// How a refusal to change bounds of on-demand requests ends. What the sentence about streams says after this was not recorded.
fn while_under_way(formatter: &mut fmt::Formatter<'_>, change: &PendingChange) -> fmt::Result {
    match change {
        PendingChange::Stream { .. } => formatter.write_str("stream status update is in progress"),
        PendingChange::Class(class) => {
            write!(formatter, "TableClass update is in progress. TableClassUpdateInProgress: {}", class.class.name())
        }
        PendingChange::Allocation(index) => write!(formatter, "index creation is in progress for indexes: [{index}]"),
        PendingChange::IndexDeletion(index) => write!(formatter, "index deletion is in progress for indexes: [{index}]"),
        _ => formatter.write_str("BillingMode update is in progress"),
    }
}

fn refuse(table: &Table, reason: Option<Reason>) -> Result<(), InUse> {
    reason.map_or(Ok(()), |reason| Err(InUse { table: Arc::clone(table.name()), reason }))
}

/// Whether `table` is neither being created, deleted nor archived.
///
/// # Errors
///
/// It is.
pub fn check_there(table: &Table) -> Result<(), InUse> {
    let reason = table.settings().changes().find_map(|change| match change {
        PendingChange::Creation | PendingChange::Restoration(_) | PendingChange::ReplicaCreation => Some(Reason::Created),
        PendingChange::Deletion | PendingChange::ReplicaDeletion => Some(Reason::Deleted),
        _ => None,
    });
    let archived = (table.settings().status == Status::Archiving).then_some(Reason::Archived);
    refuse(table, reason.or(archived))
}

/// Whether `table` goes through nothing that keeps its replicas from being changed.
///
/// # Errors
///
/// It does.
pub fn check_replicas_free(table: &Table) -> Result<(), Error> {
    check_there(table)?;
    let blocks = |change: &PendingChange| change.occupies_table() || matches!(change, PendingChange::Backfill(_));
    if table.settings().changes().any(blocks) { Err(resource_in_use()) } else { check_replicas(table) }
}

/// Whether no replica of `table` is being changed.
///
/// # Errors
///
/// One is.
pub fn check_replicas(table: &Table) -> Result<(), Error> {
    let mut changes = table.settings().changes();
    if changes.any(|change| matches!(change, PendingChange::Replica(_))) { Err(resource_in_use()) } else { Ok(()) }
}

/// Whether `table`, a replica of a global table, is neither on its way into or out of that nor changing the others.
///
/// # Errors
///
/// It is.
pub fn check_replica(table: &Table) -> Result<(), Error> {
    let moves = |change: &PendingChange| {
        matches!(change, PendingChange::ReplicaCreation | PendingChange::ReplicaDeletion | PendingChange::Deletion)
    };
    if table.settings().changes().any(moves) { Err(resource_in_use()) } else { check_replicas(table) }
}

/// What AWS says of global tables while one of their replicas is being changed.
pub fn resource_in_use() -> Error {
    Error::new(ErrorCode::ResourceInUseException, "The resource which you are attempting to change is in use.")
}

/// Whether the name of `table` may be told to be that of a table: one that is being made has it for itself.
///
/// # Errors
///
/// It is being made.
pub fn check_made(table: &Table) -> Result<(), InUse> {
    let reason = table.settings().changes().find_map(|change| match change {
        PendingChange::Creation => Some(Reason::Created),
        PendingChange::Restoration(_) => Some(Reason::Restored),
        _ => None,
    });
    refuse(table, reason)
}

/// Whether `table` goes through nothing that a bulk put does not go with: an index that is being made, a replica that comes or goes (developer guide, Bulk put
/// items considerations; nobody recorded how it is refused).
///
/// # Errors
///
/// It does.
pub fn check_bulk_put(table: &Table) -> Result<(), Error> {
    let blocks = |change: &PendingChange| {
        matches!(change, PendingChange::Allocation(_) | PendingChange::Backfill(_) | PendingChange::Replica(_))
    };
    if table.settings().changes().any(blocks) { Err(resource_in_use()) } else { Ok(()) }
}

/// Whether nothing keeps `table` from being deleted. Of several changes the one that began first is named (AWS was not seen to choose).
///
/// # Errors
///
/// Something does.
pub fn check_deletion(table: &Table, now: Timestamp) -> Result<(), InUse> {
    check_there(table)?;
    let reason = table.settings().pending.iter().find_map(|pending| match &pending.change {
        PendingChange::Protection
        | PendingChange::Backups { .. }
        | PendingChange::TimeToLive(_)
        | PendingChange::Insights(..)
        | PendingChange::Destination(_)
        | PendingChange::Precision(_) => None,
        PendingChange::Tags(_) => Some(Reason::Tags),
        PendingChange::Policy(..) => pending.hides_policy(now).then_some(Reason::DeletedPolicy),
        PendingChange::Stream { .. } => Some(Reason::Stream),
        PendingChange::Throughput(new) if new.table.is_none() => Some(Reason::Indexes),
        PendingChange::Allocation(_) | PendingChange::Backfill(_) | PendingChange::IndexDeletion(_) => Some(Reason::Indexes),
        _ => Some(Reason::Updated),
    });
    refuse(table, reason)
}

/// Whether what is asked goes with the changes of `table` that are under way.
///
/// # Errors
///
/// It does not.
pub fn check_asked(table: &Table, asked: Asked) -> Result<(), InUse> {
    let blocking = table.settings().changes().find(|change| change.occupies_table());
    refuse(table, blocking.map(|change| Reason::Blocked(asked, change.clone())))
}

/// Whether the index `name` of `table` can be updated, or `deleted`.
///
/// # Errors
///
/// It is going through something.
pub fn check_index(table: &Table, name: &str, deleted: bool) -> Result<(), InUse> {
    let reason = table.settings().changes().find_map(|change| match change {
        PendingChange::Allocation(index) if **index == *name && deleted => Some(IndexReason::Allocated),
        PendingChange::Allocation(index) if **index == *name => Some(IndexReason::NotBackfilling),
        PendingChange::IndexDeletion(index) if **index == *name => Some(IndexReason::Deleted),
        PendingChange::Throughput(new) if new.indexes.iter().any(|(index, _)| **index == *name) => Some(IndexReason::Updated),
        _ => None,
    });
    refuse(table, reason.map(|reason| Reason::Index(reason, name.into())))
}

/// Whether the encryption of `table` is as it will be.
///
/// # Errors
///
/// It is being changed.
pub fn check_encryption(table: &Table) -> Result<(), InUse> {
    let changes = table.settings().changes().any(|change| matches!(change, PendingChange::Encryption(_)));
    refuse(table, changes.then_some(Reason::Encryption))
}

/// Whether the policy of `table`, or that of its stream that was enabled at `stream`, can be changed at `now`.
///
/// # Errors
///
/// It was changed a moment ago, which is said first in one way and then in another.
pub fn check_policy(table: &Table, stream: Option<Timestamp>, now: Timestamp) -> Result<(), Error> {
    let changes = |change: &PendingChange| matches!(change, PendingChange::Policy(of, _) if *of == stream);
    let Some(pending) = table.settings().pending.iter().find(|pending| changes(&pending.change)) else { return Ok(()) };
    if pending.hides_policy(now) {
        return Ok(refuse(table, Some(stream.map_or(Reason::Policy, Reason::StreamPolicy)))?);
    }
    let what = stream.map_or_else(|| format!("table {}", table.name()), |label| format!("stream {}", Label(label)));
    Err(paused(&format!("Resource-based policy for {what}"), pending, "."))
}

/// Whether deletion protection of `table` can be switched.
///
/// # Errors
///
/// It was switched a moment ago.
pub fn check_protection(table: &Table) -> Result<(), Error> {
    let pending = table.settings().pending.iter().find(|pending| matches!(pending.change, PendingChange::Protection));
    let paused = |pending| Err(paused(&format!("Deletion protection setting for table {}", table.name()), pending, ""));
    pending.map_or(Ok(()), paused)
}

/// `what` was changed a moment ago.
fn paused(what: &str, pending: &Pending, stop: &str) -> Error {
    let (delay, end) = (pending.delay, Label(pending.end()));
    let text = format!("{what} modified within the previous {delay} milliseconds. Please try again after {end}Z{stop}");
    Error::new(ErrorCode::ThrottlingException, text)
}
