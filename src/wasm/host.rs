//! Time and entropy as they arrive with each call, so that the engine never calls back into JavaScript.

use std::cell::Cell;
use std::rc::Rc;

use crate::{Host, Timestamp};

/// The time of the current call and a source of entropy that starts from a seed.
#[derive(Debug, Clone)]
pub(super) struct CallHost {
    now: Cell<Timestamp>,
    entropy: Cell<u64>,
}

impl CallHost {
    pub(super) fn new(seed: u64) -> Self {
        Self { now: Cell::default(), entropy: Cell::new(seed) }
    }

    /// Sets the time to `milliseconds` since 1970; fractions are dropped.
    #[expect(clippy::cast_possible_truncation, reason = "dates that JavaScript can hold fit")]
    pub(super) fn set_now(&self, milliseconds: f64) {
        self.now.set(Timestamp(milliseconds as i64));
    }
}

impl Host for Rc<CallHost> {
    fn now(&self) -> Timestamp {
        self.now.get()
    }

    /// `SplitMix64` (Steele, Lea and Flood 2014): every seed gives a full period of 2^64 distinct values.
    fn random(&self) -> u64 {
        let state = self.entropy.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.entropy.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::{CallHost, Rc};
    use crate::{Host, Timestamp};

    #[test]
    fn the_same_seed_gives_the_same_entropy() {
        let [one, two, other] = [7, 7, 8].map(|seed| Rc::new(CallHost::new(seed)));
        let drawn = one.random();
        assert_eq!(drawn, two.random());
        assert_ne!(drawn, one.random());
        assert_ne!(drawn, other.random());
    }

    #[test]
    fn the_reference_values_of_splitmix64_come_out() {
        let host = Rc::new(CallHost::new(1_234_567));
        assert_eq!([host.random(), host.random()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn the_time_is_that_of_the_call() {
        let host = Rc::new(CallHost::new(0));
        host.set_now(1_700_000_000_123.9);
        assert_eq!(host.now(), Timestamp(1_700_000_000_123));
    }
}
