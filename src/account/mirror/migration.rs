//! How mirrors of earlier versions of the format become such of this one.

use super::{FORMAT, MirrorFault, State};
use crate::Timestamp;
use crate::stored::{Entries, Kind, from_bytes, to_bytes};

/// What takes a mirror from each version of the format to the next, before it is read.
const STEPS: &[fn(&mut Entries)] = &[add_state];

/// Whether `entries` are those of a mirror in the format that is written.
#[must_use]
pub fn is_current(entries: &Entries) -> bool {
    entries.peek(&Kind::Format.key(&[])).and_then(from_bytes) == Some(FORMAT)
}

/// Takes `entries` to the version of the format that is read.
pub(super) fn migrate(entries: &mut Entries) -> Result<(), MirrorFault> {
    let written = entries.get(&Kind::Format.key(&[])).ok_or(MirrorFault::NoMirror)?;
    let format: u64 = from_bytes(written).ok_or(MirrorFault::NoMirror)?;
    if format > FORMAT {
        return Err(MirrorFault::Newer(format));
    }
    for step in STEPS.iter().skip(usize::try_from(format).unwrap_or(usize::MAX)) {
        step(entries);
    }
    Ok(())
}

/// Format 0, which no release wrote, had no document of what there is one of.
fn add_state(entries: &mut Entries) {
    let (expiring, changing, cut_off) = (Vec::new(), Vec::new(), Vec::new());
    let state = State { swept: Timestamp::default(), global_tables: 0, cut_off, expiring, changing };
    entries.put(Kind::State.key(&[]), to_bytes(&state));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_step_from_every_version() {
        assert_eq!(STEPS.len() as u64, FORMAT);
    }
}
