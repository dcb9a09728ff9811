//! Reading spreadsheets that strangers send: `.xlsx` and `.csv` become plain tables, within hard
//! limits on bytes, parts, cells and text, so that a damaged or hostile file costs a clear problem
//! and bounded memory.
//! `write` goes the other way. Not here: what the columns mean (`domain::project::import_frame`,
//! the XLSForm conversion).

mod budget;
mod cell_text;
mod delimited;
mod write;
mod xlsx;
mod zip_guard;

pub use write::write_tables;
pub use zip_guard::check_zip;

use domain::problem::Problem;
use domain::project::Table;

/// The largest file that is looked at, in bytes (20 MiB).
pub const MAX_FILE_BYTES: usize = 20 * 1024 * 1024;

/// What the first bytes and the name say a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileKind {
    Xlsx,
    Delimited,
    LegacyXls,
    Encrypted,
    Unknown,
}

/// Reads every worksheet of an `.xlsx`, or the one table of a `.csv`. `name` is the file's name or
/// its media type; the first bytes count for more than it.
///
/// The problem's code is one of `WORKBOOK_EMPTY_FILE`, `WORKBOOK_TOO_LARGE`,
/// `WORKBOOK_LEGACY_XLS`, `WORKBOOK_ENCRYPTED`, `WORKBOOK_UNKNOWN_TYPE`, `WORKBOOK_DAMAGED`,
/// `WORKBOOK_BOMB`, `WORKBOOK_CELL_BEYOND_LIMIT`, `WORKBOOK_TOO_MANY_CELLS`,
/// `WORKBOOK_TOO_MUCH_TEXT`, `WORKBOOK_CELL_TEXT_TOO_LONG`, `CSV_UNKNOWN_ENCODING`.
pub fn read_tables(bytes: &[u8], name: &str) -> Result<Vec<Table>, Box<Problem>> {
    if bytes.is_empty() {
        return Err(Box::new(Problem::new("WORKBOOK_EMPTY_FILE")));
    }
    if bytes.len() > MAX_FILE_BYTES {
        let problem = Problem::new("WORKBOOK_TOO_LARGE")
            .with("found_bytes", bytes.len())
            .with("limit_bytes", MAX_FILE_BYTES);
        return Err(Box::new(problem));
    }
    match file_kind(bytes, name) {
        FileKind::Xlsx => {
            check_zip(bytes)?;
            xlsx::read(bytes)
        }
        FileKind::Delimited => delimited::read(bytes, name).map(|table| vec![table]),
        FileKind::LegacyXls => Err(Box::new(Problem::new("WORKBOOK_LEGACY_XLS"))),
        FileKind::Encrypted => Err(Box::new(Problem::new("WORKBOOK_ENCRYPTED"))),
        FileKind::Unknown => Err(Box::new(Problem::new("WORKBOOK_UNKNOWN_TYPE"))),
    }
}

fn file_kind(bytes: &[u8], name: &str) -> FileKind {
    const ZIP: &[u8] = b"PK\x03\x04";
    const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let name = name.to_ascii_lowercase();
    let is_xlsx_name = [
        ".xlsx",
        ".xlsm",
        "openxmlformats-officedocument.spreadsheetml.sheet",
    ]
    .iter()
    .any(|ending| name.ends_with(ending));
    if bytes.starts_with(ZIP) {
        return FileKind::Xlsx;
    }
    if bytes.starts_with(COMPOUND_FILE) {
        // Excel wraps a password-protected .xlsx into the container of the old format.
        return if is_xlsx_name {
            FileKind::Encrypted
        } else {
            FileKind::LegacyXls
        };
    }
    if name.ends_with(".xls") || name.ends_with("ms-excel") {
        return FileKind::LegacyXls;
    }
    let is_text_name = [".csv", ".txt", ".tsv"]
        .iter()
        .any(|ending| name.ends_with(ending))
        || name.contains("csv");
    if is_text_name && delimited::looks_like_text(bytes) {
        return FileKind::Delimited;
    }
    // A name alone does not make a workbook: the reader then says what is damaged.
    if is_xlsx_name {
        FileKind::Xlsx
    } else {
        FileKind::Unknown
    }
}

/// A file that cannot be understood; `reason` is the library's own words, for the support line.
fn damaged(reason: impl std::fmt::Display) -> Box<Problem> {
    Box::new(Problem::new("WORKBOOK_DAMAGED").with("reason", reason))
}

#[cfg(test)]
mod tests;
