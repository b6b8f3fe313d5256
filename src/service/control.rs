//! What tests ask of an emulator beside the requests of its clients: controls by name, JSON in and JSON out.
//!
//! A control reads its input as a request is read, by a shape. What is wrong with it is a text that says what to write instead; nothing is
//! changed then. JavaScript reaches all of them through one export (`src/wasm/engine.rs`) and gives each a method of its own.

use serde::Serialize;

use super::{Emulator, auto_scale, hold, insights, kinesis, observation, price, table_status};
use crate::account::{AccountId, Place, RegionName};
use crate::model::{Bounds, MemberShape, OperationModel, Service, Shape, StructureShape, TextShape, operations};
use crate::request::{self, Structure};
use crate::value::to_json;

/// What a control answers: the JSON of its output, or what to write instead.
pub(super) type Answer = Result<Vec<u8>, String>;

/// One control.
struct Control {
    /// Its name, and how its input is read.
    model: OperationModel,
    run: fn(&Emulator, &Structure) -> Answer,
}

/// All controls.
static CONTROLS: &[Control] = &[
    control("call", &CALL, |emulator, input| {
        let text = |member| input.text(member).unwrap_or_default();
        let place = emulator.place_of(input)?;
        emulator.call_inside(&place, text("operation"), text("input").as_bytes())
    }),
    control("autoScale", &auto_scale::SCALING, auto_scale::scale),
    control("clear", &observation::TABLES, observation::clear),
    control("contributorInsights", &insights::TARGET, insights::report),
    control("expireItems", &NOTHING, |emulator, _| answer(&emulator.expire_items())),
    control("healRegion", &REGION, |emulator, input| cut_off(emulator, input, false)),
    control("holdings", &NOTHING, observation::holdings),
    control("holdTransaction", &hold::HOLD, hold::hold),
    control("isolateRegion", &REGION, |emulator, input| cut_off(emulator, input, true)),
    control("observeCosts", &observation::OBSERVING, observation::observe_costs),
    control("operations", &NOTHING, |_, _| answer(&operations().iter().map(|operation| operation.name).collect::<Vec<_>>())),
    control("price", &price::CHARGES, price::price),
    control("readDataStream", &kinesis::READING, kinesis::read),
    control("releaseTransaction", &hold::RELEASE, hold::release),
    control("reset", &NOTHING, |emulator, _| {
        emulator.reset();
        Ok(NULL.to_vec())
    }),
    control("setTableStatus", &table_status::TABLE_STATUS, table_status::set),
    control("splitShard", &SHARD, |emulator, input| {
        let text = |member| input.text(member).unwrap_or_default();
        answer(&emulator.split_shard(text("streamArn"), text("shardId"))?)
    }),
    control("subscribe", &observation::SUBSCRIPTION, observation::subscribe),
    control("takeChanges", &NOTHING, observation::take_changes),
    control("takeCosts", &NOTHING, observation::take_costs),
    control("unsubscribe", &observation::SUBSCRIPTION, observation::unsubscribe),
];

/// The input of a control that calls an operation; its own input is JSON in a text.
static CALL: StructureShape =
    StructureShape { name: "Call", members: &[text("operation"), text("input"), text("region"), text("accountId")] };

/// The input of a control that is about one shard.
static SHARD: StructureShape = StructureShape { name: "Shard", members: &[text("streamArn"), text("shardId")] };

/// The input of a control that is about one region.
static REGION: StructureShape = StructureShape { name: "Region", members: &[text("region")] };

/// The input of a control that needs none.
static NOTHING: StructureShape = StructureShape { name: "Nothing", members: &[] };

/// The output of a control that only says that it is done.
const NULL: &[u8] = b"null";

const fn control(name: &'static str, input: &'static StructureShape, run: fn(&Emulator, &Structure) -> Answer) -> Control {
    Control { model: OperationModel { name, service: Service::DynamoDb, input, errors: &[] }, run }
}

/// A member that holds any text.
pub(super) const fn text(name: &'static str) -> MemberShape {
    MemberShape { name, required: false, shape: Shape::Text(&TEXT) }
}

static TEXT: TextShape = TextShape { length: Bounds::NONE, pattern: None, values: &[] };

fn cut_off(emulator: &Emulator, input: &Structure, is_cut_off: bool) -> Answer {
    emulator.set_cut_off(input.text("region").unwrap_or_default(), is_cut_off)?;
    Ok(NULL.to_vec())
}

/// The JSON of `output`.
#[expect(clippy::unnecessary_wraps, reason = "what controls answer")]
pub(super) fn answer(output: &impl Serialize) -> Answer {
    Ok(to_json(output))
}

impl Emulator {
    /// The region and account that a control names, or those of who names none.
    pub(super) fn place_of(&self, input: &Structure) -> Result<Place, String> {
        let options = &self.options;
        let default = Place { account: options.account.clone(), region: options.region.clone() };
        if options.shared_namespace {
            return Ok(default);
        }
        let region = input.text("region").map(|name| RegionName::new(name).ok_or_else(|| format!("'{name}' is not a region")));
        let account = input.text("accountId").map(|id| AccountId::new(id).ok_or_else(|| format!("'{id}' is not an account id")));
        Ok(Place {
            account: account.transpose()?.unwrap_or(default.account),
            region: region.transpose()?.unwrap_or(default.region),
        })
    }

    /// Does what the control `name` does with `input`, a JSON object, and gives the JSON of its output.
    ///
    /// # Errors
    ///
    /// There is no such control, or its input makes no sense; the text says what to write instead.
    pub fn control(&self, name: &str, input: &[u8]) -> Answer {
        let control = CONTROLS.iter().find(|control| control.model.name == name);
        let control = control.ok_or_else(|| format!("there is no control \"{name}\""))?;
        let input = request::decode(&control.model, input)
            .map_err(|fault| fault.message().unwrap_or("the input is no JSON object").to_owned())?;
        (control.run)(self, &input)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Emulator, Host, Options, Timestamp};

    #[derive(Debug)]
    struct Still;

    impl Host for Still {
        fn now(&self) -> Timestamp {
            Timestamp(0)
        }

        fn random(&self) -> u64 {
            0
        }
    }

    #[test]
    fn a_control_is_called_by_its_name() {
        let emulator = Emulator::new(Box::new(Still), Options::default());
        assert_eq!(emulator.control("reset", b"{}"), Ok(b"null".to_vec()));
        assert_eq!(emulator.control("expireItems", b"{}"), Ok(b"0".to_vec()));
        let no_stream = emulator.control("splitShard", br#"{"streamArn": "arn"}"#);
        assert_eq!(no_stream, Err("there is no stream \"arn\"".to_owned()));
        assert_eq!(emulator.control("nothing", b"{}"), Err("there is no control \"nothing\"".to_owned()));
    }

    #[test]
    fn operations_are_named() {
        let emulator = Emulator::new(Box::new(Still), Options::default());
        let names = String::from_utf8(emulator.control("operations", b"{}").unwrap()).unwrap();
        assert!(names.contains("\"PutItem\"") && names.contains("\"GetRecords\""), "{names}");
    }

    #[test]
    fn an_operation_is_called_without_a_signature() {
        let emulator = Emulator::new(Box::new(Still), Options::default());
        let listed = emulator.control("call", br#"{"operation": "ListTables", "input": "{}"}"#);
        assert_eq!(listed, Ok(br#"{"TableNames":[]}"#.to_vec()));
        let refused = emulator.control("call", br#"{"operation": "ListTables", "input": "{\"Limit\": 0}"}"#).unwrap_err();
        assert!(refused.starts_with("ValidationException: "), "{refused}");
        let unknown = emulator.control("call", br#"{"operation": "Nothing"}"#);
        assert_eq!(unknown, Err("there is no operation \"Nothing\"".to_owned()));
    }

    #[test]
    fn an_input_that_is_no_object_is_refused() {
        let emulator = Emulator::new(Box::new(Still), Options::default());
        assert!(emulator.control("reset", b"[").is_err());
    }
}
