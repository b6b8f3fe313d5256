//! ARNs of data streams of Amazon Kinesis. There is no Kinesis here: every data stream of the table's own account and region is taken to be there.

use super::arn::Arn;
use super::{AccountId, Place, RegionName, partition};
use crate::table::DestinationFailure;

/// Why a table in `place` cannot send its changes to the data stream `arn`, if it cannot (observed 2026-10-09). AWS finds that out
/// after it has accepted the request, whatever the ARN.
#[must_use]
pub fn destination_failure(place: &Place, arn: &str) -> Option<DestinationFailure> {
    let Some(parts) = Arn::parse(arn).filter(|_| arn.starts_with("arn:")) else { return Some(DestinationFailure::NoStream) };
    match parts.service {
        // That of a delivery stream of Firehose fails like that.
        "firehose" => return Some(DestinationFailure::NotActive),
        "kinesis" if parts.partition == partition(place) => {}
        _ => return Some(DestinationFailure::NoStream),
    }
    match parts.resource.strip_prefix("stream/") {
        _ if parts.region != place.region.as_str() => Some(DestinationFailure::OtherRegion),
        _ if parts.account != place.account.as_str() => Some(DestinationFailure::NotActive),
        Some(name) if is_name(name) => None,
        _ => Some(DestinationFailure::NoStream),
    }
}

/// Where the data stream `arn` is, if it is the ARN of one.
#[must_use]
pub fn data_stream_place(arn: &str) -> Option<Place> {
    let parts = Arn::parse(arn)?;
    let place = Place { account: AccountId::new(parts.account)?, region: RegionName::new(parts.region)? };
    destination_failure(&place, arn).is_none().then_some(place)
}

fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    (1..=128).contains(&name.len()) && name.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";

    #[test]
    fn every_data_stream_of_the_place_is_there() {
        assert_eq!(destination_failure(&Place::default(), ARN), None);
        assert_eq!(data_stream_place(ARN), Some(Place::default()));
    }

    #[test]
    fn other_arns_fail_as_observed() {
        use DestinationFailure::{NoStream, NotActive, OtherRegion};
        for (arn, failure) in [
            (ARN.replace("us-east-1", "eu-west-1"), OtherRegion),
            (ARN.replace("000000000000", "123456789012"), NotActive),
            (ARN.replace("kinesis", "firehose"), NotActive),
            (ARN.replace("kinesis", "dynamodb"), NoStream),
            (format!("{ARN}/consumer/reader:1"), NoStream),
            (ARN.replace("stream/changes", "stream/"), NoStream),
            ("not an ARN, however long it may be, is any".to_owned(), NoStream),
        ] {
            assert_eq!(destination_failure(&Place::default(), &arn), Some(failure), "{arn}");
        }
    }
}
