//! The control that says what a month costs, by prices that are given.

use rust_decimal::Decimal;

use super::Emulator;
use super::control::{Answer, answer, text};
use crate::model::StructureShape;
use crate::planning::{Cost, Month, Prices, Traffic};
use crate::request::Structure;

/// Traffic and prices. All of them are decimal numbers as texts, so that none is rounded on the way.
pub(super) static INQUIRY: StructureShape = StructureShape {
    name: "PriceInquiry",
    members: &[
        text("readUnits"),
        text("writeUnits"),
        text("peak"),
        text("utilization"),
        text("bytes"),
        text("readMillion"),
        text("writeMillion"),
        text("readHour"),
        text("writeHour"),
        text("gigabyteMonth"),
    ],
};

/// Answers, as texts: reads and writes on demand, reads and writes provisioned, the units of both to provision, storage.
pub(super) fn price(_: &Emulator, input: &Structure) -> Answer {
    let read = |name| number(input, name);
    let traffic = Traffic {
        read_units: read("readUnits")?,
        write_units: read("writeUnits")?,
        peak: read("peak")?,
        utilization: read("utilization")?,
        bytes: read("bytes")?,
    };
    let prices = Prices {
        read_million: read("readMillion")?,
        write_million: read("writeMillion")?,
        read_hour: read("readHour")?,
        write_hour: read("writeHour")?,
        gigabyte_month: read("gigabyteMonth")?,
    };
    let month = Month::of(&traffic, &prices).ok_or("this is more than can be counted: write smaller numbers")?;
    let Month { on_demand, provisioned, read_capacity, write_capacity, storage } = month;
    let (Cost { reads, writes }, Cost { reads: held_reads, writes: held_writes }) = (on_demand, provisioned);
    answer(&[reads, writes, held_reads, held_writes, read_capacity, write_capacity, storage].map(|number| number.to_string()))
}

fn number(input: &Structure, name: &str) -> Result<Decimal, String> {
    let text = input.text(name).unwrap_or_default();
    let number = text.parse().ok().filter(|number: &Decimal| !number.is_sign_negative());
    number.ok_or_else(|| format!("{name} cannot be \"{text}\": write a number that is not negative"))
}
