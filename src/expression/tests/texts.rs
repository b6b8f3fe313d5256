//! AWS's texts, and which of several faults comes first.

use super::{l, map, n, names, s, ss, with};
use crate::expression::{self, Surface, condition, update};
use crate::value::{AttributeMap, AttributeValue};

/// Names for the placeholders that the tests use.
fn aliases() -> Vec<(String, String)> {
    names([("#a", "a"), ("#index", "[3]")])
}

fn filter_with(text: &str, values: &AttributeMap) -> String {
    let refused =
        with(&aliases(), values, |placeholders| condition(text, Surface::Filter, placeholders)).unwrap_err().to_string();
    refused.strip_prefix("Invalid FilterExpression: ").unwrap().to_owned()
}

fn filter(text: &str) -> String {
    filter_with(text, &map([(":a", s("a"))]))
}

fn updating_with(text: &str, values: &AttributeMap) -> String {
    let refused = with(&aliases(), values, |placeholders| update(text, placeholders)).unwrap_err().to_string();
    refused.strip_prefix("Invalid UpdateExpression: ").unwrap().to_owned()
}

fn updating(text: &str) -> String {
    updating_with(text, &map([(":a", s("a"))]))
}

fn projecting(text: &str) -> String {
    let refused = with(&aliases(), &map([]), |placeholders| expression::projection(text, placeholders)).unwrap_err().to_string();
    refused.strip_prefix("Invalid ProjectionExpression: ").unwrap().to_owned()
}

fn syntax(token: &str, near: &str) -> String {
    format!("Syntax error; token: \"{token}\", near: \"{near}\"")
}

#[test]
fn every_surface_names_its_parameter() {
    for surface in [Surface::Condition, Surface::Filter, Surface::KeyCondition, Surface::Projection, Surface::Update] {
        let parameter = surface.parameter();
        assert_eq!(
            surface.check_text("").unwrap_err().to_string(),
            format!("Invalid {parameter}: The expression can not be empty;")
        );
        assert_eq!(
            surface.check_text(&"a".repeat(4097)).unwrap_err().to_string(),
            format!("Invalid {parameter}: Expression size has exceeded the maximum allowed size;")
        );
        surface.check_text(&"a".repeat(4096)).unwrap();
    }
}

#[test]
fn syntax_errors_show_the_tokens_beside_the_first_that_is_wrong() {
    for (text, token, near) in [
        ("attribute_exists(pk,)", ")", ",)"),
        ("attribute_exists()", ")", "()"),
        ("_type = :v", "_", "_type"),
        ("__typename = :v", "_", "__"),
        ("   ", "<EOF>", "   "),
        ("a > b AND __t = :v", "_", "AND __"),
        ("a = :v AND b =", "<EOF>", "="),
        ("a.l[00] = :v", "0", "00]"),
        ("a > 4", "4", "> 4"),
        ("GI-1-PK = :v", "-", "GI-1"),
        ("a\u{a0}= :v", "\u{a0}", "a\u{a0}="),
        ("\u{1f600} = :v", "\u{1f600}", "\u{1f600} ="),
        ("a in b, c", "b", "in b,"),
        ("a > between", "between", "> between"),
        ("a > :things.stuff", ".", ":things.stuff"),
        ("size(a).b > a", ".", ").b"),
        ("(a)between(b.(c.d))and(c)", "(", ".(c"),
        ("things are", "are", "things are"),
        ("whatever", "<EOF>", "whatever"),
        ("(a) AND b = c", "AND", ") AND b"),
        ("(a = b) = c", "=", ") = c"),
        ("a = (b = c)", "=", "b = c"),
        ("a = b OR", "<EOF>", "OR"),
        ("attribute_exists(asdf[a])", "a", "[a]"),
        ("attribute_exists(Pi#ctures.RearView)", "#ctures", "Pi#ctures."),
    ] {
        assert_eq!(filter(text), syntax(token, near), "{text}");
    }
}

#[test]
fn updates_and_projections_have_a_grammar_of_their_own() {
    for (text, token, near) in [
        ("INVALID SYNTAX HERE", "INVALID", "INVALID SYNTAX"),
        ("ADD hits : incr", ":", "hits : incr"),
        ("SET book-price = :v", "-", "book-price"),
        ("set _something = :v", "_", "set _something"),
        ("SET #a, #b = :v", ",", "#a, #b"),
        ("SET", "<EOF>", "SET"),
        ("SET a = :v,", "<EOF>", ","),
        ("SET a = if_not_exists(a, 100)", "100", ", 100)"),
        ("set a = b + c + d", "+", "c + d"),
        ("set a = (b + c) + d", "+", ") + d"),
        ("set a = (b.c).d + e", ".", ").d"),
        ("set (a = (b + c))", "(", "set (a"),
        ("set a = set", "set", "= set"),
        ("remove a b", "b", "a b"),
        ("add a b", "b", "a b"),
        ("set a = b AND c", "AND", "b AND c"),
    ] {
        assert_eq!(updating(text), syntax(token, near), "{text}");
    }
    for (text, token, near) in [
        ("a,,b", ",", ",,b"),
        ("a-b", "-", "a-b"),
        ("(a)", "(", "(a"),
        (":a", ":a", ":a"),
        ("a[b]", "b", "[b]"),
        ("whatever(stuff)", "(", "whatever(stuff"),
    ] {
        assert_eq!(projecting(text), syntax(token, near), "{text}");
    }
}

#[test]
fn parentheses_are_not_doubled() {
    for text in [
        "((a = :b))",
        "a=a and a > ((views))",
        "(a)between(((b.c)).d)and(c)",
        "a > whatever((:things), ((a)))",
        "a=a AND ((a=a AND (a=a AND a=a)))",
        "((attribute_exists(a)))",
    ] {
        assert_eq!(filter(text), "The expression has redundant parentheses;", "{text}");
    }
    for surface in [Surface::Condition, Surface::KeyCondition] {
        let refused = with(&aliases(), &map([]), |placeholders| condition("((a = :b))", surface, placeholders)).unwrap_err();
        assert_eq!(refused.to_string(), format!("Invalid {surface}: The expression has redundant parentheses;"));
    }
}

#[test]
fn functions_have_names_and_places() {
    assert_eq!(filter("a=a and whatever((:things)) > views"), "Invalid function name; function: whatever");
    assert_eq!(filter("attRIbute_exIsts((views), #b)"), "Invalid function name; function: attRIbute_exIsts");
    for (text, function) in [
        ("a=a and attribute_exists((views), (#b)) > b", "attribute_exists"),
        ("begins_with(things, a) > b", "begins_with"),
        ("size(contains(a, b)) > a", "contains"),
        ("size(things)", "size"),
        ("a = b AND (size(things))", "size"),
        ("a in (b, attribute_exists(things))", "attribute_exists"),
    ] {
        let refused = format!("The function is not allowed to be used this way in an expression; function: {function}");
        assert_eq!(filter(text), refused, "{text}");
    }
    assert_eq!(updating("set #b = if_not_exist(:b) set c = d"), "Invalid function name; function: if_not_exist");
}

#[test]
fn reserved_words_are_no_names() {
    let refused = |word: &str| format!("Attribute name is a reserved keyword; reserved keyword: {word}");
    assert_eq!(filter("attribute_exists(views, #b)"), refused("views"));
    assert_eq!(filter(":b < abOrT"), refused("abOrT"));
    assert_eq!(updating("set #b = :b set abOrt = true"), refused("abOrt"));
    assert_eq!(projecting("a.abORt"), refused("abORt"));
    assert_eq!(projecting("#b, name"), refused("name"));
}

#[test]
fn sections_occur_once() {
    for (text, section) in [
        ("set a = #b set c = :b", "SET"),
        ("remove #b set a = b remove e", "REMOVE"),
        ("add #b :e set a = b ADD e :f", "ADD"),
        ("delete #b :e set a = b delete #e :f", "DELETE"),
    ] {
        assert_eq!(updating(text), format!("The \"{section}\" section can only be used once in an update expression;"));
    }
}

#[test]
fn placeholders_are_defined() {
    let name =
        |name: &str| format!("An expression attribute name used in the document path is not defined; attribute name: {name}");
    let value =
        |value: &str| format!("An expression attribute value used in expression is not defined; attribute value: {value}");
    assert_eq!(filter("attribute_exists(#Pictures.RearView, :b) and a=a"), name("#Pictures"));
    assert_eq!(filter("begins_with(Pictures.#RearView)"), name("#RearView"));
    assert_eq!(filter("begins_with(:hello, #a, #b)"), value(":hello"));
    assert_eq!(filter("a = :b"), value(":b"));
    assert_eq!(projecting("a, b, a, #b"), name("#b"));
    assert_eq!(updating("SET a = if_not_exists(:b, #b), a = b"), name("#b"));
    assert_eq!(updating("SET #a = if_not_exists(:c)"), value(":c"));
}

#[test]
fn each_condition_is_refused_before_the_next_is_looked_at() {
    let count = "Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1";
    assert_eq!(filter("begins_with(a) AND a = :undefined"), count);
}

#[test]
fn functions_take_so_many_operands() {
    for (text, function, count) in [
        ("attribute_exists(things, a) and a=a", "attribute_exists", 2),
        ("attribute_type(things)", "attribute_type", 1),
        ("begins_with(things, size(a), b)", "begins_with", 3),
        ("contains(things)", "contains", 1),
        ("size(things, a) > b", "size", 2),
    ] {
        let refused = format!(
            "Incorrect number of operands for operator or function; operator or function: {function}, number of operands: {count}"
        );
        assert_eq!(filter(text), refused, "{text}");
    }
    let refused =
        "Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1";
    assert_eq!(updating("set a = list_append(c)"), refused);
}

#[test]
fn operands_have_types_that_operators_take() {
    let type_of = |operator: &str, kind: &str| {
        format!("Incorrect operand type for operator or function; operator or function: {operator}, operand type: {kind}")
    };
    let values = map([(":n", n("1")), (":b", AttributeValue::Bool(true)), (":s", s("x")), (":l", l([]))]);
    let filter = |text: &str| filter_with(text, &values);
    assert_eq!(filter("begins_with(a, :n)"), type_of("begins_with", "N"));
    assert_eq!(filter("begins_with(:b, a)"), type_of("begins_with", "BOOL"));
    assert_eq!(filter("begins_with(a, size(a))"), type_of("begins_with", "N"));
    assert_eq!(filter("size(size(a)) > :n"), type_of("size", "N"));
    assert_eq!(filter("attribute_type(a, :n)"), type_of("attribute_type", "N"));
    assert_eq!(filter("attribute_type(a, b)"), type_of("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
    assert_eq!(filter("a < :b"), type_of("<", "BOOL"));
    assert_eq!(filter(":l >= a"), type_of(">=", "L"));
    assert_eq!(
        filter("attribute_type(a, :s)"),
        "Invalid attribute type name found; type: x, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}"
    );
    let updating = |text: &str| updating_with(text, &values);
    assert_eq!(updating("set a = list_append(:s, a)"), type_of("list_append", "S"));
    assert_eq!(updating("set a = a + :s"), type_of("+", "S"));
    assert_eq!(updating("set a = :l - a"), type_of("-", "L"));
}

#[test]
fn add_and_delete_name_types_in_words() {
    let values = map([
        (":s", s("x")),
        (":n", n("1")),
        (":b", AttributeValue::B(vec![1])),
        (":bool", AttributeValue::Bool(true)),
        (":null", AttributeValue::Null),
        (":l", l([])),
        (":m", super::m([])),
    ]);
    for (text, section, kind) in [
        ("ADD a :s", "ADD", "STRING"),
        ("DELETE a :n", "DELETE", "NUMBER"),
        ("ADD a :b", "ADD", "Binary"),
        ("ADD a :bool", "ADD", "BOOL"),
        ("DELETE a :null", "DELETE", "NULL"),
        ("ADD a :l", "ADD", "LIST"),
        ("DELETE a :m", "DELETE", "MAP"),
        ("SET b = list_append(:s, a), c = if_not_exists(a) ADD a :s", "ADD", "STRING"),
    ] {
        let refused = format!(
            "Incorrect operand type for operator or function; operator: {section}, operand type: {kind}, \
             typeSet: ALLOWED_FOR_{section}_OPERAND"
        );
        assert_eq!(updating_with(text, &values), refused, "{text}");
    }
    with(&aliases(), &map([(":t", ss(["x"]))]), |placeholders| update("DELETE a :t ADD b :t", placeholders)).unwrap();
}

#[test]
fn some_functions_need_a_path() {
    let refused = |function: &str| format!("Operator or function requires a document path; operator or function: {function}");
    assert_eq!(filter("attribute_exists(:a) and a=a"), refused("attribute_exists"));
    assert_eq!(filter("attribute_not_exists(size(:a))"), refused("attribute_not_exists"));
    assert_eq!(updating("set a = if_not_exists(:a, c)"), refused("if_not_exists"));
    assert_eq!(updating("set a = if_not_exists(if_not_exists(a, b), c)"), refused("if_not_exists"));
}

#[test]
fn the_first_operand_differs_from_the_others() {
    for (text, operator, path) in [
        ("a = a AND #a = b AND :a > b", "=", "[a]"),
        ("#a <> a", "<>", "[a]"),
        ("contains(ab.bc[1].a, ab.bc[1].#a)", "contains", "[ab, bc, [1], a]"),
        ("attribute_type(ab.bc[1].#a, ab.bc[1].a)", "attribute_type", "[ab, bc, [1], a]"),
        ("m.a IN (:a, m.a)", "IN", "[m, a]"),
        ("a BETWEEN b AND a", "BETWEEN", "[a]"),
    ] {
        let refused = format!(
            "The first operand must be distinct from the remaining operands for this operator or function; \
             operator: {operator}, first operand: {path}"
        );
        assert_eq!(filter(text), refused, "{text}");
    }
    with(&aliases(), &map([(":a", s("a"))]), |placeholders| condition(":a > :a", Surface::Filter, placeholders)).unwrap();
}

#[test]
fn bounds_are_of_one_type_and_in_order() {
    let values = map([(":one", n("1")), (":five", n("5.0")), (":a", s("a")), (":b", AttributeValue::B(vec![1, 2, 3]))]);
    assert_eq!(
        filter_with("a between :five and :one", &values),
        "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; \
         lower bound operand: AttributeValue: {N:5}, upper bound operand: AttributeValue: {N:1}"
    );
    assert_eq!(
        filter_with("a between :b and :a", &values),
        "The BETWEEN operator requires same data type for lower and upper bounds; \
         lower bound operand: AttributeValue: {B:AQID}, upper bound operand: AttributeValue: {S:a}"
    );
}

#[test]
fn paths_of_one_expression_stay_apart() {
    let pair = |relation: &str, one: &str, two: &str| {
        format!(
            "Two document paths {relation} with each other; must remove or rewrite one of these paths; path one: {one}, path two: {two}"
        )
    };
    assert_eq!(projecting("a, a"), pair("overlap", "[a]", "[a]"));
    assert_eq!(projecting("b[1], b.a, #a.b, a"), pair("overlap", "[a, b]", "[a]"));
    assert_eq!(projecting("a[3].b, #a.#index.b"), pair("conflict", "[a, [3], b]", "[a, [3], b]"));
    assert_eq!(updating("SET a.b = :a, a = :a"), pair("overlap", "[a, b]", "[a]"));
    assert_eq!(updating("set d[1] = a, d.b = a, c[1].a = a, c = if_not_exists(a)"), pair("overlap", "[c, [1], a]", "[c]"));
    assert_eq!(updating("remove a.#index set a[1] = b"), pair("conflict", "[a, [3]]", "[a, [1]]"));
}

#[test]
fn expressions_have_limits() {
    let values = map([(":a", s("a"))]);
    let operators = |count: usize| vec!["a=:a"; count].join("OR ").replace(":aOR", ":a OR");
    assert_eq!(filter(&operators(151)), "The expression contains too many operators; operator count: 301");
    let accepted = with(&[], &values, |placeholders| condition(&operators(150), Surface::Filter, placeholders));
    accepted.unwrap();
    let candidates = |count: usize| format!("a IN ({})", vec![":a"; count].join(","));
    assert_eq!(filter(&candidates(101)), "The IN operator is provided with too many operands; number of operands: 101");
    with(&[], &values, |placeholders| condition(&candidates(100), Surface::Filter, placeholders)).unwrap();
    let path = |elements: usize| vec!["a"; elements].join(".");
    assert_eq!(projecting(&path(33)), "The document path has too many nesting elements; nesting levels: 33");
    with(&[], &map([]), |placeholders| expression::projection(&path(32), placeholders)).unwrap();
    assert_eq!(projecting("a[2147483648]"), "List index is not within the allowable range; index: [2147483648]");
}

#[test]
fn no_depth_exhausts_the_stack() {
    for text in [
        "(".repeat(4096),
        "NOT ".repeat(1024),
        "size(".repeat(819),
        format!("{}a{} = b", "(".repeat(2000), ")".repeat(2000)),
        format!("a = b{}", " AND NOT (a = b".repeat(250)),
    ] {
        filter(&text);
    }
    let calls = |function: &str, count: usize| format!("{}a{}", format!("{function}(").repeat(count), ")".repeat(count));
    assert_eq!(filter(&format!("{} = b", calls("f", 1300))), "Invalid function name; function: f");
    let sizes = format!("{} = b", calls("size", 600));
    assert_eq!(filter(&sizes), "The expression contains too many operators; operator count: 601");
    let nots = format!("{}a <> b", "NOT ".repeat(1000));
    assert_eq!(filter(&nots), "The expression contains too many operators; operator count: 1001");
    assert_eq!(updating(&format!("SET a = {}", calls("list_append", 300))), {
        "Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1"
    });
    assert_eq!(updating(&format!("SET a = {}", calls("f", 1300))), "Invalid function name; function: f");
}

/// WebAssembly has a stack of 1 MB; unoptimized frames are larger than those there.
#[test]
fn the_deepest_expression_fits_on_a_small_stack() {
    let nots = format!("{}a<b", "NOT ".repeat(299));
    let groups = format!("{}a<b{}", "NOT(a<b OR ".repeat(99), ")".repeat(99));
    let evaluated = std::thread::Builder::new().stack_size(1 << 20).spawn(move || {
        [nots, groups].map(|deep| {
            let condition = with(&[], &map([]), |placeholders| condition(&deep, Surface::Filter, placeholders)).unwrap();
            condition.matches(None)
        })
    });
    assert_eq!(evaluated.unwrap().join().unwrap(), [true, true]);
    let calls = 230;
    let deep = format!("SET a = {}:l{}", "list_append(a,".repeat(calls), ")".repeat(calls));
    let applied = std::thread::Builder::new().stack_size(1 << 20).spawn(move || {
        let update = with(&[], &map([(":l", l([]))]), |placeholders| update(&deep, placeholders)).unwrap();
        update.apply(&mut map([("a", l([]))])).unwrap();
        update.charge()
    });
    assert_eq!(applied.unwrap().join().unwrap(), 3 + 19 + 1 + calls * (37 + 16) + 3);
}
