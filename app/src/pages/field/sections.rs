//! The sections of a form as a person walks through them: how each stands, what is open. Not here:
//! drawing them (components).

use std::collections::BTreeMap;

use domain::fieldwork::{RecordKind, interview};
use domain::instrument::{Instrument, Node, Session, Translations, label, template_path};
use leptos::prelude::*;

use super::editor::Editor;
use super::form_view::{FormScreen, photos_short};
use super::words::{Texts, language_tag};
use crate::components::field::form::{OpenItem, SectionMark, SectionStep};
use crate::i18n::*;

/// The top-level groups; questions outside any group become a first section of their own.
pub fn sections_of(form: &Instrument) -> Vec<Node> {
    let loose: Vec<Node> = form
        .nodes
        .iter()
        .filter(|node| matches!(node, Node::Question { .. }))
        .cloned()
        .collect();
    let shown = loose.iter().any(Node::is_answerable);
    let first = shown.then(|| Node::Group {
        path: LOOSE.to_owned(),
        label: Translations::from([("default".to_owned(), form.title.clone())]),
        appearance: String::new(),
        repeat: false,
        fixed_count: false,
        children: loose,
    });
    let groups = form
        .nodes
        .iter()
        .filter(|node| matches!(node, Node::Group { .. }))
        .cloned();
    first.into_iter().chain(groups).collect()
}

/// The path of the section of questions outside any group; no group can have it.
const LOOSE: &str = "/";

/// Whether a section holds the node at this path, in whichever row.
pub fn holds(section: &Node, path: &str) -> bool {
    let plain = template_path(path);
    section.walk().iter().any(|node| node.path() == plain)
}

/// A node's label.
pub fn label_of(node: &Node, language: &str) -> String {
    match node {
        Node::Question { label: text, .. } | Node::Group { label: text, .. } => {
            label(text, language).to_owned()
        }
    }
}

/// How each section that is asked stands.
pub fn steps(
    i18n: Texts,
    editor: Editor,
    screen: FormScreen,
    sections: &[Node],
) -> Vec<SectionStep> {
    let language = language_tag(i18n);
    let progress = editor.session().with(Session::sections);
    let noted = screen
        .handle
        .extras
        .with(|extras| extras.notes.keys().cloned().collect::<Vec<_>>());
    let step = |section: &Node| {
        let found = progress
            .iter()
            .find(|progress| progress.path == section.path());
        let (relevant, missing, invalid, count) = found.map_or((true, 0, 0, (0, 0)), |found| {
            (
                found.relevant,
                found.missing,
                found.invalid,
                (found.answered, found.asked),
            )
        });
        let has_note = noted.iter().any(|path| holds(section, path));
        let mark = match (invalid > 0 || has_note, missing > 0 || count.0 == 0) {
            (true, _) => SectionMark::Problem,
            (false, true) => SectionMark::Open,
            (false, false) => SectionMark::Done,
        };
        let label = label_of(section, &language);
        relevant.then(|| SectionStep {
            path: section.path().to_owned(),
            label,
            mark,
            count,
        })
    };
    sections.iter().filter_map(step).collect()
}

/// Everything that stands in the way of finishing, in the order of the form: missing answers first,
/// then refused ones and photos that are wanted.
pub fn open_items(i18n: Texts, editor: Editor) -> Vec<OpenItem> {
    let language = language_tag(i18n);
    let short = photos_short(editor);
    let mut items = asked_items(editor, &short, &language);
    if editor.kind() == RecordKind::Interview {
        interview_items(i18n, editor, &mut items);
    }
    items
}

/// What an interview lacks beyond its form: each at the question that mends it.
fn interview_items(i18n: Texts, editor: Editor, items: &mut Vec<OpenItem>) {
    let body = editor.body();
    let problems = editor
        .session()
        .with(|session| interview::shortfalls(session.instrument(), &body));
    for mut problem in problems {
        let path = problem.place.take().and_then(|place| place.path);
        let path = path.unwrap_or_default();
        if items.iter().all(|item| item.path != path) {
            items.push(OpenItem {
                path,
                label: problem_text(i18n.get_locale(), &problem),
                refused: true,
            });
        }
    }
}

fn asked_items(
    editor: Editor,
    short: &BTreeMap<String, (String, String)>,
    language: &str,
) -> Vec<OpenItem> {
    editor.session().with(|session| {
        let state = session.state();
        let item = |path: &str, refused: bool| OpenItem {
            path: path.to_owned(),
            label: session
                .node(path)
                .map_or_else(|| path.to_owned(), |node| label_of(node, language)),
            refused,
        };
        let missing = state.missing.iter().map(|path| item(path, false));
        let invalid = state.invalid.iter().map(|bad| item(&bad.path, true));
        let photos = short.keys().map(|path| item(path, true));
        let mut items: Vec<OpenItem> = missing.chain(invalid).chain(photos).collect();
        items.dedup_by(|one, other| one.path == other.path);
        items
    })
}
