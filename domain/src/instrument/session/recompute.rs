//! Working out a form: in the order of dependence, everything on opening and after a change of
//! rows, otherwise only what depends on the answer. Not here: judging answers (`judge`).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Session;
use super::rows::MOST_ROWS;
use super::tree::{SlotKind, Verdict};
use crate::instrument::evaluate::day_text;
use crate::instrument::form::{Form, ItemKind};
use crate::instrument::{FormState, QuestionType};

/// Triggers may set questions that trigger others; a longer chain is a form that never rests.
const LONGEST_CHAIN: usize = 32;
/// Choices that open and close each other are worked out anew so many times per question.
const MOST_TURNS: usize = 8;
/// Counts of nested repeats may depend on each other's rows as deep as this.
const MOST_REBUILDS: usize = 16;

/// What a pass over items changed.
#[derive(Default)]
struct Changes {
    /// Slots whose value or relevance is another one now.
    slots: Vec<usize>,
    /// A count asks for another number of rows.
    rows: bool,
}

impl Session {
    /// Works out everything, and the state with it.
    pub(in crate::instrument) fn work_out(&mut self) {
        self.settle_all();
        let all: Vec<usize> = (0..self.tree.slots.len()).collect();
        for &slot in &all {
            self.judge(slot);
        }
        self.state = FormState::default();
        self.publish(&all);
        self.gather();
    }

    /// Relevance, values and numbers of rows of the whole form.
    pub(super) fn settle_all(&mut self) {
        let form = Arc::clone(&self.form);
        for _ in 0..MOST_REBUILDS {
            let mut changes = Changes::default();
            for &item in &form.order {
                self.settle(&form, item, &mut changes);
            }
            let filtered = form.filtered_by.iter().flatten();
            self.spread(&form, filtered.copied().collect(), &mut changes);
            if !changes.rows {
                return;
            }
            let before: BTreeSet<String> = self.tree.by_path.keys().cloned().collect();
            self.rebuild();
            self.fill_defaults(&before);
        }
    }

    /// Works out what depends on slots whose answers changed.
    pub(super) fn changed(&mut self, sources: &[usize]) {
        let form = Arc::clone(&self.form);
        let mut sources = sources.to_vec();
        for round in 0..=LONGEST_CHAIN {
            let items = sources.iter().map(|slot| self.tree.slots[*slot].item);
            let items = items.collect();
            let mut changes = Changes::default();
            self.spread(&form, items, &mut changes);
            if changes.rows {
                return self.rows_changed();
            }
            self.judge_after(&form, &changes.slots, &sources);
            sources = self.fire_triggers(&form, &changes.slots);
            if sources.is_empty() {
                return;
            }
            if round == LONGEST_CHAIN {
                let reason = "the triggers never come to rest".to_owned();
                self.state.failed.push((String::new(), reason));
            }
        }
    }

    /// Works out items and all that depends on them, in order.
    fn spread(&mut self, form: &Form, items: Vec<usize>, changes: &mut Changes) {
        let mut waiting: BTreeSet<usize> = items.iter().map(|item| form.rank[*item]).collect();
        let mut turns = form.items.len() * MOST_TURNS;
        while let (Some(rank), true) = (waiting.pop_first(), turns > 0) {
            turns -= 1;
            let before = changes.slots.len();
            self.settle(form, form.order[rank], changes);
            for index in before..changes.slots.len() {
                let item = self.tree.slots[changes.slots[index]].item;
                let touched = form.dependents[item].iter().chain(&form.filtered_by[item]);
                waiting.extend(touched.map(|other| form.rank[*other]));
            }
        }
    }

    fn rows_changed(&mut self) {
        let before: BTreeSet<String> = self.tree.by_path.keys().cloned().collect();
        self.rebuild();
        self.fill_defaults(&before);
        self.work_out();
    }

    fn judge_after(&mut self, form: &Form, changed: &[usize], sources: &[usize]) {
        let mut touched: BTreeSet<usize> = changed.iter().chain(sources).copied().collect();
        for slot in changed {
            for other in &form.judged_by[self.tree.slots[*slot].item] {
                touched.extend(&self.tree.by_item[*other]);
            }
        }
        let mut is_another = false;
        for &slot in &touched {
            is_another |= self.judge(slot);
        }
        let touched: Vec<usize> = touched.into_iter().collect();
        self.publish(&touched);
        if is_another || !changed.is_empty() {
            self.gather();
        }
    }

    /// Sets what changed slots trigger; answers the slots that were set.
    fn fire_triggers(&mut self, form: &Form, changed: &[usize]) -> Vec<usize> {
        let mut set = Vec::new();
        for &source in changed {
            for &target in &form.triggered[self.tree.slots[source].item] {
                for slot in self.tree.near(form, target, source).to_vec() {
                    let value = match &form.items[target].rules.on_trigger {
                        Some(written) => self.evaluator().text_at(written, slot),
                        None => Ok(String::new()),
                    };
                    let path = self.tree.slots[slot].path.clone();
                    match value {
                        Ok(value) => {
                            if self.put(&path, &value) {
                                set.push(slot);
                            }
                        }
                        Err(reason) => self.tree.slots[slot].fault = Some(reason),
                    }
                }
            }
        }
        set
    }

    /// One item in all its rows: number of rows, relevance, value.
    fn settle(&mut self, form: &Form, item: usize, changes: &mut Changes) {
        for index in 0..self.tree.by_item[item].len() {
            let slot = self.tree.by_item[item][index];
            let relevant = self.relevance(form, slot);
            let was_relevant = self.tree.slots[slot].relevant;
            let mut is_another = relevant != was_relevant;
            self.tree.slots[slot].relevant = relevant;
            match form.items[item].kind {
                ItemKind::Question => is_another |= self.set_value(form, slot, relevant),
                ItemKind::Repeat => {
                    for row in self.tree.slots[slot].children.clone() {
                        self.tree.slots[row].relevant = relevant;
                        if is_another {
                            changes.slots.push(row);
                        }
                    }
                    changes.rows |= self.count_rows(form, slot, relevant);
                }
                _ => {}
            }
            if is_another {
                changes.slots.push(slot);
            }
        }
    }

    fn relevance(&mut self, form: &Form, slot: usize) -> bool {
        let found = &self.tree.slots[slot];
        let (item, parent) = (found.item, found.parent);
        self.tree.slots[slot].fault = None;
        if slot != parent && !self.tree.slots[parent].relevant {
            return false;
        }
        let Some(expression) = &form.items[item].rules.relevant else {
            return true;
        };
        // A relevance that fails is reported and the question asked: hiding it would silently drop
        // an answer.
        match self.evaluator().truth_at(expression, slot) {
            Ok(relevant) => relevant,
            Err(reason) => {
                self.tree.slots[slot].fault = Some(reason);
                true
            }
        }
    }

    /// `true` when the value is another one than before.
    fn set_value(&mut self, form: &Form, slot: usize, relevant: bool) -> bool {
        let item = self.tree.slots[slot].item;
        let rules = &form.items[item].rules;
        let before = std::mem::take(&mut self.tree.slots[slot].value);
        let path = &self.tree.slots[slot].path;
        let value = match (&rules.calculation, relevant) {
            (_, false) => String::new(),
            (None, true) => self.offered_part(form, slot),
            (Some(expression), true) => {
                // What `.` and `once()` see: the value so far.
                self.tree.slots[slot].value = match rules.keeps {
                    true => self.answers.get(path).cloned().unwrap_or_default(),
                    false => before.clone(),
                };
                match self.evaluator().text_at(expression, slot) {
                    Ok(value) => self.typed(form, item, value),
                    Err(reason) => {
                        self.tree.slots[slot].fault = Some(reason);
                        String::new()
                    }
                }
            }
        };
        if rules.keeps && !value.is_empty() {
            self.answers
                .insert(self.tree.slots[slot].path.clone(), value.clone());
        }
        let is_another = value != before;
        self.tree.slots[slot].value = value;
        is_another
    }

    /// The answer without names that the choice filter leaves out now: they are kept, empty to
    /// every expression, and come back when they are offered again. A name that the list does not
    /// have at all stays, and is refused.
    fn offered_part(&self, form: &Form, slot: usize) -> String {
        let found = &self.tree.slots[slot];
        let answer = self.answers.get(&found.path).map_or("", String::as_str);
        let filter = &form.items[found.item].rules.choice_filter;
        let (Some(filter), false) = (filter, answer.is_empty()) else {
            return answer.to_owned();
        };
        let Some(node) = form.node(&self.instrument, found.item) else {
            return answer.to_owned();
        };
        let choices = form.choices(&self.instrument, found.item);
        let is_offered = |name: &&str| {
            let offered = self
                .evaluator()
                .filtered(node.list(), filter, slot, Some(*name));
            offered.map_or(true, |rows| !rows.is_empty())
                || choices.iter().all(|choice| choice.name != **name)
        };
        let kept: Vec<&str> = answer.split_whitespace().filter(is_offered).collect();
        kept.join(" ")
    }

    /// A computed date is a day again, not a number of days.
    fn typed(&self, form: &Form, item: usize, value: String) -> String {
        let is_date = matches!(
            form.question_type(&self.instrument, item),
            Some(QuestionType::Date)
        );
        match value.parse::<f64>() {
            Ok(days) if is_date => day_text(days).unwrap_or(value),
            _ => value,
        }
    }

    /// Takes over the number of rows that `repeat_count` gives; `true` when it is another one.
    fn count_rows(&mut self, form: &Form, slot: usize, relevant: bool) -> bool {
        let Some(count) = &form.items[self.tree.slots[slot].item].rules.repeat_count else {
            return false;
        };
        if !relevant {
            return false;
        }
        let wanted = match self.evaluator().number_at(count, slot) {
            Ok(number) if number >= 1.0 => number.trunc() as usize,
            Ok(_) => 0,
            Err(reason) => {
                self.tree.slots[slot].fault = Some(reason);
                0
            }
        };
        if wanted > MOST_ROWS {
            let reason = format!("{wanted} rows, more than {MOST_ROWS}");
            self.tree.slots[slot].fault = Some(reason);
        }
        let wanted = wanted.min(MOST_ROWS);
        let has = self.tree.slots[slot].children.len();
        if wanted == has || self.tree.cut_off {
            return false;
        }
        self.rows.insert(self.tree.slots[slot].path.clone(), wanted);
        true
    }

    /// Writes relevance and computed values of slots into the state.
    fn publish(&mut self, slots: &[usize]) {
        for &index in slots {
            let slot = &self.tree.slots[index];
            if index == 0 {
                continue;
            }
            match self.state.relevant.get_mut(&slot.path) {
                Some(relevant) => *relevant = slot.relevant,
                None => {
                    self.state.relevant.insert(slot.path.clone(), slot.relevant);
                }
            }
            let is_computed = slot.kind == SlotKind::Plain
                && self.form.items[slot.item].rules.calculation.is_some();
            if is_computed && slot.relevant && slot.fault.is_none() {
                self.state
                    .calculated
                    .insert(slot.path.clone(), slot.value.clone());
            } else if is_computed {
                self.state.calculated.remove(&slot.path);
            }
        }
    }

    /// What is missing, refused and failed, in the order of the form.
    fn gather(&mut self) {
        self.state.missing.clear();
        self.state.invalid.clear();
        self.state.failed.clear();
        if self.tree.cut_off {
            let limit = super::tree::MOST_SLOTS;
            self.state
                .failed
                .push((String::new(), format!("more than {limit} questions")));
        }
        let faults = self.default_faults.iter();
        self.state
            .failed
            .extend(faults.map(|(path, reason)| (path.clone(), reason.clone())));
        for slot in &self.tree.slots {
            for reason in [&slot.fault, &slot.judge_fault].into_iter().flatten() {
                self.state.failed.push((slot.path.clone(), reason.clone()));
            }
            match slot.verdict {
                Verdict::Fine => {}
                Verdict::Missing => self.state.missing.push(slot.path.clone()),
                Verdict::Invalid(reason) => {
                    let message = self.constraint_message(slot.item);
                    self.state.invalid.push(crate::instrument::InvalidAnswer {
                        path: slot.path.clone(),
                        reason,
                        message,
                    });
                }
            }
        }
    }
}
