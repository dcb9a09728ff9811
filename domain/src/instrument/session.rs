//! A form being filled in: answers in, relevance, computed values and problems out, by `rxeval`'s
//! evaluator. Not here: screens, storage; repeats, which are refused at import.

use std::collections::BTreeMap;
use std::sync::Arc;

use rxeval::eval::{Context, Environment, evaluate};
use rxeval::{Expr, Instance};

use super::answer_type;
use super::rules::{FormRules, Rule};
use super::{
    Choice, FormState, Instrument, InvalidAnswer, InvalidReason, Node, QuestionType,
    SectionProgress,
};
use crate::problem::Problem;
use crate::time::Timestamp;

/// Computed values and relevance feed each other; more rounds than this is a form that never
/// settles, which is reported as failed.
const MOST_ROUNDS: usize = 32;

/// One form and its answers so far. Cloning is cheap: the rules are shared.
#[derive(Clone)]
pub struct Session {
    instrument: Arc<Instrument>,
    rules: Arc<FormRules>,
    /// Everything answered, also to questions that are not asked at present: taking back a 否
    /// and choosing it again must not lose what was written.
    answers: BTreeMap<String, String>,
    /// What expressions see: as XForms demands, questions that are not asked are empty.
    instance: Instance,
    moment: Moment,
    state: FormState,
}

#[derive(Clone)]
struct Moment {
    today: String,
    now: String,
}

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
    /// Opens a blank form at a moment (for `now()`, `today()`, `start`). Errors: `FORM_XFORM`.
    pub fn new(instrument: &Instrument, now: Timestamp) -> Result<Self, Problem> {
        let mut session = Self::blank(instrument, now)?;
        session.fill_metadata("start", &now.to_iso_text());
        session.fill_metadata("today", &now.to_day_text());
        for (path, value) in session.defaults() {
            session.answers.insert(path, value);
        }
        session.recompute();
        Ok(session)
    }

    /// Opens a form with saved answers; nothing is added to them. Paths the form does not have are
    /// left out (a form's new version may have dropped them). Errors: `FORM_XFORM`.
    pub fn resume(
        instrument: &Instrument,
        answers: &BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let mut session = Self::blank(instrument, now)?;
        for rule in session
            .rules
            .rules
            .iter()
            .filter(|rule| rule.question_type.is_some())
        {
            if let (None, Some(value)) = (&rule.calculate, answers.get(&rule.path)) {
                session.answers.insert(rule.path.clone(), value.clone());
            }
        }
        session.recompute();
        Ok(session)
    }

    fn blank(instrument: &Instrument, now: Timestamp) -> Result<Self, Problem> {
        let rules = FormRules::of(instrument)?;
        Ok(Self {
            instrument: Arc::new(instrument.clone()),
            instance: rules.blank.clone(),
            rules: Arc::new(rules),
            answers: BTreeMap::new(),
            moment: Moment {
                today: now.to_day_text(),
                now: now.to_iso_text(),
            },
            state: FormState::default(),
        })
    }

    /// Fixed defaults stand in the blank instance; computed ones are evaluated once.
    fn defaults(&mut self) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        for rule in self
            .rules
            .rules
            .iter()
            .filter(|rule| rule.question_type.is_some())
        {
            let fixed = self.rules.blank.string_value(rule.node);
            if !fixed.is_empty() {
                values.insert(rule.path.clone(), fixed);
            }
        }
        for (path, expression) in &self.rules.first_load {
            let Some(rule) = self.rules.rules.iter().find(|rule| rule.path == *path) else {
                continue;
            };
            if let Ok(value) = self.text_of(expression, rule) {
                values.insert(path.clone(), value);
            }
        }
        values
    }

    /// Answers a question (empty takes the answer back) and works out the form anew. A path the
    /// form does not have, a group or a computed value is left alone and answers `false`.
    pub fn answer(&mut self, path: &str, value: &str) -> bool {
        let known = self.rules.rules.iter().any(|rule| {
            rule.path == path && rule.question_type.is_some() && rule.calculate.is_none()
        });
        if known {
            match value.is_empty() {
                true => self.answers.remove(path),
                false => self.answers.insert(path.to_owned(), value.to_owned()),
            };
            self.recompute();
        }
        known
    }

    /// Fills every metadata question of this kind (`end`, `deviceid`, `username` …).
    pub fn fill_metadata(&mut self, preload: &str, value: &str) {
        for rule in &self.rules.rules {
            let wanted = QuestionType::Metadata {
                preload: preload.to_owned(),
            };
            if rule.question_type.as_ref() == Some(&wanted) {
                self.answers.insert(rule.path.clone(), value.to_owned());
            }
        }
        self.recompute();
    }

    /// The answer or computed value, also of a question that is not asked at present; empty for
    /// none.
    pub fn value(&self, path: &str) -> &str {
        let computed = self.state.calculated.get(path);
        computed
            .or_else(|| self.answers.get(path))
            .map_or("", String::as_str)
    }

    /// The form as it stands after the last answer.
    pub fn state(&self) -> &FormState {
        &self.state
    }

    /// The form this is a session of.
    pub fn instrument(&self) -> &Instrument {
        &self.instrument
    }

    /// What a record keeps: answers and computed values of questions that are asked, by path.
    pub fn answers(&self) -> BTreeMap<String, String> {
        let asked = self.answers.iter().chain(&self.state.calculated);
        asked
            .filter(|(path, value)| self.state.relevant(path) && !value.is_empty())
            .map(|(path, value)| (path.clone(), value.clone()))
            .collect()
    }

    /// The choices a select offers now, in the order of the workbook.
    pub fn choices(&self, path: &str) -> Vec<&Choice> {
        let Some(node) = self.instrument.question(path) else {
            return Vec::new();
        };
        let all = node.choices().iter();
        match &self.rules.filtered {
            Some(form) if self.rules.filtered_paths.contains(path) => {
                let offered = form.choices(&self.instance, path).unwrap_or_default();
                all.filter(|choice| offered.iter().any(|(name, _)| *name == choice.name))
                    .collect()
            }
            _ => all.collect(),
        }
    }

    /// How far each top-level group is, in order.
    pub fn sections(&self) -> Vec<SectionProgress> {
        let groups = self.instrument.nodes.iter();
        groups.filter_map(|node| self.section(node)).collect()
    }

    fn section(&self, node: &Node) -> Option<SectionProgress> {
        let Node::Group { path, label, .. } = node else {
            return None;
        };
        let inside = |candidate: &str| {
            candidate
                .strip_prefix(path.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        };
        let asked: Vec<&Node> = node
            .walk()
            .into_iter()
            .filter(|node| node.is_answerable() && self.state.relevant(node.path()))
            .collect();
        Some(SectionProgress {
            path: path.clone(),
            label: label.clone(),
            relevant: self.state.relevant(path),
            answered: asked
                .iter()
                .filter(|node| !self.value(node.path()).is_empty())
                .count(),
            missing: self
                .state
                .missing
                .iter()
                .filter(|path| inside(path))
                .count(),
            asked: asked.len(),
            invalid: self
                .state
                .invalid
                .iter()
                .filter(|invalid| inside(&invalid.path))
                .count(),
        })
    }

    fn value_of(&self, expression: &Expr, rule: &Rule) -> Result<rxeval::Value, String> {
        let environment = FormEnvironment {
            rules: &self.rules,
            moment: &self.moment,
        };
        evaluate(
            expression,
            &self.instance,
            Context::at(rule.node),
            &environment,
        )
    }

    fn text_of(&self, expression: &Expr, rule: &Rule) -> Result<String, String> {
        Ok(self
            .value_of(expression, rule)?
            .to_string_value(&self.instance))
    }

    fn truth_of(&self, expression: &Expr, rule: &Rule) -> Result<bool, String> {
        Ok(self.value_of(expression, rule)?.to_boolean(&self.instance))
    }

    /// Relevance and computed values until nothing changes, then what is missing or refused.
    fn recompute(&mut self) {
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

/// Whether answers finish the form, by the same rules the tablet used. Problems:
/// `ANSWER_UNKNOWN_PATH`, `ANSWER_MISSING`, `ANSWER_INVALID`, `FORM_EXPRESSION`, `FORM_XFORM`, each
/// at its form path.
pub fn validate_complete(
    instrument: &Instrument,
    answers: &BTreeMap<String, String>,
    now: Timestamp,
) -> Vec<Problem> {
    let session = match Session::resume(instrument, answers, now) {
        Ok(session) => session,
        Err(problem) => return vec![problem],
    };
    let state = session.state();
    let unknown = answers
        .keys()
        .filter(|path| !state.relevant.contains_key(*path));
    let mut problems: Vec<Problem> = unknown
        .map(|path| Problem::new("ANSWER_UNKNOWN_PATH").at_path(path))
        .collect();
    problems.extend(
        state
            .missing
            .iter()
            .map(|path| Problem::new("ANSWER_MISSING").at_path(path)),
    );
    problems.extend(state.invalid.iter().map(|invalid| {
        let problem = Problem::new("ANSWER_INVALID").at_path(&invalid.path);
        match instrument.label(&invalid.message, "") {
            "" => problem,
            message => problem.with("message", message),
        }
    }));
    problems.extend(state.failed.iter().map(|(path, reason)| {
        Problem::new("FORM_EXPRESSION")
            .at_path(path)
            .with("reason", reason)
    }));
    problems
}
