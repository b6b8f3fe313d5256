//! `DescribeEndpoints`.

use serde::Serialize;

use super::{Call, Error};
use crate::account::partition;
use crate::request::Structure;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    endpoints: [Endpoint; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Endpoint {
    address: String,
    cache_period_in_minutes: u32,
}

#[expect(clippy::unnecessary_wraps, reason = "operations have one signature")]
pub(super) fn run(call: &Call<'_>, _input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let place = call.place();
    let country = if partition(place) == "aws-cn" { ".cn" } else { "" };
    let address = format!("dynamodb.{}.amazonaws.com{country}", place.region);
    Ok(Output { endpoints: [Endpoint { address, cache_period_in_minutes: 1440 }] })
}
