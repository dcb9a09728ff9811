//! Which screens a questionnaire has in the kiosk: one question or block each, consent apart. Not
//! here: drawing them.

use domain::instrument::{Instrument, Node, QuestionType, Session};
use domain::respondent::Control;

/// Where a respondent agrees: the question whose role is `consent:<answer>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The question's form path.
    pub path: String,
    /// The answer that means yes.
    pub agreed: String,
    /// The question.
    pub question: Node,
    /// The note that stands in the same group, if any.
    pub note: Option<Node>,
}

/// XForms writes an acknowledgement as `OK`.
const ACKNOWLEDGED: &str = "OK";

fn consent_of(node: &Node) -> Option<(String, String)> {
    let Node::Question {
        path, evaluation, ..
    } = node
    else {
        return None;
    };
    let role = evaluation.role.as_deref()?;
    let (name, agreed) = role.split_once(':').unwrap_or((role, ACKNOWLEDGED));
    (name == "consent").then(|| (path.clone(), agreed.to_owned()))
}

/// The form's consent question, if it has one.
pub fn consent(form: &Instrument) -> Option<Consent> {
    let top = form
        .nodes
        .iter()
        .find(|node| node.walk().into_iter().any(|n| consent_of(n).is_some()))?;
    let question = top
        .walk()
        .into_iter()
        .find(|node| consent_of(node).is_some())?
        .clone();
    let (path, agreed) = consent_of(&question)?;
    let is_note = |node: &&Node| {
        matches!(
            node,
            Node::Question {
                question_type: QuestionType::Note,
                ..
            }
        )
    };
    let note = top.walk().into_iter().find(is_note).cloned();
    Some(Consent {
        path,
        agreed,
        question,
        note,
    })
}

/// All screens in order, whether asked at present or not; the consent's own block is left out.
pub fn screens(form: &Instrument) -> Vec<Node> {
    let mut screens = Vec::new();
    for node in &form.nodes {
        let is_consent = node
            .walk()
            .into_iter()
            .any(|node| consent_of(node).is_some());
        if !is_consent {
            split(node, &mut screens);
        }
    }
    screens
}

/// A `field-list` group is one screen; any other group is as many as it holds.
fn split(node: &Node, screens: &mut Vec<Node>) {
    match node {
        Node::Group {
            appearance,
            children,
            ..
        } if !appearance
            .split_whitespace()
            .any(|word| word == "field-list") =>
        {
            children.iter().for_each(|child| split(child, screens));
        }
        Node::Group { .. } => screens.extend(without_media(node)),
        Node::Question { question_type, .. } => {
            if node.is_answerable() || *question_type == QuestionType::Note {
                screens.extend(without_media(node));
            }
        }
    }
}

/// Photos, sound and files are not asked of respondents, here as on their phones: they would be
/// kept of somebody who stops half-way. `None` where nothing else is left.
fn without_media(node: &Node) -> Option<Node> {
    match node {
        Node::Group { children, .. } => {
            let kept: Vec<Node> = children.iter().filter_map(without_media).collect();
            let mut block = node.clone();
            if let Node::Group { children, .. } = &mut block {
                *children = kept;
            }
            let is_empty = matches!(&block, Node::Group { children, .. } if children.is_empty());
            (!is_empty).then_some(block)
        }
        question if Control::of(question) == Some(Control::LeftOut) => None,
        question => Some(question.clone()),
    }
}

/// Whether a screen has something to show now.
pub fn is_asked(screen: &Node, session: &Session) -> bool {
    screen
        .walk()
        .into_iter()
        .any(|node| matches!(node, Node::Question { .. }) && session.state().relevant(node.path()))
}

/// Whether the screen's questions are answered as the form wants.
pub fn is_answered(screen: &Node, session: &Session) -> bool {
    let state = session.state();
    let paths: Vec<&str> = screen.walk().into_iter().map(Node::path).collect();
    let here = |path: &str| paths.contains(&path);
    !state.missing.iter().any(|path| here(path)) && !state.invalid.iter().any(|bad| here(&bad.path))
}

#[cfg(test)]
mod tests {
    use domain::instrument::{EvaluationColumns, InstrumentKind, QuestionDetails, Translations};

    use super::*;

    fn question(path: &str, question_type: QuestionType, role: Option<&str>) -> Node {
        Node::Question {
            path: path.to_owned(),
            question_type,
            label: Translations::new(),
            hint: Translations::new(),
            appearance: String::new(),
            required: false,
            read_only: false,
            evaluation: EvaluationColumns {
                role: role.map(str::to_owned),
                ..EvaluationColumns::default()
            },
            details: QuestionDetails::default(),
        }
    }

    fn group(path: &str, appearance: &str, children: Vec<Node>) -> Node {
        Node::Group {
            path: path.to_owned(),
            label: Translations::new(),
            appearance: appearance.to_owned(),
            repeat: false,
            fixed_count: false,
            children,
        }
    }

    #[test]
    fn consent_comes_first_and_every_block_is_one_screen() {
        let select = QuestionType::SelectOne {
            choices: Vec::new(),
        };
        let form = Instrument {
            form_id: "q".into(),
            version: "1".to_owned(),
            title: String::new(),
            kind: InstrumentKind::Questionnaire,
            languages: vec!["default".to_owned()],
            nodes: vec![
                group(
                    "/data/consent",
                    "field-list",
                    vec![
                        question("/data/consent/intro", QuestionType::Note, None),
                        question("/data/consent/consent", select.clone(), Some("consent:yes")),
                    ],
                ),
                group(
                    "/data/page",
                    "field-list",
                    vec![question("/data/page/a", select.clone(), None)],
                ),
                group(
                    "/data/plain",
                    "",
                    vec![
                        question("/data/plain/b", QuestionType::Text, None),
                        question("/data/plain/c", QuestionType::Calculate, None),
                        question("/data/plain/photo", QuestionType::Image, None),
                    ],
                ),
            ],
            ..Instrument::default()
        };
        let consent = consent(&form);
        assert_eq!(
            consent.map(|consent| (consent.path, consent.agreed)),
            Some(("/data/consent/consent".to_owned(), "yes".to_owned()))
        );
        let screens = screens(&form);
        let paths: Vec<&str> = screens.iter().map(Node::path).collect();
        assert_eq!(paths, ["/data/page", "/data/plain/b"]);
    }
}
