//! What is wrong with an expression that follows the grammar, found while parsing and reported after it: a syntax error
//! anywhere comes first.

use super::MOST_OPERATORS;
use crate::expression::{Error, Fault, LimitFault, OperandFault, Surface};

/// The first fault of each kind.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) operators: usize,
    redundant_parentheses: bool,
    unknown_function: Option<String>,
    misused_function: Option<Fault>,
    reserved_word: Option<String>,
    repeated_section: Option<&'static str>,
    limit: Option<LimitFault>,
}

impl Faults {
    /// Whether there are so many operators that the tree need not be built.
    pub(super) const fn gives_up(&self) -> bool {
        self.operators > MOST_OPERATORS
    }

    pub(super) const fn redundant_parentheses(&mut self) {
        self.redundant_parentheses = true;
    }

    pub(super) fn unknown_function(&mut self, name: &str) {
        self.unknown_function.get_or_insert_with(|| name.to_owned());
    }

    pub(super) fn misused_function(&mut self, fault: Fault) {
        self.misused_function.get_or_insert(fault);
    }

    pub(super) fn reserved_word(&mut self, word: &str) {
        self.reserved_word.get_or_insert_with(|| word.to_owned());
    }

    pub(super) fn repeated_section(&mut self, section: &'static str) {
        self.repeated_section.get_or_insert(section);
    }

    pub(super) fn limit(&mut self, fault: LimitFault) {
        self.limit.get_or_insert(fault);
    }

    /// The fault that AWS reports: in update expressions reserved words come before functions, in conditions after them.
    pub(super) fn check(self, surface: Surface) -> Result<(), Error> {
        let redundant = self.redundant_parentheses.then_some(Fault::RedundantParentheses);
        let unknown = self.unknown_function.map(|name| Fault::Operand(OperandFault::UnknownFunction(name)));
        let reserved = self.reserved_word.map(Fault::ReservedWord);
        let functions = unknown.or(self.misused_function);
        let words = if surface == Surface::Update { reserved.or(functions) } else { redundant.or(functions).or(reserved) };
        let operators = (self.operators > MOST_OPERATORS).then_some(LimitFault::Operators(self.operators));
        let fault = words.or(self.repeated_section.map(Fault::RepeatedSection)).or(operators.or(self.limit).map(Fault::Limit));
        fault.map_or(Ok(()), |fault| Err(surface.error(fault)))
    }
}
