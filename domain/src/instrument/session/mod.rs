//! A form being filled in: answers in, relevance, computed values and problems out, by `rxeval`'s
//! evaluator. Not here: screens, storage; repeats, which are refused at import.

mod complete;
mod recompute;

pub use complete::validate_complete;

use std::collections::BTreeMap;
use std::sync::Arc;

use rxeval::Instance;

use super::rules::FormRules;
use super::{Choice, FormState, Instrument, Node, QuestionType, SectionProgress, Translations};
use crate::problem::Problem;
use crate::time::Timestamp;

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

    /// A label or hint in a language, with `{/data/name}` replaced by what was answered there (a
    /// choice by its label).
    pub fn text(&self, text: &Translations, language: &str) -> String {
        let mut rest = self.instrument.label(text, language);
        let mut out = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once("{/") {
            out.push_str(before);
            let Some((path, behind)) = after.split_once('}') else {
                rest = &rest[before.len()..];
                break;
            };
            out.push_str(&self.printed(&format!("/{path}"), language));
            rest = behind;
        }
        out + rest
    }

    fn printed(&self, path: &str, language: &str) -> String {
        let value = self.value(path);
        let node = self.instrument.question(path);
        let choice = node.and_then(|n| n.choices().iter().find(|choice| choice.name == value));
        choice
            .map_or(value, |choice| {
                self.instrument.label(&choice.label, language)
            })
            .to_owned()
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
}
