//! What the service model of DynamoDB and DynamoDB Streams says: operations, shapes of their inputs with constraints, error codes.
//!
//! `generated.rs` holds static tables only, written by `cargo xtask generate` from botocore's `service-2.json`; one small decoder and
//! one small validator (`request`) read them, so that a shape costs bytes of data and no code. Shapes of outputs are not kept.

mod error_code;
#[rustfmt::skip]
#[expect(clippy::unreadable_literal, reason = "numbers as the model writes them")]
mod generated;
mod pattern;
mod reserved_words;
mod shape;

pub use generated::ErrorCode;
pub use pattern::Pattern;
pub use reserved_words::is_reserved;
pub use shape::{Bounds, ListShape, MapShape, MemberShape, Shape, StructureShape, TextShape};

/// One of the two services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// Amazon DynamoDB.
    DynamoDb,
    /// Amazon DynamoDB Streams.
    Streams,
}

impl Service {
    /// What stands before the dot in `x-amz-target`.
    #[must_use]
    pub const fn target_prefix(self) -> &'static str {
        match self {
            Self::DynamoDb => "DynamoDB_20120810",
            Self::Streams => "DynamoDBStreams_20120810",
        }
    }
}

/// One operation of one of the services.
#[derive(Debug)]
pub struct OperationModel {
    /// `PutItem`, `GetRecords`, ...
    pub name: &'static str,
    /// The service that offers it.
    pub service: Service,
    /// The shape of its request.
    pub input: &'static StructureShape,
    /// The error codes that the model declares for it.
    pub errors: &'static [ErrorCode],
}

impl OperationModel {
    /// Whether another endpoint answers it, the one of vector searches, which reads requests and words errors in its own way.
    #[must_use]
    pub fn is_search(&self) -> bool {
        self.name == "SearchVectors"
    }
}

/// Every operation of both services.
#[must_use]
pub fn operations() -> &'static [OperationModel] {
    generated::OPERATIONS
}

/// The operation that an `x-amz-target` such as `DynamoDB_20120810.PutItem` names.
#[must_use]
pub fn operation(target: &str) -> Option<&'static OperationModel> {
    let (prefix, name) = target.split_once('.')?;
    generated::OPERATIONS.iter().find(|operation| operation.name == name && operation.service.target_prefix() == prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_both_services_is_found_by_its_target() {
        assert_eq!(operations().len(), 66);
        for model in operations() {
            let target = format!("{}.{}", model.service.target_prefix(), model.name);
            assert_eq!(operation(&target).map(|found| found.name), Some(model.name));
        }
    }

    #[test]
    fn targets_of_other_versions_and_services_are_unknown() {
        for target in
            ["", "PutItem", "DynamoDB_20111205.PutItem", "DynamoDBStreams_20120810.PutItem", "DynamoDB_20120810.putItem"]
        {
            assert!(operation(target).is_none(), "{target}");
        }
    }
}
