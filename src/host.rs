//! The seam through which time and entropy enter the engine.
//!
//! The same seed, the same clock readings and the same requests give the same bytes, natively, in Node and in a browser.

use std::fmt::Debug;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Seconds since the epoch with milliseconds as the fraction: the form in which AWS JSON writes times.
    #[must_use]
    pub fn as_seconds(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds stay exact until the year 287396")]
        let milliseconds = self.0 as f64;
        milliseconds / 1000.0
    }
}

/// What the engine asks of the platform around it.
pub trait Host: Debug {
    /// The current time.
    fn now(&self) -> Timestamp;
    /// The next 64 bits of entropy; request ids and resource ids are made of them.
    fn random(&self) -> u64;
}
