//! The desk's exchange: frame, sample, assignments, progress, records, scores.

use std::collections::BTreeMap;

use crate::engagement::Engagement;
use crate::fieldwork::{RecordBody, RecordKind, RecordState, ReviewDecision, ReviewNote};
use crate::finding::Finding;
use crate::ids::{AccountId, DocumentId, IndicatorCode, ProjectCode, Sha256Hex};
use crate::indicator::Framework;
use crate::instrument::Instrument;
use crate::money::Fen;
use crate::party::{Person, Role};
use crate::problem::Problem;
use crate::project::Project;
use crate::sampling::{Coverage, DrawProtocol, DrawRequest, SampleRoute};
use crate::scoring::{ClientConsent, Gap, ScoreSheet, SourceNames};
use crate::time::Timestamp;

/// One line of GET urls::ENGAGEMENTS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EngagementSummary {
    /// What it is.
    pub engagement: Engagement,
    /// My role in it.
    pub role: Role,
}

/// How far something is: counts, and the colour by the one rule of `domain::engagement`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Sampled sites.
    pub sites: u32,
    /// Sites whose inspection is submitted and complete.
    pub sites_done: u32,
    /// Questionnaires planned.
    pub questionnaires: u32,
    /// Questionnaires that arrived.
    pub questionnaires_done: u32,
    /// Of these, how many are more than their site's quota: two tablets that collected at one site
    /// without a network. They are kept and count.
    #[serde(default)]
    pub questionnaires_over: u32,
    /// Photos declared by the records that arrived.
    pub photos: u32,
    /// Of these, photos whose bytes are on disk.
    pub photos_received: u32,
}

impl Progress {
    /// (done, planned) of what is planned: inspections, questionnaires.
    pub fn counts(&self) -> [(u32, u32); 2] {
        [
            (self.sites_done, self.sites),
            (self.questionnaires_done, self.questionnaires),
        ]
    }
}

/// GET urls::ENGAGEMENT.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EngagementOverview {
    /// What it is.
    pub engagement: Engagement,
    /// My role in it.
    pub role: Role,
    /// Number of projects in the frame; 0 before the import.
    pub frame_projects: u32,
    /// Their units.
    pub frame_units: u32,
    /// Their amount.
    pub frame_amount: Fen,
    /// All sites together.
    pub progress: Progress,
    /// By implementing unit.
    pub units: Vec<UnitProgress>,
    /// By evaluator.
    pub evaluators: Vec<EvaluatorProgress>,
    /// By site, in sample order.
    pub sites: Vec<SiteProgress>,
    /// Records waiting for review.
    pub waiting_for_review: u32,
    /// Operations in quarantine.
    pub quarantined: u32,
}

/// Progress of one implementing unit's sites.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitProgress {
    /// 实施单位.
    pub unit: String,
    /// How far.
    pub progress: Progress,
}

/// Progress of one evaluator's sites.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EvaluatorProgress {
    /// Who.
    pub person: Person,
    /// How far.
    pub progress: Progress,
    /// The last time one of their tablets synchronised.
    pub last_sync: Option<Timestamp>,
}

/// Progress of one site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SiteProgress {
    /// Place in the sample.
    pub ordinal: u32,
    /// Which project.
    pub project_code: ProjectCode,
    /// Its name.
    pub name: String,
    /// 实施单位.
    pub unit: String,
    /// Degrees as decimal text.
    pub latitude: Option<String>,
    /// Degrees as decimal text.
    pub longitude: Option<String>,
    /// State of its inspection; `None` before anything arrived.
    pub state: Option<RecordState>,
    /// How far.
    pub progress: Progress,
}

/// Answer to POST urls::FRAME_PREVIEW (nothing stored) and POST urls::FRAME (stored).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FramePreview {
    /// Rows understood.
    pub rows: u32,
    /// Distinct implementing units.
    pub units: u32,
    /// Sum of amounts.
    pub total: Fen,
    /// SHA-256 of the canonical CSV; `None` while there are errors.
    pub sha256: Option<Sha256Hex>,
    /// The first rows, to look at.
    pub first_rows: Vec<Project>,
    /// All problems at once; those with details.severity = warning do not hinder.
    pub problems: Vec<Problem>,
}

/// POST urls::DRAWS. The seed may be left out: the server then draws one and prints it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewDraw {
    /// What is asked.
    pub request: DrawRequest,
    /// 目的.
    #[serde(default)]
    pub purpose: String,
    /// 见证人.
    #[serde(default)]
    pub witness: String,
}

/// POST urls::JUDGEMENTAL.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JudgementalRequest {
    /// Which project.
    pub project_code: ProjectCode,
    /// At least one of the four criteria.
    pub criteria: Vec<String>,
    /// At least 10 characters.
    pub reason: String,
}

/// GET urls::SAMPLE.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SampleView {
    /// The random draw's sheet, once drawn.
    pub protocol: Option<DrawProtocol>,
    /// All sampled sites in order.
    pub sites: Vec<SampledSite>,
    /// Coverage of all sampled sites together.
    pub coverage: Option<Coverage>,
}

/// One sampled site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SampledSite {
    /// Place in the sample, from 1.
    pub ordinal: u32,
    /// The project.
    pub project: Project,
    /// How it came into the sample.
    pub route: SampleRoute,
}

/// GET and PUT urls::ASSIGNMENTS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assignments {
    /// One for each sampled site.
    pub assignments: Vec<Assignment>,
    /// Who may be assigned (answered by the server, ignored in PUT).
    #[serde(default)]
    pub evaluators: Vec<Person>,
}

/// Who goes to one site: exactly two different people, or nobody yet.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assignment {
    /// The site.
    pub project_code: ProjectCode,
    /// Two evaluators.
    pub evaluators: Vec<AccountId>,
}

/// GET urls::RECORDS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordPage {
    /// Newest change first.
    pub records: Vec<RecordSummary>,
    /// How many there are in all.
    pub total: u32,
}

/// One record in a list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordSummary {
    /// The document.
    pub doc_id: DocumentId,
    /// What it is.
    pub kind: RecordKind,
    /// `X-012` for inspections, `F-03` for interviews.
    pub index: String,
    /// The site; empty for what belongs to no site.
    pub project_code: ProjectCode,
    /// Its name; of an interview who was asked, of a receipt the document.
    pub project_name: String,
    /// 实施单位; of a receipt 提供单位.
    pub unit: String,
    /// Where it stands.
    pub state: RecordState,
    /// Newest revision.
    pub rev: u64,
    /// Photos declared.
    pub photos: u32,
    /// Photos on disk.
    pub photos_received: u32,
    /// Answers 否.
    pub findings: u32,
    /// Who sent the newest revision.
    pub evaluator: String,
    /// When the server received it.
    pub received_at: Timestamp,
    /// It came, or was changed, after the report was issued: kept, but no part of what was issued.
    #[serde(default)]
    pub is_late: bool,
}

/// GET urls::RECORD.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordView {
    /// As in the list.
    pub summary: RecordSummary,
    /// The facts from the frame; `None` for what belongs to no site.
    pub project: Option<Project>,
    /// The form it was filled with.
    pub instrument: Instrument,
    /// The answers and the manifest.
    pub body: RecordBody,
    /// Findings derived from it.
    pub findings: Vec<Finding>,
    /// Blobs that are not on disk.
    pub missing_blobs: Vec<Sha256Hex>,
    /// The last review.
    pub review: Option<ReviewDecision>,
    /// What the server's re-check of the form's own rules found; empty when all hold.
    pub problems: Vec<Problem>,
    /// Earlier revisions: (rev, who, received).
    pub history: Vec<(u64, String, Timestamp)>,
}

/// POST urls::REVIEW.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewRequest {
    /// The revision the reviewer looked at; another one answers 409 RECORD_CHANGED.
    pub rev: u64,
    /// 通过 or 退回.
    pub accepted: bool,
    /// Needed for 退回.
    #[serde(default)]
    pub reason: String,
    /// Per question.
    #[serde(default)]
    pub notes: Vec<ReviewNote>,
}

/// GET and PUT urls::SCORE_INPUTS: what people enter at the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreInputs {
    /// `budget`, `arrived`, `paid` → amount.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, i64>))]
    pub fund_figures: BTreeMap<String, Fen>,
    /// Marks per indicator, as `scoring::DeskMark` serialises.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub desk_marks: BTreeMap<IndicatorCode, serde_json::Value>,
    /// Indicators that are 不适用, with the reason.
    #[serde(default)]
    #[cfg_attr(feature = "openapi",
        schema(value_type = std::collections::HashMap<String, String>))]
    pub not_applicable: BTreeMap<IndicatorCode, String>,
    /// That the commissioning party agreed to it; needed from 20 分 on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<ClientConsent>,
    /// The revision that these were made from, 0 before anything was saved: as GET answers it.
    /// Another one in between answers PUT with 409 SCORE_INPUTS_CHANGED; a what-if takes any.
    #[serde(default)]
    pub base_revision: u32,
    /// Why these inputs replace the ones before; kept in the history.
    #[serde(default)]
    pub reason: String,
}

/// GET urls::SCORES.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreView {
    /// Rows, totals, grade.
    pub sheet: ScoreSheet,
    /// What could not be scored and why.
    pub gaps: Vec<Gap>,
    /// Names sheet and gaps as they are here; `ConfirmScores` sends it back.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub sheet_hash: Sha256Hex,
    /// Complete records it rests on, and how many are not complete yet.
    pub complete_records: u32,
    /// Records that do not count yet.
    pub incomplete_records: u32,
    /// The indicators as pinned, with their rules and operands: what the desk's editors ask for.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub framework: Framework,
    /// What the sources of the scores are called.
    pub source_names: SourceNames,
    /// The confirmed sheet, and what differs from it now.
    #[serde(default)]
    pub confirmation: Option<super::ScoreConfirmation>,
    /// Whether the plan is approved. Until then the sheet is a preview: it cannot be confirmed, and
    /// no report on it submitted, signed or issued (PLAN_NOT_APPROVED).
    #[serde(default)]
    pub plan_approved: bool,
}
