//! What is set of a table as a part of a global table.

use crate::stored::stored_struct;

/// What each replica has for itself, and what a table can be told before it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GlobalSettings {
    /// Whether settings are to be those of replicas in other accounts, too; `None` if nobody said.
    pub replicates_settings: Option<bool>,
    /// Whether the replica may go on as a table of its own: it is not protected against that.
    pub disassociable: bool,
}

stored_struct!(GlobalSettings { replicates_settings, disassociable });
