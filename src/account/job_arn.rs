//! The ARNs by which requests name exports and imports, and the table that is to be exported.

use std::fmt;

use super::arn::Arn;
use super::{JobKind, Place};

/// Why an ARN names nothing of the caller. What is said of exports was observed 2026-10-09, of imports only that their ARN is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobArnFault {
    /// It is not of the form of the ARN of such a job.
    NoJob(JobKind),
    /// It is of another account.
    OtherAccount,
    /// It is of another region, where this one finds nothing.
    OtherRegion(JobKind),
    /// In place of the ARN of a table: no ARN.
    NoArn,
    /// In place of the ARN of a table: the ARN of something else.
    NoTable,
}

impl fmt::Display for JobArnFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoJob(JobKind::Export) => "Invalid Export ARN",
            Self::NoJob(_) => "Invalid Import ARN",
            Self::OtherAccount => "Access is denied",
            Self::OtherRegion(JobKind::Export) => "Export not found: Invalid export arn",
            Self::OtherRegion(_) => "Import not found: Invalid import arn",
            Self::NoArn => "One or more parameter values were invalid: tableArn is not a valid ARN",
            Self::NoTable => "Invalid Request: Table ARN is invalid.",
        })
    }
}

/// Whether `given` may be the ARN of a job of `kind` in `place`; there need not be one.
///
/// # Errors
///
/// It is none.
pub fn check_job(place: &Place, kind: JobKind, given: &str) -> Result<(), JobArnFault> {
    let middle = match kind {
        JobKind::Export => "/export/",
        JobKind::Import => "/import/",
        // How the ARN of a bulk put is refused nobody recorded: none is found.
        JobKind::BulkPut => return Ok(()),
    };
    let arn = Arn::parse(given).filter(|arn| arn.service == "dynamodb" && arn.resource.starts_with("table/"));
    let arn = arn.filter(|arn| arn.resource.contains(middle)).ok_or(JobArnFault::NoJob(kind))?;
    if arn.account != place.account.as_str() {
        return Err(JobArnFault::OtherAccount);
    }
    if arn.region == place.region.as_str() { Ok(()) } else { Err(JobArnFault::OtherRegion(kind)) }
}

/// The name of the table that `given`, its ARN, names to be exported; none if it is one of another region, where this one finds none.
///
/// # Errors
///
/// It is no ARN, or not that of a table of the caller.
pub fn exported_table<'a>(place: &Place, given: &'a str) -> Result<Option<&'a str>, JobArnFault> {
    let arn = Arn::parse(given).filter(|_| given.starts_with("arn:")).ok_or(JobArnFault::NoArn)?;
    let name = arn.resource.strip_prefix("table/").filter(|name| !name.is_empty() && !name.contains('/'));
    let name = name.filter(|_| arn.service == "dynamodb").ok_or(JobArnFault::NoTable)?;
    if arn.account != place.account.as_str() {
        return Err(JobArnFault::OtherAccount);
    }
    Ok((arn.region == place.region.as_str()).then_some(name))
}
