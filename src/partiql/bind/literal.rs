//! Literals as values.

use super::Binder;
use crate::partiql::syntax::{Expr, Node};
use crate::partiql::{Fault, LiteralFault, Place, Refused};
use crate::value::{AttributeMap, AttributeValue, Number, Set};

const ROOT: &str = "root";

impl Binder<'_> {
    /// The value that `expr` stands for.
    pub(super) fn value(self, expr: &Expr) -> Result<AttributeValue, Fault> {
        self.value_at(expr, ROOT, 0)
    }

    /// The item that `expr` stands for. Its attributes are the first level of values.
    pub(super) fn item(self, expr: &Expr) -> Result<AttributeMap, Fault> {
        match &expr.node {
            Node::Struct(members) => self.members(members, ROOT, 0),
            Node::Parameter(number) => match self.parameter(*number) {
                AttributeValue::M(item) => Ok(item.clone()),
                _ => Err(self.unsupported(expr, expr.class(), ROOT)),
            },
            _ => Err(self.unsupported(expr, expr.class(), ROOT)),
        }
    }

    /// The value at `place`, in so many lists and maps.
    fn value_at(self, expr: &Expr, place: &str, depth: usize) -> Result<AttributeValue, Fault> {
        match &expr.node {
            Node::Null => Ok(AttributeValue::Null),
            Node::Boolean(value) => Ok(AttributeValue::Bool(*value)),
            Node::Text(text) => Ok(AttributeValue::S(text.clone())),
            Node::Number(text) => number(text, place).map(AttributeValue::N),
            Node::Parameter(number) => Ok(self.parameter(*number).clone()),
            Node::List(members) => {
                let depth = deeper(depth, place)?;
                let members = members.iter().enumerate();
                let members = members.map(|(at, member)| self.value_at(member, &format!("{place}[{at}]"), depth));
                members.collect::<Result<_, _>>().map(AttributeValue::L)
            }
            Node::Struct(members) => self.members(members, place, deeper(depth, place)?).map(AttributeValue::M),
            Node::Bag(members) => self.set(members, place),
            Node::Missing => Err(Refused::Missing.into()),
            Node::Ion(text) => Err(at(LiteralFault::Ion(ion_type(text), self.position(expr)), place)),
            // A function is called by its name where it is an attribute.
            Node::Call(name, _) if depth == 0 => Err(self.unsupported(expr, name, place)),
            _ => Err(self.unsupported(expr, expr.class(), place)),
        }
    }

    fn members(self, members: &[(Expr, Expr)], place: &str, depth: usize) -> Result<AttributeMap, Fault> {
        let members = members.iter().map(|(name, value)| {
            let Node::Text(text) = &name.node else { return Err(self.unsupported(name, name.class(), place)) };
            if text.is_empty() {
                return Err(Refused::EmptyComponent.into());
            }
            Ok((text.clone(), self.value_at(value, &format!("{place}.{text}"), depth)?))
        });
        members.collect()
    }

    fn unsupported(self, expr: &Expr, name: &str, place: &str) -> Fault {
        at(LiteralFault::Type(name.to_owned(), self.position(expr)), place)
    }

    /// A bag is a set of strings or a set of numbers, which its first member decides.
    fn set(self, members: &[Expr], place: &str) -> Result<AttributeValue, Fault> {
        match members.first().map(|first| &first.node) {
            None => Err(at(LiteralFault::EmptyBag, place)),
            Some(Node::Text(_)) => self.strings(members, place),
            Some(Node::Number(_)) => self.numbers(members, place),
            Some(_) => Err(self.no_member(members.first(), false, place)),
        }
    }

    fn strings(self, members: &[Expr], place: &str) -> Result<AttributeValue, Fault> {
        let texts = members.iter().map(|member| match &member.node {
            Node::Text(text) => Ok(text.clone()),
            _ => Err(self.no_member(Some(member), true, place)),
        });
        let texts = texts.collect::<Result<Vec<_>, _>>()?;
        let printed = texts.join(", ");
        Set::new(texts).map(AttributeValue::SS).ok_or_else(|| at(LiteralFault::Duplicates(printed), place))
    }

    fn numbers(self, members: &[Expr], place: &str) -> Result<AttributeValue, Fault> {
        let mut numbers = Vec::new();
        for member in members {
            match &member.node {
                Node::Number(text) => numbers.push(number(text, place)?),
                Node::Null => return Err(at(LiteralFault::NullMember, place)),
                _ => return Err(self.no_member(Some(member), false, place)),
            }
        }
        let printed = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        Set::new(numbers).map(AttributeValue::NS).ok_or_else(|| at(LiteralFault::Duplicates(printed), place))
    }

    fn no_member(self, member: Option<&Expr>, behind_text: bool, place: &str) -> Fault {
        match member {
            Some(parameter) if matches!(parameter.node, Node::Parameter(_)) => {
                self.unsupported(parameter, parameter.class(), place)
            }
            member => {
                let position = member.filter(|_| behind_text).map(|member| self.position(member));
                at(LiteralFault::BagMembers(position), place)
            }
        }
    }
}

fn at(fault: LiteralFault, place: &str) -> Fault {
    Fault::Literal(fault, Place(place.to_owned()))
}

fn number(text: &str, place: &str) -> Result<Number, Fault> {
    Number::parse(text).map_err(|fault| at(LiteralFault::Number(fault), place))
}

/// One level below `depth`.
fn deeper(depth: usize, place: &str) -> Result<usize, Fault> {
    if depth >= AttributeValue::MAX_DEPTH { Err(at(LiteralFault::TooDeep, place)) } else { Ok(depth + 1) }
}

/// What Ion's text notation says of the type of a value: its first characters do.
fn ion_type(text: &str) -> &'static str {
    let text = text.trim();
    match text.as_bytes() {
        [b'"', ..] | [b'\'', b'\'', b'\'', ..] => "STRING",
        [b'{', b'{', rest @ ..] => match rest.trim_ascii_start().first() {
            Some(b'"' | b'\'') => "CLOB",
            _ => "BLOB",
        },
        [b'{', ..] => "STRUCT",
        [b'[', ..] => "LIST",
        [b'(', ..] => "SEXP",
        [b'0'..=b'9' | b'-', ..] => ion_number(text),
        _ => match text.split('.').next().unwrap_or_default() {
            "null" => "NULL",
            "true" | "false" => "BOOL",
            "nan" => "FLOAT",
            _ => "SYMBOL",
        },
    }
}

fn ion_number(text: &str) -> &'static str {
    if text.get(4..5).is_some_and(|behind_year| matches!(behind_year, "-" | "T")) {
        "TIMESTAMP"
    } else if text.contains(['e', 'E']) && !text.starts_with("0x") {
        "FLOAT"
    } else if text.contains(['.', 'd', 'D']) && !text.starts_with("0x") {
        "DECIMAL"
    } else {
        "INT"
    }
}
