//! The ARN by which a restore names the table that it restores; it may lie in another region.

use super::arn::Arn;
use super::{ArnFault, Place, RegionName, partition};

/// A table that a restore names by its ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceTable<'a> {
    /// Where it lies.
    pub region: RegionName,
    /// Its name.
    pub name: &'a str,
}

impl<'a> SourceTable<'a> {
    /// The table that `given` names to a caller in `place`. Whether there is such a table is another question.
    ///
    /// # Errors
    ///
    /// It is not the ARN of a table of the caller's account (observed 2026-10-09).
    pub fn parse(place: &Place, given: &'a str) -> Result<Self, ArnFault> {
        if !given.starts_with("arn:") {
            return Err(ArnFault::NoArn(given.to_owned()));
        }
        let arn = Arn::parse(given).filter(|arn| arn.service == "dynamodb" && arn.partition == partition(place));
        let arn = arn.ok_or(ArnFault::NoSourceTable)?;
        let name = arn.resource.strip_prefix("table/").filter(|name| !name.is_empty() && !name.contains('/'));
        let (name, region) = name.zip(RegionName::new(arn.region)).ok_or(ArnFault::NoSourceTable)?;
        if arn.account == place.account.as_str() { Ok(Self { region, name }) } else { Err(ArnFault::OtherOwner) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:dynamodb:eu-west-1:000000000000:table/Music";

    #[test]
    fn a_table_of_any_region_of_the_account_is_named() {
        let table = SourceTable::parse(&Place::default(), ARN).unwrap();
        assert_eq!((table.region.as_str(), table.name), ("eu-west-1", "Music"));
    }

    #[test]
    fn what_names_no_table_of_the_account_is_told_apart() {
        let sentence = |given: &str| SourceTable::parse(&Place::default(), given).unwrap_err().to_string();
        assert_eq!(sentence("Music"), "One or more parameter values were invalid: ARNs must start with 'arn:': Music");
        for given in ["arn:aws", &ARN.replace("dynamodb", "s3"), &ARN.replace("aws:", "aws-cn:"), &format!("{ARN}/index/i")] {
            assert_eq!(sentence(given), "sourceTableArn is not a valid ARN", "{given}");
        }
        assert_eq!(
            sentence(&ARN.replace("000000000000", "123456789012")),
            "This action is only supported by accounts that match the resource owner\u{2019}s account."
        );
    }
}
