//! The table or stream whose policy is meant by a `ResourceArn`.

use super::{Call, Error, in_use};
use crate::Timestamp;
use crate::account;
use crate::model::ErrorCode;
use crate::policy::{DocumentFault, Revision, Slot, Target};
use crate::request::Structure;
use crate::table::{PendingChange, Policies, Table, TableSettings};

impl From<DocumentFault> for Error {
    fn from(fault: DocumentFault) -> Self {
        Self::validation(fault.to_string())
    }
}

/// The place for the policy of a table or of its stream.
#[derive(Debug, Clone)]
pub struct PolicySlot {
    arn: String,
    table: String,
    /// The label of the stream, if its policy is meant.
    label: Option<String>,
}

/// What a slot that was found holds.
pub struct Found<'c> {
    table: &'c Table,
    /// When the stream was enabled, if its policy is meant.
    stream: Option<Timestamp>,
    pub slot: Slot,
}

impl PolicySlot {
    /// The slot that the `ResourceArn` of `input` names; whether there is such a resource is not looked at.
    ///
    /// # Errors
    ///
    /// It is no ARN of a table or stream of the caller.
    pub fn of(call: &Call<'_>, input: &Structure) -> Result<Self, Error> {
        let arn = input.text("ResourceArn").unwrap_or_default();
        let (table, label) = account::policy_resource(call.place(), arn)?;
        Ok(Self { arn: arn.to_owned(), table: table.to_owned(), label: label.map(str::to_owned) })
    }

    /// What the policy is attached to.
    #[must_use]
    pub const fn target(&self) -> Target {
        if self.label.is_some() { Target::Stream } else { Target::Table }
    }

    /// The ARN of the resource.
    #[must_use]
    pub fn arn(&self) -> &str {
        &self.arn
    }

    /// What is in the slot.
    ///
    /// # Errors
    ///
    /// There is no such table, or its latest stream is another one.
    pub fn find<'c>(&self, call: &'c Call<'_>) -> Result<Found<'c>, Error> {
        let not_found =
            |what: String| Error::new(ErrorCode::ResourceNotFoundException, format!("Requested resource not found: {what}"));
        let name = &self.table;
        let table = call.database.table(call.place(), name);
        let table = table.filter(|table| table.settings().is_known(call.now()));
        let table = table.ok_or_else(|| not_found(format!("Table: {name} not found")))?;
        let Policies { table: of_table, .. } = &table.settings().policies;
        let Some(label) = &self.label else { return Ok(Found { table, stream: None, slot: of_table.clone() }) };
        let stream = table.settings().stream;
        match stream.latest.filter(|_| stream.label().as_ref() == Some(label)) {
            Some(latest) => Ok(Found { table, stream: Some(latest), slot: table.settings().policies.of_stream(latest) }),
            None => Err(not_found(format!("Stream: {label} not found for Table: {name}"))),
        }
    }

    /// That there is no policy.
    #[must_use]
    pub fn no_policy(&self) -> Error {
        policy_not_found(&self.arn)
    }

    /// Whether `slot` is at the revision that the `ExpectedRevisionId` of `input` names, if it names one (observed 2026-10-09).
    ///
    /// # Errors
    ///
    /// It is not.
    pub fn check_revision(&self, slot: &Slot, input: &Structure) -> Result<(), Error> {
        let Some(expected) = input.text("ExpectedRevisionId") else { return Ok(()) };
        let current = slot.policy().and_then(|_| slot.revision());
        let (kind, name) = self.label.as_ref().map_or(("table", &self.table), |label| ("stream", label));
        let reason = match current {
            None if expected == NO_POLICY => return Ok(()),
            Some(current) if expected == current.to_string() => return Ok(()),
            None => format!("but {kind} {name} has no associated policy."),
            Some(_) => format!("but the policy associated to target {kind} {name} is at another revision."),
        };
        Err(policy_not_found(&format!("Requested update for policy with revision id {expected}, {reason}")))
    }
}

impl Found<'_> {
    /// The slot as it is read: a change is not seen for a moment.
    #[must_use]
    pub fn read(&self, now: Timestamp) -> &Slot {
        let hidden = self.table.settings().pending.iter().filter(|pending| pending.hides_policy(now));
        let before = hidden.map(|pending| &pending.change).find_map(|change| match change {
            PendingChange::Policy(stream, before) if *stream == self.stream => Some(before),
            _ => None,
        });
        before.unwrap_or(&self.slot)
    }

    /// The table with `slot` in this place, unless it is there already, and what begins then.
    ///
    /// # Errors
    ///
    /// The policy was changed a moment ago.
    pub fn changed(&self, slot: Slot, now: Timestamp) -> Result<Option<(Table, PendingChange)>, Error> {
        if slot == self.slot {
            return Ok(None);
        }
        in_use::check_there(self.table)?;
        in_use::check_policy(self.table, self.stream, now)?;
        Ok(Some((self.replaced(slot), PendingChange::Policy(self.stream, self.slot.clone()))))
    }

    fn replaced(&self, slot: Slot) -> Table {
        let settings = self.table.settings().clone();
        let policies = match self.stream {
            None => Policies { table: slot, ..settings.policies },
            Some(latest) => settings.policies.with_stream(latest, slot),
        };
        self.table.clone().with_settings(TableSettings { policies, ..settings })
    }
}

/// What `ExpectedRevisionId` says where no policy is expected.
const NO_POLICY: &str = "NO_POLICY";

fn policy_not_found(what: &str) -> Error {
    let text = format!("Resource-based policy not found for the provided ResourceArn: {what}");
    Error::new(ErrorCode::PolicyNotFoundException, text)
}

/// `RevisionId` as responses write it.
pub fn revision_id(revision: Option<Revision>) -> Option<String> {
    revision.map(|revision| revision.to_string())
}
