//! The words for measures, channels, standings and reasons. Each follows the language, so call
//! them in closures.

use domain::indicator::SatisfactionMeasure;
use domain::scoring::survey::{Channel, Reason, RulingDecision, Standing, Suspicion};

use crate::components::desk::words::Words;
use crate::i18n::*;

/// How a figure is computed.
pub fn measure_word(i18n: Words, measure: SatisfactionMeasure) -> &'static str {
    match measure {
        SatisfactionMeasure::Mean => t_string!(i18n, surveys.measure_mean),
        SatisfactionMeasure::SatisfiedShare => t_string!(i18n, surveys.measure_share),
        SatisfactionMeasure::OverallQuestion => t_string!(i18n, surveys.measure_overall),
    }
}

/// The way a response came in.
pub fn channel_word(i18n: Words, channel: Channel) -> &'static str {
    match channel {
        Channel::Kiosk => t_string!(i18n, surveys.channel_kiosk),
        Channel::Code => t_string!(i18n, surveys.channel_code),
        Channel::Poster => t_string!(i18n, surveys.channel_poster),
    }
}

/// Where a response stands.
pub fn standing_word(i18n: Words, standing: Standing) -> &'static str {
    match standing {
        Standing::Valid => t_string!(i18n, surveys.standing_valid),
        Standing::Invalid => t_string!(i18n, surveys.standing_invalid),
        Standing::Screened => t_string!(i18n, surveys.standing_screened),
        Standing::Excluded => t_string!(i18n, surveys.standing_excluded),
    }
}

/// Why a response does not count, with the question's name where there is one.
pub fn reason_text(i18n: Words, reason: &Reason) -> String {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    match reason {
        Reason::MissingAnswer { path } => {
            format!("{} {}", t_string!(i18n, surveys.reason_missing), name(path))
        }
        Reason::WrongAnswer { path } => {
            format!("{} {}", t_string!(i18n, surveys.reason_wrong), name(path))
        }
        Reason::ConsentRefused => t_string!(i18n, surveys.reason_consent).to_owned(),
        Reason::ScreenedOut { path, .. } => {
            format!(
                "{} {}",
                t_string!(i18n, surveys.reason_screened),
                name(path)
            )
        }
        Reason::MinorWithoutConsent { .. } => t_string!(i18n, surveys.reason_minor).to_owned(),
        Reason::RuledOut => t_string!(i18n, surveys.reason_ruled_out).to_owned(),
    }
}

/// Why a response is looked at twice.
pub fn suspicion_word(i18n: Words, suspicion: Suspicion) -> &'static str {
    match suspicion {
        Suspicion::TooFast => t_string!(i18n, surveys.suspicion_fast),
        Suspicion::SameDevice => t_string!(i18n, surveys.suspicion_device),
        Suspicion::StraightLine => t_string!(i18n, surveys.suspicion_straight),
        Suspicion::Duplicate => t_string!(i18n, surveys.suspicion_duplicate),
    }
}

/// What a manager decided.
pub fn decision_word(i18n: Words, decision: RulingDecision) -> &'static str {
    match decision {
        RulingDecision::Keep => t_string!(i18n, surveys.decision_keep),
        RulingDecision::Exclude => t_string!(i18n, surveys.decision_exclude),
    }
}

/// A percentage with its sign, a dash for none.
pub fn percent(value: Option<&String>) -> String {
    value.map_or_else(|| "—".to_owned(), |value| format!("{value}%"))
}
