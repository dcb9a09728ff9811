//! The words for the values of the report's contract. Each follows the language, so call them in
//! closures. Not here: problems (`i18n::problem_text`).

use domain::review::{ReportStage, ReviewLevel, RiskLevel};
use domain::wire::RenderState;

use crate::components::desk::words::Words;
use crate::i18n::*;

/// Where the report stands.
pub fn stage_text(i18n: Words, stage: &ReportStage) -> String {
    match stage {
        ReportStage::Drafting => t_string!(i18n, reports.stage_drafting).to_owned(),
        ReportStage::InReview { next } => {
            let level = level_word(i18n, *next);
            t_string!(i18n, reports.stage_in_review, level = level).to_string()
        }
        ReportStage::ReviewPassed => t_string!(i18n, reports.stage_passed).to_owned(),
        ReportStage::Consultation => t_string!(i18n, reports.stage_consultation).to_owned(),
        ReportStage::ReadyToIssue => t_string!(i18n, reports.stage_ready).to_owned(),
        ReportStage::Issued { number } => {
            t_string!(i18n, reports.stage_issued, number = number.as_str()).to_string()
        }
    }
}

/// A level's name.
pub fn level_word(i18n: Words, level: ReviewLevel) -> &'static str {
    match level {
        ReviewLevel::First => t_string!(i18n, reports.level_first),
        ReviewLevel::Second => t_string!(i18n, reports.level_second),
        ReviewLevel::Third => t_string!(i18n, reports.level_third),
        ReviewLevel::Quality => t_string!(i18n, reports.level_quality),
    }
}

/// A level's name in addresses and tests.
pub fn level_name(level: ReviewLevel) -> &'static str {
    match level {
        ReviewLevel::First => "first",
        ReviewLevel::Second => "second",
        ReviewLevel::Third => "third",
        ReviewLevel::Quality => "quality",
    }
}

/// How closely the report is reviewed.
pub fn risk_word(i18n: Words, risk: RiskLevel) -> &'static str {
    match risk {
        RiskLevel::A => t_string!(i18n, reports.risk_a),
        RiskLevel::B => t_string!(i18n, reports.risk_b),
        RiskLevel::C => t_string!(i18n, reports.risk_c),
    }
}

/// What a job is doing; empty when it does nothing any more.
pub fn render_text(i18n: Words, state: &RenderState) -> &'static str {
    match state {
        RenderState::Waiting => t_string!(i18n, reports.render_waiting),
        RenderState::Working { step } => match step.as_str() {
            "gathering" => t_string!(i18n, reports.render_gathering),
            "photos" => t_string!(i18n, reports.render_photos),
            "packing" => t_string!(i18n, reports.render_packing),
            _ => t_string!(i18n, reports.render_drawing),
        },
        RenderState::Done { .. } | RenderState::Failed { .. } => "",
    }
}

/// How far a step is, of 5.
pub fn render_progress(state: &RenderState) -> u32 {
    match state {
        RenderState::Waiting | RenderState::Failed { .. } => 0,
        RenderState::Working { step } => match step.as_str() {
            "gathering" => 1,
            "photos" => 2,
            "packing" => 4,
            _ => 3,
        },
        RenderState::Done { .. } => 5,
    }
}
