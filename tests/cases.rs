//! Plays `tests/cases/` against the native engine. `docs/cases.md` describes the files.
//!
//! `CASES=PutItem/keys cargo test --test cases` plays the files whose path contains that text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and reports by printing"
)]

mod harness;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dynatab::account::{AccountId, Lifecycle, RecoveryDelay, ReplicationLag, Step as LifecycleStep, Throttling};
use dynatab::policy::{Context, Document, Identity, Kind, Principal};
use dynatab::request::Validation;
use dynatab::service::AccessKey;
use dynatab::table::{Consistency, Lag};
use dynatab::{Emulator, Head, Options, Request, Response};
use harness::TestHost;
use regex_lite::Regex;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    about: String,
    #[serde(default)]
    deviations: Vec<String>,
    #[serde(default)]
    doubts: Vec<String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    provenance: String,
    #[serde(default)]
    given: Vec<String>,
    #[serde(default)]
    options: CaseOptions,
    steps: Vec<Step>,
}

/// Options of `createEmulator`, as far as cases need them.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct CaseOptions {
    consistency: CaseConsistency,
    throttling: CaseThrottling,
    #[serde(rename = "recoveryDelay")]
    recovery_delay: Option<i64>,
    lifecycle: CaseLifecycle,
    replication: CaseReplication,
    validation: CaseValidation,
    #[serde(rename = "accessKeys")]
    access_keys: Option<BTreeMap<String, CaseAccessKey>>,
    #[serde(rename = "enforcePolicies")]
    enforce_policies: bool,
}

/// What is known of an access key; without a principal it is that of the root user.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct CaseAccessKey {
    secret_access_key: Option<String>,
    session_token: Option<String>,
    principal_arn: Option<String>,
    policies: Option<Vec<Value>>,
    #[serde(default)]
    context: BTreeMap<String, String>,
}

impl CaseAccessKey {
    fn access_key(&self) -> AccessKey {
        let root = || Principal::root("aws", AccountId::default().as_str());
        let principal = self.principal_arn.as_ref().map_or_else(root, |arn| Principal::new(arn).unwrap());
        let parse = |policy: &Value| Document::parse(&policy.to_string(), Kind::Identity).unwrap();
        AccessKey {
            secret: self.secret_access_key.clone(),
            session_token: self.session_token.clone(),
            account: AccountId::new(principal.account()).unwrap(),
            identity: Arc::new(Identity {
                principal,
                policies: self.policies.as_ref().map(|policies| policies.iter().map(parse).collect()),
                context: self.context.iter().fold(Context::default(), |context, (key, value)| context.with(key.clone(), [value])),
            }),
        }
    }
}

/// The state of AWS's validation, as `createEmulator` names it.
#[derive(Deserialize, Default, Clone, Copy)]
enum CaseValidation {
    #[default]
    #[serde(rename = "2026")]
    October2026,
    #[serde(rename = "classic")]
    Classic,
}

impl From<CaseValidation> for Validation {
    fn from(validation: CaseValidation) -> Self {
        match validation {
            CaseValidation::October2026 => Self::October2026,
            CaseValidation::Classic => Self::Classic,
        }
    }
}

/// Milliseconds by the names of steps, or `"realistic"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum CaseLifecycle {
    Named(String),
    Steps(BTreeMap<String, i64>),
}

impl Default for CaseLifecycle {
    fn default() -> Self {
        Self::Named("instant".into())
    }
}

impl CaseLifecycle {
    fn lifecycle(&self) -> Lifecycle {
        match self {
            Self::Named(name) if name == "instant" => Lifecycle::default(),
            Self::Named(name) => {
                assert_eq!(name, "realistic");
                Lifecycle::realistic()
            }
            Self::Steps(steps) => steps.iter().fold(Lifecycle::default(), |lifecycle, (name, milliseconds)| {
                lifecycle.with(LifecycleStep::from_name(name).unwrap(), *milliseconds)
            }),
        }
    }
}

/// Whether throughput is enforced, and how.
#[derive(Deserialize)]
#[serde(untagged)]
enum CaseThrottling {
    Enforced(bool),
    Chosen {
        #[serde(rename = "controlPlane")]
        control_plane: bool,
    },
}

impl Default for CaseThrottling {
    fn default() -> Self {
        Self::Enforced(false)
    }
}

impl CaseThrottling {
    fn throttling(&self) -> Option<Throttling> {
        match *self {
            Self::Enforced(is_enforced) => is_enforced.then(Throttling::default),
            Self::Chosen { control_plane } => Some(Throttling { control_plane, ..Throttling::default() }),
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct CaseReplication {
    lag: i64,
    legacy: Option<bool>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct CaseConsistency {
    lag: Option<CaseLag>,
    index_lag: Option<CaseLag>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "camelCase")]
enum CaseLag {
    Milliseconds(i64),
    Writes(usize),
}

impl CaseOptions {
    fn options(&self) -> Options {
        let lag = |lag: CaseLag| match lag {
            CaseLag::Milliseconds(milliseconds) => Lag::Milliseconds(milliseconds),
            CaseLag::Writes(writes) => Lag::Writes(writes),
        };
        let CaseConsistency { lag: tables, index_lag } = self.consistency;
        let consistency = Consistency { tables: tables.map(lag), global_indexes: index_lag.or(tables).map(lag) };
        let recovery_delay = self.recovery_delay.map(RecoveryDelay).unwrap_or_default();
        let throttling = self.throttling.throttling();
        let (lifecycle, validation) = (self.lifecycle.lifecycle(), self.validation.into());
        let keys = self.access_keys.as_ref();
        let access_keys = keys.map(|keys| keys.iter().map(|(id, key)| (id.clone(), key.access_key())).collect());
        let enforce_policies = self.enforce_policies;
        let replication_lag = ReplicationLag(self.replication.lag);
        let refuses_legacy_global_tables = self.replication.legacy == Some(false);
        Options {
            consistency,
            throttling,
            recovery_delay,
            lifecycle,
            validation,
            replication_lag,
            refuses_legacy_global_tables,
            access_keys,
            enforce_policies,
            ..Options::default()
        }
    }
}

#[derive(Deserialize, Default, Clone)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
struct Step {
    operation: Option<String>,
    /// A request to Amazon S3 in the place of an operation: method and path, `PUT /bucket/key`.
    s3: Option<String>,
    /// A control in the place of an operation.
    control: Option<String>,
    advance: Option<i64>,
    input: Option<Value>,
    body: Option<String>,
    repeat: Option<Repeat>,
    output: Option<Value>,
    contains: Option<Value>,
    /// How often it is taken; `${n}` stands for 0 and so on.
    times: Option<usize>,
    keep: BTreeMap<String, String>,
    error: Option<ExpectedError>,
    status: Option<u16>,
    region: Option<String>,
    access_key: Option<String>,
    method: Option<String>,
    uri: Option<String>,
    headers: BTreeMap<String, String>,
    response: Option<ExpectedResponse>,
}

impl Step {
    fn expects_one_answer(&self) -> bool {
        let Self { output, contains, error, response, .. } = self;
        [output.is_some(), contains.is_some(), error.is_some(), response.is_some()].into_iter().filter(|is| *is).count() <= 1
    }
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Repeat {
    before: String,
    text: String,
    times: usize,
    #[serde(default)]
    middle: String,
    #[serde(default)]
    close: String,
    after: String,
}

impl Repeat {
    fn body(&self) -> String {
        let Self { before, text, times, middle, close, after } = self;
        format!("{before}{}{middle}{}{after}", text.repeat(*times), close.repeat(*times))
    }
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct ExpectedError {
    r#type: String,
    message: Option<Value>,
    #[serde(default)]
    also: BTreeMap<String, Value>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct ExpectedResponse {
    status: Option<u16>,
    body: Option<Value>,
    #[serde(default)]
    headers: BTreeMap<String, Value>,
}

type Fixtures = BTreeMap<String, Vec<Step>>;

#[test]
fn every_case_is_answered_as_recorded() {
    play_all(|_| true, |_| {});
}

/// What is not kept: transactions that are held open, what is left of throughput, and what reads that lag behind still see.
#[test]
fn every_case_is_answered_as_recorded_if_the_state_is_loaded_before_each_step() {
    let is_kept = |case: &Case| {
        let options = case.options.options();
        let holds = case.steps.iter().any(|step| step.control.as_deref() == Some("holdTransaction"));
        !holds && options.throttling.is_none() && options.consistency.is_immediate()
    };
    // What is large takes its time, and says nothing that small states do not.
    play_all(is_kept, |emulator| {
        let dump = emulator.dump();
        if dump.len() < 50_000 {
            emulator.load(&dump).unwrap();
        }
    });
}

/// Plays the cases that are `wanted`, with `before` before each step.
fn play_all(is_wanted: impl Fn(&Case) -> bool, before: impl Fn(&Emulator)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let fixtures: Fixtures = read(&root.join("fixtures.json"));
    let wanted = std::env::var("CASES").unwrap_or_default();
    let (mut passed, mut failures) = (0, Vec::new());
    for path in case_files(&root) {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        if !name.contains(&wanted) {
            continue;
        }
        let file: CaseFile = read(&path);
        assert!(
            !file.about.is_empty() && file.deviations.iter().chain(&file.doubts).all(|text| !text.is_empty()),
            "{name}: about and deviations say something"
        );
        for case in file.cases.iter().filter(|case| is_wanted(case)) {
            assert!(!case.provenance.is_empty() && !case.steps.is_empty(), "{name}: {}: provenance and steps", case.name);
            assert!(
                case.steps.iter().all(Step::expects_one_answer),
                "{name}: {}: output, contains, error or response",
                case.name
            );
            match play(case, &fixtures, &before) {
                Ok(()) => passed += 1,
                Err(why) => failures.push(format!("{name}: {}\n    {why}", case.name)),
            }
        }
    }
    println!("{passed} cases passed, {} failed", failures.len());
    assert!(failures.is_empty(), "\n{}\n{} of {} cases failed", failures.join("\n"), failures.len(), passed + failures.len());
    assert!(passed > 0, "no case was played");
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn case_files(root: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut files: Vec<_> = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())).collect();
    files.sort();
    files
}

fn play(case: &Case, fixtures: &Fixtures, before: impl Fn(&Emulator)) -> Result<(), String> {
    let host = TestHost::default();
    let emulator = Emulator::new(Box::new(host.clone()), case.options.options());
    for name in &case.given {
        let steps = fixtures.get(name).ok_or_else(|| format!("there is no fixture '{name}'"))?;
        for step in steps {
            let response = send(&emulator, step);
            if response.status != 200 {
                return Err(format!("fixture {name}: {}", String::from_utf8_lossy(&response.body)));
            }
        }
    }
    let mut kept = Kept::default();
    for (index, step) in case.steps.iter().enumerate() {
        if let Some(milliseconds) = step.advance {
            host.advance(milliseconds);
            continue;
        }
        before(&emulator);
        for time in 0..step.times.unwrap_or(1) {
            kept.0.insert("n".into(), time.to_string());
            let step = &kept.filled(step);
            take(&emulator, step, &mut kept).map_err(|why| format!("step {}: {why}", index + 1))?;
        }
    }
    Ok(())
}

/// Takes one step, and keeps what it says of the answer.
fn take(emulator: &Emulator, step: &Step, kept: &mut Kept) -> Result<(), String> {
    if let Some(control) = &step.control {
        let input = step.input.clone().unwrap_or_else(|| Value::Object(serde_json::Map::new()));
        let answer = emulator.control(control, input.to_string().as_bytes())?;
        let why = step.output.as_ref().and_then(|output| differs(output, &parsed(&answer), true, ""));
        return why.map_or_else(|| kept.keep(step, &answer), Err);
    }
    let response = send(emulator, step);
    check(step, &response)?;
    kept.keep(step, &response.body)
}

fn parsed(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(body)))
}

/// What steps kept of their responses, by name.
#[derive(Default)]
struct Kept(BTreeMap<String, String>);

impl Kept {
    fn keep(&mut self, step: &Step, body: &[u8]) -> Result<(), String> {
        if step.s3.is_some() {
            return self.keep_elements(step, &String::from_utf8_lossy(body));
        }
        let body = if step.keep.is_empty() { Value::Null } else { parsed(body) };
        for (name, pointer) in &step.keep {
            let text = body.pointer(pointer).and_then(Value::as_str).ok_or_else(|| format!("no text at {pointer} in {body}"))?;
            self.0.insert(name.clone(), text.to_owned());
        }
        Ok(())
    }

    /// The same of a document, by the names of elements.
    fn keep_elements(&mut self, step: &Step, document: &str) -> Result<(), String> {
        for (name, element) in &step.keep {
            let text = element_of(document, element).ok_or_else(|| format!("no {element} in {document}"))?;
            self.0.insert(name.clone(), text.to_owned());
        }
        Ok(())
    }

    /// `step` with what was kept in the place of its names.
    fn filled(&self, step: &Step) -> Step {
        let mut step = step.clone();
        let message = step.error.as_mut().and_then(|error| error.message.as_mut());
        for value in [step.input.as_mut(), step.output.as_mut(), step.contains.as_mut(), message].into_iter().flatten() {
            self.fill(value);
        }
        let response = step.response.as_mut();
        if let Some(body) = response.and_then(|response| response.body.as_mut()) {
            self.fill(body);
        }
        for text in [step.s3.as_mut(), step.body.as_mut()].into_iter().flatten() {
            *text = self.filled_text(text);
        }
        step
    }

    fn filled_text(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, kept)| text.replace(&format!("${{{name}}}"), kept))
    }

    fn fill(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.filled_text(text),
            Value::Array(elements) => elements.iter_mut().for_each(|element| self.fill(element)),
            Value::Object(members) => members.values_mut().for_each(|member| self.fill(member)),
            _ => {}
        }
    }
}

fn send(emulator: &Emulator, step: &Step) -> Response {
    let body = body(step);
    if let Some(request) = &step.s3 {
        return send_to_s3(emulator, step, request, body.as_bytes());
    }
    let Some(operation) = &step.operation else {
        let headers: Vec<_> = step.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (method, uri) = (step.method.as_deref().unwrap_or("POST"), step.uri.as_deref().unwrap_or("/"));
        return emulator.handle(&Request { head: Head { method, uri, headers: &headers }, body: body.as_bytes() });
    };
    let region = step.region.as_deref().unwrap_or("us-east-1");
    let access_key = step.access_key.as_deref().unwrap_or("AKIDEXAMPLE");
    harness::send(emulator, operation, region, access_key, body.as_bytes())
}

/// Sends `METHOD /path`, signed for Amazon S3 unless the step has an authorization of its own; an empty one stands for none.
fn send_to_s3(emulator: &Emulator, step: &Step, request: &str, body: &[u8]) -> Response {
    let (method, uri) = request.split_once(' ').unwrap();
    let (region, key) = (step.region.as_deref().unwrap_or("us-east-1"), step.access_key.as_deref().unwrap_or("AKIDEXAMPLE"));
    let authorization =
        format!("AWS4-HMAC-SHA256 Credential={key}/20261001/{region}/s3/aws4_request, SignedHeaders=host, Signature=00");
    let own = BTreeMap::from([
        ("host", "s3.amazonaws.com"),
        ("x-amz-date", "20261001T000000Z"),
        ("authorization", authorization.as_str()),
    ]);
    let own = own.into_iter().filter(|(name, _)| !step.headers.contains_key(*name));
    let given = step.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let headers: Vec<_> = own.chain(given).filter(|(_, value)| !value.is_empty()).collect();
    emulator.handle(&Request { head: Head { method, uri, headers: &headers }, body })
}

/// The text of the first element `name`.
fn element_of<'d>(document: &'d str, name: &str) -> Option<&'d str> {
    let (_, rest) = document.split_once(&format!("<{name}>"))?;
    rest.split_once(&format!("</{name}>")).map(|(text, _)| text)
}

/// Checks what Amazon S3 answered: the code, text and elements of an error, or the status alone.
fn check_s3(step: &Step, response: &Response, text: &str) -> Result<(), String> {
    let status = step.status.unwrap_or(if step.error.is_some() { 400 } else { 200 });
    if response.status != status {
        return Err(format!("status {} instead of {status}: {text}", response.status));
    }
    let Some(error) = &step.error else { return Ok(()) };
    let code = element_of(text, "Code").unwrap_or_default();
    if code != error.r#type {
        return Err(format!("{text} instead of {}", error.r#type));
    }
    let message = error.message.iter().map(|message| ("Message", message));
    let also = error.also.iter().map(|(name, value)| (name.as_str(), value));
    for (name, value) in message.chain(also) {
        let actual = Value::from(element_of(text, name).unwrap_or_default());
        if let Some(why) = differs(value, &actual, true, name) {
            return Err(why);
        }
    }
    Ok(())
}

fn body(step: &Step) -> String {
    match (&step.input, &step.body, &step.repeat) {
        (Some(input), None, None) => input.to_string(),
        (None, Some(body), None) => body.clone(),
        (None, None, Some(repeat)) => repeat.body(),
        _ => String::new(),
    }
}

fn check(step: &Step, response: &Response) -> Result<(), String> {
    let text = String::from_utf8_lossy(&response.body);
    if let Some(expected) = &step.response {
        return check_response(expected, response, &text);
    }
    if step.s3.is_some() {
        return check_s3(step, response, &text);
    }
    let actual: Value = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
    let status = step.status.unwrap_or(if step.error.is_some() { 400 } else { 200 });
    if response.status != status {
        return Err(format!("status {} instead of {status}: {text}", response.status));
    }
    if let Some(error) = &step.error {
        return check_error(error, &actual);
    }
    match (&step.output, &step.contains) {
        (Some(output), _) => differs(output, &actual, true, "").map_or(Ok(()), |why| Err(format!("{why} in {text}"))),
        (None, Some(contains)) => differs(contains, &actual, false, "").map_or(Ok(()), |why| Err(format!("{why} in {text}"))),
        (None, None) => Ok(()),
    }
}

fn check_response(expected: &ExpectedResponse, response: &Response, text: &str) -> Result<(), String> {
    if expected.status.is_some_and(|status| status != response.status) {
        return Err(format!("status {}: {text}", response.status));
    }
    if let Some(why) = expected.body.as_ref().and_then(|body| differs(body, &Value::from(text), true, "body")) {
        return Err(why);
    }
    let headers = response.headers();
    for (name, value) in &expected.headers {
        let actual =
            headers.iter().find(|(candidate, _)| candidate == name).map_or(Value::Null, |(_, value)| Value::from(&**value));
        if let Some(why) = differs(value, &actual, true, name) {
            return Err(why);
        }
    }
    Ok(())
}

fn check_error(expected: &ExpectedError, actual: &Value) -> Result<(), String> {
    let mut actual = actual.as_object().cloned().ok_or("the body is not an object")?;
    let code = actual.remove("__type").unwrap_or_default();
    let code = code.as_str().unwrap_or_default().rsplit('#').next().unwrap_or_default();
    let message = actual.remove("message").or_else(|| actual.remove("Message"));
    if code != expected.r#type {
        return Err(format!("{code} {} instead of {}", message.unwrap_or_default(), expected.r#type));
    }
    let expected_message = expected.message.clone().unwrap_or_default();
    if let Some(why) = differs(&expected_message, &message.unwrap_or_default(), true, "message") {
        return Err(why);
    }
    let also = Value::Object(expected.also.clone().into_iter().collect());
    differs(&also, &Value::Object(actual), true, "").map_or(Ok(()), Err)
}

/// What is wrong with `actual`, if anything; `whole` refuses members that are not expected.
fn differs(expected: &Value, actual: &Value, whole: bool, path: &str) -> Option<String> {
    if let Some(matcher) = Matcher::of(expected) {
        return matcher.differs(actual, whole, path);
    }
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => differs_in_members(expected, actual, whole, path),
        (Value::Array(expected), Value::Array(actual)) if expected.len() == actual.len() => {
            let mut pairs = expected.iter().zip(actual).enumerate();
            pairs.find_map(|(at, (expected, actual))| differs(expected, actual, whole, &format!("{path}[{at}]")))
        }
        (Value::Number(expected), Value::Number(actual)) if expected.as_f64() == actual.as_f64() => None,
        (expected, actual) if expected == actual => None,
        _ => Some(format!("{path}:\n      expected {expected}\n      got      {actual}\n     ")),
    }
}

fn differs_in_members(
    expected: &serde_json::Map<String, Value>,
    actual: &serde_json::Map<String, Value>,
    whole: bool,
    path: &str,
) -> Option<String> {
    let extra = actual.keys().find(|name| whole && !expected.contains_key(*name));
    if let Some(name) = extra {
        return Some(format!("{path}.{name} is not expected"));
    }
    expected.iter().find_map(|(name, expected)| {
        let path = format!("{path}.{name}");
        match actual.get(name) {
            Some(actual) => differs(expected, actual, whole, &path),
            None => Some(format!("{path} is missing")),
        }
    })
}

/// What an expected object that is a matcher asks for.
enum Matcher<'a> {
    Any,
    Pattern(&'a str),
    Unordered(&'a [Value]),
}

impl<'a> Matcher<'a> {
    fn of(expected: &'a Value) -> Option<Self> {
        let (name, value) = expected.as_object().filter(|members| members.len() == 1)?.iter().next()?;
        match name.as_str() {
            "$any" => Some(Self::Any),
            "$match" => value.as_str().map(Self::Pattern),
            "$unordered" => value.as_array().map(|members| Self::Unordered(members)),
            _ => None,
        }
    }

    fn differs(&self, actual: &Value, whole: bool, path: &str) -> Option<String> {
        match self {
            Self::Any => None,
            Self::Pattern(pattern) => {
                let pattern = Regex::new(pattern).expect("a case's pattern is a regular expression");
                let matches = actual.as_str().is_some_and(|text| pattern.is_match(text));
                (!matches).then(|| format!("{path} = {actual} does not match {pattern}"))
            }
            Self::Unordered(expected) => differs_unordered(expected, actual, whole, path),
        }
    }
}

fn differs_unordered(expected: &[Value], actual: &Value, whole: bool, path: &str) -> Option<String> {
    let mut rest = actual.as_array().cloned().unwrap_or_default();
    for wanted in expected {
        let Some(at) = rest.iter().position(|candidate| differs(wanted, candidate, whole, path).is_none()) else {
            return Some(format!("{path} lacks {wanted} in {actual}"));
        };
        rest.remove(at);
    }
    (!rest.is_empty()).then(|| format!("{path} has more than expected: {rest:?}"))
}
