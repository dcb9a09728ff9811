//! Whether a form may go out to respondents' own phones. Not here: whether it is a good form.

use super::control::Control;
use super::pages::Pages;
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
        let bytes: usize = page.nodes.iter().map(|node| weight(node)).sum();
        if bytes > PAGE_BYTES {
            let path = page.nodes.first().map_or("", |node| node.path());
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

fn problem_of(node: &Node) -> Option<&'static str> {
    let (question_type, required, label) = match node {
        Node::Group { repeat, .. } => return repeat.then_some("RESPONDENT_REPEAT"),
        Node::Question {
            question_type,
            required,
            label,
            ..
        } => (question_type, *required, label),
    };
    match question_type {
        QuestionType::Geopoint => Some("RESPONDENT_ASKS_POSITION"),
        QuestionType::Metadata { preload } => PERSONAL_PRELOADS
            .contains(&preload.as_str())
            .then_some("RESPONDENT_ASKS_PERSONAL"),
        QuestionType::Text | QuestionType::Integer if asks_personal(label) => {
            Some("RESPONDENT_ASKS_PERSONAL")
        }
        _ if Control::of(node) == Some(Control::LeftOut) && required => {
            Some("RESPONDENT_NEEDS_FILE")
        }
        _ => None,
    }
}

fn asks_personal(label: &Translations) -> bool {
    let asks = |text: &String| PERSONAL_WORDS.iter().any(|word| text.contains(word));
    label.values().any(asks)
}

fn weight(node: &Node) -> usize {
    let longest = |text: &Translations| text.values().map(String::len).max().unwrap_or(0);
    match node {
        Node::Group { label, .. } => longest(label) + CHOICE_MARKUP,
        Node::Question { label, hint, .. } => {
            let choice = |choice: &Choice| longest(&choice.label) + CHOICE_MARKUP;
            let choices: usize = node.choices().iter().map(choice).sum();
            longest(label) + longest(hint) + choices + QUESTION_MARKUP
        }
    }
}
