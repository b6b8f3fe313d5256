//! A statement as a request sends it, with what stands beside it.

use super::Error;
use crate::partiql::{Fault, Statement};
use crate::request::{Member, Structure};
use crate::value::{AttributeValue, Layer};

/// A statement and its parameters.
#[derive(Debug, Hash)]
pub struct StatementRequest {
    /// The text.
    pub text: String,
    /// What its question marks stand for, all of them valid values.
    pub parameters: Vec<AttributeValue>,
    /// Whether a read is strongly consistent.
    pub consistent: bool,
    /// Whether the item is wanted whose condition failed.
    pub returns_item: bool,
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::validation(fault.to_string())
    }
}

impl StatementRequest {
    /// Takes the statement out of a request or of one of its members.
    ///
    /// # Errors
    ///
    /// A parameter is no value: AWS looks at all of them before it reads the statement.
    pub fn take(input: &mut Structure) -> Result<Self, Error> {
        let parameters = input.take_list("Parameters").unwrap_or_default().into_iter().map(|parameter| match parameter {
            Member::Value(value) => value.map_err(|fault| Error::validation(fault.message(Layer::Older))),
            _ => Ok(AttributeValue::Null),
        });
        Ok(Self {
            parameters: parameters.collect::<Result<_, _>>()?,
            consistent: input.boolean("ConsistentRead").unwrap_or(false),
            returns_item: input.text("ReturnValuesOnConditionCheckFailure") == Some("ALL_OLD"),
            text: input.take_text("Statement").unwrap_or_default(),
        })
    }

    /// Takes all statements out of the list `name`.
    ///
    /// # Errors
    ///
    /// A parameter of one of them is no value.
    pub fn take_all(input: &mut Structure, name: &str) -> Result<Vec<Self>, Error> {
        let members = input.take_list(name).unwrap_or_default().into_iter();
        let statements = members.filter_map(|member| match member {
            Member::Structure(mut statement) => Some(Self::take(&mut statement)),
            _ => None,
        });
        statements.collect()
    }

    /// The statement over its parameters.
    ///
    /// # Errors
    ///
    /// What AWS refuses without looking at a table.
    pub fn parse(&self) -> Result<Statement, Fault> {
        Statement::parse(&self.text, &self.parameters)
    }
}
