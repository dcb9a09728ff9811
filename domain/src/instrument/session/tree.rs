//! The filled-in form as a tree: one slot per group, question and row, in document order. Not here:
//! what the values are (`recompute`).

use std::collections::BTreeMap;

use super::super::form::{Form, ItemKind};
use crate::instrument::InvalidReason;

/// What a slot stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::instrument) enum SlotKind {
    /// A group, a question or the form itself.
    Plain,
    /// A repeat as a whole. XPath does not see it: its rows stand in its place.
    Repeat,
    /// One row of a repeat, from 1.
    Row(usize),
}

/// Whether an answer stands in the way of finishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::instrument) enum Verdict {
    Fine,
    Missing,
    Invalid(InvalidReason),
}

/// One place of the filled-in form.
#[derive(Clone, Debug)]
pub(in crate::instrument) struct Slot {
    pub item: usize,
    pub kind: SlotKind,
    /// Itself for the root.
    pub parent: usize,
    pub children: Vec<usize>,
    /// One past its last descendant.
    pub end: usize,
    /// `/data/rep[2]/x`.
    pub path: String,
    /// What expressions see: empty when the node is not asked.
    pub value: String,
    pub relevant: bool,
    pub verdict: Verdict,
    /// Why the relevance or the value could not be worked out.
    pub fault: Option<String>,
    /// Why the answer could not be judged.
    pub judge_fault: Option<String>,
}

/// All slots.
#[derive(Clone, Default)]
pub(in crate::instrument) struct Tree {
    pub slots: Vec<Slot>,
    pub by_path: BTreeMap<String, usize>,
    /// Item → its slots, without rows.
    pub by_item: Vec<Vec<usize>>,
    /// There would have been more slots than a form may have.
    pub cut_off: bool,
}

/// Most slots of a form being filled in: a repeat's count must not fill the memory.
pub(in crate::instrument) const MOST_SLOTS: usize = 100_000;

impl Tree {
    /// Builds the tree; `rows` says how many rows the repeat at an instance path has.
    pub fn build(form: &Form, rows: &dyn Fn(&str, usize) -> usize) -> Self {
        let mut tree = Self {
            by_item: vec![Vec::new(); form.items.len()],
            ..Self::default()
        };
        let root = form.items[0].path.clone();
        tree.add(form, 0, SlotKind::Plain, 0, root, rows);
        for (index, slot) in tree.slots.iter().enumerate() {
            tree.by_path.insert(slot.path.clone(), index);
        }
        tree
    }

    fn add(
        &mut self,
        form: &Form,
        item: usize,
        kind: SlotKind,
        parent: usize,
        path: String,
        rows: &dyn Fn(&str, usize) -> usize,
    ) {
        if self.slots.len() >= MOST_SLOTS {
            self.cut_off = true;
            return;
        }
        let index = self.slots.len();
        let inner = path.clone();
        self.slots.push(Slot {
            item,
            kind,
            parent,
            children: Vec::new(),
            end: index + 1,
            path,
            value: String::new(),
            relevant: true,
            verdict: Verdict::Fine,
            fault: None,
            judge_fault: None,
        });
        if index != parent {
            self.slots[parent].children.push(index);
        }
        if !matches!(kind, SlotKind::Row(_)) {
            self.by_item[item].push(index);
        }
        if kind == SlotKind::Repeat {
            for row in 1..=rows(&inner, item) {
                self.add(
                    form,
                    item,
                    SlotKind::Row(row),
                    index,
                    format!("{inner}[{row}]"),
                    rows,
                );
            }
        } else {
            for &child in &form.items[item].children {
                let kind = match form.items[child].kind {
                    ItemKind::Repeat => SlotKind::Repeat,
                    _ => SlotKind::Plain,
                };
                let path = format!("{inner}/{}", form.items[child].name);
                self.add(form, child, kind, index, path, rows);
            }
        }
        self.slots[index].end = self.slots.len();
    }

    /// The slot at an instance path.
    pub fn at(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The row of a repeat that a slot lies in, or is.
    pub fn row_around(&self, slot: usize, repeat: usize) -> Option<usize> {
        let mut here = slot;
        loop {
            let found = &self.slots[here];
            if found.item == repeat && matches!(found.kind, SlotKind::Row(_)) {
                return Some(here);
            }
            if here == found.parent {
                return None;
            }
            here = found.parent;
        }
    }

    /// The slots of an item that share a slot's rows: in a row of a repeat, only those of this row.
    pub fn near(&self, form: &Form, item: usize, slot: usize) -> &[usize] {
        let all = self.by_item[item].as_slice();
        let mut within = None;
        for repeat in &form.items[item].repeats {
            match self.row_around(slot, *repeat) {
                Some(row) => within = Some(row),
                None => break,
            }
        }
        let Some(row) = within else { return all };
        let end = self.slots[row].end;
        let from = all.partition_point(|other| *other < row);
        let until = all.partition_point(|other| *other < end);
        &all[from..until]
    }

    /// Elements below a slot as XPath sees them: rows in place of their repeat.
    pub fn elements(&self, slot: usize) -> Vec<usize> {
        let mut found = Vec::with_capacity(self.slots[slot].children.len());
        for &child in &self.slots[slot].children {
            match self.slots[child].kind {
                SlotKind::Repeat => found.extend_from_slice(&self.slots[child].children),
                _ => found.push(child),
            }
        }
        found
    }

    /// The element a slot lies in; `None` for the root.
    pub fn element_above(&self, slot: usize) -> Option<usize> {
        let above = self.slots[slot].parent;
        match (above == slot, self.slots[above].kind) {
            (true, _) => None,
            (false, SlotKind::Repeat) => Some(self.slots[above].parent),
            (false, _) => Some(above),
        }
    }

    /// XPath's string-value: the text of everything below.
    pub fn text(&self, slot: usize) -> String {
        let found = &self.slots[slot];
        match found.children.is_empty() {
            true => found.value.clone(),
            false => (slot..found.end)
                .map(|below| self.slots[below].value.as_str())
                .collect(),
        }
    }
}
