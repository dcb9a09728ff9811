//! Findings 问题: what is wrong, how bad, on which evidence (domain.md §2.5). A 否 in an inspection
//! becomes one, and people add others at the desk. Not here: deriving them from answers
//! (`fieldwork::findings`), putting them right afterwards (`rectification`).

mod cost;
mod dossier;
mod origin;
mod placement;
mod register;
mod state;

pub use cost::{FindingCost, finding_costs};
pub use dossier::{
    ADVICE_KINDS, Advice, AdviceKind, ConfirmationVerdict, DeskFinding, FactConfirmation,
    FindingDossier, FindingEvidence, Refusal, check_dossier, check_sealed,
};
pub use origin::{FindingOrigin, FindingSource};
pub use placement::place_under_lowered;
pub use register::{FindingNumbers, register};
pub use state::{FindingAction, FindingState, REASON_MIN, apply_action, is_reason};

use crate::ids::{DocumentId, FindingCode, IndicatorCode, ProjectCode};
use crate::money::Fen;
use crate::scoring::FactReference;

/// 严重程度. Ordered: 一般 < 较重 < 严重.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 一般.
    Minor,
    /// 较重.
    Major,
    /// 严重.
    Severe,
}

impl Severity {
    /// Reads the term of forms and vectors: 一般, 较重, 严重.
    pub fn from_term(term: &str) -> Option<Self> {
        match term {
            "一般" => Some(Severity::Minor),
            "较重" => Some(Severity::Major),
            "严重" => Some(Severity::Severe),
            _ => None,
        }
    }

    /// The term as printed in reports.
    pub fn term(self) -> &'static str {
        match self {
            Severity::Minor => "一般",
            Severity::Major => "较重",
            Severity::Severe => "严重",
        }
    }
}

/// 问题分类.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingClass {
    /// 决策.
    Decision,
    /// 资金.
    Funds,
    /// 管理.
    Management,
    /// 产出.
    Output,
    /// 效益.
    Benefit,
    /// 满意度.
    Satisfaction,
}

impl FindingClass {
    /// All of them, in the order in which a report lists them.
    pub const ALL: [Self; 6] = [
        Self::Decision,
        Self::Funds,
        Self::Management,
        Self::Output,
        Self::Benefit,
        Self::Satisfaction,
    ];

    /// The term as printed.
    pub fn term(self) -> &'static str {
        match self {
            Self::Decision => "决策",
            Self::Funds => "资金",
            Self::Management => "管理",
            Self::Output => "产出",
            Self::Benefit => "效益",
            Self::Satisfaction => "满意度",
        }
    }

    /// The class that an indicator's code suggests, by the pattern of real reports (A 决策, B1 资金,
    /// B 过程, C 产出, D 效益); a person may choose another one.
    pub fn suggested(indicator: Option<&IndicatorCode>) -> Self {
        let code = indicator.map_or("", |code| code.as_str());
        match code.as_bytes() {
            [b'A', ..] => Self::Decision,
            [b'B', b'1', ..] => Self::Funds,
            [b'C', ..] => Self::Output,
            [b'D', ..] => Self::Benefit,
            _ => Self::Management,
        }
    }
}

/// One place where a finding was seen.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingSite {
    /// Its own number, also after it was merged into another finding.
    pub code: FindingCode,
    /// Which project.
    pub project_code: ProjectCode,
    /// Its name as the frame has it.
    pub project_name: String,
    /// 责任单位 there.
    pub responsible_unit: String,
    /// 事实描述 there.
    pub facts: String,
    /// How bad there.
    #[serde(default = "Severity::of_old_sites")]
    pub severity: Severity,
    /// The record; empty for a finding made at the desk.
    pub record: DocumentId,
    /// The question's form path within it; empty for a finding made at the desk.
    pub path: String,
}

/// One finding as it stands in the list of problems.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Finding {
    /// `S-003`; given once and kept, whatever is found later.
    pub code: FindingCode,
    /// How bad, as the evaluator or the desk chose, else the form's default.
    pub severity: Severity,
    /// The check that was answered 否, as the form labels it; of a desk finding its title.
    pub check: String,
    /// What is wrong, in a few words: 桥头护栏缺失或损坏. Empty only in what older versions wrote;
    /// [`Finding::heading`] is what is printed.
    #[serde(default)]
    pub title: String,
    /// 事实描述.
    pub facts: String,
    /// Which project; empty where it concerns the fund as a whole.
    pub project_code: ProjectCode,
    /// Its name as the frame has it.
    pub project_name: String,
    /// 责任单位: the implementing unit of the frame, or as the desk says.
    pub responsible_unit: String,
    /// The indicator it belongs to.
    pub indicator: Option<IndicatorCode>,
    /// The record it comes from; empty for a finding made at the desk.
    pub record: DocumentId,
    /// The question's form path within it; empty for a finding made at the desk.
    pub path: String,
    /// What it was seen in.
    #[serde(default)]
    pub source: FindingSource,
    /// 问题分类.
    #[serde(default = "FindingClass::of_old_findings")]
    pub class: FindingClass,
    /// 涉及金额, in 分.
    #[serde(default)]
    pub amount: Option<Fen>,
    /// 违反条款.
    #[serde(default)]
    pub clause: String,
    /// 原因分析, written by a person.
    #[serde(default)]
    pub cause: String,
    /// 建议, where a person wrote it; else the report has a standard one.
    #[serde(default)]
    pub advice: Option<Advice>,
    /// Where it stands.
    #[serde(default)]
    pub state: FindingState,
    /// 事实确认 by the unit.
    #[serde(default)]
    pub confirmation: Option<FactConfirmation>,
    /// 拒签 by the unit.
    #[serde(default)]
    pub refusal: Option<Refusal>,
    /// Further evidence that a person named.
    #[serde(default)]
    pub evidence: Vec<FindingEvidence>,
    /// Findings at other sites that were merged into this one; each stays listed.
    #[serde(default)]
    pub also_at: Vec<FindingSite>,
    /// Revision of what people wrote about it; 0 before anybody did.
    #[serde(default)]
    pub revision: u32,
}

impl FindingClass {
    fn of_old_findings() -> Self {
        Self::Management
    }
}

impl Severity {
    fn of_old_sites() -> Self {
        Self::Minor
    }
}

/// What a check that does not hold is called where its form has no name for the problem.
pub fn unmet_title(check: &str) -> String {
    let check = check.trim().trim_end_matches(['？', '?', '。']);
    format!("“{check}”一项不符合")
}

impl Finding {
    /// Whether it comes from an answer of a record.
    pub fn is_from_record(&self) -> bool {
        !self.record.as_str().is_empty()
    }

    /// What is wrong, in a few words, as it is printed: never the check that should hold.
    pub fn heading(&self) -> String {
        match self.title.trim().trim_end_matches('。') {
            "" if self.is_from_record() => unmet_title(&self.check),
            "" => self.check.trim().to_owned(),
            title => title.to_owned(),
        }
    }

    /// Where it was seen: the answer, the desk mark or the requested document; `None` for one that
    /// a person added by hand.
    pub fn source_fact(&self) -> Option<FactReference> {
        match &self.source {
            FindingSource::Mark { indicator, .. } => Some(FactReference::DeskMark {
                indicator: indicator.clone(),
            }),
            FindingSource::Document { ordinal } => {
                Some(FactReference::Document { ordinal: *ordinal })
            }
            FindingSource::Field | FindingSource::Desk => {
                self.is_from_record().then(|| FactReference::Record {
                    record: self.record.clone(),
                    project_code: self.project_code.clone(),
                    path: Some(self.path.clone()),
                })
            }
        }
    }

    /// Whether it counts in scores: it stands, and the unit's denial of it, if any, was decided on.
    pub fn counts(&self) -> bool {
        self.stands() && self.state != FindingState::Denied
    }

    /// Whether it stands in the list of problems and in the report.
    pub fn stands(&self) -> bool {
        !matches!(
            self.state,
            FindingState::Withdrawn { .. } | FindingState::Merged { .. }
        )
    }

    /// Every place where it was seen, its own first.
    pub fn places(&self) -> Vec<FindingSite> {
        let own = FindingSite {
            code: self.code.clone(),
            project_code: self.project_code.clone(),
            project_name: self.project_name.clone(),
            responsible_unit: self.responsible_unit.clone(),
            facts: self.facts.clone(),
            severity: self.severity,
            record: self.record.clone(),
            path: self.path.clone(),
        };
        std::iter::once(own).chain(self.also_at.clone()).collect()
    }
}
