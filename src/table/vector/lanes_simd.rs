//! Four numbers at a time, in the 128-bit registers of WebAssembly.
//!
//! A slice of such registers is loaded without a copy, and every browser since 2023 has them. The engine is compiled for size, which
//! vectorises nothing by itself: hence by name. `lanes.rs` says the same for other targets, to the bit.

use core::arch::wasm32::{
    f32x4, f32x4_extract_lane, f64x2_add, f64x2_extract_lane, f64x2_mul, f64x2_promote_low_f32x4, f64x2_splat, f64x2_sub,
    i32x4_shuffle, v128,
};

/// Four 32-bit numbers of a stored vector.
pub type Lanes = v128;
/// The same place of a search vector, widened: the first two numbers and the last two.
pub type WideLanes = [v128; 2];

/// Four numbers as they are stored.
pub fn pack([a, b, c, d]: [f32; 4]) -> Lanes {
    f32x4(a, b, c, d)
}

/// Four stored numbers.
pub fn unpack(lanes: Lanes) -> [f32; 4] {
    [
        f32x4_extract_lane::<0>(lanes),
        f32x4_extract_lane::<1>(lanes),
        f32x4_extract_lane::<2>(lanes),
        f32x4_extract_lane::<3>(lanes),
    ]
}

/// Four numbers, widened.
#[target_feature(enable = "simd128")]
pub fn widen(lanes: Lanes) -> WideLanes {
    [f64x2_promote_low_f32x4(lanes), f64x2_promote_low_f32x4(i32x4_shuffle::<2, 3, 2, 3>(lanes, lanes))]
}

/// The dot product, computed with 64-bit numbers.
#[target_feature(enable = "simd128")]
pub fn dot(vector: &[Lanes], search: &[WideLanes]) -> f64 {
    let mut sums = [[f64x2_splat(0.0); 2]; 2];
    let (pairs, rest) = vector.as_chunks::<2>();
    let (searched_pairs, searched_rest) = search.as_chunks::<2>();
    for ([first, second], [searched_first, searched_second]) in pairs.iter().zip(searched_pairs) {
        let [one, two] = sums;
        sums = [add_products(one, *first, *searched_first), add_products(two, *second, *searched_second)];
    }
    let [mut first, second] = sums;
    for (lanes, searched) in rest.iter().zip(searched_rest) {
        first = add_products(first, *lanes, *searched);
    }
    total(first, second)
}

/// The square of the distance, computed with 64-bit numbers.
#[target_feature(enable = "simd128")]
pub fn squared_distance(vector: &[Lanes], search: &[WideLanes]) -> f64 {
    let mut sums = [[f64x2_splat(0.0); 2]; 2];
    let (pairs, rest) = vector.as_chunks::<2>();
    let (searched_pairs, searched_rest) = search.as_chunks::<2>();
    for ([first, second], [searched_first, searched_second]) in pairs.iter().zip(searched_pairs) {
        let [one, two] = sums;
        sums = [add_squares(one, *first, *searched_first), add_squares(two, *second, *searched_second)];
    }
    let [mut first, second] = sums;
    for (lanes, searched) in rest.iter().zip(searched_rest) {
        first = add_squares(first, *lanes, *searched);
    }
    total(first, second)
}

#[inline]
#[target_feature(enable = "simd128")]
fn add_products([low, high]: WideLanes, lanes: Lanes, [searched_low, searched_high]: WideLanes) -> WideLanes {
    let [lanes_low, lanes_high] = widen(lanes);
    [f64x2_add(low, f64x2_mul(lanes_low, searched_low)), f64x2_add(high, f64x2_mul(lanes_high, searched_high))]
}

#[inline]
#[target_feature(enable = "simd128")]
fn add_squares([low, high]: WideLanes, lanes: Lanes, [searched_low, searched_high]: WideLanes) -> WideLanes {
    let [lanes_low, lanes_high] = widen(lanes);
    let (low_difference, high_difference) = (f64x2_sub(lanes_low, searched_low), f64x2_sub(lanes_high, searched_high));
    [f64x2_add(low, f64x2_mul(low_difference, low_difference)), f64x2_add(high, f64x2_mul(high_difference, high_difference))]
}

#[target_feature(enable = "simd128")]
fn total([first_low, first_high]: WideLanes, [second_low, second_high]: WideLanes) -> f64 {
    let sums = f64x2_add(f64x2_add(first_low, second_low), f64x2_add(first_high, second_high));
    f64x2_extract_lane::<0>(sums) + f64x2_extract_lane::<1>(sums)
}
