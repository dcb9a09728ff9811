//! Cells that no honest 自评表 has: control characters, texts that a spreadsheet would compute,
//! whole books in one cell. Each is refused by name and place. A cell that a workbook computes is
//! read by the value the workbook keeps for it.
//! Not here: bombs and damaged files (`server::workbook`), numbers out of range (`cells`).

use super::figures::read_figure;
use crate::problem::Problem;
use crate::project::{Table, TableRow};

/// Characters of one cell.
const CELL_LIMIT: usize = 2_000;
/// So many problems are told; more help nobody.
const MOST_PROBLEMS: usize = 50;

/// Every hostile cell, the first fifty: `SELF_EVALUATION_CONTROL_CHARACTER`,
/// `SELF_EVALUATION_FORMULA_TEXT`, `TEXT_TOO_LONG` (`limit`).
pub(super) fn hostile_cells(table: &Table) -> Vec<Problem> {
    let cells = table.rows.iter().flat_map(cells_of);
    let problems = cells.filter_map(|(row, column, cell)| {
        let place = |problem: Problem| problem.at_cell(&table.sheet, row, &column_name(column));
        problem_of(cell).map(|problem| place(problem).with("severity", "error"))
    });
    problems.take(MOST_PROBLEMS).collect()
}

fn cells_of(row: &TableRow) -> impl Iterator<Item = (u32, usize, &str)> {
    let cells = row.cells.iter().enumerate();
    cells.map(|(column, cell)| (row.number, column, cell.as_str()))
}

fn problem_of(cell: &str) -> Option<Problem> {
    let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if cell.chars().any(is_bad) {
        return Some(Problem::new("SELF_EVALUATION_CONTROL_CHARACTER"));
    }
    if computes(cell) {
        return Some(Problem::new("SELF_EVALUATION_FORMULA_TEXT"));
    }
    let is_long = cell.chars().count() > CELL_LIMIT;
    is_long.then(|| Problem::new("TEXT_TOO_LONG").with("limit", CELL_LIMIT))
}

/// `=HYPERLINK(…)`, `@SUM(…)`, `+cmd|…`; `=95%` is a target and `-3` a number.
fn computes(cell: &str) -> bool {
    let cell = cell.trim_start();
    let mut letters = cell.chars();
    let (first, second) = (letters.next(), letters.next());
    match first {
        Some('=' | '＝') => read_figure(cell).is_none(),
        Some('@' | '+' | '-' | '＠' | '＋' | '－') => {
            second.is_some_and(|letter| letter.is_ascii_alphabetic())
        }
        _ => false,
    }
}

/// A, B … Z, AA: as the spreadsheet names the column counted from 0.
fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(cell: &str) -> Vec<String> {
        let table = Table {
            sheet: "自评表".to_owned(),
            rows: vec![TableRow {
                number: 3,
                cells: vec![String::new(), cell.to_owned()],
            }],
            merged: Vec::new(),
        };
        let problems = hostile_cells(&table).into_iter();
        problems.map(|problem| problem.code).collect()
    }

    #[test]
    fn control_characters_formulas_and_books_are_refused_and_honest_cells_are_not() {
        for cell in ["危桥\u{0}改造", "\u{1b}[31m", "a\u{85}b"] {
            assert_eq!(
                codes(cell),
                ["SELF_EVALUATION_CONTROL_CHARACTER"],
                "{cell:?}"
            );
        }
        let formulas = [
            "=HYPERLINK(\"http://x\")",
            " =1+1",
            "＝A1",
            "@SUM(A1)",
            "+cmd|' /C calc'!A0",
            "-DDE()",
        ];
        for cell in formulas {
            assert_eq!(codes(cell), ["SELF_EVALUATION_FORMULA_TEXT"], "{cell}");
        }
        assert_eq!(codes(&"长".repeat(2_001)), ["TEXT_TOO_LONG"]);
        for cell in ["=95%", "-3", "+5", "第一行\n第二行", "≥90%", "——", "-"] {
            assert!(codes(cell).is_empty(), "{cell}");
        }
    }

    #[test]
    fn columns_are_named_as_a_spreadsheet_names_them() {
        assert_eq!(
            [0, 25, 26, 701, 702].map(column_name),
            ["A", "Z", "AA", "ZZ", "AAA"]
        );
    }
}
