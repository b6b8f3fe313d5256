//! The regions in which there are global tables.

use super::{Place, RegionName, partition};

/// The regions of the partition `aws` in the service's endpoints of November 2026. AWS lists them in an order of its own, of which the
/// beginning is known (observed 2026-10-09).
const AWS: &str = "ap-south-2 ap-south-1 eu-south-1 eu-south-2 me-central-1 il-central-1 ca-central-1 ap-east-2 mx-central-1 \
    eu-central-1 eu-central-2 us-west-1 af-south-1 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 \
    ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 \
    me-south-1 sa-east-1 us-east-1 us-east-2 us-west-2";
const CHINA: &str = "cn-north-1 cn-northwest-1";
const GOVERNMENT: &str = "us-gov-east-1 us-gov-west-1";

/// The regions in which a table of `place` can have replicas.
pub fn of_global_tables(place: &Place) -> impl Iterator<Item = &'static str> + use<> {
    let regions = match partition(place) {
        "aws-cn" => CHINA,
        "aws-us-gov" => GOVERNMENT,
        _ => AWS,
    };
    regions.split(' ')
}

/// The region called `name`, if a table of `place` can have a replica there.
#[must_use]
pub fn of_replica(place: &Place, name: &str) -> Option<RegionName> {
    of_global_tables(place).find(|region| *region == name).and_then(RegionName::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replicas_stay_in_the_partition_of_their_table() {
        let china = Place { region: RegionName::new("cn-north-1").unwrap(), ..Place::default() };
        assert!(of_replica(&china, "cn-northwest-1").is_some() && of_replica(&china, "us-east-1").is_none());
        let place = Place::default();
        assert!(of_replica(&place, "eu-west-1").is_some() && of_replica(&place, "cn-north-1").is_none());
        for wrong in ["", "EU-WEST-1", "us-fake-1", "local", "eu-west-1 eu-west-2"] {
            assert_eq!(of_replica(&place, wrong), None, "{wrong}");
        }
        assert!(of_global_tables(&place).all(|region| RegionName::new(region).is_some()));
    }
}
