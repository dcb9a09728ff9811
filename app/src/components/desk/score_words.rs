//! Gaps and flags of a score in words that say what to do next. Exhaustive: a new code needs its
//! words here, in both languages. Not here: the report's words for them (`domain::report`).

use domain::scoring::{Gap, GapCode, ScoreFlag};

use super::words::Words;
use crate::i18n::*;

/// Why an indicator has no score and what to do about it; a code this version does not know is
/// shown.
pub fn gap_text(i18n: Words, gap: &Gap) -> String {
    match GapCode::parse(&gap.code) {
        Some(code) => gap_words(i18n, code).to_owned(),
        None => t_string!(i18n, scores.unknown_code, code = gap.code.clone()).to_string(),
    }
}

/// A gap's words by its code alone.
pub fn gap_words(i18n: Words, code: GapCode) -> &'static str {
    match code {
        GapCode::ZeroDenominator => t_string!(i18n, scores.gap_zero_denominator),
        GapCode::NegativeInput => t_string!(i18n, scores.gap_negative_input),
        GapCode::EmptySample => t_string!(i18n, scores.gap_empty_sample),
        GapCode::DefectExceedsSample => t_string!(i18n, scores.gap_defect_exceeds_sample),
        GapCode::OutOfBands => t_string!(i18n, scores.gap_out_of_bands),
        GapCode::EqualEndpoints => t_string!(i18n, scores.gap_equal_endpoints),
        GapCode::NotApplicable => t_string!(i18n, scores.gap_not_applicable),
        GapCode::PctOutOfLevel => t_string!(i18n, scores.gap_pct_out_of_level),
        GapCode::ScoreOutOfRange => t_string!(i18n, scores.gap_score_out_of_range),
        GapCode::MalformedInput => t_string!(i18n, scores.gap_malformed_input),
        GapCode::UnknownRule => t_string!(i18n, scores.gap_unknown_rule),
        GapCode::InputTooLarge => t_string!(i18n, scores.gap_input_too_large),
        GapCode::MissingMark => t_string!(i18n, scores.gap_missing_mark),
        GapCode::MarkOfWrongKind => t_string!(i18n, scores.gap_mark_of_wrong_kind),
        GapCode::ReasonMissing => t_string!(i18n, scores.gap_reason_missing),
        GapCode::ReasonTooShort => t_string!(i18n, scores.gap_reason_too_short),
        GapCode::MissingFundFigure => t_string!(i18n, scores.gap_missing_fund_figure),
        GapCode::MissingAnswer => t_string!(i18n, scores.gap_missing_answer),
        GapCode::DuplicateInspection => t_string!(i18n, scores.gap_duplicate_inspection),
        GapCode::ProjectNotInFrame => t_string!(i18n, scores.gap_project_not_in_frame),
        GapCode::MissingPlannedQuantity => t_string!(i18n, scores.gap_missing_planned_quantity),
        GapCode::NoSurvey => t_string!(i18n, scores.gap_no_survey),
        GapCode::NoValidResponse => t_string!(i18n, scores.gap_no_valid_response),
        GapCode::AmbiguousSurvey => t_string!(i18n, scores.gap_ambiguous_survey),
        GapCode::UnpricedFinding => t_string!(i18n, scores.gap_unpriced_finding),
        GapCode::UnboundOperand => t_string!(i18n, scores.gap_unbound_operand),
        GapCode::SecondScorerMissing => t_string!(i18n, scores.gap_second_scorer_missing),
        GapCode::ScorersApart => t_string!(i18n, scores.gap_scorers_apart),
        GapCode::SecondPersonMissing => t_string!(i18n, scores.gap_second_person_missing),
        GapCode::MissingSamplingWeight => t_string!(i18n, scores.gap_missing_sampling_weight),
        GapCode::ClientConsentMissing => t_string!(i18n, scores.gap_client_consent_missing),
        GapCode::BindingBroken => t_string!(i18n, scores.gap_binding_broken),
    }
}

/// What is to be known beside a score.
pub fn flag_text(i18n: Words, flag: &str) -> String {
    match ScoreFlag::parse(flag) {
        Some(flag) => flag_words(i18n, flag).to_owned(),
        None => t_string!(i18n, scores.unknown_code, code = flag.to_owned()).to_string(),
    }
}

fn flag_words(i18n: Words, flag: ScoreFlag) -> &'static str {
    match flag {
        ScoreFlag::TargetTooLow => t_string!(i18n, scores.flag_target_too_low),
        ScoreFlag::BudgetTooHigh => t_string!(i18n, scores.flag_budget_too_high),
        ScoreFlag::FewExperts => t_string!(i18n, scores.flag_few_experts),
        ScoreFlag::SurveyTooSmall => t_string!(i18n, scores.flag_survey_too_small),
        ScoreFlag::SurveyHoldsPosters => t_string!(i18n, scores.flag_survey_holds_posters),
        ScoreFlag::SampleIncomplete => t_string!(i18n, scores.flag_sample_incomplete),
        ScoreFlag::CannotVerify => t_string!(i18n, scores.flag_cannot_verify),
        ScoreFlag::FindingDeductedTwice => t_string!(i18n, scores.flag_finding_deducted_twice),
        ScoreFlag::WeightRedistributed => t_string!(i18n, scores.flag_weight_redistributed),
        ScoreFlag::Vetoed => t_string!(i18n, scores.flag_vetoed),
    }
}
