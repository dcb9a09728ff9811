//! What a manager sees of a form that may still have problems. Not here: the compiled form
//! (`instrument::Instrument`), which exists only without problems.

use super::ShowIf;
use crate::instrument::{InstrumentKind, Translations};
use crate::problem::Problem;

/// A form as the designer shows it. Everything is text as it is written; nothing is refused here.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormOutline {
    /// `form_title`, or empty.
    pub title: String,
    /// `form_id`, or empty.
    pub form_id: String,
    /// `version` as the settings sheet has it, or empty: publishing writes it.
    pub version: String,
    /// `kp:kind`, when it is one.
    pub kind: Option<InstrumentKind>,
    /// In the order of the columns; `["default"]` when texts carry no language.
    pub languages: Vec<String>,
    /// Rows of the survey sheet that say something, in order.
    pub rows: Vec<OutlineRow>,
    /// The lists of the choices sheet, in order of first appearance.
    pub lists: Vec<ChoiceList>,
    /// Headings of survey and choices that Kanping does not read; they are kept.
    pub other_columns: Vec<String>,
    /// Sheets that are not part of an XLSForm; they are kept.
    pub other_sheets: Vec<String>,
}

/// What a row of the survey sheet is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OutlineKind {
    /// Something to answer, read or compute.
    #[default]
    Question,
    /// The first row of a group.
    BeginGroup,
    /// The last row of a group.
    EndGroup,
    /// The first row of a repeat.
    BeginRepeat,
    /// The last row of a repeat.
    EndRepeat,
    /// No type: a remark of the form's writer.
    Remark,
}

/// One row of the survey sheet; cells as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutlineRow {
    /// Its number in the sheet, from 1 (the headings are usually row 1).
    pub row: u32,
    /// How many groups it lies in; a group's own two rows lie outside it.
    pub depth: u32,
    /// What it is.
    pub kind: OutlineKind,
    /// The `type` cell as written, with its list: `select_one yes_no`.
    pub type_text: String,
    /// The type alone: `select_one`.
    pub question_type: String,
    /// A select's list.
    pub list: Option<String>,
    /// `name`.
    pub name: String,
    /// The form path, where every group around it has a name: `/data/checks/c3`.
    pub path: Option<String>,
    /// Per language.
    pub label: Translations,
    /// Per language.
    pub hint: Translations,
    /// Per language.
    pub constraint_message: Translations,
    /// Per language.
    pub required_message: Translations,
    /// `yes`, empty, or an expression.
    pub required: String,
    /// The condition as written.
    pub relevant: String,
    /// The condition, when it has the shape that can be picked.
    pub show_if: Option<ShowIf>,
    /// As written.
    pub constraint: String,
    /// As written.
    pub calculation: String,
    /// As written.
    pub choice_filter: String,
    /// As written.
    pub default: String,
    /// As written.
    pub read_only: String,
    /// As written.
    pub appearance: String,
    /// `bind::kp:indicator`.
    pub indicator: String,
    /// `bind::kp:weight`.
    pub weight: String,
    /// `bind::kp:role`.
    pub role: String,
    /// `bind::kp:severity_if_no`.
    pub severity_if_no: String,
    /// `bind::kp:finding_title`.
    pub finding_title: String,
    /// `bind::kp:photo_min`.
    pub photo_min: String,
    /// `bind::kp:tolerance`.
    pub tolerance: String,
    /// `bind::kp:unit`.
    pub unit: String,
    /// `bind::kp:from`.
    pub from: String,
    /// The problems at this row; also in the list of all problems.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// One list of the choices sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChoiceList {
    /// `list_name`.
    pub name: String,
    /// In order.
    pub choices: Vec<ListChoice>,
    /// Rows of the survey sheet that use it.
    pub used_by: Vec<u32>,
}

/// One row of the choices sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListChoice {
    /// Its number in the choices sheet.
    pub row: u32,
    /// `name`.
    pub name: String,
    /// Per language.
    pub label: Translations,
    /// `score` as written; empty for none.
    pub score: String,
}
