//! A mirror in IndexedDB: one object store, whose keys and values are those of the mirror's entries.

use indexed_db_futures::database::Database;
use indexed_db_futures::error::{Error, OpenDbError};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionFinishKind, TransactionMode, TransactionOptions,
};
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use super::mirror::{Edits, Entries};

const STORE: &str = "entries";
/// The version of the database: which object stores there are. What is in them has a version of its own (`account::mirror`).
const SCHEMA: u32 = 1;

/// A database that holds the mirror of one emulator.
#[wasm_bindgen]
#[derive(Debug)]
pub struct IndexedDb(Database);

#[wasm_bindgen]
impl IndexedDb {
    /// Opens the database `name`, which is made if it is not there.
    ///
    /// # Errors
    /// There is no IndexedDB, or it does not open the database.
    pub async fn open(name: String) -> Result<IndexedDb, JsValue> {
        let request = Database::open(name).with_version(SCHEMA).with_on_upgrade_needed(|_, database| {
            if database.object_store_names().all(|name| name != STORE) {
                database.create_object_store(STORE).build()?;
            }
            Ok(())
        });
        request.await.map(Self).map_err(unopened)
    }

    /// All entries.
    ///
    /// # Errors
    /// What IndexedDB says.
    pub async fn read(&self) -> Result<Entries, JsValue> {
        let (keys, values) = self.read_buffers().await.map_err(fault)?;
        let bytes = |buffer: ArrayBuffer| Uint8Array::new(&buffer).to_vec();
        Ok(Entries::from_list(keys.into_iter().zip(values).map(|(key, value)| (bytes(key), bytes(value))).collect()))
    }

    async fn read_buffers(&self) -> Result<(Vec<ArrayBuffer>, Vec<ArrayBuffer>), Error> {
        let transaction = self.0.transaction(STORE).build()?;
        let store = transaction.object_store(STORE)?;
        let (keys, values) = (store.get_all_keys::<ArrayBuffer>().primitive()?, store.get_all::<ArrayBuffer>().primitive()?);
        let keys = keys.await?.collect::<Result<_, _>>()?;
        let values = values.await?.collect::<Result<_, _>>()?;
        Ok((keys, values))
    }

    /// Writes all edits in one transaction. If that is `strict`, they are on the disk once it is complete.
    ///
    /// # Errors
    /// What IndexedDB says; nothing is written then.
    pub async fn write(&self, edits: &Edits, strict: bool) -> Result<(), JsValue> {
        let written = match self.commit(edits, strict).await {
            // A transaction that is aborted while it commits keeps its reason to itself, unless it is watched: so the next one is.
            Err(Error::MissingData(_)) => self.commit_watched(edits, strict).await,
            written => written,
        };
        written.map_err(fault)
    }

    async fn commit(&self, edits: &Edits, strict: bool) -> Result<(), Error> {
        self.request(edits, strict)?.commit().await
    }

    async fn commit_watched(&self, edits: &Edits, strict: bool) -> Result<(), Error> {
        let transaction = self.request(edits, strict)?;
        match transaction.on_done()?.await {
            TransactionFinishKind::Ok => Ok(()),
            _ => Err(transaction.error().unwrap_or_else(|| JsValue::from(JsError::new("the transaction was aborted")).into())),
        }
    }

    /// A transaction with requests for all edits. They are made before anything is awaited: a transaction that is left alone completes by itself.
    fn request(&self, edits: &Edits, strict: bool) -> Result<Transaction<'_>, Error> {
        let mut options = TransactionOptions::new();
        options.set_durability(if strict { TransactionDurability::Strict } else { TransactionDurability::Relaxed });
        let transaction = self.0.transaction(STORE).with_mode(TransactionMode::Readwrite).with_options(options).build()?;
        let store = transaction.object_store(STORE)?;
        let buffer = |bytes: &[u8]| Uint8Array::from(bytes).buffer();
        for (key, value) in edits.0.iter() {
            match value {
                Some(value) => drop(store.put(buffer(value)).with_key(buffer(key)).primitive()?),
                None => drop(store.delete(buffer(key)).primitive()?),
            }
        }
        drop(store);
        Ok(transaction)
    }

    /// Closes the database, once what is being written is.
    pub fn close(&self) {
        self.0.clone().close();
    }

    /// Closes the database and deletes it.
    ///
    /// # Errors
    /// What IndexedDB says.
    pub async fn destroy(self) -> Result<(), JsValue> {
        let name = self.0.name();
        self.0.close();
        Database::delete_by_name(&name).map_err(unopened)?.await.map_err(fault)
    }
}

fn fault(error: Error) -> JsValue {
    match error {
        Error::DomException(exception) => exception.into(),
        other => JsError::new(&other.to_string()).into(),
    }
}

fn unopened(error: OpenDbError) -> JsValue {
    match error {
        OpenDbError::Base(error) => fault(error),
        other => JsError::new(&other.to_string()).into(),
    }
}
