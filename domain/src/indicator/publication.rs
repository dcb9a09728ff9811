//! What a new version of a form does to the plan, told before and when it is published. Not here:
//! what fits at all (`bindings`).

use std::collections::BTreeMap;

use super::{Forms, Framework, binding_problems};
use crate::ids::IndicatorCode;
use crate::instrument::Instrument;
use crate::problem::Problem;

/// What the plan would lose once `new` takes the place of its form's current version: the problems
/// of [`binding_problems`] that are not there yet. Warnings (`details.severity`): a form may be
/// published first and the plan mended afterwards; until then such scores are gaps.
pub fn publication_warnings(
    framework: &Framework,
    forms: Forms<'_>,
    new: &Instrument,
    aliases: &BTreeMap<IndicatorCode, IndicatorCode>,
) -> Vec<Problem> {
    let before = binding_problems(framework, forms, aliases);
    let stay = forms.current.iter().copied();
    let mut current: Vec<&Instrument> = stay.filter(|form| form.form_id != new.form_id).collect();
    current.push(new);
    let mut known = forms.known.to_vec();
    known.push(new);
    let after = Forms {
        current: &current,
        known: &known,
    };
    let mut hurt = binding_problems(framework, after, aliases);
    hurt.retain(|problem| !before.contains(problem));
    hurt.into_iter()
        .map(|problem| problem.with("severity", "warning"))
        .collect()
}
