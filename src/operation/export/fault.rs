//! Why a table is not exported: `ValidationException` and `InvalidExportTimeException`, observed 2026-10-09 but for what says otherwise.

use std::fmt;

use crate::Timestamp;
use crate::calendar::Second;
use crate::model::ErrorCode;
use crate::operation::Error;

/// Why a table is not exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportFault {
    /// An incremental export is specified, but no type is said.
    SpecificationWithoutType,
    /// An incremental export is specified, and a full one is said to be meant.
    SpecificationOfFull,
    /// An incremental export is meant, and not specified.
    NoSpecification,
    /// It does not say from when on.
    NoFromTime,
    /// A key, for an encryption that has none.
    Key,
    /// A filter that says nothing.
    EmptyFilter,
    /// A filter that is wrong. (That the text is that of a query, behind these words, nobody recorded.)
    Filter(String),
    /// The table's recovery is not enabled.
    Disabled(String),
    /// A time in the future, or before there was the table.
    InvalidTime,
    /// A time that cannot be restored, or not yet.
    UnavailableTime,
    /// An increment from before there was the table.
    FromTime(Timestamp),
    /// An increment up to a time in the future.
    ToTime(Timestamp),
    /// An increment of less than 15 minutes.
    TooShort,
    /// An increment of more than 24 hours. (Its text nobody recorded.)
    TooLong,
}

impl ExportFault {
    const fn code(&self) -> ErrorCode {
        match self {
            Self::Disabled(_) => ErrorCode::PointInTimeRecoveryUnavailableException,
            Self::InvalidTime | Self::UnavailableTime | Self::FromTime(_) | Self::ToTime(_) | Self::TooShort | Self::TooLong => {
                ErrorCode::InvalidExportTimeException
            }
            _ => ErrorCode::ValidationException,
        }
    }
}

impl From<ExportFault> for Error {
    fn from(fault: ExportFault) -> Self {
        Self::new(fault.code(), fault.to_string())
    }
}

impl fmt::Display for ExportFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::SpecificationWithoutType => {
                "Invalid Request: Export Type expected to be Incremental Export when incremental export specification is provided"
            }
            Self::SpecificationOfFull => {
                "Invalid Request: When Export Type is Full Export , Incremental Export Specification should not be provided"
            }
            Self::NoSpecification => {
                "Invalid Request: Incremental Export Specification expected when export type is set as Incremental Export"
            }
            Self::NoFromTime => "Invalid Request: ExportFromTime must be provided in IncrementalExportSpecification",
            Self::Key => "Invalid Request: KMS Key Id is not supported for this encryption type",
            Self::EmptyFilter => "Invalid Request: Invalid FilterSpecification: The specification can not be empty",
            Self::TooShort => "Difference between export period from time and export period to time is less than 15 minutes",
            Self::TooLong => "Difference between export period from time and export period to time is more than 24 hours",
            Self::InvalidTime => "Export Time is invalid",
            Self::UnavailableTime => "Point in Time Recovery is not available for specified export time",
            Self::Filter(text) => return write!(formatter, "Invalid Request: Invalid FilterSpecification: {text}"),
            Self::Disabled(table) => {
                return write!(formatter, "Point in time recovery is not enabled for table '{table}'");
            }
            // What stands at the end is not when the table was created, whatever the sentence says, but the time that was sent.
            Self::FromTime(time) => {
                let time = Second(*time);
                return write!(
                    formatter,
                    "Incremental export period from time cannot be less than the table creation time : {time}"
                );
            }
            Self::ToTime(time) => {
                let time = Second(*time);
                return write!(formatter, "Incremental export period to time cannot be greater than the current time : {time}");
            }
        };
        formatter.write_str(text)
    }
}
