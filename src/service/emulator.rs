//! The emulator: all accounts and regions behind one call.

use std::cell::RefCell;

use super::{Options, Request, Response, authentication, cors, failure, request_id::request_id};
use crate::Host;
use crate::account::Database;
use crate::model::{self, ErrorCode, OperationModel};
use crate::operation::{self, Error};

/// AWS JSON of version 1.0, the content type that DynamoDB's own clients send.
const AWS_JSON: &str = "application/x-amz-json-1.0";
const JSON: &str = "application/json";

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
        let mut response = self.answer(request);
        response.headers.push(("x-amzn-requestid", request_id(&*self.host)));
        cors::admit(request, &mut response);
        response
    }

    /// Forgets every table of every account and region.
    pub fn reset(&self) {
        *self.database.borrow_mut() = Database::default();
    }

    fn answer(&self, request: &Request<'_>) -> Response {
        if let Some(preflight) = cors::preflight(request) {
            return preflight;
        }
        match request.method {
            "GET" => self.healthy(),
            "POST" if acceptable(request) => self.answer_call(request),
            _ => Response::new(404, None, b"<UnknownOperationException/>\n".to_vec()),
        }
    }

    fn healthy(&self) -> Response {
        let text = format!("healthy: dynamodb.{}.amazonaws.com ", self.options.region);
        Response::new(200, None, text.into_bytes())
    }

    fn answer_call(&self, request: &Request<'_>) -> Response {
        let content_type = if request.content_type() == AWS_JSON { AWS_JSON } else { JSON };
        match self.call(request) {
            Ok(body) => Response::new(200, Some(content_type), body),
            Err(error) => Response::new(error.code.status(), Some(content_type), failure::body(&error)),
        }
    }

    fn call(&self, request: &Request<'_>) -> Result<Vec<u8>, Error> {
        let operation = target(request).map_err(|error| malformed(request.body).unwrap_or(error))?;
        let place = authentication::place(request, &self.options).map_err(|error| malformed(request.body).unwrap_or(error))?;
        let caller = operation::Caller { host: &*self.host, place, validation: self.options.validation };
        operation::run(operation, caller, &mut self.database.borrow_mut(), request.body)
    }
}

/// A body needs one of two content types; without a body none is needed.
fn acceptable(request: &Request<'_>) -> bool {
    request.body.is_empty() || matches!(request.content_type(), AWS_JSON | JSON)
}

fn target(request: &Request<'_>) -> Result<&'static OperationModel, Error> {
    let target = request.header("x-amz-target").and_then(model::operation);
    target.ok_or(Error::bare(ErrorCode::UnknownOperationException))
}

/// A body that is not JSON is refused before target and authentication are looked at.
fn malformed(body: &[u8]) -> Option<Error> {
    let mut document = serde_json::Deserializer::from_slice(body);
    document.disable_recursion_limit();
    let read = <serde::de::IgnoredAny as serde::Deserialize>::deserialize(&mut document).and_then(|_| document.end());
    (!body.is_empty() && read.is_err()).then(|| Error::bare(ErrorCode::SerializationException))
}
