//! A vector as an index holds it.

use std::sync::Arc;

use super::lanes::{Lanes, dot, pack, unpack, widen};

const WIDTH: usize = 4;

/// The 32-bit numbers of a vector. A clone is a reference count.
#[derive(Debug, Clone)]
pub struct StoredVector {
    /// What is missing to a multiple of four are zeros, which change no dot product and no distance.
    lanes: Arc<[Lanes]>,
    squared_length: f64,
}

impl StoredVector {
    /// The vector of `numbers`.
    #[must_use]
    pub fn new(numbers: &[f32]) -> Self {
        let (whole, rest) = numbers.as_chunks::<WIDTH>();
        let mut last = [0.0; WIDTH];
        last.iter_mut().zip(rest).for_each(|(place, number)| *place = *number);
        let last = (!rest.is_empty()).then_some(last);
        let lanes: Arc<[Lanes]> = whole.iter().copied().chain(last).map(pack).collect();
        let wide: Vec<_> = lanes.iter().map(|lanes| widen(*lanes)).collect();
        let squared_length = dot(&lanes, &wide);
        Self { lanes, squared_length }
    }

    /// The numbers, and zeros behind them to a multiple of four.
    pub fn numbers(&self) -> impl Iterator<Item = f32> {
        self.lanes.iter().flat_map(|lanes| unpack(*lanes))
    }

    pub(super) fn lanes(&self) -> &[Lanes] {
        &self.lanes
    }

    /// The sum of the squares.
    pub(super) const fn squared_length(&self) -> f64 {
        self.squared_length
    }
}

impl PartialEq for StoredVector {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lanes, &other.lanes) || self.numbers().eq(other.numbers())
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these results are exact")]
mod tests {
    use super::StoredVector;

    #[test]
    fn numbers_are_kept_and_filled_up() {
        for numbers in [vec![1.5], vec![1.0, -2.0, 3.0, 4.0], vec![1.0, 2.0, 3.0, 4.0, 5.0]] {
            let kept: Vec<f32> = StoredVector::new(&numbers).numbers().collect();
            assert_eq!((&kept[..numbers.len()], kept.len() % 4), (&*numbers, 0));
            assert!(kept[numbers.len()..].iter().all(|number| *number == 0.0));
        }
        assert_eq!(StoredVector::new(&[3.0, 4.0]).squared_length(), 25.0);
        assert!(StoredVector::new(&[1.0]) != StoredVector::new(&[2.0]));
    }
}
