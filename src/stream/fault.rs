//! Why a stream is not read.

use std::fmt;

/// What keeps a request from reading a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StreamFault {
    /// There is no stream with this ARN.
    NoStream(String),
    /// The stream has no such shard.
    NoShard,
    /// The shard has or had no record with this number, nor will it.
    NotInShard,
    /// A parameter that the type of the iterator needs is absent.
    Missing(&'static str),
    /// A parameter that the type of the iterator has no use for.
    Unused(&'static str),
    /// The iterator is to start at a time that has not come.
    Future,
    /// The text is no iterator.
    NoIterator,
    /// The iterator is older than 15 minutes.
    Expired,
    /// The records are older than 24 hours.
    Trimmed,
    /// A filter without its type or its shard.
    HalfFilter,
}

impl fmt::Display for StreamFault {
    /// `NotInShard`, `Missing` and `Unused` (of `SequenceNumber`) were observed in 2026; `NoShard` and `Trimmed` were reported by users of
    /// AWS. The others are worded after them or after the service model.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const INVALID: &str = "One or more parameter values were invalid:";
        match self {
            Self::NoStream(arn) => write!(formatter, "Requested resource not found: Stream: {arn} not found"),
            Self::NoShard => formatter.write_str("Requested resource not found: Shard does not exist"),
            Self::NotInShard => formatter.write_str("Invalid SequenceNumber for the shard"),
            Self::Missing(parameter) => write!(formatter, "{INVALID} {parameter} cannot be null"),
            Self::Unused(parameter) => write!(formatter, "{INVALID} {parameter} should not be passed for this iterator type"),
            Self::Future => write!(formatter, "{INVALID} Timestamp cannot be in the future"),
            Self::NoIterator => formatter.write_str("Invalid ShardIterator"),
            Self::Expired => formatter.write_str("The provided iterator exceeds the maximum age allowed."),
            Self::Trimmed => formatter.write_str("The data you are trying to access has been trimmed"),
            Self::HalfFilter => write!(formatter, "{INVALID} ShardFilter must have both Type and ShardId"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::StreamFault as Fault;

    #[test]
    fn faults_are_worded_in_one_place() {
        let sentences = [
            (Fault::NoStream("arn".to_owned()), "Requested resource not found: Stream: arn not found"),
            (Fault::NoShard, "Requested resource not found: Shard does not exist"),
            (Fault::NotInShard, "Invalid SequenceNumber for the shard"),
            (Fault::Missing("SequenceNumber"), "One or more parameter values were invalid: SequenceNumber cannot be null"),
            (
                Fault::Unused("SequenceNumber"),
                "One or more parameter values were invalid: SequenceNumber should not be passed for this iterator type",
            ),
            (Fault::Future, "One or more parameter values were invalid: Timestamp cannot be in the future"),
            (Fault::NoIterator, "Invalid ShardIterator"),
            (Fault::Expired, "The provided iterator exceeds the maximum age allowed."),
            (Fault::Trimmed, "The data you are trying to access has been trimmed"),
            (Fault::HalfFilter, "One or more parameter values were invalid: ShardFilter must have both Type and ShardId"),
        ];
        for (fault, sentence) in sentences {
            assert_eq!(fault.to_string(), sentence);
        }
    }
}
