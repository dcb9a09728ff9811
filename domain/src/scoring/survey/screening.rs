//! Who takes part: consent, screening choices, a guardian's consent (v5). Not here: the other rules
//! (`validity`), the pages that ask (`crate::respondent`).

use std::collections::BTreeMap;

use super::validity::Reason;
use crate::instrument::{Instrument, Node};

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
        for node in instrument.walk() {
            let Node::Question {
                path, evaluation, ..
            } = node
            else {
                continue;
            };
            let roles = evaluation.role.as_deref().unwrap_or_default();
            for (role, choice) in roles.split(',').filter_map(|r| r.trim().split_once(':')) {
                let entry = (path.clone(), choice.trim().to_owned());
                match role.trim() {
                    "screen_out" => screening.out.push(entry),
                    "guardian_consent" => screening.needs_consent.push(entry),
                    "guardian_consent_given" => screening.consent_given.push(entry),
                    "consent" => screening.takes_part.push(entry),
                    _ => {}
                }
            }
        }
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

    /// Whether finished answers are screened out (v5); `opened` as in the verdicts.
    pub fn takes_out(&self, answers: &BTreeMap<String, String>, opened: bool) -> bool {
        !self.reasons(answers, opened).is_empty()
    }

    /// Why finished answers are screened out (v5); empty when they are not.
    ///
    /// `opened` says whether the form let the respondent reach a scale question: where no question
    /// records the guardian's consent, the form's own relevance is what guards them.
    pub(super) fn reasons(&self, answers: &BTreeMap<String, String>, opened: bool) -> Vec<Reason> {
        let given =
            |(path, choice): &&(String, String)| answers.get(path).is_some_and(|a| a == choice);
        let mut reasons = Vec::new();
        if !self.takes_part.is_empty() && !self.takes_part.iter().any(|entry| given(&entry)) {
            reasons.push(Reason::ConsentRefused);
        }
        let agreed = match self.consent_given.is_empty() {
            true => opened,
            false => self.consent_given.iter().any(|entry| given(&entry)),
        };
        let young = self.needs_consent.iter().find(given).filter(|_| !agreed);
        reasons.extend(young.map(|(path, _)| Reason::MinorWithoutConsent { path: path.clone() }));
        let out = self.out.iter().filter(given);
        reasons.extend(out.map(|(path, choice)| Reason::ScreenedOut {
            path: path.clone(),
            choice: choice.clone(),
        }));
        reasons
    }
}
