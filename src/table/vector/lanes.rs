//! Four numbers at a time, for targets other than WebAssembly.
//!
//! Sums are taken in the same order as in `lanes_simd.rs`, so that every platform computes the same scores to the bit.

/// Four 32-bit numbers of a stored vector.
pub type Lanes = [f32; 4];
/// The same place of a search vector, widened.
pub type WideLanes = [f64; 4];

/// Four numbers as they are stored.
pub const fn pack(numbers: [f32; 4]) -> Lanes {
    numbers
}

/// Four stored numbers.
pub const fn unpack(lanes: Lanes) -> [f32; 4] {
    lanes
}

/// Four numbers, widened.
pub fn widen(lanes: Lanes) -> WideLanes {
    lanes.map(f64::from)
}

/// The dot product, computed with 64-bit numbers.
pub fn dot(vector: &[Lanes], search: &[WideLanes]) -> f64 {
    sum(vector, search, |number, searched| number * searched)
}

/// The square of the distance, computed with 64-bit numbers.
pub fn squared_distance(vector: &[Lanes], search: &[WideLanes]) -> f64 {
    sum(vector, search, |number, searched| {
        let difference = number - searched;
        difference * difference
    })
}

/// Two groups of lanes are summed apart, as many as keep a processor busy; what is left over joins the first.
fn sum(vector: &[Lanes], search: &[WideLanes], term: impl Fn(f64, f64) -> f64) -> f64 {
    let mut sums = [[0.0; 4]; 2];
    let (pairs, rest) = vector.as_chunks::<2>();
    let (searched_pairs, searched_rest) = search.as_chunks::<2>();
    for (lanes, searched) in pairs.iter().zip(searched_pairs) {
        for (sum, (lanes, searched)) in sums.iter_mut().zip(lanes.iter().zip(searched)) {
            add(sum, *lanes, searched, &term);
        }
    }
    let [mut first, second] = sums;
    for (lanes, searched) in rest.iter().zip(searched_rest) {
        add(&mut first, *lanes, searched, &term);
    }
    first.iter_mut().zip(second).for_each(|(sum, other)| *sum += other);
    let [one, two, three, four] = first;
    (one + three) + (two + four)
}

fn add(sum: &mut [f64; 4], lanes: Lanes, searched: &WideLanes, term: impl Fn(f64, f64) -> f64) {
    for ((sum, number), searched) in sum.iter_mut().zip(widen(lanes)).zip(searched) {
        *sum += term(number, *searched);
    }
}
