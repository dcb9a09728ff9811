//! What a screen shows of a form as it stands: texts with answers in them, how far sections are.
//! Not here: drawing.

use super::Session;
use crate::instrument::{Node, SectionProgress, Translations};

impl Session {
    /// A label or hint in a language, with `{/data/name}` replaced by what was answered there (a
    /// choice by its label). Inside a repeat use [`Session::text_at`].
    pub fn text(&self, text: &Translations, language: &str) -> String {
        self.text_at(text, language, "")
    }

    /// The same for a text that belongs to the node at an instance path: `${name}` means the answer
    /// in the same row.
    pub fn text_at(&self, text: &Translations, language: &str, path: &str) -> String {
        let mut rest = self.instrument.label(text, language);
        let mut out = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once("{/") {
            out.push_str(before);
            let Some((template, behind)) = after.split_once('}') else {
                rest = &rest[before.len()..];
                break;
            };
            out.push_str(&self.printed(&format!("/{template}"), path, language));
            rest = behind;
        }
        out + rest
    }

    fn printed(&self, template: &str, path: &str, language: &str) -> String {
        let item = self.form.by_path.get(template).copied();
        let from = self.tree.at(path).unwrap_or(0);
        let slots = item.map_or(&[][..], |item| self.tree.near(&self.form, item, from));
        let (Some(item), Some(slot)) = (item, slots.first()) else {
            return String::new();
        };
        let value = self.value(&self.tree.slots[*slot].path);
        let choices = self.form.choices(&self.instrument, item);
        if choices.is_empty() {
            return value.to_owned();
        }
        let label = |name: &str| {
            let choice = choices.iter().find(|choice| choice.name == name);
            let text = choice.map(|choice| self.instrument.label(&choice.label, language));
            text.unwrap_or(name).to_owned()
        };
        value
            .split_whitespace()
            .map(label)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The record's title by the form's `instance_name`; empty where the form has none or the
    /// expression fails.
    pub fn instance_name(&self) -> String {
        let written = self.form.instance_name.as_ref();
        let found = written.map(|written| self.evaluator().text_at(written, 0));
        found.and_then(Result::ok).unwrap_or_default()
    }

    /// How far each top-level group is, in order.
    pub fn sections(&self) -> Vec<SectionProgress> {
        let groups = self.tree.slots[0].children.iter();
        groups.filter_map(|slot| self.section(*slot)).collect()
    }

    fn section(&self, slot: usize) -> Option<SectionProgress> {
        let found = &self.tree.slots[slot];
        let node = self.form.node(&self.instrument, found.item)?;
        let Node::Group { label, .. } = node else {
            return None;
        };
        let mut progress = SectionProgress {
            path: found.path.clone(),
            label: label.clone(),
            relevant: found.relevant,
            answered: 0,
            missing: 0,
            asked: 0,
            invalid: 0,
        };
        for below in &self.tree.slots[slot + 1..found.end] {
            let node = self.form.node(&self.instrument, below.item);
            if below.relevant && node.is_some_and(Node::is_answerable) {
                progress.asked += 1;
                progress.answered += usize::from(!below.value.is_empty());
            }
            match below.verdict {
                super::tree::Verdict::Missing => progress.missing += 1,
                super::tree::Verdict::Invalid(_) => progress.invalid += 1,
                super::tree::Verdict::Fine => {}
            }
        }
        Some(progress)
    }
}
