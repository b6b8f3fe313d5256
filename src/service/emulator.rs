//! The emulator: all accounts and regions behind one call.

use std::borrow::Cow;
use std::cell::{RefCell, RefMut};

use super::mirror::Mirror;
use super::route::{Destination, Destined};
use super::{Head, Options, Request, RequestId, Response, Route, cors, failure};
use crate::account::{self, Database, Place, RegionName};
use crate::calendar::Http;
use crate::model::{ErrorCode, OperationModel, operations};
use crate::operation::{self, Caller, Error};
use crate::policy::Identity;
use crate::stream::ShardId;
use crate::{Host, Timestamp};

/// DynamoDB, DynamoDB Streams and Amazon S3 for any number of accounts and regions.
#[derive(Debug)]
pub struct Emulator {
    pub(super) host: Box<dyn Host>,
    pub(super) options: Options,
    pub(super) database: RefCell<Database>,
    /// What follows the database, if it is to outlive the emulator.
    pub(super) mirror: RefCell<Option<Mirror>>,
}

/// What an emulator was like at some moment. It shares what has not changed since, so that it costs the same whatever the size.
#[derive(Debug, Clone)]
pub struct Snapshot(Database);

impl Emulator {
    /// An emulator without tables.
    #[must_use]
    pub fn new(host: Box<dyn Host>, options: Options) -> Self {
        let database = RefCell::new(Database::new(options.consistency, options.throttling, options.replication_lag));
        Self { host, options, database, mirror: RefCell::default() }
    }

    /// Answers one request. Whatever arrives leaves as the response that AWS would send.
    #[must_use]
    pub fn handle(&self, request: &Request<'_>) -> Response {
        self.answer(&self.route(&request.head), request.body.into())
    }

    /// The way of the requests that have `head`. It may be kept for as long as the emulator lives.
    #[must_use]
    pub fn route(&self, head: &Head<'_>) -> Route {
        Route::new(head, &self.options)
    }

    /// Answers one request of the way `route`. A body that is owned is kept without being copied where it becomes an object.
    #[must_use]
    pub fn answer(&self, route: &Route, body: Cow<'_, [u8]>) -> Response {
        if let Destination::Service(service, head) = &route.destination {
            return head.with(|head| service.answer(self, head, body));
        }
        let Answer { status, content_type, body } = self.content(&route.destination, &body);
        let mut other_headers = match &route.destination {
            Destination::Preflight(preflight) => preflight.grants(),
            _ => Vec::new(),
        };
        if route.crosses_origins {
            other_headers.extend(cors::ADMISSION);
        }
        // Clients that correct their clocks look for it where signatures are verified.
        if self.options.access_keys.is_some() {
            other_headers.push(("date".into(), Http(self.host.now()).to_string().into()));
        }
        Response { status, content_type, request_id: Some(RequestId::new(&*self.host)), other_headers, body: body.into() }
    }

    /// Forgets every table of every account and region.
    pub fn reset(&self) {
        self.replace(&Database::default());
    }

    /// Keeps what there is, in constant time.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot(self.database.borrow().clone())
    }

    /// Puts back what there was, in constant time. Nothing is remembered of what came after. The snapshot may be another emulator's.
    pub fn restore(&self, snapshot: &Snapshot) {
        self.replace(&snapshot.0);
    }

    /// Another emulator with the same options, in which everything is as it is here, in constant time. It has no mirror.
    #[must_use]
    pub fn fork(&self, host: Box<dyn Host>) -> Self {
        Self { host, options: self.options.clone(), database: self.database.clone(), mirror: RefCell::default() }
    }

    /// Deletes all items that have expired and says how many they were.
    #[must_use]
    pub fn expire_items(&self) -> usize {
        self.settled().expire(self.host.now(), usize::MAX)
    }

    /// Cuts a region off from all others, or connects it again. What was due before has arrived; what is written meanwhile arrives when it is
    /// connected again.
    ///
    /// # Errors
    ///
    /// `region` is no region; the text says so.
    pub fn set_cut_off(&self, region: &str, is_cut_off: bool) -> Result<(), String> {
        let name = RegionName::new(region).ok_or_else(|| format!("'{region}' is not a region"))?;
        let (mut database, now) = (self.settled(), self.host.now());
        database.global_tables_mut().set_cut_off(name, is_cut_off);
        if !is_cut_off {
            database.receive_replicated(now, now);
        }
        Ok(())
    }

    /// Splits the open shard `shard` of the stream with the ARN `stream` in two, as AWS does when a table grows, and gives the ids of its
    /// children.
    ///
    /// # Errors
    ///
    /// There is no such stream or no such open shard; the text says so.
    pub fn split_shard(&self, stream: &str, shard: &str) -> Result<[String; 2], String> {
        let now = self.host.now();
        let mut database = self.settled();
        let named = account::stream_place(stream);
        let found = named.as_ref().and_then(|(place, table, label)| database.streams_mut(place)?.get_mut(table, label, now));
        let found = found.ok_or_else(|| format!("there is no stream \"{stream}\""))?;
        let children = ShardId::parse(shard).and_then(|id| found.split(id, now));
        let children =
            children.ok_or_else(|| format!("\"{shard}\" is no open shard of the stream, or cannot be split any more"))?;
        Ok(children.map(|child| child.to_string()))
    }

    /// The database, in which every change is complete that is to be by now, and every write has arrived that is to have.
    pub(super) fn settled(&self) -> RefMut<'_, Database> {
        let mut database = self.database.borrow_mut();
        operation::settle(&mut database, self.host.now());
        if !database.global_tables().is_empty() {
            database.receive_replicated(self.host.now(), Timestamp(i64::MIN));
        }
        database
    }

    fn content(&self, destination: &Destination, body: &[u8]) -> Answer {
        match destination {
            Destination::Preflight(_) => Answer { status: 200, content_type: None, body: Vec::new() },
            Destination::Health => {
                let text = format!("healthy: dynamodb.{}.amazonaws.com ", self.options.region);
                Answer { status: 200, content_type: None, body: text.into_bytes() }
            }
            Destination::Call(call) if call.reads_body || body.is_empty() => self.answer_call(call, body),
            Destination::Call(_) | Destination::Unknown | Destination::Service(..) => {
                Answer { status: 404, content_type: None, body: b"<UnknownOperationException/>\n".to_vec() }
            }
        }
    }

    fn answer_call(&self, call: &Destined, body: &[u8]) -> Answer {
        let content_type = Some(call.content_type);
        match self.call(call, body) {
            Ok(output) => Answer { status: 200, content_type, body: output },
            Err(error) => {
                let operation = call.target.as_ref().ok().map(|(operation, _)| *operation);
                Answer { status: error.code.status(), content_type, body: failure::body(&error, operation) }
            }
        }
    }

    fn call(&self, call: &Destined, body: &[u8]) -> Result<Vec<u8>, Error> {
        let (operation, signed) = call.target.as_ref().map_err(|error| malformed(body).unwrap_or_else(|| error.clone()))?;
        if let Some(signature) = &signed.signature {
            signature.verify(body, self.host.now())?;
        }
        let caller = self.caller(&signed.place, signed.identity.as_deref());
        self.run(operation, caller, body)
    }

    /// Runs an operation for the emulator itself, whom no policy concerns.
    pub(super) fn call_inside(&self, place: &Place, operation: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        let model = operations().iter().find(|model| model.name == operation);
        let model = model.ok_or_else(|| format!("there is no operation \"{operation}\""))?;
        let caller = Caller { enforce_policies: false, ..self.caller(place, None) };
        let answered = self.run(model, caller, body);
        answered.map_err(|error| format!("{}: {}", error.code.name(), error.message.as_deref().unwrap_or_default()))
    }

    fn caller<'e>(&'e self, place: &'e Place, identity: Option<&'e Identity>) -> Caller<'e> {
        let Options { validation, recovery_delay, enforce_policies, .. } = self.options;
        let lifecycle = &self.options.lifecycle;
        let refuses_legacy_global_tables = self.options.refuses_legacy_global_tables;
        let host = &*self.host;
        Caller { host, place, identity, enforce_policies, validation, recovery_delay, lifecycle, refuses_legacy_global_tables }
    }

    fn run(&self, operation: &'static OperationModel, caller: Caller<'_>, body: &[u8]) -> Result<Vec<u8>, Error> {
        let mut database = self.settled();
        database.sweep(self.host.now(), self.options.sweep.0);
        operation::run(operation, caller, &mut database, body)
    }
}

/// What a response says.
struct Answer {
    status: u16,
    content_type: Option<&'static str>,
    body: Vec<u8>,
}

/// A body that is not JSON is refused before target and authentication are looked at.
fn malformed(body: &[u8]) -> Option<Error> {
    let mut document = serde_json::Deserializer::from_slice(body);
    document.disable_recursion_limit();
    let read = <serde::de::IgnoredAny as serde::Deserialize>::deserialize(&mut document).and_then(|_| document.end());
    (!body.is_empty() && read.is_err()).then(|| Error::bare(ErrorCode::SerializationException))
}
