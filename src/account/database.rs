//! All tables of all accounts and regions.

/// The state of an emulator. A clone is a snapshot and takes constant time.
#[derive(Debug, Clone, Default)]
pub struct Database {}
