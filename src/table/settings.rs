//! What is set for a table beside its schema and its items: what the control plane changes and describes.

use std::sync::Arc;

use serde::Serialize;

use super::{
    AutoScalings, BillingMode, Condition, ContributorInsights, GlobalSettings, IndexSchema, OnDemandThroughput, Pending, Status,
    StreamingDestination, Tags, Throughput, TimeToLive, Units, VectorIndexSchema,
};
use crate::Timestamp;
use crate::calendar::Label;
use crate::policy::Slot;
use crate::stored::{stored_enum, stored_struct};

/// The settings of a table. They change as a whole. What is announced and not complete yet stands in `pending`, with what holds then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSettings {
    /// Tells this table from others that had or will have its name.
    pub id: Arc<str>,
    /// When it was created.
    pub created: Timestamp,
    /// What it is going through, as far as others are concerned.
    pub status: Status,
    /// What it is going through, in the order of its announcement.
    pub pending: Vec<Pending>,
    /// What keeps it from its items, if something does.
    pub condition: Option<Condition>,
    /// How it is paid for.
    pub billing: Billing,
    /// The table's own throughput.
    pub throughput: Throughput,
    /// The global secondary indexes in the order of their creation.
    pub indexes: Vec<GlobalIndexSettings>,
    /// The vector indexes in the order of their creation.
    pub vector_indexes: Vec<VectorIndexSettings>,
    /// The table class, once it was ever set to another one than the standard.
    pub class: Option<TableClassSetting>,
    /// Encryption with a key of the key management service.
    pub encryption: Option<Encryption>,
    /// The stream.
    pub stream: StreamSettings,
    /// When items expire.
    pub time_to_live: TimeToLive,
    /// Whether `DeleteTable` is refused.
    pub deletion_protection: bool,
    /// How provisioned capacity is scaled.
    pub auto_scaling: AutoScalings,
    /// What concerns global tables.
    pub global: GlobalSettings,
    /// The tags.
    pub tags: Tags,
    /// The resource-based policies.
    pub policies: Policies,
    /// Whether its keys are counted.
    pub insights: ContributorInsights,
    /// Where its changes are or were sent, the last one first.
    pub destinations: Vec<StreamingDestination>,
}

/// What holds for a table for which nothing is set.
impl Default for TableSettings {
    fn default() -> Self {
        let (units, on_demand) = (Units::default(), OnDemandThroughput::default());
        Self {
            id: "00000000-0000-0000-0000-000000000000".into(),
            created: Timestamp::default(),
            status: Status::Active,
            pending: Vec::new(),
            condition: None,
            billing: Billing { mode: BillingMode::PayPerRequest, last_on_demand: None },
            throughput: Throughput::new(BillingMode::PayPerRequest, units, on_demand, units),
            indexes: Vec::new(),
            vector_indexes: Vec::new(),
            class: None,
            encryption: None,
            stream: StreamSettings::default(),
            time_to_live: TimeToLive::default(),
            deletion_protection: false,
            auto_scaling: AutoScalings::default(),
            global: GlobalSettings::default(),
            tags: Tags::default(),
            policies: Policies::default(),
            insights: ContributorInsights::default(),
            destinations: Vec::new(),
        }
    }
}

impl TableSettings {
    /// The destinations with `destination` in the place of the one with its ARN, or before all others (observed 2026-10-09).
    #[must_use]
    pub fn destinations_with(&self, destination: StreamingDestination) -> Vec<StreamingDestination> {
        let mut destinations = self.destinations.clone();
        match destinations.iter_mut().find(|other| other.stream == destination.stream) {
            Some(other) => *other = destination,
            None => destinations.insert(0, destination),
        }
        destinations
    }

    /// These settings without contributor insights and without destinations.
    #[must_use]
    pub fn unwatched(mut self) -> Self {
        self.insights = ContributorInsights::default();
        for index in &mut self.indexes {
            index.insights = ContributorInsights::default();
        }
        self.destinations.clear();
        self
    }
}

/// How a table is paid for, and what its description tells about that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Billing {
    /// The mode in force.
    pub mode: BillingMode,
    /// When it last became `PAY_PER_REQUEST`.
    pub last_on_demand: Option<Timestamp>,
}

impl Billing {
    /// The same, once a change to it is complete at `now`: only then requests are paid for (observed 2026-10-08).
    #[must_use]
    pub fn settled_at(self, now: Timestamp) -> Self {
        let last_on_demand = if self.mode == BillingMode::PayPerRequest { Some(now) } else { self.last_on_demand };
        Self { last_on_demand, ..self }
    }
}

/// What is set for a global secondary index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlobalIndexSettings {
    /// Name, key and projection.
    pub schema: Arc<IndexSchema>,
    /// What it is going through.
    pub status: Status,
    /// Whether items are being read into it, while it is being created on a live table.
    pub backfilling: Option<bool>,
    /// Its own throughput.
    pub throughput: Throughput,
    /// Whether its keys are counted.
    pub insights: ContributorInsights,
}

/// What is set for a vector index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VectorIndexSettings {
    /// What it takes from items.
    pub schema: Arc<VectorIndexSchema>,
    /// What it is going through.
    pub status: Status,
    /// Whether items are being read into it, while it is being created on a live table.
    pub backfilling: Option<bool>,
}

impl VectorIndexSettings {
    /// An index that is as its definition says.
    #[must_use]
    pub const fn active(schema: Arc<VectorIndexSchema>) -> Self {
        Self { schema, status: Status::Active, backfilling: None }
    }
}

/// What a table is optimised for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TableClass {
    /// Throughput.
    Standard,
    /// Storage.
    StandardInfrequentAccess,
}

impl TableClass {
    /// The name in requests.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "STANDARD",
            Self::StandardInfrequentAccess => "STANDARD_INFREQUENT_ACCESS",
        }
    }

    /// The class called `name` in requests.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "STANDARD" => Some(Self::Standard),
            "STANDARD_INFREQUENT_ACCESS" => Some(Self::StandardInfrequentAccess),
            _ => None,
        }
    }
}

impl TableClassSetting {
    /// The same, once the change to it is complete at `now`.
    #[must_use]
    pub const fn updated_at(self, now: Timestamp) -> Self {
        let [_, before] = self.updates;
        Self { updates: [Some(now), before], ..self }
    }
}

/// A table class and when it was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableClassSetting {
    /// The class.
    pub class: TableClass,
    /// When `UpdateTable` last set the class, and when the time before; none for a class chosen with the table.
    pub updates: [Option<Timestamp>; 2],
}

/// A class that was chosen twice within 30 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassLimit;

impl TableClassSetting {
    const PERIOD: i64 = 30 * 86_400_000;

    /// The class of a table for which `setting` is set.
    #[must_use]
    pub fn class_of(setting: Option<Self>) -> TableClass {
        setting.map_or(TableClass::Standard, |setting| setting.class)
    }

    /// What is set once `class` is chosen at `now` where `before` was set.
    ///
    /// # Errors
    ///
    /// The class was changed twice within 30 days, also if this would be no change (observed 2026-10-08).
    pub fn changed(before: Option<Self>, class: TableClass, now: Timestamp) -> Result<Option<Self>, ClassLimit> {
        let [last, earlier] = before.map_or([None; 2], |setting| setting.updates);
        if earlier.is_some_and(|earlier| now.0 - earlier.0 < Self::PERIOD) {
            return Err(ClassLimit);
        }
        Ok(if Self::class_of(before) == class { before } else { Some(Self { class, updates: [Some(now), last] }) })
    }
}

/// Encryption at rest with a key of the key management service; a table without it is encrypted with a key that AWS owns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encryption {
    /// Whether the change to this key is complete.
    pub status: EncryptionStatus,
    /// The key; `None` while a response says no more than that encryption is being changed.
    pub key: Option<Arc<str>>,
}

/// How far a change of the encryption is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EncryptionStatus {
    /// The key is in use.
    Enabled,
    /// The key is being changed.
    Updating,
}

/// What stream records hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StreamViewType {
    /// The item as it is after the change.
    NewImage,
    /// The item as it was before the change.
    OldImage,
    /// Both.
    NewAndOldImages,
    /// Its key.
    KeysOnly,
}

impl StreamViewType {
    /// The type called `name` in requests.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "NEW_IMAGE" => Some(Self::NewImage),
            "OLD_IMAGE" => Some(Self::OldImage),
            "NEW_AND_OLD_IMAGES" => Some(Self::NewAndOldImages),
            "KEYS_ONLY" => Some(Self::KeysOnly),
            _ => None,
        }
    }
}

/// Which stream a table has, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StreamSettings {
    /// What its records hold, if it is enabled.
    pub view: Option<StreamViewType>,
    /// When the latest stream was enabled. It stays when that stream is disabled (observed 2026-10-08).
    pub latest: Option<Timestamp>,
}

impl StreamSettings {
    /// A new stream, enabled at `now`, labelled unlike the one before.
    #[must_use]
    pub fn enabled(self, view: StreamViewType, now: Timestamp) -> Self {
        let after = self.latest.map_or(now, |latest| now.max(Timestamp(latest.0 + 1)));
        Self { view: Some(view), latest: Some(after) }
    }

    /// The label of the latest stream.
    #[must_use]
    pub fn label(self) -> Option<String> {
        self.latest.map(|latest| Label(latest).to_string())
    }
}

/// The policies of a table, which are about its indexes, too, and of its latest stream.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policies {
    /// That of the table.
    pub table: Slot,
    /// That of the stream that was enabled at this time.
    pub stream: Option<(Timestamp, Slot)>,
}

impl Policies {
    /// That of the stream that was enabled at `label`.
    #[must_use]
    pub fn of_stream(&self, label: Timestamp) -> Slot {
        let slot = self.stream.as_ref().filter(|(stream, _)| *stream == label);
        slot.map(|(_, slot)| slot.clone()).unwrap_or_default()
    }

    /// The same with `slot` for the stream that was enabled at `label`.
    #[must_use]
    pub fn with_stream(self, label: Timestamp, slot: Slot) -> Self {
        Self { stream: Some((label, slot)), ..self }
    }
}

stored_struct!(TableSettings {
    id,
    created,
    status,
    pending,
    condition,
    billing,
    throughput,
    auto_scaling,
    global,
    indexes,
    vector_indexes,
    class,
    encryption,
    stream,
    time_to_live,
    deletion_protection,
    tags,
    policies,
    insights,
    destinations,
});
stored_struct!(Billing { mode, last_on_demand });
stored_struct!(GlobalIndexSettings { schema, status, backfilling, throughput, insights });
stored_struct!(VectorIndexSettings { schema, status, backfilling });
stored_enum!(TableClass { 0 => Standard, 1 => StandardInfrequentAccess });
stored_struct!(TableClassSetting { class, updates });
stored_struct!(Encryption { status, key });
stored_enum!(EncryptionStatus { 0 => Enabled, 1 => Updating });
stored_enum!(StreamViewType { 0 => NewImage, 1 => OldImage, 2 => NewAndOldImages, 3 => KeysOnly });
stored_struct!(StreamSettings { view, latest });
stored_struct!(Policies { table, stream });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_enabled_again_has_another_label() {
        let first = StreamSettings::default().enabled(StreamViewType::NewImage, Timestamp(5));
        let second = StreamSettings { view: None, ..first }.enabled(StreamViewType::OldImage, Timestamp(5));
        assert_ne!(first.label(), second.label());
        assert_eq!(first.label().as_deref(), Some("1970-01-01T00:00:00.005"));
    }

    #[test]
    fn names_of_requests_are_those_of_descriptions() {
        for name in ["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"] {
            assert_eq!(serde_json::to_value(StreamViewType::from_name(name)).unwrap(), name);
        }
        for name in ["STANDARD", "STANDARD_INFREQUENT_ACCESS"] {
            assert_eq!(serde_json::to_value(TableClass::from_name(name)).unwrap(), name);
        }
        for name in ["PROVISIONED", "PAY_PER_REQUEST"] {
            assert_eq!(serde_json::to_value(BillingMode::from_name(name)).unwrap(), name);
        }
    }
}
