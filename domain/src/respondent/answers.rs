//! From a posted page to answers. Not here: whether they fit (`instrument::Session`).

use std::collections::BTreeMap;

use super::control::Control;
use super::pages::Page;
use super::places::PlaceKind;
use crate::instrument::Session;

/// Characters of one answer; a longer one is kept one character over the limit, and refused.
pub const ANSWER_CHARACTERS: usize = 4_000;

/// The answers a posted page gives: for each question that stood on it, what was sent, or nothing
/// (an empty answer takes the earlier one back). Fields of questions that are not on the page, not
/// asked or read only are left alone.
///
/// `fields` are (instance path, value) in the order they were sent; a question with several choices
/// comes several times.
pub fn posted_answers(
    page: &Page<'_>,
    session: &Session,
    fields: &[(String, String)],
) -> BTreeMap<String, String> {
    page.places(session)
        .into_iter()
        .filter(|place| !session.is_read_only(&place.path))
        .filter_map(|place| {
            let PlaceKind::Asked(control) = place.kind else {
                return None;
            };
            let sent = fields.iter().filter(|(name, _)| *name == place.path);
            let values: Vec<&str> = sent.map(|(_, value)| value.as_str()).collect();
            let answer = match control {
                Control::Many => chosen(session, &place.path, &values),
                Control::Rank => ranked(&values),
                // No radio button is sent when none is chosen; a chosen one cannot be unchosen.
                Control::One | Control::Scale if values.is_empty() => return None,
                _ if control.takes_answer() => values.last().copied().unwrap_or("").to_owned(),
                _ => return None,
            };
            Some((place.path, bounded(&answer)))
        })
        .collect()
}

/// In the order of the form; names the form does not offer come last, to be refused by it.
fn chosen(session: &Session, path: &str, values: &[&str]) -> String {
    let offered = session.choices(path).into_iter();
    let known: Vec<&str> = offered
        .map(|choice| choice.name.as_str())
        .filter(|name| values.contains(name))
        .collect();
    let unknown = values
        .iter()
        .filter(|value| !known.contains(value) && !value.is_empty());
    let all: Vec<&str> = known.iter().chain(unknown).copied().collect();
    all.join(" ")
}

/// In the order of the places on the page; a place left open leaves the rank incomplete.
fn ranked(values: &[&str]) -> String {
    let given = values.iter().filter(|value| !value.is_empty());
    given.copied().collect::<Vec<_>>().join(" ")
}

fn bounded(answer: &str) -> String {
    let answer = answer.trim().replace("\r\n", "\n");
    answer.chars().take(ANSWER_CHARACTERS + 1).collect()
}
