//! How far reads that are not strongly consistent lag behind.

/// The distance between what a read sees and the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lag {
    /// A read sees what was there so many milliseconds ago.
    Milliseconds(i64),
    /// A read sees what was there before the latest writes, so many of them. What a batch or transaction does to a table is one write.
    Writes(usize),
}

/// How far eventually consistent reads lag behind. By default they do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Consistency {
    /// Reads of tables and of their local indexes.
    pub tables: Option<Lag>,
    /// Reads of global indexes.
    pub global_indexes: Option<Lag>,
}

impl Consistency {
    /// The lags that there are.
    pub fn lags(self) -> impl Iterator<Item = Lag> + Clone {
        [self.tables, self.global_indexes].into_iter().flatten()
    }

    /// Whether every read sees the present.
    #[must_use]
    pub const fn is_immediate(&self) -> bool {
        self.tables.is_none() && self.global_indexes.is_none()
    }
}
