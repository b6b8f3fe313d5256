//! The names in LLVM's indexed format of a profile, which rustc reads: a hash table on disk.
//!
//! A word of the head says where the table's buckets are listed. Each bucket is a count of entries, and an entry its hash, the sizes of its key, a
//! function's name, and of its data, and these two. All numbers are little-endian.

use std::collections::HashSet;

/// Where the head tells where the list of buckets is.
const LIST: usize = 32;

/// How many entries a bucket has is said in so many bytes.
const COUNT: usize = 2;

const WORD: usize = 8;

/// The names of the functions that `profile` knows; nothing where it is no profile.
pub fn names(profile: &[u8]) -> Option<HashSet<&str>> {
    let list = word(profile, LIST)?;
    let buckets = word(profile, list)?;
    let mut names = HashSet::new();
    for bucket in 0..buckets {
        // Behind the number of buckets stands that of entries.
        let at = word(profile, list + (2 + bucket) * WORD)?;
        if at > 0 {
            read_bucket(profile, at, &mut names)?;
        }
    }
    Some(names)
}

fn read_bucket<'p>(profile: &'p [u8], mut at: usize, names: &mut HashSet<&'p str>) -> Option<()> {
    let count = u16::from_le_bytes(*profile.get(at..)?.first_chunk()?);
    at += COUNT;
    for _ in 0..count {
        let [key, data] = [word(profile, at + WORD)?, word(profile, at + 2 * WORD)?];
        at += 3 * WORD;
        names.insert(str::from_utf8(profile.get(at..at.checked_add(key)?)?).ok()?);
        at = at.checked_add(key)?.checked_add(data)?;
    }
    Some(())
}

fn word(profile: &[u8], at: usize) -> Option<usize> {
    u64::from_le_bytes(*profile.get(at..)?.first_chunk()?).try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, data: &[u8]) -> Vec<u8> {
        let sizes = [0, name.len() as u64, data.len() as u64].map(u64::to_le_bytes).concat();
        [&sizes, name.as_bytes(), data].concat()
    }

    /// A profile with two names in one bucket, one in another and nothing in a third.
    fn profile() -> Vec<u8> {
        let one = [&[2, 0][..], &entry("_RNv1", &[9; 24]), &entry("module;_RNv2", &[])].concat();
        let other = [&[1, 0][..], &entry("_RNv3", &[7; 5])].concat();
        let first = LIST + WORD;
        let second = first + one.len();
        let list = second + other.len();
        let words = |words: &[usize]| words.iter().flat_map(|word| (*word as u64).to_le_bytes()).collect::<Vec<_>>();
        [vec![0; LIST], words(&[list]), one, other, words(&[3, 3, second, 0, first])].concat()
    }

    #[test]
    fn the_names_of_all_buckets_are_read() {
        assert_eq!(names(&profile()), Some(HashSet::from(["_RNv1", "module;_RNv2", "_RNv3"])));
    }

    #[test]
    fn what_is_cut_off_is_no_profile() {
        let profile = profile();
        assert!((0..profile.len()).all(|size| names(profile.get(..size).unwrap()).is_none()));
    }

    #[test]
    fn the_profile_in_the_repository_is_read() {
        let profile = std::fs::read(super::super::kept()).unwrap();
        let names = names(&profile).unwrap();
        assert!(names.iter().any(|name| name.contains("7dynatab")), "{} names", names.len());
    }
}
