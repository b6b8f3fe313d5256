//! `AttributeUpdates`: an action for each attribute.

use super::{LegacyFault, entries, value};
use crate::expression::update::Origin;
use crate::expression::{Action, Error, Path, SetValue, Update, UpdateOperand};
use crate::request::Structure;
use crate::value::{AttributeType, AttributeValue, ValueFault};

/// Reads `AttributeUpdates`; a request without it changes nothing.
///
/// # Errors
/// The first action that AWS refuses.
pub fn attribute_updates(input: &Structure) -> Result<Update, Error> {
    let entries = entries(input, "AttributeUpdates").into_iter().flatten();
    let actions = entries.map(|(attribute, update)| action(attribute, update)).collect::<Result<_, _>>()?;
    Ok(Update { actions, origin: Origin::AttributeUpdates })
}

fn action(attribute: &str, update: Option<&Structure>) -> Result<Action, Error> {
    if attribute.is_empty() {
        return Err(Error::Value(ValueFault::EmptyName));
    }
    let target = Path::attribute_named(attribute);
    let value = update.map(|update| value(update, "Value")).transpose()?.flatten();
    let action = update.and_then(|update| update.text("Action")).unwrap_or("PUT");
    match (action, value) {
        ("DELETE", None) => Ok(Action::Remove(target)),
        ("PUT" | "ADD", None) => Err(LegacyFault::ValueRequired.into()),
        ("PUT", Some(value)) => Ok(Action::Set(target, SetValue::Operand(UpdateOperand::Value(value.clone())))),
        ("ADD", Some(value)) if can_be_added(value) => Ok(Action::Add(target, value.clone())),
        ("ADD", Some(value)) => Err(LegacyFault::AddType(value.kind()).into()),
        ("DELETE", Some(value)) if is_set(value) => Ok(Action::Delete(target, value.clone())),
        ("DELETE", Some(value)) => Err(LegacyFault::DeleteType(value.kind()).into()),
        _ => Err(LegacyFault::UnknownAction.into()),
    }
}

const fn is_set(value: &AttributeValue) -> bool {
    matches!(value.kind(), AttributeType::SS | AttributeType::NS | AttributeType::BS)
}

const fn can_be_added(value: &AttributeValue) -> bool {
    is_set(value) || matches!(value.kind(), AttributeType::N | AttributeType::L)
}
