//! The words for where a finding stands and what is written about it. Each follows the language, so
//! call them in closures. Not here: severities (`words`), the report's own terms (`domain`).

use domain::finding::{AdviceKind, ConfirmationVerdict, FindingClass, FindingState};
use domain::scoring::ScoreChange;
use domain::wire::EvidenceKind;

use super::words::Words;
use crate::components::IconName;
use crate::i18n::*;

/// Where a finding stands.
pub fn finding_state_word(i18n: Words, state: &FindingState) -> &'static str {
    match state {
        FindingState::Found => t_string!(i18n, findings.state_found),
        FindingState::Listed => t_string!(i18n, findings.state_listed),
        FindingState::AwaitingConfirmation => t_string!(i18n, findings.state_awaiting),
        FindingState::Confirmed => t_string!(i18n, findings.state_confirmed),
        FindingState::Denied => t_string!(i18n, findings.state_denied),
        FindingState::Refused { .. } => t_string!(i18n, findings.state_refused),
        FindingState::Upheld { .. } => t_string!(i18n, findings.state_upheld),
        FindingState::Withdrawn { .. } => t_string!(i18n, findings.state_withdrawn),
        FindingState::Merged { .. } => t_string!(i18n, findings.state_merged),
    }
}

/// The class and icon of a state.
pub fn finding_state_sign(state: &FindingState) -> (&'static str, IconName) {
    match state {
        FindingState::Found => ("neutral", IconName::Note),
        FindingState::Listed => ("neutral", IconName::List),
        FindingState::AwaitingConfirmation => ("action", IconName::Clock),
        FindingState::Confirmed | FindingState::Upheld { .. } => ("good", IconName::Done),
        FindingState::Denied | FindingState::Refused { .. } => ("warn", IconName::Problem),
        FindingState::Withdrawn { .. } => ("neutral", IconName::Close),
        FindingState::Merged { .. } => ("neutral", IconName::Next),
    }
}

/// What stands beside a state: its reason, or into which finding it was merged.
pub fn finding_state_note(i18n: Words, state: &FindingState) -> String {
    match state {
        FindingState::Refused { reason }
        | FindingState::Upheld { reason }
        | FindingState::Withdrawn { reason } => reason.clone(),
        FindingState::Merged { into } => {
            let code = into.to_string();
            t_string!(i18n, findings.merged_into, code = code).to_string()
        }
        FindingState::Found
        | FindingState::Listed
        | FindingState::AwaitingConfirmation
        | FindingState::Denied
        | FindingState::Confirmed => String::new(),
    }
}

/// 问题分类.
pub fn class_word(i18n: Words, class: FindingClass) -> &'static str {
    match class {
        FindingClass::Decision => t_string!(i18n, findings.class_decision),
        FindingClass::Funds => t_string!(i18n, findings.class_funds),
        FindingClass::Management => t_string!(i18n, findings.class_management),
        FindingClass::Output => t_string!(i18n, findings.class_output),
        FindingClass::Benefit => t_string!(i18n, findings.class_benefit),
        FindingClass::Satisfaction => t_string!(i18n, findings.class_satisfaction),
    }
}

/// 建议类型.
pub fn advice_word(i18n: Words, kind: AdviceKind) -> &'static str {
    match kind {
        AdviceKind::Complete => t_string!(i18n, findings.advice_complete),
        AdviceKind::Improve => t_string!(i18n, findings.advice_improve),
        AdviceKind::Reduce => t_string!(i18n, findings.advice_reduce),
        AdviceKind::Adjust => t_string!(i18n, findings.advice_adjust),
        AdviceKind::Recover => t_string!(i18n, findings.advice_recover),
        AdviceKind::Reactivate => t_string!(i18n, findings.advice_reactivate),
        AdviceKind::Prioritise => t_string!(i18n, findings.advice_prioritise),
        AdviceKind::Cancel => t_string!(i18n, findings.advice_cancel),
    }
}

/// 项目单位意见.
pub fn verdict_word(i18n: Words, verdict: ConfirmationVerdict) -> &'static str {
    match verdict {
        ConfirmationVerdict::True => t_string!(i18n, findings.verdict_true),
        ConfirmationVerdict::PartlyTrue => t_string!(i18n, findings.verdict_partly),
        ConfirmationVerdict::NotTrue => t_string!(i18n, findings.verdict_not),
    }
}

/// What kind of evidence it is.
pub fn evidence_kind_word(i18n: Words, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Document => t_string!(i18n, findings.kind_document),
        EvidenceKind::Inspection => t_string!(i18n, findings.kind_inspection),
        EvidenceKind::Interview => t_string!(i18n, findings.kind_interview),
        EvidenceKind::Survey => t_string!(i18n, findings.kind_survey),
        EvidenceKind::Paper => t_string!(i18n, findings.kind_paper),
        EvidenceKind::Photo => t_string!(i18n, findings.kind_photo),
    }
}

/// `B22 4.00→5.00`; the total by its word.
pub fn score_change_text(i18n: Words, change: &ScoreChange) -> String {
    let score = |points: &Option<domain::scoring::Points>| {
        let text = points.as_ref().map(ToString::to_string);
        text.unwrap_or_else(|| "—".to_owned())
    };
    let what = match change.code.as_str() {
        "" => t_string!(i18n, findings.total_score),
        code => code,
    };
    format!("{what} {}→{}", score(&change.before), score(&change.after))
}
