//! What there is in each account and region, in a mirror.

use std::sync::Arc;

use super::lineage::Lineage;
use super::{lineage, tables};
use crate::account::completed_transactions::CompletedTransactions;
use crate::account::database::{Contents, Database, Kept};
use crate::account::{Backup, BulkPut, Jobs, Place};
use crate::stored::{Edits, Kind, to_bytes};
use crate::stream;
use crate::value::KeyMap;

/// Takes the entries of all places from one state to another.
pub(super) fn follow(before: &Database, after: &Database, replaced: bool, edits: &mut Edits) {
    if before.places.is_same(&after.places) {
        return;
    }
    let nothing = Contents::default();
    for (place, contents) in after.places.iter() {
        follow_contents(place, before.places.get(place).unwrap_or(&nothing), contents, replaced, edits);
    }
    for (place, contents) in before.places.iter().filter(|(place, _)| after.places.get(place).is_none()) {
        follow_contents(place, contents, &nothing, replaced, edits);
    }
}

fn follow_contents(place: &Place, before: &Contents, after: &Contents, replaced: bool, edits: &mut Edits) {
    let place = to_bytes(place);
    let mut lineages = Vec::new();
    follow_tables(&place, before, after, &mut lineages, edits);
    follow_backups(&place, before, after, &mut lineages, edits);
    for lineage in lineages {
        let (was, is) = (lineage.chain(before), lineage.chain(after));
        let digest = lineage.digest(&place);
        lineage::follow(digest, &was, &is, edits);
        tables::follow_versions(digest, was.head, is.head, replaced, edits);
    }
    stream::follow_streams(&place, &before.streams, &after.streams, replaced, edits);
    stream::follow_data_streams(&place, &before.data_streams, &after.data_streams, replaced, edits);
    follow_completed(&place, &before.completed, &after.completed, edits);
    follow_jobs(&place, &before.jobs, &after.jobs, edits);
    follow_bulk_puts(&place, &before.bulk_puts, &after.bulk_puts, edits);
}

/// Adds the lineages of tables that changed to `lineages`.
fn follow_tables(place: &[u8], before: &Contents, after: &Contents, lineages: &mut Vec<Lineage>, edits: &mut Edits) {
    let mut follow = |was: Option<&Kept>, is: Option<&Kept>| {
        let Some(kept) = is.or(was) else { return };
        if was.zip(is).is_some_and(|(was, is)| is_same(was, is)) {
            return;
        }
        tables::follow_table(place, kept.table.name(), was, is, edits);
        for kept in was.into_iter().chain(is) {
            add(lineages, Lineage::of(&kept.table));
        }
    };
    before.tables.for_each_difference(&after.tables, &mut |name| {
        follow(before.tables.get(name.as_bytes()), after.tables.get(name.as_bytes()));
    });
}

fn is_same(before: &Kept, after: &Kept) -> bool {
    let same_recovery = match (&before.recovery, &after.recovery) {
        (Some(before), Some(after)) => Arc::ptr_eq(before, after),
        (before, after) => before.is_none() && after.is_none(),
    };
    same_recovery && Arc::ptr_eq(&before.table, &after.table) && before.global == after.global
}

/// Adds the lineages of backups that are new or gone to `lineages`.
fn follow_backups(place: &[u8], before: &Contents, after: &Contents, lineages: &mut Vec<Lineage>, edits: &mut Edits) {
    let (before, after) = (&before.backups.0, &after.backups.0);
    if Arc::ptr_eq(before, after) {
        return;
    }
    let is_in = |backups: &[Arc<Backup>], backup: &Arc<Backup>| backups.iter().any(|other| Arc::ptr_eq(other, backup));
    let gone = before.iter().filter(|backup| !is_in(after, backup)).map(|backup| (backup, false));
    let new = after.iter().filter(|backup| !is_in(before, backup)).map(|backup| (backup, true));
    for (backup, is_there) in gone.chain(new) {
        tables::follow_backup(place, backup, is_there, edits);
        add(lineages, Lineage::of(&backup.table));
    }
}

fn add(lineages: &mut Vec<Lineage>, lineage: Lineage) {
    if !lineages.contains(&lineage) {
        lineages.push(lineage);
    }
}

fn follow_completed(place: &[u8], before: &CompletedTransactions, after: &CompletedTransactions, edits: &mut Edits) {
    let (before, after) = (&before.by_token, &after.by_token);
    before.for_each_difference(after, &mut |token| {
        let key = [&Kind::Completed.key(place), token.as_bytes()].concat();
        edits.follow(key, before.get(token.as_bytes()).map(to_bytes), after.get(token.as_bytes()).map(to_bytes));
    });
}

fn follow_jobs(place: &[u8], before: &Jobs, after: &Jobs, edits: &mut Edits) {
    before.0.for_each_difference(&after.0, &mut |id| {
        let bytes = |jobs: &Jobs| jobs.0.get(id.as_bytes()).map(to_bytes);
        edits.follow([&Kind::Job.key(place), id.as_bytes()].concat(), bytes(before), bytes(after));
    });
}

fn follow_bulk_puts(place: &[u8], before: &KeyMap<Arc<BulkPut>>, after: &KeyMap<Arc<BulkPut>>, edits: &mut Edits) {
    before.for_each_difference(after, &mut |id| {
        let bytes = |bulk_puts: &KeyMap<Arc<BulkPut>>| bulk_puts.get(id.as_bytes()).map(to_bytes);
        edits.follow([&Kind::BulkPut.key(place), id.as_bytes()].concat(), bytes(before), bytes(after));
    });
}
