//! Sets and their rules: at least one member, none twice, none null.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::SeqAccess;

use super::Expected;
use super::scalar::bytes_of;
use super::shape::{Reader, Shape, Token};
use crate::order;
use crate::value::{AttributeValue, Number, NumberFault, Set, SetType, ValueFault};

/// Reads the members of a set.
///
/// # Errors
///
/// A member that is JSON of another type.
pub(super) fn read<'de, A: SeqAccess<'de>>(kind: SetType, mut array: A) -> Result<Result<AttributeValue, ValueFault>, A::Error> {
    let mut members = Vec::new();
    while let Some(member) = array.next_element_seed(Reader(Member(kind)))? {
        members.push(member);
    }
    Ok(set(kind, members))
}

/// A member of a set.
enum Scalar {
    Text(String),
    Number(Result<Number, NumberFault>),
    Bytes(Vec<u8>),
}

impl Scalar {
    fn text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    fn number(self) -> Option<Result<Number, NumberFault>> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    fn bytes(self) -> Option<Vec<u8>> {
        if let Self::Bytes(bytes) = self { Some(bytes) } else { None }
    }
}

/// The shape of a member of a set. `None` stands for JSON null.
struct Member(SetType);

impl Shape for Member {
    type Value = Option<Scalar>;

    fn expected(&self) -> Expected {
        if self.0 == SetType::BS { Expected::Blob } else { Expected::String }
    }

    fn scalar(self, token: Token<'_>) -> Result<Self::Value, String> {
        match token {
            Token::Null => Ok(None),
            Token::Text(text) => Ok(Some(match self.0 {
                SetType::SS => Scalar::Text(text.to_owned()),
                SetType::NS => Scalar::Number(Number::parse(text)),
                SetType::BS => Scalar::Bytes(bytes_of(text)?),
            })),
            token => Err(self.expected().scalar(token)),
        }
    }
}

/// The set of these members, of which there must be some, none null and none twice.
fn set(kind: SetType, members: Vec<Option<Scalar>>) -> Result<AttributeValue, ValueFault> {
    if members.is_empty() {
        return Err(ValueFault::EmptySet(kind));
    }
    if members.iter().any(Option::is_none) {
        return Err(ValueFault::NullMember(kind));
    }
    let members = members.into_iter().flatten();
    match kind {
        SetType::SS => strings(members.filter_map(Scalar::text).collect()),
        SetType::NS => numbers(members.filter_map(Scalar::number)),
        SetType::BS => binaries(members.filter_map(Scalar::bytes).collect()),
    }
}

fn strings(members: Vec<String>) -> Result<AttributeValue, ValueFault> {
    if has_duplicates(&members) {
        return Err(ValueFault::DuplicateStrings(members));
    }
    Set::new(members).map(AttributeValue::SS).ok_or(ValueFault::EmptySet(SetType::SS))
}

fn numbers(members: impl Iterator<Item = Result<Number, NumberFault>>) -> Result<AttributeValue, ValueFault> {
    let members = members.collect::<Result<Vec<_>, _>>().map_err(ValueFault::Number)?;
    Set::new(members).map(AttributeValue::NS).ok_or(ValueFault::DuplicateNumbers)
}

fn binaries(members: Vec<Vec<u8>>) -> Result<AttributeValue, ValueFault> {
    if has_duplicates(&members) {
        // What decoding accepts has one spelling in Base64, so this is what was sent.
        return Err(ValueFault::DuplicateBinaries(members.iter().map(|member| STANDARD.encode(member)).collect()));
    }
    Set::new(members).map(AttributeValue::BS).ok_or(ValueFault::EmptySet(SetType::BS))
}

fn has_duplicates<T: Ord>(members: &[T]) -> bool {
    let mut sorted: Vec<&T> = members.iter().collect();
    order::sort(&mut sorted);
    !sorted.is_sorted_by(|left, right| left < right)
}
