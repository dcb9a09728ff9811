//! Finds the value of an operand in the facts, with the facts it rests on. Not here: formulas.

use std::collections::BTreeSet;

use super::exact::{Exact, parse_exact, plain_text, whole};
use super::{DeskMark, FactReference, Facts, GapCode, InspectionFact, ScoreError, ScoreFlag};
use crate::ids::{DocumentId, IndicatorCode, ProjectCode};
use crate::indicator::{Binding, Operand, ScoringPlan};
use crate::money::{FEN_PER_WAN_YUAN, Fen};

mod evaluated;
mod field;
mod frame;
mod survey;

/// Why an operand has no value: a gap's code and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) code: GapCode,
    pub(super) what: Vec<String>,
}

impl Missing {
    pub(super) fn new(code: GapCode, what: impl Into<String>) -> Self {
        Self {
            code,
            what: vec![what.into()],
        }
    }
}

impl From<ScoreError> for Missing {
    fn from(error: ScoreError) -> Self {
        Self {
            code: error.gap(),
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
    /// The answers that decided whether a project was counted: its code, the record and the path.
    pub(super) judged: BTreeSet<(ProjectCode, (DocumentId, String))>,
    /// The projects with an answer 无法核实.
    pub(super) unverified: BTreeSet<ProjectCode>,
    pub(super) flags: BTreeSet<ScoreFlag>,
}

/// The facts in an order of their own, so that the order in which they arrived is no matter.
pub(super) struct Context<'a> {
    pub(super) facts: &'a Facts,
    pub(super) plan: &'a ScoringPlan,
    inspections: Vec<&'a InspectionFact>,
    doubled: BTreeSet<&'a ProjectCode>,
    incomplete: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(facts: &'a Facts, plan: &'a ScoringPlan) -> Self {
        let mut inspections: Vec<_> = facts.inspections.iter().collect();
        inspections.sort_by_key(|fact| (&fact.project_code, &fact.record));
        let mut seen = BTreeSet::new();
        let codes = inspections.iter().map(|fact| &fact.project_code);
        let doubled = codes.filter(|code| !seen.insert(*code)).collect();
        let incomplete = facts.sample.iter().any(|code| !seen.contains(code));
        Self {
            facts,
            plan,
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
                code: GapCode::DuplicateInspection,
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
                    code: GapCode::EmptySample,
                    what,
                })
            }
            false => Ok(sites),
        }
    }

    fn flag_incomplete(&self, resolved: &mut Resolved) {
        if self.incomplete {
            resolved.flags.insert(ScoreFlag::SampleIncomplete);
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
        operand: &str,
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
                weighted,
            } => self.field(&field::Asked {
                aggregate,
                project_type: project_type.as_ref(),
                applicable,
                condition: condition.as_ref(),
                weighted: *weighted,
            })?,
            Operand::SurveySatisfaction { form_id, measure } => {
                return self.survey(indicator, binding, form_id.as_ref(), *measure);
            }
            Operand::Findings { indicators } => self.findings(indicators)?,
            Operand::DeskFigure { key } => self.figure(indicator, operand, key)?,
            Operand::DeskMark => {
                return Err(Missing::new(GapCode::MarkOfWrongKind, &binding.label));
            }
        };
        let number = plain_text(&resolved.value);
        let weighted = match &binding.from {
            Operand::Field { weighted: true, .. } => "（按抽样权数加权）",
            _ => "",
        };
        resolved.text = format!("{}{weighted} {number} {}", binding.label, binding.unit)
            .trim()
            .to_owned();
        Ok(resolved)
    }

    fn fund_figure(&self, key: &str) -> Result<Resolved, Missing> {
        let figure = self.facts.fund_figures.get(key);
        let figure = figure.ok_or_else(|| Missing::new(GapCode::MissingFundFigure, key))?;
        Ok(Resolved::of(wan_yuan(*figure))
            .resting_on(FactReference::FundFigure { key: key.into() }))
    }

    /// The number marked at the desk; without one, what the forms' own evaluation columns offer.
    fn figure(
        &self,
        indicator: &IndicatorCode,
        operand: &str,
        key: &str,
    ) -> Result<Resolved, Missing> {
        match self.mark(indicator) {
            Some(_) => self.desk_figure(indicator, key),
            None => match self.evaluated(indicator, operand)? {
                Some(resolved) => Ok(resolved),
                None => Err(Missing::new(GapCode::MissingMark, key)),
            },
        }
    }

    fn desk_figure(&self, indicator: &IndicatorCode, key: &str) -> Result<Resolved, Missing> {
        let missing = || Missing::new(GapCode::MissingMark, key);
        let DeskMark::Figures { values, .. } = self.mark(indicator).ok_or_else(missing)? else {
            return Err(Missing::new(GapCode::MarkOfWrongKind, key));
        };
        let value = values.get(key).ok_or_else(missing)?;
        let fact = FactReference::DeskMark {
            indicator: indicator.clone(),
        };
        Ok(Resolved::of(value.0.clone()).resting_on(fact))
    }

    /// Where nobody has looked, nothing found is no evidence.
    fn findings(&self, indicators: &[IndicatorCode]) -> Result<Resolved, Missing> {
        let belongs = |code: &Option<IndicatorCode>| {
            code.as_ref().is_some_and(|code| indicators.contains(code))
        };
        let found: Vec<_> = self
            .facts
            .findings
            .iter()
            .filter(|finding| belongs(&finding.indicator))
            .collect();
        if found.is_empty() && self.inspections.is_empty() {
            return Err(Missing {
                code: GapCode::EmptySample,
                what: Vec::new(),
            });
        }
        let mut resolved = Resolved::of(whole(found.len() as i64));
        for finding in found {
            resolved.facts.insert(FactReference::Finding {
                code: finding.code.clone(),
            });
            resolved.projects.insert(finding.project_code.clone());
        }
        self.flag_incomplete(&mut resolved);
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

/// A numeric answer; thousands separators are allowed, as in `Fen::from_wan_yuan`.
fn number(text: &str) -> Option<Exact> {
    parse_exact(&text.replace(',', ""))
}

fn wan_yuan(amount: Fen) -> Exact {
    whole(amount.0) / whole(FEN_PER_WAN_YUAN)
}
