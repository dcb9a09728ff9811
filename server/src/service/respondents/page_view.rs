//! From a page of a form and its session to what the template shows. Not here: the HTML.

use domain::instrument::{Instrument, InvalidReason, Node, Session};
use domain::respondent::{ANSWER_CHARACTERS, Control, Page, Pages, Place, PlaceKind, range_values};

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
        .map(|group| text_of(session, group, language, group.path()))
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
    (1..)
        .zip(page.places(session))
        .map(|(number, place)| item(number, &place, session, language, check))
        // A group without a label is no heading.
        .filter(|item| item.kind != "heading" || !item.label.is_empty())
        .collect()
}

/// Where a question stands on its page.
pub(super) fn anchor_of(page: &Page<'_>, session: &Session, path: &str) -> Option<String> {
    let mut numbered = (1..).zip(page.places(session));
    numbered
        .find(|(_, place)| place.path == path)
        .map(|(number, _)| anchor(number))
}

fn anchor(number: usize) -> String {
    format!("q{number}")
}

fn text_of(session: &Session, node: &Node, language: &str, path: &str) -> String {
    match node {
        Node::Group { label, .. } | Node::Question { label, .. } => {
            session.text_at(label, language, path)
        }
    }
}

fn item(
    number: usize,
    place: &Place<'_>,
    session: &Session,
    language: &str,
    check: bool,
) -> ItemView {
    let mut item = ItemView {
        kind: "heading".to_owned(),
        anchor: anchor(number),
        label: text_of(session, place.node, language, &place.path),
        value: session.value(&place.path).to_owned(),
        path: place.path.clone(),
        ..ItemView::default()
    };
    match place.kind {
        PlaceKind::Heading => {}
        PlaceKind::Adder => item.kind = "adder".to_owned(),
        PlaceKind::Row { number, removable } => {
            item.kind = "row".to_owned();
            (item.row, item.removable) = (number, removable);
        }
        PlaceKind::Asked(control) => asked(&mut item, place, control, session, language, check),
    }
    item
}

fn asked(
    item: &mut ItemView,
    place: &Place<'_>,
    control: Control,
    session: &Session,
    language: &str,
    check: bool,
) {
    let Node::Question {
        hint,
        required,
        evaluation,
        ..
    } = place.node
    else {
        return;
    };
    item.kind = word(control);
    item.hint = session.text_at(hint, language, &place.path);
    item.required = *required;
    item.read_only = session.is_read_only(&place.path);
    item.unit = evaluation.unit.clone().unwrap_or_default();
    match control {
        Control::Rank => item.ranks = ranks(place, session, language),
        _ => item.choices = choices(place, control, session, language),
    }
    if control.takes_answer() && !item.read_only {
        (item.error, item.message) = error(control, &place.path, session, language, check);
    }
}

fn word(control: Control) -> String {
    let word = serde_json::to_value(control).ok();
    word.and_then(|word| word.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn choices(
    place: &Place<'_>,
    control: Control,
    session: &Session,
    language: &str,
) -> Vec<ChoiceView> {
    let value = session.value(&place.path);
    let view = |name: &str, label: String, chosen: bool| ChoiceView {
        name: name.to_owned(),
        label,
        chosen,
    };
    match control {
        Control::Tick => {
            let label = text_of(session, place.node, language, &place.path);
            vec![view("OK", label, !value.is_empty())]
        }
        Control::Scale => {
            let values = range_values(place.node).into_iter();
            values
                .map(|number| view(&number, number.clone(), number == value))
                .collect()
        }
        _ => {
            let taken: Vec<&str> = match control {
                Control::Many => value.split_whitespace().collect(),
                _ => vec![value],
            };
            offered(place, session, language)
                .map(|(name, label)| view(&name, label, taken.contains(&name.as_str())))
                .collect()
        }
    }
}

fn offered(
    place: &Place<'_>,
    session: &Session,
    language: &str,
) -> impl Iterator<Item = (String, String)> {
    let offered = session.choices(&place.path).into_iter();
    let texts: Vec<(String, String)> = offered
        .map(|choice| {
            let label = session.text_at(&choice.label, language, &place.path);
            (choice.name.clone(), label)
        })
        .collect();
    texts.into_iter()
}

/// A list for each place of a rank, with what stands there now.
fn ranks(place: &Place<'_>, session: &Session, language: &str) -> Vec<Vec<ChoiceView>> {
    let given: Vec<&str> = session.value(&place.path).split_whitespace().collect();
    let all: Vec<(String, String)> = offered(place, session, language).collect();
    let row = |number: usize| {
        let chosen = given.get(number).copied();
        let choice = |(name, label): &(String, String)| ChoiceView {
            name: name.clone(),
            label: label.clone(),
            chosen: chosen == Some(name.as_str()),
        };
        all.iter().map(choice).collect()
    };
    (0..all.len()).map(row).collect()
}

/// Answers over the limit: kept as far as the limit, and refused.
pub(super) fn too_long(page: &Page<'_>, session: &Session) -> Vec<String> {
    let long = |path: &String| session.value(path).chars().count() > ANSWER_CHARACTERS;
    let paths = page.places(session).into_iter().map(|place| place.path);
    paths.filter(long).collect()
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
            (InvalidReason::Type | InvalidReason::UnknownChoice, Control::Rank) => key("rank"),
            (InvalidReason::UnknownChoice, _) => key("choice"),
            (InvalidReason::Constraint, _) => (
                "constraint".to_owned(),
                session.text_at(&invalid.message, language, path),
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
            let anchor = anchor_of(page, session, &path).unwrap_or_default();
            let node = session.node(&path);
            let label = node.map(|node| text_of(session, node, language, &path));
            found.push(OpenEnd {
                label: label.unwrap_or_default(),
                link: format!("{}/{}{query}#{anchor}", head.path, page.number),
            });
        }
    }
    found
}
