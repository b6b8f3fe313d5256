//! What a month costs: requests, capacity that is provisioned for them, and storage. Prices are given; this room knows none.

mod month;

pub use month::{Cost, Month, Prices, Traffic};
