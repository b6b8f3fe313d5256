//! `GetResourcePolicy`: the policy of a table or a stream in its canonical form.

use serde::Serialize;

use super::policy_slot::{PolicySlot, revision_id};
use super::{Call, Error};
use crate::request::Structure;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    policy: String,
    revision_id: Option<String>,
}

pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let target = PolicySlot::of(call, input)?;
    let found = target.find(call)?;
    let slot = found.read(call.now());
    let attached = slot.policy().ok_or_else(|| target.no_policy())?;
    Ok(Output { policy: attached.canonical.clone(), revision_id: revision_id(slot.revision()) })
}
