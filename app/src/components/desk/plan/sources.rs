//! What operands may be bound to, and whether an indicator's are bound. Not here: choosing a source
//! (`binding`).

use std::collections::BTreeMap;

use domain::indicator::{Binding, Indicator, Operand, Rule};
use domain::wire::{BindableForm, BindableQuestion};

/// The sources of an engagement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Forms with their questions.
    pub forms: Vec<BindableForm>,
    /// Fund figures by key, with their names.
    pub fund_figures: BTreeMap<String, String>,
    /// Project types of the frame.
    pub project_types: Vec<String>,
}

/// Whether an indicator's numbers have a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BindingState {
    /// Each has one.
    Bound,
    /// One has none.
    Unbound,
    /// A question that one is bound to is no longer there.
    Gone,
}

impl Sources {
    /// The question at a form path.
    pub fn question(&self, path: &str) -> Option<&BindableQuestion> {
        let mut questions = self.forms.iter().flat_map(|form| &form.questions);
        questions.find(|question| question.path == path)
    }

    /// Questions and forms that a source refers to and that are no longer there.
    pub fn gone(&self, from: &Operand) -> Vec<String> {
        if let Operand::SurveySatisfaction {
            form_id: Some(form_id),
            ..
        } = from
        {
            let known = self.forms.iter().any(|form| form.form_id == *form_id);
            return (!known).then(|| form_id.clone()).into_iter().collect();
        }
        let mut gone: Vec<String> = from
            .paths()
            .into_iter()
            .filter(|path| self.question(path).is_none())
            .map(str::to_owned)
            .collect();
        gone.sort();
        gone.dedup();
        gone
    }

    /// Whether the numbers of a rule have a source.
    fn state_of(&self, rule: &Rule, operands: &BTreeMap<String, Binding>) -> BindingState {
        if let Rule::MultiObject { objects } = rule {
            let states = objects
                .iter()
                .map(|object| self.state_of(&object.rule, &object.operands));
            return states.fold(BindingState::Bound, worse);
        }
        let bound = |names: &&[&str]| names.iter().all(|name| operands.contains_key(*name));
        if !rule.operand_names().iter().any(bound) {
            return BindingState::Unbound;
        }
        let gone = operands.values().any(|it| !self.gone(&it.from).is_empty());
        match gone {
            true => BindingState::Gone,
            false => BindingState::Bound,
        }
    }

    /// Whether an indicator's numbers have a source.
    pub fn state(&self, indicator: &Indicator) -> BindingState {
        self.state_of(&indicator.rule, &indicator.operands)
    }
}

fn worse(one: BindingState, other: BindingState) -> BindingState {
    match (one, other) {
        (BindingState::Gone, _) | (_, BindingState::Gone) => BindingState::Gone,
        (BindingState::Unbound, _) | (_, BindingState::Unbound) => BindingState::Unbound,
        _ => BindingState::Bound,
    }
}
