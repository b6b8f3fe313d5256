//! Transactions of writes that were given a `ClientRequestToken`: for ten minutes the same request with the same token writes nothing.

use std::sync::Arc;

use crate::Timestamp;
use crate::request::Fingerprint;
use crate::stored::{self, Input, Stored, stored_struct};
use crate::table::Capacity;
use crate::value::{Held, KeyBytes, KeyMap};

/// How long a token is valid after its transaction, in milliseconds.
const VALIDITY: i64 = 10 * 60 * 1000;

/// The operations whose tokens are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenSpace {
    /// Those of `TransactWriteItems`.
    Items,
    /// Those of `ExecuteTransaction`.
    Statements,
}

/// What is remembered of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompletedTransaction {
    /// What tells its request from others.
    pub request: Fingerprint,
    /// What reading its items costs, by table as the request names it: a repetition is charged so.
    pub reads: Arc<[(String, Capacity)]>,
}

/// The completed transactions of one place by their tokens. A clone takes constant time.
#[derive(Debug, Clone, Default)]
pub struct CompletedTransactions {
    pub(super) by_token: KeyMap<Completed>,
    /// The keys of the others, by the end of their validity.
    pub(super) by_end: KeyMap<KeyBytes>,
}

/// A transaction, and when its token expires.
#[derive(Debug, Clone)]
pub(super) struct Completed {
    pub(super) end: Timestamp,
    pub(super) transaction: CompletedTransaction,
}

impl Held for Completed {}

impl Held for KeyBytes {}

impl CompletedTransactions {
    /// The transaction that was given `token`, unless the token has expired.
    #[must_use]
    pub fn get(&self, space: TokenSpace, token: &str, now: Timestamp) -> Option<&CompletedTransaction> {
        let Completed { end, transaction } = self.by_token.get(key_of(space, token).as_bytes())?;
        (now < *end).then_some(transaction)
    }

    /// Remembers a transaction and forgets those whose tokens have expired.
    pub fn insert(&mut self, space: TokenSpace, token: &str, transaction: CompletedTransaction, now: Timestamp) {
        self.forget_until(now);
        let (key, end) = (key_of(space, token), Timestamp(now.0.saturating_add(VALIDITY)));
        if let Some(earlier) = self.by_token.insert(key.clone(), Completed { end, transaction }) {
            self.by_end.remove(&by_end(earlier.end, &key));
        }
        self.by_end.insert(by_end(end, &key).as_slice().into(), key);
    }

    /// Adds a transaction that was loaded.
    pub(super) fn insert_loaded(&mut self, key: KeyBytes, completed: Completed) {
        self.by_end.insert(by_end(completed.end, &key).as_slice().into(), key.clone());
        self.by_token.insert(key, completed);
    }

    fn forget_until(&mut self, now: Timestamp) {
        while let Some((by_end, key)) = self.by_end.iter().next() {
            if self.by_token.get(key.as_bytes()).is_some_and(|completed| now < completed.end) {
                return;
            }
            let (by_end, key) = (by_end.clone(), key.clone());
            self.by_token.remove(key.as_bytes());
            self.by_end.remove(by_end.as_bytes());
        }
    }
}

/// Tokens of one space begin with the same byte.
fn key_of(space: TokenSpace, token: &str) -> KeyBytes {
    let space = match space {
        TokenSpace::Items => b'I',
        TokenSpace::Statements => b'S',
    };
    [&[space], token.as_bytes()].concat().as_slice().into()
}

fn by_end(end: Timestamp, key: &KeyBytes) -> Vec<u8> {
    [KeyBytes::from(end.0).as_bytes(), key.as_bytes()].concat()
}

stored_struct!(Completed { end, transaction });

impl Stored for CompletedTransaction {
    fn store(&self, output: &mut Vec<u8>) {
        self.request.store(output);
        stored::store_all(&self.reads, output);
    }

    fn load(input: &mut Input<'_>) -> Option<Self> {
        let request = Stored::load(input)?;
        let reads: Vec<_> = Stored::load(input)?;
        Some(Self { request, reads: reads.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transaction() -> CompletedTransaction {
        CompletedTransaction { request: Fingerprint::default(), reads: Arc::new([]) }
    }

    #[test]
    fn a_token_is_valid_for_ten_minutes() {
        let mut completed = CompletedTransactions::default();
        completed.insert(TokenSpace::Items, "a", transaction(), Timestamp(0));
        assert_eq!(completed.get(TokenSpace::Items, "a", Timestamp(VALIDITY - 1)), Some(&transaction()));
        assert_eq!(completed.get(TokenSpace::Items, "a", Timestamp(VALIDITY)), None);
        assert_eq!(completed.get(TokenSpace::Items, "b", Timestamp(0)), None);
        assert_eq!(completed.get(TokenSpace::Statements, "a", Timestamp(0)), None);
    }

    #[test]
    fn expired_tokens_are_forgotten() {
        let mut completed = CompletedTransactions::default();
        for at in 0..10 {
            completed.insert(TokenSpace::Items, &at.to_string(), transaction(), Timestamp(at));
        }
        completed.insert(TokenSpace::Items, "last", transaction(), Timestamp(VALIDITY + 8));
        assert_eq!((completed.by_token.len(), completed.by_end.len()), (2, 2));
    }

    #[test]
    fn a_token_that_is_used_again_is_valid_from_then_on() {
        let mut completed = CompletedTransactions::default();
        completed.insert(TokenSpace::Items, "a", transaction(), Timestamp(0));
        completed.insert(TokenSpace::Items, "a", transaction(), Timestamp(VALIDITY));
        assert!(completed.get(TokenSpace::Items, "a", Timestamp(VALIDITY + 1)).is_some());
        assert_eq!(completed.by_end.len(), 1);
    }
}
