//! What AWS answers (`SerializationException`) where JSON has another type than the model.

use super::Token;

/// What the model has at a place. The texts are the whole message; an empty one stands for an answer without message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// A string.
    String,
    /// A boolean of an attribute value.
    Boolean,
    /// Base64.
    Blob,
    /// A list.
    List,
    /// A map from names to attribute values.
    Attributes,
    /// An attribute value in a list or a map.
    Value,
}

impl Expected {
    /// The answer to a boolean, a number, a string or null.
    pub(super) fn scalar(self, found: Token<'_>) -> String {
        match self {
            Self::Boolean if matches!(found, Token::Text(_)) => "Unexpected token received from parser".to_owned(),
            Self::String => format!("{} cannot be converted to String", found.name()),
            Self::Boolean => format!("{} cannot be converted to Boolean", found.name()),
            Self::Blob => "only base-64-encoded strings are convertible to bytes".to_owned(),
            Self::List | Self::Attributes => "Unexpected field type".to_owned(),
            Self::Value => "Unexpected value type in payload".to_owned(),
        }
    }

    /// The answer to an array.
    pub(super) const fn array(self) -> &'static str {
        match self {
            Self::String => "Unrecognized collection type class java.lang.String",
            Self::Boolean | Self::List => "",
            Self::Blob => "Unrecognized collection type class java.nio.ByteBuffer",
            Self::Attributes => {
                "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>"
            }
            Self::Value => "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue",
        }
    }

    /// The answer to an object.
    pub(super) const OBJECT: &'static str = "Start of structure or map found where not expected";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_of_another_type_is_named_as_javas_parser_does() {
        assert_eq!(Expected::String.scalar(Token::Integer), "NUMBER_VALUE cannot be converted to String");
        assert_eq!(Expected::String.scalar(Token::Decimal), "DECIMAL_VALUE cannot be converted to String");
        assert_eq!(Expected::String.scalar(Token::Boolean(true)), "TRUE_VALUE cannot be converted to String");
        assert_eq!(Expected::String.scalar(Token::Boolean(false)), "FALSE_VALUE cannot be converted to String");
        assert_eq!(Expected::Boolean.scalar(Token::Integer), "NUMBER_VALUE cannot be converted to Boolean");
        assert_eq!(Expected::Boolean.scalar(Token::Text("perhaps")), "Unexpected token received from parser");
        assert_eq!(Expected::Blob.scalar(Token::Integer), "only base-64-encoded strings are convertible to bytes");
        assert_eq!(Expected::List.scalar(Token::Text("a")), "Unexpected field type");
        assert_eq!(Expected::Value.scalar(Token::Text("a")), "Unexpected value type in payload");
    }

    #[test]
    fn an_array_for_a_boolean_has_no_message() {
        assert_eq!(Expected::Boolean.array(), "");
        assert_eq!(Expected::String.array(), "Unrecognized collection type class java.lang.String");
        assert_eq!(Expected::Blob.array(), "Unrecognized collection type class java.nio.ByteBuffer");
    }
}
