//! What is exported of a table: of which time, which items, and as which files.

mod fault;
mod files;
mod filter;
mod period;

pub use fault::ExportFault;
pub use files::{Destination, Written};
pub use filter::ExportFilter;
pub use period::{Period, RequestedPeriod};
