//! What tells one request from another, in a few bytes: 128 bits in the manner of FNV-1a, eight bytes at a time.
//!
//! Requests that mean the same have one fingerprint, in whatever order their members were sent and their numbers written.

use std::hash::{Hash, Hasher};

use super::{Member, Structure};
use crate::order;
use crate::stored::{Input, Stored};

/// A digest of members of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// How many bytes it has.
    pub const LENGTH: usize = 16;

    /// The fingerprint of anything that can be hashed.
    #[must_use]
    pub fn of_value(value: &impl Hash) -> Self {
        let mut digest = Digest(OFFSET);
        value.hash(&mut digest);
        Self(digest.0)
    }

    /// Its bytes.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; Self::LENGTH] {
        self.0.to_le_bytes()
    }

    /// The fingerprint of the members `names` of `input`.
    #[must_use]
    pub fn of(input: &Structure, names: &[&str]) -> Self {
        let mut digest = Digest(OFFSET);
        for name in names {
            input.get(name).hash(&mut digest);
        }
        Self(digest.0)
    }
}

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

struct Digest(u128);

impl Digest {
    const fn mix(&mut self, word: u64) {
        self.0 = (self.0 ^ word as u128).wrapping_mul(PRIME);
    }
}

impl Hasher for Digest {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let rest = rest.iter().fold(rest.len() as u64, |word, byte| word << 8 | u64::from(*byte));
        self.mix(rest);
    }

    /// The same on machines of 32 and of 64 bits.
    fn write_usize(&mut self, number: usize) {
        self.mix(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.mix((number as i64).cast_unsigned());
    }

    #[expect(clippy::cast_possible_truncation, reason = "nobody asks: the digest is read whole")]
    fn finish(&self) -> u64 {
        self.0 as u64
    }
}

impl Hash for Structure {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut members: Vec<_> = self.iter().collect();
        order::sort_by_key(&mut members, |(name, _)| *name);
        members.hash(state);
    }
}

impl Hash for Member {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Text(text) => text.hash(state),
            Self::Integer(number) => number.hash(state),
            Self::Double(number) => number.to_bits().hash(state),
            Self::Boolean(boolean) => boolean.hash(state),
            Self::List(elements) => elements.hash(state),
            Self::Map(entries) => {
                let mut entries: Vec<_> = entries.iter().collect();
                order::sort_by_key(&mut entries, |(key, _)| key.as_str());
                entries.hash(state);
            }
            Self::Structure(structure) => structure.hash(state),
            Self::Value(value) => value.as_ref().ok().hash(state),
            Self::Attributes(attributes) => attributes.as_ref().ok().hash(state),
            Self::Values(values) => values.as_ref().ok().hash(state),
        }
    }
}

impl Stored for Fingerprint {
    fn store(&self, output: &mut Vec<u8>) {
        output.extend_from_slice(&self.to_bytes());
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        let bytes = input.take(Self::LENGTH)?.first_chunk()?;
        Some(Self(u128::from_le_bytes(*bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model;
    use crate::request::decode;

    fn fingerprint(item: &str) -> Fingerprint {
        let operation = model::operation("DynamoDB_20120810.TransactWriteItems").unwrap();
        let body = format!(r#"{{"ReturnConsumedCapacity":"TOTAL","TransactItems":[{item}]}}"#);
        Fingerprint::of(&decode(operation, body.as_bytes()).unwrap(), &["TransactItems"])
    }

    #[test]
    fn the_order_of_members_and_the_spelling_of_numbers_do_not_matter() {
        assert_eq!(
            fingerprint(
                r##"{"Put":{"TableName":"t","Item":{"a":{"N":"1.0"},"b":{"SS":["x","y"]}},"ExpressionAttributeNames":{"#a":"a","#b":"b"}}}"##
            ),
            fingerprint(
                r##"{"Put":{"Item":{"b":{"SS":["y","x"]},"a":{"N":"1"}},"TableName":"t","ExpressionAttributeNames":{"#b":"b","#a":"a"}}}"##
            ),
        );
    }

    #[test]
    fn whatever_else_differs_matters() {
        let items = [
            r#"{"Put":{"TableName":"t","Item":{"a":{"S":"1"}}}}"#,
            r#"{"Put":{"TableName":"t","Item":{"a":{"N":"1"}}}}"#,
            r#"{"Put":{"TableName":"t","Item":{"a":{"S":"1\u0000"}}}}"#,
            r#"{"Put":{"TableName":"t","Item":{"a":{"S":"12345678"}}}}"#,
            r#"{"Put":{"TableName":"t","Item":{"a":{"S":"12345679"}}}}"#,
            r#"{"Put":{"TableName":"u","Item":{"a":{"S":"1"}}}}"#,
            r#"{"Delete":{"TableName":"t","Key":{"a":{"S":"1"}}}}"#,
            r#"{"ConditionCheck":{"TableName":"t","Key":{"a":{"S":"1"}}}}"#,
            r#"{"Put":{"TableName":"t","Item":{"a":{"S":"1"}}}},{"Put":{"TableName":"t","Item":{"a":{"S":"1"}}}}"#,
        ];
        let distinct: std::collections::BTreeSet<_> = items.iter().map(|item| fingerprint(item)).collect();
        assert_eq!(distinct.len(), items.len());
    }
}
