//! Exports, imports and bulk puts: what was asked for, and what came of it.
//!
//! The work of an export or an import is done when it is asked for; how long it seems to take is for the lifecycle to say. A job knows what requests
//! tell of it; that of a bulk put is told anew with each slice of its work.

use std::ops::Bound;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::BackupId;
use crate::Timestamp;
use crate::request::{Fingerprint, Member};
use crate::stored::{self, Input, Stored, stored_enum, stored_struct};
use crate::value::{Held, Item, KeyBytes, KeyMap};

/// How long a token stands for the job that it was sent with, in milliseconds: eight hours (API reference, `ExportTableToPointInTime`).
const TOKEN_VALIDITY: i64 = 8 * 3_600_000;
/// For how long a job is listed, in milliseconds: 90 days (API reference, `ListExports` and `ListImports`).
const RETENTION: i64 = 90 * 86_400_000;

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// It exports a table.
    Export,
    /// It imports one.
    Import,
    /// It puts items into one that is there.
    BulkPut,
}

/// An export, an import or a bulk put.
#[derive(Debug, Clone)]
pub struct Job {
    /// What it does.
    pub kind: JobKind,
    /// What tells it from others of its kind: the last part of its ARN.
    pub id: BackupId,
    /// Its ARN.
    pub arn: String,
    /// The ARN of its table.
    pub table_arn: String,
    /// The token that it was asked for with, and what else the request said.
    pub token: Option<(String, Fingerprint)>,
    /// When it is over; of a bulk put that is told among the results.
    pub end: Timestamp,
    /// Whether it fails.
    pub fails: bool,
    /// What is known from the beginning.
    pub known: Members,
    /// What is known once it is over, and of a bulk put meanwhile.
    pub results: Members,
}

/// Members of a description with their names, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Members(pub Vec<(String, Told)>);

/// What a member of a description tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A time, in seconds.
    Time(Timestamp),
    /// Yes or no.
    Boolean(bool),
    /// Several.
    List(Vec<Self>),
    /// Members of its own.
    Object(Members),
    /// Attributes in the form of the API.
    Attributes(Item),
    /// That there is nothing to tell, where that is told.
    Null,
}

impl From<&Member> for Told {
    /// What a request said. Nothing is lost: no request that is told of has members of other kinds.
    fn from(member: &Member) -> Self {
        match member {
            Member::Text(text) => Self::Text(text.clone()),
            Member::Integer(number) => Self::Number(*number),
            Member::Boolean(boolean) => Self::Boolean(*boolean),
            Member::Values(Ok(values)) => Self::Attributes(Item::new(values)),
            Member::List(elements) => Self::List(elements.iter().map(Self::from).collect()),
            Member::Structure(structure) => {
                let members = structure.iter().map(|(name, member)| (name.to_owned(), Self::from(member)));
                Self::Object(Members(members.collect()))
            }
            Member::Map(entries) => {
                let members = entries.iter().map(|(name, member)| (name.clone(), Self::from(member)));
                Self::Object(Members(members.collect()))
            }
            _ => Self::Object(Members::default()),
        }
    }
}

impl Members {
    /// The same with another member, if there is one.
    pub fn add(&mut self, name: &str, told: impl Into<Option<Told>>) -> &mut Self {
        self.0.extend(told.into().map(|told| (name.to_owned(), told)));
        self
    }

    /// What the member `name` tells.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Told> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, told)| told)
    }

    /// Those of these names.
    #[must_use]
    pub fn named(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect())
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, told) in &self.0 {
            map.serialize_entry(name, told)?;
        }
        map.end()
    }
}

impl Serialize for Told {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Time(time) => serializer.serialize_f64(time.as_seconds()),
            Self::Boolean(boolean) => serializer.serialize_bool(*boolean),
            Self::List(elements) => elements.serialize(serializer),
            Self::Object(members) => members.serialize(serializer),
            Self::Attributes(item) => item.serialize(serializer),
            Self::Null => serializer.serialize_unit(),
        }
    }
}

/// The jobs of one place. A clone takes constant time.
#[derive(Debug, Clone, Default)]
pub struct Jobs(pub(super) KeyMap<Arc<Job>>);

impl Held for Arc<Job> {}

impl Jobs {
    /// `id`, or the next one that is free.
    #[must_use]
    pub fn free_id(&self, kind: JobKind, mut id: BackupId) -> BackupId {
        while self.0.contains(key(kind, id).as_bytes()) {
            id.distinction = id.distinction.wrapping_add(1);
        }
        id
    }

    /// Keeps `job`.
    pub fn insert(&mut self, job: Job) {
        self.0.insert(key(job.kind, job.id), Arc::new(job));
    }

    /// The job with this ARN.
    #[must_use]
    pub fn get(&self, kind: JobKind, arn: &str) -> Option<&Arc<Job>> {
        let id = BackupId::parse(arn.rsplit('/').next()?)?;
        self.0.get(key(kind, id).as_bytes()).filter(|job| job.arn == arn)
    }

    /// The job with this id.
    #[must_use]
    pub fn of_id(&self, kind: JobKind, id: BackupId) -> Option<&Arc<Job>> {
        self.0.get(key(kind, id).as_bytes())
    }

    /// The jobs of a kind that are listed at `now`, those that began later first.
    pub fn listed(&self, kind: JobKind, now: Timestamp) -> impl Iterator<Item = &Arc<Job>> {
        let (first, last) = ([kind as u8], [kind as u8 + 1]);
        let jobs = self.0.range((Bound::Included(&first), Bound::Excluded(&last))).rev().map(|(_, job)| job);
        jobs.filter(move |job| now.0.saturating_sub(job.id.created.0) < RETENTION).collect::<Vec<_>>().into_iter()
    }

    /// The job that `token` stands for at `now`.
    #[must_use]
    pub fn of_token(&self, kind: JobKind, token: &str, now: Timestamp) -> Option<&Arc<Job>> {
        let is_valid = |job: &&Arc<Job>| now.0.saturating_sub(job.id.created.0) < TOKEN_VALIDITY;
        self.listed(kind, now).find(|job| is_valid(job) && job.token.as_ref().is_some_and(|(known, _)| known == token))
    }
}

pub(super) fn key(kind: JobKind, id: BackupId) -> KeyBytes {
    let time = KeyBytes::from(id.created.0);
    [&[kind as u8], time.as_bytes(), &id.distinction.to_be_bytes()].concat().as_slice().into()
}

stored_enum!(JobKind { 1 => Export, 2 => Import, 3 => BulkPut });
stored_struct!(Job { kind, id, arn, table_arn, token, end, fails, known, results });

/// The most levels that what is told may have: requests have fewer.
const DEEPEST: usize = 16;

impl Stored for Members {
    fn store(&self, output: &mut Vec<u8>) {
        self.0.len().store(output);
        for (name, told) in &self.0 {
            name.store(output);
            told.store(output);
        }
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        load_members(input, 0)
    }
}

impl Told {
    fn store(&self, output: &mut Vec<u8>) {
        match self {
            Self::Text(text) => {
                output.push(1);
                text.store(output);
            }
            Self::Number(number) => {
                output.push(2);
                number.store(output);
            }
            Self::Time(time) => {
                output.push(3);
                time.store(output);
            }
            Self::Boolean(boolean) => {
                output.push(4);
                boolean.store(output);
            }
            Self::List(elements) => {
                output.push(5);
                elements.len().store(output);
                for element in elements {
                    element.store(output);
                }
            }
            Self::Object(members) => {
                output.push(6);
                members.store(output);
            }
            Self::Attributes(item) => {
                output.push(7);
                stored::store_bytes(item.as_bytes(), output);
            }
            Self::Null => output.push(8),
        }
    }
}

fn load_members(input: &mut Input<'_>, depth: usize) -> Option<Members> {
    let mut members = Vec::new();
    for _ in 0..usize::load(input)? {
        members.push((String::load(input)?, load_told(input, depth)?));
    }
    Some(Members(members))
}

fn load_told(input: &mut Input<'_>, depth: usize) -> Option<Told> {
    let below = (depth < DEEPEST).then_some(depth + 1)?;
    Some(match input.byte()? {
        1 => Told::Text(Stored::load(input)?),
        2 => Told::Number(Stored::load(input)?),
        3 => Told::Time(Stored::load(input)?),
        4 => Told::Boolean(Stored::load(input)?),
        5 => {
            let mut elements = Vec::new();
            for _ in 0..usize::load(input)? {
                elements.push(load_told(input, below)?);
            }
            Told::List(elements)
        }
        6 => Told::Object(load_members(input, below)?),
        7 => Told::Attributes(Item::from_bytes(input.bytes()?)?),
        8 => Told::Null,
        _ => return None,
    })
}
