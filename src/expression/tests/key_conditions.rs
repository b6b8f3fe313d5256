//! Key conditions from text.

use super::{map, n, names, s, with};
use crate::expression::{KeyClause, KeyCondition, KeyTest, key_condition};

fn parsed(text: &str) -> Result<KeyCondition, String> {
    let values = map([(":a", s("a")), (":b", s("b")), (":n", n("1"))]);
    with(&names([("#k", "pk")]), &values, |placeholders| key_condition(text, placeholders)).map_err(|error| error.to_string())
}

fn clause(attribute: &str, test: KeyTest) -> KeyClause {
    KeyClause { attribute: attribute.to_owned(), test }
}

#[test]
fn clauses_keep_their_order_and_may_have_the_value_first() {
    let condition = parsed("(:a <= sk) AND #k = :b").unwrap();
    assert_eq!(condition.0, [clause("sk", KeyTest::GreaterOrEqual(s("a"))), clause("pk", KeyTest::Equal(s("b")))]);
    let condition = parsed("pk = :a AND sk BETWEEN :a AND :b").unwrap();
    assert_eq!(condition.0[1], clause("sk", KeyTest::Between(s("a"), s("b"))));
    assert_eq!(parsed("begins_with(sk, :a)").unwrap().0, [clause("sk", KeyTest::BeginsWith(s("a")))]);
}

#[test]
fn what_key_conditions_lack_is_named() {
    for (text, refused) in [
        ("a > :a and size(b) > :n or a > :b", "Invalid operator used in KeyConditionExpression: OR"),
        ("a in (b, size(c), d)", "Invalid operator used in KeyConditionExpression: IN"),
        ("attribute_exists(a)", "Invalid operator used in KeyConditionExpression: attribute_exists"),
        ("attribute_not_exists(a)", "Invalid operator used in KeyConditionExpression: attribute_not_exists"),
        ("contains(a.d, b)", "Invalid operator used in KeyConditionExpression: contains"),
        ("not a > b", "Invalid operator used in KeyConditionExpression: NOT"),
        ("a <> b", "Invalid operator used in KeyConditionExpression: <>"),
        (
            ":a between size(b) and size(a)",
            "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand",
        ),
        (
            "begins_with(:a, b)",
            "Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand",
        ),
        ("a > size(b.d)", "Invalid KeyConditionExpression: KeyConditionExpressions cannot contain nested operations"),
        ("size(b) > a", "Invalid KeyConditionExpression: KeyConditionExpressions cannot contain nested operations"),
        ("b > a.b", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"),
        ("begins_with(a, b)", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"),
        ("b[0] > :a", "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes"),
        (":b > :a", "Invalid condition in KeyConditionExpression: No key attribute specified"),
        (
            "(b > :a AND c > :a) AND (a < :a AND b < :a)",
            "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key",
        ),
        (
            "begins_with(sk, :n)",
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; \
             operator or function: begins_with, operand type: N",
        ),
    ] {
        assert_eq!(parsed(text), Err(refused.to_owned()), "{text}");
    }
}
