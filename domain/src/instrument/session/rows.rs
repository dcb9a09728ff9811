//! Rows of repeats: how many, adding, removing, and what this does to paths. Not here: what is
//! asked in them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Session;
use super::tree::{MOST_SLOTS, SlotKind, Tree};
use crate::instrument::Node;

/// Most rows of one repeat.
pub const MOST_ROWS: usize = 1_000;

/// An instance path without the positions: `/data/rep[2]/x` → `/data/rep/x`.
pub fn template_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut is_position = false;
    for letter in path.chars() {
        match letter {
            '[' => is_position = true,
            ']' => is_position = false,
            _ if !is_position => out.push(letter),
            _ => {}
        }
    }
    out
}

/// What becomes of an instance path when a row is removed: later rows move up. `None` when the path
/// lay in the removed row.
pub fn renumber(path: &str, removed_row: &str) -> Option<String> {
    let Some((repeat, position)) = split_row(removed_row) else {
        return Some(path.to_owned());
    };
    let behind = path
        .strip_prefix(repeat)
        .and_then(|rest| rest.strip_prefix('['));
    let Some((number, rest)) = behind.and_then(|behind| behind.split_once(']')) else {
        return Some(path.to_owned());
    };
    match number.parse::<usize>() {
        Ok(number) if number == position => None,
        Ok(number) if number > position => Some(format!("{repeat}[{}]{rest}", number - 1)),
        _ => Some(path.to_owned()),
    }
}

/// `/data/rep[2]` → `/data/rep` and 2.
fn split_row(path: &str) -> Option<(&str, usize)> {
    let (repeat, position) = path.strip_suffix(']')?.rsplit_once('[')?;
    Some((repeat, position.parse().ok()?))
}

impl Session {
    /// How many rows the repeat at an instance path has (`/data/rep`, `/data/rep[2]/inner`).
    pub fn rows(&self, path: &str) -> usize {
        let slot = self.tree.at(path).map(|slot| &self.tree.slots[slot]);
        slot.map_or(0, |slot| match slot.kind {
            SlotKind::Repeat => slot.children.len(),
            _ => 0,
        })
    }

    /// Whether a person may add a row: the repeat is asked, has no fixed count and is not full.
    pub fn can_add_row(&self, path: &str) -> bool {
        let Some(slot) = self.tree.at(path).map(|slot| &self.tree.slots[slot]) else {
            return false;
        };
        let is_free = self.form.items[slot.item].rules.repeat_count.is_none();
        let has_room = slot.children.len() < MOST_ROWS && self.tree.slots.len() < MOST_SLOTS;
        slot.kind == SlotKind::Repeat && slot.relevant && is_free && has_room
    }

    /// Adds a row with its defaults at the end of a repeat and answers its instance path; `None`
    /// when none may be added.
    pub fn add_row(&mut self, path: &str) -> Option<String> {
        if !self.can_add_row(path) {
            return None;
        }
        let rows = self.rows(path) + 1;
        self.change_rows(path, rows);
        Some(format!("{path}[{rows}]"))
    }

    /// Removes a row (`/data/rep[2]`) with its answers; later rows move up, and paths kept
    /// elsewhere (attachments) move with [`renumber`]. `false` when there is no such row or the
    /// count is fixed.
    pub fn remove_row(&mut self, row_path: &str) -> bool {
        let Some(slot) = self.tree.at(row_path).map(|slot| &self.tree.slots[slot]) else {
            return false;
        };
        let is_fixed = self.form.items[slot.item].rules.repeat_count.is_some();
        let (SlotKind::Row(_), false) = (slot.kind, is_fixed) else {
            return false;
        };
        let repeat = self.tree.slots[slot.parent].path.clone();
        let left = self.rows(&repeat) - 1;
        let answers = std::mem::take(&mut self.answers);
        self.answers = renumbered(answers, row_path);
        self.rows = renumbered(std::mem::take(&mut self.rows), row_path);
        self.change_rows(&repeat, left);
        true
    }

    /// Every place a template path has now, in order: one per row.
    pub fn instance_paths(&self, template: &str) -> Vec<String> {
        let Some(&item) = self.form.by_path.get(template) else {
            return Vec::new();
        };
        let slots = self.tree.by_item[item].iter();
        slots
            .map(|slot| self.tree.slots[*slot].path.clone())
            .collect()
    }

    /// What stands directly below an instance path, with instance paths: the nodes of a group or of
    /// a row; for a repeat its rows, each with the repeat's node; for the root (also `""`) the
    /// form's first level.
    pub fn children(&self, path: &str) -> Vec<(String, &Node)> {
        let slot = if path.is_empty() {
            Some(0)
        } else {
            self.tree.at(path)
        };
        let below = slot.map_or(&[][..], |slot| self.tree.slots[slot].children.as_slice());
        let shown = below.iter().filter_map(|slot| {
            let slot = &self.tree.slots[*slot];
            let node = self.form.node(&self.instrument, slot.item)?;
            Some((slot.path.clone(), node))
        });
        shown.collect()
    }

    /// Makes the rows that an instance path needs (`/data/rep[2]/x` needs two). `false` when a
    /// repeat's number of rows is fixed, or would be too large.
    pub fn make_rows_for(&mut self, path: &str) -> bool {
        let mut end = 0;
        while let Some(close) = path[end..].find(']').map(|at| end + at) {
            let Some((repeat, number)) = split_row(&path[..=close]) else {
                return false;
            };
            let item = self.form.by_path.get(&template_path(repeat)).copied();
            let is_repeat = item.is_some_and(|item| {
                self.form.items[item].kind == crate::instrument::form::ItemKind::Repeat
                    && self.form.items[item].rules.repeat_count.is_none()
            });
            let has = if self.tree.slots.is_empty() {
                self.rows.get(repeat).copied().unwrap_or(1)
            } else {
                self.rows(repeat)
            };
            if number > has {
                if !is_repeat || number > MOST_ROWS {
                    return false;
                }
                match self.tree.slots.is_empty() {
                    true => {
                        self.rows.insert(repeat.to_owned(), number);
                    }
                    false => self.change_rows(repeat, number),
                }
            }
            end = close + 1;
        }
        true
    }

    pub(super) fn keep_row_count(&mut self, path: &str, item: usize, value: &str) {
        let is_free = self.form.items[item].rules.repeat_count.is_none();
        if let (true, Ok(rows)) = (is_free, value.parse::<usize>()) {
            let needed = self.rows.get(path).copied().unwrap_or(0);
            self.rows
                .insert(path.to_owned(), rows.min(MOST_ROWS).max(needed));
        }
    }

    pub(super) fn set_rows(&mut self, path: &str, item: usize, value: &str) -> bool {
        let is_free = self.form.items[item].rules.repeat_count.is_none();
        match value.parse::<usize>() {
            Ok(rows) if is_free && rows <= MOST_ROWS => {
                self.change_rows(path, rows);
                true
            }
            _ => false,
        }
    }

    fn change_rows(&mut self, path: &str, rows: usize) {
        let before: BTreeSet<String> = self.tree.by_path.keys().cloned().collect();
        match rows {
            1 => self.rows.remove(path),
            _ => self.rows.insert(path.to_owned(), rows),
        };
        self.rebuild();
        self.settle_all();
        self.fill_defaults(&before);
        self.work_out();
    }

    /// Builds the tree anew for the rows there are now; values are worked out afterwards.
    pub(super) fn rebuild(&mut self) {
        let form = Arc::clone(&self.form);
        let rows = |path: &str, item: usize| {
            let first = usize::from(form.items[item].rules.repeat_count.is_none());
            self.rows.get(path).copied().unwrap_or(first)
        };
        self.tree = Tree::build(&form, &rows);
    }
}

fn renumbered<T>(map: BTreeMap<String, T>, removed: &str) -> BTreeMap<String, T> {
    let moved = map
        .into_iter()
        .filter_map(|(path, value)| Some((renumber(&path, removed)?, value)));
    moved.collect()
}
