//! Questions and groups: adding, removing, moving, renaming, retyping. Not here: single cells.

use std::collections::BTreeMap;

use super::apply::{known_row, question_name, texts};
use super::change::{DesignChange, QUESTION_TYPES};
use super::grid::Grid;
use super::outline::{FormOutline, OutlineKind, OutlineRow};
use super::references::{self, Leaving};
use super::show_if::ShowIf;
use crate::instrument::{Translations, xlsform};
use crate::problem::Problem;
use crate::project::Table;

const HEADINGS: [&str; 3] = ["type", "name", "label"];

/// What belongs to a check by its name (docs/FORMS.md): severity, words and photo of its finding.
const COMPANIONS: [&str; 3] = ["_severity", "_note", "_photo"];

pub(super) fn make(
    tables: &mut Vec<Table>,
    outline: &FormOutline,
    change: &DesignChange,
) -> Result<(), Vec<Problem>> {
    match change {
        DesignChange::AddQuestion {
            after,
            name,
            question_type,
            list,
            label,
        } => {
            let type_text = type_text(outline, question_type, list.as_deref())?;
            add(tables, outline, *after, &[&type_text], name, label)
        }
        DesignChange::AddGroup { after, name, label } => {
            let rows = ["begin group", "end group"];
            add(tables, outline, *after, &rows, name, label)
        }
        DesignChange::Remove { row } => remove(tables, outline, *row),
        DesignChange::Move { row, after } => move_behind(tables, outline, *row, *after),
        DesignChange::Rename { row, name } => rename(tables, outline, *row, name),
        DesignChange::SetType {
            row,
            question_type,
            list,
        } => {
            if known_row(outline, *row)?.kind != OutlineKind::Question {
                return Err(not_for(*row));
            }
            let type_text = type_text(outline, question_type, list.as_deref())?;
            Grid::find_or_add(tables, "survey", &HEADINGS).set(*row, "type", &type_text);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A change that makes no sense for this kind of row.
fn not_for(row: u32) -> Vec<Problem> {
    vec![Problem::new("DESIGN_NOT_FOR_THIS_ROW").with("row", row)]
}

fn type_text(
    outline: &FormOutline,
    question_type: &str,
    list: Option<&str>,
) -> Result<String, Vec<Problem>> {
    if !QUESTION_TYPES.contains(&question_type) {
        let problem = xlsform::unsupported(question_type, "WHY_NO_SUCH_TYPE");
        return Err(vec![problem]);
    }
    if !question_type.starts_with("select_") && question_type != "rank" {
        return Ok(question_type.to_owned());
    }
    let list = list.unwrap_or("");
    if outline.lists.iter().any(|known| known.name == list) {
        Ok(format!("{question_type} {list}"))
    } else {
        Err(vec![Problem::new("FORM_UNKNOWN_LIST").with("list", list)])
    }
}

fn free_name(outline: &FormOutline, name: &str) -> Result<(), Vec<Problem>> {
    question_name(name)?;
    if outline.rows.iter().any(|row| row.name == name) {
        return Err(vec![Problem::new("DESIGN_NAME_TAKEN").with("name", name)]);
    }
    Ok(())
}

fn known_place(outline: &FormOutline, after: u32) -> Result<(), Vec<Problem>> {
    match after {
        0 => Ok(()),
        row => known_row(outline, row).map(|_| ()),
    }
}

/// Adds a row for each type; the first one gets the name and the label.
fn add(
    tables: &mut Vec<Table>,
    outline: &FormOutline,
    after: u32,
    types: &[&str],
    name: &str,
    label: &Translations,
) -> Result<(), Vec<Problem>> {
    known_place(outline, after)?;
    free_name(outline, name)?;
    let labels = texts(outline, "label", label)?;
    let mut survey = Grid::find_or_add(tables, "survey", &HEADINGS);
    let count = u32::try_from(types.len()).unwrap_or(u32::MAX);
    let first = survey.make_room(after, count);
    for (number, type_text) in (first..).zip(types) {
        survey.set(number, "type", type_text);
    }
    survey.set(first, "name", name);
    for (heading, text) in labels {
        survey.set(first, &heading, text);
    }
    Ok(())
}

/// The last row of what begins at `row`.
fn block_end(outline: &FormOutline, row: u32) -> Result<u32, Vec<Problem>> {
    if known_row(outline, row)?.closes() {
        return Err(not_for(row));
    }
    let open = || {
        let problem = Problem::new("FORM_UNBALANCED_GROUP").with("name", "-");
        vec![problem.at_cell("survey", row, "type")]
    };
    outline.end_of(row).ok_or_else(open)
}

fn remove(tables: &mut [Table], outline: &FormOutline, row: u32) -> Result<(), Vec<Problem>> {
    let last = block_end(outline, row)?;
    let is_inside = |other: &&OutlineRow| (row..=last).contains(&other.row);
    let leaving: Vec<&OutlineRow> = outline.rows.iter().filter(is_inside).collect();
    let stays = |name: &str| {
        let others = outline.rows.iter().filter(|other| !is_inside(other));
        others.into_iter().any(|other| other.name == name)
    };
    let names = leaving.iter().map(|row| row.name.clone());
    let names: Vec<String> = names.filter(|n| !n.is_empty() && !stays(n)).collect();
    let paths: Vec<String> = leaving.iter().filter_map(|row| row.path.clone()).collect();
    let leaving = Leaving {
        names: &names,
        paths: &paths,
        rows: (row, last),
    };
    let problems = references::still_referenced(tables, &leaving);
    if !problems.is_empty() {
        return Err(problems);
    }
    if let Some(mut survey) = Grid::find(tables, "survey") {
        survey.take(row, last);
    }
    Ok(())
}

fn move_behind(
    tables: &mut [Table],
    outline: &FormOutline,
    row: u32,
    after: u32,
) -> Result<(), Vec<Problem>> {
    known_place(outline, after)?;
    let last = block_end(outline, row)?;
    if (row..=last).contains(&after) {
        return Err(not_for(after));
    }
    let span = last - row + 1;
    let heading = match Grid::find(tables, "survey") {
        Some(mut survey) => {
            let heading = survey.heading_number();
            let taken = survey.take(row, last);
            let target = if after > last { after - span } else { after };
            survey.put_back(taken, row, span, target);
            heading
        }
        None => return Ok(()),
    };
    let after = after.max(heading);
    let new_number = move |old: u32| {
        let start = if after > last { after - span } else { after } + 1;
        match old {
            _ if (row..=last).contains(&old) => start + (old - row),
            _ => {
                let up = if old > last { old - span } else { old };
                if up >= start { up + span } else { up }
            }
        }
    };
    carry_paths(tables, outline, new_number);
    Ok(())
}

fn rename(
    tables: &mut [Table],
    outline: &FormOutline,
    row: u32,
    name: &str,
) -> Result<(), Vec<Problem>> {
    let found = known_row(outline, row)?;
    if found.closes() || found.kind == OutlineKind::Remark {
        return Err(not_for(row));
    }
    if found.name == name {
        return Ok(());
    }
    let mut renamed = vec![(row, found.name.clone(), name.to_owned())];
    if !found.severity_if_no.is_empty() {
        renamed.extend(COMPANIONS.iter().filter_map(|ending| {
            let old = format!("{}{ending}", found.name);
            let companion = outline.rows.iter().find(|row| row.name == old)?;
            Some((companion.row, old, format!("{name}{ending}")))
        }));
    }
    for (_, _, new) in &renamed {
        free_name(outline, new)?;
    }
    if let Some(mut survey) = Grid::find(tables, "survey") {
        for (number, _, new) in &renamed {
            survey.set(*number, "name", new);
        }
    }
    // A name that several rows have is no reference that could be followed.
    let is_unique = |name: &str| outline.rows.iter().filter(|row| row.name == name).count() == 1;
    let names: BTreeMap<String, String> = renamed
        .into_iter()
        .filter(|(_, old, _)| !old.is_empty() && is_unique(old))
        .map(|(_, old, new)| (old, new))
        .collect();
    references::rename(tables, &names);
    carry_paths(tables, outline, |old| old);
    Ok(())
}

/// Follows every question to its new path in the expressions that name paths.
fn carry_paths(tables: &mut [Table], before: &FormOutline, new_number: impl Fn(u32) -> u32) {
    let after = FormOutline::read(tables);
    let moved = before.rows.iter().filter_map(|row| {
        let old = row.path.clone()?;
        let new = after.row(new_number(row.row))?.path.clone()?;
        (old != new).then_some((old, new))
    });
    let moved: BTreeMap<String, String> = moved.collect();
    references::repath(tables, &moved);
}

/// The expression of a picked condition.
pub(super) fn condition(
    outline: &FormOutline,
    row: u32,
    show_if: &ShowIf,
) -> Result<String, Vec<Problem>> {
    known_row(outline, row)?;
    let last = outline.end_of(row).unwrap_or(row);
    let mut named = outline
        .rows
        .iter()
        .filter(|other| other.kind == OutlineKind::Question && other.name == show_if.question);
    let unknown = || {
        let problem = Problem::new("FORM_UNKNOWN_REFERENCE").with("name", &show_if.question);
        vec![problem]
    };
    let question = named.next().ok_or_else(unknown)?;
    if named.next().is_some() {
        let problem = Problem::new("FORM_AMBIGUOUS_REFERENCE").with("name", &show_if.question);
        return Err(vec![problem]);
    }
    if (row..=last).contains(&question.row) {
        let problem = Problem::new("DESIGN_REFERS_TO_ITSELF").with("name", &show_if.question);
        return Err(vec![problem]);
    }
    let list = question.list.as_deref();
    let list = outline.lists.iter().find(|l| Some(l.name.as_str()) == list);
    if let Some(list) = list
        && !show_if.value.is_empty()
        && list.choices.iter().all(|c| c.name != show_if.value.trim())
    {
        let problem = Problem::new("DESIGN_UNKNOWN_CHOICE").with("name", &show_if.value);
        return Err(vec![problem.with("list", &list.name)]);
    }
    let written = show_if.expression(question.is_numeric());
    written.map_err(|problem| vec![problem])
}
