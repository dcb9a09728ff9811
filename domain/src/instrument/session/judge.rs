//! Required and constraint of one question that is asked. Not here: what an answer of a type must
//! look like (`answer_type`).

use super::Session;
use super::tree::{SlotKind, Verdict};
use crate::instrument::{InvalidReason, Node, Translations, answer_type};

impl Session {
    /// Judges a slot anew; `true` when the verdict is another one.
    pub(super) fn judge(&mut self, slot: usize) -> bool {
        let found = &self.tree.slots[slot];
        let before = (found.verdict, found.judge_fault.clone());
        let after = match found.kind {
            SlotKind::Plain if found.relevant => match self.verdict(slot) {
                Ok(verdict) => (verdict, None),
                Err(reason) => (Verdict::Fine, Some(reason)),
            },
            _ => (Verdict::Fine, None),
        };
        let is_another = after != before;
        let slot = &mut self.tree.slots[slot];
        (slot.verdict, slot.judge_fault) = after;
        is_another
    }

    fn verdict(&self, slot: usize) -> Result<Verdict, String> {
        let found = &self.tree.slots[slot];
        let rules = &self.form.items[found.item].rules;
        let Some(node) = self.form.node(&self.instrument, found.item) else {
            return Ok(Verdict::Fine);
        };
        let Node::Question { question_type, .. } = node else {
            return Ok(Verdict::Fine);
        };
        if found.value.trim().is_empty() {
            return Ok(match &rules.required {
                Some(required) if self.evaluator().truth_at(required, slot)? => Verdict::Missing,
                _ => Verdict::Fine,
            });
        }
        let choices = self.form.choices(&self.instrument, found.item);
        if let Some(reason) = answer_type::refusal(question_type, choices, &found.value) {
            return Ok(Verdict::Invalid(reason));
        }
        if !self.is_offered(slot, node)? {
            return Ok(Verdict::Invalid(InvalidReason::UnknownChoice));
        }
        Ok(match &rules.constraint {
            Some(constraint) if !self.evaluator().truth_at(constraint, slot)? => {
                Verdict::Invalid(InvalidReason::Constraint)
            }
            _ => Verdict::Fine,
        })
    }

    /// Whether every chosen name is among those that the filter leaves.
    fn is_offered(&self, slot: usize, node: &Node) -> Result<bool, String> {
        let found = &self.tree.slots[slot];
        let Some(filter) = &self.form.items[found.item].rules.choice_filter else {
            return Ok(true);
        };
        for name in found.value.split_whitespace() {
            let kept = self
                .evaluator()
                .filtered(node.list(), filter, slot, Some(name))?;
            if kept.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) fn constraint_message(&self, item: usize) -> Translations {
        let rules = self.instrument.rules.get(&self.form.items[item].path);
        rules
            .map(|rules| rules.constraint_message.clone())
            .unwrap_or_default()
    }
}
