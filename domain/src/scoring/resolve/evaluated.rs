//! The sum of what the inspections' own forms offer for an operand. Not here: which answers a form
//! offers (`crate::scoring::evaluated_answers`), operands that the framework binds to named
//! questions (`field`).

use num_traits::Zero as _;

use super::{Context, Missing, Resolved};
use crate::ids::IndicatorCode;
use crate::scoring::exact::sum;
use crate::scoring::{EvaluatedAnswer, FactReference, GapCode};

impl Context<'_> {
    /// Σ over all complete inspections; `None` when no form offers anything for the operand. A site
    /// whose answer is no number is a gap, and so is one that answered only the indicator's other
    /// numbers: a numerator without its denominator would raise the rate.
    pub(super) fn evaluated(
        &self,
        indicator: &IndicatorCode,
        operand: &str,
    ) -> Result<Option<Resolved>, Missing> {
        let (mut resolved, mut values) = (Resolved::default(), Vec::new());
        let (mut unreadable, mut incomplete) = (Vec::new(), Vec::new());
        for site in self.sites(None)? {
            let about = site.evaluated.iter();
            let about: Vec<_> = about
                .filter(|it| it.indicators.contains(indicator))
                .collect();
            let stands = |it: &&&EvaluatedAnswer| it.stands_for(indicator, operand);
            if !about.is_empty() && !about.iter().any(|it| stands(&it)) {
                incomplete.push(format!("{} {operand}", site.project_code));
            }
            for answer in about.iter().filter(stands) {
                resolved.facts.insert(FactReference::Record {
                    record: site.record.clone(),
                    project_code: site.project_code.clone(),
                    path: Some(answer.path.clone()),
                });
                let answered = (site.record.clone(), answer.path.clone());
                let judged = (site.project_code.clone(), answered);
                resolved.judged.insert(judged);
                match &answer.value {
                    Some(value) => {
                        // Nothing counted there: neither a pass nor a defect of that site.
                        if !value.is_zero() {
                            resolved.projects.insert(site.project_code.clone());
                        }
                        values.push(value.clone());
                    }
                    None => unreadable.push(format!("{} {}", site.project_code, answer.path)),
                }
            }
        }
        if resolved.facts.is_empty() {
            return Ok(None);
        }
        unreadable.extend(incomplete);
        if !unreadable.is_empty() {
            return Err(Missing {
                code: GapCode::MissingAnswer,
                what: unreadable,
            });
        }
        resolved.value = sum(values)?;
        self.flag_incomplete(&mut resolved);
        Ok(Some(resolved))
    }
}
