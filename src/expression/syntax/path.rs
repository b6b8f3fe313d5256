//! Paths: a name, then `.name` and `[index]`.

use super::cursor::Cursor;
use super::faults::Faults;
use super::token::Kind;
use super::tree::{Path, PathElement};
use crate::expression::{Error, LimitFault};
use crate::model::is_reserved;

/// How many elements a path may have.
const MOST_ELEMENTS: usize = 32;

/// The words that are no names on a surface. Other reserved words read as names, and are refused after parsing.
pub(super) type Keywords = &'static [&'static str];

/// Reads a path. Its first element is the next token.
pub(super) fn path<'t>(cursor: &mut Cursor<'t>, keywords: Keywords, faults: &mut Faults) -> Result<Path<'t>, Error> {
    let mut path = Path(vec![name(cursor, keywords, faults)?]);
    continue_path(&mut path, cursor, keywords, faults)?;
    Ok(path)
}

/// Reads what follows the elements that `path` has.
pub(super) fn continue_path<'t>(
    path: &mut Path<'t>,
    cursor: &mut Cursor<'t>,
    keywords: Keywords,
    faults: &mut Faults,
) -> Result<(), Error> {
    loop {
        if cursor.passes(".") {
            path.0.push(name(cursor, keywords, faults)?);
        } else if cursor.passes("[") {
            path.0.push(index(cursor, faults)?);
        } else {
            break;
        }
    }
    if path.0.len() > MOST_ELEMENTS {
        faults.limit(LimitFault::PathElements(path.0.len()));
    }
    Ok(())
}

/// Whether the next token can begin a path.
pub(super) fn begins_path(cursor: &Cursor<'_>, keywords: Keywords) -> bool {
    let token = cursor.token();
    match token.kind {
        Kind::Word => !keywords.iter().any(|keyword| token.is_word(keyword)),
        Kind::Name => true,
        Kind::Value | Kind::Number | Kind::Symbol | Kind::End => false,
    }
}

fn name<'t>(cursor: &mut Cursor<'t>, keywords: Keywords, faults: &mut Faults) -> Result<PathElement<'t>, Error> {
    if !begins_path(cursor, keywords) {
        return Err(cursor.error());
    }
    let token = cursor.token();
    cursor.advance();
    if token.kind == Kind::Name {
        return Ok(PathElement::Placeholder(token.text));
    }
    if is_reserved(token.text) {
        faults.reserved_word(token.text);
    }
    Ok(PathElement::Name(token.text))
}

fn index<'t>(cursor: &mut Cursor<'t>, faults: &mut Faults) -> Result<PathElement<'t>, Error> {
    let token = cursor.token();
    if token.kind != Kind::Number {
        return Err(cursor.error());
    }
    cursor.advance();
    cursor.expect("]")?;
    if token.text.parse::<i32>().is_err() {
        faults.limit(LimitFault::Index(token.text.to_owned()));
    }
    Ok(PathElement::Index(token.text))
}
