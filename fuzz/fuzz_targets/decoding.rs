//! Attributes that can be read are written as JSON that reads as the same attributes; what cannot be read is refused, whatever it is.
//!
//! The input is the JSON of an item.
#![no_main]

use dynatab::model::{self, OperationModel};
use dynatab::request;
use dynatab::value::{Item, SentItem, to_json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|item: &[u8]| {
    let put = model::operation("DynamoDB_20120810.PutItem").expect("an operation of the model");
    let Some(item) = read(put, item) else { return };
    let json = to_json(&item);
    assert_eq!(read(put, &json), Some(item), "{}", String::from_utf8_lossy(&json));
});

fn read(put: &'static OperationModel, item: &[u8]) -> Option<Item> {
    let body = [br#"{"Item":"#, item, b"}"].concat();
    request::decode(put, &body).ok()?.take_attributes("Item")?.ok().map(SentItem::into_item)
}
