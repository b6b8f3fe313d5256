//! What a document says of an access.

use super::access::{Access, Context, Verdict};
use super::document::{Clause, Document, Effect, Principals, Statement};
use super::pattern::Pattern;
use super::principal::{Principal, Relation};

impl Document {
    /// What the document says of `access`: one statement that denies it is enough.
    #[must_use]
    pub fn verdict(&self, access: &Access<'_>) -> Verdict {
        let variables = self.has_variables().then_some(access.context);
        let verdicts = self.statements.iter().map(|statement| statement.verdict(access, variables));
        verdicts.max().unwrap_or(Verdict::Silent)
    }
}

impl Statement {
    fn verdict(&self, access: &Access<'_>, variables: Option<&Context>) -> Verdict {
        let relation =
            self.principals.as_ref().map_or(Relation::Caller, |principals| relation(principals, self.effect, access.principal));
        if relation == Relation::None || !self.applies(access, variables) {
            return Verdict::Silent;
        }
        match (self.effect, relation) {
            (Effect::Deny, _) => Verdict::Denies,
            (Effect::Allow, Relation::Account) => Verdict::AllowsAccount,
            (Effect::Allow, _) => Verdict::Allows,
        }
    }

    fn applies(&self, access: &Access<'_>, variables: Option<&Context>) -> bool {
        self.actions.holds(|action| names_action(action, access.action))
            && self
                .resources
                .holds(|resource| Pattern::like(resource, variables).is_some_and(|pattern| pattern.matches(access.resource)))
            && self.conditions.iter().all(|condition| condition.holds(access.context, variables))
    }
}

/// Whether the pattern `pattern` of an action, in whatever case, is about `action`.
pub(super) fn names_action(pattern: &str, action: &str) -> bool {
    Pattern::new(&pattern.to_ascii_lowercase()).matches(&action.to_ascii_lowercase())
}

impl Clause<Vec<String>> {
    fn holds(&self, matches: impl Fn(&str) -> bool) -> bool {
        self.of.iter().any(|text| matches(text)) != self.inverted
    }
}

/// `NotPrincipal` is about everyone whom it does not name. To name an account spares its root user, nobody else of it: who is spared is named beside
/// (IAM user guide, `NotPrincipal` with Deny). With Allow, which IAM no longer supports, it spares them.
fn relation(principals: &Clause<Principals>, effect: Effect, caller: &Principal) -> Relation {
    let named = match &principals.of {
        Principals::Everyone => Relation::Caller,
        kinds @ Principals::Kinds(_) => {
            let kind = if caller.is_service() { "Service" } else { "AWS" };
            let relations = kinds.of_kind(kind).iter().map(|principal| caller.relation(principal));
            relations.max().unwrap_or(Relation::None)
        }
    };
    match (principals.inverted, named) {
        (true, Relation::None) => Relation::Caller,
        (true, Relation::Account) if effect == Effect::Deny && !caller.is_root() => Relation::Caller,
        (true, _) => Relation::None,
        (false, Relation::Account) if caller.is_root() => Relation::Caller,
        (false, named) => named,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::policy::Kind;

    const TABLE: &str = "arn:aws:dynamodb:us-east-1:111122223333:table/t";
    const ALICE: &str = "arn:aws:iam::111122223333:user/alice";

    fn verdict(statements: &[String], arn: &str, action: &str, resource: &str, context: &Context) -> Verdict {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
        let document = Document::parse(&text, Kind::Resource).unwrap();
        let principal = Principal::new(arn).unwrap();
        document.verdict(&Access { action, resource, principal: &principal, context })
    }

    fn said(statement: &str, arn: &str) -> Verdict {
        verdict(&[statement.to_owned()], arn, "dynamodb:GetItem", TABLE, &Context::default())
    }

    #[test]
    fn a_statement_is_about_whom_it_names() {
        let of = |principal: &str| format!(r#"{{"Effect":"Allow",{principal},"Action":"dynamodb:Get*","Resource":"*"}}"#);
        assert_eq!(said(&of(r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"}"#), ALICE), Verdict::Allows);
        assert_eq!(said(&of(r#""Principal":{"AWS":["444455556666","111122223333"]}"#), ALICE), Verdict::AllowsAccount);
        assert_eq!(said(&of(r#""Principal":{"AWS":"111122223333"}"#), "arn:aws:iam::111122223333:root"), Verdict::Allows);
        assert_eq!(said(&of(r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/bob"}"#), ALICE), Verdict::Silent);
        assert_eq!(said(&of(r#""Principal":{"Service":"lambda.amazonaws.com"}"#), ALICE), Verdict::Silent);
        assert_eq!(said(&of(r#""Principal":"*""#), ALICE), Verdict::Allows);
        assert_eq!(said(&of(r#""NotPrincipal":{"AWS":"111122223333"}"#), ALICE), Verdict::Silent);
        assert_eq!(said(&of(r#""NotPrincipal":{"AWS":"444455556666"}"#), ALICE), Verdict::Allows);
        let spared = r#"{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::111122223333:user/bob","111122223333"]},"Action":"*","Resource":"*"}"#;
        for (caller, expected) in [("user/bob", Verdict::Silent), ("root", Verdict::Silent), ("user/alice", Verdict::Denies)] {
            assert_eq!(said(spared, &format!("arn:aws:iam::111122223333:{caller}")), expected, "{caller}");
        }
        let role = "arn:aws:sts::111122223333:assumed-role/Reader/x";
        assert_eq!(said(&of(r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/Reader"}"#), role), Verdict::Allows);
    }

    #[test]
    fn a_statement_is_about_the_actions_and_resources_it_names() {
        let of = |rest: &str| said(&format!(r#"{{"Effect":"Deny","Principal":"*",{rest}}}"#), ALICE);
        assert_eq!(of(r#""Action":"DynamoDB:getitem","Resource":"*""#), Verdict::Denies);
        assert_eq!(of(r#""Action":"dynamodb:PutItem","Resource":"*""#), Verdict::Silent);
        assert_eq!(of(r#""NotAction":"dynamodb:PutItem","Resource":"*""#), Verdict::Denies);
        assert_eq!(of(r#""NotAction":"dynamodb:*Item","Resource":"*""#), Verdict::Silent);
        assert_eq!(of(r#""Action":"*","Resource":"arn:aws:dynamodb:*:111122223333:table/?""#), Verdict::Denies);
        assert_eq!(of(r#""Action":"*","Resource":"arn:aws:dynamodb:*:111122223333:table/t/index/*""#), Verdict::Silent);
        assert_eq!(of(r#""Action":"*","NotResource":"arn:aws:dynamodb:*:111122223333:table/other""#), Verdict::Denies);
    }

    #[test]
    fn conditions_and_variables_see_the_context() {
        let own = concat!(
            r#"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","#,
            r#""Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:username}"]}}}"#
        );
        let asked = |keys: &[&str]| {
            let context = Context::of_principal(&Principal::new(ALICE).unwrap());
            let context = context.with("dynamodb:LeadingKeys", keys.iter().copied());
            verdict(&[own.to_owned()], ALICE, "dynamodb:GetItem", TABLE, &context)
        };
        assert_eq!(asked(&["alice"]), Verdict::Allows);
        assert_eq!(asked(&["alice", "bob"]), Verdict::Silent);
    }

    fn statement() -> impl Strategy<Value = String> {
        let effect = prop_oneof![Just("Allow"), Just("Deny")];
        let principal = prop_oneof![
            Just(r#""Principal":"*""#),
            Just(r#""Principal":{"AWS":"111122223333"}"#),
            Just(r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"}"#),
            Just(r#""NotPrincipal":{"AWS":"arn:aws:iam::111122223333:user/bob"}"#),
        ];
        let action = prop_oneof![
            Just(r#""Action":"dynamodb:GetItem""#),
            Just(r#""Action":["dynamodb:Put*","dynamodb:Query"]"#),
            Just(r#""NotAction":"dynamodb:PutItem""#),
        ];
        let condition = prop_oneof![
            Just(""),
            Just(r#","Condition":{"StringEquals":{"aws:username":"alice"}}"#),
            Just(r#","Condition":{"ForAnyValue:StringNotLike":{"dynamodb:LeadingKeys":"a*"}}"#),
            Just(r#","Condition":{"Null":{"dynamodb:Select":"true"}}"#),
        ];
        (effect, principal, action, condition).prop_map(|(effect, principal, action, condition)| {
            format!(r#"{{"Effect":"{effect}",{principal},{action},"Resource":"*"{condition}}}"#)
        })
    }

    fn asked() -> impl Strategy<Value = (&'static str, &'static str, Vec<&'static str>)> {
        let arns = [ALICE, "arn:aws:iam::111122223333:user/bob", "arn:aws:iam::444455556666:root"];
        let actions = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan"];
        let keys = prop::collection::vec(prop::sample::select(vec!["a", "ab", "b"]), 0..3);
        (prop::sample::select(arns.to_vec()), prop::sample::select(actions.to_vec()), keys)
    }

    proptest! {
        /// One statement alone decides what it says; the strongest of all is what the document says.
        #[test]
        fn a_document_says_what_its_strongest_statement_says(
            statements in prop::collection::vec(statement(), 1..5), (arn, action, keys) in asked()
        ) {
            let context = Context::of_principal(&Principal::new(arn).unwrap()).with("dynamodb:LeadingKeys", keys);
            let whole = verdict(&statements, arn, action, TABLE, &context);
            let alone = statements.iter().map(|one| verdict(std::slice::from_ref(one), arn, action, TABLE, &context));
            let alone: Vec<_> = alone.collect();
            prop_assert_eq!(Some(whole), alone.iter().max().copied());
            prop_assert_eq!(whole == Verdict::Denies, alone.contains(&Verdict::Denies));
        }

        #[test]
        fn another_allow_takes_no_access_away_and_another_deny_gives_none(
            statements in prop::collection::vec(statement(), 1..5), more in statement(), (arn, action, keys) in asked()
        ) {
            let context = Context::of_principal(&Principal::new(arn).unwrap()).with("dynamodb:LeadingKeys", keys);
            let before = verdict(&statements, arn, action, TABLE, &context);
            let with = |effect: &str| {
                let more = more.replace("\"Allow\"", effect).replace("\"Deny\"", effect);
                let all: Vec<_> = statements.iter().cloned().chain([more]).collect();
                verdict(&all, arn, action, TABLE, &context)
            };
            prop_assert_eq!(with("\"Allow\"") == Verdict::Denies, before == Verdict::Denies);
            prop_assert!(with("\"Allow\"") >= before);
            prop_assert!(with("\"Deny\"") == before || with("\"Deny\"") == Verdict::Denies);
        }

        /// The canonical form is a fixed point that says the same.
        #[test]
        fn the_canonical_form_says_what_the_document_says(
            statements in prop::collection::vec(statement(), 1..5), (arn, action, keys) in asked()
        ) {
            let context = Context::default().with("dynamodb:LeadingKeys", keys);
            let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
            let document = Document::parse(&text, Kind::Resource).unwrap();
            let read = Document::parse(&document.canonical(), Kind::Resource).unwrap();
            prop_assert_eq!(&read, &document);
            prop_assert_eq!(read.canonical(), document.canonical());
            let principal = Principal::new(arn).unwrap();
            let access = Access { action, resource: TABLE, principal: &principal, context: &context };
            prop_assert_eq!(read.verdict(&access), document.verdict(&access));
        }
    }
}
