//! What changed between two versions of a form, question by question. Not here: offering a move
//! to people (`wire::forms`), opening old answers in the new form (`Session::resume`).

mod cells;
mod order;

use std::collections::{BTreeMap, BTreeSet};

use cells::CellComparison;
use order::moved;

use super::Translations;
use crate::form_design::{FormOutline, OutlineRow};

/// What changed about one question or group.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NodeDifference {
    /// Its path in the newer version; in the older one when it is gone.
    pub path: String,
    /// Its path in the older version; `None` for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_path: Option<String>,
    /// Its label in the newer version; in the older one when it is gone.
    pub label: Translations,
    /// What changed, at least one.
    pub changes: Vec<NodeChange>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum NodeChange {
    /// It is new.
    Added,
    /// It is gone; answers to it are not carried over.
    Removed,
    /// It stands elsewhere: in another group, or in another order among its fellows.
    Moved {
        /// Path of the group it stood in; the form's own (`/data`) at the top.
        from_group: String,
        /// Path of the group it stands in.
        to_group: String,
    },
    /// Another type; an answer that does not fit the new one has to be given anew.
    Retyped {
        /// As XLSForm writes it, without list.
        from: String,
        /// As XLSForm writes it, without list.
        to: String,
    },
    /// Another label or hint.
    Reworded {
        /// `label` or `hint`.
        text: String,
        /// Per language.
        from: Translations,
        /// Per language.
        to: Translations,
    },
    /// Another rule.
    RuleChanged {
        /// `required`, `relevant`, `constraint`, `calculation`, `read_only`, `choice_filter`.
        rule: String,
        /// The old expression with `${name}`; empty for none.
        from: String,
        /// The new one.
        to: String,
    },
    /// Another evaluation column or appearance.
    ColumnChanged {
        /// The XLSForm heading, for example `bind::kp:indicator`.
        column: String,
        /// Empty for none.
        from: String,
        /// Empty for none.
        to: String,
    },
    /// Other choices.
    ChoicesChanged {
        /// New choices: name → label.
        added: BTreeMap<String, Translations>,
        /// Choices that are gone: name → label.
        removed: BTreeMap<String, Translations>,
        /// Names whose label changed.
        reworded: Vec<String>,
        /// Names whose score changed.
        rescored: Vec<String>,
        /// Whether those that stayed stand in another order.
        reordered: bool,
    },
}

/// What changed from one version to another, in the order of the newer form; what is gone comes
/// last. A question is the same as long as it keeps its name (its path, where the name is not
/// unique).
pub fn differences(older: &FormOutline, newer: &FormOutline) -> Vec<NodeDifference> {
    let (old, new) = (named(older), named(newer));
    let pairs = pairs(&old, &new);
    let moved = moved(&old, &new, &pairs);
    let mut comparison = CellComparison::new(older, newer);
    let mut found = Vec::new();
    for (index, row) in new.iter().enumerate() {
        let before = pairs.get(&index).and_then(|old_index| old.get(*old_index));
        let changes = match before {
            None => vec![NodeChange::Added],
            Some(before) => {
                let mut changes = Vec::new();
                if moved.contains(&index) {
                    changes.push(NodeChange::Moved {
                        from_group: group_of(before),
                        to_group: group_of(row),
                    });
                }
                changes.extend(comparison.of(before, row));
                changes
            }
        };
        if !changes.is_empty() {
            found.push(NodeDifference {
                path: path_of(row),
                old_path: before.map(|before| path_of(before)),
                label: row.label.clone(),
                changes,
            });
        }
    }
    let kept: BTreeSet<usize> = pairs.values().copied().collect();
    let gone = old.iter().enumerate().filter(|(i, _)| !kept.contains(i));
    found.extend(gone.map(|(_, row)| NodeDifference {
        path: path_of(row),
        old_path: Some(path_of(row)),
        label: row.label.clone(),
        changes: vec![NodeChange::Removed],
    }));
    found
}

/// Answers taken over into a newer version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarriedAnswers {
    /// For `Session::resume` with the newer version: each answer at its new path.
    pub answers: BTreeMap<String, String>,
    /// Answers to questions that are gone or have another type: old path → answer.
    pub left_behind: BTreeMap<String, String>,
}

/// Takes answers over: those of moved questions to their new path; those of questions that are
/// gone or retyped stay behind, visibly. `differences` is `FormMove::differences`.
pub fn carry_answers(
    differences: &[NodeDifference],
    answers: &BTreeMap<String, String>,
) -> CarriedAnswers {
    let changed: BTreeMap<&str, &NodeDifference> = differences
        .iter()
        .filter_map(|difference| Some((difference.old_path.as_deref()?, difference)))
        .collect();
    let mut carried = CarriedAnswers::default();
    for (path, answer) in answers {
        // A row of a repeat has a position, `/data/r[2]/q`, which the form's own path lacks.
        let (plain, positions) = without_positions(path);
        let difference = changed.get(plain.as_str());
        let is_lost = difference.is_some_and(|difference| {
            let lost =
                |c: &NodeChange| matches!(c, NodeChange::Removed | NodeChange::Retyped { .. });
            difference.changes.iter().any(lost)
        });
        let target = difference.map_or(plain.as_str(), |d| d.path.as_str());
        let new_path = match () {
            () if target == plain => Some(path.clone()),
            () if positions => None,
            () => Some(target.to_owned()),
        };
        match new_path.filter(|_| !is_lost) {
            Some(new_path) => carried.answers.insert(new_path, answer.clone()),
            None => carried.left_behind.insert(path.clone(), answer.clone()),
        };
    }
    carried
}

fn without_positions(path: &str) -> (String, bool) {
    let mut plain = String::with_capacity(path.len());
    let mut inside = false;
    for character in path.chars() {
        match character {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => plain.push(character),
            _ => {}
        }
    }
    let positions = plain.len() != path.len();
    (plain, positions)
}

fn named(outline: &FormOutline) -> Vec<&OutlineRow> {
    let rows = outline.rows.iter();
    rows.filter(|row| row.path.is_some()).collect()
}

fn path_of(row: &OutlineRow) -> String {
    row.path.clone().unwrap_or_default()
}

fn group_of(row: &OutlineRow) -> String {
    let path = row.path.as_deref().unwrap_or("");
    path.rsplit_once('/')
        .map_or("", |(group, _)| group)
        .to_owned()
}

/// Newer index → older index of the same question.
fn pairs(old: &[&OutlineRow], new: &[&OutlineRow]) -> BTreeMap<usize, usize> {
    let unique = |rows: &[&OutlineRow]| -> BTreeMap<String, Option<usize>> {
        let mut places = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            places
                .entry(row.name.clone())
                .and_modify(|place| *place = None)
                .or_insert(Some(index));
        }
        places
    };
    let (old_names, new_names) = (unique(old), unique(new));
    let old_paths: BTreeMap<Option<&str>, usize> = old
        .iter()
        .enumerate()
        .map(|(index, row)| (row.path.as_deref(), index))
        .collect();
    let mut pairs = BTreeMap::new();
    for (index, row) in new.iter().enumerate() {
        let is_unique = new_names.get(&row.name).is_some_and(Option::is_some);
        let by_name = old_names.get(&row.name).copied().flatten();
        let by_path = old_paths.get(&row.path.as_deref()).copied();
        let found = by_path.or(by_name.filter(|_| is_unique));
        // A group never becomes a question: that is one gone and another new.
        let same_sort = found.filter(|old_index| old[*old_index].opens() == row.opens());
        if let Some(old_index) = same_sort {
            pairs.insert(index, old_index);
        }
    }
    pairs
}
