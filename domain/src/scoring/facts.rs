//! What is known, as the engine takes it: values only, already complete and accepted.
//! Not here: reading them from a database, deciding what is complete (P3), how they arrived.

use std::collections::{BTreeMap, BTreeSet};

use super::exact::Exact;
use super::survey::SurveyResult;
use super::{ClientConsent, DeskMark, EvaluatedAnswer};
use crate::finding::Finding;
use crate::ids::{DocumentId, IndicatorCode, ProjectCode};
use crate::indicator::SatisfactionMeasure;
use crate::money::Fen;
use crate::project::Frame;

/// All facts of one engagement. The order of the lists does not matter.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// The frozen frame: control totals and planned quantities.
    pub frame: Frame,
    /// The sampled projects; one without a complete inspection raises the flag SAMPLE_INCOMPLETE.
    /// May be empty where nothing was sampled.
    pub sample: Vec<ProjectCode>,
    /// Complete inspections only, one for each project.
    pub inspections: Vec<InspectionFact>,
    /// Form id → its questionnaire result.
    pub surveys: BTreeMap<String, SurveyFact>,
    /// Fund figures entered at the desk: `arrived`, `paid`, `budget` …
    pub fund_figures: BTreeMap<String, Fen>,
    /// Marks given at the desk.
    pub desk_marks: BTreeMap<IndicatorCode, DeskMark>,
    /// Findings that stand, each with its number.
    pub findings: Vec<Finding>,
    /// Indicators that are 不适用, with the reason.
    pub not_applicable: BTreeMap<IndicatorCode, String>,
    /// That the commissioning party agreed to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<ClientConsent>,
    /// How many projects of the frame each sampled one stands for (`sampling::design_weights`).
    pub design_weights: BTreeMap<ProjectCode, Exact>,
    /// Indicators that read what an answered form has not, with what
    /// (`indicator::broken_bindings`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub broken_bindings: BTreeMap<IndicatorCode, Vec<String>>,
}

/// One complete inspection.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InspectionFact {
    /// The document.
    pub record: DocumentId,
    /// The project it is about.
    pub project_code: ProjectCode,
    /// 项目类型 as the frame has it.
    pub project_type: String,
    /// Form path → answer, as in `RecordBody::answers`.
    pub answers: BTreeMap<String, String>,
    /// What the form's own evaluation columns offer of them (`evaluated_answers`).
    pub evaluated: Vec<EvaluatedAnswer>,
}

/// A questionnaire's result and how many responses the plan asks for.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SurveyFact {
    /// The result over the counted channels.
    pub result: SurveyResult,
    /// The measure that the questionnaire's plan fixed; `None` leaves it to the indicator's source.
    pub method: Option<SatisfactionMeasure>,
    /// Valid responses the plan asks for; fewer raise the flag SURVEY_TOO_SMALL.
    pub minimum: u32,
    /// The indicators that its scale questions name (`bind::kp:indicator`).
    pub indicators: BTreeSet<IndicatorCode>,
    /// Whether the plan lets it stand for an indicator whose source names no form.
    pub scored: bool,
}

impl Facts {
    /// Nothing known but the frame.
    pub fn new(frame: Frame) -> Self {
        Self {
            frame,
            sample: Vec::new(),
            inspections: Vec::new(),
            surveys: BTreeMap::new(),
            fund_figures: BTreeMap::new(),
            desk_marks: BTreeMap::new(),
            findings: Vec::new(),
            not_applicable: BTreeMap::new(),
            consent: None,
            design_weights: BTreeMap::new(),
            broken_bindings: BTreeMap::new(),
        }
    }
}
