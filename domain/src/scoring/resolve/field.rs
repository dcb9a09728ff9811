//! Aggregates over the inspected sites: which sites count, what is cited, what is missing.
//! Not here: conditions on one site's answers (`crate::scoring::condition`).

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Missing, Resolved, number};
use crate::indicator::{Aggregate, CANNOT_VERIFY, Condition, NOT_APPLICABLE};
use crate::scoring::condition::{answer, holds};
use crate::scoring::exact::{Exact, sum, whole};
use crate::scoring::{FactReference, GapCode, InspectionFact, ScoreFlag};

/// An aggregate over the inspected sites.
pub(super) struct Asked<'a> {
    pub(super) aggregate: &'a Aggregate,
    pub(super) project_type: Option<&'a String>,
    pub(super) applicable: &'a [String],
    pub(super) condition: Option<&'a Condition>,
    /// Whether a site stands for as many projects as the sampling design says.
    pub(super) weighted: bool,
}

impl Context<'_> {
    pub(super) fn field(&self, asked: &Asked<'_>) -> Result<Resolved, Missing> {
        let Asked {
            aggregate,
            project_type,
            applicable,
            condition,
            weighted,
        } = *asked;
        let mut read: BTreeSet<&str> = applicable.iter().map(String::as_str).collect();
        read.extend(condition.into_iter().flat_map(Condition::paths));
        let mut resolved = Resolved::default();
        let mut taken = Taken::default();
        for site in self.sites(project_type)? {
            if !is_applicable(&site.answers, applicable) {
                continue;
            }
            if read
                .iter()
                .any(|path| answer(&site.answers, path) == Some(CANNOT_VERIFY))
            {
                resolved.unverified.insert(site.project_code.clone());
            }
            cite(&mut resolved.facts, site, &read);
            let judging = condition.into_iter().flat_map(Condition::paths);
            let judging = judging.filter(|path| answer(&site.answers, path).is_some());
            resolved.judged.extend(judging.map(|path| {
                let answered = (site.record.clone(), path.to_owned());
                (site.project_code.clone(), answered)
            }));
            if condition.is_some_and(|condition| !holds(condition, &site.answers)) {
                continue;
            }
            resolved.projects.insert(site.project_code.clone());
            let weight = match weighted {
                true => self.facts.design_weights.get(&site.project_code).cloned(),
                false => Some(whole(1)),
            };
            if let Aggregate::Sum { path, .. } | Aggregate::Mean { path } = aggregate {
                cite(&mut resolved.facts, site, &BTreeSet::from([path.as_str()]));
            }
            taken.site(site, weight, aggregate);
        }
        resolved.value = taken.value(aggregate)?;
        self.flag_incomplete(&mut resolved);
        if !resolved.unverified.is_empty() {
            resolved.flags.insert(ScoreFlag::CannotVerify);
        }
        Ok(resolved)
    }
}

/// What was taken from the counted sites so far, and what is missing.
#[derive(Default)]
struct Taken {
    values: Vec<Exact>,
    weights: Vec<Exact>,
    unanswered: Vec<String>,
    unweighted: Vec<String>,
}

impl Taken {
    fn site(&mut self, site: &InspectionFact, weight: Option<Exact>, aggregate: &Aggregate) {
        let Some(weight) = weight else {
            self.unweighted.push(site.project_code.to_string());
            return;
        };
        self.weights.push(weight.clone());
        if let Aggregate::Sum { path, .. } | Aggregate::Mean { path } = aggregate {
            match answer(&site.answers, path).and_then(number) {
                Some(value) => self.values.push(value * weight),
                None => self
                    .unanswered
                    .push(format!("{} {path}", site.project_code)),
            }
        }
    }

    fn value(self, aggregate: &Aggregate) -> Result<Exact, Missing> {
        let missing = |code: GapCode, what: Vec<String>| Err(Missing { code, what });
        if !self.unweighted.is_empty() {
            return missing(GapCode::MissingSamplingWeight, self.unweighted);
        }
        if !self.unanswered.is_empty() {
            return missing(GapCode::MissingAnswer, self.unanswered);
        }
        let none = self.weights.is_empty();
        let count = sum(self.weights)?;
        Ok(match aggregate {
            Aggregate::Count => count,
            _ if none => return missing(GapCode::EmptySample, Vec::new()),
            Aggregate::Sum { factor, .. } => sum(self.values)? * &factor.0,
            Aggregate::Mean { .. } => sum(self.values)? / count,
        })
    }
}

/// A site counts when at least one of the questions has an answer other than 不适用.
fn is_applicable(answers: &BTreeMap<String, String>, questions: &[String]) -> bool {
    let counts = |path: &String| answer(answers, path).is_some_and(|a| a != NOT_APPLICABLE);
    questions.is_empty() || questions.iter().any(counts)
}

fn cite(facts: &mut BTreeSet<FactReference>, site: &InspectionFact, read: &BTreeSet<&str>) {
    for path in read
        .iter()
        .filter(|path| answer(&site.answers, path).is_some())
    {
        facts.insert(FactReference::Record {
            record: site.record.clone(),
            project_code: site.project_code.clone(),
            path: Some((*path).to_owned()),
        });
    }
}
