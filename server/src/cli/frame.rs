//! `kanping frame check`: what a project list comes to and what is wrong with it, as JSON.
//! Not here: the rules (`domain::project`), the arguments (clap, in `cli`).

use std::io::{self, Write};
use std::path::Path;

use domain::problem::Problem;
use domain::project::{FrameImport, import_frame, is_error};
use serde_json::{Value, json};

use super::problem_text::as_json;
use crate::workbook;

/// Exit code: good.
pub const GOOD: u8 = 0;
/// Exit code: the input has problems; they are in the JSON.
pub const HAS_PROBLEMS: u8 = 1;
/// Exit code: wrong usage, for example a file that is not there.
pub const WRONG_USAGE: u8 = 2;

/// Reads a list and prints rows, units, total amount and problems. Answers the exit code: a list
/// with warnings only is good.
pub fn check(path: &Path, language: &str, out: &mut dyn Write) -> io::Result<u8> {
    let import = match read(path)? {
        Ok(import) => import,
        Err(problem) => return print_problems(&[*problem], language, out),
    };
    let answer = json!({
        "rows": import.rows,
        "units": import.units,
        "total_amount": import.total.to_wan_yuan_exact(4),
        "total_amount_unit": "万元",
        "total_fen": import.total.0,
        "frame_sha256": import.frame.as_ref().map(|frame| frame.sha256.as_str()),
        "problems": problems_as_json(&import.problems, language),
    });
    writeln!(out, "{answer}")?;
    Ok(if import.has_errors() {
        HAS_PROBLEMS
    } else {
        GOOD
    })
}

/// The import of the list at `path`; the outer error is a file that cannot be opened, the inner
/// one a file that is no readable spreadsheet.
pub(super) fn read(path: &Path) -> io::Result<Result<FrameImport, Box<Problem>>> {
    let bytes = std::fs::read(path)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let tables = workbook::read_tables(&bytes, &name.unwrap_or_default());
    Ok(tables.map(|tables| import_frame(&tables)))
}

/// Prints `{"problems": […]}` and answers the exit code for it.
pub(super) fn print_problems(
    problems: &[Problem],
    language: &str,
    out: &mut dyn Write,
) -> io::Result<u8> {
    writeln!(
        out,
        "{}",
        json!({ "problems": problems_as_json(problems, language) })
    )?;
    Ok(HAS_PROBLEMS)
}

fn problems_as_json(problems: &[Problem], language: &str) -> Vec<Value> {
    let severity = |problem: &Problem| match is_error(problem) {
        true => "error",
        false => "warning",
    };
    let printed = problems.iter();
    printed
        .map(|problem| as_json(problem, severity(problem), language))
        .collect()
}
