//! Walks over the members of a request and notes every constraint of the model that one breaks.

use crate::model::{Bounds, ListShape, MapShape, MemberShape, Pattern, Shape, StructureShape, TextShape};
use crate::request::{Member, Structure, table_name};

use super::echo::echo;
use super::order::of_members;
use super::path::{Path, Step};
use super::violation::{Constraint, Violation};

/// Which members a walk looks at. Some operations check the names of tables in a stage of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every member.
    All,
    /// Every member but what table names must look like.
    ExceptNames,
    /// Only what table names must look like.
    OnlyNames,
}

/// Which of a text's pattern and length is looked at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextOrder {
    /// The pattern, then the least and the greatest length.
    PatternFirst,
    /// The least and the greatest length, then the pattern.
    LengthFirst,
}

/// Collects violations in the order in which the older layer lists them.
pub struct Walk {
    pub scope: Scope,
    pub text_order: TextOrder,
    pub violations: Vec<Violation>,
}

impl Walk {
    /// A walk that has found nothing yet.
    pub const fn new(scope: Scope, text_order: TextOrder) -> Self {
        Self { scope, text_order, violations: Vec::new() }
    }

    /// Looks at the member `name` of the request.
    pub fn member(&mut self, input: &Structure, name: &str) {
        if let Some(shape) = input.shape().member(name) {
            self.visit(input, shape, None);
        }
    }

    /// Looks at the length of the list or map `name` alone, and whether it is there.
    pub fn length_of(&mut self, input: &Structure, name: &str) {
        let Some(shape) = input.shape().member(name) else { return };
        let path = Path::under(None, Step::Member(shape.name));
        match (input.get(name), shape.shape) {
            (None, _) => self.missing(input, shape, path),
            (Some(member @ Member::List(elements)), Shape::List(list)) => self.length(member, elements.len(), list.length, path),
            (Some(member @ Member::Map(entries)), Shape::Map(map)) => self.length(member, entries.len(), map.length, path),
            _ => {}
        }
    }

    /// Looks at every member of the request.
    pub fn everything(&mut self, input: &Structure) {
        for shape in of_members(input.shape()) {
            self.visit(input, shape, None);
        }
    }

    fn visit(&mut self, owner: &Structure, shape: &'static MemberShape, parent: Option<&Path<'_>>) {
        let path = Path::under(parent, Step::Member(shape.name));
        match (owner.get(shape.name), shape.shape) {
            (None, _) => self.missing(owner, shape, path),
            (Some(_), _) if is_checked_later(owner.shape(), shape) => {}
            (Some(Member::List(keys)), Shape::List(list)) if shape.name == "KeySchema" => {
                self.key_schema(owner.shape(), keys, list, path);
            }
            (Some(member), shape) => self.value(member, shape, path),
        }
    }

    fn missing(&mut self, owner: &Structure, shape: &MemberShape, path: Path<'_>) {
        if is_required(owner, shape) && self.scope != Scope::OnlyNames {
            self.note(path, None, Constraint::NotNull);
        }
    }

    fn value(&mut self, member: &Member, shape: Shape, path: Path<'_>) {
        match (member, shape) {
            (Member::Structure(inner), Shape::Structure(shape)) => {
                for member in of_members(shape) {
                    self.visit(inner, member, Some(&path));
                }
            }
            (Member::List(elements), Shape::List(list)) => self.list(member, elements, list, path),
            (Member::Map(entries), Shape::Map(map)) => self.map(member, entries, map, path),
            (Member::Text(text), Shape::Text(shape)) => {
                for constraint in self.text(text, shape) {
                    self.note(path, Some(text.clone()), constraint);
                }
            }
            (Member::Integer(number), Shape::Integer(bounds) | Shape::Long(bounds)) => self.integer(*number, *bounds, path),
            _ => {}
        }
    }

    fn list(&mut self, member: &Member, elements: &[Member], list: &ListShape, path: Path<'_>) {
        self.length(member, elements.len(), list.length, path);
        if let Shape::Text(text) = list.element {
            if self.any_text_breaks(elements.iter().filter_map(Member::as_text), text) {
                self.note(path, Some(echo(member)), Constraint::Elements(all_of(text)));
            }
            return;
        }
        for (index, element) in elements.iter().enumerate() {
            self.value(element, list.element, Path::under(Some(&path), Step::Element(index + 1)));
        }
    }

    /// The constraints of keys and of lists as values are listed together, once for the map.
    fn map(&mut self, member: &Member, entries: &[(String, Member)], map: &MapShape, path: Path<'_>) {
        self.length(member, entries.len(), map.length, path);
        if self.any_text_breaks(entries.iter().map(|(key, _)| key.as_str()), map.key) {
            self.note(path, Some(echo(member)), Constraint::Keys(all_of(map.key)));
        }
        if let Shape::List(list) = map.value
            && self.scope != Scope::OnlyNames
            && entries.iter().any(|(_, value)| matches!(value, Member::List(elements) if !holds(list.length, elements.len())))
        {
            self.note(path, Some(echo(member)), Constraint::Values(lengths(list.length)));
        }
        for (key, value) in entries {
            let path = Path::under(Some(&path), Step::Entry(key));
            match (value, map.value) {
                (Member::List(elements), Shape::List(list)) => self.elements(elements, list.element, path),
                _ => self.value(value, map.value, path),
            }
        }
    }

    fn elements(&mut self, elements: &[Member], shape: Shape, path: Path<'_>) {
        for (index, element) in elements.iter().enumerate() {
            self.value(element, shape, Path::under(Some(&path), Step::Element(index + 1)));
        }
    }

    /// The public model does not bound a key schema. The service does, and forgets the way to one in an index (observed 2026).
    fn key_schema(&mut self, owner: &StructureShape, keys: &[Member], list: &ListShape, path: Path<'_>) {
        let greatest = match owner.name {
            "GlobalSecondaryIndex" | "CreateGlobalSecondaryIndexAction" => 8,
            _ => 2,
        };
        let member = || Member::List(keys.to_vec());
        for constraint in broken_lengths(Bounds::between(1, greatest), keys.len()) {
            self.note(Path::under(None, Step::Member("KeySchema")), Some(echo(&member())), constraint);
        }
        self.elements(keys, list.element, path);
    }

    fn length(&mut self, member: &Member, length: usize, bounds: Bounds, path: Path<'_>) {
        if self.scope == Scope::OnlyNames || holds(bounds, length) {
            return;
        }
        for constraint in broken_lengths(bounds, length) {
            self.note(path, Some(echo(member)), constraint);
        }
    }

    fn integer(&mut self, number: i64, bounds: Bounds, path: Path<'_>) {
        if self.scope == Scope::OnlyNames {
            return;
        }
        if let Some(constraint) = broken_range(number, bounds) {
            self.note(path, Some(number.to_string()), constraint);
        }
    }

    fn any_text_breaks<'t>(&self, mut texts: impl Iterator<Item = &'t str>, shape: &TextShape) -> bool {
        texts.any(|text| !self.text(text, shape).is_empty())
    }

    fn text(&self, text: &str, shape: &TextShape) -> Vec<Constraint> {
        let is_name = shape.pattern == Some(Pattern::TableName);
        let skips = match self.scope {
            Scope::All => false,
            Scope::ExceptNames => is_name,
            Scope::OnlyNames => !is_name,
        };
        if skips { Vec::new() } else { broken(text, shape, self.text_order) }
    }

    fn note(&mut self, path: Path<'_>, value: Option<String>, constraint: Constraint) {
        self.violations.push(Violation { path: path.to_string(), value, constraint });
    }
}

/// What `text` breaks of `shape`.
pub fn broken(text: &str, shape: &TextShape, order: TextOrder) -> Vec<Constraint> {
    if !shape.values.is_empty() {
        let constraint = Constraint::Enumeration(shape.values);
        return if shape.values.contains(&text) { Vec::new() } else { vec![constraint] };
    }
    let text = if shape.pattern == Some(Pattern::TableName) { table_name(text) } else { text };
    let pattern = shape.pattern.filter(|pattern| !pattern.matches(text)).map(|pattern| Constraint::Pattern(pattern.text()));
    let lengths = broken_lengths(shape.length, text.encode_utf16().count());
    match order {
        TextOrder::PatternFirst => pattern.into_iter().chain(lengths).collect(),
        TextOrder::LengthFirst => lengths.chain(pattern).collect(),
    }
}

/// What `number` breaks of `bounds`.
pub fn broken_range(number: i64, bounds: Bounds) -> Option<Constraint> {
    let least = bounds.minimum.filter(|minimum| number < *minimum).map(Constraint::ValueAtLeast);
    least.or_else(|| bounds.maximum.filter(|maximum| number > *maximum).map(Constraint::ValueAtMost))
}

fn broken_lengths(bounds: Bounds, length: usize) -> impl Iterator<Item = Constraint> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let least = bounds.minimum.filter(|minimum| length < *minimum).map(Constraint::LengthAtLeast);
    let greatest = bounds.maximum.filter(|maximum| length > *maximum).map(Constraint::LengthAtMost);
    least.into_iter().chain(greatest)
}

fn holds(bounds: Bounds, length: usize) -> bool {
    broken_lengths(bounds, length).next().is_none()
}

/// Every constraint of `shape`, as keys and elements list them.
fn all_of(shape: &TextShape) -> Vec<Constraint> {
    if !shape.values.is_empty() {
        return vec![Constraint::Enumeration(shape.values)];
    }
    let pattern = shape.pattern.map(|pattern| Constraint::Pattern(pattern.text()));
    lengths(shape.length).into_iter().chain(pattern).collect()
}

fn lengths(bounds: Bounds) -> Vec<Constraint> {
    let greatest = bounds.maximum.map(Constraint::LengthAtMost);
    greatest.into_iter().chain(bounds.minimum.map(Constraint::LengthAtLeast)).collect()
}

/// Whether the service wants the member. CreateTable's public model stopped to require the two that a copy of another table goes without; the
/// region of a new replica is asked for by the operation (observed 2026-10-09).
fn is_required(owner: &Structure, member: &MemberShape) -> bool {
    let is_new_table = owner.shape().name == "CreateTableInput" && !owner.has("GlobalTableSourceArn");
    let is_asked_later = owner.shape().name == "CreateReplicationGroupMemberAction";
    (member.required && !is_asked_later) || (is_new_table && matches!(member.name, "KeySchema" | "AttributeDefinitions"))
}

/// Operators and actions of legacy conditions, the tags of a new table (observed 2026-10-08), the class of a table, and the ARNs of backups and of a table to restore
/// (observed 2026-10-09): the operation refuses them in words of its own.
fn is_checked_later(owner: &StructureShape, member: &MemberShape) -> bool {
    matches!(
        (owner.name, member.name),
        ("Condition" | "ExpectedAttributeValue", "ComparisonOperator")
            | ("AttributeValueUpdate", "Action")
            | ("CreateTableInput", "Tags")
            | ("CreateTableInput" | "UpdateTableInput", "TableClass")
            | ("DescribeBackupInput" | "DeleteBackupInput" | "RestoreTableFromBackupInput", "BackupArn")
            | ("RestoreTableToPointInTimeInput", "SourceTableArn")
    )
}
