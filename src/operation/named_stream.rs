//! The stream that an operation of DynamoDB Streams names by its ARN.

use super::{Call, Error};
use crate::Timestamp;
use crate::account::{self, TableArn};
use crate::model::ErrorCode;
use crate::request::{self, Constraint, Structure, Violation};
use crate::stream::{Shard, ShardId, Stream, StreamFault};

impl From<StreamFault> for Error {
    fn from(fault: StreamFault) -> Self {
        let code = match fault {
            StreamFault::NoStream(_) | StreamFault::NoShard => ErrorCode::ResourceNotFoundException,
            StreamFault::Expired => ErrorCode::ExpiredIteratorException,
            StreamFault::Trimmed => ErrorCode::TrimmedDataAccessException,
            _ => ErrorCode::ValidationException,
        };
        Self::new(code, fault.to_string())
    }
}

/// The stream with the ARN `arn`, after it has done what the clock asks for.
pub fn find<'c>(call: &'c mut Call<'_>, arn: &str) -> Result<&'c Stream, StreamFault> {
    let (place, now) = (call.caller.place, call.now());
    let (table, label) = account::stream_name(place, arn).ok_or_else(|| StreamFault::NoStream(arn.to_owned()))?;
    if let Some(streams) = call.database.streams_mut(place) {
        streams.advance(table, label, now);
    }
    let stream = call.database.streams(place).and_then(|streams| streams.get(table, label, now));
    stream.ok_or_else(|| StreamFault::NoStream(arn.to_owned()))
}

/// The shard of `stream` that is called `name`.
pub fn shard<'s>(stream: &'s Stream, name: &str, now: Timestamp) -> Result<&'s Shard, StreamFault> {
    ShardId::parse(name).and_then(|id| stream.shard(id, now)).ok_or(StreamFault::NoShard)
}

/// The ARN of `stream`.
pub fn arn(call: &Call<'_>, stream: &Stream) -> String {
    TableArn::new(call.place(), stream.table()).stream(stream.label())
}

/// The `Limit` of `input`, or `largest`, which it cannot exceed. The service model does not say so, but the API reference does.
pub fn limit(input: &Structure, largest: usize) -> Result<usize, Error> {
    let Some(limit) = input.integer("Limit") else { return Ok(largest) };
    let within = usize::try_from(limit).ok().filter(|limit| *limit <= largest);
    within.ok_or_else(|| {
        let constraint = Constraint::ValueAtMost(i64::try_from(largest).unwrap_or(i64::MAX));
        let violation = Violation { path: "limit".to_owned(), value: Some(limit.to_string()), constraint };
        Error::validation(request::envelope(&[violation.older()]))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::operation::trial::Trial;

    const INVALID: &str = "One or more parameter values were invalid:";

    /// A table with a stream, its ARN and the id of its shard.
    fn streamed() -> (Trial, String, Value) {
        let mut trial = Trial::new();
        let input = json!({
            "TableName": "Music", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"},
        });
        let created = trial.call("CreateTable", &input).unwrap();
        let arn = created["TableDescription"]["LatestStreamArn"].as_str().unwrap().to_owned();
        let stream = trial.call("Streams.DescribeStream", &json!({"StreamArn": arn})).unwrap();
        let shard = stream["StreamDescription"]["Shards"][0]["ShardId"].clone();
        (trial, arn, shard)
    }

    fn validation(text: impl Into<String>) -> (&'static str, String) {
        ("ValidationException", text.into())
    }

    #[test]
    fn limits_are_those_of_the_api_reference() {
        let (mut trial, arn, _) = streamed();
        let refusal = |sent: u32, largest: u32| {
            validation(format!(
                "1 validation error detected: Value '{sent}' at 'limit' failed to satisfy constraint: Member must have value less than or \
                 equal to {largest}"
            ))
        };
        assert_eq!(trial.refusal("Streams.ListStreams", &json!({"Limit": 101})), refusal(101, 100));
        assert_eq!(trial.refusal("Streams.DescribeStream", &json!({"StreamArn": arn, "Limit": 101})), refusal(101, 100));
        assert_eq!(trial.refusal("Streams.GetRecords", &json!({"ShardIterator": "x", "Limit": 1001})), refusal(1001, 1000));
        assert!(trial.call("Streams.ListStreams", &json!({"Limit": 100})).is_ok());
    }

    #[test]
    fn what_names_no_stream_is_not_found() {
        let mut trial = Trial::new();
        let arn = "arn:aws:dynamodb:us-east-1:000000000000:table/Music";
        let refused = trial.refusal("Streams.DescribeStream", &json!({"StreamArn": arn}));
        assert_eq!(refused, ("ResourceNotFoundException", format!("Requested resource not found: Stream: {arn} not found")));
        let (code, _) = trial.refusal("Streams.ListStreams", &json!({"ExclusiveStartStreamArn": arn}));
        assert_eq!(code, "ResourceNotFoundException");
    }

    #[test]
    fn a_filter_has_a_type_and_a_shard() {
        let (mut trial, arn, shard) = streamed();
        for filter in [json!({}), json!({"Type": "CHILD_SHARDS"}), json!({"ShardId": shard})] {
            let refused = trial.refusal("Streams.DescribeStream", &json!({"StreamArn": arn, "ShardFilter": filter}));
            assert_eq!(refused, validation(format!("{INVALID} ShardFilter must have both Type and ShardId")));
        }
    }

    #[test]
    fn a_timestamp_goes_with_its_type_and_has_come() {
        let (mut trial, arn, shard) = streamed();
        let mut refusal = |more: Value| {
            let mut input = json!({"StreamArn": arn, "ShardId": shard});
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            trial.refusal("Streams.GetShardIterator", &input)
        };
        let missing = refusal(json!({"ShardIteratorType": "AT_TIMESTAMP"}));
        assert_eq!(missing, validation(format!("{INVALID} Timestamp cannot be null")));
        for kind in ["TRIM_HORIZON", "LATEST"] {
            let unused = refusal(json!({"ShardIteratorType": kind, "Timestamp": 0}));
            assert_eq!(unused, validation(format!("{INVALID} Timestamp should not be passed for this iterator type")));
        }
        let future = refusal(json!({"ShardIteratorType": "AT_TIMESTAMP", "Timestamp": 1_790_812_800.001}));
        assert_eq!(future, validation(format!("{INVALID} Timestamp cannot be in the future")));
        let number = "1".repeat(21);
        let both = refusal(json!({"ShardIteratorType": "AT_TIMESTAMP", "Timestamp": 0, "SequenceNumber": number}));
        assert_eq!(both, validation(format!("{INVALID} SequenceNumber should not be passed for this iterator type")));
    }

    #[test]
    fn an_iterator_that_is_none_or_of_a_stream_that_is_gone() {
        let (mut trial, arn, shard) = streamed();
        let refused = trial.refusal("Streams.GetRecords", &json!({"ShardIterator": "none"}));
        assert_eq!(refused, validation("Invalid ShardIterator"));
        let input = json!({"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "LATEST"});
        let iterator = trial.call("Streams.GetShardIterator", &input).unwrap()["ShardIterator"].clone();
        trial.call("DeleteTable", &json!({"TableName": "Music"})).unwrap();
        let input = json!({"ShardIterator": iterator});
        assert_eq!(trial.call("Streams.GetRecords", &input).unwrap(), json!({"Records": []}));
        trial.advance(15 * 60 * 1000 + 1);
        let (code, text) = trial.refusal("Streams.GetRecords", &input);
        assert_eq!((code, &*text), ("ExpiredIteratorException", "The provided iterator exceeds the maximum age allowed."));
    }
}
