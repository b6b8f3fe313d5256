//! Sorting that is compiled once. The sort of the standard library is compiled anew for every type of element, at 8 KB of WebAssembly
//! each; this one sorts positions, by a comparison that is called through a pointer. Few elements, which is what requests
//! hold, are sorted where they are.

use std::cmp::Ordering;

/// So many elements are sorted by insertion.
const FEW: usize = 20;

/// Sorts `elements`; those that compare equal keep their order.
pub fn sort_by<T>(elements: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    if elements.len() <= FEW {
        return insert_each(elements, compare);
    }
    let by_position = |left: usize, right: usize| match (elements.get(left), elements.get(right)) {
        (Some(left), Some(right)) => compare(left, right),
        _ => Ordering::Equal,
    };
    let positions = positions(elements.len(), &by_position);
    arrange(elements, positions);
}

/// Sorts `elements` by a key of theirs; those with equal keys keep their order.
pub fn sort_by_key<T, K: Ord>(elements: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(elements, |left, right| key(left).cmp(&key(right)));
}

/// Sorts `elements`.
pub fn sort<T: Ord>(elements: &mut [T]) {
    sort_by(elements, T::cmp);
}

fn insert_each<T>(elements: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    for end in 1..elements.len() {
        for at in (1..=end).rev() {
            match elements.get(at - 1..=at) {
                Some([before, inserted]) if compare(before, inserted) == Ordering::Greater => elements.swap(at - 1, at),
                _ => break,
            }
        }
    }
}

/// The positions from 0 to `length` in the order of the elements at them.
fn positions(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<_> = (0..length).collect();
    positions.sort_by(|left, right| compare(*left, *right));
    positions
}

/// Puts at each place the element that was at its position. Every position occurs once, so that they form cycles.
fn arrange<T>(elements: &mut [T], mut positions: Vec<usize>) {
    for start in 0..elements.len() {
        let mut place = start;
        while let Some(from) = positions.get_mut(place).map(|position| std::mem::replace(position, place)) {
            if from == start || from == place {
                break;
            }
            elements.swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(mut pairs in prop::collection::vec((0..9_u8, any::<u8>()), 0..64)) {
            let mut expected = pairs.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut pairs, |(key, _)| *key);
            prop_assert_eq!(pairs, expected);
        }
    }
}
