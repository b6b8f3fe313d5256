//! What the head of a request decides before its body is looked at: whether and by whom it is answered, for whom, and in which form.
//!
//! Clients repeat their heads, so an adapter may keep the route of a head and spare reading it again.

use super::authentication::{self, Caller};
use super::other_service::{self, KeptHead, Service};
use super::{Head, Options, cors};
use crate::model::{self, ErrorCode, OperationModel};
use crate::operation::Error;

/// AWS JSON of version 1.0, the content type that DynamoDB's own clients send.
const AWS_JSON: &str = "application/x-amz-json-1.0";
const JSON: &str = "application/json";

/// The way of a request, found from its head alone.
#[derive(Debug, Clone)]
pub struct Route {
    pub(super) destination: Destination,
    /// Whether a page of another origin asked.
    pub(super) crosses_origins: bool,
}

/// What answers a request.
#[derive(Debug, Clone)]
pub(super) enum Destination {
    /// A browser asks whether it may ask.
    Preflight(cors::Preflight),
    /// The health check.
    Health,
    /// Nothing that DynamoDB knows.
    Unknown,
    /// DynamoDB or its streams.
    Call(Destined),
    /// Another service.
    Service(&'static dyn Service, Box<KeptHead>),
}

/// A call of DynamoDB or its streams.
#[derive(Debug, Clone)]
pub(super) struct Destined {
    /// The content type of the response.
    pub(super) content_type: &'static str,
    /// Whether a body of the request's content type is read at all.
    pub(super) reads_body: bool,
    /// The operation and who asks for it, or why there is none.
    pub(super) target: Result<(&'static OperationModel, Caller), Error>,
}

impl Route {
    /// Reads `head`.
    pub(super) fn new(head: &Head<'_>, options: &Options) -> Self {
        Self { destination: destination(head, options), crosses_origins: head.header("origin").is_some() }
    }
}

fn destination(head: &Head<'_>, options: &Options) -> Destination {
    if let Some(service) = other_service::owner(head) {
        return Destination::Service(service, Box::new(KeptHead::new(head)));
    }
    match head.method {
        "OPTIONS" => cors::preflight(head).map_or(Destination::Unknown, Destination::Preflight),
        "GET" => Destination::Health,
        "POST" => Destination::Call(destined(head, options)),
        _ => Destination::Unknown,
    }
}

fn destined(head: &Head<'_>, options: &Options) -> Destined {
    let content_type = head.content_type();
    Destined {
        content_type: if content_type == AWS_JSON { AWS_JSON } else { JSON },
        reads_body: matches!(content_type, AWS_JSON | JSON),
        target: target(head).and_then(|operation| Ok((operation, authentication::caller(head, options)?))),
    }
}

fn target(head: &Head<'_>) -> Result<&'static OperationModel, Error> {
    let target = head.header("x-amz-target").and_then(model::operation);
    target.ok_or(Error::bare(ErrorCode::UnknownOperationException))
}
