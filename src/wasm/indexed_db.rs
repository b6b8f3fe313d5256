//! A mirror in IndexedDB: an object store whose keys and values are those of the mirror's entries, and one that fences off who may not write any more.
//!
//! Each tab has a name of its own each time that it leads. Who begins to read puts the names of all others that are there into the fence, in the place of what it held: whoever of
//! them has led before and does not know yet that it does no more. Each transaction that writes puts its own name beside them, where no name may be twice: so
//! IndexedDB aborts it if its name is there. Nothing is awaited for that: a transaction is out of the hands of its tab once it is requested, and one that stands
//! still leaves none open.

use indexed_db_futures::KeyPath;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{Error, OpenDbError};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionFinishKind, TransactionMode, TransactionOptions,
};
use js_sys::{ArrayBuffer, Function, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use super::mirror::{Edits, Entries};

const STORE: &str = "entries";
const FENCE: &str = "fence";
/// The index of the names in the fence, none of which is there twice.
const NAMES: &str = "names";
/// The key of the name of the tab that has written last.
const WRITER: &[u8] = &[];
/// The version of the database: which object stores there are. What is in them has a version of its own (`account::mirror`). Version 1 had no fence;
/// who knows that version alone can neither open this one nor keep it open while it becomes this one.
const SCHEMA: u32 = 2;

/// A database that holds the mirror of one emulator, as the tab with the name `tab` has it open.
#[wasm_bindgen]
#[derive(Debug)]
pub struct IndexedDb {
    database: Database,
    tab: String,
}

#[wasm_bindgen]
impl IndexedDb {
    /// Opens the database `name`, which is made if it is not there. `lost` is called when it is closed from outside, or is to be closed because somebody
    /// wants to delete it.
    ///
    /// # Errors
    /// There is no IndexedDB, or it does not open the database.
    pub async fn open(name: String, tab: String, lost: Function) -> Result<IndexedDb, JsValue> {
        let request = Database::open(name).with_version(SCHEMA).with_on_upgrade_needed(|_, database| {
            if database.object_store_names().all(|name| name != STORE) {
                database.create_object_store(STORE).build()?;
            }
            let fence = database.create_object_store(FENCE).build()?;
            // The empty path is that of the value itself.
            fence.create_index(NAMES, KeyPath::One("")).with_unique(true).build()?;
            Ok(())
        });
        let database = request.await.map_err(unopened)?;
        database.as_sys().set_onclose(Some(&lost));
        database.as_sys().set_onversionchange(Some(&lost));
        Ok(Self { database, tab })
    }

    /// All entries. From now on no tab that is named in `others`, with a space between two, can write.
    ///
    /// # Errors
    /// What IndexedDB says, a `ConstraintError` if another tab has begun to read since this one got its name.
    pub async fn read(&self, others: &str) -> Result<Entries, JsValue> {
        self.fence(others).await.map_err(fault)?;
        let (keys, values) = self.read_buffers().await.map_err(fault)?;
        let bytes = |buffer: ArrayBuffer| Uint8Array::new(&buffer).to_vec();
        Ok(Entries::from_list(keys.into_iter().zip(values).map(|(key, value)| (bytes(key), bytes(value))).collect()))
    }

    async fn fence(&self, others: &str) -> Result<(), Error> {
        let transaction = self.database.transaction(FENCE).with_mode(TransactionMode::Readwrite).build()?;
        let fence = transaction.object_store(FENCE)?;
        // Who was late, and is fenced off already, must not tear the fence down.
        drop(fence.put(buffer(self.tab.as_bytes())).with_key(buffer(WRITER)).primitive()?);
        drop(fence.clear()?);
        for other in others.split_terminator(' ') {
            drop(fence.put(buffer(other.as_bytes())).with_key(buffer(other.as_bytes())).primitive()?);
        }
        drop(fence);
        transaction.commit().await
    }

    async fn read_buffers(&self) -> Result<(Vec<ArrayBuffer>, Vec<ArrayBuffer>), Error> {
        let transaction = self.database.transaction(STORE).build()?;
        let store = transaction.object_store(STORE)?;
        let (keys, values) = (store.get_all_keys::<ArrayBuffer>().primitive()?, store.get_all::<ArrayBuffer>().primitive()?);
        let keys = keys.await?.collect::<Result<_, _>>()?;
        let values = values.await?.collect::<Result<_, _>>()?;
        Ok((keys, values))
    }

    /// Writes all edits in one transaction. If that is `strict`, they are on the disk once it is complete.
    ///
    /// # Errors
    /// What IndexedDB says, a `ConstraintError` if another tab has begun to read since this one did; nothing is written then.
    pub async fn write(&self, edits: Edits, strict: bool) -> Result<(), JsValue> {
        let written = match self.commit(&edits, strict).await {
            // A transaction that is aborted while it commits keeps its reason to itself, unless it is watched: so the next one is.
            Err(Error::MissingData(_)) => self.commit_watched(&edits, strict).await,
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
        let transaction =
            self.database.transaction([STORE, FENCE]).with_mode(TransactionMode::Readwrite).with_options(options).build()?;
        let (store, fence) = (transaction.object_store(STORE)?, transaction.object_store(FENCE)?);
        drop(fence.put(buffer(self.tab.as_bytes())).with_key(buffer(WRITER)).primitive()?);
        for (key, value) in edits.0.iter() {
            match value {
                Some(value) => drop(store.put(buffer(value)).with_key(buffer(key)).primitive()?),
                None => drop(store.delete(buffer(key)).primitive()?),
            }
        }
        drop((store, fence));
        Ok(transaction)
    }

    /// Closes the database, once what is being written is.
    pub fn close(&self) {
        self.database.clone().close();
    }

    /// Closes the database and deletes it.
    ///
    /// # Errors
    /// What IndexedDB says.
    pub async fn destroy(self) -> Result<(), JsValue> {
        let name = self.database.name();
        self.database.close();
        Database::delete_by_name(&name).map_err(unopened)?.await.map_err(fault)
    }
}

fn buffer(bytes: &[u8]) -> ArrayBuffer {
    Uint8Array::from(bytes).buffer()
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
