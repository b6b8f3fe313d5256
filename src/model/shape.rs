//! Shapes: the types of members with their constraints, as the model declares them.

use super::Pattern;

/// The type of a member, with its constraints.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Named members.
    Structure(&'static StructureShape),
    /// Elements of one shape.
    List(&'static ListShape),
    /// Values of one shape by name.
    Map(&'static MapShape),
    /// UTF-8 text.
    Text(&'static TextShape),
    /// A number of 32 bits.
    Integer(&'static Bounds),
    /// A number of 64 bits.
    Long(&'static Bounds),
    /// A floating point number.
    Double,
    /// True or false.
    Boolean,
    /// Seconds since the epoch.
    Timestamp,
    /// One DynamoDB value.
    AttributeValue,
    /// DynamoDB values by attribute name: an item, a key, expression attribute values.
    AttributeMap,
}

/// A shape with named members.
#[derive(Debug)]
pub struct StructureShape {
    /// `KeySchemaElement`, `PutItemInput`, ...
    pub name: &'static str,
    /// The members in the order of the model.
    pub members: &'static [MemberShape],
}

/// One member of a structure.
#[derive(Debug)]
pub struct MemberShape {
    /// As on the wire: `TableName`.
    pub name: &'static str,
    /// Whether the model requires it.
    pub required: bool,
    /// Its type.
    pub shape: Shape,
}

/// A list of elements of one shape.
#[derive(Debug)]
pub struct ListShape {
    /// The shape of its elements.
    pub element: Shape,
    /// How many elements it takes.
    pub length: Bounds,
}

/// A map from text to values of one shape.
#[derive(Debug)]
pub struct MapShape {
    /// The constraints of its keys.
    pub key: &'static TextShape,
    /// The shape of its values.
    pub value: Shape,
    /// How many entries it takes.
    pub length: Bounds,
}

/// The constraints of a text.
#[derive(Debug)]
pub struct TextShape {
    /// Its length in UTF-16 units.
    pub length: Bounds,
    /// What the whole text must match.
    pub pattern: Option<Pattern>,
    /// The values that it may have, in the order in which AWS lists them; empty for free text.
    pub values: &'static [&'static str],
}

/// An inclusive range; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least value.
    pub minimum: Option<i64>,
    /// The greatest value.
    pub maximum: Option<i64>,
}

impl StructureShape {
    /// The member `name`.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&'static MemberShape> {
        self.members.iter().find(|member| member.name == name)
    }
}

impl Bounds {
    /// Both ends open.
    pub const NONE: Self = Self { minimum: None, maximum: None };

    /// From `minimum`, open above.
    #[must_use]
    pub const fn from(minimum: i64) -> Self {
        Self { minimum: Some(minimum), maximum: None }
    }

    /// Up to `maximum`, open below.
    #[must_use]
    pub const fn to(maximum: i64) -> Self {
        Self { minimum: None, maximum: Some(maximum) }
    }

    /// From `minimum` to `maximum`.
    #[must_use]
    pub const fn between(minimum: i64, maximum: i64) -> Self {
        Self { minimum: Some(minimum), maximum: Some(maximum) }
    }
}
