//! Conditions: operators, what they compare with, and whether they hold.

use std::net::IpAddr;

use super::access::Context;
use super::pattern::Pattern;
use crate::calendar;
use crate::lowercase::lowercase;

/// One operator with the keys that it looks at. It holds if it holds for each key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    /// The operator as the document writes it.
    pub written: String,
    operator: Operator,
    /// Keys with the values of which one must fit.
    pub keys: Vec<(String, Vec<String>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Operator {
    comparison: Comparison,
    inverted: bool,
    quantifier: Quantifier,
    if_exists: bool,
}

/// How one value of the request is compared with one of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Exact,
    IgnoreCase,
    Like,
    Number(Order),
    Date(Order),
    Address,
    Null,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// How many of the values of a key must fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quantifier {
    /// The one that it has.
    Single,
    /// `ForAllValues:`, which holds without any.
    All,
    /// `ForAnyValue:`.
    Any,
}

const COMPARISONS: &[(&str, Comparison, bool)] = &[
    ("StringEquals", Comparison::Exact, false),
    ("StringNotEquals", Comparison::Exact, true),
    ("StringEqualsIgnoreCase", Comparison::IgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Comparison::IgnoreCase, true),
    ("StringLike", Comparison::Like, false),
    ("StringNotLike", Comparison::Like, true),
    ("ArnEquals", Comparison::Like, false),
    ("ArnNotEquals", Comparison::Like, true),
    ("ArnLike", Comparison::Like, false),
    ("ArnNotLike", Comparison::Like, true),
    ("Bool", Comparison::IgnoreCase, false),
    ("BinaryEquals", Comparison::Exact, false),
    ("NumericEquals", Comparison::Number(Order::Equal), false),
    ("NumericNotEquals", Comparison::Number(Order::Equal), true),
    ("NumericLessThan", Comparison::Number(Order::Less), false),
    ("NumericLessThanEquals", Comparison::Number(Order::LessOrEqual), false),
    ("NumericGreaterThan", Comparison::Number(Order::Greater), false),
    ("NumericGreaterThanEquals", Comparison::Number(Order::GreaterOrEqual), false),
    ("DateEquals", Comparison::Date(Order::Equal), false),
    ("DateNotEquals", Comparison::Date(Order::Equal), true),
    ("DateLessThan", Comparison::Date(Order::Less), false),
    ("DateLessThanEquals", Comparison::Date(Order::LessOrEqual), false),
    ("DateGreaterThan", Comparison::Date(Order::Greater), false),
    ("DateGreaterThanEquals", Comparison::Date(Order::GreaterOrEqual), false),
    ("IpAddress", Comparison::Address, false),
    ("NotIpAddress", Comparison::Address, true),
    ("Null", Comparison::Null, false),
];

impl Operator {
    fn parse(written: &str) -> Option<Self> {
        let (quantifier, rest) = match written.split_once(':') {
            Some(("ForAllValues", rest)) => (Quantifier::All, rest),
            Some(("ForAnyValue", rest)) => (Quantifier::Any, rest),
            Some(_) => return None,
            None => (Quantifier::Single, written),
        };
        let (name, if_exists) = rest.strip_suffix("IfExists").map_or((rest, false), |name| (name, true));
        let (_, comparison, inverted) = COMPARISONS.iter().find(|(known, ..)| *known == name)?;
        Some(Self { comparison: *comparison, inverted: *inverted, quantifier, if_exists })
    }

    fn holds(self, found: Option<&[String]>, wanted: &[String], variables: Option<&Context>) -> bool {
        if self.comparison == Comparison::Null {
            return wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case("true") == found.is_none());
        }
        let Some(found) = found else {
            return self.if_exists
                || self.quantifier == Quantifier::All
                || (self.inverted && self.quantifier == Quantifier::Single);
        };
        let fits = |value: &String| wanted.iter().any(|wanted| self.comparison.fits(value, wanted, variables)) != self.inverted;
        match self.quantifier {
            Quantifier::All => found.iter().all(fits),
            // What is inverted is so as a whole: none of the values may be one of those.
            Quantifier::Single if self.inverted => found.iter().all(fits),
            Quantifier::Single | Quantifier::Any => found.iter().any(fits),
        }
    }
}

impl Comparison {
    fn fits(self, found: &str, wanted: &str, variables: Option<&Context>) -> bool {
        let matches = |pattern: Option<Pattern>, text: &str| pattern.is_some_and(|pattern| pattern.matches(text));
        match self {
            Self::Exact => matches(Pattern::exact(wanted, variables), found),
            Self::IgnoreCase => matches(Pattern::exact(wanted, variables).map(Pattern::lowercase), &lowercase(found)),
            Self::Like => matches(Pattern::like(wanted, variables), found),
            Self::Number(order) => order.holds(found.parse().ok(), wanted.parse().ok()),
            Self::Date(order) => order.holds(date(found), date(wanted)),
            Self::Address => in_network(found, wanted).unwrap_or(false),
            Self::Null => false,
        }
    }
}

impl Order {
    fn holds(self, found: Option<i64>, wanted: Option<i64>) -> bool {
        let (Some(found), Some(wanted)) = (found, wanted) else { return false };
        match self {
            Self::Equal => found == wanted,
            Self::Less => found < wanted,
            Self::LessOrEqual => found <= wanted,
            Self::Greater => found > wanted,
            Self::GreaterOrEqual => found >= wanted,
        }
    }
}

/// Seconds since 1970, of themselves or of an ISO 8601 date: its time may have no seconds, or parts of them, which do not count, and a zone.
fn date(text: &str) -> Option<i64> {
    let number = text.parse().ok();
    number.or_else(|| text.split_once('T').map_or_else(|| calendar::parse(text), |(day, time)| moment(day, time)))
}

fn moment(day: &str, time: &str) -> Option<i64> {
    let (clock, offset) = if let Some(clock) = time.strip_suffix('Z') {
        (clock, 0)
    } else {
        let (clock, zone) = time.split_at_checked(time.len().checked_sub("+00:00".len())?)?;
        (clock, offset(zone)?)
    };
    let clock = clock.split_once('.').map_or(clock, |(seconds, _)| seconds);
    let seconds = if clock.matches(':').count() == 1 { ":00Z" } else { "Z" };
    Some(calendar::parse(&[day, "T", clock, seconds].concat())? - offset)
}

/// How many seconds a zone that is written as `+01:30` is before UTC.
fn offset(zone: &str) -> Option<i64> {
    let (hours, minutes) = zone.split_once(':')?;
    let seconds = hours.get(1..)?.parse::<u8>().ok().map(i64::from)? * 3600 + minutes.parse::<u8>().ok().map(i64::from)? * 60;
    match hours.as_bytes().first() {
        Some(b'+') => Some(seconds),
        Some(b'-') => Some(-seconds),
        _ => None,
    }
}

/// Whether the address `found` is in `network`, an address with or without the length of a prefix.
fn in_network(found: &str, network: &str) -> Option<bool> {
    let (address, length) = network.split_once('/').map_or((network, None), |(address, length)| (address, Some(length)));
    let (found, width) = bits(found)?;
    let (wanted, wanted_width) = bits(address)?;
    let length = length.map_or(Some(width), |length| length.parse().ok())?;
    let ignored = 128_u32.checked_sub(length)?;
    let mask = u128::MAX.checked_shl(ignored).unwrap_or(0);
    Some(width == wanted_width && length <= width && found & mask == wanted & mask)
}

/// An address as the upper bits of 128, and how many it has.
fn bits(address: &str) -> Option<(u128, u32)> {
    match address.parse().ok()? {
        IpAddr::V4(address) => Some((u128::from(address.to_bits()) << 96, 32)),
        IpAddr::V6(address) => Some((address.to_bits(), 128)),
    }
}

impl Condition {
    /// A condition whose operator is `written`. `None` if there is no such operator.
    pub(super) fn new(written: String, keys: Vec<(String, Vec<String>)>) -> Option<Self> {
        let operator = Operator::parse(&written)?;
        Some(Self { written, operator, keys })
    }

    /// Whether it holds in `context`.
    pub(super) fn holds(&self, context: &Context, variables: Option<&Context>) -> bool {
        let holds = |key: &str, wanted: &[String]| self.operator.holds(context.get(key), wanted, variables);
        self.keys.iter().all(|(key, wanted)| context.supports(key) && holds(key, wanted))
    }

    /// Whether it asks for one of the values that it names, without wildcards.
    pub(super) fn names_values(&self, key: &str) -> bool {
        let Operator { inverted, quantifier, if_exists, .. } = self.operator;
        let fixed = |values: &[String]| values.iter().all(|value| !value.contains(['*', '?']));
        !inverted
            && !if_exists
            && quantifier != Quantifier::All
            && self.keys.iter().any(|(name, values)| name.eq_ignore_ascii_case(key) && fixed(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(operator: &str, wanted: &[&str], found: Option<&[&str]>) -> bool {
        let wanted = wanted.iter().map(|value| (*value).to_owned()).collect();
        let condition = Condition::new(operator.to_owned(), vec![("aws:Key".to_owned(), wanted)]).unwrap();
        let context = found.map_or_else(Context::default, |found| Context::default().with("aws:key", found.iter().copied()));
        condition.holds(&context, None)
    }

    #[test]
    fn nothing_holds_of_a_key_that_the_action_does_not_support() {
        let condition = |operator: &str, wanted: &str| {
            Condition::new(operator.to_owned(), vec![("aws:Key".to_owned(), vec![wanted.to_owned()])]).unwrap()
        };
        let context = Context::default().without_support_of(&["aws:key"]);
        for (operator, wanted) in [("ForAllValues:StringEquals", "a"), ("StringNotEquals", "a"), ("Null", "true")] {
            assert!(condition(operator, wanted).holds(&Context::default(), None), "{operator}");
            assert!(!condition(operator, wanted).holds(&context, None), "{operator}");
        }
    }

    #[test]
    fn one_of_the_wanted_values_is_enough() {
        assert!(holds("StringEquals", &["a", "b"], Some(&["b"])));
        assert!(!holds("StringEquals", &["a", "b"], Some(&["c"])));
        assert!(!holds("StringNotEquals", &["a", "b"], Some(&["b"])));
        assert!(holds("StringNotEquals", &["a", "b"], Some(&["c"])));
        assert!(holds("StringEqualsIgnoreCase", &["Ab"], Some(&["aB"])));
        assert!(holds("StringLike", &["a*"], Some(&["abc"])));
        assert!(holds("Bool", &["true"], Some(&["True"])));
    }

    #[test]
    fn all_values_or_any_must_fit() {
        assert!(holds("ForAllValues:StringEquals", &["a", "b"], Some(&["a", "b"])));
        assert!(!holds("ForAllValues:StringEquals", &["a", "b"], Some(&["a", "c"])));
        assert!(holds("ForAnyValue:StringEquals", &["a", "b"], Some(&["a", "c"])));
        assert!(!holds("ForAnyValue:StringEquals", &["a", "b"], Some(&["c"])));
        assert!(holds("ForAllValues:StringNotLike", &["x*"], Some(&["a", "b"])));
        assert!(!holds("ForAllValues:StringNotLike", &["x*"], Some(&["a", "xy"])));
    }

    #[test]
    fn an_absent_key_fits_what_is_inverted_optional_or_about_all_values() {
        for operator in
            ["StringNotEquals", "StringEqualsIfExists", "ForAllValues:StringEquals", "ForAnyValue:StringEqualsIfExists"]
        {
            assert!(holds(operator, &["a"], None), "{operator}");
        }
        for operator in ["StringEquals", "ForAnyValue:StringEquals", "ForAnyValue:StringNotEquals", "Bool", "IpAddress"] {
            assert!(!holds(operator, &["a"], None), "{operator}");
        }
        assert!(holds("Null", &["true"], None) && !holds("Null", &["true"], Some(&["a"])));
        assert!(holds("Null", &["false"], Some(&["a"])) && !holds("Null", &["false"], None));
    }

    #[test]
    fn numbers_and_dates_are_ordered() {
        assert!(holds("NumericLessThanEquals", &["10"], Some(&["10"])) && !holds("NumericLessThan", &["10"], Some(&["10"])));
        assert!(!holds("NumericEquals", &["ten"], Some(&["ten"])));
        assert!(holds("DateGreaterThan", &["2026-09-30T23:59:59Z"], Some(&["2026-10-01T00:00:00Z"])));
        for same in [
            "2026-10-01T00:00:00.000Z",
            "2026-10-01T00:00Z",
            "2026-10-01T01:30:00+01:30",
            "2026-09-30T19:00-05:00",
            "20261001T000000Z",
        ] {
            assert!(holds("DateEquals", &[same], Some(&["2026-10-01T00:00:00Z"])), "{same}");
        }
        for none in ["2026-10-01T00:00:00", "2026-10-01T", "2026-10-01T00:00:00*01:30", "T00:00Z", "2026-10-01Té:00+00:00"] {
            assert!(!holds("DateLessThanEquals", &[none], Some(&["2026-10-01T00:00:00Z"])), "{none}");
        }
        assert!(holds("DateEquals", &["1790812800"], Some(&["2026-10-01T00:00:00Z"])));
        assert!(!holds("DateLessThan", &["2026-10-01"], Some(&["2026-10-01T00:00:00Z"])));
    }

    #[test]
    fn an_address_is_in_a_network() {
        assert!(holds("IpAddress", &["203.0.113.0/24"], Some(&["203.0.113.77"])));
        assert!(!holds("IpAddress", &["203.0.113.0/24"], Some(&["203.0.114.77"])));
        assert!(holds("IpAddress", &["203.0.113.7"], Some(&["203.0.113.7"])));
        assert!(holds("IpAddress", &["0.0.0.0/0"], Some(&["203.0.113.7"])));
        assert!(holds("IpAddress", &["2001:db8::/32"], Some(&["2001:db8::1"])));
        assert!(!holds("IpAddress", &["2001:db8::/32", "10.0.0.0/33", "x"], Some(&["203.0.113.7"])));
        assert!(holds("NotIpAddress", &["203.0.113.0/24"], Some(&["203.0.114.77"])));
    }

    #[test]
    fn an_operator_that_there_is_not_is_refused() {
        for operator in ["StringIs", "ForSomeValues:StringEquals", "", "IfExists", "ForAllValues:"] {
            assert_eq!(Condition::new(operator.to_owned(), Vec::new()), None, "{operator}");
        }
    }
}
