//! `KeySchema`: of a table and of a local secondary index one hash and at most one range attribute, of a global secondary index up to
//! four of each.

use super::{AttributeDefinitions, DefinitionFault};
use crate::request::Structure;
use crate::table::{KeyAttribute, KeySchema};

const MAXIMUM_OF_A_KIND: usize = 4;

/// The elements of a `KeySchema` as they were sent.
#[derive(Debug)]
pub struct KeyElements<'a>(Vec<KeyElement<'a>>);

#[derive(Debug, Clone, Copy)]
struct KeyElement<'a> {
    name: &'a str,
    hash: bool,
}

impl<'a> KeyElements<'a> {
    /// The elements in `input`, whose members satisfy the constraints of the model.
    #[must_use]
    pub fn read(input: &'a Structure) -> Self {
        let element = |element: &'a Structure| KeyElement {
            name: element.text("AttributeName").unwrap_or_default(),
            hash: element.text("KeyType") == Some("HASH"),
        };
        Self(input.structures("KeySchema").map(element).collect())
    }

    /// The key of a table or of a local secondary index.
    ///
    /// # Errors
    ///
    /// An attribute is not defined, or the elements are not a hash attribute and perhaps a range attribute of another name.
    pub fn simple(&self, definitions: &AttributeDefinitions) -> Result<KeySchema, DefinitionFault> {
        let names = self.names();
        definitions.check_defined(&names)?;
        let (first, second) = (self.0.first(), self.0.get(1));
        if second.is_some_and(|second| first.is_some_and(|first| first.name == second.name)) {
            return Err(DefinitionFault::SameKeyNames);
        }
        self.check_first()?;
        if second.is_some_and(|second| second.hash) {
            return Err(DefinitionFault::SecondNotRange);
        }
        self.schema(definitions).ok_or(DefinitionFault::MissingDefinitions)
    }

    /// The key of a global secondary index.
    ///
    /// # Errors
    ///
    /// An attribute is not defined or occurs twice, the first is not a hash attribute, one follows a range attribute, or there are more
    /// than four of a kind.
    pub fn composite(&self, definitions: &AttributeDefinitions) -> Result<KeySchema, DefinitionFault> {
        let names = self.names();
        definitions.check_defined(&names)?;
        let repeated = names.iter().enumerate().any(|(at, name)| names.iter().take(at).any(|earlier| earlier == name));
        if repeated {
            return Err(DefinitionFault::RepeatedKeyName);
        }
        self.check_first()?;
        if !self.0.is_sorted_by_key(|element| !element.hash) {
            return Err(DefinitionFault::HashAfterRange);
        }
        self.check_count(true, "HASH")?;
        self.check_count(false, "RANGE")?;
        self.schema(definitions).ok_or(DefinitionFault::MissingDefinitions)
    }

    fn names(&self) -> Vec<&'a str> {
        self.0.iter().map(|element| element.name).collect()
    }

    fn check_first(&self) -> Result<(), DefinitionFault> {
        let valid = self.0.first().is_some_and(|first| first.hash);
        if valid { Ok(()) } else { Err(DefinitionFault::FirstNotHash) }
    }

    fn check_count(&self, hash: bool, kind: &'static str) -> Result<(), DefinitionFault> {
        let count = self.0.iter().filter(|element| element.hash == hash).count();
        if count <= MAXIMUM_OF_A_KIND { Ok(()) } else { Err(DefinitionFault::TooManyKeys(kind)) }
    }

    fn schema(&self, definitions: &AttributeDefinitions) -> Option<KeySchema> {
        KeySchema::new(self.attributes(true, definitions), self.attributes(false, definitions))
    }

    fn attributes(&self, hash: bool, definitions: &AttributeDefinitions) -> Vec<KeyAttribute> {
        let elements = self.0.iter().filter(|element| element.hash == hash);
        elements.filter_map(|element| definitions.get(element.name).cloned()).collect()
    }
}
