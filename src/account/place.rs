//! Where a table lives: an account and a region.

use crate::stored::{Input, Stored, stored_struct};
use std::fmt;
use std::sync::Arc;

/// An AWS account id: twelve digits. The default is `000000000000`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(Arc<str>);

impl AccountId {
    /// `None` unless `text` is twelve digits.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let valid = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        valid.then(|| Self(text.into()))
    }

    /// The twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for AccountId {
    fn default() -> Self {
        Self("000000000000".into())
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The name of a region, for example `eu-west-1`; clients of emulators also send `local` and the like. The default is `us-east-1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionName(Arc<str>);

impl RegionName {
    /// `None` unless `text` is 1 to 64 lower-case letters, digits and hyphens.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let valid = (1..=64).contains(&text.len()) && text.bytes().all(allowed);
        valid.then(|| Self(text.into()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for RegionName {
    fn default() -> Self {
        Self("us-east-1".into())
    }
}

impl fmt::Display for RegionName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// An account and a region: one namespace of table names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// The account.
    pub account: AccountId,
    /// The region.
    pub region: RegionName,
}

stored_struct!(Place { account, region });

impl Stored for AccountId {
    fn store(&self, output: &mut Vec<u8>) {
        self.0.store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        Self::new(input.text()?)
    }
}

impl Stored for RegionName {
    fn store(&self, output: &mut Vec<u8>) {
        self.0.store(output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        Self::new(input.text()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_id_is_twelve_digits() {
        assert!(AccountId::new("123456789012").is_some());
        for wrong in ["", "12345678901", "1234567890123", "12345678901a", "١٢٣٤٥٦"] {
            assert_eq!(AccountId::new(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_region_is_lower_case_with_digits_and_hyphens() {
        assert!(RegionName::new("us-gov-west-1").is_some());
        assert!(RegionName::new("local").is_some());
        for wrong in ["", "US-EAST-1", "us east", "a/b"] {
            assert_eq!(RegionName::new(wrong), None, "{wrong}");
        }
    }
}
