//! Whether a form may be put before respondents: on their own phones, or on a tablet that is handed
//! to them. Not here: whether it is a good form.

use super::control::Control;
use super::pages::Pages;
use super::places::MOST_ROWS;
use crate::instrument::{Choice, Instrument, InstrumentKind, Node, QuestionType, Translations};
use crate::problem::Problem;

/// Bytes of labels, hints and choices one page may carry; with its frame it stays below 60 kB.
const PAGE_BYTES: usize = 40_000;
/// Markup around each choice and each question, counted generously.
const CHOICE_MARKUP: usize = 160;
const QUESTION_MARKUP: usize = 600;

/// Words in a question for free text or a number that ask for who or where a person is.
const PERSONAL_WORDS: [&str; 9] = [
    "姓名",
    "电话",
    "手机",
    "身份证",
    "住址",
    "门牌",
    "微信号",
    "银行卡",
    "联系方式",
];

/// Metadata that names a person or a telephone.
const PERSONAL_PRELOADS: [&str; 4] = ["phonenumber", "email", "simserial", "subscriberid"];

/// Why no link to this form may be made, all at once: `RESPONDENT_NOT_A_QUESTIONNAIRE`,
/// `RESPONDENT_ASKS_POSITION`, `RESPONDENT_ASKS_PERSONAL`, `RESPONDENT_NEEDS_FILE`,
/// `RESPONDENT_REPEAT`, `RESPONDENT_PAGE_TOO_LARGE`, `RESPONDENT_NOTHING_ASKED`; each at its path.
pub fn link_problems(instrument: &Instrument) -> Vec<Problem> {
    let mut problems = Vec::new();
    if instrument.kind != InstrumentKind::Questionnaire {
        problems.push(Problem::new("RESPONDENT_NOT_A_QUESTIONNAIRE"));
    }
    for node in instrument.walk() {
        problems.extend(problem_of(node).map(|code| Problem::new(code).at_path(node.path())));
    }
    let pages = Pages::of(instrument);
    if pages.all().is_empty() {
        problems.push(Problem::new("RESPONDENT_NOTHING_ASKED"));
    }
    for page in pages.all() {
        let nodes = page.nodes();
        let bytes: usize = nodes.iter().map(|node| weight(instrument, node)).sum();
        if bytes > PAGE_BYTES {
            let path = nodes.first().map_or("", |node| node.path());
            problems.push(
                Problem::new("RESPONDENT_PAGE_TOO_LARGE")
                    .with("bytes", bytes)
                    .with("limit", PAGE_BYTES)
                    .at_path(path),
            );
        }
    }
    problems
}

/// Why a questionnaire may not be put before a respondent at all, wherever it is answered: it asks
/// who or where a person is (`RESPONDENT_ASKS_POSITION`, `RESPONDENT_ASKS_PERSONAL`), or cannot be
/// finished without a photo, a sound or a file (`RESPONDENT_NEEDS_FILE`), which would be kept of
/// people who stop half-way; each at its path. Part of [`link_problems`]; alone it is the rule of
/// the tablet.
pub fn tablet_problems(instrument: &Instrument) -> Vec<Problem> {
    let nodes = instrument.walk().into_iter();
    let of = |node: &Node| personal_problem_of(node).or(file_problem_of(node));
    nodes
        .filter_map(|node| Some(Problem::new(of(node)?).at_path(node.path())))
        .collect()
}

fn file_problem_of(node: &Node) -> Option<&'static str> {
    let required = matches!(node, Node::Question { required: true, .. });
    let needs = required && Control::of(node) == Some(Control::LeftOut);
    needs.then_some("RESPONDENT_NEEDS_FILE")
}

fn personal_problem_of(node: &Node) -> Option<&'static str> {
    let Node::Question {
        question_type,
        label,
        ..
    } = node
    else {
        return None;
    };
    let personal = match question_type {
        QuestionType::Geopoint => return Some("RESPONDENT_ASKS_POSITION"),
        QuestionType::Metadata { preload } => PERSONAL_PRELOADS.contains(&preload.as_str()),
        QuestionType::Text | QuestionType::Integer => asks_personal(label),
        _ => false,
    };
    personal.then_some("RESPONDENT_ASKS_PERSONAL")
}

fn problem_of(node: &Node) -> Option<&'static str> {
    if let Node::Group {
        repeat,
        fixed_count,
        children,
        ..
    } = node
    {
        let nested = children.iter().flat_map(Node::walk).any(is_repeat);
        return (*repeat && (*fixed_count || nested)).then_some("RESPONDENT_REPEAT");
    }
    personal_problem_of(node).or(file_problem_of(node))
}

fn asks_personal(label: &Translations) -> bool {
    let asks = |text: &String| PERSONAL_WORDS.iter().any(|word| text.contains(word));
    label.values().any(asks)
}

/// Bytes a node puts on its page: with its choices, and in a repeat with all rows.
fn weight(instrument: &Instrument, node: &Node) -> usize {
    let longest = |text: &Translations| text.values().map(String::len).max().unwrap_or(0);
    let rows = if in_repeat(instrument, node) {
        MOST_ROWS
    } else {
        1
    };
    let bytes = match node {
        Node::Group { label, .. } => longest(label) + CHOICE_MARKUP,
        Node::Question { label, hint, .. } => {
            let choice = |choice: &Choice| longest(&choice.label) + CHOICE_MARKUP;
            let choices: usize = node.choices().iter().map(choice).sum();
            // A rank shows its list once for each place.
            let times = match Control::of(node) {
                Some(Control::Rank) => node.choices().len(),
                _ => 1,
            };
            let listed = listed(instrument, node);
            longest(label) + longest(hint) + choices * times + listed + QUESTION_MARKUP
        }
    };
    bytes * rows
}

/// Long lists and files are kept beside the questions; all of it may be offered at once.
fn listed(instrument: &Instrument, node: &Node) -> usize {
    if !node.is_select() || !node.choices().is_empty() {
        return 0;
    }
    let rows = instrument.lists.get(node.list()).map(|list| &list.rows);
    let row = |cells: &Vec<String>| cells.iter().map(String::len).sum::<usize>() + CHOICE_MARKUP;
    rows.map_or(0, |rows| rows.iter().map(row).sum())
}

fn in_repeat(instrument: &Instrument, node: &Node) -> bool {
    let repeats = instrument.walk();
    let mut repeats = repeats.iter().filter(|node| is_repeat(node));
    repeats.any(|repeat| {
        let rest = node.path().strip_prefix(repeat.path());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn is_repeat(node: &Node) -> bool {
    matches!(node, Node::Group { repeat: true, .. })
}
