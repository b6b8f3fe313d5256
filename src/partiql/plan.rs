//! Which keys a query reads: a condition that names partitions is some reads by key, any other a scan.
//!
//! The reads are the ranges of [`QueryPlan`]. They hold all items that fulfil the condition and no item twice, but others too
//! unless they are [`Keyed::exact`].

use std::cmp::Ordering;

use super::{KeyFault, OrderTerm, Query};
use crate::expression::{Comparator, Condition, KeyClause, KeyCondition, KeyTest, Operand};
use crate::order;
use crate::table::{Candidate, KeyAttribute, KeyFault as TableKeyFault, KeyRange, KeySchema, QueryPlan, Source};
use crate::value::{AttributeMap, AttributeValue, ValueRef};

/// Where a query reads, in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The stretches of keys, in the order of reading.
    pub ranges: Vec<KeyRange>,
    /// Whether each is read from its least key to its greatest.
    pub forward: bool,
    /// What else is known of the ranges, if the condition names the partitions; else everything is read.
    pub keyed: Option<Keyed>,
}

/// What is known of ranges that a condition names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyed {
    /// Whether the partitions are several candidates of an `IN`.
    pub listed: bool,
    /// Whether the ranges hold nothing but what fulfils the condition.
    pub exact: bool,
}

/// One way to fulfil a condition: a partition, and tests of the sort key there.
#[derive(Debug, Clone)]
struct Alternative {
    hash: AttributeValue,
    tests: Vec<KeyTest>,
    /// Whether more is said of the sort key than a range can be: AWS looks for no overlap then.
    irregular: bool,
}

/// The ways to fulfil a condition that name partitions.
#[derive(Debug)]
struct Alternatives {
    all: Vec<Alternative>,
    listed: bool,
    exact: bool,
}

/// The single attributes of a key.
#[derive(Debug, Clone, Copy)]
struct Key<'t> {
    hash: &'t KeyAttribute,
    range: Option<&'t KeyAttribute>,
}

impl Plan {
    /// Plans to read from `source` what fulfils the condition of `query`.
    ///
    /// # Errors
    ///
    /// In AWS's order: a key of several attributes, what is ordered by, values of keys, overlapping alternatives, `ORDER BY` without
    /// the partitions that it needs.
    pub fn new(query: &Query, source: Source<'_>) -> Result<Self, super::Fault> {
        let key = Key::of(source.key())?;
        let order = query.order.as_ref().map_err(Clone::clone)?;
        check_order(order, source.key())?;
        let alternatives = query.condition.as_ref().and_then(|condition| Alternatives::of(condition, key));
        if let Some(alternatives) = &alternatives {
            alternatives.all.iter().try_for_each(|alternative| alternative.check(key, source))?;
        }
        let direction = Direction::of(order, key);
        let Some(alternatives) = alternatives else {
            check_order_of_scan(query)?;
            return Ok(Self { ranges: vec![KeyRange::all()], forward: true, keyed: None });
        };
        let partitions = alternatives.partitions(source)?;
        let exact = alternatives.exact && partitions.iter().all(|partition| !partition.widened);
        if !order.is_empty() && direction.hash.is_none() && partitions.len() > 1 {
            return Err(KeyFault::OrderOfSeveralHashes.into());
        }
        let ranges = direction.arranged(partitions);
        let keyed = Keyed { listed: alternatives.listed, exact };
        Ok(Self { ranges, forward: !direction.descending, keyed: Some(keyed) })
    }
}

/// The key attributes that a condition holds equal to values, as the key of one item.
///
/// # Errors
///
/// A key attribute has no such value, or several, or one that it cannot have.
pub fn pinned_key(condition: Option<&Condition>, key: &KeySchema) -> Result<AttributeMap, KeyFault> {
    let mut equalities = Vec::new();
    if let Some(condition) = condition {
        collect_equalities(condition, &mut equalities);
    }
    let mut pinned = Vec::new();
    for attribute in key.attributes() {
        let mut values = equalities.iter().filter(|clause| clause.attribute == *attribute.name);
        let value = values.next().and_then(|clause| clause.test.values().next()).ok_or(KeyFault::NotPinned)?;
        pinned.push((attribute, value, values.next().is_some()));
    }
    if let Some((attribute, ..)) = pinned.iter().find(|(.., twice)| *twice) {
        return Err(KeyFault::PinnedTwice(attribute.name.clone()));
    }
    pinned.iter().try_for_each(|(attribute, value, _)| check_type(attribute, value))?;
    Ok(pinned.into_iter().map(|(attribute, value, _)| (attribute.name.to_string(), value.clone())).collect())
}

/// The partitions that a condition names by equalities, or by the candidates of an `IN`: maps of the attributes of the partition key. None, if
/// it leaves one of them open.
#[must_use]
pub fn named_partitions(condition: Option<&Condition>, key: &KeySchema) -> Vec<AttributeMap> {
    let Some(condition) = condition else { return Vec::new() };
    if let ([attribute], Some(candidates)) = (key.hash(), candidates(condition)) {
        let (path, values) = candidates;
        let named = values.into_iter().map(|value| [(attribute.name.to_string(), value)].into_iter().collect());
        return if path == &*attribute.name { named.collect() } else { Vec::new() };
    }
    let mut equalities = Vec::new();
    collect_equalities(condition, &mut equalities);
    let value_of = |attribute: &KeyAttribute| {
        let clause = equalities.iter().find(|clause| clause.attribute == *attribute.name)?;
        Some((attribute.name.to_string(), clause.test.values().next()?.clone()))
    };
    key.hash().iter().map(value_of).collect::<Option<AttributeMap>>().into_iter().collect()
}

/// The attribute and the values of an `IN` that stands alone.
fn candidates(condition: &Condition) -> Option<(&str, Vec<AttributeValue>)> {
    let Condition::In(Operand::Path(path), candidates) = condition else { return None };
    let value = |candidate: &Operand| match candidate {
        Operand::Value(value) => Some(value.view().to_owned()),
        _ => None,
    };
    let values = candidates.iter().map(value).collect::<Option<_>>()?;
    (!path.is_nested()).then(|| (path.attribute(), values))
}

fn collect_equalities(condition: &Condition, equalities: &mut Vec<KeyClause>) {
    match condition {
        Condition::And(conditions) => conditions.iter().for_each(|condition| collect_equalities(condition, equalities)),
        condition => equalities.extend(clause(condition).filter(|clause| clause.test.is_equality())),
    }
}

/// The condition as one on an attribute that can be part of a key. An `IN` of one candidate is an equality.
fn clause(condition: &Condition) -> Option<KeyClause> {
    if let Condition::In(Operand::Path(path), candidates) = condition
        && let [Operand::Value(only)] = candidates.as_slice()
        && !path.is_nested()
    {
        let test = KeyTest::Equal(only.view().to_owned());
        return Some(KeyClause { attribute: path.attribute().to_owned(), test });
    }
    match condition {
        Condition::Compare(..) | Condition::Between { .. } | Condition::BeginsWith(..) => {
            KeyCondition::new(condition).ok()?.0.into_iter().next()
        }
        _ => None,
    }
}

fn check_type(attribute: &KeyAttribute, value: &AttributeValue) -> Result<(), KeyFault> {
    match attribute.part(Candidate::from(value)) {
        Err(TableKeyFault::Type { actual, .. }) => Err(match Candidate::from(value) {
            Candidate::Other(_) => KeyFault::ImpossibleType(attribute.name.clone(), actual),
            Candidate::Scalar(..) => KeyFault::Type(attribute.name.clone()),
        }),
        _ => Ok(()),
    }
}

fn check_order(order: &[OrderTerm], key: &KeySchema) -> Result<(), KeyFault> {
    match order.iter().find(|term| !key.contains(&term.attribute)) {
        Some(term) => Err(KeyFault::OrderOutsideKey(term.attribute.clone())),
        None => Ok(()),
    }
}

fn check_order_of_scan(query: &Query) -> Result<(), KeyFault> {
    let is_ordered = query.order.as_ref().is_ok_and(|order| !order.is_empty());
    match (is_ordered, &query.condition) {
        (false, _) => Ok(()),
        (true, None) => Err(KeyFault::OrderWithoutCondition),
        (true, Some(_)) => Err(KeyFault::OrderWithoutHash),
    }
}

impl<'t> Key<'t> {
    fn of(key: &'t KeySchema) -> Result<Self, KeyFault> {
        match (key.hash(), key.range()) {
            ([hash], []) => Ok(Self { hash, range: None }),
            ([hash], [range]) => Ok(Self { hash, range: Some(range) }),
            _ => Err(KeyFault::SeveralAttributes),
        }
    }

    fn is_range(self, name: &str) -> bool {
        self.range.is_some_and(|range| *range.name == *name)
    }
}

impl Alternatives {
    /// The alternatives of `condition`; `None` unless each of them names a partition.
    fn of(condition: &Condition, key: Key<'_>) -> Option<Self> {
        match condition {
            Condition::And(conditions) => Self::of_all(conditions, key),
            Condition::Or(conditions) => {
                let parts = conditions.iter().map(|condition| Self::of(condition, key)).collect::<Option<Vec<_>>>()?;
                let (listed, exact) = (parts.iter().any(|part| part.listed), parts.iter().all(|part| part.exact));
                let all: Vec<_> = parts.into_iter().flat_map(|part| part.all).collect();
                (!all.is_empty()).then_some(Self { all, listed, exact })
            }
            Condition::In(Operand::Path(path), candidates) if *path.attribute() == *key.hash.name && !path.is_nested() => {
                Self::of_candidates(candidates)
            }
            condition => {
                let clause = clause(condition).filter(|clause| clause.attribute == *key.hash.name)?;
                let KeyTest::Equal(hash) = clause.test else { return None };
                Some(Self { all: vec![Alternative::of(hash)], listed: false, exact: true })
            }
        }
    }

    fn of_candidates(candidates: &[Operand]) -> Option<Self> {
        let mut all: Vec<Alternative> = Vec::new();
        for candidate in candidates {
            let Operand::Value(value) = candidate else { return None };
            let hash = value.view().to_owned();
            // One candidate that is there twice is read once.
            if all.iter().all(|earlier| earlier.hash != hash) {
                all.push(Alternative::of(hash));
            }
        }
        let listed = all.len() > 1;
        (!all.is_empty()).then_some(Self { all, listed, exact: true })
    }

    /// What one of `conditions` says of the partition and the others of the sort key.
    fn of_all(conditions: &[Condition], key: Key<'_>) -> Option<Self> {
        let mut parts = Vec::new();
        flatten(conditions, &mut parts);
        let (at, mut found) = parts.iter().enumerate().find_map(|(at, part)| Some((at, Self::of(part, key)?)))?;
        let others = parts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, part)| *part);
        for part in others {
            let test = clause(part).filter(|clause| key.is_range(&clause.attribute)).map(|clause| clause.test);
            let irregular = test.is_none() && is_irregular(part, key);
            found.exact &= test.is_some();
            for alternative in &mut found.all {
                alternative.tests.extend(test.clone());
                alternative.irregular |= irregular;
            }
        }
        Some(found)
    }

    /// What is read of each partition, in written order.
    fn partitions(&self, source: Source<'_>) -> Result<Vec<Partition>, super::Fault> {
        let mut partitions: Vec<Partition> = Vec::new();
        for alternative in &self.all {
            let irregular = alternative.irregular || alternative.tests.len() > 1;
            let range = (alternative.range(source)?, irregular);
            match partitions.iter_mut().find(|partition| partition.hash == alternative.hash) {
                Some(partition) => partition.ranges.push(range),
                None => {
                    partitions.push(Partition { hash: alternative.hash.clone(), ranges: vec![range], widened: false });
                }
            }
        }
        partitions.iter_mut().try_for_each(|partition| partition.arrange(source))?;
        Ok(partitions)
    }
}

/// What is read of one partition.
#[derive(Debug)]
struct Partition {
    hash: AttributeValue,
    /// Ascending and without common keys once they are arranged; with whether more is said of the sort key than they can be.
    ranges: Vec<(KeyRange, bool)>,
    /// Whether the ranges hold more than the alternatives.
    widened: bool,
}

impl Partition {
    /// Puts the ranges in order. Those that AWS would find to overlap are refused; others give way to the whole partition.
    fn arrange(&mut self, source: Source<'_>) -> Result<(), super::Fault> {
        for (at, (one, irregular)) in self.ranges.iter().enumerate() {
            for (_, also_irregular) in self.ranges.iter().skip(at + 1).filter(|(other, _)| one.meets(other)) {
                if !irregular && !also_irregular {
                    return Err(KeyFault::Overlap.into());
                }
                self.widened = true;
            }
        }
        if self.widened {
            self.ranges = vec![(Alternative::of(self.hash.clone()).range(source)?, true)];
        }
        order::sort_by(&mut self.ranges, |(left, _), (right, _)| left.compare_starts(right));
        Ok(())
    }
}

fn flatten<'c>(conditions: &'c [Condition], parts: &mut Vec<&'c Condition>) {
    for condition in conditions {
        match condition {
            Condition::And(conditions) => flatten(conditions, parts),
            condition => parts.push(condition),
        }
    }
}

/// Whether a part that is no test of the sort key says something of it.
fn is_irregular(part: &Condition, key: Key<'_>) -> bool {
    let says = matches!(part, Condition::Not(_) | Condition::Compare(_, Comparator::NotEqual, _));
    says && part.paths().iter().any(|path| key.is_range(path.attribute()))
}

impl Alternative {
    const fn of(hash: AttributeValue) -> Self {
        Self { hash, tests: Vec::new(), irregular: false }
    }

    /// Whether the values can be those of keys.
    fn check(&self, key: Key<'_>, source: Source<'_>) -> Result<(), KeyFault> {
        check_value(key.hash, &self.hash, source)?;
        let Some(range) = key.range else { return Ok(()) };
        self.tests.iter().flat_map(KeyTest::values).try_for_each(|value| check_value(range, value, source))
    }

    /// The keys that pass all tests.
    fn range(&self, source: Source<'_>) -> Result<KeyRange, super::Fault> {
        let (Some(hash), range) = (source.key().hash().first(), source.key().range().first()) else {
            return Err(KeyFault::SeveralAttributes.into());
        };
        let hash = KeyClause { attribute: hash.name.to_string(), test: KeyTest::Equal(self.hash.clone()) };
        let of = |test: Option<&KeyTest>| {
            let test = test.zip(range).map(|(test, range)| KeyClause { attribute: range.name.to_string(), test: test.clone() });
            let condition = KeyCondition(std::iter::once(hash.clone()).chain(test).collect());
            // The values have been checked, so that there is nothing to refuse.
            QueryPlan::new(source, &condition).map(|plan| plan.range()).map_err(|_| KeyFault::NotPinned)
        };
        if self.tests.is_empty() {
            return Ok(of(None)?);
        }
        self.tests.iter().try_fold(KeyRange::all(), |whole, test| Ok(whole.intersection(of(Some(test))?)))
    }
}

fn check_value(attribute: &KeyAttribute, value: &AttributeValue, source: Source<'_>) -> Result<(), KeyFault> {
    check_type(attribute, value)?;
    let index = || source.as_index().map(|index| index.schema().name.clone());
    let candidate = attribute.part(Candidate::from(value)).map_err(|fault| KeyFault::Value(fault, index()))?;
    let is_hash = source.key().hash().contains(attribute);
    attribute.check_size(candidate, is_hash).map_err(|fault| KeyFault::Value(fault, index()))
}

/// In which directions `ORDER BY` reads.
#[derive(Debug)]
struct Direction {
    /// Whether the partitions are in order, and if so whether in descending order.
    hash: Option<bool>,
    /// Whether the sort keys are descending.
    descending: bool,
}

impl Direction {
    /// With the partition alone to order by, rows come descending by their sort keys.
    fn of(order: &[OrderTerm], key: Key<'_>) -> Self {
        let hash = order.iter().find(|term| term.attribute == *key.hash.name).map(|term| term.descending);
        let range = order.iter().find(|term| key.is_range(&term.attribute)).map(|term| term.descending);
        Self { hash, descending: range.unwrap_or(hash.is_some()) }
    }

    fn arranged(&self, mut partitions: Vec<Partition>) -> Vec<KeyRange> {
        if let Some(descending) = self.hash {
            order::sort_by(&mut partitions, |left, right| {
                let order = compare(&left.hash, &right.hash);
                if descending { order.reverse() } else { order }
            });
        }
        let ranges = partitions.into_iter().flat_map(|mut partition| {
            if self.descending {
                partition.ranges.reverse();
            }
            partition.ranges
        });
        ranges.map(|(range, _)| range).collect()
    }
}

/// The order of values of one key attribute.
fn compare(left: &AttributeValue, right: &AttributeValue) -> Ordering {
    let scalar = |value| match Candidate::from(value) {
        Candidate::Scalar(_, value) => value,
        Candidate::Other(_) => ValueRef::Null,
    };
    scalar(left).partial_cmp(&scalar(right)).unwrap_or(Ordering::Equal)
}
