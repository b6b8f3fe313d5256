//! Where an error code lives (`__type` is namespace, `#`, name) and its HTTP status.

use super::ErrorCode;

impl ErrorCode {
    /// What stands before the `#` in `__type`. The service's own namespace but for what its framework answers
    /// (observed in two regions, 2026).
    #[must_use]
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::ValidationException => "com.amazon.coral.validate",
            Self::ThrottlingException => "com.amazon.coral.availability",
            Self::SerializationException
            | Self::UnknownOperationException
            | Self::MissingAuthenticationTokenException
            | Self::IncompleteSignatureException
            | Self::InvalidSignatureException
            | Self::UnrecognizedClientException
            | Self::AccessDeniedException
            | Self::InternalFailure => "com.amazon.coral.service",
            _ => "com.amazonaws.dynamodb.v20120810",
        }
    }

    /// The HTTP status that carries it.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::InternalServerError | Self::InternalFailure => 500,
            _ => 400,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ErrorCode;

    #[test]
    fn codes_of_the_framework_live_in_its_namespaces() {
        assert_eq!(ErrorCode::ValidationException.namespace(), "com.amazon.coral.validate");
        assert_eq!(ErrorCode::SerializationException.namespace(), "com.amazon.coral.service");
        assert_eq!(ErrorCode::ConditionalCheckFailedException.namespace(), "com.amazonaws.dynamodb.v20120810");
    }

    #[test]
    fn only_faults_of_the_service_are_500() {
        assert_eq!(ErrorCode::InternalServerError.status(), 500);
        assert_eq!(ErrorCode::ResourceNotFoundException.status(), 400);
        assert_eq!(ErrorCode::ResourceNotFoundException.name(), "ResourceNotFoundException");
    }
}
