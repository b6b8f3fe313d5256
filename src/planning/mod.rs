//! What requests, capacity and storage cost. Prices are given; this room knows none.

mod charge;

pub use charge::Charge;
