//! Whether a condition of the framework holds on one site's answers. Not here: which sites count.

use std::collections::BTreeMap;

use crate::indicator::Condition;
use crate::time::parse_day;

type Answers = BTreeMap<String, String>;

/// The answer at `path`; an empty text is no answer.
pub(super) fn answer<'a>(answers: &'a Answers, path: &str) -> Option<&'a str> {
    answers
        .get(path)
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
}

pub(super) fn holds(condition: &Condition, answers: &Answers) -> bool {
    let one_of = |path: &String, values: &[String]| {
        answer(answers, path).is_some_and(|given| values.iter().any(|value| value == given))
    };
    match condition {
        Condition::OneOf { path, values } => one_of(path, values),
        Condition::AllOneOf { paths, values } => paths
            .iter()
            .filter(|path| answer(answers, path).is_some())
            .all(|path| one_of(path, values)),
        Condition::AnyOneOf { paths, values } => paths.iter().any(|path| one_of(path, values)),
        Condition::LaterThan { path, than } => {
            let day = |path: &str| answer(answers, path).and_then(parse_day);
            matches!((day(path), day(than)), (Some(day), Some(limit)) if day > limit)
        }
        Condition::Answered { paths } => paths.iter().all(|path| answer(answers, path).is_some()),
        Condition::All { of } => of.iter().all(|inner| holds(inner, answers)),
        Condition::Any { of } => of.iter().any(|inner| holds(inner, answers)),
        Condition::Not { of } => !holds(of, answers),
    }
}
