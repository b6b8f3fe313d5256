//! The ARN by which a request names a backup.

use std::fmt;

use super::arn::Arn;
use super::{BackupId, BackupKey, Place, RegionName, partition, region_of_replica};

/// A backup that a request names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedBackup {
    /// The region in the ARN.
    pub region: RegionName,
    /// Table and id.
    pub key: BackupKey,
}

/// Why an ARN names no backup of the caller. All were observed 2026-10-09.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupArnFault {
    /// It is not of the form of a backup's ARN.
    NoBackup,
    /// Of another account, or without a region.
    OtherAccount,
    /// Of another partition or service, or of a region that there is not.
    Invalid,
}

impl fmt::Display for BackupArnFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoBackup => "Invalid Backup ARN",
            Self::OtherAccount => "Access is denied",
            Self::Invalid => "Invalid Request: BackupArn is not valid",
        })
    }
}

impl NamedBackup {
    /// The backup that `given` names to a caller in `place`. Whether there is such a backup is another question.
    ///
    /// # Errors
    ///
    /// It is not the ARN of a backup of the caller's account in a region that there is; which one is not looked at.
    pub fn parse(place: &Place, given: &str) -> Result<Self, BackupArnFault> {
        let arn = Arn::parse(given).ok_or(BackupArnFault::NoBackup)?;
        let key = key(arn.resource).ok_or(BackupArnFault::NoBackup)?;
        if arn.account != place.account.as_str() || arn.region.is_empty() {
            return Err(BackupArnFault::OtherAccount);
        }
        // A region of the caller's own invention is one, too.
        let own = RegionName::new(arn.region).filter(|region| *region == place.region);
        match own.or_else(|| region_of_replica(place, arn.region)) {
            Some(region) if arn.service == "dynamodb" && arn.partition == partition(place) => Ok(Self { region, key }),
            _ => Err(BackupArnFault::Invalid),
        }
    }
}

/// The key in `table/Music/backup/01791504762511-2779fadd`.
fn key(resource: &str) -> Option<BackupKey> {
    let (table, id) = resource.strip_prefix("table/")?.split_once("/backup/")?;
    let id = BackupId::parse(id)?;
    (!table.is_empty() && !table.contains('/')).then(|| BackupKey { id, table: table.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::TableArn;

    const ARN: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/Music/backup/01791504762511-2779fadd";

    fn sentence(given: &str) -> String {
        NamedBackup::parse(&Place::default(), given).unwrap_err().to_string()
    }

    #[test]
    fn a_backup_is_named_by_its_table_and_id() {
        let backup = NamedBackup::parse(&Place::default(), ARN).unwrap();
        assert_eq!((&*backup.key.table, backup.region), ("Music", RegionName::default()));
        assert_eq!(TableArn::new(&Place::default(), "Music").backup(backup.key.id), ARN);
    }

    #[test]
    fn the_region_is_told_but_not_looked_at() {
        let backup = NamedBackup::parse(&Place::default(), &ARN.replace("us-east-1", "eu-west-1")).unwrap();
        assert_eq!(backup.region.as_str(), "eu-west-1");
        let local = Place { region: RegionName::new("local").unwrap(), ..Place::default() };
        assert!(NamedBackup::parse(&local, &ARN.replace("us-east-1", "local")).is_ok());
    }

    #[test]
    fn what_names_no_backup_is_told_apart() {
        for given in ["x", "arn:aws:dynamodb:us-east-1:000000000000:table/Music", &ARN.replace("0179", "x179")] {
            assert_eq!(sentence(given), "Invalid Backup ARN", "{given}");
        }
        assert_eq!(sentence(&ARN.replace("000000000000", "123456789012")), "Access is denied");
        assert_eq!(sentence(&ARN.replace("us-east-1", "")), "Access is denied");
        for given in [
            ARN.replace("aws:", "aws-cn:"),
            ARN.replace("dynamodb", "s3"),
            ARN.replace("us-east-1", "US"),
            ARN.replace("us-east-1", "mars-9"),
        ] {
            assert_eq!(sentence(&given), "Invalid Request: BackupArn is not valid", "{given}");
        }
    }
}
