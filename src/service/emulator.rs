//! The emulator: all accounts and regions behind one call.

use std::cell::RefCell;

use super::route::{Destination, Destined};
use super::{Head, Options, Request, Response, Route, cors, failure, request_id::request_id};
use crate::Host;
use crate::account::Database;
use crate::model::ErrorCode;
use crate::operation::{self, Error};

/// DynamoDB and DynamoDB Streams for any number of accounts and regions.
#[derive(Debug)]
pub struct Emulator {
    host: Box<dyn Host>,
    options: Options,
    database: RefCell<Database>,
}

impl Emulator {
    /// An emulator without tables.
    #[must_use]
    pub fn new(host: Box<dyn Host>, options: Options) -> Self {
        Self { host, options, database: RefCell::default() }
    }

    /// Answers one request. Whatever arrives leaves as the response that AWS would send.
    #[must_use]
    pub fn handle(&self, request: &Request<'_>) -> Response {
        self.answer(&self.route(&request.head), request.body)
    }

    /// The way of the requests that have `head`. It may be kept for as long as the emulator lives.
    #[must_use]
    pub fn route(&self, head: &Head<'_>) -> Route {
        Route::new(head, &self.options)
    }

    /// Answers one request of the way `route`.
    #[must_use]
    pub fn answer(&self, route: &Route, body: &[u8]) -> Response {
        let mut response = match &route.destination {
            Destination::Preflight(preflight) => preflight.response(),
            Destination::Health => self.healthy(),
            Destination::Call(call) if call.reads_body || body.is_empty() => self.answer_call(call, body),
            Destination::Call(_) | Destination::Unknown => Response::new(404, None, b"<UnknownOperationException/>\n".to_vec()),
        };
        response.headers.push(("x-amzn-requestid", request_id(&*self.host).into()));
        if route.crosses_origins {
            cors::admit(&mut response);
        }
        response
    }

    /// Forgets every table of every account and region.
    pub fn reset(&self) {
        *self.database.borrow_mut() = Database::default();
    }

    fn healthy(&self) -> Response {
        let text = format!("healthy: dynamodb.{}.amazonaws.com ", self.options.region);
        Response::new(200, None, text.into_bytes())
    }

    fn answer_call(&self, call: &Destined, body: &[u8]) -> Response {
        match self.call(call, body) {
            Ok(output) => Response::new(200, Some(call.content_type), output),
            Err(error) => Response::new(error.code.status(), Some(call.content_type), failure::body(&error)),
        }
    }

    fn call(&self, call: &Destined, body: &[u8]) -> Result<Vec<u8>, Error> {
        let (operation, place) = call.target.as_ref().map_err(|error| malformed(body).unwrap_or_else(|| error.clone()))?;
        let caller = operation::Caller { host: &*self.host, place, validation: self.options.validation };
        operation::run(operation, caller, &mut self.database.borrow_mut(), body)
    }
}

/// A body that is not JSON is refused before target and authentication are looked at.
fn malformed(body: &[u8]) -> Option<Error> {
    let mut document = serde_json::Deserializer::from_slice(body);
    document.disable_recursion_limit();
    let read = <serde::de::IgnoredAny as serde::Deserialize>::deserialize(&mut document).and_then(|_| document.end());
    (!body.is_empty() && read.is_err()).then(|| Error::bare(ErrorCode::SerializationException))
}
