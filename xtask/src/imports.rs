//! The names by which the engine and its glue know each other's functions. wasm-bindgen ends them with a hash of sixteen digits, which no compression makes
//! any smaller; a number tells them apart as well, and is the same for almost all.

use std::collections::{BTreeMap, HashMap};

/// How many digits a hash has.
const DIGITS: usize = 16;

/// `glue` and `module` with numbers in the place of hashes. Names keep their lengths, so that nothing in the module moves.
pub fn numbered(glue: &str, module: &[u8]) -> (String, Vec<u8>) {
    let mut glue = glue.to_owned();
    let mut module = module.to_vec();
    for (name, numbered) in numbers(&glue) {
        glue = glue.replace(&name, &numbered);
        replace(&mut module, name.as_bytes(), numbered.as_bytes());
    }
    (glue, module)
}

/// The hashed names in `glue`, each with its new name.
fn numbers(glue: &str) -> BTreeMap<String, String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut names = BTreeMap::new();
    for name in glue.split(|letter: char| !letter.is_alphanumeric() && letter != '_') {
        let Some(stem) = stem(name) else { continue };
        names.entry(name.to_owned()).or_insert_with(|| {
            let count = counts.entry(stem).or_default();
            *count += 1;
            format!("{stem}{count:0DIGITS$}", count = *count - 1)
        });
    }
    names
}

/// What stands before the hash of a name that has one.
fn stem(name: &str) -> Option<&str> {
    let (stem, hash) = name.split_at_checked(name.len().checked_sub(DIGITS)?)?;
    let is_hash = hash.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    (is_hash && !stem.is_empty()).then_some(stem)
}

/// Writes `by` over every `name` in `bytes`; the two are as long.
fn replace(bytes: &mut [u8], name: &[u8], by: &[u8]) {
    let places: Vec<usize> =
        bytes.windows(name.len()).enumerate().filter(|(_, window)| *window == name).map(|(at, _)| at).collect();
    for at in places {
        if let Some(place) = bytes.get_mut(at..at + name.len()) {
            place.copy_from_slice(by);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_become_numbers_that_tell_functions_of_one_name_apart() {
        let glue = "__wbg_get_0123456789abcdef: f(), __wbg_get_fedcba9876543210: f(), run__h00112233445566ff()";
        let module = b"\x1a__wbg_get_0123456789abcdef\x1arun__h00112233445566ff".to_vec();
        let (glue, module) = numbered(glue, &module);
        assert_eq!(glue, "__wbg_get_0000000000000000: f(), __wbg_get_0000000000000001: f(), run__h0000000000000000()");
        assert_eq!(module, b"\x1a__wbg_get_0000000000000000\x1arun__h0000000000000000");
    }

    #[test]
    fn other_names_stay() {
        let glue = "0123456789abcdef short_0123 passStringToWasm0";
        assert_eq!(numbered(glue, b"passStringToWasm0"), (glue.to_owned(), b"passStringToWasm0".to_vec()));
    }
}
