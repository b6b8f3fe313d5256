//! Why a transaction was cancelled: one reason for each of its actions, in their order.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::{Detail, Error};
use crate::model::ErrorCode;
use crate::value::Item;

/// What one action contributed to the end of its transaction.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct CancellationReason {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<OldItem>,
}

/// An item whose condition failed, with its number sets in hash order (observed in October 2026 in us-east-1).
#[derive(Debug, Clone, PartialEq)]
struct OldItem(Item);

impl Serialize for OldItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.attributes().in_hash_order().serialize(serializer)
    }
}

impl CancellationReason {
    /// Of an action that could have been carried out.
    const NONE: Self = Self { code: "None", message: None, item: None };
}

impl From<Error> for CancellationReason {
    fn from(error: Error) -> Self {
        let code = match error.code {
            ErrorCode::ValidationException => "ValidationError",
            ErrorCode::ThrottlingException => "ThrottlingError",
            code => code.name().trim_end_matches("Exception"),
        };
        let item = if let Detail::Item(item) = error.detail { Some(OldItem(item)) } else { None };
        Self { code, message: error.message, item }
    }
}

/// What all actions came to.
///
/// # Errors
///
/// The `TransactionCanceledException`, if one of them failed.
pub fn all_or_cancelled<T>(outcomes: Vec<Result<T, Error>>) -> Result<Vec<T>, Error> {
    if outcomes.iter().all(Result::is_ok) {
        return outcomes.into_iter().collect();
    }
    let reasons = outcomes.into_iter().map(|outcome| outcome.err().map_or(CancellationReason::NONE, Into::into));
    Err(cancelled(reasons.collect()))
}

/// The `TransactionCanceledException` for which only the action of this `number`, among so many, is a reason.
#[must_use]
pub fn only(number: usize, count: usize, error: Error) -> Error {
    let mut reasons = vec![CancellationReason::NONE; count];
    if let Some(reason) = reasons.get_mut(number) {
        *reason = error.into();
    }
    cancelled(reasons)
}

fn cancelled(reasons: Vec<CancellationReason>) -> Error {
    let codes: Vec<_> = reasons.iter().map(|reason| reason.code).collect();
    let text = format!("Transaction cancelled, please refer cancellation reasons for specific reasons [{}]", codes.join(", "));
    Error { detail: Detail::Reasons(reasons), ..Error::new(ErrorCode::TransactionCanceledException, text) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::value::{AttributeMap, to_json};

    #[test]
    fn nothing_is_cancelled_when_all_goes_well() {
        assert_eq!(all_or_cancelled(vec![Ok(1), Ok(2)]), Ok(vec![1, 2]));
    }

    #[test]
    fn every_action_has_its_reason_in_its_place() {
        let item = Item::new(&AttributeMap::new());
        let failed = Error::condition_failed(Some(item));
        let error = all_or_cancelled(vec![Ok(()), Err(failed), Err(Error::validation("wrong"))]).unwrap_err();
        assert_eq!(
            error.message.as_deref(),
            Some(
                "Transaction cancelled, please refer cancellation reasons for specific reasons \
                 [None, ConditionalCheckFailed, ValidationError]"
            )
        );
        let Detail::Reasons(reasons) = error.detail else { panic!("no reasons") };
        let expected = json!([
            { "Code": "None" },
            { "Code": "ConditionalCheckFailed", "Message": "The conditional request failed", "Item": {} },
            { "Code": "ValidationError", "Message": "wrong" },
        ]);
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&to_json(&reasons)).unwrap(), expected);
    }
}
