//! The control that reads what tables have sent to a data stream of Amazon Kinesis.

use super::Emulator;
use super::control::{Answer, answer};
use crate::account;
use crate::model::{Bounds, MemberShape, Shape, StructureShape, TextShape};
use crate::operation::{DataStreamStart, read_data_stream};
use crate::request::Structure;
use crate::stream::SequenceNumber;

/// What to read: from the record of the number `from` on, what comes later, or everything.
pub(super) static READING: StructureShape = StructureShape {
    name: "DataStreamReading",
    members: &[
        member("streamArn", TEXT),
        member("from", TEXT),
        member("latest", Shape::Boolean),
        member("limit", Shape::Long(&Bounds::NONE)),
    ],
};

const TEXT: Shape = Shape::Text(&TextShape { length: Bounds::NONE, pattern: None, values: &[] });

const fn member(name: &'static str, shape: Shape) -> MemberShape {
    MemberShape { name, required: false, shape }
}

/// Answers records and the number to go on with.
pub(super) fn read(emulator: &Emulator, input: &Structure) -> Answer {
    let arn = input.text("streamArn").unwrap_or_default();
    let place = account::data_stream_place(arn).ok_or_else(|| {
        format!("\"{arn}\" is no data stream: write for example \"arn:aws:kinesis:us-east-1:000000000000:stream/changes\"")
    })?;
    let start = start(input)?;
    let limit = input.integer("limit").and_then(|limit| usize::try_from(limit).ok());
    let database = emulator.settled();
    answer(&read_data_stream(&database, &place, arn, start, limit, emulator.host.now()))
}

fn start(input: &Structure) -> Result<DataStreamStart, String> {
    match input.text("from") {
        Some(from) => SequenceNumber::parse(from)
            .map(DataStreamStart::At)
            .ok_or_else(|| format!("\"{from}\" is no sequence number: write that of a record of the data stream")),
        None if input.boolean("latest") == Some(true) => Ok(DataStreamStart::Latest),
        None => Ok(DataStreamStart::At(SequenceNumber::FIRST)),
    }
}
