//! `DeleteResourcePolicy`: takes the policy of a table or a stream away. To do so again is no error.

use serde::Serialize;

use super::policy_slot::{PolicySlot, revision_id};
use super::{Call, Error};
use crate::request::Structure;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    #[serde(skip_serializing_if = "Option::is_none")]
    revision_id: Option<String>,
}

/// The answer tells the revision that is gone; where there is no policy, that of its deletion, if there ever was one (observed 2026-10-09).
pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let target = PolicySlot::of(call, input)?;
    let found = target.find(call)?;
    target.check_revision(&found.slot, input)?;
    let revision_id = revision_id(found.slot.revision());
    let slot = found.slot.without(call.now());
    if let Some((table, change)) = found.changed(slot, call.now())? {
        call.put(call.begun(table, [change]));
    }
    Ok(Output { revision_id })
}
