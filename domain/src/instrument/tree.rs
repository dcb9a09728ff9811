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

    /// The choices that a select carries; nothing for other questions and for lists that are kept
    /// in `Instrument::lists` (ask `Session::choices`).
    pub fn choices(&self) -> &[Choice] {
        match self {
            Node::Question {
                question_type:
                    QuestionType::SelectOne { choices }
                    | QuestionType::SelectMultiple { choices }
                    | QuestionType::Rank { choices },
                ..
            } => choices,
            _ => &[],
        }
    }

    /// Whether a person picks from a list.
    pub fn is_select(&self) -> bool {
        matches!(
            self,
            Node::Question {
                question_type: QuestionType::SelectOne { .. }
                    | QuestionType::SelectMultiple { .. }
                    | QuestionType::Rank { .. },
                ..
            }
        )
    }

    /// The name of a select's list; empty for other nodes.
    pub fn list(&self) -> &str {
        match self {
            Node::Question { details, .. } => &details.list,
            Node::Group { .. } => "",
        }
    }
}

impl Instrument {
    /// Every node, groups before what they hold, in the order of the form.
    pub fn walk(&self) -> Vec<&Node> {
        self.nodes.iter().flat_map(Node::walk).collect()
    }

    /// The node with this template path.
    pub fn question(&self, path: &str) -> Option<&Node> {
        let mut nodes = self.nodes.as_slice();
        loop {
            let leads_there = |node: &&Node| {
                let rest = path.strip_prefix(node.path());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            let node = nodes.iter().find(leads_there)?;
            if node.path() == path {
                return Some(node);
            }
            nodes = node.children();
        }
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
