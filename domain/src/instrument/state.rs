//! What a form says about itself as it stands: values for screens and for the server's check.
//! Not here: how it is worked out (`session`).

use std::collections::BTreeMap;

use super::Translations;

/// Why an answer is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvalidReason {
    /// The form's own constraint is not met; the message says what it wants.
    Constraint,
    /// Not an integer, decimal, date, time, dateTime or position, as the question's type asks.
    Type,
    /// A name that is not among the choices offered.
    UnknownChoice,
}

/// An answer that is refused.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InvalidAnswer {
    /// The question's form path.
    pub path: String,
    /// Why.
    pub reason: InvalidReason,
    /// The form's message per language; empty where it has none.
    pub message: Translations,
}

/// The form as it stands. All paths are instance paths: `/data/rep[2]/x`; a repeat as a whole is
/// `/data/rep`, its rows `/data/rep[1]` …
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FormState {
    /// Every node's path → whether it is asked, with the groups around it taken into account.
    pub relevant: BTreeMap<String, bool>,
    /// Asked, required and unanswered, in the order of the form.
    pub missing: Vec<String>,
    /// Answered, and refused, in the order of the form.
    pub invalid: Vec<InvalidAnswer>,
    /// Computed values by path, of nodes that are asked.
    pub calculated: BTreeMap<String, String>,
    /// Expressions that could not be evaluated: path and reason. A mistake of the form, not of the
    /// person; a question whose relevance fails is asked.
    pub failed: Vec<(String, String)>,
}

impl FormState {
    /// Whether the node is asked; a path the form does not know is not.
    pub fn relevant(&self, path: &str) -> bool {
        self.relevant.get(path).copied().unwrap_or(false)
    }

    /// Whether nothing stands in the way of finishing.
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.invalid.is_empty() && self.failed.is_empty()
    }
}

/// How far one top-level group is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SectionProgress {
    /// The group's form path.
    pub path: String,
    /// Its label per language.
    pub label: Translations,
    /// Whether it is asked at all.
    pub relevant: bool,
    /// Questions that are asked and answered.
    pub answered: usize,
    /// Required questions that are asked and still unanswered.
    pub missing: usize,
    /// Questions that are asked.
    pub asked: usize,
    /// Refused answers.
    pub invalid: usize,
}
