//! The form in which AWS gives a policy back: without white space, members in a fixed order, one element without its list
//! (observed 2026-10-09).

use super::condition::Condition;
use super::document::{Clause, Document, Effect, Principals, Statement};
use crate::value::to_json;

/// What a document that tells no version gets.
const DEFAULT_VERSION: &str = "2008-10-17";

impl Document {
    /// The document as `GetResourcePolicy` gives it back.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut writer = Writer::default();
        writer.object(|writer| {
            writer.member("Version", self.version.as_deref().unwrap_or(DEFAULT_VERSION));
            writer.optional("Id", self.id.as_deref());
            writer.name("Statement");
            writer.list(&self.statements, |writer, statement| statement.write(writer));
        });
        writer.text
    }
}

impl Statement {
    fn write(&self, writer: &mut Writer) {
        writer.object(|writer| {
            writer.optional("Sid", self.sid.as_deref());
            writer.member("Effect", if self.effect == Effect::Allow { "Allow" } else { "Deny" });
            if let Some(principals) = &self.principals {
                writer.clause("Principal", "NotPrincipal", principals, write_principals);
            }
            writer.clause("Action", "NotAction", &self.actions, |writer, actions| writer.values(actions));
            writer.clause("Resource", "NotResource", &self.resources, |writer, resources| writer.values(resources));
            if !self.conditions.is_empty() {
                writer.name("Condition");
                writer.object(|writer| self.conditions.iter().for_each(|condition| condition.write(writer)));
            }
        });
    }
}

impl Condition {
    fn write(&self, writer: &mut Writer) {
        writer.name(&self.written);
        writer.entries(&self.keys);
    }
}

fn write_principals(writer: &mut Writer, principals: &Principals) {
    match principals {
        Principals::Everyone => writer.string("*"),
        Principals::Kinds(kinds) => writer.entries(kinds),
    }
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    /// A comma, unless something begins here.
    fn separate(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(['{', '[', ':']) {
            self.text.push(',');
        }
    }

    fn string(&mut self, text: &str) {
        self.separate();
        self.text.push_str(&String::from_utf8(to_json(text)).unwrap_or_default());
    }

    fn name(&mut self, name: &str) {
        self.string(name);
        self.text.push(':');
    }

    fn member(&mut self, name: &str, value: &str) {
        self.name(name);
        self.string(value);
    }

    fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.member(name, value);
        }
    }

    fn clause<T>(&mut self, name: &str, inverted: &str, clause: &Clause<T>, write: impl FnOnce(&mut Self, &T)) {
        self.name(if clause.inverted { inverted } else { name });
        write(self, &clause.of);
    }

    fn object(&mut self, write: impl FnOnce(&mut Self)) {
        self.separate();
        self.text.push('{');
        write(self);
        self.text.push('}');
    }

    fn list<T>(&mut self, elements: &[T], write: impl Fn(&mut Self, &T)) {
        self.separate();
        self.text.push('[');
        for element in elements {
            write(self, element);
        }
        self.text.push(']');
    }

    fn entries(&mut self, entries: &[(String, Vec<String>)]) {
        self.object(|writer| {
            for (name, values) in entries {
                writer.name(name);
                writer.values(values);
            }
        });
    }

    fn values(&mut self, values: &[String]) {
        match values {
            [single] => self.string(single),
            _ => self.list(values, |writer, value| writer.string(value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::policy::{Document, Kind};

    fn canonical(text: &str) -> String {
        Document::parse(text, Kind::Resource).unwrap().canonical()
    }

    #[test]
    fn a_document_comes_back_short_and_in_order() {
        let sent = r#"{
            "Statement": {
                "Condition": {"StringEquals": {"aws:PrincipalAccount": ["111122223333"]}},
                "Resource": ["r"],
                "Action": ["dynamodb:Query", "dynamodb:GetItem", "dynamodb:GetItem"],
                "Principal": {"AWS": ["111122223333", "arn:aws:iam::111122223333:root"]},
                "Effect": "allow",
                "Sid": "\u0041"
            },
            "Version": "2012-10-17"
        }"#;
        let expected = concat!(
            r#"{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","#,
            r#""Principal":{"AWS":"arn:aws:iam::111122223333:root"},"#,
            r#""Action":["dynamodb:Query","dynamodb:GetItem","dynamodb:GetItem"],"Resource":"r","#,
            r#""Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}}]}"#,
        );
        assert_eq!(canonical(sent), expected);
        assert_eq!(canonical(expected), expected);
    }

    #[test]
    fn inverted_elements_take_the_places_of_the_others() {
        let sent = concat!(
            r#"{"Version":"2008-10-17","Id":"i","Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"#,
            r#""NotAction":"dynamodb:DeleteTable","NotResource":["a","b"]},"#,
            r#"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}"#,
        );
        assert_eq!(canonical(sent), sent);
    }

    #[test]
    fn a_document_without_a_version_gets_the_older_one_and_stays_another_document() {
        let sent = r#"{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}"#;
        let given_back = canonical(sent);
        assert!(given_back.starts_with(r#"{"Version":"2008-10-17","#));
        assert_ne!(Document::parse(sent, Kind::Resource), Document::parse(&given_back, Kind::Resource));
    }
}
