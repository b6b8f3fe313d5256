//! `StreamSpecification` and `SSESpecification` of a new table.

use std::sync::Arc;

use super::DefinitionFault;
use crate::request::Structure;
use crate::table::StreamViewType;

/// Which key a table is to be encrypted with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EncryptionKey {
    /// The one that AWS owns.
    Owned,
    /// The one that AWS manages for the account.
    Managed,
    /// The one that the request names by id, alias or ARN.
    Named(Arc<str>),
}

/// The view type of the stream that the table is created with.
pub(super) fn stream(input: &Structure) -> Result<Option<StreamViewType>, DefinitionFault> {
    let Some(specification) = input.structure("StreamSpecification") else { return Ok(None) };
    let view = specification.text("StreamViewType").and_then(StreamViewType::from_name);
    match (specification.boolean("StreamEnabled"), view) {
        (Some(true), None) => Err(DefinitionFault::StreamViewMissing),
        (Some(true), Some(view)) => Ok(Some(view)),
        (_, Some(_)) => Err(DefinitionFault::StreamViewUnused),
        (_, None) => Ok(None),
    }
}

/// The key that an `SSESpecification` asks for; without one it is the key that AWS owns. `SSEType` alone enables encryption as `Enabled` does (observed 2026-10-09).
///
/// # Errors
///
/// Members that do not go together.
pub fn encryption(specification: Option<&Structure>) -> Result<EncryptionKey, DefinitionFault> {
    let Some(specification) = specification else { return Ok(EncryptionKey::Owned) };
    let (enabled, kind) = (specification.boolean("Enabled"), specification.text("SSEType"));
    match (enabled, kind, specification.text("KMSMasterKeyId")) {
        (Some(false), Some(_), _) => Err(DefinitionFault::EncryptionTypeUnused),
        (Some(false), None, Some(_)) => Err(DefinitionFault::EncryptionKeyUnused),
        (_, Some("AES256"), _) => Err(DefinitionFault::EncryptionUnsupported),
        (_, None, Some(_)) => Err(DefinitionFault::EncryptionKeyWithoutType),
        (_, Some(_), Some(key)) => Ok(EncryptionKey::Named(key.into())),
        (Some(true), _, None) | (None, Some(_), None) => Ok(EncryptionKey::Managed),
        (Some(false) | None, None, None) => Ok(EncryptionKey::Owned),
    }
}
