//! Which responses are valid, screened out or suspicious: rules v1 to v5 as settings.
//! Not here: scores (`tally`).

use std::collections::{BTreeMap, BTreeSet};

use super::channel::Channel;
use super::tally::ScaleQuestion;
use crate::ids::DocumentId;
use crate::instrument::{Instrument, Node};
use crate::scoring::exact::ExactNumber;
use crate::time::Timestamp;

/// One complete response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyResponse {
    /// The document.
    pub record: DocumentId,
    /// Form path → answer; choices by name.
    pub answers: BTreeMap<String, String>,
    /// Required, relevant questions without an answer, as the form engine finds them. Required
    /// scale questions are checked here in any case.
    pub missing_required: Vec<String>,
    /// When it was begun, by the device's clock.
    pub started_at: Timestamp,
    /// When it was sent in.
    pub submitted_at: Timestamp,
    /// The device, where it is known.
    pub device_id: Option<String>,
    /// How it came in.
    pub channel: Channel,
}

/// The validity rules and thresholds; the default is domain.md §6.1.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SurveySettings {
    /// v1: a missing required answer makes a response invalid.
    pub require_answers: bool,
    /// v2: a response faster than this is suspicious (kept).
    pub fast_seconds: i64,
    /// v3: more than this many from one device within the window are suspicious (kept).
    pub device_limit: usize,
    /// v3: the window in minutes.
    pub device_window_minutes: i64,
    /// v4: the same choice in all scale questions is noted (kept) when it scores at least this; a
    /// lower one opens the question for reasons, so that the respondent was heard.
    pub straight_line_min_score: ExactNumber,
    /// v5: screening questions take a response out.
    pub screen: bool,
    /// 满意 and better, for 满意率.
    pub satisfied_min_score: ExactNumber,
    /// 基本满意 and better.
    pub basic_min_score: ExactNumber,
}

impl Default for SurveySettings {
    fn default() -> Self {
        let score = |number: i64| ExactNumber(crate::scoring::exact::whole(number));
        Self {
            require_answers: true,
            fast_seconds: 45,
            device_limit: 5,
            device_window_minutes: 10,
            straight_line_min_score: score(60),
            screen: true,
            satisfied_min_score: score(80),
            basic_min_score: score(60),
        }
    }
}

/// Why a response is looked at twice; it still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Suspicion {
    /// v2: filled in too fast.
    TooFast,
    /// v3: too many from one device in a short time.
    SameDevice,
    /// v4: the same answer throughout.
    StraightLine,
}

/// The roles of screening questions: (path, choice).
#[derive(Default)]
pub struct Screening {
    out: Vec<(String, String)>,
    needs_consent: Vec<(String, String)>,
    consent_given: Vec<(String, String)>,
    takes_part: Vec<(String, String)>,
}

impl Screening {
    /// Reads the roles of a form.
    pub fn of(instrument: &Instrument) -> Self {
        let mut screening = Self::default();
        screening.collect(&instrument.nodes);
        screening
    }

    /// The first question that records consent, with the choice that gives it.
    pub fn consent(&self) -> Option<&(String, String)> {
        self.takes_part.first()
    }

    /// Whether the question screens: it has one of the roles.
    pub fn names(&self, path: &str) -> bool {
        let all = [
            &self.out,
            &self.needs_consent,
            &self.consent_given,
            &self.takes_part,
        ];
        all.into_iter()
            .flatten()
            .any(|(screening, _)| screening == path)
    }

    /// Whether unfinished answers already end the interview: a screening choice was taken, consent
    /// was refused, or a guardian's was. Where only the form's relevance guards a child, the form
    /// itself goes no further.
    pub fn stops(&self, answers: &BTreeMap<String, String>) -> bool {
        let given =
            |(path, choice): &(String, String)| answers.get(path).is_some_and(|a| a == choice);
        let answered = |(path, _): &(String, String)| answers.contains_key(path);
        let refused =
            |roles: &[(String, String)]| roles.iter().any(answered) && !roles.iter().any(given);
        let minor = self.needs_consent.iter().any(given);
        self.out.iter().any(given)
            || refused(&self.takes_part)
            || (minor && refused(&self.consent_given))
    }

    fn collect(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Group { children, .. } => self.collect(children),
                Node::Question {
                    path, evaluation, ..
                } => {
                    let roles = evaluation.role.as_deref().unwrap_or_default();
                    for (role, choice) in roles.split(',').filter_map(|r| r.trim().split_once(':'))
                    {
                        let entry = (path.clone(), choice.trim().to_owned());
                        match role.trim() {
                            "screen_out" => self.out.push(entry),
                            "guardian_consent" => self.needs_consent.push(entry),
                            "guardian_consent_given" => self.consent_given.push(entry),
                            "consent" => self.takes_part.push(entry),
                            _ => {}
                        }
                    }
                }
            }
        }
    }

    /// Whether finished answers are screened out (v5).
    ///
    /// `opened` says whether the form let the respondent reach a scale question: where no question
    /// records the guardian's consent, the form's own relevance is what guards them.
    pub fn takes_out(&self, answers: &BTreeMap<String, String>, opened: bool) -> bool {
        let given =
            |(path, choice): &(String, String)| answers.get(path).is_some_and(|a| a == choice);
        let refused = !self.takes_part.is_empty() && !self.takes_part.iter().any(given);
        let agreed = match self.consent_given.is_empty() {
            true => opened,
            false => self.consent_given.iter().any(given),
        };
        let minor_alone = self.needs_consent.iter().any(given) && !agreed;
        refused || minor_alone || self.out.iter().any(given)
    }
}

/// Responses from one device of which more than the limit fall into one window.
pub(super) fn crowded_devices<'a>(
    responses: &[&'a SurveyResponse],
    settings: &SurveySettings,
) -> BTreeSet<&'a DocumentId> {
    let mut by_device: BTreeMap<&str, Vec<&SurveyResponse>> = BTreeMap::new();
    for response in responses {
        if let Some(device) = &response.device_id {
            by_device.entry(device).or_default().push(response);
        }
    }
    let window = settings.device_window_minutes.saturating_mul(60_000);
    let mut crowded = BTreeSet::new();
    for group in by_device.values_mut() {
        group.sort_by_key(|response| response.submitted_at);
        let mut first = 0;
        for (last, response) in group.iter().enumerate() {
            let span = |from: &SurveyResponse| response.submitted_at.0 - from.submitted_at.0;
            while group.get(first).is_some_and(|from| span(from) > window) {
                first += 1;
            }
            if last + 1 - first > settings.device_limit {
                crowded.extend(group[first..=last].iter().map(|response| &response.record));
            }
        }
    }
    crowded
}

/// v2 and v4 of one response.
pub(super) fn own_suspicions(
    response: &SurveyResponse,
    scale: &[ScaleQuestion],
    settings: &SurveySettings,
) -> Vec<Suspicion> {
    let mut found = Vec::new();
    let taken = response.submitted_at.0 - response.started_at.0;
    if taken < settings.fast_seconds.saturating_mul(1000) {
        found.push(Suspicion::TooFast);
    }
    let mut chosen = scale
        .iter()
        .map(|question| response.answers.get(question.path));
    let first = chosen.next().flatten();
    let same = first.is_some() && scale.len() > 1 && chosen.all(|other| other == first);
    let score = scale
        .first()
        .and_then(|question| question.score(&response.answers));
    if same && score.is_some_and(|score| *score >= settings.straight_line_min_score.0) {
        found.push(Suspicion::StraightLine);
    }
    found
}
