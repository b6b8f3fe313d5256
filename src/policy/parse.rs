//! JSON to a document, or to the first fault.

use super::condition::Condition;
use super::document::{Clause, Document, Effect, Principals, Statement};
use super::fault::{DocumentFault, MOST_BYTES};
use super::json::Json;

/// What a document is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A resource: its statements name principals.
    Resource,
    /// A user or role, whom its statements are about.
    Identity,
}

type Members = Vec<(String, Json)>;

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn parse(text: &str, kind: Kind) -> Result<Self, DocumentFault> {
        if text.len() > MOST_BYTES {
            return Err(DocumentFault::TooLarge);
        }
        let mut members = whole(text)?;
        let version = take(&mut members, "Version").map(string).transpose()?;
        let id = take(&mut members, "Id").map(string).transpose()?;
        let statements = match take(&mut members, "Statement") {
            Some(Json::List(statements)) => statements,
            Some(statement) => vec![statement],
            None => return Err(DocumentFault::Missing("Statement")),
        };
        check_none_left(&members)?;
        if version.as_deref().is_some_and(|version| !matches!(version, "2012-10-17" | "2008-10-17")) {
            return Err(DocumentFault::Syntax);
        }
        if statements.is_empty() {
            return Err(DocumentFault::NoStatement);
        }
        let statements = statements.into_iter().map(|json| statement(json, kind)).collect::<Result<_, _>>()?;
        let document = Self { version, id, statements };
        document.check_sids()?;
        Ok(document)
    }

    fn check_sids(&self) -> Result<(), DocumentFault> {
        let sids: Vec<_> = self.statements.iter().filter_map(|statement| statement.sid.as_deref()).collect();
        let repeated = |(at, sid): (usize, &&str)| sids.iter().take(at).any(|earlier| earlier == sid);
        if sids.iter().enumerate().any(repeated) { Err(DocumentFault::SidsNotUnique) } else { Ok(()) }
    }
}

/// The members of the document. What is no object, an empty one and null are refused in words of their own (observed 2026-10-09).
fn whole(text: &str) -> Result<Members, DocumentFault> {
    match Json::parse(text) {
        Some(Json::Object(members)) if members.is_empty() => {
            let lines: Vec<_> = text.trim_end().lines().collect();
            let column = lines.last().map_or(0, |line| line.chars().count()) + 1;
            Err(DocumentFault::Empty(lines.len(), column))
        }
        Some(Json::Object(members)) => Ok(members),
        None if text.trim() == "null" => Err(DocumentFault::NoPolicy),
        _ => Err(DocumentFault::NoJson),
    }
}

fn statement(json: Json, kind: Kind) -> Result<Statement, DocumentFault> {
    let mut members = object(json)?;
    let sid = take(&mut members, "Sid").map(string).transpose()?;
    let effect = take(&mut members, "Effect").map(string).transpose()?.ok_or(DocumentFault::Missing("Effect"))?;
    let effect = match effect {
        effect if effect.eq_ignore_ascii_case("Allow") => Effect::Allow,
        effect if effect.eq_ignore_ascii_case("Deny") => Effect::Deny,
        _ => return Err(DocumentFault::Syntax),
    };
    let principals = match kind {
        Kind::Resource => Some(clause(&mut members, "Principal", "NotPrincipal", principals)?),
        Kind::Identity => None,
    };
    let actions = clause(&mut members, "Action", "NotAction", strings)?;
    let resources = clause(&mut members, "Resource", "NotResource", strings)?;
    let conditions = take(&mut members, "Condition").map_or(Ok(Vec::new()), conditions)?;
    check_none_left(&members)?;
    Ok(Statement { sid, effect, principals, actions, resources, conditions })
}

/// One of two members, of which one must be there and not both.
fn clause<T>(
    members: &mut Members,
    name: &'static str,
    inverted: &str,
    read: impl Fn(Json) -> Result<T, DocumentFault>,
) -> Result<Clause<T>, DocumentFault> {
    match (take(members, name), take(members, inverted)) {
        (Some(json), None) => Ok(Clause { inverted: false, of: read(json)? }),
        (None, Some(json)) => Ok(Clause { inverted: true, of: read(json)? }),
        (None, None) => Err(DocumentFault::Missing(name)),
        (Some(_), Some(_)) => Err(DocumentFault::Syntax),
    }
}

fn principals(json: Json) -> Result<Principals, DocumentFault> {
    if json.as_text() == Some("*") {
        return Ok(Principals::Everyone);
    }
    let kinds = object(json)?;
    if kinds.is_empty() {
        return Err(DocumentFault::Missing("Principal"));
    }
    let kinds = kinds.into_iter().map(|(kind, json)| principals_of_kind(kind, json));
    Ok(Principals::Kinds(kinds.collect::<Result<_, _>>()?))
}

fn principals_of_kind(kind: String, json: Json) -> Result<(String, Vec<String>), DocumentFault> {
    let named = strings(json)?;
    if !matches!(kind.as_str(), "AWS" | "Service" | "Federated" | "CanonicalUser") {
        return Err(DocumentFault::Syntax);
    }
    if kind != "AWS" {
        return Ok((kind, named));
    }
    let mut distinct = Vec::with_capacity(named.len());
    for principal in named {
        let principal = aws_principal(principal)?;
        if !distinct.contains(&principal) {
            distinct.push(principal);
        }
    }
    Ok((kind, distinct))
}

/// `*`, an ARN, or an account id, which stands for the ARN of its root user. A wildcard is no part of an ARN here (IAM user guide, Principal).
fn aws_principal(text: String) -> Result<String, DocumentFault> {
    let is_account = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if text == "*" {
        return Ok(text);
    }
    if is_account(&text) {
        return Ok(format!("arn:aws:iam::{text}:root"));
    }
    let parts: Vec<_> = text.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", _, "iam" | "sts", "", account, resource]
            if is_account(account) && !resource.is_empty() && !resource.contains(['*', '?']) =>
        {
            Ok(text)
        }
        _ => Err(DocumentFault::Principal),
    }
}

fn conditions(json: Json) -> Result<Vec<Condition>, DocumentFault> {
    object(json)?.into_iter().map(|(operator, keys)| condition(operator, keys)).collect()
}

fn condition(operator: String, keys: Json) -> Result<Condition, DocumentFault> {
    let keys = object(keys)?.into_iter().map(|(key, values)| Ok((key, scalars(values)?)));
    let keys = keys.collect::<Result<_, DocumentFault>>()?;
    Condition::new(operator.clone(), keys).ok_or(DocumentFault::Operator(operator))
}

fn take(members: &mut Members, name: &str) -> Option<Json> {
    let at = members.iter().position(|(present, _)| present == name)?;
    Some(members.remove(at).1)
}

fn check_none_left(members: &Members) -> Result<(), DocumentFault> {
    if members.is_empty() { Ok(()) } else { Err(DocumentFault::Syntax) }
}

fn object(json: Json) -> Result<Members, DocumentFault> {
    match json {
        Json::Object(members) => Ok(members),
        _ => Err(DocumentFault::Syntax),
    }
}

fn string(json: Json) -> Result<String, DocumentFault> {
    match json {
        Json::Text { text, quoted: true } => Ok(text),
        _ => Err(DocumentFault::Syntax),
    }
}

/// One text or a list of some.
fn strings(json: Json) -> Result<Vec<String>, DocumentFault> {
    match json {
        Json::List(elements) if !elements.is_empty() => elements.into_iter().map(string).collect(),
        single => Ok(vec![string(single)?]),
    }
}

/// One text, number or boolean or a list of them.
fn scalars(json: Json) -> Result<Vec<String>, DocumentFault> {
    let scalar = |json| match json {
        Json::Text { text, .. } => Ok(text),
        _ => Err(DocumentFault::Syntax),
    };
    match json {
        Json::List(elements) => elements.into_iter().map(scalar).collect(),
        single => Ok(vec![scalar(single)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> DocumentFault {
        Document::parse(text, Kind::Resource).unwrap_err()
    }

    fn with(elements: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":[{{{elements}}}]}}"#)
    }

    const WHOLE: &str = r#""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"dynamodb:GetItem","Resource":"*""#;

    #[test]
    fn a_document_is_json_with_statements() {
        assert_eq!(fault(""), DocumentFault::NoJson);
        assert_eq!(fault("{not json"), DocumentFault::NoJson);
        assert_eq!(fault("[]"), DocumentFault::NoJson);
        assert_eq!(fault("null"), DocumentFault::NoPolicy);
        assert_eq!(fault("{}"), DocumentFault::Empty(1, 3));
        assert_eq!(fault("\n{ }\n"), DocumentFault::Empty(2, 4));
        assert_eq!(fault(r#"{"Version":"2012-10-17"}"#), DocumentFault::Missing("Statement"));
        assert_eq!(fault(r#"{"Statement":[]}"#), DocumentFault::NoStatement);
        assert_eq!(fault(&format!(r#"{{"Version":"2020-01-01","Statement":[{{{WHOLE}}}]}}"#)), DocumentFault::Syntax);
        assert_eq!(fault(&format!(r#"{{"Extra":1,"Statement":[{{{WHOLE}}}]}}"#)), DocumentFault::Syntax);
    }

    #[test]
    fn a_statement_has_all_of_its_elements() {
        for element in ["Effect", "Principal", "Action", "Resource"] {
            let elements: Vec<_> = WHOLE.split(",\"").map(|part| part.trim_start_matches('"')).collect();
            let without = elements.iter().filter(|part| !part.starts_with(element));
            let without: Vec<_> = without.map(|part| format!("\"{part}")).collect();
            assert_eq!(fault(&with(&without.join(","))), DocumentFault::Missing(element));
        }
        assert_eq!(fault(&with(&format!(r#"{WHOLE},"NotAction":"x""#))), DocumentFault::Syntax);
        assert_eq!(fault(&with(&WHOLE.replace("Allow", "Permit"))), DocumentFault::Syntax);
        assert_eq!(fault(&with(&WHOLE.replace("\"*\"", "[]"))), DocumentFault::Syntax);
        assert_eq!(fault(&with(&WHOLE.replace("\"*\"", "1"))), DocumentFault::Syntax);
        assert_eq!(fault(&with(&format!(r#"{WHOLE},"Extra":"x""#))), DocumentFault::Syntax);
    }

    #[test]
    fn principals_are_arns_accounts_or_everyone() {
        assert_eq!(fault(&with(&WHOLE.replace(r#"{"AWS":"111122223333"}"#, r#""111122223333""#))), DocumentFault::Syntax);
        assert_eq!(fault(&with(&WHOLE.replace("111122223333", "1111"))), DocumentFault::Principal);
        let some = WHOLE.replace("111122223333", "arn:aws:iam::111122223333:user/a*");
        assert_eq!(fault(&with(&some)), DocumentFault::Principal);
        assert_eq!(fault(&with(&WHOLE.replace("AWS", "Somebody"))), DocumentFault::Syntax);
        let service = with(&WHOLE.replace(r#"{"AWS":"111122223333"}"#, r#"{"Service":"lambda.amazonaws.com"}"#));
        assert!(Document::parse(&service, Kind::Resource).is_ok());
    }

    #[test]
    fn two_statements_have_two_sids() {
        let two = format!(r#"{{"Statement":[{{"Sid":"a",{WHOLE}}},{{"Sid":"a",{WHOLE}}}]}}"#);
        assert_eq!(fault(&two), DocumentFault::SidsNotUnique);
        assert!(Document::parse(&format!(r#"{{"Statement":[{{{WHOLE}}},{{{WHOLE}}}]}}"#), Kind::Resource).is_ok());
    }

    #[test]
    fn the_size_counts_white_space() {
        let padded = |length: usize| format!("{:length$}", with(WHOLE));
        assert!(Document::parse(&padded(MOST_BYTES), Kind::Resource).is_ok());
        assert_eq!(fault(&padded(MOST_BYTES + 1)), DocumentFault::TooLarge);
    }

    #[test]
    fn a_policy_of_an_identity_names_no_principal() {
        let without = WHOLE.replace(r#""Principal":{"AWS":"111122223333"},"#, "");
        assert!(Document::parse(&with(&without), Kind::Identity).is_ok());
        assert_eq!(Document::parse(&with(WHOLE), Kind::Identity), Err(DocumentFault::Syntax));
    }

    #[test]
    fn conditions_compare_scalars() {
        let condition = |text: &str| with(&format!(r#"{WHOLE},"Condition":{text}"#));
        let read =
            Document::parse(&condition(r#"{"Bool":{"aws:SecureTransport":true},"NumericEquals":{"x":[1,"2"]}}"#), Kind::Resource);
        assert!(
            read.unwrap().canonical().ends_with(r#"{"Bool":{"aws:SecureTransport":"true"},"NumericEquals":{"x":["1","2"]}}}]}"#)
        );
        assert_eq!(fault(&condition(r#"{"Equal":{"x":"1"}}"#)), DocumentFault::Operator("Equal".to_owned()));
        assert_eq!(fault(&condition(r#"{"Bool":"x"}"#)), DocumentFault::Syntax);
        assert_eq!(fault(&condition(r#"{"Bool":{"x":{}}}"#)), DocumentFault::Syntax);
    }
}
