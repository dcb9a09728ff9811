//! One cell of a 自评表 at a time: text, points and amounts, each with its problem.
//! Not here: which cell means what (`layout`), the order of reading (`import`).

use super::SelfEvaluation;
use super::figures::{is_masked, is_nothing, plain};
use super::layout::{Column, Labelled, Layout, labelled};
use crate::money::Fen;
use crate::problem::Problem;
use crate::project::{Table, TableRow};
use crate::scoring::Points;
use crate::scoring::exact::{exact_text, from_points, parse_exact, to_points, whole};

/// Highest amount of a sheet, in 分: 一万亿元.
const MOST_AMOUNT: Fen = Fen(100_000_000_000_000);
/// Highest weight or score that is taken for one, in 分.
const MOST_POINTS: i64 = 10_000;

/// What has been read of a sheet so far.
pub(super) struct Reader<'t> {
    pub(super) table: &'t Table,
    pub(super) layout: Layout,
    pub(super) evaluation: SelfEvaluation,
    /// Whether a row 预算执行率 was found.
    pub(super) has_execution: bool,
    pub(super) problems: Vec<Problem>,
}

impl<'t> Reader<'t> {
    /// Adds a problem at a cell.
    pub(super) fn tell(&mut self, problem: Problem, severity: &str, row: u32, column: &str) {
        let problem = problem.at_cell(&self.table.sheet, row, column);
        self.problems.push(problem.with("severity", severity));
    }

    /// The value of a label above the heading.
    pub(super) fn labelled(&self, names: &[&str]) -> Option<Labelled<'t>> {
        labelled(self.table, self.layout.heading_row, names)
    }

    /// The text of a label; empty, with a warning, when it is missing or masked.
    pub(super) fn label_text(&mut self, label: &str, names: &[&str]) -> String {
        match self.labelled(names) {
            Some(found) if !is_masked(found.value) => found.value.trim().to_owned(),
            Some(found) => {
                let problem = Problem::new("SELF_EVALUATION_VALUE_MASKED");
                self.tell(problem, "warning", found.row, label);
                String::new()
            }
            None => {
                let problem = Problem::new("SELF_EVALUATION_VALUE_MISSING");
                self.tell(problem, "warning", self.layout.heading_row, label);
                String::new()
            }
        }
    }

    /// An amount in 万元. Nothing can be checked without it, so that a missing one is an error.
    pub(super) fn label_amount(&mut self, label: &str) -> Fen {
        let found = self.labelled(&[label]);
        let Some(found) = found.filter(|found| !is_masked(found.value)) else {
            let problem = Problem::new("SELF_EVALUATION_AMOUNT_MISSING");
            let row = found.map_or(self.layout.heading_row, |found| found.row);
            self.tell(problem, "error", row, label);
            return Fen(0);
        };
        let written = plain(found.value);
        let number = written.strip_suffix("万元").unwrap_or(&written);
        if let Ok(amount) = Fen::from_wan_yuan(number) {
            if (Fen(0)..=MOST_AMOUNT).contains(&amount) {
                return amount;
            }
            let problem = Problem::new("SELF_EVALUATION_AMOUNT_OUT_OF_RANGE");
            self.tell(
                problem.with("value", found.value),
                "error",
                found.row,
                label,
            );
            return Fen(0);
        }
        let problem = Problem::new("SELF_EVALUATION_NOT_AN_AMOUNT").with("value", found.value);
        self.tell(problem, "error", found.row, label);
        Fen(0)
    }

    /// The text of a cell; empty, with a problem of this severity, when it is missing or masked.
    pub(super) fn text(&mut self, row: &TableRow, column: Column, severity: &str) -> String {
        let written = self.layout.cell(row, column).trim().to_owned();
        let problem = if is_masked(&written) {
            Problem::new("SELF_EVALUATION_VALUE_MASKED")
        } else if is_nothing(&written) {
            Problem::new("SELF_EVALUATION_VALUE_MISSING")
        } else {
            return written;
        };
        self.tell(problem, severity, row.number, column.heading());
        String::new()
    }

    /// The reason for a deviation; most rows need none.
    pub(super) fn reason(&mut self, row: &TableRow) -> String {
        let written = self.layout.cell(row, Column::Reason).trim();
        if is_masked(written) {
            return self.text(row, Column::Reason, "warning");
        }
        written.to_owned()
    }

    /// A row's weight; without one it cannot be checked, so that a missing one is an error.
    pub(super) fn weight(&mut self, row: &TableRow) -> Points {
        let written = self.layout.cell(row, Column::Weight);
        if is_nothing(written) || is_masked(written) {
            let problem = Problem::new("SELF_EVALUATION_VALUE_MISSING");
            self.tell(problem, "error", row.number, Column::Weight.heading());
            return Points(0);
        }
        self.points(row, Column::Weight).unwrap_or_default()
    }

    /// The weight or score in a cell.
    pub(super) fn points(&mut self, row: &TableRow, column: Column) -> Option<Points> {
        let written = self.layout.cell(row, column).to_owned();
        self.points_of(&written, row.number, column)
    }

    /// A written weight or score, 0 to 10 000 分, rounded half-up to two decimals.
    pub(super) fn points_of(&mut self, written: &str, row: u32, column: Column) -> Option<Points> {
        if is_masked(written) {
            let problem = Problem::new("SELF_EVALUATION_VALUE_MASKED");
            self.tell(problem, "warning", row, column.heading());
            return None;
        }
        if is_nothing(written) {
            if column == Column::Score {
                let problem = Problem::new("SELF_EVALUATION_VALUE_MISSING");
                self.tell(problem, "warning", row, column.heading());
            }
            return None;
        }
        let plain = plain(written);
        let number = parse_exact(plain.strip_suffix('分').unwrap_or(&plain));
        let number = number.filter(|number| *number >= whole(0) && *number <= whole(MOST_POINTS));
        let Some((number, points)) = number.and_then(|number| {
            let points = to_points(&number)?;
            Some((number, points))
        }) else {
            let problem = Problem::new("SELF_EVALUATION_NOT_A_NUMBER").with("value", written);
            self.tell(problem, "error", row, column.heading());
            return None;
        };
        if from_points(points) != number {
            let problem = Problem::new("SELF_EVALUATION_NUMBER_ROUNDED").with("value", written);
            self.tell(
                problem.with("taken", points),
                "warning",
                row,
                column.heading(),
            );
        }
        Some(points)
    }
}

/// The claim in percent. A spreadsheet's 95 % is stored as 0.95; where neither the value nor its
/// label has a percent sign, a number up to one is such a ratio.
pub(super) fn claimed_rate(found: Labelled<'_>) -> String {
    let written = plain(found.value);
    let is_percent = plain(found.label).contains('%');
    match parse_exact(&written).filter(|number| !is_percent && *number <= whole(1)) {
        Some(ratio) => format!("{}%", exact_text(&(ratio * whole(100)))),
        None if parse_exact(&written).is_some() => format!("{written}%"),
        None => found.value.trim().to_owned(),
    }
}
