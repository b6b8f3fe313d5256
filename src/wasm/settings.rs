//! The options of `createEmulator` as they cross: JSON with the names of JavaScript, read as a request is.
//!
//! `npm/src/options.js` has checked names and types. What is left to be said of a wrong one is said here.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::account::{AccountId, Lifecycle, RecoveryDelay, RegionName, ReplicationLag, Step, Throttling};
use crate::model::{Bounds, ListShape, MapShape, MemberShape, OperationModel, Service, Shape, StructureShape, TextShape};
use crate::policy::{Context, Document, Identity, Kind, Principal};
use crate::request::{self, Member, Structure, Validation};
use crate::service::{AccessKey, AccessKeyFault, Options, OptionsError, SweepInterval};
use crate::table::{Consistency, Lag};

static CREATE_EMULATOR: OperationModel =
    OperationModel { name: "createEmulator", service: Service::DynamoDb, input: &OPTIONS, errors: &[] };

static OPTIONS: StructureShape = StructureShape {
    name: "Options",
    members: &[
        option("region", Shape::Text(&TEXT)),
        option("accountId", Shape::Text(&TEXT)),
        option("accounts", Shape::Map(&ACCOUNTS)),
        option("accessKeys", Shape::Map(&ACCESS_KEYS)),
        option("enforcePolicies", Shape::Boolean),
        option("sharedNamespace", Shape::Boolean),
        option("classicValidation", Shape::Boolean),
        option("lag", Shape::Structure(&LAG)),
        option("indexLag", Shape::Structure(&LAG)),
        option("throttling", Shape::Structure(&THROTTLING)),
        option("recoveryDelay", Shape::Integer(&Bounds::NONE)),
        option("realisticLifecycle", Shape::Boolean),
        option("lifecycle", Shape::Map(&LIFECYCLE)),
        option("replicationLag", COUNT),
        option("refusesLegacyGlobalTables", Shape::Boolean),
        option("timeToLiveInterval", Shape::Long(&Bounds::NONE)),
    ],
};

/// One of them is there.
static LAG: StructureShape = StructureShape { name: "Lag", members: &[option("milliseconds", COUNT), option("writes", COUNT)] };

/// Burst is in milliseconds.
static THROTTLING: StructureShape =
    StructureShape { name: "Throttling", members: &[option("burst", COUNT), option("controlPlane", Shape::Boolean)] };

/// Milliseconds by the names of steps.
static LIFECYCLE: MapShape = MapShape { key: &TEXT, value: COUNT, length: Bounds::NONE };

const COUNT: Shape = Shape::Long(&Bounds::NONE);

static ACCOUNTS: MapShape = MapShape { key: &TEXT, value: Shape::Text(&TEXT), length: Bounds::NONE };

static ACCESS_KEYS: MapShape = MapShape { key: &TEXT, value: Shape::Structure(&ACCESS_KEY), length: Bounds::NONE };

static ACCESS_KEY: StructureShape = StructureShape {
    name: "AccessKey",
    members: &[
        option("secretAccessKey", Shape::Text(&TEXT)),
        option("sessionToken", Shape::Text(&TEXT)),
        option("accountId", Shape::Text(&TEXT)),
        option("principalArn", Shape::Text(&TEXT)),
        option("policies", Shape::List(&TEXTS)),
        option("context", Shape::Map(&CONTEXT)),
    ],
};

static CONTEXT: MapShape = MapShape { key: &TEXT, value: Shape::List(&TEXTS), length: Bounds::NONE };

static TEXTS: ListShape = ListShape { element: Shape::Text(&TEXT), length: Bounds::NONE };

static TEXT: TextShape = TextShape { length: Bounds::NONE, pattern: None, values: &[] };

const fn option(name: &'static str, shape: Shape) -> MemberShape {
    MemberShape { name, required: false, shape }
}

/// Reads the JSON that `npm/src/options.js` writes. An absent option has the engine's default. The error says what to write instead.
pub(super) fn parse(json: &str) -> Result<Options, String> {
    let settings = request::decode(&CREATE_EMULATOR, json.as_bytes())
        .map_err(|fault| fault.message().unwrap_or("the options are no JSON object").to_owned())?;
    options(&settings).map_err(|error| error.to_string())
}

fn options(settings: &Structure) -> Result<Options, OptionsError> {
    let is_set = |name| settings.boolean(name).unwrap_or(false);
    let mut accounts = BTreeMap::new();
    for (key, id) in settings.map("accounts").unwrap_or_default() {
        accounts.insert(key.clone(), account(id.as_text().unwrap_or_default())?);
    }
    let account = settings.text("accountId").map(account).transpose()?.unwrap_or_default();
    let access_keys = settings.map("accessKeys").map(|keys| access_keys(keys, &accounts, &account)).transpose()?;
    Ok(Options {
        region: settings.text("region").map(region).transpose()?.unwrap_or_default(),
        account,
        accounts,
        access_keys,
        enforce_policies: is_set("enforcePolicies"),
        shared_namespace: is_set("sharedNamespace"),
        validation: if is_set("classicValidation") { Validation::Classic } else { Validation::October2026 },
        consistency: Consistency { tables: lag(settings, "lag"), global_indexes: lag(settings, "indexLag") },
        throttling: settings.structure("throttling").map(throttling),
        recovery_delay: settings.integer("recoveryDelay").map(RecoveryDelay).unwrap_or_default(),
        lifecycle: lifecycle(settings)?,
        refuses_legacy_global_tables: is_set("refusesLegacyGlobalTables"),
        replication_lag: settings.integer("replicationLag").map(ReplicationLag).unwrap_or_default(),
        sweep: settings.integer("timeToLiveInterval").map_or_else(SweepInterval::default, SweepInterval),
    })
}

fn lifecycle(settings: &Structure) -> Result<Lifecycle, OptionsError> {
    let realistic = settings.boolean("realisticLifecycle").unwrap_or(false);
    let mut lifecycle = if realistic { Lifecycle::realistic() } else { Lifecycle::default() };
    for (name, milliseconds) in settings.map("lifecycle").unwrap_or_default() {
        let step = Step::from_name(name).ok_or_else(|| OptionsError::Step(name.clone()))?;
        if let Member::Integer(milliseconds) = milliseconds {
            lifecycle = lifecycle.with(step, *milliseconds);
        }
    }
    Ok(lifecycle)
}

fn throttling(settings: &Structure) -> Throttling {
    let Throttling { burst, .. } = Throttling::default();
    Throttling {
        burst: settings.integer("burst").unwrap_or(burst),
        control_plane: settings.boolean("controlPlane").unwrap_or(false),
    }
}

/// A key belongs to the account that it names itself or by its principal, to that which `accounts` names for it, or to the default.
fn access_keys(
    keys: &[(String, Member)],
    accounts: &BTreeMap<String, AccountId>,
    default: &AccountId,
) -> Result<BTreeMap<String, AccessKey>, OptionsError> {
    let mut known = BTreeMap::new();
    for (key, settings) in keys {
        let Some(settings) = settings.as_structure() else { continue };
        let listed = accounts.get(key).unwrap_or(default);
        let access_key = access_key(settings, listed).map_err(|fault| OptionsError::AccessKey(key.clone(), fault))?;
        known.insert(key.clone(), access_key);
    }
    Ok(known)
}

fn access_key(settings: &Structure, listed: &AccountId) -> Result<AccessKey, AccessKeyFault> {
    let named = |arn: &str| Principal::new(arn).ok_or_else(|| AccessKeyFault::Principal(arn.to_owned()));
    let principal = settings.text("principalArn").map(named).transpose()?;
    let read_account = |id: &str| AccountId::new(id).ok_or_else(|| AccessKeyFault::AccountId(id.to_owned()));
    let named_account = settings.text("accountId").map(read_account).transpose()?;
    let of_principal = principal.as_ref().and_then(|principal| AccountId::new(principal.account()));
    if let (Some(named), Some(of_principal)) = (&named_account, &of_principal)
        && named != of_principal
    {
        return Err(AccessKeyFault::Account);
    }
    let account = named_account.or(of_principal).unwrap_or_else(|| listed.clone());
    let policies = settings.list("policies").map(|_| {
        let documents = settings.texts("policies").map(|text| Document::parse(text, Kind::Identity));
        documents.collect::<Result<Vec<_>, _>>().map_err(AccessKeyFault::Policy)
    });
    let identity = Identity {
        principal: principal.unwrap_or_else(|| Principal::root("aws", account.as_str())),
        policies: policies.transpose()?,
        context: context(settings),
    };
    Ok(AccessKey {
        secret: settings.text("secretAccessKey").map(str::to_owned),
        session_token: settings.text("sessionToken").map(str::to_owned),
        account,
        identity: Arc::new(identity),
    })
}

fn context(settings: &Structure) -> Context {
    let mut context = Context::default();
    for (key, values) in settings.map("context").unwrap_or_default() {
        let values = values.as_list().unwrap_or_default().iter().filter_map(Member::as_text).map(str::to_owned).collect();
        context.set(key.clone().into(), values);
    }
    context
}

fn lag(settings: &Structure, name: &str) -> Option<Lag> {
    let lag = settings.structure(name)?;
    let writes = lag.integer("writes").and_then(|writes| usize::try_from(writes).ok()).map(Lag::Writes);
    writes.or_else(|| lag.integer("milliseconds").map(Lag::Milliseconds))
}

fn account(id: &str) -> Result<AccountId, OptionsError> {
    AccountId::new(id).ok_or_else(|| OptionsError::Account(id.to_owned()))
}

fn region(name: &str) -> Result<RegionName, OptionsError> {
    RegionName::new(name).ok_or_else(|| OptionsError::Region(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Consistency, Lag, Lifecycle, RecoveryDelay, ReplicationLag, Step, Throttling, Validation, parse};
    use crate::service::{Options, SweepInterval};

    #[test]
    fn no_options_are_the_defaults() {
        assert_eq!(parse("{}"), Ok(Options::default()));
    }

    #[test]
    fn every_option_arrives() {
        let json = r#"{"region":"eu-west-1","accountId":"111111111111","accounts":{"K":"222222222222"},"sharedNamespace":true,"classicValidation":true,"recoveryDelay":0,"replicationLag":7,"timeToLiveInterval":5}"#;
        let options = parse(json).unwrap();
        assert_eq!(options.region.as_str(), "eu-west-1");
        assert_eq!(options.account.as_str(), "111111111111");
        assert_eq!(options.accounts["K"].as_str(), "222222222222");
        assert!(options.shared_namespace && options.validation == Validation::Classic);
        assert_eq!(options.recovery_delay, RecoveryDelay(0));
        assert_eq!(options.replication_lag, ReplicationLag(7));
        assert_eq!(options.sweep, SweepInterval(5));
    }

    #[test]
    fn each_lag_is_of_one_kind() {
        let options = parse(r#"{"lag":{"milliseconds":200},"indexLag":{"writes":3}}"#).unwrap();
        let expected = Consistency { tables: Some(Lag::Milliseconds(200)), global_indexes: Some(Lag::Writes(3)) };
        assert_eq!(options.consistency, expected);
    }

    #[test]
    fn throughput_is_enforced_with_five_minutes_of_burst_unless_said_otherwise() {
        assert_eq!(parse(r#"{"throttling":{}}"#).unwrap().throttling, Some(Throttling::default()));
        let throttling = Throttling { burst: 0, control_plane: true };
        assert_eq!(parse(r#"{"throttling":{"burst":0,"controlPlane":true}}"#).unwrap().throttling, Some(throttling));
    }

    #[test]
    fn changes_take_their_time_where_it_is_said() {
        assert_eq!(parse(r#"{"realisticLifecycle":true}"#).unwrap().lifecycle, Lifecycle::realistic());
        let json = r#"{"lifecycle":{"createTable":7,"deleteIndex":0}}"#;
        assert_eq!(parse(json).unwrap().lifecycle, Lifecycle::default().with(Step::CreateTable, 7));
        assert!(parse(r#"{"lifecycle":{"create":7}}"#).unwrap_err().contains("write one of createTable, updateTable"));
    }

    #[test]
    fn a_wrong_option_says_what_to_write() {
        assert!(parse(r#"{"accountId":"1"}"#).unwrap_err().contains("write twelve digits"));
        assert!(parse(r#"{"region":"US"}"#).unwrap_err().contains("write lower-case letters"));
        let key = r#"{"accessKeys":{"AKIAALICE":{"accountId":"1"}}}"#;
        assert_eq!(
            parse(key).unwrap_err(),
            "access key AKIAALICE: '1' is not an account id: write twelve digits, for example \"123456789012\""
        );
    }
}
