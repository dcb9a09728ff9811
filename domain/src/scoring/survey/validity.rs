//! Which responses are valid, invalid, screened out or suspicious: rules v1 to v5, with reasons.
//! Nothing is deleted: every response has its verdict. Not here: scores (`tally`), the thresholds
//! (`plan`).

use std::collections::{BTreeMap, BTreeSet};

use super::channel::Channel;
use super::plan::SurveySettings;
use super::responses::{RulingDecision, SurveyResponse};
use super::scale::ScaleQuestion;
use super::screening::Screening;
use crate::ids::DocumentId;
use crate::instrument::Instrument;

/// Where a response stands. Suspicion is no standing: a suspicious response counts until a manager
/// excludes it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 有效.
    Valid,
    /// 无效: an answer the form refuses, or v1: something required is missing.
    Invalid,
    /// 筛除: v5, not one of those who were to be asked.
    Screened,
    /// 人工剔除: a manager excluded a suspicious response.
    Excluded,
}

/// Why a response does not count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// v1: this required question has no answer.
    MissingAnswer {
        /// Its form path.
        path: String,
    },
    /// The form's own rules refuse this answer: it did not come from the form as it stands.
    WrongAnswer {
        /// Its form path.
        path: String,
    },
    /// v5: did not agree to take part.
    ConsentRefused,
    /// v5: this answer ends the interview.
    ScreenedOut {
        /// The question.
        path: String,
        /// The choice.
        choice: String,
    },
    /// v5: too young, and no guardian agreed.
    MinorWithoutConsent {
        /// The question about age.
        path: String,
    },
    /// A manager excluded it.
    RuledOut,
}

/// Why a response is looked at twice; it still counts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Suspicion {
    /// v2: filled in too fast.
    TooFast,
    /// v3: too many from one device in a short time.
    SameDevice,
    /// v4: the same answer throughout.
    StraightLine,
    /// Perhaps the same phone as another response to the poster.
    Duplicate,
}

/// What the rules say about one response.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResponseVerdict {
    /// The document.
    pub record: DocumentId,
    /// How it came in.
    pub channel: Channel,
    /// Where it stands.
    pub standing: Standing,
    /// Why it does not count; empty for a valid one.
    pub reasons: Vec<Reason>,
    /// Why it is looked at twice; only for responses that are valid or were excluded for it.
    pub suspicions: Vec<Suspicion>,
}

/// The verdict on each response, in the order given.
pub(super) fn verdicts(
    instrument: &Instrument,
    responses: &[SurveyResponse],
    scale: &[ScaleQuestion<'_>],
    settings: &SurveySettings,
) -> Vec<ResponseVerdict> {
    let screening = Screening::of(instrument);
    let judge = |response: &SurveyResponse| {
        // No rule of the plan: what the form does not offer cannot be counted or screened by.
        if !response.wrong.is_empty() {
            return (Standing::Invalid, wrong(response));
        }
        if settings.screen {
            let opened = scale.iter().any(|question| question.is_answered(response));
            let reasons = screening.reasons(response.answers(), opened);
            if !reasons.is_empty() {
                return (Standing::Screened, reasons);
            }
        }
        if settings.require_answers {
            let reasons = missing(response, scale);
            if !reasons.is_empty() {
                return (Standing::Invalid, reasons);
            }
        }
        match response.ruling {
            Some(RulingDecision::Exclude) => (Standing::Excluded, vec![Reason::RuledOut]),
            Some(RulingDecision::Keep) | None => (Standing::Valid, Vec::new()),
        }
    };
    let judged: Vec<_> = responses.iter().map(judge).collect();
    let answered: Vec<&SurveyResponse> = responses
        .iter()
        .zip(&judged)
        .filter(|(_, (standing, _))| can_be_suspicious(*standing))
        .map(|(response, _)| response)
        .collect();
    let crowded = crowded_devices(&answered, settings);
    let all = responses.iter().zip(judged);
    all.map(|(response, (standing, reasons))| {
        let mut suspicions = Vec::new();
        if can_be_suspicious(standing) {
            suspicions = own_suspicions(response, scale, settings);
            if crowded.contains(&response.record) {
                suspicions.push(Suspicion::SameDevice);
            }
            if response.duplicate_signal {
                suspicions.push(Suspicion::Duplicate);
            }
            suspicions.sort();
        }
        ResponseVerdict {
            record: response.record.clone(),
            channel: response.channel,
            standing,
            reasons,
            suspicions,
        }
    })
    .collect()
}

fn can_be_suspicious(standing: Standing) -> bool {
    matches!(standing, Standing::Valid | Standing::Excluded)
}

fn wrong(response: &SurveyResponse) -> Vec<Reason> {
    let paths: BTreeSet<&String> = response.wrong.iter().collect();
    let reason = |path: &String| Reason::WrongAnswer { path: path.clone() };
    paths.into_iter().map(reason).collect()
}

fn missing(response: &SurveyResponse, scale: &[ScaleQuestion<'_>]) -> Vec<Reason> {
    let by_engine = response.missing_required.iter().cloned();
    let by_scale = scale
        .iter()
        .filter(|question| question.is_missing(response))
        .map(|question| question.path.to_owned());
    let paths: BTreeSet<String> = by_engine.chain(by_scale).collect();
    let reason = |path| Reason::MissingAnswer { path };
    paths.into_iter().map(reason).collect()
}

/// Responses from one device of which more than the limit fall into one window.
fn crowded_devices<'a>(
    responses: &[&'a SurveyResponse],
    settings: &SurveySettings,
) -> BTreeSet<&'a DocumentId> {
    let mut crowded = BTreeSet::new();
    if settings.device_limit == 0 {
        return crowded;
    }
    let mut by_device: BTreeMap<&str, Vec<&SurveyResponse>> = BTreeMap::new();
    for response in responses {
        if let Some(device) = &response.device_id {
            by_device.entry(device).or_default().push(response);
        }
    }
    let window = settings.device_window_minutes.saturating_mul(60_000);
    for group in by_device.values_mut() {
        group.sort_by_key(|response| response.submitted_at);
        // Windows overlap: what lies before `told` is in the set already.
        let (mut first, mut told) = (0, 0);
        for (last, response) in group.iter().enumerate() {
            let span =
                |from: &SurveyResponse| response.submitted_at.0.saturating_sub(from.submitted_at.0);
            while group.get(first).is_some_and(|from| span(from) > window) {
                first += 1;
            }
            if last + 1 - first > settings.device_limit {
                let new = &group[first.max(told)..=last];
                crowded.extend(new.iter().map(|response| &response.record));
                told = last + 1;
            }
        }
    }
    crowded
}

/// v2 and v4 of one response.
fn own_suspicions(
    response: &SurveyResponse,
    scale: &[ScaleQuestion<'_>],
    settings: &SurveySettings,
) -> Vec<Suspicion> {
    let mut found = Vec::new();
    let taken = response
        .submitted_at
        .0
        .saturating_sub(response.started_at.0);
    if taken < settings.fast_seconds.saturating_mul(1000) {
        found.push(Suspicion::TooFast);
    }
    if settings.note_straight_lines {
        let mut chosen = scale
            .iter()
            .map(|question| response.answers().get(question.path));
        let first = chosen.next().flatten();
        let same = first.is_some() && scale.len() > 1 && chosen.all(|other| other == first);
        let score = scale
            .first()
            .and_then(|question| question.score(response.answers()));
        if same && score.is_some_and(|score| *score >= settings.straight_line_min_score.0) {
            found.push(Suspicion::StraightLine);
        }
    }
    found
}
