//! Keys as bytes whose order is the order of the values: the order of a table's map, and of an index's.

use std::borrow::Borrow;
use std::sync::Arc;

use super::{Number, NumberText, ValueRef};
use crate::stored::{self, Input, Stored};

/// A key of one or more values. Comparing the bytes compares the values one after the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyBytes(Arc<[u8]>);

impl KeyBytes {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The hash that the key begins with.
    #[must_use]
    pub fn hash(&self) -> u32 {
        leading_hash(&self.0)
    }
}

/// The hash that a key which begins with `bytes` begins with; bytes that are not there are zero.
#[must_use]
pub fn leading_hash(bytes: &[u8]) -> u32 {
    let four = bytes.iter().copied().chain(std::iter::repeat(0)).take(4);
    four.fold(0, |hash, byte| hash << 8 | u32::from(byte))
}

impl Borrow<[u8]> for KeyBytes {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

impl From<&str> for KeyBytes {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

/// Eight bytes in the order of the numbers.
impl From<i64> for KeyBytes {
    fn from(number: i64) -> Self {
        (number ^ i64::MIN).to_be_bytes().as_slice().into()
    }
}

impl KeyBytes {
    /// The number that [`KeyBytes::from`] made a key of.
    #[must_use]
    pub fn to_number(&self) -> Option<i64> {
        self.as_bytes().try_into().ok().map(|bytes| i64::from_be_bytes(bytes) ^ i64::MIN)
    }
}

impl From<&[u8]> for KeyBytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

/// The first bytes after all that begin with `prefix`. `None` if nothing comes after.
#[must_use]
pub fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut bound = prefix.to_vec();
    while let Some(last) = bound.pop() {
        if last < u8::MAX {
            bound.push(last + 1);
            return Some(bound);
        }
    }
    None
}

/// The byte that ends a string or binary; within one it is written as [`ESCAPED`].
const END: [u8; 2] = [0, 0];
/// A zero byte within a string or binary. It sorts behind [`END`] and before every other byte.
const ESCAPED: [u8; 2] = [0, 0xFF];

const NEGATIVE: u8 = 1;
const ZERO: u8 = 2;
const POSITIVE: u8 = 3;

/// Makes keys. Each value is self-delimiting: no encoding of a value is the beginning of another's, so that values can be
/// appended one after the other and still compare one after the other.
#[derive(Debug, Clone)]
pub struct KeyBuilder(Vec<u8>);

impl Default for KeyBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl KeyBuilder {
    /// A key without values.
    #[must_use]
    pub fn new() -> Self {
        // Most keys are shorter, so that they are built in one allocation.
        Self(Vec::with_capacity(64))
    }

    /// Puts a hash of what was pushed so far before it: four bytes by which partitions are ordered.
    pub fn push_hash(&mut self) {
        let hash = spread(&self.0).to_be_bytes();
        self.0.splice(..0, hash);
    }

    /// Appends a string, number or binary. `false` and no change for a value of another type.
    pub fn push(&mut self, value: ValueRef<'_>) -> bool {
        match value {
            ValueRef::S(text) => self.push_bytes(text.as_bytes()),
            ValueRef::N(number) => self.push_number(number),
            ValueRef::B(bytes) => self.push_bytes(bytes),
            _ => return false,
        }
        true
    }

    /// Appends the beginning of a string or binary: the keys of all values that begin so, and of no other, begin with
    /// what the builder then holds. `false` and no change for a value of another type.
    pub fn push_prefix(&mut self, value: ValueRef<'_>) -> bool {
        match value {
            ValueRef::S(text) => self.escape(text.as_bytes()),
            ValueRef::B(bytes) => self.escape(bytes),
            _ => return false,
        }
        true
    }

    /// Appends a key, or the beginning of one: an entry of an index ends with the key of its item in the table.
    pub fn append(&mut self, key: &[u8]) {
        self.0.extend_from_slice(key);
    }

    /// What was pushed so far.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The key.
    #[must_use]
    pub fn finish(self) -> KeyBytes {
        KeyBytes(self.0.into())
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        self.escape(bytes);
        self.0.extend_from_slice(&END);
    }

    fn escape(&mut self, bytes: &[u8]) {
        let mut parts = bytes.split(|byte| *byte == 0);
        self.0.extend_from_slice(parts.next().unwrap_or_default());
        for part in parts {
            self.0.extend_from_slice(&ESCAPED);
            self.0.extend_from_slice(part);
        }
    }

    /// The sign; the decimal exponent of the first digit; the digits in pairs from the first, each plus one; a zero.
    /// Of a negative number everything behind the sign is inverted.
    fn push_number(&mut self, number: Number) {
        let Some(magnitude) = number.magnitude() else { return self.0.push(ZERO) };
        let negative = number < Number::ZERO;
        self.0.push(if negative { NEGATIVE } else { POSITIVE });
        let start = self.0.len();
        // -130 to 125 are exactly the values of a byte.
        self.0.push(u8::try_from(magnitude + 130).unwrap_or(u8::MAX));
        let digits = NumberText::digits(number);
        for pair in digits.as_bytes().chunks(2) {
            self.0.push(pair_value(pair) + 1);
        }
        self.0.push(0);
        if negative {
            self.0.iter_mut().skip(start).for_each(|byte| *byte = !*byte);
        }
    }
}

/// Reads the values of a key back, one after the other.
#[derive(Debug, Clone)]
pub struct KeyReader<'k>(&'k [u8]);

impl<'k> KeyReader<'k> {
    /// Of a key that begins with a hash.
    #[must_use]
    pub fn behind_hash(key: &'k [u8]) -> Self {
        Self(key.get(4..).unwrap_or_default())
    }

    /// How many bytes were not read yet.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.0.len()
    }

    /// The string or binary that comes next; `None` if none does.
    pub fn bytes(&mut self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        loop {
            let zero = self.0.iter().position(|byte| *byte == 0)?;
            let (part, rest) = self.0.split_at(zero);
            bytes.extend_from_slice(part);
            if let Some(rest) = rest.strip_prefix(&END) {
                self.0 = rest;
                return Some(bytes);
            }
            self.0 = rest.strip_prefix(&ESCAPED)?;
            bytes.push(0);
        }
    }

    /// The number that comes next; `None` if none does.
    pub fn number(&mut self) -> Option<Number> {
        let (sign, rest) = self.0.split_first()?;
        if *sign == ZERO {
            self.0 = rest;
            return Some(Number::ZERO);
        }
        let inverted = if *sign == NEGATIVE { u8::MAX } else { 0 };
        let (magnitude, rest) = rest.split_first()?;
        let end = rest.iter().position(|byte| *byte == inverted)?;
        let (pairs, rest) = rest.split_at(end);
        let coefficient =
            pairs.iter().fold(0_u128, |sum, pair| sum.wrapping_mul(100) + u128::from((pair ^ inverted).wrapping_sub(1)));
        // A pair holds two digits, and the magnitude is the exponent of the first.
        let exponent = i64::from(magnitude ^ inverted) - 130 - (2 * i64::try_from(pairs.len()).ok()? - 1);
        self.0 = rest.get(1..)?;
        Number::normal(*sign == NEGATIVE, exponent, coefficient).ok()
    }
}

/// Two digits of text as a number; a single one stands before a zero.
const fn pair_value(pair: &[u8]) -> u8 {
    match pair {
        [tens, ones] => (*tens - b'0') * 10 + (*ones - b'0'),
        [tens] => (*tens - b'0') * 10,
        _ => 0,
    }
}

/// A hash whose high bits are as even as its low ones: FNV-1a, then the finaliser of `MurmurHash3`. Which one it is
/// decides the order of a scan, so it is part of the storage format.
fn spread(bytes: &[u8]) -> u32 {
    let hash = bytes.iter().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85EB_CA6B);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xC2B2_AE35);
    hash ^ (hash >> 16)
}

impl Stored for KeyBytes {
    fn store(&self, output: &mut Vec<u8>) {
        stored::store_bytes(&self.0, output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        input.bytes().map(Into::into)
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;

    use super::*;
    use crate::value::{AttributeValue, EncodedValue, arbitrary};

    fn key(values: &[&AttributeValue]) -> KeyBytes {
        let mut builder = KeyBuilder::new();
        for value in values {
            assert!(builder.push(EncodedValue::from(*value).view()));
        }
        builder.finish()
    }

    fn order(left: &AttributeValue, right: &AttributeValue) -> Ordering {
        EncodedValue::from(left).view().partial_cmp(&EncodedValue::from(right).view()).unwrap()
    }

    fn two_of_one_type() -> impl Strategy<Value = (AttributeValue, AttributeValue)> {
        prop_oneof![
            (arbitrary::text(), arbitrary::text()).prop_map(|(left, right)| (AttributeValue::S(left), AttributeValue::S(right))),
            (arbitrary::number(), arbitrary::number())
                .prop_map(|(left, right)| (AttributeValue::N(left), AttributeValue::N(right))),
            (arbitrary::binary(), arbitrary::binary())
                .prop_map(|(left, right)| (AttributeValue::B(left), AttributeValue::B(right))),
        ]
    }

    #[test]
    fn the_extremes_of_numbers_keep_their_order() {
        let literals = [
            "-9.9e125", "-1e125", "-10.5", "-10", "-1e-130", "0", "1e-130", "1.5e-130", "0.1", "1", "1.01", "1.1", "10", "1e125",
        ];
        let keys: Vec<_> = literals.iter().map(|text| key(&[&AttributeValue::N(Number::parse(text).unwrap())])).collect();
        assert!(keys.is_sorted_by(|left, right| left < right));
    }

    #[test]
    fn only_strings_numbers_and_binaries_make_keys() {
        let mut builder = KeyBuilder::new();
        assert!(!builder.push(ValueRef::Null));
        assert!(!builder.push_prefix(ValueRef::N(Number::ZERO)));
        assert_eq!(builder.as_bytes(), b"");
    }

    #[test]
    fn what_comes_after_a_prefix_carries_over() {
        assert_eq!(after_prefix(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(after_prefix(b"a\xFF\xFF"), Some(b"b".to_vec()));
        assert_eq!(after_prefix(b"\xFF"), None);
        assert_eq!(after_prefix(b""), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn the_order_of_keys_is_the_order_of_values((left, right) in two_of_one_type()) {
            prop_assert_eq!(key(&[&left]).cmp(&key(&[&right])), order(&left, &right));
        }

        #[test]
        fn keys_of_several_values_compare_value_by_value((first, other) in two_of_one_type(), (second, another) in two_of_one_type()) {
            let expected = order(&first, &other).then(order(&second, &another));
            prop_assert_eq!(key(&[&first, &second]).cmp(&key(&[&other, &another])), expected);
        }

        #[test]
        fn no_key_is_the_beginning_of_another((left, right) in two_of_one_type()) {
            prop_assume!(left != right);
            prop_assert!(!key(&[&left]).as_bytes().starts_with(key(&[&right]).as_bytes()));
        }

        #[test]
        fn a_prefix_range_holds_what_begins_with_the_prefix(prefix in arbitrary::binary(), rest in arbitrary::binary(), other in arbitrary::binary()) {
            let mut builder = KeyBuilder::new();
            builder.push_prefix(ValueRef::B(&prefix));
            let from = builder.as_bytes().to_vec();
            let to = after_prefix(&from);
            for value in [[prefix.clone(), rest].concat(), other] {
                let begins = value.starts_with(&prefix);
                let key = key(&[&AttributeValue::B(value)]);
                let inside = key.as_bytes() >= from.as_slice() && to.as_ref().is_none_or(|to| key.as_bytes() < to.as_slice());
                prop_assert_eq!(inside, begins);
            }
        }

        #[test]
        fn values_are_read_back(values in prop::collection::vec(arbitrary::scalar(), 1..5)) {
            let mut builder = KeyBuilder::new();
            builder.push_hash();
            for value in &values {
                builder.push(EncodedValue::from(value).view());
            }
            let key = builder.finish();
            let mut reader = KeyReader::behind_hash(key.as_bytes());
            for value in values {
                let read = match &value {
                    AttributeValue::S(_) => reader.bytes().and_then(|bytes| String::from_utf8(bytes).ok()).map(AttributeValue::S),
                    AttributeValue::N(_) => reader.number().map(AttributeValue::N),
                    _ => reader.bytes().map(AttributeValue::B),
                };
                prop_assert_eq!(read, Some(value));
            }
            prop_assert_eq!((reader.left(), reader.bytes(), reader.number()), (0, None, None));
        }

        #[test]
        fn what_is_no_key_is_read_without_a_panic(bytes in prop::collection::vec(prop_oneof![Just(0), Just(1), Just(3), any::<u8>()], 0..60)) {
            let (mut reader, mut other) = (KeyReader::behind_hash(&bytes), KeyReader::behind_hash(&bytes));
            while reader.number().is_some() {}
            while other.bytes().is_some() {}
        }

        #[test]
        fn a_hash_comes_before_what_it_is_made_of(value in arbitrary::scalar()) {
            let mut builder = KeyBuilder::new();
            builder.push(EncodedValue::from(&value).view());
            builder.push_hash();
            let unhashed = key(&[&value]);
            prop_assert_eq!(&builder.as_bytes()[4..], unhashed.as_bytes());
        }
    }

    #[test]
    fn partitions_spread_evenly_over_the_interval_of_hashes() {
        let mut counts = [0_u32; 16];
        for number in 0..16_000 {
            let mut builder = KeyBuilder::new();
            builder.push(ValueRef::S(&format!("user#{number}")));
            builder.push_hash();
            counts[usize::from(builder.as_bytes()[0] >> 4)] += 1;
        }
        assert!(counts.iter().all(|count| (850..1150).contains(count)), "{counts:?}");
    }
}
