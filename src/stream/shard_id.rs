//! The names of shards.

use crate::stored::stored_struct;
use std::fmt;

/// A shard's name, unlike that of any other shard of its stream: `shardId-00000001790812800000-f55eea83`. Later shards have later names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShardId {
    /// About when it was opened, in milliseconds; later than for every earlier shard.
    opened: u64,
}

impl ShardId {
    /// The name of a shard opened at `opened`, milliseconds since 1970.
    #[must_use]
    pub const fn new(opened: u64) -> Self {
        Self { opened }
    }

    /// What tells it from other ids and orders them.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.opened
    }

    /// The first name that comes after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self { opened: self.opened.saturating_add(1) }
    }

    /// The shard with this name, if one could have it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (opened, _) = text.strip_prefix("shardId-")?.split_once('-')?;
        let id = Self { opened: opened.parse().ok()? };
        (id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for ShardId {
    /// AWS's names end in eight digits without a meaning.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let suffix = (self.opened ^ (self.opened >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32;
        write!(formatter, "shardId-{:020}-{suffix:08x}", self.opened)
    }
}

stored_struct!(ShardId { opened });

#[cfg(test)]
mod tests {
    use super::ShardId;

    #[test]
    fn names_are_ordered_as_shards_are_opened() {
        let names = [0, 1, 1_790_812_800_000, 1_790_812_800_001].map(|opened| ShardId::new(opened).to_string());
        assert!(names.is_sorted());
        assert!(names.iter().all(|name| name.len() == 37));
    }

    #[test]
    fn only_names_are_read_as_names() {
        let id = ShardId::new(1_790_812_800_000);
        let name = id.to_string();
        assert_eq!(ShardId::parse(&name), Some(id));
        for text in ["", "shardId-", "shardId-00000001790812800000", &name.replace("179", "178"), &format!("{name}0")] {
            assert_eq!(ShardId::parse(text), None, "{text}");
        }
    }
}
