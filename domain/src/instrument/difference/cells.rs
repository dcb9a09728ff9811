//! What changed in the cells of one row, and in the list it uses. Not here: which rows are the
//! same question.

use std::collections::BTreeMap;

use super::NodeChange;
use crate::form_design::{ChoiceList, FormOutline, ListChoice, OutlineRow};

/// Two versions of a form, and what is known of their lists already: many questions share one.
pub(super) struct CellComparison<'a> {
    older: BTreeMap<&'a str, &'a ChoiceList>,
    newer: BTreeMap<&'a str, &'a ChoiceList>,
    lists: BTreeMap<(String, String), Option<NodeChange>>,
}

impl<'a> CellComparison<'a> {
    pub fn new(older: &'a FormOutline, newer: &'a FormOutline) -> Self {
        let by_name = |outline: &'a FormOutline| {
            let lists = outline.lists.iter();
            lists.map(|list| (list.name.as_str(), list)).collect()
        };
        Self {
            older: by_name(older),
            newer: by_name(newer),
            lists: BTreeMap::new(),
        }
    }

    /// What changed from one row to the other.
    pub fn of(&mut self, old: &OutlineRow, new: &OutlineRow) -> Vec<NodeChange> {
        let mut changes = Vec::new();
        if old.question_type != new.question_type {
            changes.push(NodeChange::Retyped {
                from: old.question_type.clone(),
                to: new.question_type.clone(),
            });
        }
        let texts = [
            ("label", &old.label, &new.label),
            ("hint", &old.hint, &new.hint),
        ];
        for (text, from, to) in texts.into_iter().filter(|(_, from, to)| from != to) {
            changes.push(NodeChange::Reworded {
                text: text.to_owned(),
                from: from.clone(),
                to: to.clone(),
            });
        }
        for (rule, from, to) in changed(&rules(old), &rules(new)) {
            changes.push(NodeChange::RuleChanged { rule, from, to });
        }
        changes.extend(self.choices(old, new));
        for (column, from, to) in changed(&columns(old), &columns(new)) {
            changes.push(NodeChange::ColumnChanged { column, from, to });
        }
        changes
    }

    fn choices(&mut self, old: &OutlineRow, new: &OutlineRow) -> Option<NodeChange> {
        let name = |row: &OutlineRow| row.list.clone().unwrap_or_default();
        let key = (name(old), name(new));
        if let Some(known) = self.lists.get(&key) {
            return known.clone();
        }
        let none = ChoiceList::default();
        let before = self.older.get(key.0.as_str()).copied().unwrap_or(&none);
        let after = self.newer.get(key.1.as_str()).copied().unwrap_or(&none);
        let change = choices_changed(before, after);
        self.lists.insert(key, change.clone());
        change
    }
}

type Cells<'a> = Vec<(&'static str, &'a String)>;

fn rules(row: &OutlineRow) -> Cells<'_> {
    vec![
        ("required", &row.required),
        ("relevant", &row.relevant),
        ("constraint", &row.constraint),
        ("calculation", &row.calculation),
        ("read_only", &row.read_only),
        ("choice_filter", &row.choice_filter),
        ("default", &row.default),
    ]
}

fn columns(row: &OutlineRow) -> Cells<'_> {
    vec![
        ("appearance", &row.appearance),
        ("bind::kp:indicator", &row.indicator),
        ("bind::kp:weight", &row.weight),
        ("bind::kp:role", &row.role),
        ("bind::kp:severity_if_no", &row.severity_if_no),
        ("bind::kp:finding_title", &row.finding_title),
        ("bind::kp:photo_min", &row.photo_min),
        ("bind::kp:tolerance", &row.tolerance),
        ("bind::kp:unit", &row.unit),
        ("bind::kp:from", &row.from),
    ]
}

fn changed(old: &Cells<'_>, new: &Cells<'_>) -> Vec<(String, String, String)> {
    let both = old
        .iter()
        .zip(new)
        .filter(|((_, from), (_, to))| from != to);
    both.map(|((name, from), (_, to))| ((*name).to_owned(), (*from).clone(), (*to).clone()))
        .collect()
}

fn choices_changed(old: &ChoiceList, new: &ChoiceList) -> Option<NodeChange> {
    let by_name = |list: &'_ ChoiceList| -> BTreeMap<String, ListChoice> {
        let choices = list.choices.iter();
        choices.map(|c| (c.name.clone(), c.clone())).collect()
    };
    let (before, after) = (by_name(old), by_name(new));
    let only_in = |one: &BTreeMap<String, ListChoice>, other: &BTreeMap<String, ListChoice>| {
        let missing = one.iter().filter(|(name, _)| !other.contains_key(*name));
        missing
            .map(|(name, choice)| (name.clone(), choice.label.clone()))
            .collect::<BTreeMap<_, _>>()
    };
    let both = |differ: fn(&ListChoice, &ListChoice) -> bool| -> Vec<String> {
        let changed = new.choices.iter().filter(|choice| {
            let before = before.get(&choice.name);
            before.is_some_and(|before| differ(before, choice))
        });
        changed.map(|choice| choice.name.clone()).collect()
    };
    let order = |one: &ChoiceList, other: &BTreeMap<String, ListChoice>| -> Vec<String> {
        let common = one.choices.iter().filter(|c| other.contains_key(&c.name));
        common.map(|c| c.name.clone()).collect()
    };
    let change = NodeChange::ChoicesChanged {
        added: only_in(&after, &before),
        removed: only_in(&before, &after),
        reworded: both(|before, now| before.label != now.label),
        rescored: both(|before, now| before.score != now.score),
        reordered: order(old, &after) != order(new, &before),
    };
    let nothing = NodeChange::ChoicesChanged {
        added: BTreeMap::new(),
        removed: BTreeMap::new(),
        reworded: Vec::new(),
        rescored: Vec::new(),
        reordered: false,
    };
    (change != nothing).then_some(change)
}
