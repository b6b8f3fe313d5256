//! Numbers are what an oracle of any precision says they are: the same literals, order, sums and differences.
//!
//! The input is text in two lines, a number each.
#![no_main]

use std::str::FromStr;

use bigdecimal::BigDecimal;
use dynatab::value::Number;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some((one, other)) = text.split_once('\n') else { return };
    let (Ok(left), Ok(right)) = (Number::parse(one), Number::parse(other)) else { return };
    let (exact_left, exact_right) = (exact(left), exact(right));
    // The oracle reads fewer forms of exponents than DynamoDB does; what it reads must be the same.
    if let Ok(read) = BigDecimal::from_str(one) {
        assert_eq!(read, exact_left, "{one}");
    }
    assert_eq!(left.cmp(&right), exact_left.cmp(&exact_right));
    assert_eq!(Number::parse(&left.to_string()), Ok(left));
    if let Ok(sum) = left.checked_add(right) {
        assert_eq!(exact(sum), &exact_left + &exact_right);
    }
    if let Ok(difference) = left.checked_sub(right) {
        assert_eq!(exact(difference), &exact_left - &exact_right);
    }
    // Two odd halves of 38 digits are 20 pairs; the sign is a byte more.
    assert!((1..=22).contains(&left.size()));
});

fn exact(number: Number) -> BigDecimal {
    BigDecimal::from_str(&number.to_string()).expect("canonical text is a number")
}
