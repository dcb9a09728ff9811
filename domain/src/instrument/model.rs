//! The presentation tree: labels, hints, groups, appearance, choices, evaluation columns.

use std::collections::BTreeMap;

use crate::finding::Severity;
use crate::ids::{FormId, IndicatorCode};

/// A text in each language of the form: language name (`default` where the form has one) → text.
pub type Translations = BTreeMap<String, String>;

/// What a form is for. Settings column `kp:kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InstrumentKind {
    /// 现场核查表.
    SiteInspection,
    /// 问卷.
    Questionnaire,
}

/// One immutable version of a form, all that a tablet needs to fill it offline.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Instrument {
    /// `form_id` of the settings sheet.
    pub form_id: FormId,
    /// `version` of the settings sheet; a record pins it.
    pub version: String,
    /// `form_title`.
    pub title: String,
    /// What it is for.
    pub kind: InstrumentKind,
    /// Languages in the order of the workbook; `["default"]` when labels carry none.
    pub languages: Vec<String>,
    /// The XForm that `rxform` made; `rxeval` runs it.
    pub xform: String,
    /// The questions in order.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub nodes: Vec<Node>,
}

/// One entry of the form's body.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "node", rename_all = "snake_case")]
pub enum Node {
    /// Something to answer, read or compute.
    Question {
        /// `/data/checks/c3`.
        path: String,
        /// The workbook's `type`, understood.
        question_type: QuestionType,
        /// Label per language; may contain `${name}` references (already as paths in `{/data/x}`).
        label: Translations,
        /// Hint per language.
        hint: Translations,
        /// `appearance` as written: `signature`, `minimal`, `multiline` …
        appearance: String,
        /// `true` when the `required` column holds anything but no/false (conditions are rxeval's).
        required: bool,
        /// `read_only` is set.
        read_only: bool,
        /// The evaluation columns.
        evaluation: EvaluationColumns,
    },
    /// A group: a section (top level) or a block.
    Group {
        /// `/data/checks`.
        path: String,
        /// Label per language.
        label: Translations,
        /// `field-list`, `kp-measure` …
        appearance: String,
        /// `true` for a repeat.
        repeat: bool,
        /// What it holds.
        children: Vec<Node>,
    },
}

/// The question types this version understands; anything else is refused at import by name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum QuestionType {
    /// `text`.
    Text,
    /// `integer`.
    Integer,
    /// `decimal`.
    Decimal,
    /// `date`.
    Date,
    /// `time`.
    Time,
    /// `dateTime`.
    DateTime,
    /// `note`: read only.
    Note,
    /// `acknowledge`.
    Acknowledge,
    /// `select_one list`.
    SelectOne {
        /// In the order of the workbook.
        choices: Vec<Choice>,
    },
    /// `select_multiple list`.
    SelectMultiple {
        /// In the order of the workbook.
        choices: Vec<Choice>,
    },
    /// `image`; with appearance `signature` a drawn signature.
    Image,
    /// `geopoint`: `latitude longitude altitude accuracy`.
    Geopoint,
    /// `calculate`: never shown.
    Calculate,
    /// `hidden`.
    Hidden,
    /// `start`, `end`, `today`, `deviceid`, `username`: filled in by the session.
    Metadata {
        /// Which preload.
        preload: String,
    },
}

/// One choice of a list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Choice {
    /// The stored name.
    pub name: String,
    /// Label per language.
    pub label: Translations,
    /// `score` column, exact decimal text (0–100); `None` where empty (不了解/不适用).
    pub score: Option<String>,
}

/// The columns that other XLSForm tools ignore: `bind::kp:…`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EvaluationColumns {
    /// `bind::kp:indicator`: the indicators this answer is evidence for (comma separated there).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorCode>,
    /// `bind::kp:weight`: exact decimal text, the question's weight in satisfaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// `bind::kp:role`: `quantity_design`, `quantity_measured`, `numerator`, `screen_out` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `bind::kp:severity_if_no`: a 否 becomes a finding of this severity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity_if_no: Option<Severity>,
    /// `bind::kp:photo_min`: photos demanded with a 否.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo_min: Option<u32>,
    /// `bind::kp:tolerance`: `min_ratio 0.98`, `min_abs -0.05`, `abs 0.02`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Tolerance>,
    /// `bind::kp:unit`: 米, 厘米, 处, 万元 …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// `bind::kp:from`: prefilled from the frame: `project_code`, `project_name`, `unit`,
    /// `township`, `project_type`, `amount_wan_yuan`, `planned_quantity`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// How far a measured value may lie from design (domain.md §6.2). Not engineering acceptance.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Tolerance {
    /// measured ÷ design ≥ value.
    MinRatio(String),
    /// measured − design ≥ value (value is negative or zero).
    MinAbs(String),
    /// |measured − design| ≤ value.
    Abs(String),
}
