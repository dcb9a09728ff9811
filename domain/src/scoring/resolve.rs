//! Finds the value of an operand in the facts, with the facts it rests on. Not here: formulas.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::{answer, holds, paths};
use super::exact::{Exact, parse_exact, percent_text, plain_text, sum, whole};
use super::{DeskMark, FactReference, Facts, InspectionFact, ScoreError};
use crate::ids::{IndicatorCode, ProjectCode};
use crate::indicator::{
    Aggregate, Binding, CANNOT_VERIFY, Condition, NOT_APPLICABLE, Operand, SatisfactionMeasure,
};
use crate::money::{FEN_PER_WAN_YUAN, Fen};

/// Why an operand has no value: a gap's code and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) code: &'static str,
    pub(super) what: Vec<String>,
}

impl Missing {
    pub(super) fn new(code: &'static str, what: impl Into<String>) -> Self {
        Self {
            code,
            what: vec![what.into()],
        }
    }
}

impl From<ScoreError> for Missing {
    fn from(error: ScoreError) -> Self {
        Self {
            code: error.code(),
            what: Vec::new(),
        }
    }
}

/// A value with all that the sheet says about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) value: Exact,
    /// `现场核查合格项目数 11 个`.
    pub(super) text: String,
    pub(super) facts: BTreeSet<FactReference>,
    /// The projects that were counted.
    pub(super) projects: BTreeSet<ProjectCode>,
    /// The projects with an answer 无法核实.
    pub(super) unverified: BTreeSet<ProjectCode>,
    pub(super) flags: BTreeSet<&'static str>,
}

/// The facts in an order of their own, so that the order in which they arrived is no matter.
pub(super) struct Context<'a> {
    pub(super) facts: &'a Facts,
    inspections: Vec<&'a InspectionFact>,
    doubled: BTreeSet<&'a ProjectCode>,
    incomplete: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(facts: &'a Facts) -> Self {
        let mut inspections: Vec<_> = facts.inspections.iter().collect();
        inspections.sort_by_key(|fact| (&fact.project_code, &fact.record));
        let mut seen = BTreeSet::new();
        let codes = inspections.iter().map(|fact| &fact.project_code);
        let doubled = codes.filter(|code| !seen.insert(*code)).collect();
        let incomplete = facts.sample.iter().any(|code| !seen.contains(code));
        Self {
            facts,
            inspections,
            doubled,
            incomplete,
        }
    }

    pub(super) fn mark(&self, indicator: &IndicatorCode) -> Option<&'a DeskMark> {
        self.facts.desk_marks.get(indicator)
    }

    /// The complete inspections of a project type; none is a gap.
    fn sites(&self, project_type: Option<&String>) -> Result<Vec<&'a InspectionFact>, Missing> {
        if !self.doubled.is_empty() {
            let what = self.doubled.iter().map(|code| code.to_string()).collect();
            return Err(Missing {
                code: "DUPLICATE_INSPECTION",
                what,
            });
        }
        let of_type =
            |fact: &&&InspectionFact| project_type.is_none_or(|t| *t == fact.project_type);
        let sites: Vec<_> = self.inspections.iter().filter(of_type).copied().collect();
        match sites.is_empty() {
            true => {
                let what = project_type.cloned().into_iter().collect();
                Err(Missing {
                    code: "EMPTY_SAMPLE",
                    what,
                })
            }
            false => Ok(sites),
        }
    }

    /// Whether any project of the type was inspected.
    pub(super) fn has_sites(&self, project_type: &String) -> bool {
        self.inspections
            .iter()
            .any(|fact| fact.project_type == *project_type)
    }

    pub(super) fn resolve(
        &self,
        indicator: &IndicatorCode,
        binding: &Binding,
    ) -> Result<Resolved, Missing> {
        let mut resolved = match &binding.from {
            Operand::Constant { value } => Resolved::of(value.0.clone()),
            Operand::FundFigure { key } => self.fund_figure(key)?,
            Operand::FrameAmount {
                project_type,
                inspected_only,
            } => self.frame_amount(project_type.as_ref(), *inspected_only)?,
            Operand::FrameQuantity {
                project_type,
                inspected_only,
            } => self.frame_quantity(project_type.as_ref(), *inspected_only)?,
            Operand::Field {
                aggregate,
                project_type,
                applicable,
                condition,
            } => self.field(
                aggregate,
                project_type.as_ref(),
                applicable,
                condition.as_ref(),
            )?,
            Operand::SurveySatisfaction { form_id, measure } => {
                return self.survey(binding, form_id.as_ref(), *measure);
            }
            Operand::Findings { indicators } => self.findings(indicators),
            Operand::DeskFigure { key } => self.desk_figure(indicator, key)?,
            Operand::DeskMark => return Err(Missing::new("MARK_OF_WRONG_KIND", &binding.label)),
        };
        let number = plain_text(&resolved.value);
        resolved.text = format!("{} {number} {}", binding.label, binding.unit)
            .trim()
            .to_owned();
        Ok(resolved)
    }

    fn fund_figure(&self, key: &str) -> Result<Resolved, Missing> {
        let figure = self.facts.fund_figures.get(key);
        let figure = figure.ok_or_else(|| Missing::new("MISSING_FUND_FIGURE", key))?;
        Ok(Resolved::of(wan_yuan(*figure))
            .resting_on(FactReference::FundFigure { key: key.into() }))
    }

    fn desk_figure(&self, indicator: &IndicatorCode, key: &str) -> Result<Resolved, Missing> {
        let missing = || Missing::new("MISSING_MARK", key);
        let DeskMark::Figures { values, .. } = self.mark(indicator).ok_or_else(missing)? else {
            return Err(Missing::new("MARK_OF_WRONG_KIND", key));
        };
        let value = values.get(key).ok_or_else(missing)?;
        let fact = FactReference::DeskMark {
            indicator: indicator.clone(),
        };
        Ok(Resolved::of(value.0.clone()).resting_on(fact))
    }

    fn frame_reference(&self) -> FactReference {
        FactReference::Frame {
            sha256: self.facts.frame.sha256.to_string(),
        }
    }

    fn frame_projects(
        &self,
        project_type: Option<&String>,
        inspected_only: bool,
    ) -> Result<Vec<&'a crate::project::Project>, Missing> {
        let frame = &self.facts.frame;
        if !inspected_only {
            let of_type = |p: &&crate::project::Project| {
                project_type.is_none_or(|wanted| *wanted == p.project_type)
            };
            return Ok(frame.projects.iter().filter(of_type).collect());
        }
        let find = |site: &InspectionFact| {
            let missing = || Missing::new("PROJECT_NOT_IN_FRAME", site.project_code.as_str());
            frame.project(&site.project_code).ok_or_else(missing)
        };
        self.sites(project_type)?.into_iter().map(find).collect()
    }

    fn frame_amount(
        &self,
        project_type: Option<&String>,
        inspected_only: bool,
    ) -> Result<Resolved, Missing> {
        let projects = self.frame_projects(project_type, inspected_only)?;
        let amounts = projects.iter().map(|project| project.amount);
        let total = Fen::checked_sum(amounts).ok_or(ScoreError::TooLarge)?;
        Ok(Resolved::of(wan_yuan(total)).resting_on(self.frame_reference()))
    }

    fn frame_quantity(
        &self,
        project_type: Option<&String>,
        inspected_only: bool,
    ) -> Result<Resolved, Missing> {
        let (mut quantities, mut unknown) = (Vec::new(), Vec::new());
        for project in self.frame_projects(project_type, inspected_only)? {
            match project.planned_quantity.as_deref().and_then(number) {
                Some(quantity) => quantities.push(quantity),
                None => unknown.push(project.code.to_string()),
            }
        }
        if !unknown.is_empty() {
            return Err(Missing {
                code: "MISSING_PLANNED_QUANTITY",
                what: unknown,
            });
        }
        Ok(Resolved::of(sum(quantities)?).resting_on(self.frame_reference()))
    }

    fn findings(&self, indicators: &[IndicatorCode]) -> Resolved {
        let belongs = |code: &Option<IndicatorCode>| {
            code.as_ref().is_some_and(|code| indicators.contains(code))
        };
        let found: Vec<_> = self
            .facts
            .findings
            .iter()
            .filter(|finding| belongs(&finding.indicator))
            .collect();
        let mut resolved = Resolved::of(whole(found.len() as i64));
        for finding in found {
            resolved.facts.insert(FactReference::Finding {
                code: finding.code.clone(),
            });
            resolved.projects.insert(finding.project_code.clone());
        }
        resolved
    }

    fn survey(
        &self,
        binding: &Binding,
        form_id: Option<&String>,
        measure: SatisfactionMeasure,
    ) -> Result<Resolved, Missing> {
        let surveys = &self.facts.surveys;
        let (form_id, survey) = match form_id {
            Some(form_id) => surveys.get_key_value(form_id),
            None if surveys.len() > 1 => {
                let what = surveys.keys().cloned().collect();
                return Err(Missing {
                    code: "AMBIGUOUS_SURVEY",
                    what,
                });
            }
            None => surveys.first_key_value(),
        }
        .ok_or_else(|| Missing {
            code: "NO_SURVEY",
            what: form_id.cloned().into_iter().collect(),
        })?;
        let result = &survey.result;
        let value = match measure {
            SatisfactionMeasure::Mean => result.mean.as_ref().map(|mean| mean / whole(100)),
            SatisfactionMeasure::SatisfiedShare => result.satisfied_share.clone(),
        };
        let value = value.ok_or_else(|| Missing::new("NO_VALID_RESPONSE", form_id))?;
        let (percent, responses) = (percent_text(&value), result.scored);
        let text = format!("{} {percent}%（有效问卷 {responses} 份）", binding.label);
        let fact = FactReference::Survey {
            form_id: form_id.clone(),
            responses,
        };
        let mut resolved = Resolved::of(value).resting_on(fact);
        resolved.text = text;
        if result.valid < survey.minimum {
            resolved.flags.insert("SURVEY_TOO_SMALL");
        }
        Ok(resolved)
    }

    fn field(
        &self,
        aggregate: &Aggregate,
        project_type: Option<&String>,
        applicable: &[String],
        condition: Option<&Condition>,
    ) -> Result<Resolved, Missing> {
        let mut read: BTreeSet<&str> = applicable.iter().map(String::as_str).collect();
        read.extend(condition.into_iter().flat_map(paths));
        let mut resolved = Resolved::default();
        let (mut values, mut unanswered) = (Vec::new(), Vec::new());
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
            if condition.is_some_and(|condition| !holds(condition, &site.answers)) {
                continue;
            }
            resolved.projects.insert(site.project_code.clone());
            if let Aggregate::Sum { path, .. } | Aggregate::Mean { path } = aggregate {
                cite(&mut resolved.facts, site, &BTreeSet::from([path.as_str()]));
                match answer(&site.answers, path).and_then(number) {
                    Some(value) => values.push(value),
                    None => unanswered.push(format!("{} {path}", site.project_code)),
                }
            }
        }
        if !unanswered.is_empty() {
            return Err(Missing {
                code: "MISSING_ANSWER",
                what: unanswered,
            });
        }
        let count = resolved.projects.len() as i64;
        resolved.value = match aggregate {
            Aggregate::Count => whole(count),
            _ if count == 0 => {
                return Err(Missing {
                    code: "EMPTY_SAMPLE",
                    what: Vec::new(),
                });
            }
            Aggregate::Sum { factor, .. } => sum(values)? * &factor.0,
            Aggregate::Mean { .. } => sum(values)? / whole(count),
        };
        if self.incomplete {
            resolved.flags.insert("SAMPLE_INCOMPLETE");
        }
        if !resolved.unverified.is_empty() {
            resolved.flags.insert("CANNOT_VERIFY");
        }
        Ok(resolved)
    }
}

impl Resolved {
    fn of(value: Exact) -> Self {
        Self {
            value,
            ..Self::default()
        }
    }

    fn resting_on(mut self, fact: FactReference) -> Self {
        self.facts.insert(fact);
        self
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

/// A numeric answer; thousands separators are allowed, as in `Fen::from_wan_yuan`.
fn number(text: &str) -> Option<Exact> {
    parse_exact(&text.replace(',', ""))
}

fn wan_yuan(amount: Fen) -> Exact {
    whole(amount.0) / whole(FEN_PER_WAN_YUAN)
}
