//! How near two vectors are to each other.

use serde::Serialize;

use super::StoredVector;
use super::lanes::{WideLanes, dot, squared_distance, widen};
use crate::stored::stored_enum;

/// The distance function of a vector index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DistanceFunction {
    /// One minus the cosine of the angle: 0 to 2, lower is nearer. Exactly 1 if either vector is zero.
    Cosine,
    /// The dot product: higher is nearer, and it may be negative.
    DotProduct,
    /// The length of the difference: lower is nearer.
    Euclidean,
}

impl DistanceFunction {
    /// The function called `name` in requests.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "COSINE" => Some(Self::Cosine),
            "DOT_PRODUCT" => Some(Self::DotProduct),
            "EUCLIDEAN" => Some(Self::Euclidean),
            _ => None,
        }
    }
}

/// How far a vector is from a search vector, as something that is lower the nearer it is.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Distance(f64);

/// A search vector, prepared for many comparisons with stored ones.
#[derive(Debug)]
pub(super) struct Ruler {
    function: DistanceFunction,
    lanes: Vec<WideLanes>,
    squared_length: f64,
}

impl Ruler {
    pub(super) fn new(function: DistanceFunction, vector: &StoredVector) -> Self {
        let lanes = vector.lanes().iter().map(|lanes| widen(*lanes)).collect();
        Self { function, lanes, squared_length: vector.squared_length() }
    }

    /// How far `vector` is.
    pub(super) fn measure(&self, vector: &StoredVector) -> Distance {
        Distance(match self.function {
            DistanceFunction::Cosine => self.cosine_distance(vector),
            DistanceFunction::DotProduct => -dot(vector.lanes(), &self.lanes),
            DistanceFunction::Euclidean => squared_distance(vector.lanes(), &self.lanes),
        })
    }

    /// Of two equal vectors exactly zero: the root of a square is exact.
    fn cosine_distance(&self, vector: &StoredVector) -> f64 {
        let lengths = (self.squared_length * vector.squared_length()).sqrt();
        if lengths == 0.0 {
            return 1.0;
        }
        (1.0 - dot(vector.lanes(), &self.lanes) / lengths).clamp(0.0, 2.0)
    }

    /// The score that stands for `distance`: the nearest 32-bit number, at most the greatest one.
    pub(super) fn score(&self, Distance(distance): Distance) -> f32 {
        let score = match self.function {
            DistanceFunction::Cosine => distance,
            // A zero without sign.
            DistanceFunction::DotProduct => 0.0 - distance,
            DistanceFunction::Euclidean => distance.sqrt(),
        };
        #[expect(clippy::cast_possible_truncation, reason = "within the range of 32 bits; precision is what is to be lost")]
        let score = score.clamp(f64::from(f32::MIN), f64::from(f32::MAX)) as f32;
        score
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these results are exact")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn score(function: DistanceFunction, search: &[f32], stored: &[f32]) -> f32 {
        let ruler = Ruler::new(function, &StoredVector::new(search));
        ruler.score(ruler.measure(&StoredVector::new(stored)))
    }

    #[test]
    fn scores_are_those_of_the_textbook() {
        use DistanceFunction::{Cosine, DotProduct, Euclidean};
        for (function, search, stored, expected) in [
            (Cosine, [1.0, 0.0, 0.0], [10.0, 0.0, 0.0], 0.0),
            (Cosine, [1.0, 0.0, 0.0], [0.0, 3.0, 0.0], 1.0),
            (Cosine, [1.0, 0.0, 0.0], [-2.0, 0.0, 0.0], 2.0),
            (Euclidean, [1.0, 0.0, 0.0], [10.0, 0.0, 0.0], 9.0),
            (Euclidean, [1.0, 2.0, 3.0], [1.0, 2.0, 3.0], 0.0),
            (DotProduct, [1.0, 2.0, 3.0], [4.0, 5.0, 6.0], 32.0),
            (DotProduct, [1.0, 2.0, 3.0], [-4.0, -5.0, -6.0], -32.0),
        ] {
            assert_eq!(score(function, &search, &stored), expected, "{function:?} {search:?} {stored:?}");
        }
    }

    #[test]
    fn a_zero_vector_is_at_a_right_angle_to_everything() {
        for (search, stored) in [([0.0, 0.0], [1.0, 2.0]), ([1.0, 2.0], [0.0, 0.0]), ([0.0, 0.0], [0.0, 0.0])] {
            assert_eq!(score(DistanceFunction::Cosine, &search, &stored), 1.0);
        }
        let none = score(DistanceFunction::DotProduct, &[0.0, 0.0], &[-1.0, -2.0]);
        assert!(none == 0.0 && none.is_sign_positive());
    }

    #[test]
    fn scores_stay_within_32_bits() {
        let huge = [f32::MAX; 5];
        let negative = huge.map(|number| -number);
        assert_eq!(score(DistanceFunction::DotProduct, &huge, &huge), f32::MAX);
        assert_eq!(score(DistanceFunction::DotProduct, &huge, &negative), f32::MIN);
        assert_eq!(score(DistanceFunction::Euclidean, &huge, &negative), f32::MAX);
        assert_eq!(score(DistanceFunction::Cosine, &huge, &negative), 2.0);
        let tiny = [1.0e-45_f32; 5];
        assert_eq!(score(DistanceFunction::Cosine, &tiny, &tiny), 0.0);
    }

    proptest! {
        #[test]
        fn a_vector_has_no_distance_to_itself(vector in prop::collection::vec(-1000.0_f32..1000.0, 1..70)) {
            prop_assume!(vector.iter().any(|number| *number != 0.0));
            prop_assert_eq!(score(DistanceFunction::Cosine, &vector, &vector), 0.0);
            prop_assert_eq!(score(DistanceFunction::Euclidean, &vector, &vector), 0.0);
        }
    }
}

stored_enum!(DistanceFunction { 0 => Cosine, 1 => DotProduct, 2 => Euclidean });
