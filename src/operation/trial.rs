//! An account on which unit tests run operations, with a clock that they set.

use std::cell::Cell;

use serde_json::Value;

use super::{Call, Caller, Error, authorize, run};
use crate::account::{Database, Lifecycle, Place, RecoveryDelay};
use crate::model::OperationModel;
use crate::request::{self, Validation};
use crate::value::Layer;
use crate::{Host, Timestamp, model};

/// 2026-10-01T00:00:00Z.
pub const START: i64 = 1_790_812_800_000;

#[derive(Debug)]
pub struct Trial {
    host: Fixed,
    database: Database,
}

#[derive(Debug)]
struct Fixed {
    now: Cell<i64>,
    drawn: Cell<u64>,
}

impl Host for Fixed {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.get())
    }

    fn random(&self) -> u64 {
        self.drawn.set(self.drawn.get() + 1);
        self.drawn.get()
    }
}

impl Trial {
    pub fn new() -> Self {
        Self { host: Fixed { now: Cell::new(START), drawn: Cell::new(0) }, database: Database::default() }
    }

    pub fn advance(&self, milliseconds: i64) {
        self.host.now.set(self.host.now.get() + milliseconds);
    }

    pub fn call(&mut self, operation: &str, input: &Value) -> Result<Value, Error> {
        let (place, lifecycle) = (Place::default(), Lifecycle::default());
        let caller = caller(&self.host, &place, &lifecycle);
        let output = run(model_of(operation), caller, &mut self.database, input.to_string().as_bytes())?;
        Ok(serde_json::from_slice(&output).unwrap())
    }

    /// What `operation` asks of policies: actions and resources.
    pub fn asked(&mut self, operation: &str, input: &Value) -> Vec<(&'static str, String)> {
        let (place, lifecycle) = (Place::default(), Lifecycle::default());
        let caller = caller(&self.host, &place, &lifecycle);
        let operation = model_of(operation);
        let input = request::decode(operation, input.to_string().as_bytes()).unwrap();
        authorize::asked(&Call { operation, layer: Layer::Newer, caller, database: &mut self.database }, &input)
    }

    /// The code and text of the error that `operation` answers.
    pub fn refusal(&mut self, operation: &str, input: &Value) -> (&'static str, String) {
        let error = self.call(operation, input).unwrap_err();
        (error.code.name(), error.message.unwrap_or_default().into_owned())
    }
}

fn model_of(operation: &str) -> &'static OperationModel {
    let target = match operation.strip_prefix("Streams.") {
        Some(name) => format!("DynamoDBStreams_20120810.{name}"),
        None => format!("DynamoDB_20120810.{operation}"),
    };
    model::operation(&target).unwrap()
}

fn caller<'e>(host: &'e dyn Host, place: &'e Place, lifecycle: &'e Lifecycle) -> Caller<'e> {
    Caller {
        identity: None,
        enforce_policies: false,
        host,
        place,
        validation: Validation::default(),
        recovery_delay: RecoveryDelay::default(),
        refuses_legacy_global_tables: false,
        lifecycle,
    }
}
