//! A state read from a mirror. Nothing in it is trusted.

use std::cell::RefCell;
use std::sync::Arc;

use super::lineage::Lineage;
use super::slot::Slot;
use super::tables::{self, BackupDocument, RecoveryDocument, Shape, TableDocument};
use super::{MirrorFault, State, global, migration};
use crate::Timestamp;
use crate::account::database::{Contents, Database, Kept};
use crate::account::replication::GlobalTables;
use crate::account::{Backup, BackupId, BulkPut, Job, JobKind, Place, Recovery, job_key};
use crate::bucket;
use crate::stored::{Digest, Entries, Input, Kind, Ordered, Stored, from_bytes, to_bytes};
use crate::stream;
use crate::table::{Batch, Table, Write};
use crate::value::{Item, KeyBytes};

/// The state that `entries` hold: that of a new emulator, if there are none.
///
/// # Errors
///
/// What is wrong with them.
pub fn load(mut entries: Entries) -> Result<Database, MirrorFault> {
    if entries.is_empty() {
        return Ok(Database::default());
    }
    migration::migrate(&mut entries)?;
    let entries = &entries;
    let damaged = MirrorFault::Damaged;
    let state: State = entries.only(Kind::State).flatten().ok_or(damaged("the state of the emulator"))?;
    let mut database = Database { swept: state.swept, ..Database::default() };
    load_tables(entries, &mut database)?;
    load_backups(entries, &mut database)?;
    load_streams(entries, &mut database).ok_or(damaged("a stream"))?;
    database.buckets = bucket::load(entries).ok_or(damaged("a bucket or an object"))?;
    load_jobs(entries, &mut database).ok_or(damaged("an export or an import"))?;
    load_bulk_puts(entries, &mut database).ok_or(damaged("a bulk put"))?;
    load_completed(entries, &mut database).ok_or(damaged("a transaction"))?;
    let tables = global::load(entries).ok_or(damaged("a global table"))?;
    database.global_tables = GlobalTables::loaded(tables, state.global_tables, state.cut_off);
    database.counters =
        RefCell::new(entries.only(Kind::Counters).ok_or(damaged("what was counted of keys"))?.unwrap_or_default());
    database.note_all(&state.expiring, &state.changing);
    if entries.all_seen() { Ok(database) } else { Err(damaged("something that belongs to nothing")) }
}

/// The name in a key that ends with it, and the place before it.
fn placed(key: &[u8]) -> Option<(Place, Arc<str>)> {
    from_bytes(key)
}

fn load_tables(entries: &Entries, database: &mut Database) -> Result<(), MirrorFault> {
    for (key, value) in entries.of(Kind::Table) {
        let (place, name) = placed(key).ok_or(MirrorFault::Damaged("the name of a table"))?;
        let kept = load_table(&place, &name, value, entries).ok_or(MirrorFault::Damaged("a table"))?;
        contents(database, &place).tables.insert((&*name).into(), kept);
    }
    Ok(())
}

fn contents<'d>(database: &'d mut Database, place: &Place) -> &'d mut Contents {
    database.places.entry(place)
}

fn load_table(place: &Place, name: &Arc<str>, value: &[u8], entries: &Entries) -> Option<Kept> {
    let TableDocument { shape, global } = from_bytes(value)?;
    let place = to_bytes(place);
    let digest = Lineage { name: Arc::clone(name), id: Arc::clone(&shape.settings.id) }.digest(&place);
    let table = Arc::new(whole(name, shape, digest, entries)?);
    let recovery = match entries.get(&tables::key(Kind::Recovery, &place, name)) {
        Some(value) => Some(Arc::new(load_recovery(value, digest, &table, entries)?)),
        None => None,
    };
    Some(Kept { table, recovery, global })
}

/// A table whose items are kept as a whole.
fn whole(name: &Arc<str>, shape: Shape, digest: Digest, entries: &Entries) -> Option<Table> {
    let mut table = Table::new(Arc::clone(name), shape.schema).with_settings(shape.settings);
    change(&mut table, Slot::Whole, digest, entries)?;
    Some(table)
}

/// A state of a table that is told by what is other in it than in `next`.
fn changed(next: &Table, shape: Option<Shape>, slot: Slot<'_>, digest: Digest, entries: &Entries) -> Option<Table> {
    let mut table = match shape {
        Some(Shape { schema, settings }) => {
            (schema.key == *next.key()).then_some(())?;
            next.copied(Arc::clone(next.name()), &schema).with_settings(settings)
        }
        None => next.clone(),
    };
    change(&mut table, slot, digest, entries)?;
    Some(table)
}

/// Makes the changes that are kept in `slot`.
fn change(table: &mut Table, slot: Slot<'_>, digest: Digest, entries: &Entries) -> Option<()> {
    for (key, value) in entries.within(&slot.prefix(digest)) {
        let key = KeyBytes::from(key);
        let write = match value {
            [] if slot != Slot::Whole => Write::Delete { key },
            _ => {
                let item = Item::from_bytes(value)?;
                (table.key().table_key(&item).ok()? == key).then_some(Write::Put { key, item })?
            }
        };
        table.apply(&Batch::from(write));
    }
    Some(())
}

fn load_recovery(value: &[u8], digest: Digest, table: &Arc<Table>, entries: &Entries) -> Option<Recovery> {
    let RecoveryDocument { days, since, written } = from_bytes(value)?;
    let mut recovery = Recovery::loaded(days, since, written);
    let versions: Vec<_> = entries.within(&Kind::Version.key(&digest.0)).collect();
    let mut next = Arc::clone(table);
    for (key, value) in versions.into_iter().rev() {
        let second = KeyBytes::from(key);
        (key.len() == 8 && second < written.into()).then_some(())?;
        let shape: Option<Shape> = from_bytes(value)?;
        next = Arc::new(changed(&next, shape, Slot::Version(&second), digest, entries)?);
        recovery.versions.insert(second, Arc::clone(&next));
    }
    Some(recovery)
}

fn load_jobs(entries: &Entries, database: &mut Database) -> Option<()> {
    for (key, value) in entries.of(Kind::Job) {
        let mut input = Input(key);
        let place = Place::load(&mut input)?;
        let job: Job = from_bytes(value)?;
        (job_key(job.kind, job.id).as_bytes() == input.0).then_some(())?;
        contents(database, &place).jobs.insert(job);
    }
    Some(())
}

/// Each has its job.
fn load_bulk_puts(entries: &Entries, database: &mut Database) -> Option<()> {
    for (key, value) in entries.of(Kind::BulkPut) {
        let mut input = Input(key);
        let place = Place::load(&mut input)?;
        let bulk_put: BulkPut = from_bytes(value)?;
        let contents = contents(database, &place);
        contents.jobs.of_id(JobKind::BulkPut, bulk_put.id)?;
        let key = job_key(JobKind::BulkPut, bulk_put.id);
        (key.as_bytes() == input.0).then_some(())?;
        contents.bulk_puts.insert(key, Arc::new(bulk_put));
    }
    Some(())
}

/// A backup whose items are yet to be read.
struct Announced {
    place: Place,
    id: BackupId,
    table: Arc<str>,
    document: BackupDocument,
}

fn load_backups(entries: &Entries, database: &mut Database) -> Result<(), MirrorFault> {
    let damaged = MirrorFault::Damaged("a backup");
    let announced = entries.of(Kind::Backup).map(|(key, value)| announce(key, value));
    let announced = announced.collect::<Option<Vec<_>>>().ok_or(damaged.clone())?;
    // Each is told by the next one of its lineage, the last one by the table if there is one.
    for backup in announced.into_iter().rev() {
        let place = backup.place.clone();
        let backup = load_backup(backup, entries, database).ok_or(damaged.clone())?;
        contents(database, &place).backups.insert_loaded(backup).ok_or(damaged.clone())?;
    }
    Ok(())
}

fn announce(key: &[u8], value: &[u8]) -> Option<Announced> {
    let mut input = Input(key);
    let place = Place::load(&mut input)?;
    let created = Timestamp(Ordered::load(&mut input)?.to_signed());
    let distinction = u32::try_from(Ordered::load(&mut input)?.0).ok()?;
    let table = Stored::load(&mut input)?;
    (input.0.is_empty()).then_some(())?;
    Some(Announced { place, id: BackupId { created, distinction }, table, document: from_bytes(value)? })
}

fn load_backup(backup: Announced, entries: &Entries, database: &Database) -> Option<Backup> {
    let Announced { place, id, table, document: BackupDocument { name, kind, delay, shape } } = backup;
    let lineage = Lineage { name: Arc::clone(&table), id: Arc::clone(&shape.settings.id) };
    let digest = lineage.digest(&to_bytes(&place));
    let chain = database.places.get(&place).map(|contents| lineage.chain(contents));
    let next = chain.and_then(|chain| {
        let next = chain.backups.first().map(|backup| &backup.table);
        next.or(chain.head.map(|kept| &kept.table))
    });
    let table = match next {
        Some(next) => changed(next, Some(shape), Slot::Backup(id), digest, entries)?,
        None => whole(&table, shape, digest, entries)?,
    };
    Some(Backup { id, name, kind, delay, table: Arc::new(table) })
}

fn load_streams(entries: &Entries, database: &mut Database) -> Option<()> {
    for (key, value) in entries.of(Kind::Stream) {
        let (place, (table, label)): (Place, (Arc<str>, Arc<str>)) = from_bytes(key)?;
        let stream = stream::load_stream(&to_bytes(&place), table, label, value, entries)?;
        contents(database, &place).streams.insert(stream);
    }
    for (key, value) in entries.of(Kind::DataStream) {
        let (place, arn) = placed(key)?;
        let stream = stream::load_data_stream(&to_bytes(&place), arn, value, entries)?;
        contents(database, &place).data_streams.insert(stream);
    }
    Some(())
}

fn load_completed(entries: &Entries, database: &mut Database) -> Option<()> {
    for (key, value) in entries.of(Kind::Completed) {
        let mut input = Input(key);
        let place = Place::load(&mut input)?;
        contents(database, &place).completed.insert_loaded(input.0.into(), from_bytes(value)?);
    }
    Some(())
}
