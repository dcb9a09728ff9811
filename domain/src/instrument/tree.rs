//! Walking the presentation tree and choosing a text's language. Not here: what is relevant.

use super::{Choice, Instrument, Node, QuestionType, Translations};

impl Node {
    /// The node's form path.
    pub fn path(&self) -> &str {
        match self {
            Node::Question { path, .. } | Node::Group { path, .. } => path,
        }
    }

    /// What a group holds; nothing for a question.
    pub fn children(&self) -> &[Node] {
        match self {
            Node::Question { .. } => &[],
            Node::Group { children, .. } => children,
        }
    }

    /// This node and everything below it, parents first, in the order of the form.
    pub fn walk(&self) -> Vec<&Node> {
        let mut nodes = vec![self];
        nodes.extend(self.children().iter().flat_map(Node::walk));
        nodes
    }

    /// Whether a person answers it: a question that is neither a note nor computed.
    pub fn is_answerable(&self) -> bool {
        match self {
            Node::Group { .. } => false,
            Node::Question { question_type, .. } => !matches!(
                question_type,
                QuestionType::Note
                    | QuestionType::Calculate
                    | QuestionType::Hidden
                    | QuestionType::Metadata { .. }
            ),
        }
    }

    /// The choices of a select; nothing for other questions.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Node::Question {
                question_type:
                    QuestionType::SelectOne { choices } | QuestionType::SelectMultiple { choices },
                ..
            } => choices,
            _ => &[],
        }
    }
}

impl Instrument {
    /// Every node, groups before what they hold, in the order of the form.
    pub fn walk(&self) -> Vec<&Node> {
        self.nodes.iter().flat_map(Node::walk).collect()
    }

    /// The node with this path.
    pub fn question(&self, path: &str) -> Option<&Node> {
        self.walk().into_iter().find(|node| node.path() == path)
    }

    /// A text in a language: see [`label`]; where that language is missing, the form's first.
    pub fn label<'a>(&self, text: &'a Translations, language: &str) -> &'a str {
        let first = self.languages.first().map_or("", String::as_str);
        exact(text, language)
            .or_else(|| exact(text, first))
            .unwrap_or_else(|| label(text, ""))
    }
}

/// A text in a language, named as the workbook does (`中文 (zh)`) or by its tag (`zh`, `zh-CN`).
/// Where it is missing: the text without language, else any; empty for no text at all.
pub fn label<'a>(text: &'a Translations, language: &str) -> &'a str {
    exact(text, language)
        .or_else(|| text.get("default").map(String::as_str))
        .or_else(|| text.values().next().map(String::as_str))
        .unwrap_or("")
}

fn exact<'a>(text: &'a Translations, language: &str) -> Option<&'a str> {
    let primary = language
        .split(['-', '_'])
        .next()
        .unwrap_or("")
        .to_lowercase();
    let tagged = |name: &str| {
        let tag = name
            .rsplit_once('(')
            .map_or("", |(_, tag)| tag.trim_end_matches(')'));
        !primary.is_empty()
            && tag
                .split('-')
                .next()
                .unwrap_or("")
                .eq_ignore_ascii_case(&primary)
    };
    let found = text.get(language);
    found
        .or_else(|| text.iter().find(|(name, _)| tagged(name)).map(|(_, t)| t))
        .map(String::as_str)
}
