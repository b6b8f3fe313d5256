//! Requests that nobody meant: those of all cases, bent by a seeded generator.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// Words of the languages that requests hold, whole and torn.
const WORDS: [&str; 52] = [
    "",
    " ",
    "(",
    ")",
    "((",
    "NOT ",
    "NOT NOT ",
    " AND ",
    " OR ",
    " = ",
    " <> ",
    "<",
    ">=",
    " BETWEEN ",
    " IN ",
    ",",
    "#a",
    ":v",
    ":",
    "#",
    "size(",
    "attribute_exists(",
    "attribute_type(",
    "contains(",
    "begins_with(",
    "if_not_exists(",
    "list_append(",
    "SET ",
    " REMOVE ",
    "ADD ",
    "DELETE ",
    "a.b",
    "a[0]",
    "[0]",
    "[99999999999999999999]",
    "[4294967295]",
    "[-1]",
    ".",
    "..",
    "pk",
    "sk",
    "gpk",
    "+",
    "-",
    "\"",
    "'",
    "\\",
    "\u{0}",
    "é",
    "\u{10FFFF}",
    "\u{FEFF}",
    "table",
];

/// Texts at the edges of what members may hold: names, numbers, keys, tokens.
const TEXTS: [&str; 44] = [
    "",
    " ",
    "a",
    "ab",
    "abc",
    ".",
    "a b",
    "é",
    "\u{10FFFF}",
    "\u{0}",
    "simple",
    "composite",
    "indexed",
    "gsi",
    "lsi",
    "pk",
    "sk",
    "gpk",
    "0",
    "-0",
    "1",
    "1e125",
    "9.9999999999999999999999999999999999999e125",
    "1e126",
    "1e-130",
    "1e-131",
    "-1e125",
    "99999999999999999999999999999999999999",
    "999999999999999999999999999999999999999",
    "0.00000000000000000000000000000000000000000001",
    "1e999999999999",
    "1e-999999999999",
    "0x10",
    "NaN",
    "Infinity",
    "1.",
    ".5",
    "+5",
    "1_000",
    "AA==",
    "====",
    "arn:aws:dynamodb:us-east-1:000000000000:table/simple",
    "arn:aws:dynamodb:us-east-1:000000000000:table/indexed/index/gsi",
    "arn:aws:dynamodb:::table/",
];

const LENGTHS: [usize; 14] = [2, 3, 127, 128, 255, 256, 1024, 1025, 2048, 2049, 4096, 4097, 65_536, 70_000];
const INTEGERS: [i64; 16] = [
    0,
    1,
    -1,
    2,
    31,
    32,
    100,
    101,
    999_999,
    1_000_000,
    1_000_001,
    2_147_483_647,
    2_147_483_648,
    -2_147_483_649,
    i64::MAX,
    i64::MIN,
];

/// A generator of numbers: the same seed gives the same numbers.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Numbers of `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    /// One of `choices`.
    pub fn of<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[self.below(choices.len())]
    }
}

/// Bends requests.
#[derive(Debug)]
pub struct Mutation {
    random: Random,
    requests: Vec<(String, Value)>,
    /// What stands under each member name anywhere in a request.
    donors: BTreeMap<String, Vec<Value>>,
}

impl Mutation {
    /// The mutations of `seed`.
    pub fn new(seed: u64) -> Self {
        let requests = case_requests();
        let mut donors = BTreeMap::new();
        for (_, input) in &requests {
            collect(input, &mut donors);
        }
        Self { random: Random::new(seed), requests, donors }
    }

    /// An operation and a body.
    pub fn next_request(&mut self) -> (String, Vec<u8>) {
        let (operation, mut input) = self.random.of(&self.requests).clone();
        for _ in 0..self.random.below(4) {
            self.bend(&mut input);
        }
        let mut body = input.to_string();
        if self.random.below(30) == 0 {
            let name = self.random.of(&["TableName", "Item", "Key", "Limit", ""]).to_owned();
            body = body.replacen('{', &format!("{{\"{name}\":{},", self.stranger()), 1);
        }
        (operation, body.into_bytes())
    }

    fn bend(&mut self, input: &mut Value) {
        let places = count(input);
        let at = self.random.below(places);
        let mut left = at;
        self.bend_at(input, "", &mut left);
    }

    /// Walks to the node number `left` and changes it.
    fn bend_at(&mut self, node: &mut Value, name: &str, left: &mut usize) -> bool {
        if *left == 0 {
            self.change(node, name);
            return true;
        }
        *left -= 1;
        match node {
            Value::Object(members) => {
                let names: Vec<String> = members.keys().cloned().collect();
                names.iter().any(|name| members.get_mut(name).is_some_and(|member| self.bend_at(member, name, left)))
            }
            Value::Array(elements) => elements.iter_mut().any(|element| self.bend_at(element, name, left)),
            _ => false,
        }
    }

    fn change(&mut self, node: &mut Value, name: &str) {
        match self.random.below(10) {
            0 => *node = self.stranger(),
            1..=4 => self.transplant(node, name),
            _ => self.change_inside(node),
        }
    }

    /// Puts what another request has under the same name in the place of `node`.
    fn transplant(&mut self, node: &mut Value, name: &str) {
        match self.donors.get(name) {
            Some(donors) => *node = self.random.of(donors).clone(),
            None => self.change_inside(node),
        }
    }

    fn change_inside(&mut self, node: &mut Value) {
        match node {
            Value::Object(members) => self.change_members(members),
            Value::Array(elements) => self.change_elements(elements),
            Value::String(text) => *text = self.changed_text(text),
            Value::Number(_) => *node = json!(self.random.of(&INTEGERS)),
            _ => *node = self.stranger(),
        }
    }

    fn change_members(&mut self, members: &mut serde_json::Map<String, Value>) {
        let names: Vec<String> = members.keys().cloned().collect();
        let name = if names.is_empty() { String::new() } else { self.random.of(&names).clone() };
        match self.random.below(6) {
            0 => drop(members.remove(&name)),
            1 => {
                let value = members.remove(&name).unwrap_or_default();
                let renamed = self.changed_text(&name);
                members.insert(renamed, value);
            }
            2 => {
                let names: Vec<String> = self.donors.keys().cloned().collect();
                let name = self.random.of(&names).clone();
                let donor = self.random.of(&self.donors[&name]).clone();
                members.insert(name, donor);
            }
            3 => {
                let kinds = ["S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL"];
                let value = members.remove(&name).unwrap_or_default();
                members.insert((*self.random.of(&kinds)).to_owned(), value);
            }
            4 => drop(members.insert(name, self.deep())),
            _ => {
                let text = self.random.of(&TEXTS).to_string();
                members.insert(text, json!({ "S": "x" }));
            }
        }
    }

    fn change_elements(&mut self, elements: &mut Vec<Value>) {
        let first = elements.first().cloned().unwrap_or_else(|| self.stranger());
        match self.random.below(5) {
            0 => elements.clear(),
            1 => elements.push(first),
            2 => *elements = vec![first; *self.random.of(&[2, 5, 20, 21, 25, 26, 100, 101, 300])],
            3 => elements.push(self.stranger()),
            _ => drop(elements.pop()),
        }
    }

    fn changed_text(&mut self, text: &str) -> String {
        let cut = text.char_indices().map(|(at, _)| at).nth(self.random.below(text.chars().count() + 1)).unwrap_or(text.len());
        let (head, tail) = text.split_at(cut);
        match self.random.below(7) {
            0 => (*self.random.of(&TEXTS)).to_owned(),
            1 => "x".repeat(*self.random.of(&LENGTHS)),
            2 => format!("{head}{}{tail}", "x".repeat(*self.random.of(&LENGTHS))),
            3 => head.to_owned(),
            4 => format!("{head}{}{}", self.random.of(&WORDS), tail.chars().skip(1).collect::<String>()),
            5 => format!("{head}{}{tail}", self.random.of(&WORDS).repeat(*self.random.of(&[1, 2, 100, 1000]))),
            _ => format!("{head}{}{tail}", self.random.of(&WORDS)),
        }
    }

    fn stranger(&mut self) -> Value {
        match self.random.below(12) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(1e300),
            3 => json!(0.5),
            4 => json!([]),
            5 => json!({}),
            6 => json!([null]),
            7 => json!({ "": {} }),
            8 => self.deep(),
            9 => json!(self.random.of(&INTEGERS)),
            _ => json!(self.random.of(&TEXTS)),
        }
    }

    fn deep(&mut self) -> Value {
        let levels = *self.random.of(&[1, 30, 31, 32, 33, 62, 63, 64, 65, 200]);
        let lists = self.random.below(2) == 0;
        (0..levels)
            .fold(json!({ "S": "deep" }), |value, _| if lists { json!({ "L": [value] }) } else { json!({ "M": { "a": value } }) })
    }
}

fn count(node: &Value) -> usize {
    1 + match node {
        Value::Object(members) => members.values().map(count).sum(),
        Value::Array(elements) => elements.iter().map(count).sum(),
        _ => 0,
    }
}

fn collect(node: &Value, donors: &mut BTreeMap<String, Vec<Value>>) {
    match node {
        Value::Object(members) => {
            for (name, member) in members {
                donors.entry(name.clone()).or_default().push(member.clone());
                collect(member, donors);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, donors)),
        _ => {}
    }
}

/// The operation and input of every step of every case that has one.
fn case_requests() -> Vec<(String, Value)> {
    let folders = fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut files: Vec<_> = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())).collect();
    files.sort();
    let cases = files.iter().flat_map(|file| list(&read(file)["cases"]));
    cases.flat_map(|case| list(&case["steps"])).filter_map(|step| request(&step)).collect()
}

/// An emulator with the tables and items of all fixtures.
pub fn furnished() -> dynatab::Emulator {
    let emulator = super::emulator();
    furnish(&emulator);
    emulator
}

/// Makes the tables and items of all fixtures.
pub fn furnish(emulator: &dynatab::Emulator) {
    let fixtures = read(&cases().join("fixtures.json"));
    let steps = fixtures.as_object().unwrap().values().flat_map(list).filter_map(|step| request(&step));
    let (tables, items): (Vec<_>, Vec<_>) = steps.partition(|(operation, _)| operation == "CreateTable");
    for (operation, input) in tables.iter().chain(&items) {
        // The table of one fixture may be that of another.
        let _ = super::call(emulator, operation, input);
    }
}

fn request(step: &Value) -> Option<(String, Value)> {
    Some((step["operation"].as_str()?.to_owned(), step.get("input")?.clone()))
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

fn cases() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}
