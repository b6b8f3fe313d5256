//! Number sets in the order in which some operations of AWS send them: that of a Java `HashSet<BigDecimal>`.
//!
//! Scan, `TransactGetItems`, PartiQL, stream records and cancellation reasons do; all other answers are ascending. What is
//! assumed of AWS's set: members put in ascending, without zeros at their ends, and the table grown from 16 buckets.

use super::encoding::{self, Output};
use super::{MapRef, Number, ValueRef, WireAttributes};
use crate::order;

impl MapRef<'_> {
    /// The attributes, to be written with their number sets in hash order, at any depth.
    #[must_use]
    pub fn in_hash_order(self) -> WireAttributes {
        let mut output = Output::default();
        attributes(&mut output, self);
        WireAttributes(output.0)
    }
}

fn attributes(output: &mut Output, attributes: MapRef<'_>) {
    for (name, member) in attributes {
        output.bytes(name.as_bytes());
        value(output, member);
    }
}

fn value(output: &mut Output, member: ValueRef<'_>) {
    match member {
        ValueRef::NS(numbers) => output.body(encoding::NUMBER_SET, |output| {
            for number in in_hash_order(numbers.iter().collect()) {
                output.number(number);
            }
        }),
        ValueRef::L(members) => output.body(encoding::LIST, |output| members.iter().for_each(|member| value(output, member))),
        ValueRef::M(map) => output.body(encoding::MAP, |output| attributes(output, map)),
        other => output.value(&other.to_owned()),
    }
}

/// Members of one bucket keep the order in which they were put in.
fn in_hash_order(mut ascending: Vec<Number>) -> Vec<Number> {
    let last_bucket = buckets(ascending.len()) - 1;
    order::sort_by_key(&mut ascending, |number| spread(java_hash(*number)) & last_bucket);
    ascending
}

/// Java doubles the buckets when more than three in four are taken.
fn buckets(members: usize) -> u32 {
    let mut buckets = 16;
    while members > buckets / 4 * 3 {
        buckets *= 2;
    }
    u32::try_from(buckets).unwrap_or(u32::MAX)
}

/// `BigDecimal.hashCode()`.
fn java_hash(number: Number) -> u32 {
    let (negative, exponent, coefficient) = number.parts();
    let words = [96, 64, 32, 0].map(|shift| (coefficient >> shift) & u128::from(u32::MAX));
    let hash =
        words.iter().fold(0_u32, |hash, word| hash.wrapping_mul(31).wrapping_add(u32::try_from(*word).unwrap_or_default()));
    let hash = if negative { hash.wrapping_neg() } else { hash };
    hash.wrapping_mul(31).wrapping_add_signed(-i32::from(exponent))
}

/// What `HashMap` makes of a hash before it takes its low bits.
const fn spread(hash: u32) -> u32 {
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{AttributeValue, Item, Set, to_json};

    fn ordered(literals: &[&str]) -> Vec<String> {
        let mut numbers: Vec<_> = literals.iter().map(|text| Number::parse(text).unwrap()).collect();
        numbers.sort_unstable();
        in_hash_order(numbers).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn hashes_are_those_of_big_decimal() {
        // 31 * 422 + 1, 31 * -19, and 31 * (31 * 1 + 0) for 2^32, by the definition in Java's documentation.
        assert_eq!(java_hash(Number::parse("42.2").unwrap()), 13083);
        assert_eq!(java_hash(Number::parse("-19").unwrap()), 0_u32.wrapping_sub(589));
        assert_eq!(java_hash(Number::parse("4294967296").unwrap()), 961);
    }

    #[test]
    fn members_come_by_bucket() {
        assert_eq!(ordered(&["1", "2", "3"]), ["3", "2", "1"]);
        assert_eq!(ordered(&["3.14", "42.2", "-19", "7.5"]), ["7.5", "3.14", "42.2", "-19"]);
        // 1 and 17 share a bucket of 16.
        assert_eq!(ordered(&["17", "1", "2"]), ["2", "1", "17"]);
    }

    #[test]
    fn the_buckets_grow_with_the_members() {
        assert_eq!(buckets(12), 16);
        assert_eq!(buckets(13), 32);
        assert_eq!(buckets(25), 64);
    }

    #[test]
    fn sets_inside_lists_and_maps_are_reordered_too() {
        let set = AttributeValue::NS(Set::new([1, 2, 3].map(Number::from).to_vec()).unwrap());
        let map = AttributeValue::M([("m".to_owned(), set.clone())].into_iter().collect());
        let item = Item::new(&[("l".to_owned(), AttributeValue::L(vec![map])), ("n".to_owned(), set)].into_iter().collect());
        assert_eq!(
            to_json(&item.attributes().in_hash_order()),
            br#"{"l":{"L":[{"M":{"m":{"NS":["3","2","1"]}}}]},"n":{"NS":["3","2","1"]}}"#
        );
    }
}
