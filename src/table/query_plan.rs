//! A key condition held against a key schema: the range of keys that a query reads.

use super::{Candidate, KeyAttribute, KeyFault, KeyRange, KeySchema, Position, QueryFault, Source};
use crate::expression::{KeyClause, KeyCondition, KeyTest};
use crate::value::{AttributeValue, KeyBuilder, KeyBytes, ValueRef};

/// Where a query reads and what it asks of the keys there.
#[derive(Debug)]
pub struct QueryPlan<'c> {
    source: Source<'c>,
    partition: KeyBytes,
    tests: Vec<&'c KeyTest>,
}

impl<'c> QueryPlan<'c> {
    /// Plans to read what fulfils `condition` in `source`.
    ///
    /// # Errors
    ///
    /// The condition does not fit the key, in AWS's order: how many conditions there are, equality on the hash attributes,
    /// values in written order, attributes outside the key, which range attributes have conditions.
    pub fn new(source: Source<'c>, condition: &'c KeyCondition) -> Result<Self, QueryFault> {
        let (key, clauses) = (source.key(), Clauses(&condition.0));
        clauses.check_count(key)?;
        clauses.check_hash(key)?;
        clauses.check_values(source)?;
        clauses.check_names(key)?;
        clauses.check_range(key)?;
        let hash = key.hash().iter().filter_map(|attribute| clauses.test(attribute)).flat_map(KeyTest::values);
        let partition = partition_of(hash);
        Ok(Self { source, partition, tests: key.range().iter().map_while(|attribute| clauses.test(attribute)).collect() })
    }

    /// The keys that fulfil the condition.
    #[must_use]
    pub fn range(&self) -> KeyRange {
        range_of(self.partition.as_bytes(), &self.tests)
    }

    /// The keys that are left behind `start`.
    ///
    /// # Errors
    ///
    /// The starting key lies outside the condition.
    pub fn range_behind(&self, start: &Position, forward: bool) -> Result<KeyRange, QueryFault> {
        let inside = *start.partition() == *self.partition.as_bytes();
        if self.tests.is_empty() && !inside {
            return Err(self.outside());
        }
        match (range_of(start.partition(), &self.tests).contains(start.as_bytes()), inside) {
            (true, true) => Ok(self.range().continued(start.as_bytes(), forward)),
            (true, false) => Err(QueryFault::StartOfOneRow),
            (false, _) => Err(QueryFault::StartOutsidePredicate),
        }
    }

    fn outside(&self) -> QueryFault {
        if self.source.as_index().is_none() && self.source.key().range().is_empty() {
            QueryFault::StartWithoutRange
        } else {
            QueryFault::StartOutsideBoundaries
        }
    }
}

/// The conditions of a query in written order, at most one for an attribute.
#[derive(Clone, Copy)]
struct Clauses<'c>(&'c [KeyClause]);

impl<'c> Clauses<'c> {
    fn test(self, attribute: &KeyAttribute) -> Option<&'c KeyTest> {
        self.0.iter().find(|clause| clause.attribute == *attribute.name).map(|clause| &clause.test)
    }

    fn has_equality(self, attribute: &KeyAttribute) -> bool {
        self.test(attribute).is_some_and(KeyTest::is_equality)
    }

    fn check_count(self, key: &KeySchema) -> Result<(), QueryFault> {
        let (conditions, attributes) = (self.0.len(), key.len());
        if conditions <= attributes { Ok(()) } else { Err(QueryFault::TooManyConditions { conditions, attributes }) }
    }

    fn check_hash(self, key: &KeySchema) -> Result<(), QueryFault> {
        let lacking: Vec<_> = key.hash().iter().filter(|attribute| !self.has_equality(attribute)).collect();
        match (key.hash(), lacking.first()) {
            (_, None) => Ok(()),
            ([only], Some(_)) if self.test(only) == Some(&KeyTest::NotIndexable) => Err(QueryFault::NotIndexable),
            ([only], Some(_)) if self.test(only).is_some() => Err(QueryFault::NotSupported),
            ([only], Some(_)) => Err(QueryFault::MissedElement(only.name.clone())),
            _ => Err(QueryFault::HashWithoutEquality(lacking.into_iter().map(|attribute| attribute.name.clone()).collect())),
        }
    }

    fn check_values(self, source: Source<'_>) -> Result<(), QueryFault> {
        for clause in self.0 {
            if let Some(attribute) = source.key().attribute(&clause.attribute) {
                if clause.test == KeyTest::NotIndexable {
                    return Err(QueryFault::NotIndexable);
                }
                clause.test.values().try_for_each(|value| check_value(source, attribute, value))?;
            }
        }
        Ok(())
    }

    fn check_names(self, key: &KeySchema) -> Result<(), QueryFault> {
        let inside = self.0.iter().all(|clause| key.contains(&clause.attribute));
        let missed = key.range().iter().find(|attribute| self.test(attribute).is_none());
        match missed {
            Some(attribute) if !inside => Err(QueryFault::MissedElement(attribute.name.clone())),
            _ => Ok(()),
        }
    }

    fn check_range(self, key: &KeySchema) -> Result<(), QueryFault> {
        let Some(last) = key.range().iter().rposition(|attribute| self.test(attribute).is_some()) else { return Ok(()) };
        let (Some(before), Some(conditioned)) = (key.range().get(..last), key.range().get(last)) else { return Ok(()) };
        let lacking = before.iter().filter(|attribute| !self.has_equality(attribute));
        let attributes: Vec<_> = lacking.map(|attribute| attribute.name.clone()).collect();
        if attributes.is_empty() {
            return Ok(());
        }
        Err(QueryFault::RangeWithoutEquality { attributes, conditioned: conditioned.name.clone() })
    }
}

fn check_value(source: Source<'_>, attribute: &KeyAttribute, value: &AttributeValue) -> Result<(), QueryFault> {
    match attribute.part(Candidate::from(value)) {
        Ok(_) => Ok(()),
        Err(KeyFault::Type { .. }) => Err(QueryFault::ValueType),
        Err(fault) => Err(QueryFault::Value { fault, index: source.as_index().map(|index| index.schema().name.clone()) }),
    }
}

/// The hash of a partition key and the partition key.
fn partition_of<'v>(values: impl Iterator<Item = &'v AttributeValue>) -> KeyBytes {
    let mut builder = KeyBuilder::new();
    values.for_each(|value| push(&mut builder, value));
    builder.push_hash();
    builder.finish()
}

/// The keys of a partition that pass equalities on leading range attributes and at most one other test behind them.
fn range_of(partition: &[u8], tests: &[&KeyTest]) -> KeyRange {
    let mut builder = KeyBuilder::new();
    builder.append(partition);
    for test in tests {
        match test {
            KeyTest::Equal(value) => push(&mut builder, value),
            test => return cut(&builder, test),
        }
    }
    KeyRange::of_prefix(builder.as_bytes())
}

fn cut(prefix: &KeyBuilder, test: &KeyTest) -> KeyRange {
    let all = KeyRange::of_prefix(prefix.as_bytes());
    let with = |value| {
        let mut builder = prefix.clone();
        push(&mut builder, value);
        builder
    };
    match test {
        // The checks have let no such test through.
        KeyTest::NotIndexable => all,
        KeyTest::Equal(value) => KeyRange::of_prefix(with(value).as_bytes()),
        KeyTest::Less(value) => all.before(with(value).as_bytes()),
        KeyTest::LessOrEqual(value) => all.through(with(value).as_bytes()),
        KeyTest::Greater(value) => all.behind(with(value).as_bytes()),
        KeyTest::GreaterOrEqual(value) => all.from(with(value).as_bytes()),
        KeyTest::Between(low, high) => all.from(with(low).as_bytes()).through(with(high).as_bytes()),
        KeyTest::BeginsWith(value) => {
            let mut builder = prefix.clone();
            builder.push_prefix(scalar(value));
            KeyRange::of_prefix(builder.as_bytes())
        }
    }
}

fn push(builder: &mut KeyBuilder, value: &AttributeValue) {
    builder.push(scalar(value));
}

/// The checks have let scalars through only, so that nothing is taken for null here.
fn scalar(value: &AttributeValue) -> ValueRef<'_> {
    match Candidate::from(value) {
        Candidate::Scalar(_, value) => value,
        Candidate::Other(_) => ValueRef::Null,
    }
}
