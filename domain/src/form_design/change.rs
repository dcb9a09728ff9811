//! What a manager may change, as values. Not here: how a change is made in the tables.

use super::ShowIf;
use crate::instrument::{InstrumentKind, Translations};

/// The languages that the designer offers, as XLSForm names them; a workbook may have others.
pub const OFFERED_LANGUAGES: [&str; 2] = ["中文 (zh)", "English (en)"];

/// The types that the designer offers; the workbook may hold others, which stay as they are. The
/// two selects and `rank` also need a list.
pub const QUESTION_TYPES: [&str; 19] = [
    "text",
    "integer",
    "decimal",
    "range",
    "select_one",
    "select_multiple",
    "rank",
    "date",
    "time",
    "dateTime",
    "image",
    "audio",
    "file",
    "barcode",
    "geopoint",
    "note",
    "acknowledge",
    "calculate",
    "hidden",
];

/// A column with a text for each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TextColumn {
    /// `label`.
    Label,
    /// `hint`.
    Hint,
    /// `constraint_message`: what is said when the constraint does not hold.
    ConstraintMessage,
    /// `required_message`.
    RequiredMessage,
}

impl TextColumn {
    /// The heading without its language.
    pub fn heading(self) -> &'static str {
        match self {
            TextColumn::Label => "label",
            TextColumn::Hint => "hint",
            TextColumn::ConstraintMessage => "constraint_message",
            TextColumn::RequiredMessage => "required_message",
        }
    }
}

/// A column of the survey sheet that holds one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowColumn {
    /// `required`: `yes`, empty, or an expression.
    Required,
    /// `relevant` written by hand; see [`DesignChange::SetShowIf`] for picking.
    Relevant,
    /// `constraint`.
    Constraint,
    /// `calculation`.
    Calculation,
    /// `choice_filter`.
    ChoiceFilter,
    /// `default`.
    Default,
    /// `read_only`: `yes` or empty.
    ReadOnly,
    /// `appearance`.
    Appearance,
    /// `bind::kp:indicator`: codes, comma separated.
    Indicator,
    /// `bind::kp:weight`.
    Weight,
    /// `bind::kp:role`.
    Role,
    /// `bind::kp:severity_if_no`: `minor`, `major`, `severe` or empty.
    SeverityIfNo,
    /// `bind::kp:finding_title`: what a no means, as a problem.
    FindingTitle,
    /// `bind::kp:photo_min`.
    PhotoMin,
    /// `bind::kp:tolerance`.
    Tolerance,
    /// `bind::kp:unit`.
    Unit,
    /// `bind::kp:from`.
    From,
}

impl RowColumn {
    /// The heading that is written when the sheet has no such column yet.
    pub fn heading(self) -> &'static str {
        match self {
            RowColumn::Required => "required",
            RowColumn::Relevant => "relevant",
            RowColumn::Constraint => "constraint",
            RowColumn::Calculation => "calculation",
            RowColumn::ChoiceFilter => "choice_filter",
            RowColumn::Default => "default",
            RowColumn::ReadOnly => "read_only",
            RowColumn::Appearance => "appearance",
            RowColumn::Indicator => "bind::kp:indicator",
            RowColumn::Weight => "bind::kp:weight",
            RowColumn::Role => "bind::kp:role",
            RowColumn::SeverityIfNo => "bind::kp:severity_if_no",
            RowColumn::FindingTitle => "bind::kp:finding_title",
            RowColumn::PhotoMin => "bind::kp:photo_min",
            RowColumn::Tolerance => "bind::kp:tolerance",
            RowColumn::Unit => "bind::kp:unit",
            RowColumn::From => "bind::kp:from",
        }
    }

    /// Whether it is one of the evaluation columns, which need the `kp` namespace.
    pub fn is_evaluation(self) -> bool {
        self.heading().starts_with("bind::kp:")
    }
}

/// One change of a form. Rows are named by their number in the survey sheet, as the outline of the
/// draft's revision shows them; `after: 0` means before everything else.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum DesignChange {
    /// A new question. After the first row of a group it becomes the group's first; after the last
    /// row of a group it stands behind the group.
    AddQuestion {
        /// The row it follows.
        after: u32,
        /// Letters, digits, `_`, `-`, `.`; begins with a letter or `_`; not used in the form.
        name: String,
        /// One of [`QUESTION_TYPES`].
        question_type: String,
        /// For a select: a list of the choices sheet.
        #[serde(default)]
        list: Option<String>,
        /// Per language of the form.
        #[serde(default)]
        label: Translations,
    },
    /// A new, empty group: two rows.
    AddGroup {
        /// The row it follows.
        after: u32,
        /// As for a question.
        name: String,
        /// Per language of the form.
        #[serde(default)]
        label: Translations,
    },
    /// Takes a question out, or a group with all it holds. Refused with every place while another
    /// row still refers to it.
    Remove {
        /// The question's row, or the group's first row.
        row: u32,
    },
    /// Moves a question, or a group with all it holds, behind a row: up, down, into a group (after
    /// its first row), out of it (after its last row).
    Move {
        /// The question's row, or the group's first row.
        row: u32,
        /// The row it is to follow; not within what is moved.
        after: u32,
    },
    /// Another name; every `${…}` that refers to it changes too.
    Rename {
        /// The question's or group's row.
        row: u32,
        /// The new name.
        name: String,
    },
    /// Another type.
    SetType {
        /// The question's row.
        row: u32,
        /// One of [`QUESTION_TYPES`].
        question_type: String,
        /// For a select: a list of the choices sheet.
        #[serde(default)]
        list: Option<String>,
    },
    /// A text in one language; empty takes it away.
    SetText {
        /// The row.
        row: u32,
        /// Which text.
        column: TextColumn,
        /// As the outline's languages name it.
        language: String,
        /// The text.
        text: String,
    },
    /// Whether an answer is required; replaces a condition by hand.
    SetRequired {
        /// The row.
        row: u32,
        /// Always or never.
        required: bool,
    },
    /// When the row is asked; `None`: always. Replaces a condition by hand.
    SetShowIf {
        /// The row.
        row: u32,
        /// The condition.
        show_if: Option<ShowIf>,
    },
    /// A column as text, for what cannot be picked.
    SetColumn {
        /// The row.
        row: u32,
        /// Which column.
        column: RowColumn,
        /// The cell; empty clears it.
        text: String,
    },
    /// A choice behind another, or first. A list that does not exist yet begins with it.
    AddChoice {
        /// The list.
        list: String,
        /// The choice it follows; `None`: first.
        #[serde(default)]
        after: Option<String>,
        /// The stored name, without spaces.
        name: String,
        /// Per language of the form.
        #[serde(default)]
        label: Translations,
        /// 0–100, exact decimal; `None` for none.
        #[serde(default)]
        score: Option<String>,
    },
    /// A choice's label in one language.
    SetChoiceLabel {
        /// The list.
        list: String,
        /// The choice.
        name: String,
        /// As the outline's languages name it.
        language: String,
        /// The text.
        text: String,
    },
    /// A choice's score; `None` takes it away.
    SetChoiceScore {
        /// The list.
        list: String,
        /// The choice.
        name: String,
        /// 0–100, exact decimal.
        score: Option<String>,
    },
    /// Moves a choice within its list.
    MoveChoice {
        /// The list.
        list: String,
        /// The choice.
        name: String,
        /// The choice it is to follow; `None`: first.
        after: Option<String>,
    },
    /// Takes a choice out. Refused with every place while a rule still compares with it.
    RemoveChoice {
        /// The list.
        list: String,
        /// The choice.
        name: String,
    },
    /// A further language: empty columns beside those of the last one.
    AddLanguage {
        /// As XLSForm names it, for example `English (en)`.
        language: String,
    },
    /// Another name for a language; `default` names the texts without language.
    RenameLanguage {
        /// As the outline names it.
        from: String,
        /// The new name.
        to: String,
    },
    /// The form's title.
    SetTitle {
        /// The title.
        title: String,
    },
    /// What the form is for.
    SetKind {
        /// The kind.
        kind: InstrumentKind,
    },
}
