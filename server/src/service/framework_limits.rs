//! How large a framework may be before it is looked into: a draft need not be valid, but it must
//! stay readable. Not here: what makes it valid (`domain::indicator`).

use domain::indicator::Framework;
use domain::problem::Problem;
use serde_json::Value;

use super::ServiceError;

/// Indicators of one framework.
const INDICATORS: usize = 200;
/// Entries of any list within it.
const ENTRIES: usize = 200;
/// Characters of any text within it.
const CHARACTERS: usize = 2_000;
/// How deep anything may lie within it: objects three deep, conditions eight deep.
const DEPTH: usize = 40;

/// FRAMEWORK_TOO_LARGE, TEXT_TOO_LONG.
pub fn check(framework: &Framework) -> Result<(), ServiceError> {
    if framework.indicators().count() > INDICATORS {
        let problem = Problem::new("FRAMEWORK_TOO_LARGE").with("limit", INDICATORS);
        return Err(ServiceError::TooLarge(problem));
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
        Value::String(text) if text.chars().count() > CHARACTERS => {
            let problem = Problem::new("TEXT_TOO_LONG").with("limit", CHARACTERS);
            Err(ServiceError::invalid(problem.at_path(name)))
        }
        Value::Array(list) if list.len() > ENTRIES => Err(too_many(name)),
        Value::Array(list) => list.iter().try_for_each(|one| walk(one, name, depth - 1)),
        Value::Object(fields) if fields.len() > ENTRIES => Err(too_many(name)),
        Value::Object(fields) => fields.iter().try_for_each(|(key, one)| {
            if key.chars().count() > CHARACTERS {
                return Err(too_many(name));
            }
            walk(one, key, depth - 1)
        }),
        _ => Ok(()),
    }
}

fn too_many(name: &str) -> ServiceError {
    let problem = Problem::new("FRAMEWORK_TOO_LARGE").with("limit", ENTRIES);
    ServiceError::TooLarge(problem.at_path(name))
}
