//! ARNs of tables and of what belongs to them, and where requests take one in place of a name.

use std::fmt;

use super::{AccountId, BackupId, Place, RegionName};

/// The ARN of a table: `arn:aws:dynamodb:us-east-1:000000000000:table/Music`.
#[derive(Debug, Clone, Copy)]
pub struct TableArn<'a> {
    place: &'a Place,
    name: &'a str,
}

impl<'a> TableArn<'a> {
    /// The ARN of the table `name` in `place`.
    #[must_use]
    pub const fn new(place: &'a Place, name: &'a str) -> Self {
        Self { place, name }
    }

    /// The ARN of the index `index` of the table.
    #[must_use]
    pub fn index(&self, index: &str) -> String {
        format!("{self}/index/{index}")
    }

    /// The ARN of the backup `id` of the table.
    #[must_use]
    pub fn backup(&self, id: BackupId) -> String {
        format!("{self}/backup/{id}")
    }

    /// The ARN of the stream labelled `label` of the table.
    #[must_use]
    pub fn stream(&self, label: &str) -> String {
        format!("{self}/stream/{label}")
    }
}

impl fmt::Display for TableArn<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { account, region } = self.place;
        write!(formatter, "arn:{}:dynamodb:{region}:{account}:table/{}", partition(self.place), self.name)
    }
}

/// The partition of the ARNs in `place`.
#[must_use]
pub fn partition(place: &Place) -> &'static str {
    match place.region.as_str() {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

/// Why an ARN does not lead to a table of the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArnFault {
    /// In place of a table name: an ARN of another partition.
    OtherPartition(String),
    /// In place of a table name: an ARN of another region.
    OtherRegion(String),
    /// In place of a table name: not the ARN of a table.
    OtherType(String),
    /// An ARN of another account.
    OtherAccount,
    /// No resource ARN at all.
    Empty,
    /// In place of a resource ARN: no ARN.
    NoArn(String),
    /// In place of a resource ARN: the ARN of something else.
    NotDynamoDb(String),
    /// In place of a resource ARN: the ARN of an index.
    NotTagged(String),
    /// In place of a resource ARN: one of another region, or without a table.
    Malformed(String),
    /// In place of the ARN of a table to restore: the ARN of something else.
    NoSourceTable,
    /// In place of the ARN of a policy's resource: one of another region or partition, or without a table.
    InvalidResource(String),
    /// In place of the ARN of a table to restore or of a policy's resource: one of another account.
    OtherOwner,
}

impl fmt::Display for ArnFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const INVALID: &str = "One or more parameter values were invalid:";
        match self {
            Self::OtherPartition(arn) => write!(formatter, "1 validation error detected: Invalid AWS partition in '{arn}'"),
            Self::OtherRegion(arn) => write!(formatter, "1 validation error detected: Invalid AWS region in '{arn}'"),
            Self::OtherType(arn) => write!(formatter, "1 validation error detected: Invalid resource type in '{arn}'"),
            Self::OtherAccount => formatter.write_str("Access is denied"),
            Self::Empty => formatter.write_str("Invalid TableArn"),
            Self::NoArn(text) => write!(formatter, "{INVALID} ARNs must start with 'arn:': {text}"),
            Self::NotDynamoDb(arn) => write!(formatter, "{INVALID} Provided Arn is not a DynamoDB resource arn: {arn}"),
            Self::NotTagged(arn) => write!(
                formatter,
                "{INVALID} Invalid resource arn provided, only table or stream is accepted. Provided resource arn: {arn}"
            ),
            Self::NoSourceTable => formatter.write_str("sourceTableArn is not a valid ARN"),
            Self::OtherOwner => {
                formatter.write_str("This action is only supported by accounts that match the resource owner\u{2019}s account.")
            }
            Self::Malformed(arn) => {
                write!(formatter, "Invalid TableArn: Invalid ResourceArn provided as input {arn}")
            }
            Self::InvalidResource(arn) => write!(formatter, "{INVALID} Invalid resource Arn: {arn}"),
        }
    }
}

/// The name of the table that `given` names, by its name or by its ARN. Whether there is such a table is another question.
///
/// # Errors
///
/// An ARN of another partition, region or account than `place`, or of no table (observed 2026-10-08).
pub fn table_name<'a>(place: &Place, given: &'a str) -> Result<&'a str, ArnFault> {
    if !given.starts_with("arn:") {
        return Ok(given);
    }
    let owned = || given.to_owned();
    let arn = Arn::parse(given).filter(|arn| arn.service == "dynamodb").ok_or_else(|| ArnFault::OtherType(owned()))?;
    let name = arn.resource.strip_prefix("table/").filter(|name| !name.is_empty() && !name.contains('/'));
    match name {
        _ if arn.partition != partition(place) => Err(ArnFault::OtherPartition(owned())),
        _ if arn.region != place.region.as_str() => Err(ArnFault::OtherRegion(owned())),
        None => Err(ArnFault::OtherType(owned())),
        Some(_) if arn.account != place.account.as_str() => Err(ArnFault::OtherAccount),
        Some(name) => Ok(name),
    }
}

/// The name of the table whose tags are meant by the resource ARN `given`; for a stream, its path, which no table has as a name.
///
/// # Errors
///
/// Anything but the ARN of a table or stream in `place` (observed 2026-10-08).
pub fn tagged_table<'a>(place: &Place, given: &'a str) -> Result<&'a str, ArnFault> {
    let owned = || given.to_owned();
    if given.is_empty() {
        return Err(ArnFault::Empty);
    }
    if !given.starts_with("arn:") {
        return Err(ArnFault::NoArn(owned()));
    }
    let arn = Arn::parse(given).filter(|arn| arn.service == "dynamodb").ok_or_else(|| ArnFault::NotDynamoDb(owned()))?;
    let table = arn.resource.strip_prefix("table/").ok_or_else(|| ArnFault::Malformed(owned()))?;
    match table.split_once('/') {
        Some((_, part)) if part.starts_with("index/") => Err(ArnFault::NotTagged(owned())),
        Some((_, part)) if !part.starts_with("stream/") => Err(ArnFault::NotDynamoDb(owned())),
        _ if table.is_empty() || arn.region != place.region.as_str() => Err(ArnFault::Malformed(owned())),
        _ if arn.account != place.account.as_str() => Err(ArnFault::OtherAccount),
        _ => Ok(table),
    }
}

/// The name of the table and the label of the stream that the ARN `given` names, if it is one of a stream in `place`.
#[must_use]
pub fn stream_name<'a>(place: &Place, given: &'a str) -> Option<(&'a str, &'a str)> {
    let arn = Arn::parse(given).filter(|arn| given.starts_with("arn:") && arn.service == "dynamodb")?;
    let here = (partition(place), place.region.as_str(), place.account.as_str());
    let (table, label) = arn.resource.strip_prefix("table/")?.split_once("/stream/")?;
    ((arn.partition, arn.region, arn.account) == here).then_some((table, label))
}

/// Where the stream with the ARN `given` is, the name of its table and its label.
#[must_use]
pub fn stream_place(given: &str) -> Option<(Place, &str, &str)> {
    let arn = Arn::parse(given)?;
    let place = Place { account: AccountId::new(arn.account)?, region: RegionName::new(arn.region)? };
    let (table, label) = stream_name(&place, given)?;
    Some((place, table, label))
}

/// Where the table is that has the ARN `given`, and its name.
#[must_use]
pub fn table_of_arn(given: &str) -> Option<(Place, &str)> {
    let arn = Arn::parse(given).filter(|arn| given.starts_with("arn:") && arn.service == "dynamodb")?;
    let place = Place { account: AccountId::new(arn.account)?, region: RegionName::new(arn.region)? };
    let name = arn.resource.strip_prefix("table/").filter(|name| !name.is_empty() && !name.contains('/'))?;
    (arn.partition == partition(&place)).then_some((place, name))
}

/// The account of the resource with the ARN `given`, if it is one of DynamoDB.
#[must_use]
pub fn owner(given: &str) -> Option<AccountId> {
    let arn = Arn::parse(given).filter(|arn| given.starts_with("arn:") && arn.service == "dynamodb")?;
    AccountId::new(arn.account)
}

/// The table that the ARN `given` of a policy's resource names, and the label of its stream if it is the ARN of one.
///
/// # Errors
///
/// Anything but the ARN of a table or stream in `place` (observed 2026-10-09).
pub fn policy_resource<'a>(place: &Place, given: &'a str) -> Result<(&'a str, Option<&'a str>), ArnFault> {
    let owned = || given.to_owned();
    if !given.starts_with("arn:") {
        return Err(ArnFault::NoArn(owned()));
    }
    let arn = Arn::parse(given).filter(|arn| arn.service == "dynamodb").ok_or_else(|| ArnFault::NotDynamoDb(owned()))?;
    if arn.partition != partition(place) || arn.region != place.region.as_str() {
        return Err(ArnFault::InvalidResource(owned()));
    }
    let path = arn.resource.strip_prefix("table/").filter(|path| !path.is_empty());
    let path = path.ok_or_else(|| ArnFault::InvalidResource(owned()))?;
    let resource = match path.split_once('/') {
        None => (path, None),
        Some((table, part)) => match part.split_once('/') {
            Some(("stream", label)) => (table, Some(label)),
            Some(("index", _)) => return Err(ArnFault::NotTagged(owned())),
            _ => return Err(ArnFault::NotDynamoDb(owned())),
        },
    };
    if arn.account == place.account.as_str() { Ok(resource) } else { Err(ArnFault::OtherOwner) }
}

/// The parts of an ARN.
pub(super) struct Arn<'a> {
    pub(super) partition: &'a str,
    pub(super) service: &'a str,
    pub(super) region: &'a str,
    pub(super) account: &'a str,
    pub(super) resource: &'a str,
}

impl<'a> Arn<'a> {
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':').skip(1);
        let mut next = || parts.next();
        Some(Self { partition: next()?, service: next()?, region: next()?, account: next()?, resource: next()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/Music";

    #[test]
    fn a_table_its_indexes_and_streams_have_arns() {
        let place = Place::default();
        let arn = TableArn::new(&place, "Music");
        assert_eq!(arn.to_string(), TABLE);
        assert_eq!(arn.index("ByYear"), format!("{TABLE}/index/ByYear"));
        assert_eq!(arn.stream("2020-05-27T17:49:34.056"), format!("{TABLE}/stream/2020-05-27T17:49:34.056"));
    }

    #[test]
    fn the_partition_follows_the_region() {
        for (region, expected) in [("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov"), ("eu-west-2", "aws")] {
            let place = Place { region: RegionName::new(region).unwrap(), ..Place::default() };
            assert_eq!(partition(&place), expected);
        }
    }

    #[test]
    fn a_table_is_named_by_name_or_arn() {
        assert_eq!(table_name(&Place::default(), "Music"), Ok("Music"));
        assert_eq!(table_name(&Place::default(), TABLE), Ok("Music"));
    }

    #[test]
    fn an_arn_of_another_place_names_no_table() {
        let sentence = |given: &str| table_name(&Place::default(), given).unwrap_err().to_string();
        let elsewhere = TABLE.replace("us-east-1", "us-west-2");
        assert_eq!(sentence(&elsewhere), format!("1 validation error detected: Invalid AWS region in '{elsewhere}'"));
        let partition = TABLE.replace("arn:aws:", "arn:aws-cn:");
        assert_eq!(sentence(&partition), format!("1 validation error detected: Invalid AWS partition in '{partition}'"));
        let index = format!("{TABLE}/index/ByYear");
        assert_eq!(sentence(&index), format!("1 validation error detected: Invalid resource type in '{index}'"));
        assert_eq!(sentence(&TABLE.replace("000000000000", "123456789012")), "Access is denied");
        assert_eq!(sentence("arn:"), "1 validation error detected: Invalid resource type in 'arn:'");
    }

    #[test]
    fn a_stream_is_named_by_table_and_label() {
        let arn = format!("{TABLE}/stream/2020-05-27T17:49:34.056");
        assert_eq!(stream_name(&Place::default(), &arn), Some(("Music", "2020-05-27T17:49:34.056")));
        assert_eq!(stream_place(&arn), Some((Place::default(), "Music", "2020-05-27T17:49:34.056")));
        for other in [
            TABLE,
            "",
            "Music/stream/x",
            &arn.replace("us-east-1", "us-west-2"),
            &arn.replace("0000", "1111"),
            &arn.replace("arn:", ":"),
        ] {
            assert_eq!(stream_name(&Place::default(), other), None, "{other}");
        }
    }

    #[test]
    fn tags_belong_to_tables() {
        let sentence = |given: &str| tagged_table(&Place::default(), given).unwrap_err().to_string();
        assert_eq!(tagged_table(&Place::default(), TABLE), Ok("Music"));
        assert_eq!(sentence(""), "Invalid TableArn");
        assert_eq!(sentence("Music"), "One or more parameter values were invalid: ARNs must start with 'arn:': Music");
        let backup = format!("{TABLE}/backup/0123");
        assert_eq!(
            sentence(&backup),
            format!("One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: {backup}")
        );
        let index = format!("{TABLE}/index/ByYear");
        assert_eq!(
            sentence(&index),
            format!(
                "One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided \
                 resource arn: {index}"
            )
        );
        let elsewhere = TABLE.replace("us-east-1", "us-west-2");
        assert_eq!(sentence(&elsewhere), format!("Invalid TableArn: Invalid ResourceArn provided as input {elsewhere}"));
        assert_eq!(sentence(&TABLE.replace("000000000000", "123456789012")), "Access is denied");
    }

    #[test]
    fn policies_belong_to_tables_and_streams() {
        let sentence = |given: &str| policy_resource(&Place::default(), given).unwrap_err().to_string();
        let stream = format!("{TABLE}/stream/2026-10-09T00:29:04.041");
        assert_eq!(policy_resource(&Place::default(), TABLE), Ok(("Music", None)));
        assert_eq!(policy_resource(&Place::default(), &stream), Ok(("Music", Some("2026-10-09T00:29:04.041"))));
        let invalid = "One or more parameter values were invalid:";
        assert_eq!(sentence("Music"), format!("{invalid} ARNs must start with 'arn:': Music"));
        for elsewhere in [TABLE.replace("us-east-1", "us-west-2"), TABLE.replace("arn:aws:", "arn:aws-cn:")] {
            assert_eq!(sentence(&elsewhere), format!("{invalid} Invalid resource Arn: {elsewhere}"));
        }
        let owner = "This action is only supported by accounts that match the resource owner’s account.";
        assert_eq!(sentence(&TABLE.replace("000000000000", "123456789012")), owner);
        let index = format!("{TABLE}/index/ByYear");
        let only = "Invalid resource arn provided, only table or stream is accepted. Provided resource arn:";
        assert_eq!(sentence(&index), format!("{invalid} {only} {index}"));
        let backup = format!("{TABLE}/backup/0170");
        assert_eq!(sentence(&backup), format!("{invalid} Provided Arn is not a DynamoDB resource arn: {backup}"));
    }
}
