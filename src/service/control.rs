//! What tests ask of an emulator beside the requests of its clients: controls by name, JSON in and JSON out.
//!
//! A control reads its input as a request is read, by a shape. What is wrong with it is a text that says what to write instead; nothing is
//! changed then. JavaScript reaches all of them through one export (`src/wasm/engine.rs`) and gives each a method of its own.

use super::Emulator;
use crate::model::{OperationModel, Service, StructureShape};
use crate::request::{self, Structure};

/// What a control answers: the JSON of its output, or what to write instead.
type Answer = Result<Vec<u8>, String>;

/// One control.
struct Control {
    /// Its name, and how its input is read.
    model: OperationModel,
    run: fn(&Emulator, &Structure) -> Answer,
}

/// All controls.
static CONTROLS: &[Control] = &[control("reset", &NOTHING, |emulator, _| {
    emulator.reset();
    Ok(NULL.to_vec())
})];

/// The input of a control that needs none.
static NOTHING: StructureShape = StructureShape { name: "Nothing", members: &[] };

/// The output of a control that only says that it is done.
const NULL: &[u8] = b"null";

const fn control(name: &'static str, input: &'static StructureShape, run: fn(&Emulator, &Structure) -> Answer) -> Control {
    Control { model: OperationModel { name, service: Service::DynamoDb, input, errors: &[] }, run }
}

impl Emulator {
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
        assert_eq!(emulator.control("nothing", b"{}"), Err("there is no control \"nothing\"".to_owned()));
    }

    #[test]
    fn an_input_that_is_no_object_is_refused() {
        let emulator = Emulator::new(Box::new(Still), Options::default());
        assert!(emulator.control("reset", b"[").is_err());
    }
}
