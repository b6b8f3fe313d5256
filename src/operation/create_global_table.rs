//! `CreateGlobalTable`: a global table of the version 2017.11.29, made of empty tables.

use serde::Serialize;

use super::legacy_global_table::{self as legacy, GlobalTableDescription, LegacyFault};
use super::{Call, Error};
use crate::account::{GlobalTableVersion, Place};
use crate::request::Structure;
use crate::table::Status;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    global_table_description: GlobalTableDescription,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let name = legacy::name(input);
    let regions: Vec<_> =
        input.structures("ReplicationGroup").map(|replica| replica.text("RegionName").unwrap_or_default()).collect();
    if regions.is_empty() {
        return Err(LegacyFault::Nothing.into());
    }
    legacy::check_supported(call)?;
    let places = places(call, &regions)?;
    if legacy::find(call, name).is_some() {
        return Err(LegacyFault::Exists(name.to_owned()).into());
    }
    legacy::check_alike(call, name, &places)?;
    legacy::check_regional(call, name, &places)?;
    let now = call.now();
    call.database.found_global_table(&name.into(), GlobalTableVersion::Legacy, &places, now);
    let global = legacy::found(call, name)?;
    Ok(Output { global_table_description: GlobalTableDescription::new(global, call.place(), Status::Creating) })
}

fn places(call: &Call<'_>, regions: &[&str]) -> Result<Vec<Place>, LegacyFault> {
    let mut places: Vec<Place> = Vec::new();
    for region in regions {
        let place = legacy::place_of(call, region)?;
        if places.contains(&place) {
            return Err(LegacyFault::Repeated((*region).to_owned()));
        }
        places.push(place);
    }
    Ok(places)
}
