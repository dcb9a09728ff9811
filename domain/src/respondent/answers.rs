//! From a posted page to answers. Not here: whether they fit (`instrument::Session`).

use std::collections::BTreeMap;

use super::control::Control;
use super::pages::Page;
use crate::instrument::{Node, Session};

/// Characters of one answer; a longer one is kept one character over the limit, and refused.
pub const ANSWER_CHARACTERS: usize = 4_000;

/// The answers a posted page gives: for each question that stood on it, what was sent, or nothing
/// (an empty answer takes the earlier one back). Fields of questions that are not on the page, not
/// asked or read only are left alone.
///
/// `fields` are (form path, value) in the order they were sent; a question with several choices
/// comes several times.
pub fn posted_answers(
    page: &Page<'_>,
    session: &Session,
    fields: &[(String, String)],
) -> BTreeMap<String, String> {
    page.questions()
        .filter(|node| session.state().relevant(node.path()) && !is_read_only(node))
        .filter_map(|node| {
            let control = Control::of(node)?;
            let sent = fields.iter().filter(|(name, _)| name == node.path());
            let values: Vec<&str> = sent.map(|(_, value)| value.as_str()).collect();
            let answer = match control {
                Control::Many => chosen(node, &values),
                // No radio button is sent when none is chosen; a chosen one cannot be unchosen.
                Control::One if values.is_empty() => return None,
                _ if control.takes_answer() => values.last().copied().unwrap_or("").to_owned(),
                _ => return None,
            };
            Some((node.path().to_owned(), bounded(&answer)))
        })
        .collect()
}

/// In the order of the form; names the form does not have come last, to be refused by it.
fn chosen(node: &Node, values: &[&str]) -> String {
    let known = node.choices().iter().map(|choice| choice.name.as_str());
    let known: Vec<&str> = known.filter(|name| values.contains(name)).collect();
    let unknown = values
        .iter()
        .filter(|value| !known.contains(value) && !value.is_empty());
    let all: Vec<&str> = known.iter().chain(unknown).copied().collect();
    all.join(" ")
}

fn bounded(answer: &str) -> String {
    let answer = answer.trim().replace("\r\n", "\n");
    answer.chars().take(ANSWER_CHARACTERS + 1).collect()
}

fn is_read_only(node: &Node) -> bool {
    matches!(
        node,
        Node::Question {
            read_only: true,
            ..
        }
    )
}
