//! The options of `createEmulator` as they cross: JSON with the names of JavaScript.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::account::{AccountId, RegionName};
use crate::request::Validation;
use crate::service::{Options, OptionsError};

/// Options, of which an absent one has the engine's default.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Settings {
    region: Option<String>,
    account_id: Option<String>,
    #[serde(default)]
    accounts: BTreeMap<String, String>,
    #[serde(default)]
    shared_namespace: bool,
    #[serde(default)]
    classic_validation: bool,
}

impl Settings {
    /// Reads the JSON that `npm/src/options.js` writes. The error says what to write instead.
    pub(super) fn parse(json: &str) -> Result<Options, String> {
        let settings: Settings = serde_json::from_str(json).map_err(|error| error.to_string())?;
        settings.into_options().map_err(|error| error.to_string())
    }

    fn into_options(self) -> Result<Options, OptionsError> {
        let mut accounts = BTreeMap::new();
        for (key, id) in self.accounts {
            accounts.insert(key, account(id)?);
        }
        Ok(Options {
            region: self.region.map(region).transpose()?.unwrap_or_default(),
            account: self.account_id.map(account).transpose()?.unwrap_or_default(),
            accounts,
            shared_namespace: self.shared_namespace,
            validation: if self.classic_validation { Validation::Classic } else { Validation::October2026 },
        })
    }
}

fn account(id: String) -> Result<AccountId, OptionsError> {
    AccountId::new(&id).ok_or(OptionsError::Account(id))
}

fn region(name: String) -> Result<RegionName, OptionsError> {
    RegionName::new(&name).ok_or(OptionsError::Region(name))
}

#[cfg(test)]
mod tests {
    use super::{Settings, Validation};
    use crate::service::Options;

    #[test]
    fn no_options_are_the_defaults() {
        assert_eq!(Settings::parse("{}"), Ok(Options::default()));
    }

    #[test]
    fn every_option_arrives() {
        let json = r#"{"region":"eu-west-1","accountId":"111111111111","accounts":{"K":"222222222222"},"sharedNamespace":true,"classicValidation":true}"#;
        let options = Settings::parse(json).unwrap();
        assert_eq!(options.region.as_str(), "eu-west-1");
        assert_eq!(options.account.as_str(), "111111111111");
        assert_eq!(options.accounts["K"].as_str(), "222222222222");
        assert!(options.shared_namespace && options.validation == Validation::Classic);
    }

    #[test]
    fn a_wrong_option_says_what_to_write() {
        assert!(Settings::parse(r#"{"accountId":"1"}"#).unwrap_err().contains("write twelve digits"));
        assert!(Settings::parse(r#"{"region":"US"}"#).unwrap_err().contains("write lower-case letters"));
    }
}
