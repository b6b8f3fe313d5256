//! The control that says what quantities cost at prices that are given.

use rust_decimal::Decimal;

use super::Emulator;
use super::control::{Answer, answer, text};
use crate::model::{Bounds, ListShape, MemberShape, Shape, StructureShape};
use crate::planning::Charge;
use crate::request::Structure;

/// Charges. Their numbers are texts, so that none is rounded on the way.
pub(super) static CHARGES: StructureShape =
    StructureShape { name: "Charges", members: &[MemberShape { name: "charges", required: false, shape: Shape::List(&LIST) }] };

static LIST: ListShape = ListShape { element: Shape::Structure(&CHARGE), length: Bounds::NONE };

static CHARGE: StructureShape = StructureShape {
    name: "Charge",
    members: &[
        text("quantity"),
        text("price"),
        MemberShape { name: "lot", required: false, shape: Shape::Integer(&Bounds::NONE) },
    ],
};

/// Answers what each of the charges costs, and at the end all of them together, as texts.
pub(super) fn price(_: &Emulator, input: &Structure) -> Answer {
    let charges = input.structures("charges").map(charge).collect::<Result<Vec<_>, _>>()?;
    let amounts = charges.iter().map(Charge::amount).chain([Charge::total(&charges)]);
    let told = amounts.map(|amount| amount.map(|amount| amount.to_string())).collect::<Option<Vec<_>>>();
    answer(&told.ok_or("this is more than can be counted: write smaller numbers")?)
}

fn charge(input: &Structure) -> Result<Charge, String> {
    let lot = input.integer("lot").and_then(|lot| u32::try_from(lot).ok()).unwrap_or_default();
    Ok(Charge { quantity: number(input, "quantity")?, price: number(input, "price")?, lot })
}

fn number(input: &Structure, name: &str) -> Result<Decimal, String> {
    let text = input.text(name).unwrap_or_default();
    let number = Decimal::from_str_exact(text).ok().filter(|number| !number.is_sign_negative());
    number.ok_or_else(|| format!("{name} cannot be \"{text}\": write a number that is not negative"))
}
