//! The rules of a node as the workbook writes them, with `${name}` for answers. Not here: parsing
//! and running them (`form`, `session`).

use super::Translations;

/// What the survey sheet says about one node; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct NodeRules {
    /// When the node is asked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub relevant: String,
    /// What an answer must fulfil.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub constraint: String,
    /// What to say when it does not, per language.
    #[serde(skip_serializing_if = "Translations::is_empty")]
    pub constraint_message: Translations,
    /// When an answer is needed: an expression.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub required: String,
    /// What to say when it is missing, per language.
    #[serde(skip_serializing_if = "Translations::is_empty")]
    pub required_message: Translations,
    /// When the answer cannot be changed: an expression.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub read_only: String,
    /// What the value is computed from; with triggers only when one of them changes.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub calculation: String,
    /// The fixed first answer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub default_value: String,
    /// The computed first answer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub default_expression: String,
    /// Names of the questions whose change sets this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub triggers: Vec<String>,
    /// Which choices are offered.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub choice_filter: String,
    /// How many rows a repeat has.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub repeat_count: String,
}

impl NodeRules {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
