//! The order in which AWS lists the values of an enumeration in its messages.
//!
//! The service prints a hash set whose order the model does not tell, so the orders that were observed are kept here. An
//! enumeration without an observation is listed in the order of the model.

/// Observed orders (all regions that were asked, 2026; `ComparisonOperator` and the key types long before).
const OBSERVED: [&[&str]; 9] = [
    &["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"],
    &["SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"],
    &["OR", "AND"],
    &["B", "N", "S"],
    &["ALL", "INCLUDE", "KEYS_ONLY"],
    &["IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS"],
    &["ADD", "DELETE", "PUT"],
    &["OLD_IMAGE", "KEYS_ONLY", "NEW_AND_OLD_IMAGES", "NEW_IMAGE"],
    &["THROTTLED_KEYS", "ACCESSED_AND_THROTTLED_KEYS"],
];

/// `values` in the order in which AWS lists them.
pub fn listed(values: &[String]) -> Vec<&str> {
    let observed = OBSERVED.iter().find(|order| is_permutation(order, values));
    observed.map_or_else(|| values.iter().map(String::as_str).collect(), |order| order.to_vec())
}

fn is_permutation(order: &[&str], values: &[String]) -> bool {
    order.len() == values.len() && values.iter().all(|value| order.contains(&value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn values_are_listed_as_observed_or_as_in_the_model() {
        let values = |values: [&str; 2]| values.map(str::to_owned);
        assert_eq!(listed(&values(["AND", "OR"])), ["OR", "AND"]);
        assert_eq!(listed(&values(["SIZE", "NONE"])), ["SIZE", "NONE"]);
    }
}
