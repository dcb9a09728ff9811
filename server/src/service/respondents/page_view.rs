//! From a page of a form and its session to what the template shows. Not here: the HTML.

use domain::instrument::{Instrument, InvalidReason, Node, Session};
use domain::respondent::{ANSWER_CHARACTERS, Control, Page, Pages};

use crate::render::respondent::{ChoiceView, Head, ItemView, OpenEnd, PageView};

/// A node's label in a language, without filled-in references.
pub(super) fn label_of(instrument: &Instrument, node: &Node, language: &str) -> String {
    match node {
        Node::Group { label, .. } | Node::Question { label, .. } => {
            instrument.label(label, language).to_owned()
        }
    }
}

/// A page as it stands; `check` marks what is missing, refused answers are always marked.
pub(super) fn view(
    head: &Head,
    pages: &Pages<'_>,
    page: &Page<'_>,
    session: &Session,
    language: &str,
    check: bool,
) -> PageView {
    let items = items(page, session, language, check);
    let (place, count) = pages.progress(session, page.number);
    let title = page
        .group
        .map(|group| text_of(session, group, language))
        .unwrap_or_default();
    PageView {
        head: head.clone(),
        number: page.number,
        place,
        count,
        title,
        errors: items.iter().filter(|item| !item.error.is_empty()).count(),
        has_previous: pages.previous(session, page.number).is_some(),
        is_last: pages.next(session, page.number).is_none(),
        items,
    }
}

fn items(page: &Page<'_>, session: &Session, language: &str, check: bool) -> Vec<ItemView> {
    let shown = |node: &Node| session.state().relevant(node.path());
    (1..)
        .zip(&page.nodes)
        .filter(|(_, node)| shown(node))
        .map(|(place, node)| item(place, node, session, language, check))
        // A group without a label is no heading.
        .filter(|item| item.kind != "heading" || !item.label.is_empty())
        .collect()
}

/// Where a question stands on its page.
pub(super) fn anchor_of(page: &Page<'_>, session: &Session, path: &str) -> Option<String> {
    let mut named = (1..).zip(&page.nodes);
    named
        .find(|(_, node)| node.path() == path && session.state().relevant(path))
        .map(|(place, _)| anchor(place))
}

fn anchor(place: usize) -> String {
    format!("q{place}")
}

fn text_of(session: &Session, node: &Node, language: &str) -> String {
    match node {
        Node::Group { label, .. } | Node::Question { label, .. } => session.text(label, language),
    }
}

fn item(place: usize, node: &Node, session: &Session, language: &str, check: bool) -> ItemView {
    let path = node.path().to_owned();
    let control = Control::of(node);
    let mut item = ItemView {
        kind: control.map_or("heading".to_owned(), word),
        anchor: anchor(place),
        label: text_of(session, node, language),
        value: session.value(&path).to_owned(),
        path,
        ..ItemView::default()
    };
    if let Node::Question {
        hint,
        required,
        read_only,
        evaluation,
        ..
    } = node
    {
        item.hint = session.text(hint, language);
        item.required = *required;
        item.read_only = *read_only;
        item.unit = evaluation.unit.clone().unwrap_or_default();
        item.choices = choices(node, session, language);
        if let Some(control) = control.filter(|control| control.takes_answer()) {
            (item.error, item.message) = error(control, &item.path, session, language, check);
        }
    }
    item
}

fn word(control: Control) -> String {
    let word = serde_json::to_value(control).ok();
    word.and_then(|word| word.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn choices(node: &Node, session: &Session, language: &str) -> Vec<ChoiceView> {
    let value = session.value(node.path());
    let taken: Vec<&str> = match Control::of(node) {
        Some(Control::Many) => value.split_whitespace().collect(),
        _ => vec![value],
    };
    if Control::of(node) == Some(Control::Tick) {
        return vec![ChoiceView {
            name: "OK".to_owned(),
            label: text_of(session, node, language),
            chosen: !value.is_empty(),
        }];
    }
    let offered = session.choices(node.path()).into_iter();
    offered
        .map(|choice| ChoiceView {
            name: choice.name.clone(),
            label: session.text(&choice.label, language),
            chosen: taken.contains(&choice.name.as_str()),
        })
        .collect()
}

/// Answers over the limit: kept as far as the limit, and refused.
pub(super) fn too_long(page: &Page<'_>, session: &Session) -> Vec<String> {
    let long = |node: &&Node| session.value(node.path()).chars().count() > ANSWER_CHARACTERS;
    let found = page.questions().filter(long);
    found.map(|node| node.path().to_owned()).collect()
}

/// What is wrong with a question: a key of the texts, and the form's own words.
fn error(
    control: Control,
    path: &str,
    session: &Session,
    language: &str,
    check: bool,
) -> (String, String) {
    let state = session.state();
    let key = |key: &str| (key.to_owned(), String::new());
    if session.value(path).chars().count() > ANSWER_CHARACTERS {
        return key("long");
    }
    if let Some(invalid) = state.invalid.iter().find(|invalid| invalid.path == path) {
        return match (invalid.reason, control) {
            (InvalidReason::Type, Control::Integer) => key("integer"),
            (InvalidReason::Type, Control::Decimal) => key("decimal"),
            (InvalidReason::Type, Control::Date) => key("date"),
            (InvalidReason::UnknownChoice, _) => key("choice"),
            (InvalidReason::Constraint, _) => (
                "constraint".to_owned(),
                session.text(&invalid.message, language),
            ),
            _ => key("type"),
        };
    }
    if check && state.missing.iter().any(|missing| missing == path) {
        return key("missing");
    }
    key("")
}

/// Everything still open in the whole form, with links to it.
pub(super) fn open_ends(
    head: &Head,
    pages: &Pages<'_>,
    session: &Session,
    language: &str,
    query: &str,
) -> Vec<OpenEnd> {
    let query = match query {
        "" => "?check=1".to_owned(),
        query => format!("{query}&check=1"),
    };
    let mut found = Vec::new();
    for page in pages.all() {
        let mut open = page.open_ends(session);
        open.extend(too_long(page, session));
        for path in open {
            let node = page.questions().find(|node| node.path() == path);
            let anchor = anchor_of(page, session, &path).unwrap_or_default();
            found.push(OpenEnd {
                label: node.map_or_else(String::new, |node| text_of(session, node, language)),
                link: format!("{}/{}{query}#{anchor}", head.path, page.number),
            });
        }
    }
    found
}
