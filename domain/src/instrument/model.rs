//! The presentation tree: labels, hints, groups, appearance, evaluation columns. Not here: question
//! types (`question_type`), rules (`rule_texts`).

use std::collections::BTreeMap;

use crate::finding::Severity;
use crate::ids::{FormId, IndicatorCode};

use super::{LookupTable, NodeRules, QuestionDetails, QuestionType};

/// A text in each language of the form: language name (`default` where the form has one) → text.
pub type Translations = BTreeMap<String, String>;

/// What a form is for. Settings column `kp:kind`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InstrumentKind {
    /// 现场核查表.
    SiteInspection,
    /// 问卷; also a form whose settings do not say what it is for.
    #[default]
    Questionnaire,
    /// 访谈提纲.
    Interview,
    /// 资料清单.
    DocumentList,
}

impl InstrumentKind {
    /// Every kind with the word that the settings column `kp:kind` has for it.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("site_inspection", Self::SiteInspection),
        ("questionnaire", Self::Questionnaire),
        ("interview", Self::Interview),
        ("document_list", Self::DocumentList),
    ];
}

/// One immutable version of a form, all that a tablet needs to fill it offline.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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
    /// The XForm of a form imported before rules were kept as such; empty in newer ones.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub xform: String,
    /// Template path → the rules of that node, for nodes that have any.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub rules: BTreeMap<String, NodeRules>,
    /// Lists that are not carried in the questions: from files, long ones, and those whose columns
    /// expressions read. List or file name (without `.csv`) → table.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub lists: BTreeMap<String, LookupTable>,
    /// `instance_name` of the settings: an expression for a record's title; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instance_name: String,
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
        /// `/data/checks/c3`; inside a repeat the template's path, without positions.
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
        /// What only some questions have.
        #[serde(default, skip_serializing_if = "QuestionDetails::is_empty")]
        details: QuestionDetails,
    },
    /// A group: a section (top level) or a block.
    Group {
        /// `/data/checks`.
        path: String,
        /// Label per language.
        label: Translations,
        /// `field-list`, `kp-measure` …
        appearance: String,
        /// `true` for a repeat: its rows are `Session::rows`.
        repeat: bool,
        /// `true` for a repeat whose `repeat_count` says how many rows there are: nobody adds or
        /// removes any.
        #[serde(default)]
        fixed_count: bool,
        /// What it holds.
        children: Vec<Node>,
    },
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
    /// `bind::kp:finding_title`: what a 否 means, as a problem: 护栏缺失或损坏.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding_title: Option<String>,
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
