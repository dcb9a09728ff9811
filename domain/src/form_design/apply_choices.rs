//! Choices of a list: adding, wording, scoring, ordering, removing. Not here: which question uses
//! which list.

use rust_decimal::Decimal;

use super::apply::{bounded, choice_name, heading_in, known_language, texts};
use super::change::DesignChange;
use super::grid::Grid;
use super::outline::{ChoiceList, FormOutline, ListChoice, OutlineRow};
use super::references::names_in;
use crate::problem::Problem;
use crate::project::Table;

const HEADINGS: [&str; 3] = ["list_name", "name", "label"];

pub(super) fn make(
    tables: &mut Vec<Table>,
    outline: &FormOutline,
    change: &DesignChange,
) -> Result<(), Vec<Problem>> {
    match change {
        DesignChange::AddChoice { list, name, .. } => {
            choice_name(list)?;
            choice_name(name)?;
            add(tables, outline, change)
        }
        DesignChange::SetChoiceLabel {
            list,
            name,
            language,
            text,
        } => {
            let row = choice(outline, list, name)?.row;
            known_language(outline, language)?;
            let heading = heading_in("label", language);
            Grid::find_or_add(tables, "choices", &HEADINGS).set(row, &heading, bounded(text)?);
            Ok(())
        }
        DesignChange::SetChoiceScore { list, name, score } => {
            let row = choice(outline, list, name)?.row;
            let score = score_text(score.as_deref())?;
            Grid::find_or_add(tables, "choices", &HEADINGS).set(row, "score", &score);
            Ok(())
        }
        DesignChange::MoveChoice { list, name, after } => {
            let row = choice(outline, list, name)?.row;
            if after.as_deref() == Some(name.as_str()) {
                return Ok(());
            }
            let target = place(outline, list, after.as_deref())?;
            let mut choices = Grid::find_or_add(tables, "choices", &HEADINGS);
            let taken = choices.take(row, row);
            let target = if target >= row { target - 1 } else { target };
            choices.put_back(taken, row, 1, target);
            Ok(())
        }
        DesignChange::RemoveChoice { list, name } => {
            let row = choice(outline, list, name)?.row;
            let problems = still_used(outline, list, name);
            if !problems.is_empty() {
                return Err(problems);
            }
            Grid::find_or_add(tables, "choices", &HEADINGS).take(row, row);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn known_list<'a>(outline: &'a FormOutline, list: &str) -> Option<&'a ChoiceList> {
    outline.lists.iter().find(|known| known.name == list)
}

fn choice<'a>(
    outline: &'a FormOutline,
    list: &str,
    name: &str,
) -> Result<&'a ListChoice, Vec<Problem>> {
    let Some(known) = known_list(outline, list) else {
        return Err(vec![Problem::new("FORM_UNKNOWN_LIST").with("list", list)]);
    };
    let found = known.choices.iter().find(|choice| choice.name == name);
    found.ok_or_else(|| {
        let problem = Problem::new("DESIGN_UNKNOWN_CHOICE").with("name", name);
        vec![problem.with("list", list)]
    })
}

/// The row after which a choice is to stand: behind another, or before the list's first.
fn place(outline: &FormOutline, list: &str, after: Option<&str>) -> Result<u32, Vec<Problem>> {
    match (after, known_list(outline, list)) {
        (Some(after), _) => Ok(choice(outline, list, after)?.row),
        (None, Some(known)) => {
            let first = known.choices.first();
            Ok(first.map_or(0, |choice| choice.row.saturating_sub(1)))
        }
        (None, None) => Ok(u32::MAX),
    }
}

fn add(
    tables: &mut Vec<Table>,
    outline: &FormOutline,
    change: &DesignChange,
) -> Result<(), Vec<Problem>> {
    let DesignChange::AddChoice {
        list,
        after,
        name,
        label,
        score,
    } = change
    else {
        return Ok(());
    };
    if choice(outline, list, name).is_ok() {
        let problem = Problem::new("DESIGN_NAME_TAKEN").with("name", name);
        return Err(vec![problem]);
    }
    let labels = texts(outline, "label", label)?;
    let score = score_text(score.as_deref())?;
    let target = place(outline, list, after.as_deref())?;
    let mut choices = Grid::find_or_add(tables, "choices", &HEADINGS);
    let last = choices.data_rows().last().map(|row| row.number);
    let target = target.min(last.unwrap_or_default());
    let row = choices.make_room(target, 1);
    choices.set(row, "list_name", list);
    choices.set(row, "name", name);
    for (heading, text) in labels {
        choices.set(row, &heading, text);
    }
    choices.set(row, "score", &score);
    Ok(())
}

fn score_text(score: Option<&str>) -> Result<String, Vec<Problem>> {
    let text = score.unwrap_or("").trim();
    let is_good = |text: &str| {
        let value: Result<Decimal, _> = text.parse();
        value.is_ok_and(|v| !v.is_sign_negative() && v <= Decimal::ONE_HUNDRED)
    };
    if text.is_empty() || is_good(text) {
        return Ok(text.to_owned());
    }
    let problem = Problem::new("DESIGN_BAD_VALUE").with("value", text);
    Err(vec![problem])
}

/// The rules that compare with this choice, and the questions whose only choice it is.
fn still_used(outline: &FormOutline, list: &str, name: &str) -> Vec<Problem> {
    let users: Vec<&OutlineRow> = outline
        .rows
        .iter()
        .filter(|row| row.list.as_deref() == Some(list))
        .collect();
    let is_last = known_list(outline, list).is_some_and(|known| known.choices.len() == 1);
    let place = |row: &OutlineRow, code: &str, column: &str| {
        let problem = Problem::new(code).with("name", name);
        problem.at_cell("survey", row.row, column)
    };
    if is_last && !users.is_empty() {
        let in_use = users
            .iter()
            .map(|row| place(row, "DESIGN_LIST_IN_USE", "type"));
        return in_use.collect();
    }
    let literals = [format!("'{name}'"), format!("\"{name}\"")];
    let compares = |row: &OutlineRow, text: &str| {
        let own = row.list.as_deref() == Some(list);
        let refers = own
            || names_in(text).any(|other| users.iter().any(|user| user.name == other))
            || users
                .iter()
                .filter_map(|user| user.path.as_deref())
                .any(|path| text.contains(path));
        refers
            && literals
                .iter()
                .any(|literal| text.contains(literal.as_str()))
    };
    let mut problems = Vec::new();
    for row in &outline.rows {
        let rules = [
            ("relevant", &row.relevant),
            ("constraint", &row.constraint),
            ("calculation", &row.calculation),
            ("required", &row.required),
            ("choice_filter", &row.choice_filter),
        ];
        let found = rules.into_iter().filter(|(_, text)| compares(row, text));
        problems.extend(found.map(|(column, _)| place(row, "DESIGN_STILL_REFERENCED", column)));
        if row.list.as_deref() == Some(list) {
            if row.default == name {
                problems.push(place(row, "DESIGN_STILL_REFERENCED", "default"));
            }
            let mut named = row.role.split([':', ',']).map(str::trim);
            if named.any(|word| word == name) {
                problems.push(place(row, "DESIGN_STILL_REFERENCED", "bind::kp:role"));
            }
        }
    }
    problems
}
