//! The words for the values of the contract. Each follows the language, so call them in closures.

use domain::engagement::{AlertColour, Stage};
use domain::fieldwork::{RecordKind, RecordState};
use domain::finding::Severity;
use domain::instrument::Translations;
use domain::party::Role;
use domain::sampling::DrawMethod;
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use crate::components::IconName;
use crate::i18n::*;

/// The language of the screen.
pub type Words = I18nContext<Locale>;

/// Where a record stands.
pub fn state_word(i18n: Words, state: RecordState) -> &'static str {
    match state {
        RecordState::Draft => t_string!(i18n, desk.state_draft),
        RecordState::Submitted => t_string!(i18n, desk.state_submitted),
        RecordState::Returned => t_string!(i18n, desk.state_returned),
        RecordState::Accepted => t_string!(i18n, desk.state_accepted),
        RecordState::Conflict => t_string!(i18n, desk.state_conflict),
        RecordState::Held => t_string!(i18n, desk.state_held),
        RecordState::Withdrawn => t_string!(i18n, desk.state_withdrawn),
    }
}

/// The class and icon of a record's state.
pub fn state_sign(state: RecordState) -> (&'static str, IconName) {
    match state {
        RecordState::Draft => ("neutral", IconName::Clock),
        RecordState::Submitted => ("action", IconName::Import),
        RecordState::Returned => ("warn", IconName::Back),
        RecordState::Accepted => ("good", IconName::Done),
        RecordState::Conflict => ("bad", IconName::Severe),
        RecordState::Held => ("bad", IconName::Problem),
        RecordState::Withdrawn => ("neutral", IconName::Close),
    }
}

/// What a record is.
pub fn kind_word(i18n: Words, kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::SiteInspection => t_string!(i18n, desk.kind_inspection),
        RecordKind::QuestionnaireResponse => t_string!(i18n, desk.kind_questionnaire),
        RecordKind::Interview => t_string!(i18n, interviews.one),
        RecordKind::DocumentReceipt => t_string!(i18n, documents.receipt),
    }
}

/// How bad a finding is.
pub fn severity_word(i18n: Words, severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => t_string!(i18n, desk.severity_minor),
        Severity::Major => t_string!(i18n, desk.severity_major),
        Severity::Severe => t_string!(i18n, desk.severity_severe),
    }
}

/// The class and icon of a severity (domain.md §2.6: severe red, major yellow).
pub fn severity_sign(severity: Severity) -> (&'static str, IconName) {
    match severity {
        Severity::Minor => ("neutral", IconName::Note),
        Severity::Major => ("warn", IconName::Problem),
        Severity::Severe => ("bad", IconName::Severe),
    }
}

/// The three colours' names and classes.
pub fn colour_verdict(i18n: Words, colour: AlertColour) -> (&'static str, Signal<String>) {
    match colour {
        AlertColour::Green => ("good", super::text!(i18n, colour_green)),
        AlertColour::Yellow => ("warn", super::text!(i18n, colour_yellow)),
        AlertColour::Red => ("bad", super::text!(i18n, colour_red)),
    }
}

/// A stage's name.
pub fn stage_word(i18n: Words, stage: Stage) -> &'static str {
    match stage {
        Stage::Preparation => t_string!(i18n, desk.stage_preparation),
        Stage::Implementation => t_string!(i18n, desk.stage_implementation),
        Stage::Rectification => t_string!(i18n, desk.stage_rectification),
        Stage::Archived => t_string!(i18n, desk.stage_archived),
    }
}

/// A draw method's name.
pub fn method_word(i18n: Words, method: DrawMethod) -> &'static str {
    match method {
        DrawMethod::Simple => t_string!(i18n, desk.method_simple),
        DrawMethod::Systematic => t_string!(i18n, desk.method_systematic),
        DrawMethod::Stratified => t_string!(i18n, desk.method_stratified),
        DrawMethod::Pps => t_string!(i18n, desk.method_pps),
    }
}

/// A role's name.
pub fn role_word(i18n: Words, role: Role) -> &'static str {
    match role {
        Role::Evaluator => t_string!(i18n, desk.role_evaluator),
        Role::FieldLead => t_string!(i18n, desk.role_field_lead),
        Role::QualityReviewer => t_string!(i18n, desk.role_quality_reviewer),
        Role::Manager => t_string!(i18n, desk.role_manager),
        Role::Partner => t_string!(i18n, desk.role_partner),
    }
}

/// The language of the screen as forms name it.
pub fn form_language(i18n: Words) -> &'static str {
    match i18n.get_locale() {
        Locale::en => "en",
        _ => "zh",
    }
}

/// The form's own text in the language of the screen, else in its first language.
pub fn form_text(i18n: Words, texts: &Translations) -> String {
    domain::instrument::label(texts, form_language(i18n)).to_owned()
}
