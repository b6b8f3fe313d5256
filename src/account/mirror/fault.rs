//! Why a mirror is not read.

use std::fmt;

use super::FORMAT;

/// What is wrong with a mirror.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MirrorFault {
    /// It was not written by this emulator at all.
    NoMirror,
    /// It was written in a later version of the format.
    Newer(u64),
    /// Something in it is not what was written.
    Damaged(&'static str),
    /// It ends early, or its checksum is another one.
    Torn,
}

impl fmt::Display for MirrorFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMirror => formatter.write_str("this is no state of an emulator"),
            Self::Newer(format) => write!(
                formatter,
                "this state was written by a newer version of dynatab, in format {format}; this one reads formats up to {FORMAT}"
            ),
            Self::Damaged(what) => write!(formatter, "this state is damaged: {what} cannot be read"),
            Self::Torn => formatter.write_str("this state is damaged: bytes are missing or were changed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MirrorFault as Fault;

    #[test]
    fn faults_are_worded_in_one_place() {
        for (fault, sentence) in [
            (Fault::NoMirror, "this is no state of an emulator"),
            (
                Fault::Newer(7),
                "this state was written by a newer version of dynatab, in format 7; this one reads formats up to 1",
            ),
            (Fault::Damaged("a table"), "this state is damaged: a table cannot be read"),
            (Fault::Torn, "this state is damaged: bytes are missing or were changed"),
        ] {
            assert_eq!(fault.to_string(), sentence);
        }
    }
}
