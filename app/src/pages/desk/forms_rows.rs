//! Rows of a form's outline: which belong together, where one may move, and which row of a newer
//! outline is the same one. Pure. Not here: making a change (`domain::form_design`).

use std::collections::BTreeMap;

use domain::form_design::{DesignChange, FormOutline, OutlineKind, OutlineRow};

fn opens(kind: OutlineKind) -> bool {
    matches!(kind, OutlineKind::BeginGroup | OutlineKind::BeginRepeat)
}

fn closes(kind: OutlineKind) -> bool {
    matches!(kind, OutlineKind::EndGroup | OutlineKind::EndRepeat)
}

/// The places in `rows` of the first and last row of what begins at `start`: a group with all it
/// holds, or one row.
fn block(rows: &[OutlineRow], start: usize) -> (usize, usize) {
    if !rows.get(start).is_some_and(|row| opens(row.kind)) {
        return (start, start);
    }
    let mut open = 0usize;
    for (place, row) in rows.iter().enumerate().skip(start) {
        if opens(row.kind) {
            open += 1;
        } else if closes(row.kind) {
            open = open.saturating_sub(1);
            if open == 0 {
                return (start, place);
            }
        }
    }
    // A group that is never closed: the outline says so elsewhere; here it reaches to the end.
    (start, rows.len().saturating_sub(1))
}

fn place_of(rows: &[OutlineRow], number: u32) -> Option<usize> {
    rows.iter().position(|row| row.row == number)
}

/// Where the row stands after one step down: the row it then follows. `None` at the end.
pub fn below(rows: &[OutlineRow], number: u32) -> Option<u32> {
    let (_, last) = block(rows, place_of(rows, number)?);
    rows.get(last + 1).map(|row| row.row)
}

/// Where the row stands after one step up: the row it then follows, 0 for none. `None` at the top.
pub fn above(rows: &[OutlineRow], number: u32) -> Option<u32> {
    let before = place_of(rows, number)?.checked_sub(1)?;
    let follows = before.checked_sub(1).and_then(|place| rows.get(place));
    Some(follows.map_or(0, |row| row.row))
}

/// The row behind which something new stands when this row is chosen: in a group as its first,
/// behind a question; 0 and no rows: at the top. Nothing chosen: at the end.
pub fn behind(rows: &[OutlineRow], chosen: Option<u32>) -> u32 {
    chosen
        .filter(|number| place_of(rows, *number).is_some())
        .or_else(|| rows.last().map(|row| row.row))
        .unwrap_or(0)
}

/// Which row would be chosen once this one is taken out: the next that is shown, else the last.
pub fn next_to(rows: &[OutlineRow], number: u32) -> Option<String> {
    let (first, last) = block(rows, place_of(rows, number)?);
    let shown = |row: &&OutlineRow| !closes(row.kind) && !row.name.is_empty();
    let after = rows.get(last + 1..)?.iter().find(shown);
    let before = || rows[..first].iter().rev().find(shown);
    after.or_else(before).map(|row| row.name.clone())
}

/// What a row is called beyond its number, as long as that names only one row.
fn names(outline: &FormOutline) -> BTreeMap<u32, (bool, String)> {
    let mut open: Vec<&str> = Vec::new();
    let mut named = BTreeMap::new();
    for row in &outline.rows {
        let name = if closes(row.kind) {
            open.pop().unwrap_or("")
        } else {
            if opens(row.kind) {
                open.push(&row.name);
            }
            &row.name
        };
        named.insert(row.row, (closes(row.kind), name.to_owned()));
    }
    named
}

/// The same row in a newer outline: by its name, else by its number where nothing is in doubt.
pub fn same_row(older: &FormOutline, newer: &FormOutline, number: u32) -> Option<u32> {
    if number == 0 {
        return Some(0);
    }
    let (old, new) = (names(older), names(newer));
    let called = old.get(&number)?;
    if called.1.is_empty() {
        return (new.get(&number) == Some(called)).then_some(number);
    }
    let mut found = new.iter().filter(|(_, name)| *name == called);
    let first = found.next().map(|(row, _)| *row)?;
    match found.next() {
        // A name given twice is a mistake of the form; the number then decides.
        Some(_) => (new.get(&number) == Some(called)).then_some(number),
        None => Some(first),
    }
}

/// A change decided on an older outline, for a newer one; `None` when its row is gone.
pub fn retarget(
    change: &DesignChange,
    older: &FormOutline,
    newer: &FormOutline,
) -> Option<DesignChange> {
    let mut change = change.clone();
    let numbers: Vec<&mut u32> = match &mut change {
        DesignChange::AddQuestion { after, .. } | DesignChange::AddGroup { after, .. } => {
            vec![after]
        }
        DesignChange::Move { row, after } => vec![row, after],
        DesignChange::Remove { row }
        | DesignChange::Rename { row, .. }
        | DesignChange::SetType { row, .. }
        | DesignChange::SetText { row, .. }
        | DesignChange::SetRequired { row, .. }
        | DesignChange::SetShowIf { row, .. }
        | DesignChange::SetColumn { row, .. } => vec![row],
        _ => Vec::new(),
    };
    for number in numbers {
        *number = same_row(older, newer, *number)?;
    }
    Some(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a`, group `g` with `b` and `c`, `d`: rows 2 to 7.
    fn outline(names: &[&str]) -> FormOutline {
        let rows = names.iter().zip(2u32..).map(|(name, row)| {
            let (kind, name) = match name.strip_prefix('+') {
                Some(group) => (OutlineKind::BeginGroup, group),
                None if *name == "-" => (OutlineKind::EndGroup, ""),
                None => (OutlineKind::Question, *name),
            };
            OutlineRow {
                row,
                kind,
                name: name.to_owned(),
                ..OutlineRow::default()
            }
        });
        FormOutline {
            rows: rows.collect(),
            ..FormOutline::default()
        }
    }

    #[test]
    fn a_step_leads_into_a_group_through_it_and_out_of_it() {
        let rows = outline(&["a", "+g", "b", "c", "-", "d"]).rows;
        assert_eq!(below(&rows, 2), Some(3), "a goes into the group, first");
        assert_eq!(below(&rows, 5), Some(6), "c goes out, behind the group");
        assert_eq!(below(&rows, 3), Some(7), "the group goes behind d");
        assert_eq!(below(&rows, 7), None);
        assert_eq!(above(&rows, 2), None);
        assert_eq!(above(&rows, 4), Some(2), "b goes out, before the group");
        assert_eq!(above(&rows, 7), Some(5), "d goes into the group, last");
        assert_eq!(above(&rows, 3), Some(0), "the group goes to the top");
    }

    #[test]
    fn the_neighbour_of_what_is_taken_out_is_chosen() {
        let rows = outline(&["a", "+g", "b", "-"]).rows;
        assert_eq!(next_to(&rows, 2), Some("g".into()));
        assert_eq!(next_to(&rows, 3), Some("a".into()));
        assert_eq!(next_to(&rows, 4), Some("g".into()));
    }

    #[test]
    fn a_change_finds_its_row_again_by_name_and_not_by_number() {
        let older = outline(&["a", "+g", "b", "-"]);
        let newer = outline(&["new", "a", "+g", "b", "-"]);
        let change = DesignChange::Move { row: 2, after: 5 };
        let moved = retarget(&change, &older, &newer);
        assert_eq!(moved, Some(DesignChange::Move { row: 3, after: 6 }));
        let gone = retarget(&DesignChange::Remove { row: 4 }, &older, &outline(&["a"]));
        assert_eq!(gone, None);
    }
}
