//! Conditions, and the right-hand sides of `SET`: operands, functions, operators and parentheses, parsed with a stack of
//! what is still open, so that no text can exhaust the stack of the program.
//!
//! The parser alternates: [`Parser::open`] reads what may stand before an operand and the operand, [`Parser::proceed`]
//! what may stand behind it. The precedence, from loose to tight: `OR`, `AND`, `NOT`, comparisons.

use super::MOST_CANDIDATES;
use super::cursor::Cursor;
use super::faults::Faults;
use super::path::{Keywords, begins_path, continue_path, path};
use super::token::Kind;
use super::tree::{Call, Function, Operand, SetValue, SyntaxCondition};
use super::update::SECTIONS;
use crate::expression::condition::Comparator;
use crate::expression::{Error, LimitFault, Surface};

/// The words that are operators of conditions, and so are no names.
const OPERATORS: Keywords = &["BETWEEN", "IN", "AND", "OR", "NOT"];

/// Parses a condition, filter or key condition expression.
pub(in crate::expression) fn condition(surface: Surface, text: &str) -> Result<SyntaxCondition<'_>, Error> {
    let mut cursor = Cursor::new(surface, text)?;
    let mut faults = Faults::default();
    let term = Parser::new(&mut cursor, &mut faults, Content::Condition).run()?;
    let condition = term.into_condition(&mut faults).ok_or_else(|| cursor.error())?;
    faults.check(surface)?;
    Ok(condition)
}

/// Parses the right-hand side of a `SET` clause, up to the first token that cannot belong to it.
pub(super) fn set_value<'t>(cursor: &mut Cursor<'t>, faults: &mut Faults) -> Result<SetValue<'t>, Error> {
    match Parser::new(cursor, faults, Content::SetValue).run()? {
        Term::Operand(operand) => Ok(SetValue::Operand(operand)),
        Term::SetValue(value) => Ok(value),
        Term::Condition(_) => Err(cursor.error()),
    }
}

/// What may stand somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// An operand alone.
    Operand,
    /// An operand of a condition, or a condition.
    Condition,
    /// An operand, or a sum or difference of two.
    SetValue,
}

/// What has been opened and waits for its last operand.
#[derive(Debug, Clone, Copy)]
enum Pending {
    /// `(`
    Group(Content),
    /// A function whose operands are the terms from this one on.
    Call(Function, usize),
    /// `IN (`: what is looked for is this term, the candidates are those behind it.
    In(usize),
    Not,
    /// So many conditions.
    And(usize),
    /// So many conditions.
    Or(usize),
    Compare(Comparator),
    /// `BETWEEN` before its `AND`.
    Low,
    /// `BETWEEN` behind its `AND`.
    High,
    Sum,
    Difference,
}

/// A finished part.
#[derive(Debug)]
enum Term<'t> {
    Operand(Operand<'t>),
    Condition(SyntaxCondition<'t>),
    /// A sum or difference.
    SetValue(SetValue<'t>),
}

enum Next {
    /// Another operand has to follow.
    Open,
    /// Something was finished; see what is behind it.
    Proceed,
    /// Nothing is open.
    Done,
}

struct Parser<'p, 't> {
    cursor: &'p mut Cursor<'t>,
    faults: &'p mut Faults,
    content: Content,
    keywords: Keywords,
    pending: Vec<Pending>,
    terms: Vec<Term<'t>>,
    /// Whether the last term stands in parentheses of its own.
    grouped: bool,
}

impl<'p, 't> Parser<'p, 't> {
    fn new(cursor: &'p mut Cursor<'t>, faults: &'p mut Faults, content: Content) -> Self {
        let keywords = if content == Content::Condition { OPERATORS } else { SECTIONS };
        Self { cursor, faults, content, keywords, pending: Vec::new(), terms: Vec::new(), grouped: false }
    }

    fn run(mut self) -> Result<Term<'t>, Error> {
        self.open()?;
        loop {
            match self.proceed()? {
                Next::Open => self.open()?,
                Next::Proceed => {}
                Next::Done => return self.terms.pop().ok_or_else(|| self.cursor.error()),
            }
        }
    }

    /// What may stand at the cursor when an operand has to follow.
    fn content(&self) -> Content {
        match self.pending.last() {
            None => self.content,
            Some(Pending::Group(content)) => *content,
            Some(Pending::Not | Pending::And(_) | Pending::Or(_)) => Content::Condition,
            Some(_) => Content::Operand,
        }
    }

    /// Reads parentheses, `NOT` and functions until an operand is finished.
    fn open(&mut self) -> Result<(), Error> {
        loop {
            let token = self.cursor.token();
            if token.is_symbol("(") {
                self.cursor.advance();
                self.pending.push(Pending::Group(self.content()));
            } else if token.is_word("NOT") && self.content() == Content::Condition {
                self.operator(Pending::Not);
            } else if token.kind == Kind::Value {
                self.cursor.advance();
                self.finish(Term::Operand(Operand::Value(token.text)));
                return Ok(());
            } else if !begins_path(self.cursor, self.keywords) {
                return Err(self.cursor.error());
            } else if token.kind == Kind::Word && self.cursor.following().is_symbol("(") {
                self.call(token.text);
            } else {
                let path = path(self.cursor, self.keywords, self.faults)?;
                self.finish(Term::Operand(Operand::Path(path)));
                return Ok(());
            }
        }
    }

    fn call(&mut self, name: &str) {
        let function = match self.content {
            Content::SetValue => Function::in_updates(name),
            Content::Condition | Content::Operand => Function::in_conditions(name),
        };
        if function.is_none() {
            self.faults.unknown_function(name);
        }
        // The tree of an unknown function is never used: the fault is reported instead.
        self.operator(Pending::Call(function.unwrap_or(Function::Size), self.terms.len()));
        self.cursor.advance();
    }

    /// Passes the operator at the cursor.
    fn operator(&mut self, pending: Pending) {
        self.cursor.advance();
        self.faults.operators = self.faults.operators.saturating_add(1);
        self.pending.push(pending);
    }

    fn finish(&mut self, term: Term<'t>) {
        self.terms.push(term);
        self.grouped = false;
    }

    /// Reads what stands behind a finished term.
    fn proceed(&mut self) -> Result<Next, Error> {
        let is_operand = matches!(self.terms.last(), Some(Term::Operand(_)));
        match self.content() {
            Content::Condition if is_operand && self.begins_comparison() => self.comparison(),
            Content::SetValue if is_operand && self.begins_arithmetic() => Ok(self.arithmetic()),
            _ => self.close(),
        }
    }

    fn begins_comparison(&self) -> bool {
        let token = self.cursor.token();
        token.is_word("BETWEEN")
            || token.is_word("IN")
            || (token.kind == Kind::Symbol && Comparator::from_symbol(token.text).is_some())
    }

    fn comparison(&mut self) -> Result<Next, Error> {
        let token = self.cursor.token();
        if let Some(comparator) = Comparator::from_symbol(token.text) {
            self.operator(Pending::Compare(comparator));
        } else if token.is_word("BETWEEN") {
            self.operator(Pending::Low);
        } else {
            self.operator(Pending::In(self.terms.len().saturating_sub(1)));
            self.cursor.expect("(")?;
        }
        Ok(Next::Open)
    }

    fn begins_arithmetic(&self) -> bool {
        self.cursor.token().is_symbol("+") || self.cursor.token().is_symbol("-")
    }

    fn arithmetic(&mut self) -> Next {
        let is_sum = self.cursor.token().is_symbol("+");
        self.operator(if is_sum { Pending::Sum } else { Pending::Difference });
        Next::Open
    }

    /// Finishes what is open and complete, or reads what continues it.
    fn close(&mut self) -> Result<Next, Error> {
        match self.pending.last().copied() {
            Some(Pending::Compare(_) | Pending::High | Pending::Sum | Pending::Difference) => self.reduce(),
            Some(Pending::Low) => self.upper_bound(),
            Some(Pending::Call(..) | Pending::In(_)) if self.cursor.passes(",") => Ok(Next::Open),
            Some(Pending::Call(..) | Pending::In(_)) => {
                self.cursor.expect(")")?;
                self.reduce()
            }
            Some(Pending::Group(_)) if self.cursor.passes(")") => self.close_group(),
            None if self.content == Content::SetValue => Ok(Next::Done),
            Some(Pending::Group(Content::Operand | Content::SetValue)) => Err(self.cursor.error()),
            None | Some(Pending::Group(_) | Pending::Not | Pending::And(_) | Pending::Or(_)) => self.close_condition(),
        }
    }

    fn upper_bound(&mut self) -> Result<Next, Error> {
        if !self.cursor.token().is_word("AND") {
            return Err(self.cursor.error());
        }
        self.cursor.advance();
        self.pending.pop();
        self.pending.push(Pending::High);
        Ok(Next::Open)
    }

    fn close_group(&mut self) -> Result<Next, Error> {
        self.pending.pop();
        if self.grouped && self.content == Content::Condition {
            self.faults.redundant_parentheses();
        }
        self.grouped = true;
        if let Some(Term::Operand(Operand::Path(path))) = self.terms.last_mut()
            && self.content == Content::Condition
        {
            let elements = path.0.len();
            continue_path(path, self.cursor, self.keywords, self.faults)?;
            self.grouped = path.0.len() == elements;
        }
        Ok(Next::Proceed)
    }

    /// Behind a whole condition: `AND`, `OR`, or the end of what it stands in.
    fn close_condition(&mut self) -> Result<Next, Error> {
        self.promote()?;
        let token = self.cursor.token();
        match self.pending.last_mut() {
            Some(Pending::And(count)) if token.is_word("AND") => *count = count.saturating_add(1),
            Some(Pending::Or(count)) if token.is_word("OR") => *count = count.saturating_add(1),
            Some(Pending::Not | Pending::And(_)) => return self.reduce(),
            _ if token.is_word("AND") => self.pending.push(Pending::And(2)),
            Some(Pending::Or(_)) => return self.reduce(),
            _ if token.is_word("OR") => self.pending.push(Pending::Or(2)),
            None if self.cursor.is_at_end() => return Ok(Next::Done),
            _ => return Err(self.cursor.error()),
        }
        self.faults.operators = self.faults.operators.saturating_add(1);
        self.cursor.advance();
        Ok(Next::Open)
    }

    /// The last term has to be a condition: a function becomes one, another operand lacks its comparison.
    fn promote(&mut self) -> Result<(), Error> {
        let term = self.terms.pop().and_then(|term| term.into_condition(self.faults)).ok_or_else(|| self.cursor.error())?;
        self.terms.push(Term::Condition(term));
        Ok(())
    }

    /// Makes one term of the last pending operator and its operands.
    fn reduce(&mut self) -> Result<Next, Error> {
        let term = self.pending.pop().and_then(|pending| self.combine(pending)).ok_or_else(|| self.cursor.error())?;
        self.finish(term);
        Ok(Next::Proceed)
    }

    fn combine(&mut self, pending: Pending) -> Option<Term<'t>> {
        Some(match pending {
            Pending::Group(_) | Pending::Low => return None,
            Pending::Call(function, first) => Term::Operand(self.finished_call(function, first)),
            Pending::In(first) => {
                let mut operands = self.operands_from(first).into_iter();
                let operand = operands.next()?;
                Term::Condition(SyntaxCondition::In(operand, self.candidates(operands.collect())))
            }
            Pending::Not if self.faults.gives_up() => self.terms.pop()?,
            Pending::Not => Term::Condition(SyntaxCondition::Not(Box::new(self.conditions(1).pop()?))),
            Pending::And(count) => Term::Condition(SyntaxCondition::And(self.conditions(count))),
            Pending::Or(count) => Term::Condition(SyntaxCondition::Or(self.conditions(count))),
            Pending::Compare(comparator) => {
                let [left, right] = self.operands()?;
                Term::Condition(SyntaxCondition::Compare(left, comparator, right))
            }
            Pending::High => Term::Condition(SyntaxCondition::Between(Box::new(self.operands()?))),
            Pending::Sum | Pending::Difference => {
                let [left, right] = self.operands()?;
                let sum = matches!(pending, Pending::Sum);
                Term::SetValue(if sum { SetValue::Sum(left, right) } else { SetValue::Difference(left, right) })
            }
        })
    }

    fn finished_call(&mut self, function: Function, first: usize) -> Operand<'t> {
        let operands = self.operands_from(first);
        if self.faults.gives_up() {
            return Operand::Value("");
        }
        Operand::Call(Call { function, operands })
    }

    fn candidates(&mut self, candidates: Vec<Operand<'t>>) -> Vec<Operand<'t>> {
        if candidates.len() > MOST_CANDIDATES {
            self.faults.limit(LimitFault::Candidates(candidates.len()));
        }
        candidates
    }

    /// The last `N` terms as operands.
    fn operands<const N: usize>(&mut self) -> Option<[Operand<'t>; N]> {
        self.operands_from(self.terms.len().saturating_sub(N)).try_into().ok()
    }

    /// The terms from the `first` on. In conditions, `size` is the only function whose result is an operand.
    fn operands_from(&mut self, first: usize) -> Vec<Operand<'t>> {
        let terms = self.terms.split_off(first.min(self.terms.len()));
        let operands: Vec<_> = terms.into_iter().filter_map(Term::into_operand).collect();
        if self.content == Content::Condition {
            let misused = operands.iter().find_map(|operand| match operand {
                Operand::Call(call) if call.function != Function::Size => Some(call.function.misused()),
                _ => None,
            });
            if let Some(fault) = misused {
                self.faults.misused_function(fault);
            }
        }
        operands
    }

    /// The last `count` terms as conditions.
    fn conditions(&mut self, count: usize) -> Vec<SyntaxCondition<'t>> {
        let terms = self.terms.split_off(self.terms.len().saturating_sub(count));
        if self.faults.gives_up() {
            return Vec::new();
        }
        terms.into_iter().filter_map(|term| term.into_condition(self.faults)).collect()
    }
}

impl<'t> Term<'t> {
    fn into_operand(self) -> Option<Operand<'t>> {
        match self {
            Self::Operand(operand) => Some(operand),
            Self::Condition(_) | Self::SetValue(_) => None,
        }
    }

    fn into_condition(self, faults: &mut Faults) -> Option<SyntaxCondition<'t>> {
        match self {
            Self::Condition(condition) => Some(condition),
            Self::Operand(Operand::Call(call)) => {
                if call.function == Function::Size {
                    faults.misused_function(Function::Size.misused());
                }
                Some(SyntaxCondition::Call(call))
            }
            // What stands for a call when there are too many of them.
            Self::Operand(Operand::Value("")) => Some(SyntaxCondition::And(Vec::new())),
            Self::Operand(_) | Self::SetValue(_) => None,
        }
    }
}
