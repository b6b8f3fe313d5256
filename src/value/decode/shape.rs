//! Reading one shape of the model from JSON: a shape accepts what it knows, and everything else is refused in AWS's words.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::Expected;

/// A JSON value that is neither array nor object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number without point and exponent, of any size.
    Integer,
    /// Another number.
    Decimal,
    /// A string.
    Text(&'a str),
}

impl Token<'_> {
    /// AWS's name of the kind of token.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Null => "NULL_VALUE",
            Self::Boolean(true) => "TRUE_VALUE",
            Self::Boolean(false) => "FALSE_VALUE",
            Self::Integer => "NUMBER_VALUE",
            Self::Decimal => "DECIMAL_VALUE",
            Self::Text(_) => "STRING_VALUE",
        }
    }
}

impl From<f64> for Token<'_> {
    /// The parser gives a float for what has a point or an exponent, and also for `-0` and integers beyond 64 bits.
    /// (`1e30` cannot be told from the latter and is taken for an integer.)
    fn from(number: f64) -> Self {
        let beyond_integers = number.abs() >= 18_446_744_073_709_551_615.0;
        let negative_zero = number == 0.0 && number.is_sign_negative();
        if beyond_integers || negative_zero { Self::Integer } else { Self::Decimal }
    }
}

/// How one shape of the model is read.
pub(super) trait Shape: Sized {
    /// What reading gives.
    type Value;

    /// What the model has here.
    fn expected(&self) -> Expected;

    /// Reads a scalar; the error is AWS's text.
    fn scalar(self, token: Token<'_>) -> Result<Self::Value, String>;

    /// Reads an array.
    fn array<'de, A: SeqAccess<'de>>(self, _array: A) -> Result<Self::Value, A::Error> {
        Err(A::Error::custom(self.expected().array()))
    }

    /// Reads an object.
    fn object<'de, A: MapAccess<'de>>(self, _object: A) -> Result<Self::Value, A::Error> {
        Err(A::Error::custom(Expected::OBJECT))
    }
}

/// The seed for a shape.
pub(super) struct Reader<S>(pub(super) S);

impl<'de, S: Shape> DeserializeSeed<'de> for Reader<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, S: Shape> Visitor<'de> for Reader<S> {
    type Value = S::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<S::Value, E> {
        self.0.scalar(Token::Null).map_err(E::custom)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<S::Value, E> {
        self.0.scalar(Token::Boolean(value)).map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, _value: i64) -> Result<S::Value, E> {
        self.0.scalar(Token::Integer).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, _value: u64) -> Result<S::Value, E> {
        self.0.scalar(Token::Integer).map_err(E::custom)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<S::Value, E> {
        self.0.scalar(Token::from(value)).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<S::Value, E> {
        self.0.scalar(Token::Text(text)).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<S::Value, A::Error> {
        self.0.array(array)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<S::Value, A::Error> {
        self.0.object(object)
    }
}
