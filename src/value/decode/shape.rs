//! Reading one shape of the model from JSON: a shape accepts what it knows, and everything else is refused in AWS's words.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::Expected;

/// A JSON value that is neither array nor object.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    Text(Cow<'a, str>),
}

impl Token<'_> {
    /// AWS's name of the kind of token.
    pub(super) const fn name(&self) -> &'static str {
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
pub(super) trait Shape<'de>: Sized {
    /// What reading gives.
    type Value;

    /// What the model has here.
    fn expected(&self) -> Expected;

    /// Reads a scalar; the error is AWS's text.
    fn scalar(self, token: Token<'de>) -> Result<Self::Value, String>;

    /// Reads an array.
    fn array<A: SeqAccess<'de>>(self, _array: A) -> Result<Self::Value, A::Error> {
        Err(A::Error::custom(self.expected().array()))
    }

    /// Reads an object.
    fn object<A: MapAccess<'de>>(self, _object: A) -> Result<Self::Value, A::Error> {
        Err(A::Error::custom(Expected::OBJECT))
    }
}

/// The seed for a shape.
pub(super) struct Reader<'de, S> {
    shape: S,
    input: PhantomData<&'de ()>,
}

impl<S> Reader<'_, S> {
    pub(super) const fn new(shape: S) -> Self {
        Self { shape, input: PhantomData }
    }
}

impl<'de, S: Shape<'de>> DeserializeSeed<'de> for Reader<'de, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, S: Shape<'de>> Visitor<'de> for Reader<'de, S> {
    type Value = S::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.shape.expected())
    }

    fn visit_unit<E: Error>(self) -> Result<S::Value, E> {
        self.shape.scalar(Token::Null).map_err(E::custom)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<S::Value, E> {
        self.shape.scalar(Token::Boolean(value)).map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, _value: i64) -> Result<S::Value, E> {
        self.shape.scalar(Token::Integer).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, _value: u64) -> Result<S::Value, E> {
        self.shape.scalar(Token::Integer).map_err(E::custom)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<S::Value, E> {
        self.shape.scalar(Token::from(value)).map_err(E::custom)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<S::Value, E> {
        self.shape.scalar(Token::Text(Cow::Borrowed(text))).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<S::Value, E> {
        self.shape.scalar(Token::Text(Cow::Owned(text.to_owned()))).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<S::Value, A::Error> {
        self.shape.array(array)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<S::Value, A::Error> {
        self.shape.object(object)
    }
}
