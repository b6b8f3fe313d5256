//! Which errors an operation may answer with.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use dynatab::model::{self, ErrorCode};
use serde_json::{Value, json};

/// AWS fails where UpdateTable has an empty `OnDemandThroughput`.
const FAILURE: &str = "com.amazon.coral.service#InternalFailure";

/// And it fails with these texts where UpdateTable meets an index that is being allocated, and where `ListGlobalTables` names no region.
const FAILURES: [&str; 2] = ["Table is under system maintenance, please try again later", "Internal server error"];

/// Whether AWS was seen to answer this as a fault of its own.
pub fn fails_on_aws_too(operation: &str, answer: &Value) -> bool {
    let is_text = |text: &&str| answer["message"] == **text;
    *answer == json!({ "__type": FAILURE })
        || matches!(operation, "UpdateTable" | "ListGlobalTables") && FAILURES.iter().any(is_text)
}

/// The error is one of the operation's, and its text is a sentence.
pub fn assert_known(operation: &str, answer: &Value, told: &str) {
    let code = answer.get("__type").and_then(Value::as_str).unwrap_or_else(|| panic!("{told}: {answer}"));
    if fails_on_aws_too(operation, answer) {
        return;
    }
    let common = [
        ErrorCode::ValidationException,
        ErrorCode::SerializationException,
        ErrorCode::AccessDeniedException,
        ErrorCode::ThrottlingException,
    ];
    let named = |known: &ErrorCode| code == format!("{}#{}", known.namespace(), known.name());
    let unbuilt = answer.to_string().contains("does not implement");
    let errors = model::operation(&super::target(operation)).map_or(&[][..], |operation| operation.errors);
    assert!(unbuilt || common.iter().chain(errors).any(named), "{told}: {answer}");
    let message = answer.get("message").or_else(|| answer.get("Message")).and_then(Value::as_str).unwrap_or_default();
    assert!(code.ends_with("SerializationException") || !message.is_empty(), "{told}: {answer}");
    for debris in ["Some(", "None)", "Ok(", "Err(", "Fault", "panicked"] {
        assert!(!message.contains(debris) || told.contains(debris), "{told}: {answer}");
    }
}
