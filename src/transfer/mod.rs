//! Items in files: the formats and compressions in which tables are exported, imported and filled.
//!
//! What is known here is bytes and items; buckets and tables are for others.

mod compression;
mod csv;
mod gzip;
mod ion;
mod ion_end;
mod ion_reader;
mod put;
mod record;

pub use compression::Compression;
pub use csv::CsvOptions;
pub use gzip::gzip;
pub use put::{Put, Puts};
pub use record::{ChangeRecord, Format, RecordFault, records, write_change, write_record};
