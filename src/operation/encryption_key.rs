//! The ARN of the key that a table is encrypted with. There is no key management service behind it: any key is taken as it is named.

use std::sync::Arc;

use super::{Call, resource_id};
use crate::account::{Place, partition};
use crate::table::definition::EncryptionKey;

/// The alias of the key that AWS manages for DynamoDB in an account and region.
const MANAGED: &str = "alias/aws/dynamodb";

/// The ARN of `key`; none of the key that AWS owns.
pub fn arn(call: &Call<'_>, key: &EncryptionKey) -> Option<Arc<str>> {
    arn_in(call.place(), key)
}

/// Whether the ARN `key` is of the key that AWS manages for DynamoDB in `place`.
pub fn is_managed(place: &Place, key: &str) -> bool {
    *resolved(place, MANAGED) == *key
}

/// The ARN of `key` for a table in `place`; none of the key that AWS owns.
pub fn arn_in(place: &Place, key: &EncryptionKey) -> Option<Arc<str>> {
    match key {
        EncryptionKey::Owned => None,
        EncryptionKey::Managed => Some(resolved(place, MANAGED)),
        EncryptionKey::Named(key) => Some(resolved(place, key)),
    }
}

/// An id is the end of an ARN; an alias stands for a key, of which nothing is known but that it is always the same.
fn resolved(place: &Place, key: &str) -> Arc<str> {
    let name = key.rsplit_once(':').map_or(key, |(_, name)| name);
    match name.strip_prefix("alias/") {
        Some(_) => key_arn(place, &resource_id::of(&format!("{}/{}/{name}", place.account, place.region))),
        None if key.starts_with("arn:") => key.into(),
        None => key_arn(place, key),
    }
}

fn key_arn(place: &Place, id: &str) -> Arc<str> {
    format!("arn:{}:kms:{}:{}:key/{id}", partition(place), place.region, place.account).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_named_by_id_arn_or_alias() {
        let place = Place::default();
        let prefix = "arn:aws:kms:us-east-1:000000000000:key/";
        assert_eq!(&*resolved(&place, "abcd1234"), format!("{prefix}abcd1234"));
        assert_eq!(&*resolved(&place, &format!("{prefix}abcd1234")), format!("{prefix}abcd1234"));
        let by_alias = resolved(&place, "alias/mine");
        assert_eq!(by_alias, resolved(&place, "arn:aws:kms:us-east-1:000000000000:alias/mine"));
        assert!(by_alias.starts_with(prefix) && by_alias != resolved(&place, MANAGED));
    }
}
