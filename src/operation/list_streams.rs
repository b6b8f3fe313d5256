//! `ListStreams`: the streams of the caller's tables, those that were disabled in the last 24 hours among them, a page at a time.

use serde::Serialize;

use super::{Call, Error, named_stream};
use crate::account;
use crate::request::Structure;
use crate::stream::{Stream, StreamFault};

const LARGEST_PAGE: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    streams: Vec<Listed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_stream_arn: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    stream_arn: String,
    table_name: String,
    stream_label: String,
}

/// A page that ends with the last stream names none to go on from.
pub(super) fn run(call: &Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let limit = named_stream::limit(input, LARGEST_PAGE)?;
    let (table, label) = start(call, input)?;
    let wanted = input.text("TableName");
    let streams = call.database.streams(call.place());
    let streams = streams.into_iter().flat_map(|streams| streams.after(table, label, call.now()));
    let mut streams = streams.filter(|stream| wanted.is_none_or(|wanted| **stream.table() == *wanted));
    let page: Vec<Listed> = streams.by_ref().take(limit).map(|stream| listed(call, stream)).collect();
    let more = streams.next().is_some();
    let last_evaluated_stream_arn = page.last().filter(|_| more).map(|last| last.stream_arn.clone());
    Ok(Output { streams: page, last_evaluated_stream_arn })
}

/// Table and label of the stream that the page begins after. There need not be such a stream any more.
fn start<'a>(call: &Call<'_>, input: &'a Structure) -> Result<(&'a str, &'a str), StreamFault> {
    let Some(arn) = input.text("ExclusiveStartStreamArn") else { return Ok(("", "")) };
    account::stream_name(call.place(), arn).ok_or_else(|| StreamFault::NoStream(arn.to_owned()))
}

fn listed(call: &Call<'_>, stream: &Stream) -> Listed {
    Listed {
        stream_arn: named_stream::arn(call, stream),
        table_name: stream.table().to_string(),
        stream_label: stream.label().to_string(),
    }
}
