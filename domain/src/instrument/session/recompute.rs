//! Working out a form: relevance and computed values until they settle, then what is missing or
//! refused. Not here: taking answers.

use std::sync::Arc;

use rxeval::Expr;
use rxeval::eval::{Context, Environment, evaluate};

use super::super::answer_type;
use super::super::regular_expression;
use super::super::rules::{FormRules, Rule};
use super::{Moment, Session};
use crate::instrument::{FormState, InvalidAnswer, InvalidReason};

/// Computed values and relevance feed each other; more rounds than this is a form that never
/// settles, which is reported as failed.
const MOST_ROUNDS: usize = 32;

struct FormEnvironment<'a> {
    rules: &'a FormRules,
    moment: &'a Moment,
}

impl Environment for FormEnvironment<'_> {
    fn choice_label(&self, value: &str, question_path: &str) -> Option<String> {
        self.rules.choice_label(value, question_path)
    }
    fn today(&self) -> String {
        self.moment.today.clone()
    }
    fn now(&self) -> String {
        self.moment.now.clone()
    }
}

impl Session {
    fn value_of(&self, expression: &Expr, rule: &Rule) -> Result<rxeval::Value, String> {
        let environment = FormEnvironment {
            rules: &self.rules,
            moment: &self.moment,
        };
        let value_of = |wanted: &Expr| {
            let context = Context::at(rule.node);
            evaluate(wanted, &self.instance, context, &environment)
        };
        let text_of = |wanted: &Expr| Ok(value_of(wanted)?.to_string_value(&self.instance));
        value_of(&*regular_expression::answered(expression, &text_of)?)
    }

    pub(super) fn text_of(&self, expression: &Expr, rule: &Rule) -> Result<String, String> {
        Ok(self
            .value_of(expression, rule)?
            .to_string_value(&self.instance))
    }

    fn truth_of(&self, expression: &Expr, rule: &Rule) -> Result<bool, String> {
        Ok(self.value_of(expression, rule)?.to_boolean(&self.instance))
    }

    /// Relevance and computed values until nothing changes, then what is missing or refused.
    pub(super) fn recompute(&mut self) {
        let mut state = FormState::default();
        let rules = Arc::clone(&self.rules);
        for round in 0..=MOST_ROUNDS {
            state = FormState::default();
            let changed = self.settle(&rules, &mut state);
            if !changed {
                break;
            }
            if round == MOST_ROUNDS {
                state
                    .failed
                    .push((String::new(), "the form never settles".to_owned()));
            }
        }
        for rule in &rules.rules {
            if state.relevant(&rule.path) {
                self.judge(rule, &mut state);
            }
        }
        self.state = state;
    }

    /// One round over all nodes, groups before what they hold; `true` when a value changed.
    fn settle(&mut self, rules: &FormRules, state: &mut FormState) -> bool {
        let mut changed = false;
        for rule in &rules.rules {
            let parent = rule.path.rsplit_once('/').map_or("", |(parent, _)| parent);
            let mut relevant = state.relevant.get(parent).copied().unwrap_or(true);
            if let (true, Some(expression)) = (relevant, &rule.relevant) {
                // A relevance that fails is reported and the question asked: hiding it would
                // silently drop an answer.
                relevant = self.truth_of(expression, rule).unwrap_or_else(|reason| {
                    state.failed.push((rule.path.clone(), reason));
                    true
                });
            }
            state.relevant.insert(rule.path.clone(), relevant);
            if rule.question_type.is_none() {
                continue;
            }
            let value = match (&rule.calculate, relevant) {
                (_, false) => String::new(),
                (None, true) => self.answers.get(&rule.path).cloned().unwrap_or_default(),
                (Some(expression), true) => self.computed(expression, rule, state),
            };
            if self.instance.node(rule.node).value != value {
                self.instance.node_mut(rule.node).value = value;
                changed = true;
            }
        }
        changed
    }

    fn computed(&self, expression: &Expr, rule: &Rule, state: &mut FormState) -> String {
        match self.text_of(expression, rule) {
            Ok(value) => {
                state.calculated.insert(rule.path.clone(), value.clone());
                value
            }
            Err(reason) => {
                state.failed.push((rule.path.clone(), reason));
                String::new()
            }
        }
    }

    /// Required and constraint of one node that is asked.
    fn judge(&self, rule: &Rule, state: &mut FormState) {
        let Some(question_type) = &rule.question_type else {
            return;
        };
        let value = &self.instance.node(rule.node).value;
        if value.trim().is_empty() {
            let required = rule
                .required
                .as_ref()
                .map(|wanted| self.truth_of(wanted, rule));
            match required {
                Some(Ok(true)) => state.missing.push(rule.path.clone()),
                Some(Err(reason)) => state.failed.push((rule.path.clone(), reason)),
                _ => {}
            }
            return;
        }
        let mut reason = answer_type::refusal(question_type, value);
        if reason.is_none() {
            match rule
                .constraint
                .as_ref()
                .map(|constraint| self.truth_of(constraint, rule))
            {
                Some(Ok(false)) => reason = Some(InvalidReason::Constraint),
                Some(Err(why)) => state.failed.push((rule.path.clone(), why)),
                _ => {}
            }
        }
        if let Some(reason) = reason {
            let message = rule.constraint_message.clone();
            state.invalid.push(InvalidAnswer {
                path: rule.path.clone(),
                reason,
                message,
            });
        }
    }
}
