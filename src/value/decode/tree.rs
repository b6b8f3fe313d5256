//! The same decoding once more, slowly: JSON as a tree, attribute values as a tree of it. What the encoder is tested against.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::scalar::{boolean_of, bytes_of};
use super::{Expected, Token};
use crate::value::{AttributeMap, AttributeType, AttributeValue, AttributesFault, Number, Set, SetType, ValueFault};

/// JSON, with all members of an object in their order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Boolean(bool),
    Integer,
    Decimal,
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Json, E> {
        Ok(Json::Integer)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Json, E> {
        Ok(Json::Integer)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(if Token::from(value) == Token::Integer { Json::Integer } else { Json::Decimal })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = array.next_element()? {
            elements.push(element);
        }
        Ok(Json::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = object.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}

impl Json {
    fn token(&self) -> Option<Token<'_>> {
        Some(match self {
            Self::Null => Token::Null,
            Self::Boolean(value) => Token::Boolean(*value),
            Self::Integer => Token::Integer,
            Self::Decimal => Token::Decimal,
            Self::Text(text) => Token::Text(text),
            Self::Array(_) | Self::Object(_) => return None,
        })
    }

    /// What AWS answers to this where the model has another type.
    fn misfit(&self, expected: Expected) -> String {
        match self.token() {
            Some(token) => expected.scalar(token),
            None if matches!(self, Self::Array(_)) => expected.array().to_owned(),
            None => Expected::OBJECT.to_owned(),
        }
    }
}

type Value = Result<AttributeValue, ValueFault>;

/// Whether something in the request forces the older layer.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) older_layer: bool,
    pub(super) skipped_levels: bool,
}

impl Tree {
    /// An item, or a map value with `depth` levels.
    pub(super) fn attributes(
        &mut self,
        members: &[(String, Json)],
        depth: usize,
    ) -> Result<Result<AttributeMap, AttributesFault>, String> {
        let mut entries = Vec::new();
        for (name, json) in members {
            let value = self.value(json, depth)?.unwrap_or(Err(ValueFault::NoType));
            entries.push(match (name.len(), value) {
                (0, _) => Err(AttributesFault { key: None, fault: ValueFault::EmptyName }),
                (65_536.., _) => Err(AttributesFault { key: None, fault: ValueFault::LongName }),
                (_, Ok(value)) => Ok((name.clone(), value)),
                (_, Err(fault)) => Err(AttributesFault { key: Some(name.clone()), fault }),
            });
        }
        Ok(entries.into_iter().collect())
    }

    /// A value with `depth` lists and maps around it.
    fn value(&mut self, json: &Json, depth: usize) -> Result<Option<Value>, String> {
        let members = match json {
            Json::Object(members) => members,
            Json::Null => return Ok(None),
            other => return Err(other.misfit(Expected::Value)),
        };
        let mut found: Vec<(AttributeType, Value)> = Vec::new();
        for (name, json) in members {
            let Some(kind) = AttributeType::from_name(name) else { continue };
            if let Some(value) = self.typed(kind, json, depth)? {
                match &mut *found {
                    [(before, kept)] if *before == kind => *kept = value,
                    _ => found.push((kind, value)),
                }
            }
        }
        if found.len() < 2 {
            return Ok(Some(found.pop().map_or(Err(ValueFault::NoType), |(_, value)| value)));
        }
        self.older_layer = true;
        let faults = found.into_iter().filter_map(|(_, value)| value.err());
        let first = |fault: &ValueFault| match fault {
            ValueFault::EmptySet(_) => 0,
            ValueFault::Number(_) => 1,
            ValueFault::FalseNull => 2,
            _ => 3,
        };
        Ok(Some(Err(faults.min_by_key(first).unwrap_or(ValueFault::SeveralTypes))))
    }

    fn typed(&mut self, kind: AttributeType, json: &Json, depth: usize) -> Result<Option<Value>, String> {
        if depth >= 62 && matches!(kind, AttributeType::L | AttributeType::M) {
            (self.older_layer, self.skipped_levels) = (true, true);
            return Ok(Some(Err(ValueFault::TooDeep)));
        }
        if *json == Json::Null {
            return Ok(None);
        }
        let too_deep = depth >= 32;
        Ok(Some(match (kind, json) {
            (AttributeType::S, Json::Text(text)) => Ok(AttributeValue::S(text.clone())),
            (AttributeType::N, Json::Text(text)) => Number::parse(text).map(AttributeValue::N).map_err(ValueFault::Number),
            (AttributeType::B, Json::Text(text)) => Ok(AttributeValue::B(bytes_of(text)?)),
            (AttributeType::Bool, json) => Ok(AttributeValue::Bool(self.boolean(json)?)),
            (AttributeType::Null, json) if self.boolean(json)? => Ok(AttributeValue::Null),
            (AttributeType::Null, _) => Err(ValueFault::FalseNull),
            (AttributeType::SS, Json::Array(members)) => strings(members)?,
            (AttributeType::NS, Json::Array(members)) => numbers(members)?,
            (AttributeType::BS, Json::Array(members)) => binaries(members)?,
            (AttributeType::L, Json::Array(members)) => {
                let members: Vec<_> = members.iter().map(|member| self.value(member, depth + 1)).collect::<Result<_, _>>()?;
                let members = members.into_iter().map(|member| member.unwrap_or(Err(ValueFault::NoType)));
                let list = members.collect::<Result<_, _>>().map(AttributeValue::L);
                if too_deep { Err(ValueFault::TooDeep) } else { list }
            }
            (AttributeType::M, Json::Object(members)) => {
                let map = self.attributes(members, depth + 1)?.map(AttributeValue::M).map_err(|fault| fault.fault);
                if too_deep { Err(ValueFault::TooDeep) } else { map }
            }
            (AttributeType::S | AttributeType::N, json) => return Err(json.misfit(Expected::String)),
            (AttributeType::B, json) => return Err(json.misfit(Expected::Blob)),
            (AttributeType::M, json) => return Err(json.misfit(Expected::Attributes)),
            (_, json) => return Err(json.misfit(Expected::List)),
        }))
    }

    fn boolean(&mut self, json: &Json) -> Result<bool, String> {
        match json {
            Json::Boolean(value) => Ok(*value),
            Json::Text(text) if boolean_of(text).is_some() => {
                self.older_layer = true;
                Ok(boolean_of(text) == Some(true))
            }
            json => Err(json.misfit(Expected::Boolean)),
        }
    }
}

/// The texts of the members of a set, `None` for null.
fn texts(members: &[Json], expected: Expected) -> Result<Vec<Option<String>>, String> {
    let text = |member: &Json| match member {
        Json::Null => Ok(None),
        Json::Text(text) if expected == Expected::Blob => bytes_of(text).map(|_| Some(text.clone())),
        Json::Text(text) => Ok(Some(text.clone())),
        other => Err(other.misfit(expected)),
    };
    members.iter().map(text).collect()
}

fn present(members: Vec<Option<String>>, kind: SetType) -> Result<Vec<String>, ValueFault> {
    if members.is_empty() {
        return Err(ValueFault::EmptySet(kind));
    }
    members.into_iter().collect::<Option<_>>().ok_or(ValueFault::NullMember(kind))
}

fn strings(members: &[Json]) -> Result<Value, String> {
    let members = present(texts(members, Expected::String)?, SetType::SS);
    Ok(members.and_then(|members| Set::new(members.clone()).map(AttributeValue::SS).ok_or(ValueFault::DuplicateStrings(members))))
}

fn numbers(members: &[Json]) -> Result<Value, String> {
    let members = present(texts(members, Expected::String)?, SetType::NS);
    Ok(members.and_then(|members| {
        let numbers: Result<_, _> = members.iter().map(|text| Number::parse(text).map_err(ValueFault::Number)).collect();
        Set::new(numbers?).map(AttributeValue::NS).ok_or(ValueFault::DuplicateNumbers)
    }))
}

fn binaries(members: &[Json]) -> Result<Value, String> {
    let members = present(texts(members, Expected::Blob)?, SetType::BS);
    Ok(members.and_then(|members| {
        let bytes = members.iter().map(|text| STANDARD.decode(text).unwrap()).collect();
        Set::new(bytes).map(AttributeValue::BS).ok_or(ValueFault::DuplicateBinaries(members))
    }))
}
