//! Money, as decimal numbers: what a quantity costs at a price.

use rust_decimal::{Decimal, RoundingStrategy};

/// Digits of a dollar that are told.
const DIGITS: u32 = 6;

/// So much of something, and what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// How much.
    pub quantity: Decimal,
    /// What a lot of it costs.
    pub price: Decimal,
    /// How large a lot is, as a power of ten: 6 for a price by the million.
    pub lot: u32,
}

impl Charge {
    /// What it costs in dollars, with six digits; `None` if it is more than can be counted. Halves go away from zero, as on bills.
    #[must_use]
    pub fn amount(&self) -> Option<Decimal> {
        let mut amount = self.quantity.checked_mul(self.price)?;
        amount.set_scale(amount.scale().checked_add(self.lot)?).ok()?;
        Some(amount.round_dp_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero))
    }

    /// What all of `charges` cost together, each rounded for itself.
    #[must_use]
    pub fn total(charges: &[Self]) -> Option<Decimal> {
        charges.iter().try_fold(Decimal::ZERO, |total, charge| total.checked_add(charge.amount()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    fn charge(quantity: &str, price: &str, lot: u32) -> Charge {
        Charge { quantity: decimal(quantity), price: decimal(price), lot }
    }

    #[test]
    fn a_price_is_that_of_a_lot() {
        assert_eq!(charge("2000000.5", "0.625", 6).amount(), Some(decimal("1.25")));
        assert_eq!(charge("104390", "0.00013", 0).amount(), Some(decimal("13.5707")));
        assert_eq!(charge("10000000000", "0.25", 9).amount(), Some(decimal("2.5")));
    }

    #[test]
    fn halves_of_the_last_digit_go_up() {
        assert_eq!(charge("4", "0.125", 6).amount(), Some(decimal("0.000001")));
        assert_eq!(charge("3", "0.125", 6).amount(), Some(decimal("0")));
    }

    #[test]
    fn a_total_is_the_sum_of_what_is_told() {
        let half = charge("4", "0.125", 6);
        assert_eq!(Charge::total(&[half, half]), Some(decimal("0.000002")));
        assert_eq!(Charge::total(&[]), Some(Decimal::ZERO));
    }

    #[test]
    fn what_cannot_be_counted_has_no_price() {
        let largest = "79228162514264337593543950335";
        assert_eq!(charge(largest, "2", 6).amount(), None);
        assert_eq!(charge("1", "0.1", 30).amount(), None);
        let all = charge(largest, "1", 0);
        assert_eq!(Charge::total(&[all, all]), None);
    }
}
