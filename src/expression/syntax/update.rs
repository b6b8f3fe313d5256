//! Update expressions: sections `SET`, `REMOVE`, `ADD` and `DELETE`, each at most once, in any order.

use super::cursor::Cursor;
use super::faults::Faults;
use super::parser::set_value;
use super::path::{Keywords, path};
use super::token::Kind;
use super::tree::UpdateClause;
use crate::expression::{Error, Surface};

/// The words that begin a section, and so are no names.
pub(super) const SECTIONS: Keywords = &["SET", "REMOVE", "ADD", "DELETE"];

/// The clauses of an update expression in written order, at least one.
pub(in crate::expression) fn update(text: &str) -> Result<Vec<UpdateClause<'_>>, Error> {
    let mut cursor = Cursor::new(Surface::Update, text)?;
    let mut faults = Faults::default();
    let (mut clauses, mut sections) = (Vec::new(), Vec::new());
    loop {
        let keyword = section(&mut cursor, &mut sections, &mut faults)?;
        clauses.push(clause(keyword, &mut cursor, &mut faults)?);
        while cursor.passes(",") {
            clauses.push(clause(keyword, &mut cursor, &mut faults)?);
        }
        if cursor.is_at_end() {
            break;
        }
    }
    faults.check(Surface::Update)?;
    Ok(clauses)
}

fn section(cursor: &mut Cursor<'_>, seen: &mut Vec<&'static str>, faults: &mut Faults) -> Result<&'static str, Error> {
    let token = cursor.token();
    let keyword = SECTIONS.iter().find(|keyword| token.is_word(keyword)).ok_or_else(|| cursor.error())?;
    cursor.advance();
    if seen.contains(keyword) {
        faults.repeated_section(keyword);
    }
    seen.push(keyword);
    Ok(keyword)
}

fn clause<'t>(section: &str, cursor: &mut Cursor<'t>, faults: &mut Faults) -> Result<UpdateClause<'t>, Error> {
    let target = path(cursor, SECTIONS, faults)?;
    Ok(match section {
        "SET" => {
            cursor.expect("=")?;
            UpdateClause::Set(target, set_value(cursor, faults)?)
        }
        "REMOVE" => UpdateClause::Remove(target),
        "ADD" => UpdateClause::Add(target, value(cursor)?),
        _ => UpdateClause::Delete(target, value(cursor)?),
    })
}

fn value<'t>(cursor: &mut Cursor<'t>) -> Result<&'t str, Error> {
    let token = cursor.token();
    if token.kind != Kind::Value {
        return Err(cursor.error());
    }
    cursor.advance();
    Ok(token.text)
}
