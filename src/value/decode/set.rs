//! The rules of sets: at least one member, none twice, none null.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::order;
use crate::value::{AttributeValue, Number, NumberFault, Set, SetType, ValueFault};

/// The set of these strings.
pub(super) fn strings(members: Vec<Option<String>>) -> Result<AttributeValue, ValueFault> {
    let members = present(members, SetType::SS)?;
    if has_duplicates(&members) {
        return Err(ValueFault::DuplicateStrings(members));
    }
    Set::new(members).map(AttributeValue::SS).ok_or(ValueFault::EmptySet(SetType::SS))
}

/// The set of these numbers.
pub(super) fn numbers(members: Vec<Option<Result<Number, NumberFault>>>) -> Result<AttributeValue, ValueFault> {
    let members: Result<Vec<_>, _> = present(members, SetType::NS)?.into_iter().collect();
    Set::new(members?).map(AttributeValue::NS).ok_or(ValueFault::DuplicateNumbers)
}

/// The set of these binaries.
pub(super) fn binaries(members: Vec<Option<Vec<u8>>>) -> Result<AttributeValue, ValueFault> {
    let members = present(members, SetType::BS)?;
    if has_duplicates(&members) {
        // What decoding accepts has one spelling in Base64, so this is what was sent.
        return Err(ValueFault::DuplicateBinaries(members.iter().map(|member| STANDARD.encode(member)).collect()));
    }
    Set::new(members).map(AttributeValue::BS).ok_or(ValueFault::EmptySet(SetType::BS))
}

/// The members, of which there must be some and none null.
fn present<T>(members: Vec<Option<T>>, set: SetType) -> Result<Vec<T>, ValueFault> {
    if members.is_empty() {
        return Err(ValueFault::EmptySet(set));
    }
    members.into_iter().collect::<Option<_>>().ok_or(ValueFault::NullMember(set))
}

fn has_duplicates<T: Ord>(members: &[T]) -> bool {
    let mut sorted: Vec<&T> = members.iter().collect();
    order::sort(&mut sorted);
    !sorted.is_sorted_by(|left, right| left < right)
}
