//! Writes syntax trees as text, with as few parentheses as the grammar needs; for tests.

use std::fmt::{self, Display, Formatter};

use super::tree::{Call, Operand, Path, PathElement, SyntaxCondition};

impl Display for SyntaxCondition<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(conditions) => {
                joined(formatter, conditions, " AND ", |inner| matches!(inner, SyntaxCondition::And(_) | SyntaxCondition::Or(_)))
            }
            Self::Or(conditions) => joined(formatter, conditions, " OR ", |inner| matches!(inner, SyntaxCondition::Or(_))),
            Self::Not(condition) if matches!(**condition, Self::And(_) | Self::Or(_)) => write!(formatter, "NOT ({condition})"),
            Self::Not(condition) => write!(formatter, "NOT {condition}"),
            Self::Compare(left, comparator, right) => write!(formatter, "{left} {} {right}", comparator.symbol()),
            Self::Between(operands) => {
                let [operand, low, high] = &**operands;
                write!(formatter, "{operand} BETWEEN {low} AND {high}")
            }
            Self::In(operand, candidates) => {
                write!(formatter, "{operand} IN (")?;
                list(formatter, candidates)
            }
            Self::Call(call) => call.fmt(formatter),
        }
    }
}

fn joined(
    formatter: &mut Formatter<'_>,
    conditions: &[SyntaxCondition<'_>],
    operator: &str,
    needs_parentheses: impl Fn(&SyntaxCondition<'_>) -> bool,
) -> fmt::Result {
    for (at, condition) in conditions.iter().enumerate() {
        formatter.write_str(if at == 0 { "" } else { operator })?;
        if needs_parentheses(condition) { write!(formatter, "({condition})")? } else { write!(formatter, "{condition}")? }
    }
    Ok(())
}

impl Display for Operand<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.fmt(formatter),
            Self::Value(key) => formatter.write_str(key),
            Self::Call(call) => call.fmt(formatter),
        }
    }
}

impl Display for Call<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}(", self.function.name())?;
        list(formatter, &self.operands)
    }
}

impl Display for Path<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for (at, element) in self.0.iter().enumerate() {
            match element {
                PathElement::Index(digits) => write!(formatter, "[{digits}]")?,
                PathElement::Name(name) | PathElement::Placeholder(name) if at == 0 => formatter.write_str(name)?,
                PathElement::Name(name) | PathElement::Placeholder(name) => write!(formatter, ".{name}")?,
            }
        }
        Ok(())
    }
}

/// The operands and the parenthesis behind them.
fn list(formatter: &mut Formatter<'_>, operands: &[Operand<'_>]) -> fmt::Result {
    for (at, operand) in operands.iter().enumerate() {
        write!(formatter, "{}{operand}", if at == 0 { "" } else { ", " })?;
    }
    formatter.write_str(")")
}
