//! A project list as people send it becomes a frame, with control totals and all problems at once
//! (seed rows S0-06, S3-14). Pure: the same tables always give the same answer.
//! Not here: opening files (`server::workbook`), one line (`row`), headings (`columns`), words for
//! the problems (the app and the command line translate the codes).

use std::collections::{BTreeMap, BTreeSet};

use super::canonical::freeze_frame;
use super::columns::{Columns, Meaning, find_columns, heading_problems, meaning_of};
use super::normalise::plain_ascii;
use super::row::{RowOutcome, amount_of, is_error, read_row};
use super::{Frame, Project, Table, TableRow};
use crate::money::Fen;
use crate::problem::Problem;

/// Most projects in one frame.
pub const MAX_PROJECTS: usize = 20_000;
/// How many projects the preview shows.
pub const PREVIEW_ROWS: usize = 20;
/// Most problems that are listed one by one.
const MAX_PROBLEMS: usize = 1_000;

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FrameImport {
    /// The frame; `None` as long as any problem is an error.
    pub frame: Option<Frame>,
    /// Lines that are projects, wrong ones too.
    pub rows: u32,
    /// Different implementing units.
    pub units: u32,
    /// Sum of the amounts that could be read.
    pub total: Fen,
    /// The first projects, in the order of the list.
    pub preview: Vec<Project>,
    /// All problems. `details["severity"]` is `error` (nothing is imported before it is mended) or
    /// `warning`.
    pub problems: Vec<Problem>,
}

/// What the commission letter says the list comes to; each may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ControlTotals {
    /// Projects, for example 212.
    pub rows: Option<u32>,
    /// Units, for example 12.
    pub units: Option<u32>,
    /// Amount, for example 1686万元.
    pub total: Option<Fen>,
}

impl FrameImport {
    /// Whether any problem forbids the import.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(is_error)
    }

    /// Compares with the stated totals. Each difference becomes an error
    /// `FRAME_CONTROL_TOTAL_DIFFERS` (details `total`: `rows`, `units` or `amount`; `stated`,
    /// `computed`, `difference` = computed − stated; amounts in 万元), and there is no frame then.
    pub fn against(mut self, stated: &ControlTotals) -> Self {
        let counts = [
            ("rows", stated.rows, self.rows),
            ("units", stated.units, self.units),
        ];
        for (name, stated, computed) in counts {
            if let Some(stated) = stated.filter(|stated| *stated != computed) {
                let difference = i64::from(computed) - i64::from(stated);
                self.problems
                    .push(total_differs(name, stated, computed, difference));
            }
        }
        if let Some(amount) = stated.total.filter(|amount| *amount != self.total) {
            self.problems.push(amount_differs(amount, self.total));
        }
        if self.has_errors() {
            self.frame = None;
        }
        self
    }
}

/// Reads every sheet that has a heading row. Problem codes: docs/SAMPLING.md.
pub fn import_frame(tables: &[Table]) -> FrameImport {
    let mut import = Collected::default();
    let found: Vec<(&Table, Columns)> = tables
        .iter()
        .filter_map(|table| Some((table, find_columns(table)?)))
        .collect();
    if found.is_empty() {
        import
            .problems
            .push(Problem::new("FRAME_HEADING_NOT_FOUND").with("severity", "error"));
    }
    for table in tables {
        let is_read = found.iter().any(|(read, _)| std::ptr::eq(*read, table));
        if !found.is_empty() && !is_read && !table.rows.is_empty() {
            let first = table.rows.first().map_or(1, |row| row.number);
            let problem = Problem::new("FRAME_SHEET_IGNORED").at_cell(&table.sheet, first, "A");
            import.problems.push(problem.with("severity", "warning"));
        }
    }
    for (table, columns) in &found {
        import.problems.extend(heading_problems(table, columns));
        import.problems.extend(merged_amounts(table, columns));
        import.read_sheet(table, columns);
    }
    import.finish()
}

/// One merged amount over several lines would be counted once for each of them.
fn merged_amounts(table: &Table, columns: &Columns) -> Vec<Problem> {
    let Some(column) = columns.known.get(&Meaning::Amount) else {
        return Vec::new();
    };
    let column = u32::try_from(*column).unwrap_or(u32::MAX);
    let is_shared = |region: &&super::MergedRegion| {
        region.first_row > columns.heading_row
            && region.last_row > region.first_row
            && (region.first_column..=region.last_column).contains(&column)
    };
    let heading = columns.heading(Meaning::Amount);
    let as_problem = |region: &super::MergedRegion| {
        Problem::new("FRAME_AMOUNT_MERGED")
            .at_cell(&table.sheet, region.first_row, heading)
            .with("severity", "error")
            .with("last_row", region.last_row)
    };
    table
        .merged
        .iter()
        .filter(is_shared)
        .map(as_problem)
        .collect()
}

/// What kind of line it is.
enum LineKind {
    Project,
    Total,
    Skipped,
}

fn line_kind(columns: &Columns, row: &TableRow) -> LineKind {
    if row.is_blank() {
        return LineKind::Skipped;
    }
    // A heading repeated on each printed page, or the second line of a merged one.
    if meaning_of(columns.cell(row, Meaning::Code)) == Some(Meaning::Code) {
        return LineKind::Skipped;
    }
    let words = |cell: &str| plain_ascii(cell).replace([' ', ':'], "");
    let first = row
        .cells
        .iter()
        .map(|cell| words(cell))
        .find(|text| !text.is_empty());
    let label = [
        first.unwrap_or_default(),
        words(columns.cell(row, Meaning::Code)),
    ];
    let name = words(columns.cell(row, Meaning::Name));
    let is = |names: &[&str]| {
        label.iter().any(|text| names.contains(&text.as_str()))
            || (label[1].is_empty() && names.contains(&name.as_str()))
    };
    if is(&["合计", "总计", "共计"]) {
        return LineKind::Total;
    }
    let has_no_amount = columns.cell(row, Meaning::Amount).trim().is_empty();
    let starts_a_note = ["注", "备注", "说明", "填表", "制表", "审核"]
        .iter()
        .any(|start| label[0].starts_with(start));
    if is(&["小计"]) || (starts_a_note && has_no_amount) {
        return LineKind::Skipped;
    }
    LineKind::Project
}

#[derive(Default)]
struct Collected {
    rows: usize,
    units: BTreeSet<String>,
    amounts: Vec<Fen>,
    projects: Vec<Project>,
    /// Code → where it stood first.
    codes: BTreeMap<String, (String, u32)>,
    problems: Vec<Problem>,
}

impl Collected {
    fn read_sheet(&mut self, table: &Table, columns: &Columns) {
        let first_amount = self.amounts.len();
        let mut totals = Vec::new();
        for row in table
            .rows
            .iter()
            .filter(|row| row.number > columns.heading_row)
        {
            match line_kind(columns, row) {
                LineKind::Skipped => {}
                LineKind::Total => totals.push(row),
                // Counted for the problem's sentence, but no longer kept in memory.
                LineKind::Project if self.rows >= MAX_PROJECTS => self.rows += 1,
                LineKind::Project => {
                    let outcome = read_row(&table.sheet, columns, row);
                    self.add_row(table, columns, row, outcome);
                }
            }
        }
        let own = self.amounts.get(first_amount..).unwrap_or_default();
        let computed = Fen::checked_sum(own.iter().copied());
        for row in totals {
            let cell = columns.cell(row, Meaning::Amount);
            let stated = amount_of(cell, columns.money_unit);
            if let (Ok(stated), Some(computed)) = (stated, computed)
                && stated != computed
            {
                let heading = columns.heading(Meaning::Amount);
                let problem = amount_differs(stated, computed);
                self.problems
                    .push(problem.at_cell(&table.sheet, row.number, heading));
            }
        }
    }

    fn add_row(&mut self, table: &Table, columns: &Columns, row: &TableRow, outcome: RowOutcome) {
        self.rows += 1;
        self.units
            .extend(outcome.unit.filter(|unit| !unit.is_empty()));
        self.amounts.extend(outcome.amount);
        self.problems.extend(outcome.problems);
        if let Some(code) = outcome.code {
            let here = (table.sheet.clone(), row.number);
            if let Some((sheet, number)) = self.codes.get(code.as_str()) {
                let problem = Problem::new("FRAME_DUPLICATE_CODE")
                    .at_cell(&table.sheet, row.number, columns.heading(Meaning::Code))
                    .with("severity", "error")
                    .with("code", &code)
                    .with("first_sheet", sheet)
                    .with("first_row", number);
                self.problems.push(problem);
            } else {
                self.codes.insert(code.0, here);
            }
        }
        self.projects.extend(outcome.project);
    }

    fn finish(mut self) -> FrameImport {
        let error = |code: &str| Problem::new(code).with("severity", "error");
        if self.rows == 0 && self.problems.iter().all(|problem| !is_error(problem)) {
            self.problems.push(error("FRAME_HAS_NO_PROJECTS"));
        }
        if self.rows > MAX_PROJECTS {
            let problem = error("FRAME_TOO_MANY_PROJECTS").with("found", self.rows);
            self.problems.push(problem.with("limit", MAX_PROJECTS));
        }
        let total = Fen::checked_sum(self.amounts.iter().copied());
        if total.is_none() {
            self.problems.push(error("FRAME_TOTAL_OUT_OF_RANGE"));
        }
        let is_sound = self.problems.iter().all(|problem| !is_error(problem));
        // Errors first, so that shortening the list never hides what forbids the import.
        self.problems.sort_by_key(|problem| !is_error(problem));
        if let Some(more) = self
            .problems
            .len()
            .checked_sub(MAX_PROBLEMS)
            .filter(|more| *more > 0)
        {
            self.problems.truncate(MAX_PROBLEMS);
            let problem = Problem::new("FRAME_MORE_PROBLEMS").with("more", more);
            self.problems.push(problem.with("severity", "warning"));
        }
        FrameImport {
            rows: u32::try_from(self.rows).unwrap_or(u32::MAX),
            units: u32::try_from(self.units.len()).unwrap_or(u32::MAX),
            total: total.unwrap_or_default(),
            preview: self.projects.iter().take(PREVIEW_ROWS).cloned().collect(),
            frame: is_sound.then(|| freeze_frame(self.projects)),
            problems: self.problems,
        }
    }
}

fn amount_differs(stated: Fen, computed: Fen) -> Problem {
    let difference = Fen(computed.0.saturating_sub(stated.0));
    total_differs(
        "amount",
        stated.to_wan_yuan_exact(4),
        computed.to_wan_yuan_exact(4),
        difference.to_wan_yuan_exact(4),
    )
}

fn total_differs(
    name: &str,
    stated: impl ToString,
    computed: impl ToString,
    difference: impl ToString,
) -> Problem {
    Problem::new("FRAME_CONTROL_TOTAL_DIFFERS")
        .with("severity", "error")
        .with("total", name)
        .with("stated", stated)
        .with("computed", computed)
        .with("difference", difference)
}
