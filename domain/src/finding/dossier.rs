//! What people write about a finding: class, amount, cause, advice, the unit's confirmation
//! (domain.md §2.5). Not here: the states it goes through (`state`), the list (`register`).

use super::{FindingClass, FindingState, Severity};
use crate::ids::{IndicatorCode, ProjectCode};
use crate::money::Fen;
use crate::problem::Problem;

/// Characters of a long text.
pub(super) const LONG_TEXT: usize = 4_000;

/// 项目单位意见.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConfirmationVerdict {
    /// 属实.
    True,
    /// 部分属实.
    PartlyTrue,
    /// 不属实.
    NotTrue,
}

impl ConfirmationVerdict {
    /// The term as printed.
    pub fn term(self) -> &'static str {
        match self {
            Self::True => "属实",
            Self::PartlyTrue => "部分属实",
            Self::NotTrue => "不属实",
        }
    }
}

/// 事实确认书: the unit's answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactConfirmation {
    /// 属实, 部分属实, 不属实.
    pub verdict: ConfirmationVerdict,
    /// The unit's words, and supplementary material.
    pub opinion: String,
    /// Who signed for it.
    pub signed_by: String,
    /// The day on the paper, `2026-11-22`.
    pub day: String,
    /// 补充材料, by their numbers in the register of documents: `Q-03`.
    #[serde(default)]
    pub supplements: Vec<String>,
}

/// 拒签: that the unit would not sign, who of it said so, and when.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refusal {
    /// Why.
    pub reason: String,
    /// Who of the unit.
    pub by: String,
    /// The day, `2026-11-22`.
    pub day: String,
    /// 补充材料, by their numbers in the register of documents: `Q-03`.
    #[serde(default)]
    pub supplements: Vec<String>,
}

/// 建议类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AdviceKind {
    /// 完善.
    Complete,
    /// 改进.
    Improve,
    /// 核减.
    Reduce,
    /// 调整.
    Adjust,
    /// 收回统筹.
    Recover,
    /// 盘活.
    Reactivate,
    /// 优先保障.
    Prioritise,
    /// 削减或取消.
    Cancel,
}

/// All kinds, in menu order.
pub const ADVICE_KINDS: [AdviceKind; 8] = [
    AdviceKind::Complete,
    AdviceKind::Improve,
    AdviceKind::Reduce,
    AdviceKind::Adjust,
    AdviceKind::Recover,
    AdviceKind::Reactivate,
    AdviceKind::Prioritise,
    AdviceKind::Cancel,
];

impl AdviceKind {
    /// The term as printed.
    pub fn term(self) -> &'static str {
        match self {
            Self::Complete => "完善",
            Self::Improve => "改进",
            Self::Reduce => "核减",
            Self::Adjust => "调整",
            Self::Recover => "收回统筹",
            Self::Reactivate => "盘活",
            Self::Prioritise => "优先保障",
            Self::Cancel => "削减或取消",
        }
    }
}

/// 建议 of one finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Advice {
    /// 类型.
    pub kind: AdviceKind,
    /// What the unit is asked to do.
    pub text: String,
    /// Until when, `2026-12-31`; empty leaves the standard time of its severity.
    #[serde(default)]
    pub deadline: String,
    /// 建议收回 or 核减, in 分.
    #[serde(default)]
    pub amount: Option<Fen>,
}

/// Evidence a person named: a record, a received document, a photo, by its index number.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingEvidence {
    /// 证据索引: `Q-03`, `F-02`.
    pub index: String,
    /// What it shows.
    #[serde(default)]
    pub note: String,
}

/// What a finding made at the desk begins with; also one noted from a mark or a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskFinding {
    /// In a few words.
    pub title: String,
    /// Which project; empty where it concerns the fund as a whole.
    #[serde(default)]
    pub project_code: ProjectCode,
}

/// All that people wrote about one finding; what is `None` or empty stays as derived.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FindingDossier {
    /// Set for a finding made at the desk.
    #[serde(default)]
    pub desk: Option<DeskFinding>,
    /// What the problem is called, where a person calls a derived one otherwise.
    #[serde(default)]
    pub title: String,
    /// 严重程度.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// 问题分类.
    #[serde(default)]
    pub class: Option<FindingClass>,
    /// 事实描述.
    #[serde(default)]
    pub facts: String,
    /// 涉及金额, in 分.
    #[serde(default)]
    pub amount: Option<Fen>,
    /// 违反条款.
    #[serde(default)]
    pub clause: String,
    /// 原因.
    #[serde(default)]
    pub cause: String,
    /// 责任单位.
    #[serde(default)]
    pub responsible_unit: String,
    /// 关联指标.
    #[serde(default)]
    pub indicator: Option<IndicatorCode>,
    /// 建议.
    #[serde(default)]
    pub advice: Option<Advice>,
    /// Further evidence.
    #[serde(default)]
    pub evidence: Vec<FindingEvidence>,
    /// Where it stands.
    #[serde(default)]
    pub state: FindingState,
    /// The unit's answer.
    #[serde(default)]
    pub confirmation: Option<FactConfirmation>,
    /// That the unit would not sign.
    #[serde(default)]
    pub refusal: Option<Refusal>,
}

impl FindingDossier {
    /// Whether the unit answered 事实确认, by signing or by refusing: what it was shown is fixed
    /// until the finding is reopened.
    pub fn is_sealed(&self) -> bool {
        use FindingState::{Confirmed, Denied, Refused, Upheld};
        let answered = self.confirmation.is_some() || self.refusal.is_some();
        answered
            || matches!(
                self.state,
                Confirmed | Denied | Refused { .. } | Upheld { .. }
            )
    }

    /// What the unit was shown: whoever changes it afterwards would change what was answered.
    fn shown(&self) -> [(&'static str, String); 8] {
        let desk = self.desk.clone().unwrap_or_default();
        let amount = self.amount.map(|amount| amount.0.to_string());
        [
            ("title", format!("{}\u{0}{}", desk.title, self.title)),
            ("project_code", desk.project_code.to_string()),
            ("facts", self.facts.clone()),
            ("class", format!("{:?}", self.class)),
            ("severity", format!("{:?}", self.severity)),
            ("amount", amount.unwrap_or_default()),
            ("clause", self.clause.clone()),
            ("responsible_unit", self.responsible_unit.clone()),
        ]
    }
}

/// FINDING_SEALED at each part that the unit answered to and that differs; a sealed finding is
/// changed by reopening it first (`FindingAction::Reopen`).
pub fn check_sealed(before: &FindingDossier, after: &FindingDossier) -> Vec<Problem> {
    if !before.is_sealed() {
        return Vec::new();
    }
    let parts = before.shown().into_iter().zip(after.shown());
    let differing = parts.filter(|((_, old), (_, new))| old.trim() != new.trim());
    differing
        .map(|((part, _), _)| Problem::new("FINDING_SEALED").at_path(part))
        .collect()
}

/// What is wrong with a dossier before it is stored: FINDING_TITLE_MISSING, FINDING_UNIT_MISSING,
/// TEXT_TOO_LONG, DAY_MALFORMED, AMOUNT_NEGATIVE, FINDING_TOO_MUCH_EVIDENCE.
pub fn check_dossier(dossier: &FindingDossier) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(desk) = &dossier.desk {
        if desk.title.trim().is_empty() {
            problems.push(Problem::new("FINDING_TITLE_MISSING").at_path("title"));
        }
        if desk.project_code.as_str().is_empty() && dossier.responsible_unit.trim().is_empty() {
            problems.push(Problem::new("FINDING_UNIT_MISSING").at_path("responsible_unit"));
        }
    }
    let advice = dossier.advice.as_ref();
    let texts = [
        ("facts", dossier.facts.as_str()),
        ("clause", &dossier.clause),
        ("cause", &dossier.cause),
        ("responsible_unit", &dossier.responsible_unit),
        (
            "title",
            dossier.desk.as_ref().map_or("", |desk| &desk.title),
        ),
        ("title", &dossier.title),
        ("advice", advice.map_or("", |advice| &advice.text)),
    ];
    for (path, text) in texts {
        if text.chars().count() > LONG_TEXT {
            let problem = Problem::new("TEXT_TOO_LONG").with("limit", LONG_TEXT);
            problems.push(problem.at_path(path));
        }
    }
    let deadline = advice.map_or("", |advice| advice.deadline.as_str());
    if !deadline.is_empty() && crate::time::parse_day(deadline).is_none() {
        problems.push(Problem::new("DAY_MALFORMED").at_path("deadline"));
    }
    let amounts = [dossier.amount, advice.and_then(|advice| advice.amount)];
    if amounts.iter().flatten().any(|amount| amount.0 < 0) {
        problems.push(Problem::new("AMOUNT_NEGATIVE").at_path("amount"));
    }
    if dossier.evidence.len() > 50 {
        problems.push(Problem::new("FINDING_TOO_MUCH_EVIDENCE").with("limit", 50));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_finding_names_what_and_who() {
        let dossier = FindingDossier {
            desk: Some(DeskFinding::default()),
            ..FindingDossier::default()
        };
        let codes: Vec<_> = check_dossier(&dossier)
            .into_iter()
            .map(|p| p.code)
            .collect();
        assert_eq!(codes, ["FINDING_TITLE_MISSING", "FINDING_UNIT_MISSING"]);
    }

    #[test]
    fn what_the_unit_answered_to_is_fixed_and_what_is_said_about_it_is_not() {
        let before = FindingDossier {
            facts: "护栏缺失约12米".to_owned(),
            state: FindingState::Confirmed,
            ..FindingDossier::default()
        };
        let about = FindingDossier {
            cause: "未移交管护".to_owned(),
            indicator: Some("C22".into()),
            ..before.clone()
        };
        assert_eq!(check_sealed(&before, &about), []);
        let shown = FindingDossier {
            facts: "护栏缺失约2米".to_owned(),
            severity: Some(Severity::Minor),
            amount: Some(Fen(1)),
            clause: "某办法第三条".to_owned(),
            class: Some(FindingClass::Output),
            ..before.clone()
        };
        let places = check_sealed(&before, &shown);
        let places: Vec<_> = places.into_iter().filter_map(|it| it.place?.path).collect();
        assert_eq!(places, ["facts", "class", "severity", "amount", "clause"]);
        let open = FindingDossier {
            state: FindingState::Listed,
            ..before
        };
        assert_eq!(check_sealed(&open, &shown), []);
    }
}
