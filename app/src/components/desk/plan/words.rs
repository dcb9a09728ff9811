//! The words for kinds, sources and states of the plan and the library. Each follows the language,
//! so call them in closures. Not here: the working of a score, which is the domain's.

use domain::finding::FindingClass;
use domain::indicator::{
    Direction, EvidenceKind, Level1Kind, LibraryState, MULTI_OBJECT, RULE_KINDS,
    SatisfactionMeasure,
};
use domain::wire::{FrameworkChange, FrameworkState};

use crate::components::desk::words::Words;
use crate::i18n::*;

/// A rule kind in the reader's words; one that this version does not know, as it is stored.
pub fn kind_word(i18n: Words, kind: &str) -> String {
    let word = match kind {
        "element_count" => t_string!(i18n, plan.kind_element_count),
        "yes_no" => t_string!(i18n, plan.kind_yes_no),
        "ratio_capped" => t_string!(i18n, plan.kind_ratio_capped),
        "ratio_threshold" => t_string!(i18n, plan.kind_ratio_threshold),
        "step_band" => t_string!(i18n, plan.kind_step_band),
        "ratio_to_target" => t_string!(i18n, plan.kind_ratio_to_target),
        "plain_ratio" => t_string!(i18n, plan.kind_plain_ratio),
        "interpolation" => t_string!(i18n, plan.kind_interpolation),
        "deduction" => t_string!(i18n, plan.kind_deduction),
        "sample_defect" => t_string!(i18n, plan.kind_sample_defect),
        "deviation" => t_string!(i18n, plan.kind_deviation),
        "growth" => t_string!(i18n, plan.kind_growth),
        "lower_is_better" => t_string!(i18n, plan.kind_lower_is_better),
        "cost_saving" => t_string!(i18n, plan.kind_cost_saving),
        "grade_level" => t_string!(i18n, plan.kind_grade_level),
        "likert_expert" => t_string!(i18n, plan.kind_likert_expert),
        MULTI_OBJECT => t_string!(i18n, plan.kind_multi_object),
        "manual" => t_string!(i18n, plan.kind_manual),
        other => return other.to_owned(),
    };
    word.to_owned()
}

/// All kinds with their words; 多对象汇总 where it may be chosen.
pub fn kind_options(i18n: Words, with_objects: bool) -> Vec<(String, String)> {
    let kinds = RULE_KINDS.iter().map(|(kind, _)| *kind);
    let more = with_objects.then_some(MULTI_OBJECT);
    let all = kinds.chain(more);
    all.map(|kind| (kind.to_owned(), kind_word(i18n, kind)))
        .collect()
}

/// A rule's number by its name.
pub fn operand_word(i18n: Words, name: &str) -> String {
    let word = match name {
        "numerator" => t_string!(i18n, plan.operand_numerator),
        "denominator" => t_string!(i18n, plan.operand_denominator),
        "value" => t_string!(i18n, plan.operand_value),
        "sample" => t_string!(i18n, plan.operand_sample),
        "defective" => t_string!(i18n, plan.operand_defective),
        "plan" => t_string!(i18n, plan.operand_plan),
        "actual" => t_string!(i18n, plan.operand_actual),
        "target" => t_string!(i18n, plan.operand_target),
        "this" => t_string!(i18n, plan.operand_this),
        "last" => t_string!(i18n, plan.operand_last),
        "findings" => t_string!(i18n, plan.operand_findings),
        "mark" => t_string!(i18n, plan.operand_mark),
        other => return other.to_owned(),
    };
    word.to_owned()
}

/// How evidence is collected.
pub fn evidence_word(i18n: Words, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Doc => t_string!(i18n, plan.evidence_doc),
        EvidenceKind::Site => t_string!(i18n, plan.evidence_site),
        EvidenceKind::Interview => t_string!(i18n, plan.evidence_interview),
        EvidenceKind::Survey => t_string!(i18n, plan.evidence_survey),
    }
}

/// Its name where it travels.
pub fn evidence_name(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Doc => "doc",
        EvidenceKind::Site => "site",
        EvidenceKind::Interview => "interview",
        EvidenceKind::Survey => "survey",
    }
}

/// What a 一级 looks at.
pub fn level1_word(i18n: Words, kind: Level1Kind) -> &'static str {
    match kind {
        Level1Kind::Decision => t_string!(i18n, plan.level1_decision),
        Level1Kind::Process => t_string!(i18n, plan.level1_process),
        Level1Kind::Output => t_string!(i18n, plan.level1_output),
        Level1Kind::Benefit => t_string!(i18n, plan.level1_benefit),
    }
}

/// Kinds of 一级 in print order with their names where they travel.
pub const LEVEL1_KINDS: [(&str, Level1Kind); 4] = [
    ("decision", Level1Kind::Decision),
    ("process", Level1Kind::Process),
    ("output", Level1Kind::Output),
    ("benefit", Level1Kind::Benefit),
];

/// Which number of a questionnaire is scored.
pub fn measure_word(i18n: Words, measure: SatisfactionMeasure) -> &'static str {
    match measure {
        SatisfactionMeasure::Mean => t_string!(i18n, plan.measure_mean),
        SatisfactionMeasure::SatisfiedShare => t_string!(i18n, plan.measure_share),
        SatisfactionMeasure::OverallQuestion => t_string!(i18n, plan.measure_overall),
    }
}

/// What a finding is about.
pub fn class_word(i18n: Words, class: FindingClass) -> &'static str {
    match class {
        FindingClass::Decision => t_string!(i18n, plan.class_decision),
        FindingClass::Funds => t_string!(i18n, plan.class_funds),
        FindingClass::Management => t_string!(i18n, plan.class_management),
        FindingClass::Output => t_string!(i18n, plan.class_output),
        FindingClass::Benefit => t_string!(i18n, plan.class_benefit),
        FindingClass::Satisfaction => t_string!(i18n, plan.class_satisfaction),
    }
}

/// What happened in a revision.
pub fn change_word(i18n: Words, change: FrameworkChange) -> &'static str {
    match change {
        FrameworkChange::Begun => t_string!(i18n, plan.change_begun),
        FrameworkChange::Edited => t_string!(i18n, plan.change_edited),
        FrameworkChange::Approved => t_string!(i18n, plan.change_approved),
        FrameworkChange::Amended => t_string!(i18n, plan.change_amended),
        FrameworkChange::Proposed => t_string!(i18n, plan.change_proposed),
        FrameworkChange::Declined => t_string!(i18n, plan.change_declined),
    }
}

/// Where the plan stands, by whom and when.
pub fn state_line(i18n: Words, state: &FrameworkState) -> String {
    match state {
        FrameworkState::Draft => t_string!(i18n, plan.state_draft).to_owned(),
        FrameworkState::Approved { name, at, revision } => t_string!(
            i18n,
            plan.state_approved,
            name = name.clone(),
            at = at.to_minute_text(),
            revision = *revision
        )
        .to_string(),
        FrameworkState::AmendmentPending {
            name, at, revision, ..
        } => t_string!(
            i18n,
            plan.state_pending,
            name = name.clone(),
            at = at.to_minute_text(),
            revision = *revision
        )
        .to_string(),
    }
}

/// Where an item of the library stands.
pub fn library_state_word(i18n: Words, state: LibraryState) -> &'static str {
    match state {
        LibraryState::Submitted => t_string!(i18n, library.state_submitted),
        LibraryState::Screened => t_string!(i18n, library.state_screened),
        LibraryState::Adopted => t_string!(i18n, library.state_adopted),
        LibraryState::Retired => t_string!(i18n, library.state_retired),
        LibraryState::Rejected => t_string!(i18n, library.state_rejected),
        LibraryState::Merged => t_string!(i18n, library.state_merged),
    }
}

/// Which way is good.
pub fn direction_word(i18n: Words, direction: Direction) -> &'static str {
    match direction {
        Direction::Positive => t_string!(i18n, library.direction_positive),
        Direction::Negative => t_string!(i18n, library.direction_negative),
        Direction::Neutral => t_string!(i18n, library.direction_neutral),
    }
}
