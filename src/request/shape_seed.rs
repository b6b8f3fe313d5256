//! How AWS's framework reads one JSON value as a member of a given shape, and what it answers to one that does not fit.
//!
//! The conversions and sentences were carried over from recorded answers of 2025 and 2026: numbers saturate and lose their fraction, some texts
//! are booleans, null is absence, unknown members are skipped whatever they hold.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::{MemberShape, Shape, StructureShape};
use crate::value::{Decoding, Dialect, boolean_of, read_item, read_placeholders, read_value};

use super::{Member, Structure};

/// Where a value stands: AWS words a misfit in a collection differently.
#[derive(Clone, Copy)]
pub enum Place {
    /// The request itself.
    Request,
    /// A member of a structure.
    Member(&'static MemberShape),
    /// An element of a list or a value of a map.
    Element,
}

/// What a request tells on the way about itself as a whole.
#[derive(Debug, Default)]
pub struct Findings {
    pub values: Decoding,
    coerced_integer: Cell<bool>,
}

impl Findings {
    /// Nothing found yet in a request in `dialect`.
    pub fn new(dialect: Dialect) -> Self {
        Self { values: Decoding::new(dialect), coerced_integer: Cell::default() }
    }

    /// Whether an integer had to be saturated or to lose its fraction.
    pub fn coerced_integer(&self) -> bool {
        self.coerced_integer.get()
    }
}

/// Reads a value of `shape`; `None` for null.
#[derive(Clone, Copy)]
pub struct ShapeSeed<'a> {
    pub shape: Shape,
    pub place: Place,
    pub findings: &'a Findings,
}

impl<'de> DeserializeSeed<'de> for ShapeSeed<'_> {
    type Value = Option<Member>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ShapeSeed<'_> {
    type Value = Option<Member>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        match self.shape {
            Shape::AttributeValue if self.is_rust() => Err(Error::custom("")),
            _ if self.is_rust() && self.is_required() => Err(self.mismatch(format_args!("null"))),
            _ => Ok(None),
        }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        match self.shape {
            Shape::Boolean => Ok(Some(Member::Boolean(value))),
            _ if self.is_rust() => Err(self.mismatch(format_args!("boolean `{value}`"))),
            _ => Err(self.scalar_misfit(if value { "TRUE_VALUE" } else { "FALSE_VALUE" })),
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        match self.shape {
            Shape::Integer(_) if self.is_rust() && i32::try_from(value).is_err() => {
                Err(Error::custom(format_args!("invalid value: integer `{value}`, expected i32")))
            }
            Shape::Integer(_) => Ok(Some(Member::Integer(self.saturated(value)))),
            Shape::Long(_) => Ok(Some(Member::Integer(value))),
            #[expect(clippy::cast_precision_loss, reason = "a double is what the member is")]
            Shape::Double | Shape::Timestamp => Ok(Some(Member::Double(value as f64))),
            _ if self.is_rust() => Err(self.mismatch(format_args!("integer `{value}`"))),
            _ => Err(self.scalar_misfit("NUMBER_VALUE")),
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.visit_i64(i64::try_from(value).unwrap_or(i64::MAX))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        match self.shape {
            _ if self.is_rust() => Err(self.mismatch(format_args!("floating point `{value:?}`"))),
            Shape::Integer(_) | Shape::Long(_) => {
                self.findings.coerced_integer.set(true);
                #[expect(clippy::cast_possible_truncation, reason = "AWS drops the fraction and saturates")]
                self.visit_i64(value as i64)
            }
            Shape::Double | Shape::Timestamp => Ok(Some(Member::Double(value))),
            _ => Err(self.scalar_misfit(number_token(value))),
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        match self.shape {
            Shape::Text(_) => Ok(Some(Member::Text(value.to_owned()))),
            Shape::Boolean => self.boolean(value),
            _ if self.is_rust() => Err(self.mismatch(format_args!("string {value:?}"))),
            _ => Err(self.scalar_misfit("STRING_VALUE")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let Shape::List(list) = self.shape else { return Err(self.list_misfit()) };
        let mut elements = Vec::new();
        while let Some(element) = sequence.next_element_seed(self.element(list.element))? {
            elements.extend(element);
        }
        Ok(Some(Member::List(elements)))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        match self.shape {
            Shape::Structure(shape) => self.structure(shape, map).map(|structure| Some(Member::Structure(structure))),
            Shape::Map(shape) => self.entries(shape.value, map).map(|entries| Some(Member::Map(entries))),
            Shape::AttributeValue => Ok(read_value(&self.findings.values, map)?.map(Member::Value)),
            Shape::AttributeMap if self.is_member("ExpressionAttributeValues") => {
                read_placeholders(&self.findings.values, map).map(|values| Some(Member::Values(values)))
            }
            Shape::AttributeMap => read_item(&self.findings.values, map).map(|item| Some(Member::Attributes(item))),
            _ if self.is_rust() => Err(self.mismatch(format_args!("map"))),
            _ => Err(Error::custom("Start of structure or map found where not expected")),
        }
    }
}

impl ShapeSeed<'_> {
    fn element(self, shape: Shape) -> Self {
        Self { shape, place: Place::Element, ..self }
    }

    fn is_rust(&self) -> bool {
        self.findings.values.dialect() == Dialect::Rust
    }

    fn is_required(&self) -> bool {
        matches!(self.place, Place::Member(member) if member.required)
    }

    fn is_member(&self, name: &str) -> bool {
        matches!(self.place, Place::Member(member) if member.name == name)
    }

    /// What `serde` says of a value of another type.
    fn mismatch<E: Error>(&self, found: fmt::Arguments<'_>) -> E {
        let expected = match self.shape {
            Shape::Text(_) => "a string",
            Shape::Integer(_) => "i32",
            Shape::List(_) => "a sequence",
            _ => "a map",
        };
        Error::custom(format_args!("invalid type: {found}, expected {expected}"))
    }

    fn structure<'de, A: MapAccess<'de>>(self, shape: &'static StructureShape, mut map: A) -> Result<Structure, A::Error> {
        let mut structure = Structure::new(shape);
        while let Some(member) = map.next_key_seed(MemberName(shape))? {
            let Some(member) = member else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = map.next_value_seed(Self { shape: member.shape, place: Place::Member(member), ..self })?;
            structure.set(member, value);
        }
        if self.is_rust()
            && let Some(name) = missing(&structure)
        {
            return Err(Error::missing_field(name));
        }
        Ok(structure)
    }

    fn entries<'de, A: MapAccess<'de>>(self, value: Shape, mut map: A) -> Result<Vec<(String, Member)>, A::Error> {
        let mut entries = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            entries.push((name, map.next_value_seed(self.element(value))?));
        }
        Ok(last_of_each_name(entries).into_iter().filter_map(|(name, member)| Some((name, member?))).collect())
    }

    /// A number of 32 bits: what does not fit becomes the nearest one that does.
    fn saturated(self, value: i64) -> i64 {
        let nearest = value.clamp(i64::from(i32::MIN), i64::from(i32::MAX));
        if nearest != value {
            self.findings.coerced_integer.set(true);
        }
        nearest
    }

    /// Some texts in any case are read as booleans (observed 2026-10-09 in seven regions).
    fn boolean<E: Error>(self, text: &str) -> Result<Option<Member>, E> {
        if self.is_member("Exists") {
            self.findings.values.force_older_layer();
        }
        let boolean = boolean_of(text).ok_or_else(|| Error::custom("Unexpected token received from parser"))?;
        Ok(Some(Member::Boolean(boolean)))
    }

    /// Text, a number or a boolean where the shape is another.
    fn scalar_misfit<E: Error>(self, token: &str) -> E {
        match (self.shape, self.place) {
            (Shape::Structure(_) | Shape::AttributeValue, Place::Element) => Error::custom("Unexpected value type in payload"),
            (Shape::List(_) | Shape::Map(_) | Shape::AttributeMap, Place::Element) => Error::custom(NESTED_COLLECTION),
            (shape, _) => match scalar_class(shape) {
                Some(class) => Error::custom(format_args!("{token} cannot be converted to {class}")),
                None => Error::custom("Unexpected field type"),
            },
        }
    }

    /// A list where the shape is another.
    fn list_misfit<E: Error>(self) -> E {
        if self.is_rust() {
            return self.mismatch(format_args!("sequence"));
        }
        Error::custom(format_args!("Unrecognized collection type {}", collection_class(self.shape)))
    }
}

/// The first required member, by name, that is not there.
fn missing(structure: &Structure) -> Option<&'static str> {
    let required = structure.shape().members.iter().filter(|member| member.required).map(|member| member.name);
    required.filter(|name| !structure.has(name)).min()
}

/// What the framework answers to a scalar where a collection in a collection belongs.
pub const NESTED_COLLECTION: &str = "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class \
    (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')";

/// The Java package of the service's shapes.
const PACKAGE: &str = "com.amazonaws.dynamodb.v20120810";

/// The Java class of a scalar, without its package.
const fn scalar_class(shape: Shape) -> Option<&'static str> {
    match shape {
        Shape::Text(_) => Some("String"),
        Shape::Integer(_) => Some("Integer"),
        Shape::Long(_) => Some("Long"),
        Shape::Double => Some("Double"),
        Shape::Boolean => Some("Boolean"),
        Shape::Timestamp => Some("Date"),
        Shape::Structure(_) | Shape::List(_) | Shape::Map(_) | Shape::AttributeValue | Shape::AttributeMap => None,
    }
}

/// The Java class of a shape as the framework prints it.
fn collection_class(shape: Shape) -> String {
    match shape {
        Shape::Structure(shape) => format!("class {PACKAGE}.{}", shape.name),
        Shape::AttributeValue => format!("class {PACKAGE}.AttributeValue"),
        Shape::AttributeMap => format!("java.util.Map<java.lang.String, {PACKAGE}.AttributeValue>"),
        Shape::Map(map) => {
            let value = collection_class(map.value);
            format!("java.util.Map<java.lang.String, {}>", value.trim_start_matches("class "))
        }
        Shape::List(list) => {
            let element = collection_class(list.element);
            format!("java.util.List<{}>", element.trim_start_matches("class "))
        }
        Shape::Timestamp => "class java.util.Date".to_owned(),
        scalar => format!("class java.lang.{}", scalar_class(scalar).unwrap_or("Object")),
    }
}

/// Whether the JSON number was written as an integer too large for 64 bits, or as `-0`, or with a point or an exponent.
fn number_token(value: f64) -> &'static str {
    let is_integer = value.abs() >= 9.2e18 || (value == 0.0 && value.is_sign_negative());
    if is_integer { "NUMBER_VALUE" } else { "DECIMAL_VALUE" }
}

/// Drops entries whose name comes again.
fn last_of_each_name<T>(mut entries: Vec<(String, T)>) -> Vec<(String, T)> {
    let mut seen = BTreeSet::new();
    let last: Vec<_> = entries.iter().rev().map(|(name, _)| seen.insert(name.as_str())).collect();
    let mut last = last.into_iter().rev();
    entries.retain(|_| last.next().unwrap_or(true));
    entries
}

/// Reads a name without allocating and finds the member of that name.
struct MemberName(&'static StructureShape);

impl<'de> DeserializeSeed<'de> for MemberName {
    type Value = Option<&'static MemberShape>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for MemberName {
    type Value = Option<&'static MemberShape>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.0.member(name))
    }
}
