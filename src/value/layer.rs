//! The two validation layers that exist side by side in AWS in 2026.

/// Which validation layer words a refusal. Operations move from the older to the newer one, region by region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// The layer of the years before: echoes values, collects errors.
    Older,
    /// The layer of 2026: member names in Pascal case, no echo, fail-fast.
    Newer,
}
