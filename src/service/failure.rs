//! Errors as response bodies.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::model::{ErrorCode, OperationModel};
use crate::operation::{Detail, Error};
use crate::value::to_json;

/// The body of an error response of `operation`, as far as it is known which that is.
pub(super) fn body(error: &Error, operation: Option<&OperationModel>) -> Vec<u8> {
    let text_key = match operation {
        Some(operation) if operation.is_search() => "message",
        _ => text_key(error.code, &error.detail),
    };
    to_json(&Body { error, text_key })
}

struct Body<'a> {
    error: &'a Error,
    text_key: &'static str,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Error { code, message, detail } = self.error;
        let mut body = serializer.serialize_map(None)?;
        body.serialize_entry("__type", &format_args!("{}#{}", code.namespace(), code.name()))?;
        if let Some(message) = message {
            body.serialize_entry(self.text_key, message)?;
        }
        match detail {
            Detail::None => {}
            Detail::Item(item) => body.serialize_entry("Item", item)?,
            Detail::ItemOfStatement(item) => body.serialize_entry("Item", &item.attributes().in_hash_order())?,
            Detail::Throttled(reasons) => body.serialize_entry(reasons_key(*code), reasons)?,
            Detail::Reasons(reasons) => body.serialize_entry("CancellationReasons", reasons)?,
        }
        body.end()
    }
}

/// The framework's exception spells its reasons `throttlingReasons`, those of the service `ThrottlingReasons` (botocore).
fn reasons_key(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::ThrottlingException => "throttlingReasons",
        _ => "ThrottlingReasons",
    }
}

/// Serialization errors, transactions that are cancelled or in progress, and the failed condition of a statement with its item spell their text
/// `Message`, everything else `message`; the endpoint of vector searches spells all of them so.
fn text_key(code: ErrorCode, detail: &Detail) -> &'static str {
    match code {
        ErrorCode::SerializationException
        | ErrorCode::TransactionCanceledException
        | ErrorCode::TransactionInProgressException => "Message",
        _ if matches!(detail, Detail::ItemOfStatement(_)) => "Message",
        _ => "message",
    }
}
