//! `DescribeStream`: a stream and its shards, a page at a time.

use serde::Serialize;

use super::table_description::KeySchemaElement;
use super::{Call, Error, named_stream, table_description};
use crate::account::Step;
use crate::request::Structure;
use crate::stream::{SequenceNumber, Shard, ShardId, Stream, StreamFault, StreamStatus};
use crate::table::StreamViewType;

const LARGEST_PAGE: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    stream_description: StreamDescription,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct StreamDescription {
    stream_arn: String,
    stream_label: String,
    stream_status: StreamStatus,
    stream_view_type: StreamViewType,
    creation_request_date_time: f64,
    table_name: String,
    key_schema: Vec<KeySchemaElement>,
    shards: Vec<ShardDescription>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_shard_id: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShardDescription {
    shard_id: String,
    sequence_number_range: SequenceNumberRange,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_shard_id: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct SequenceNumberRange {
    starting_sequence_number: SequenceNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    ending_sequence_number: Option<SequenceNumber>,
}

pub(super) fn run(call: &mut Call<'_>, input: &Structure) -> Result<impl Serialize + use<>, Error> {
    let limit = named_stream::limit(input, LARGEST_PAGE)?;
    let parent = parent_filter(input)?;
    let arn = input.text("StreamArn").unwrap_or_default();
    let (now, delay) = (call.now(), call.caller.lifecycle.of(Step::Stream));
    let stream = named_stream::find(call, arn)?;
    let after = input.text("ExclusiveStartShardId").unwrap_or_default();
    let shards = stream.shards(now).into_iter();
    let shards = shards.filter(|shard| parent.is_none_or(|parent| shard.parent.is_some_and(|id| id.to_string() == parent)));
    let mut shards = shards.map(ShardDescription::new).filter(|shard| *shard.shard_id > *after);
    let page: Vec<ShardDescription> = shards.by_ref().take(limit).collect();
    let more = shards.next().is_some();
    let status = stream.status(now, delay);
    Ok(Output { stream_description: describe(stream, status, arn, page, more) })
}

fn describe(
    stream: &Stream,
    stream_status: StreamStatus,
    arn: &str,
    shards: Vec<ShardDescription>,
    more: bool,
) -> StreamDescription {
    StreamDescription {
        stream_arn: arn.to_owned(),
        stream_label: stream.label().to_string(),
        stream_status,
        stream_view_type: stream.view(),
        creation_request_date_time: stream.enabled().as_seconds(),
        table_name: stream.table().to_string(),
        key_schema: table_description::key_schema(stream.key()),
        last_evaluated_shard_id: shards.last().filter(|_| more).map(|shard| shard.shard_id.clone()),
        shards,
    }
}

/// The shard whose children are asked for, if only they are.
fn parent_filter(input: &Structure) -> Result<Option<&str>, StreamFault> {
    let Some(filter) = input.structure("ShardFilter") else { return Ok(None) };
    match (filter.text("Type"), filter.text("ShardId")) {
        (Some(_), Some(parent)) => Ok(Some(parent)),
        _ => Err(StreamFault::HalfFilter),
    }
}

impl ShardDescription {
    fn new(shard: &Shard) -> Self {
        Self {
            shard_id: shard.id.to_string(),
            sequence_number_range: SequenceNumberRange {
                starting_sequence_number: shard.starting_number(),
                ending_sequence_number: shard.ending_number(),
            },
            parent_shard_id: shard.parent.as_ref().map(ShardId::to_string),
        }
    }
}
