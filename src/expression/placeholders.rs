//! `ExpressionAttributeNames` and `ExpressionAttributeValues`: what placeholders stand for, and which were used.

use std::cell::Cell;

use super::error::{Error, Fault, PlaceholderFault, PlaceholderKind};
use crate::order;
use crate::value::{AttributeMap, AttributeValue};

/// How many bytes a placeholder may have, its sign included.
const LONGEST_KEY: usize = 255;
/// How many bytes an attribute name may have.
const LONGEST_NAME: usize = 65_535;
/// How many bytes all that placeholders stand for may have together.
const LARGEST: usize = 2 * 1024 * 1024;

/// What the placeholders of one request stand for. Remembers which of them expressions have used.
#[derive(Debug)]
pub struct Placeholders<'a> {
    names: Vec<Entry<'a, str>>,
    values: Vec<Entry<'a, AttributeValue>>,
}

#[derive(Debug)]
struct Entry<'a, T: ?Sized> {
    key: &'a str,
    meaning: &'a T,
    used: Cell<bool>,
}

impl<'a> Placeholders<'a> {
    /// Checks both maps: entries, keys, names, total size; names before values.
    ///
    /// # Errors
    /// The first thing wrong with the maps themselves.
    pub fn new(names: Option<&'a [(String, String)]>, values: Option<&'a AttributeMap>) -> Result<Self, Error> {
        let placeholders = Self {
            names: names.map_or_else(Vec::new, entries_of_names),
            values: values.map_or_else(Vec::new, entries_of_values),
        };
        placeholders.check_names(names.is_some()).map_err(|fault| Error::Placeholder(PlaceholderKind::Names, fault))?;
        placeholders.check_values(values.is_some()).map_err(|fault| Error::Placeholder(PlaceholderKind::Values, fault))?;
        placeholders.check_size()?;
        Ok(placeholders)
    }

    /// What a request says that holds placeholders and no expression that could use them.
    ///
    /// # Errors
    /// If one of the maps is present, the names first.
    pub const fn check_absent(names: bool, values: bool) -> Result<(), Error> {
        match (names, values) {
            (true, _) => Err(Error::Placeholder(PlaceholderKind::Names, PlaceholderFault::WithoutExpression)),
            (_, true) => Err(Error::Placeholder(PlaceholderKind::Values, PlaceholderFault::WithoutExpression)),
            (false, false) => Ok(()),
        }
    }

    /// Whether every placeholder was used by an expression parsed so far; names are judged before values.
    ///
    /// # Errors
    /// All unused keys of the first map that has some.
    pub fn check_unused(&self) -> Result<(), Error> {
        check_used(&self.names, PlaceholderKind::Names)?;
        check_used(&self.values, PlaceholderKind::Values)
    }

    /// The attribute name that `key` (`#n`) stands for.
    pub(super) fn name(&self, key: &str) -> Result<&'a str, Fault> {
        find(&self.names, key).ok_or_else(|| Fault::UndefinedName(key.to_owned()))
    }

    /// The value that `key` (`:v`) stands for.
    pub(super) fn value(&self, key: &str) -> Result<&'a AttributeValue, Fault> {
        find(&self.values, key).ok_or_else(|| Fault::UndefinedValue(key.to_owned()))
    }

    fn check_names(&self, present: bool) -> Result<(), PlaceholderFault> {
        check_keys(&self.names, present, '#')?;
        self.names.iter().try_for_each(|entry| match entry.meaning.len() {
            0 => Err(PlaceholderFault::EmptyName(entry.key.to_owned())),
            1..=LONGEST_NAME => Ok(()),
            _ => Err(PlaceholderFault::NameTooLong),
        })
    }

    fn check_values(&self, present: bool) -> Result<(), PlaceholderFault> {
        check_keys(&self.values, present, ':')
    }

    fn check_size(&self) -> Result<(), Error> {
        let names: usize = self.names.iter().map(|entry| entry.key.len() + entry.meaning.len()).sum();
        let values: usize = self.values.iter().map(|entry| entry.key.len() + entry.meaning.size()).sum();
        let kind = if names > LARGEST { PlaceholderKind::Names } else { PlaceholderKind::Values };
        if names + values > LARGEST { Err(Error::Placeholder(kind, PlaceholderFault::TooLarge)) } else { Ok(()) }
    }
}

fn entries_of_names(names: &[(String, String)]) -> Vec<Entry<'_, str>> {
    let mut entries: Vec<_> = names.iter().map(|(key, name)| Entry::unused(key, name.as_str())).collect();
    order::sort_by(&mut entries, |left, right| left.key.cmp(right.key));
    entries
}

fn entries_of_values(values: &AttributeMap) -> Vec<Entry<'_, AttributeValue>> {
    values.iter().map(|(key, value)| Entry::unused(key, value)).collect()
}

impl<'a, T: ?Sized> Entry<'a, T> {
    const fn unused(key: &'a str, meaning: &'a T) -> Self {
        Self { key, meaning, used: Cell::new(false) }
    }
}

/// `entries` are ordered by their keys.
fn find<'a, T: ?Sized>(entries: &[Entry<'a, T>], key: &str) -> Option<&'a T> {
    let at = entries.binary_search_by(|entry| entry.key.cmp(key)).ok()?;
    entries.get(at).map(|entry| {
        entry.used.set(true);
        entry.meaning
    })
}

fn check_keys<T: ?Sized>(entries: &[Entry<'_, T>], present: bool, sign: char) -> Result<(), PlaceholderFault> {
    if present && entries.is_empty() {
        return Err(PlaceholderFault::Empty);
    }
    entries.iter().try_for_each(|entry| {
        if !is_placeholder(entry.key, sign) {
            return Err(PlaceholderFault::InvalidKey(entry.key.to_owned()));
        }
        if entry.key.len() > LONGEST_KEY { Err(PlaceholderFault::KeyTooLong(entry.key.to_owned())) } else { Ok(()) }
    })
}

fn is_placeholder(key: &str, sign: char) -> bool {
    key.strip_prefix(sign)
        .is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
}

fn check_used<T: ?Sized>(entries: &[Entry<'_, T>], kind: PlaceholderKind) -> Result<(), Error> {
    let unused: Vec<_> = entries.iter().filter(|entry| !entry.used.get()).map(|entry| entry.key.to_owned()).collect();
    if unused.is_empty() { Ok(()) } else { Err(Error::Placeholder(kind, PlaceholderFault::Unused(unused))) }
}
