//! The words for the values of this room. Each follows the language, so call them in closures.

use domain::engagement::AlertColour;
use domain::opinion::OpinionVerdict;
use domain::rectification::{Escalation, LedgerState};

use crate::components::desk::words::Words;
use crate::i18n::*;

/// 采纳, 部分采纳, 不采纳.
pub fn verdict_word(i18n: Words, verdict: OpinionVerdict) -> &'static str {
    match verdict {
        OpinionVerdict::Adopted => t_string!(i18n, feedback.adopted),
        OpinionVerdict::PartlyAdopted => t_string!(i18n, feedback.partly_adopted),
        OpinionVerdict::Rejected => t_string!(i18n, feedback.rejected),
    }
}

/// Where a line stands.
pub fn ledger_state_word(i18n: Words, state: LedgerState) -> &'static str {
    match state {
        LedgerState::Open => t_string!(i18n, feedback.state_open),
        LedgerState::InProgress => t_string!(i18n, feedback.state_in_progress),
        LedgerState::Submitted => t_string!(i18n, feedback.state_submitted),
        LedgerState::Verified => t_string!(i18n, feedback.state_verified),
        LedgerState::NotVerified => t_string!(i18n, feedback.state_not_verified),
    }
}

/// The class of a state.
pub fn ledger_state_class(state: LedgerState) -> &'static str {
    match state {
        LedgerState::Open | LedgerState::InProgress | LedgerState::Submitted => "neutral",
        LedgerState::Verified => "good",
        LedgerState::NotVerified => "bad",
    }
}

/// 提醒, 督办函, 约谈建议.
pub fn escalation_word(i18n: Words, step: Escalation) -> &'static str {
    match step {
        Escalation::Reminder => t_string!(i18n, feedback.step_reminder),
        Escalation::SupervisionLetter => t_string!(i18n, feedback.step_letter),
        Escalation::TalkProposed => t_string!(i18n, feedback.step_talk),
    }
}

/// A step's name in addresses and tests.
pub fn escalation_name(step: Escalation) -> &'static str {
    match step {
        Escalation::Reminder => "reminder",
        Escalation::SupervisionLetter => "letter",
        Escalation::TalkProposed => "talk",
    }
}

/// A colour as it travels; an unknown one is looked at, not passed over.
pub fn colour_of(name: &str) -> AlertColour {
    match name {
        "green" => AlertColour::Green,
        "red" => AlertColour::Red,
        _ => AlertColour::Yellow,
    }
}
