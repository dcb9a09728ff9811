//! Forms of a few rows, filled in: what the engine does without workbooks around it. The scenarios
//! a person would recognise are in `tests/it/forms`.

mod legacy;
mod properties;
mod repeats;
mod rules;

use std::collections::BTreeMap;

use super::{Instrument, Session, xlsform};
use crate::problem::Problem;
use crate::project::{Table, TableRow};
use crate::time::Timestamp;

/// A sheet from its rows; cells are separated by `|`.
pub(crate) fn sheet(name: &str, rows: &[&str]) -> Table {
    let cells = |row: &&str| row.split('|').map(|cell| cell.trim().to_owned()).collect();
    Table {
        sheet: name.to_owned(),
        rows: (1..)
            .zip(rows)
            .map(|(number, row)| TableRow {
                number,
                cells: cells(row),
            })
            .collect(),
        merged: Vec::new(),
    }
}

pub(crate) fn understood(tables: &[Table]) -> Result<Instrument, Vec<Problem>> {
    let fallback = xlsform::Fallback {
        form_id: "demo",
        version: "1",
    };
    xlsform::understand(tables, &BTreeMap::new(), &fallback).map(|(instrument, _)| instrument)
}

/// A form of survey rows and choices, opened.
pub(super) fn opened(survey: &[&str], choices: &[&str]) -> Session {
    let tables = [sheet("survey", survey), sheet("choices", choices)];
    let instrument = understood(&tables).expect("a good form");
    Session::new(&instrument, now()).expect("opens")
}

pub(super) fn now() -> Timestamp {
    Timestamp::from_iso_text("2026-11-22T10:32:00+08:00").expect("a moment")
}
