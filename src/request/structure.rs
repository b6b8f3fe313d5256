//! Decoded members, looked up by the names of the API reference.

use crate::model::{MemberShape, StructureShape};
use crate::value::{AttributeMap, AttributeValue, AttributesFault, SentItem, ValueFault};

/// What a member holds. JSON null is an absent member.
#[derive(Debug, Clone, PartialEq)]
pub enum Member {
    /// Text.
    Text(String),
    /// A number of 32 or 64 bits, saturated and without its fraction.
    Integer(i64),
    /// A floating point number; for a timestamp, seconds since the epoch.
    Double(f64),
    /// True or false.
    Boolean(bool),
    /// Elements in order.
    List(Vec<Member>),
    /// Entries in the order of the request; a name occurs once.
    Map(Vec<(String, Member)>),
    /// Named members.
    Structure(Structure),
    /// One DynamoDB value, or what is wrong with it.
    Value(Result<AttributeValue, ValueFault>),
    /// An item or a key, or what is wrong with the first wrong attribute.
    Attributes(Result<SentItem, AttributesFault>),
    /// Expression attribute values by placeholder, or what is wrong with the first wrong one.
    Values(Result<AttributeMap, AttributesFault>),
}

/// The members of a request or of a structure in it that are present.
#[derive(Debug, Clone)]
pub struct Structure {
    shape: &'static StructureShape,
    members: Vec<(&'static MemberShape, Member)>,
    irregularities: Irregularities,
}

/// What a request holds that only the older layer reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Irregularities {
    /// A boolean of an attribute value or of `Exists` written as text, an attribute value of several types or of 63 levels.
    pub value: bool,
    /// A number that had to be saturated or to lose its fraction.
    pub integer: bool,
}

impl PartialEq for Structure {
    fn eq(&self, other: &Self) -> bool {
        self.shape.name == other.shape.name && self.members.len() == other.members.len() && self.iter().eq(other.iter())
    }
}

impl Structure {
    pub(super) const fn new(shape: &'static StructureShape) -> Self {
        Self { shape, members: Vec::new(), irregularities: Irregularities { value: false, integer: false } }
    }

    /// Notes on the request itself what was found in it.
    pub(super) fn note(&mut self, irregularities: Irregularities) {
        self.irregularities = irregularities;
    }

    /// Sets a member; `None` unsets it. The last of several in a body counts.
    pub(super) fn set(&mut self, shape: &'static MemberShape, member: Option<Member>) {
        let at = self.members.iter().position(|(present, _)| std::ptr::eq(*present, shape));
        match (at.and_then(|at| self.members.get_mut(at)), member) {
            (Some(entry), Some(member)) => entry.1 = member,
            (None, Some(member)) => self.members.push((shape, member)),
            (Some(_), None) => self.members.retain(|(present, _)| !std::ptr::eq(*present, shape)),
            (None, None) => {}
        }
    }

    /// The shape by which it was decoded.
    #[must_use]
    pub const fn shape(&self) -> &'static StructureShape {
        self.shape
    }

    /// The present members with their names, in the order of the request.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Member)> {
        self.members.iter().map(|(shape, member)| (shape.name, member))
    }

    /// The member `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|(shape, _)| shape.name == name).map(|(_, member)| member)
    }

    /// Takes the member `name` out.
    pub fn take(&mut self, name: &str) -> Option<Member> {
        let at = self.members.iter().position(|(shape, _)| shape.name == name)?;
        Some(self.members.swap_remove(at).1)
    }

    /// Whether the member `name` is present.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The text `name`.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    /// The integer `name`.
    #[must_use]
    pub fn integer(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Member::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The floating point number or timestamp `name`.
    #[must_use]
    pub fn double(&self, name: &str) -> Option<f64> {
        match self.get(name)? {
            Member::Double(number) => Some(*number),
            _ => None,
        }
    }

    /// The boolean `name`.
    #[must_use]
    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Member::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }

    /// The elements of the list `name`.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&[Member]> {
        match self.get(name)? {
            Member::List(elements) => Some(elements),
            _ => None,
        }
    }

    /// The entries of the map `name`.
    #[must_use]
    pub fn map(&self, name: &str) -> Option<&[(String, Member)]> {
        match self.get(name)? {
            Member::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The structure `name`.
    #[must_use]
    pub fn structure(&self, name: &str) -> Option<&Structure> {
        self.get(name)?.as_structure()
    }

    /// The structures in the list `name`; none if it is absent.
    pub fn structures(&self, name: &str) -> impl Iterator<Item = &Structure> {
        self.list(name).unwrap_or_default().iter().filter_map(Member::as_structure)
    }

    /// The texts in the list `name`; none if it is absent.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.list(name).unwrap_or_default().iter().filter_map(Member::as_text)
    }

    /// The DynamoDB value `name`.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Result<&AttributeValue, &ValueFault>> {
        match self.get(name)? {
            Member::Value(value) => Some(value.as_ref()),
            _ => None,
        }
    }

    /// The item or key `name`.
    #[must_use]
    pub fn attributes(&self, name: &str) -> Option<Result<&SentItem, &AttributesFault>> {
        match self.get(name)? {
            Member::Attributes(attributes) => Some(attributes.as_ref()),
            _ => None,
        }
    }

    /// Takes the text `name` out.
    pub fn take_text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Member::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Takes the elements of the list `name` out.
    pub fn take_list(&mut self, name: &str) -> Option<Vec<Member>> {
        match self.take(name)? {
            Member::List(elements) => Some(elements),
            _ => None,
        }
    }

    /// Takes the entries of the map `name` out.
    pub fn take_map(&mut self, name: &str) -> Option<Vec<(String, Member)>> {
        match self.take(name)? {
            Member::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Takes the structure `name` out.
    pub fn take_structure(&mut self, name: &str) -> Option<Structure> {
        match self.take(name)? {
            Member::Structure(structure) => Some(structure),
            _ => None,
        }
    }

    /// Takes the item or key `name` out.
    pub fn take_attributes(&mut self, name: &str) -> Option<Result<SentItem, AttributesFault>> {
        match self.take(name)? {
            Member::Attributes(attributes) => Some(attributes),
            _ => None,
        }
    }

    /// Takes the expression attribute values `name` out.
    pub fn take_values(&mut self, name: &str) -> Option<Result<AttributeMap, AttributesFault>> {
        match self.take(name)? {
            Member::Values(values) => Some(values),
            _ => None,
        }
    }

    /// Whether the request holds what the newer layer does not read, so that the older one checks all of it: a boolean of an attribute
    /// value (or of `Exists`) written as text, an attribute value of several types or one of 63 levels (observed 2026-10-09 in seven regions).
    #[must_use]
    pub const fn forces_older_layer(&self) -> bool {
        self.irregularities.value
    }

    /// Whether an integer of the request had to be saturated or to lose its fraction.
    pub(super) const fn has_coerced_integer(&self) -> bool {
        self.irregularities.integer
    }
}

impl Member {
    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The elements, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Member]> {
        match self {
            Self::List(elements) => Some(elements),
            _ => None,
        }
    }

    /// The structure, if it is one.
    #[must_use]
    pub const fn as_structure(&self) -> Option<&Structure> {
        match self {
            Self::Structure(structure) => Some(structure),
            _ => None,
        }
    }
}
