//! Controls that keep a transaction of another client open: requests meet it as they would on AWS.

use super::Emulator;
use super::control::Answer;
use crate::Timestamp;
use crate::account::{Database, HeldTransaction, Place};
use crate::model::{Bounds, ListShape, MemberShape, Shape, StructureShape, TextShape};
use crate::request::Structure;
use crate::value::{KeyBytes, to_json};

/// The transaction to hold. `milliseconds` and `conflicts` say when it ends by itself.
pub(super) static HOLD: StructureShape = StructureShape {
    name: "HoldTransaction",
    members: &[
        member("items", Shape::List(&ITEMS)),
        member("region", TEXT),
        member("accountId", TEXT),
        member("clientRequestToken", TEXT),
        member("milliseconds", COUNT),
        member("conflicts", COUNT),
    ],
};

static ITEMS: ListShape = ListShape { element: Shape::Structure(&ITEM), length: Bounds::NONE };

static ITEM: StructureShape =
    StructureShape { name: "HeldItem", members: &[member("tableName", TEXT), member("key", Shape::AttributeMap)] };

/// The transaction to release, by what holding it answered.
pub(super) static RELEASE: StructureShape = StructureShape { name: "ReleaseTransaction", members: &[member("id", TEXT)] };

const TEXT: Shape = Shape::Text(&TextShape { length: Bounds::NONE, pattern: None, values: &[] });
const COUNT: Shape = Shape::Long(&Bounds::NONE);

const fn member(name: &'static str, shape: Shape) -> MemberShape {
    MemberShape { name, required: false, shape }
}

/// Lets a transaction begin and answers its id.
pub(super) fn hold(emulator: &Emulator, input: &Structure) -> Answer {
    let mut database = emulator.settled();
    let place = emulator.place_of(input)?;
    let items = input.structures("items").map(|item| item_of(&database, &place, item)).collect::<Result<Vec<_>, _>>()?;
    let token = input.text("clientRequestToken").map(str::to_owned);
    if items.is_empty() && token.is_none() {
        return Err(
            "write items, for example [{ tableName: \"Music\", key: { pk: { S: \"a\" } } }], or a clientRequestToken".to_owned()
        );
    }
    let (id, now) = (emulator.host.random(), emulator.host.now());
    let until = input.integer("milliseconds").map(|milliseconds| Timestamp(now.0.saturating_add(milliseconds)));
    let conflicts = input.integer("conflicts");
    database.held_mut().hold(HeldTransaction { id, place, items, token, until, conflicts });
    Ok(to_json(&id.to_string()))
}

/// Lets a transaction end and answers whether it was under way.
pub(super) fn release(emulator: &Emulator, input: &Structure) -> Answer {
    let id = input.text("id").and_then(|id| id.parse().ok()).ok_or("write the id of a transaction that is held")?;
    let released = emulator.database.borrow_mut().held_mut().release(id, emulator.host.now());
    Ok(if released { b"true".to_vec() } else { b"false".to_vec() })
}

fn item_of(database: &Database, place: &Place, item: &Structure) -> Result<(std::sync::Arc<str>, KeyBytes), String> {
    let name = item.text("tableName").unwrap_or_default();
    let table = database.table(place, name).ok_or_else(|| format!("there is no table \"{name}\" in {}", place.region))?;
    let key = item.attributes("key").and_then(Result::ok).and_then(|key| table.key().lookup_key(key.as_item()).ok());
    let key = key
        .ok_or_else(|| format!("write a key of the table \"{name}\" in DynamoDB's form, for example {{ pk: {{ S: \"a\" }} }}"))?;
    Ok((table.name().clone(), key))
}
