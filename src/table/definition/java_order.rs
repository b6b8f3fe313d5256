//! The order in which Java's hash collections list names: some of AWS's messages print their contents.

use std::collections::BTreeSet;

use crate::order;

/// The buckets of a collection made without a size; it doubles when three quarters are taken.
const DEFAULT_BUCKETS: usize = 16;

/// The distinct `names` as a hash set lists them that grew from its default size.
pub fn of_set<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    listed(distinct(names), DEFAULT_BUCKETS)
}

/// The distinct `names` as a hash map lists them that was made for as many entries (observed 2026-10-08).
pub fn of_sized_map<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    listed(distinct(names), 1)
}

fn distinct<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(*name)).collect()
}

/// Buckets one after another, and in a bucket the names in the order in which they came.
fn listed(mut names: Vec<&str>, least_buckets: usize) -> Vec<&str> {
    let buckets = (names.len() * 4).div_ceil(3).next_power_of_two().max(least_buckets);
    order::sort_by_key(&mut names, |name| spread_hash(name) as usize & (buckets - 1));
    names
}

/// `String.hashCode`, with its upper half folded into the lower as `HashMap` does.
fn spread_hash(name: &str) -> u32 {
    let hash = name.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)));
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_aws_printed_them() {
        assert_eq!(of_sized_map(["pk", "sk", "a", "b", "c"]), ["sk", "a", "b", "pk", "c"]);
        assert_eq!(of_set(["pk", "sk", "a"]), ["a", "sk", "pk"]);
        assert_eq!(of_sized_map(["pk", "sk"]), ["sk", "pk"]);
    }

    #[test]
    fn a_name_is_listed_once() {
        assert_eq!(of_set(["a", "a"]), ["a"]);
        assert!(of_sized_map([]).is_empty());
    }
}
