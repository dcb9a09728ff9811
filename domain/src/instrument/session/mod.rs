//! A form being filled in: answers in, what is asked, missing and refused out. Answers live at
//! instance paths, with the number of the row after each repeat: `/data/rep[2]/x`. Not here:
//! screens, storage.

mod complete;
mod judge;
mod present;
mod recompute;
mod rows;
pub(super) mod tree;

pub use complete::{CheckedAnswers, check_answers, validate_complete};
pub use rows::{renumber, template_path};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::evaluate::{Evaluator, Moment, shuffled};
use super::form::{Form, ItemKind};
use super::{Choice, FormState, Instrument, Node, QuestionType};
use crate::problem::Problem;
use crate::time::Timestamp;
use tree::Tree;

/// One form and its answers so far. Cloning copies the answers; form and rules are shared.
#[derive(Clone)]
pub struct Session {
    instrument: Arc<Instrument>,
    form: Arc<Form>,
    /// Everything answered, also to questions that are not asked at present: taking back a 否
    /// and choosing it again must not lose what was written.
    answers: BTreeMap<String, String>,
    /// Rows of repeats that have another number than they begin with.
    rows: BTreeMap<String, usize>,
    tree: Tree,
    moment: Moment,
    /// Computed first answers that could not be worked out: path and reason.
    default_faults: BTreeMap<String, String>,
    state: FormState,
}

impl Session {
    /// Opens a blank form at a moment (for `now()`, `today()`, `start`). Errors: `FORM_EXPRESSION`,
    /// `FORM_CYCLE`.
    pub fn new(instrument: &Instrument, now: Timestamp) -> Result<Self, Problem> {
        let mut session = Self::blank(instrument, now)?;
        session.rebuild();
        session.fill_preload("start", &now.to_iso_text());
        session.fill_preload("today", &now.to_day_text());
        session.settle_all();
        session.fill_defaults(&BTreeSet::new());
        session.work_out();
        Ok(session)
    }

    /// Opens a form with saved answers; nothing is added to them. Paths the form does not have are
    /// left out (a form's new version may have dropped them). Errors: as for `new`.
    pub fn resume(
        instrument: &Instrument,
        answers: &BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let mut session = Self::blank(instrument, now)?;
        for (path, value) in answers {
            session.make_rows_for(path);
            let item = session.form.by_path.get(&template_path(path)).copied();
            let Some(item) = item else { continue };
            match session.form.items[item].kind {
                ItemKind::Repeat => session.keep_row_count(path, item, value),
                ItemKind::Question if session.takes(item) => {
                    session.answers.insert(path.clone(), value.clone());
                }
                _ => {}
            }
        }
        session.rebuild();
        session.work_out();
        Ok(session)
    }

    fn blank(instrument: &Instrument, now: Timestamp) -> Result<Self, Problem> {
        let upgraded = super::legacy::upgraded(instrument);
        let instrument = upgraded.as_ref().unwrap_or(instrument);
        let form = Form::of(instrument)?;
        Ok(Self {
            moment: Moment {
                today: now.to_day_text(),
                now: now.to_iso_text(),
                seed: format!("{} {} {}", instrument.form_id, instrument.version, now.0),
            },
            instrument: Arc::new(instrument.clone()),
            form: Arc::new(form),
            answers: BTreeMap::new(),
            rows: BTreeMap::new(),
            tree: Tree::default(),
            default_faults: BTreeMap::new(),
            state: FormState::default(),
        })
    }

    /// Whether a question's answer is given and not computed.
    fn takes(&self, item: usize) -> bool {
        let rules = &self.form.items[item].rules;
        let is_question = self.form.items[item].kind == ItemKind::Question;
        is_question && (rules.calculation.is_none() || rules.keeps)
    }

    fn evaluator(&self) -> Evaluator<'_> {
        Evaluator::new(&self.instrument, &self.form, &self.tree, &self.moment)
    }

    /// Answers a question (empty takes the answer back) and works out what depends on it. At a
    /// repeat's own path the answer is its number of rows. A path the form does not have, a row
    /// that is not there, a group or a computed value is left alone and answers `false`.
    pub fn answer(&mut self, path: &str, value: &str) -> bool {
        let Some(slot) = self.tree.at(path) else {
            return false;
        };
        let item = self.tree.slots[slot].item;
        if self.tree.slots[slot].kind == tree::SlotKind::Repeat {
            return self.set_rows(path, item, value);
        }
        if !self.takes(item) || self.form.items[item].rules.calculation.is_some() {
            return false;
        }
        if self.put(path, value) {
            self.changed(&[slot]);
        }
        true
    }

    /// Keeps an answer; `true` when it is another one than before.
    fn put(&mut self, path: &str, value: &str) -> bool {
        let before = self.answers.get(path).map_or("", String::as_str);
        if before == value {
            return false;
        }
        match value.is_empty() {
            true => self.answers.remove(path),
            false => self.answers.insert(path.to_owned(), value.to_owned()),
        };
        true
    }

    /// Fills every metadata question of this kind (`end`, `deviceid`, `username` …).
    pub fn fill_metadata(&mut self, preload: &str, value: &str) {
        let filled = self.fill_preload(preload, value);
        self.changed(&filled);
    }

    fn fill_preload(&mut self, preload: &str, value: &str) -> Vec<usize> {
        let wanted = QuestionType::Metadata {
            preload: preload.to_owned(),
        };
        let mut filled = Vec::new();
        for slot in 0..self.tree.slots.len() {
            let item = self.tree.slots[slot].item;
            if self.form.question_type(&self.instrument, item) == Some(&wanted) {
                let path = self.tree.slots[slot].path.clone();
                self.put(&path, value);
                filled.push(slot);
            }
        }
        filled
    }

    /// First answers of slots that were not there before. Fixed ones are known; computed ones are
    /// worked out once, in the order of the form, so that one may read another.
    fn fill_defaults(&mut self, before: &BTreeSet<String>) {
        let form = Arc::clone(&self.form);
        for slot in 0..self.tree.slots.len() {
            let (item, path) = (
                self.tree.slots[slot].item,
                self.tree.slots[slot].path.clone(),
            );
            if before.contains(&path) || !self.takes(item) {
                continue;
            }
            let rules = self.instrument.rules.get(&form.items[item].path);
            let fixed = rules.map_or(String::new(), |rules| rules.default_value.clone());
            let computed = form.items[item].rules.default_expression.as_ref();
            let value = match computed {
                Some(expression) => match self.evaluator().text_at(expression, slot) {
                    Ok(value) => value,
                    Err(reason) => {
                        self.default_faults.insert(path, reason);
                        continue;
                    }
                },
                None => fixed,
            };
            if !value.is_empty() && !self.answers.contains_key(&path) {
                self.tree.slots[slot].value.clone_from(&value);
                self.answers.insert(path, value);
            }
        }
    }

    /// The answer or computed value, also of a question that is not asked at present; empty for
    /// none, and for a choice that is not offered any more.
    pub fn value(&self, path: &str) -> &str {
        let filtered = self.filtered_slot(path);
        if let Some(slot) = filtered {
            return &slot.value;
        }
        let computed = self.state.calculated.get(path);
        computed
            .or_else(|| self.answers.get(path))
            .map_or("", String::as_str)
    }

    /// The slot of a question that is asked and whose choices depend on answers.
    fn filtered_slot(&self, path: &str) -> Option<&tree::Slot> {
        let slot = &self.tree.slots[self.tree.at(path)?];
        let rules = &self.form.items[slot.item].rules;
        (slot.relevant && rules.choice_filter.is_some()).then_some(slot)
    }

    /// Answers, as they were given, to questions that do not offer them any more: instance paths.
    pub(super) fn not_offered(&self) -> Vec<&str> {
        let given = self.answers.iter();
        let lost = given.filter(|(path, answer)| {
            let slot = self.filtered_slot(path);
            slot.is_some_and(|slot| slot.value.split_whitespace().ne(answer.split_whitespace()))
        });
        lost.map(|(path, _)| path.as_str()).collect()
    }

    /// The form as it stands after the last answer. Paths are instance paths.
    pub fn state(&self) -> &FormState {
        &self.state
    }

    /// The form this is a session of.
    pub fn instrument(&self) -> &Instrument {
        &self.instrument
    }

    /// What a record keeps: answers and computed values of questions that are asked, by instance
    /// path, and the number of rows of repeats (at the repeat's path) that have another one than
    /// they begin with.
    pub fn answers(&self) -> BTreeMap<String, String> {
        let slots = self
            .tree
            .slots
            .iter()
            .filter(|slot| slot.relevant && !slot.value.is_empty());
        let mut kept: BTreeMap<String, String> = slots
            .map(|slot| (slot.path.clone(), slot.value.clone()))
            .collect();
        for (path, rows) in &self.rows {
            let slot = self.tree.at(path).map(|slot| &self.tree.slots[slot]);
            let is_kept = slot.is_some_and(|slot| {
                slot.relevant && self.form.items[slot.item].rules.repeat_count.is_none()
            });
            if is_kept {
                kept.insert(path.clone(), rows.to_string());
            }
        }
        kept
    }

    /// The choices a select offers now, in the order of the workbook, or as its `randomize`
    /// parameter shuffles them.
    pub fn choices(&self, path: &str) -> Vec<&Choice> {
        let Some(slot) = self.tree.at(path) else {
            return Vec::new();
        };
        let item = self.tree.slots[slot].item;
        let all = self.form.choices(&self.instrument, item);
        let Some(Node::Question { details, .. }) = self.form.node(&self.instrument, item) else {
            return Vec::new();
        };
        let rows = match &self.form.items[item].rules.choice_filter {
            Some(filter) => self.evaluator().filtered(&details.list, filter, slot, None),
            None => Ok((0..all.len()).collect()),
        };
        let offered = rows.unwrap_or_default();
        let offered = offered.into_iter().filter_map(|row| all.get(row)).collect();
        let parameters = &details.parameters;
        match parameters.get("randomize").map(String::as_str) {
            Some("true") => {
                let written = parameters.get("seed").map_or("", String::as_str);
                let seed = match written.strip_prefix("${").and_then(|s| s.strip_suffix('}')) {
                    Some(name) => self.value_near(name, slot),
                    None if written.is_empty() => format!("{} {path}", self.moment.seed),
                    None => written.to_owned(),
                };
                shuffled(offered, &seed)
            }
            _ => offered,
        }
    }

    /// The value of a named question in the rows of a slot.
    fn value_near(&self, name: &str, slot: usize) -> String {
        let item = self.form.named(name);
        let found = item.and_then(|item| self.tree.near(&self.form, item, slot).first());
        found.map_or(String::new(), |slot| self.tree.slots[*slot].value.clone())
    }

    /// The node of the form behind an instance path; `None` for the form itself and for paths it
    /// does not have.
    pub fn node(&self, path: &str) -> Option<&Node> {
        let slot = self.tree.at(path)?;
        self.form.node(&self.instrument, self.tree.slots[slot].item)
    }

    /// Whether the answer at an instance path cannot be changed now: computed, or `read_only`
    /// holds.
    pub fn is_read_only(&self, path: &str) -> bool {
        let Some(slot) = self.tree.at(path) else {
            return true;
        };
        let rules = &self.form.items[self.tree.slots[slot].item].rules;
        let holds = |expression| self.evaluator().truth_at(expression, slot).unwrap_or(true);
        rules.calculation.is_some() || rules.read_only.as_ref().is_some_and(holds)
    }
}
