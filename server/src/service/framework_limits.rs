//! How large a framework may be before it is looked into: a draft need not be valid, but it must
//! stay readable. Not here: what makes it valid (`domain::indicator`).

use domain::indicator::Framework;
use domain::problem::Problem;
use domain::scoring::Points;
use serde_json::Value;

use super::ServiceError;

/// Indicators of one framework.
const INDICATORS: usize = 200;
/// Entries of any list within it.
const ENTRIES: usize = 200;
/// Characters of any text within it.
const CHARACTERS: usize = 2_000;
/// Characters of a name, a code, a label or a key.
const SHORT_CHARACTERS: usize = 200;
/// What is printed on one line.
const SHORT: [&str; 12] = [
    "code",
    "from",
    "grade",
    "grade_cap",
    "id",
    "key",
    "label",
    "name",
    "project_type",
    "title",
    "unit",
    "version",
];
/// The largest weight, in 分: that of the whole.
const WEIGHT: Points = Points(10_000);
/// How deep anything may lie within it: objects three deep, conditions eight deep.
const DEPTH: usize = 40;

/// FRAMEWORK_TOO_LARGE, TEXT_TOO_LONG, TEXT_CONTROL_CHARACTER, FRAMEWORK_WEIGHT_OUT_OF_RANGE: what
/// not even a draft may hold.
pub fn check(framework: &Framework) -> Result<(), ServiceError> {
    if framework.indicators().count() > INDICATORS {
        let problem = Problem::new("FRAMEWORK_TOO_LARGE").with("limit", INDICATORS);
        return Err(ServiceError::TooLarge(problem));
    }
    for located in framework.indicators() {
        let (code, weight) = (&located.indicator.code, located.indicator.weight);
        if weight < Points(0) || weight > WEIGHT {
            let problem = Problem::new("FRAMEWORK_WEIGHT_OUT_OF_RANGE").with("indicator", code);
            let problem = problem.with("found", weight).with("limit", WEIGHT);
            return Err(ServiceError::invalid(problem.at_path("weight")));
        }
    }
    let whole =
        serde_json::to_value(framework).map_err(|e| ServiceError::Internal(e.to_string()))?;
    walk(&whole, "framework", DEPTH)
}

fn walk(value: &Value, name: &str, depth: usize) -> Result<(), ServiceError> {
    if depth == 0 {
        let problem = Problem::new("FRAMEWORK_TOO_LARGE").with("limit", DEPTH);
        return Err(ServiceError::TooLarge(problem.at_path(name)));
    }
    match value {
        Value::String(text) => check_text(text, name),
        Value::Array(list) if list.len() > ENTRIES => Err(too_many(name)),
        Value::Array(list) => list.iter().try_for_each(|one| walk(one, name, depth - 1)),
        Value::Object(fields) if fields.len() > ENTRIES => Err(too_many(name)),
        Value::Object(fields) => fields.iter().try_for_each(|(key, one)| {
            check_text(key, "key")?;
            walk(one, key, depth - 1)
        }),
        _ => Ok(()),
    }
}

/// Lines end where a person ended them; other control characters, and those that turn the direction
/// of writing, would print something else than what was looked at.
fn check_text(text: &str, name: &str) -> Result<(), ServiceError> {
    let limit = match SHORT.contains(&name) {
        true => SHORT_CHARACTERS,
        false => CHARACTERS,
    };
    if text.chars().count() > limit {
        let problem = Problem::new("TEXT_TOO_LONG").with("limit", limit);
        return Err(ServiceError::invalid(problem.at_path(name)));
    }
    let is_bad = |letter: char| {
        let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        turns || (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
    };
    if text.chars().any(is_bad) {
        let problem = Problem::new("TEXT_CONTROL_CHARACTER").at_path(name);
        return Err(ServiceError::invalid(problem));
    }
    Ok(())
}

fn too_many(name: &str) -> ServiceError {
    let problem = Problem::new("FRAMEWORK_TOO_LARGE").with("limit", ENTRIES);
    ServiceError::TooLarge(problem.at_path(name))
}
