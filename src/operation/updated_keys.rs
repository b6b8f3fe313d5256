//! Which keys an update touches: those of the table it may not, those of indexes only with values that can be keys.

use super::{Error, key_paths};
use crate::expression::{Action, SetValue, Update, UpdateOperand};
use crate::table::{Candidate, IndexSchema, KeyAttribute, KeyFault, KeySchema, Table};
use crate::value::{AttributeValue, Item};

/// The attributes that an update touches, none of which is part of the table's key.
#[derive(Debug)]
pub struct UpdatedKeys<'u> {
    update: &'u Update,
}

impl<'u> UpdatedKeys<'u> {
    /// Checks what is known of the keys before the item is.
    ///
    /// # Errors
    ///
    /// The update touches a key attribute of the table, looks into a key attribute, or sets an index key to a value that is no key.
    pub fn check(table: &Table, update: &'u Update) -> Result<Self, Error> {
        if let Some(attribute) = table.key().attributes().find(|attribute| touches(update, &attribute.name)) {
            return Err(Error::validation(format!(
                "One or more parameter values were invalid: Cannot update attribute {}. This attribute is part of the key",
                attribute.name
            )));
        }
        key_paths::check(table, key_paths::nested(update.paths()))?;
        given_faults(table, update).next().map_or(Ok(Self { update }), |(index, fault)| Err(given(&fault, index)))
    }

    /// Whether the update sets an index key to an empty value.
    ///
    /// # Errors
    ///
    /// It does.
    pub fn check_empty(table: &Table, update: &Update) -> Result<(), Error> {
        let mut faults = given_faults(table, update);
        let empty = faults.find(|(_, fault)| fault.is_empty());
        empty.map_or(Ok(()), |(index, fault)| Err(given(&fault, index)))?;
        let mut partitions = table.vector_indexes().iter().filter_map(|index| index.schema().search.partition());
        let empty = partitions.find_map(|key| empty_given(key, update));
        empty.map_or(Ok(()), |fault| Err(Error::validation(fault.of_updated_index(""))))
    }

    /// Checks the index keys and the vectors that the update changed, as they turned out. Those that it left alone stay as they are.
    ///
    /// # Errors
    ///
    /// One is no key, or no vector.
    pub fn check_item(&self, table: &Table, item: &Item) -> Result<(), Error> {
        for (index, attribute) in index_keys(table).filter(|(_, attribute)| touches(self.update, &attribute.name)) {
            let value = item.get(&attribute.name).map(Candidate::from);
            value.map_or(Ok(()), |value| attribute.part(value).map(drop)).map_err(|fault| computed(&fault, index))?;
            check_sizes(index, item)?;
        }
        let vectors = table.check_vectors(item, |name| touches(self.update, name));
        vectors.map_err(|(index, fault)| Error::validation(fault.of_updated_item(&index.name)))
    }
}

/// The attributes of index keys, those of global indexes first.
fn index_keys(table: &Table) -> impl Iterator<Item = (&IndexSchema, &KeyAttribute)> {
    table.index_schemas().flat_map(|index| index.key.attributes().map(move |attribute| (index, attribute)))
}

/// What is wrong with the values of the request that the update gives to index keys.
fn given_faults<'t>(table: &'t Table, update: &'t Update) -> impl Iterator<Item = (&'t IndexSchema, KeyFault)> {
    index_keys(table).filter_map(|(index, attribute)| {
        let value = value_given(update, &attribute.name)?;
        Some((index, attribute.part(Candidate::from(value)).err()?))
    })
}

/// The empty value of the request, if there is one, that the update gives to an attribute of `key`.
fn empty_given(key: &KeySchema, update: &Update) -> Option<KeyFault> {
    let faults =
        key.attributes().filter_map(|attribute| attribute.part(Candidate::from(value_given(update, &attribute.name)?)).err());
    faults.into_iter().find(KeyFault::is_empty)
}

fn given(fault: &KeyFault, index: &IndexSchema) -> Error {
    Error::validation(fault.of_updated_index(&index.name))
}

fn touches(update: &Update, name: &str) -> bool {
    update.top_level_attributes().any(|touched| touched == name)
}

/// The value of the request that the update gives to the attribute `name`.
fn value_given<'u>(update: &'u Update, name: &str) -> Option<&'u AttributeValue> {
    update.actions().iter().filter(|action| action.target().attribute() == name).find_map(|action| match action {
        Action::Set(_, SetValue::Operand(UpdateOperand::Value(value))) | Action::Add(_, value) => Some(value),
        _ => None,
    })
}

/// A value that the update computed from the item.
fn computed(fault: &KeyFault, index: &IndexSchema) -> Error {
    Error::validation(match fault {
        KeyFault::Type { .. } => {
            "The update expression attempted to update the secondary index key to unsupported type".to_owned()
        }
        fault => fault.of_updated_index(&index.name),
    })
}

fn check_sizes(index: &IndexSchema, item: &Item) -> Result<(), Error> {
    match index.key.check_present(item) {
        Err(fault @ (KeyFault::HashSize | KeyFault::RangeSize)) => Err(computed(&fault, index)),
        _ => Ok(()),
    }
}
