//! `AttributeDefinitions`: the types of key attributes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{DefinitionFault, java_order};
use crate::request::Structure;
use crate::table::{KeyAttribute, ScalarType};

/// The attributes that a request defines, each name once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttributeDefinitions(Vec<KeyAttribute>);

impl AttributeDefinitions {
    /// The definitions in `input`, whose members satisfy the constraints of the model.
    ///
    /// # Errors
    ///
    /// An attribute is defined twice, whatever its types.
    pub fn read(input: &Structure) -> Result<Self, DefinitionFault> {
        let (mut definitions, mut seen) = (Self::default(), BTreeSet::new());
        for definition in input.structures("AttributeDefinitions") {
            let name = definition.text("AttributeName").unwrap_or_default();
            if !seen.insert(name) {
                return Err(DefinitionFault::DuplicateDefinition(name.to_owned()));
            }
            if let Some(scalar) = definition.text("AttributeType").and_then(ScalarType::from_name) {
                definitions.0.push(KeyAttribute::new(name, scalar));
            }
        }
        Ok(definitions)
    }

    /// Those of `attributes`, whose names are distinct.
    pub fn of<'a>(attributes: impl Iterator<Item = &'a KeyAttribute>) -> Self {
        Self(attributes.cloned().collect())
    }

    /// The definition of the attribute `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&KeyAttribute> {
        self.0.iter().find(|attribute| &*attribute.name == name)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every definition is among `keys`, the attributes of all keys.
    pub(super) fn check_used<'a>(&self, keys: impl Iterator<Item = &'a Arc<str>> + Clone) -> Result<(), DefinitionFault> {
        if self.0.iter().all(|attribute| keys.clone().any(|key| *key == attribute.name)) {
            return Ok(());
        }
        let keys = owned(java_order::of_set(keys.map(|key| &**key)));
        Err(DefinitionFault::UnusedDefinitions { definitions: self.listed(), keys })
    }

    /// Whether every one of `keys`, the attributes of one key, is defined.
    pub(super) fn check_defined(&self, keys: &[&str]) -> Result<(), DefinitionFault> {
        if keys.len() > self.len() {
            return Err(DefinitionFault::MissingDefinitions);
        }
        if keys.iter().all(|key| self.get(key).is_some()) {
            return Ok(());
        }
        let keys = owned(java_order::of_set(keys.iter().copied()));
        Err(DefinitionFault::UndefinedKeys { keys, definitions: self.listed() })
    }

    fn listed(&self) -> Vec<String> {
        owned(java_order::of_sized_map(self.0.iter().map(|attribute| &*attribute.name)))
    }
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}
