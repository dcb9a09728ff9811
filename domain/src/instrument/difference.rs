//! What changed between two versions of a form, question by question. Not here: offering a move
//! to people (`wire::forms`), opening old answers in the new form (`Session::resume`).

use std::collections::BTreeMap;

use super::Translations;

/// What changed about one question or group.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NodeDifference {
    /// Its path in the newer version; in the older one when it is gone.
    pub path: String,
    /// Its path in the older version; `None` for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_path: Option<String>,
    /// Its label in the newer version; in the older one when it is gone.
    pub label: Translations,
    /// What changed, at least one.
    pub changes: Vec<NodeChange>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum NodeChange {
    /// It is new.
    Added,
    /// It is gone; answers to it are not carried over.
    Removed,
    /// It stands elsewhere: in another group, or in another order among its fellows.
    Moved {
        /// Path of the group it stood in; the form's own (`/data`) at the top.
        from_group: String,
        /// Path of the group it stands in.
        to_group: String,
    },
    /// Another type; an answer that does not fit the new one has to be given anew.
    Retyped {
        /// As XLSForm writes it, without list.
        from: String,
        /// As XLSForm writes it, without list.
        to: String,
    },
    /// Another label or hint.
    Reworded {
        /// `label` or `hint`.
        text: String,
        /// Per language.
        from: Translations,
        /// Per language.
        to: Translations,
    },
    /// Another rule.
    RuleChanged {
        /// `required`, `relevant`, `constraint`, `calculation`, `read_only`, `choice_filter`.
        rule: String,
        /// The old expression with `${name}`; empty for none.
        from: String,
        /// The new one.
        to: String,
    },
    /// Another evaluation column or appearance.
    ColumnChanged {
        /// The XLSForm heading, for example `bind::kp:indicator`.
        column: String,
        /// Empty for none.
        from: String,
        /// Empty for none.
        to: String,
    },
    /// Other choices.
    ChoicesChanged {
        /// New choices: name → label.
        added: BTreeMap<String, Translations>,
        /// Choices that are gone: name → label.
        removed: BTreeMap<String, Translations>,
        /// Names whose label changed.
        reworded: Vec<String>,
        /// Names whose score changed.
        rescored: Vec<String>,
        /// Whether those that stayed stand in another order.
        reordered: bool,
    },
}
