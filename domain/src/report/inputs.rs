//! All that a report is composed from, as values that the server reads in one transaction.
//! Not here: how they are stored, what is written about them (`sentences`, the chapters).

use std::collections::BTreeMap;

use crate::engagement::Engagement;
use crate::fieldwork::Position;
use crate::fieldwork::interview::InterviewFacts;
use crate::finding::{Finding, FindingCost};
use crate::ids::{DocumentId, FindingCode, IndicatorCode, ProjectCode, Sha256Hex};
use crate::indicator::NotApplicableTreatment;
use crate::money::Fen;
use crate::opinion::Opinion;
use crate::party::Person;
use crate::project::Project;
use crate::review::ReviewLevel;
use crate::sampling::{Coverage, DrawProtocol, SampleRoute};
use crate::scoring::{Gap, GradeBand, ScoreSheet, SourceNames};
use crate::survey_statistics::{ChannelRow, SatisfactionFigure};
use crate::time::Timestamp;

/// The inputs. The same inputs give the same report, for ever (P10): an issue keeps them, so that
/// its other editions and its letters rest on nothing that can still change.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReportInputs {
    /// What is evaluated, for whom; its profile has the background and the goals.
    pub engagement: Engagement,
    /// 报告文号; `None` until it is given at issue.
    pub number: Option<String>,
    /// Draft, asked on, issued.
    pub state: ReportState,
    /// 三级复核 for this content, in order.
    pub sign_offs: Vec<SignOffLine>,
    /// What the evaluated units said about the draft, by number.
    pub opinions: Vec<Opinion>,
    /// What the plan fixes about scoring.
    pub plan: PlanChoices,
    /// The requested documents, by number.
    pub documents: Vec<DocumentEntry>,
    /// Control totals of the frame.
    pub frame: FrameTotals,
    /// Fund figures entered at the desk, in the order they are printed.
    pub fund_figures: Vec<FundFigure>,
    /// Draws in the order they were made.
    pub draws: Vec<DrawProtocol>,
    /// All sampled sites in sample order.
    pub sites: Vec<SampledProject>,
    /// Coverage of all sampled sites together; `None` before a draw.
    pub coverage: Option<Coverage>,
    /// What was done in the field.
    pub fieldwork: FieldworkLog,
    /// One for each questionnaire that was sent out.
    pub surveys: Vec<SurveyLog>,
    /// Rows, totals, grade.
    pub sheet: ScoreSheet,
    /// Indicators that could not be scored.
    pub score_gaps: Vec<Gap>,
    /// The bands of the framework, from the top, to test the printed grade against.
    pub grade_bands: Vec<GradeBand>,
    /// What the framework says of each indicator.
    pub indicators: BTreeMap<IndicatorCode, IndicatorText>,
    /// By number.
    pub findings: Vec<Finding>,
    /// What each finding cost, where it cost anything.
    pub finding_costs: BTreeMap<FindingCode, Vec<FindingCost>>,
    /// What was recorded with each desk mark, one line a judgement, without names.
    pub mark_reasons: BTreeMap<IndicatorCode, Vec<String>>,
    /// One for each inspection that is complete, in sample order.
    pub inspections: Vec<InspectionSummary>,
    /// One for each interview that is complete, by index number.
    pub interviews: Vec<InterviewEntry>,
    /// Pictures for the plates, in index order.
    pub photos: Vec<PlatePhoto>,
    /// What the sources are called.
    pub source_names: SourceNames,
    /// Who took part.
    pub team: Vec<Person>,
    /// 成文日期 as `2026-11-22`; given, never the clock.
    pub prepared_on: String,
}

/// Where the report stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ReportState {
    /// 征求意见前草稿.
    #[default]
    Draft,
    /// 征求意见稿.
    Consultation,
    /// 正式稿.
    Issued {
        /// The hash that was signed for.
        content_hash: String,
        /// The head of the audit chain at issue.
        audit_head: String,
        /// The number of the report that this one corrects, and why.
        corrects: Option<(String, String)>,
    },
}

/// What a report carries beside its evidence; nothing of it for the content that is signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReportCircumstances {
    /// 报告文号; `None` until it is given at issue.
    pub number: Option<String>,
    /// Draft, asked on, issued.
    pub state: ReportState,
    /// 三级复核 for this content, in order.
    pub sign_offs: Vec<SignOffLine>,
    /// What the evaluated units said about the draft, by number.
    pub opinions: Vec<Opinion>,
    /// 成文日期, the day of issue; `None` while the newest change of the evidence dates it.
    pub prepared_on: Option<String>,
}

impl ReportInputs {
    /// The same inputs in other circumstances.
    #[must_use]
    pub fn in_circumstances(self, circumstances: &ReportCircumstances) -> Self {
        Self {
            number: circumstances.number.clone(),
            state: circumstances.state.clone(),
            sign_offs: circumstances.sign_offs.clone(),
            opinions: circumstances.opinions.clone(),
            prepared_on: circumstances
                .prepared_on
                .clone()
                .unwrap_or(self.prepared_on),
            ..self
        }
    }
}

/// One signature of 三级复核, as printed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SignOffLine {
    /// At which level.
    pub level: ReviewLevel,
    /// Who.
    pub name: String,
    /// 执业证书号; may be empty.
    pub certificate: String,
    /// The day, `2026-11-25`.
    pub day: String,
}

/// What the plan fixes about scoring, to be stated in chapter 二.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlanChoices {
    /// How indicators that are 不适用 leave the total.
    pub not_applicable: NotApplicableTreatment,
    /// How many people mark a qualitative indicator.
    pub qualitative_scorers: u8,
    /// Indicators whose sites stand for as many projects as the sampling design says.
    pub weighted: Vec<IndicatorCode>,
    /// Indicators whose sites count one each.
    pub plain: Vec<IndicatorCode>,
}

/// A requested document.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DocumentEntry {
    /// `Q-03`.
    pub index: String,
    /// 资料名称.
    pub name: String,
    /// Whether it came.
    pub is_received: bool,
    /// The record of its receipt.
    pub receipt: DocumentId,
    /// 关联指标.
    pub indicators: Vec<IndicatorCode>,
}

/// An interview as the annex lists it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InterviewEntry {
    /// The record.
    pub record: DocumentId,
    /// `F-03`.
    pub index: String,
    /// Who, when, how.
    pub facts: InterviewFacts,
    /// Questions and what was said, in the guide's order.
    pub points: Vec<(String, String)>,
}

/// Control totals of the frame.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FrameTotals {
    /// N.
    pub projects: u32,
    /// Different implementing units.
    pub units: u32,
    /// 批复金额 in all.
    pub amount: Fen,
    /// SHA-256 of its canonical CSV.
    pub sha256: String,
}

/// One fund figure.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FundFigure {
    /// `budget`, `arrived`, `paid` …
    pub key: String,
    /// 预算资金, 实际到位资金 …
    pub label: String,
    /// `None` where it was not entered: a gap.
    pub amount: Option<Fen>,
}

/// A project in the sample.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SampledProject {
    /// Place in the sample, from 1.
    pub ordinal: u32,
    /// The frame's row.
    pub project: Project,
    /// How it came in.
    pub route: SampleRoute,
}

/// What was done in the field.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FieldworkLog {
    /// Sites with a complete, submitted inspection.
    pub sites_done: u32,
    /// Sites in the sample.
    pub sites_planned: u32,
    /// Different days on which something was recorded.
    pub days: u32,
    /// Photos on disk.
    pub photos: u32,
    /// Different people who recorded something.
    pub evaluators: u32,
    /// Different sets of people who were assigned to sites together.
    pub groups: u32,
    /// Interviews recorded.
    pub interviews: u32,
    /// Answers 无法核实 in complete inspections.
    pub unverifiable: u32,
}

/// One questionnaire's numbers. Rates are percent with two decimals, computed by `scoring`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SurveyLog {
    /// The form.
    pub form_id: String,
    /// Its title.
    pub title: String,
    /// 发放, as `survey_statistics::IssuedCount` defines it.
    pub issued: u32,
    /// 回收: by tablet or single-use code.
    pub returned: u32,
    /// 有效.
    pub valid: u32,
    /// The plan's minimum of valid responses.
    pub minimum: u32,
    /// Valid responses with a scored answer.
    pub scored: u32,
    /// The measures of satisfaction; the one the plan fixed is marked.
    pub figures: Vec<SatisfactionFigure>,
    /// The channels apart.
    pub channels: Vec<ChannelRow>,
    /// Whether there are too few valid responses to rely on.
    pub is_small_base: bool,
    /// Answers per question, in the form's order.
    pub questions: Vec<QuestionDistribution>,
}

/// How often each option of a question was chosen in valid responses.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct QuestionDistribution {
    /// The question's label.
    pub label: String,
    /// Option label and count, in the form's order.
    pub options: Vec<(String, u32)>,
}

/// What the framework says of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct IndicatorText {
    /// 考核内容, for example 申请、设立过程是否按规定程序办理.
    pub explanation: String,
    /// Names of evidence: 验收报告, 现场核查表 …
    pub evidence: Vec<String>,
}

/// One site's inspection in numbers.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct InspectionSummary {
    /// The record.
    pub record: DocumentId,
    /// `X-012`.
    pub index: String,
    /// The site.
    pub project_code: ProjectCode,
    /// Its name.
    pub project_name: String,
    /// The day it was finished, `2026-11-20`.
    pub day: String,
    /// 名称 and 合格 or not, for each measurement group: 长度, 宽度.
    pub measurements: Vec<MeasurementResult>,
    /// Answers 是.
    pub passed: u32,
    /// Answers 否.
    pub failed: u32,
    /// Answers 无法核实.
    pub unverifiable: u32,
    /// Photos on disk.
    pub photos: u32,
}

/// One measured quantity against its design value.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MeasurementResult {
    /// 长度（米）.
    pub label: String,
    /// The question's form path.
    pub path: String,
    /// Design value as printed; empty where there is none.
    pub design: String,
    /// Measured mean as printed.
    pub measured: String,
    /// Within tolerance; `None` where it cannot be judged.
    pub within: Option<bool>,
}

/// A photo for a plate.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlatePhoto {
    /// Names the blob.
    pub sha256: Sha256Hex,
    /// `P-012-05`.
    pub index: String,
    /// The record it belongs to.
    pub record: DocumentId,
    /// The question's form path.
    pub path: String,
    /// The site.
    pub project_code: ProjectCode,
    /// Its name.
    pub project_name: String,
    /// 部位: the slot's label.
    pub slot: String,
    /// The evaluator's caption; may be empty.
    pub caption: String,
    /// By the device's clock.
    pub taken_at: Timestamp,
    /// Where, when there was a fix.
    pub position: Option<Position>,
}
