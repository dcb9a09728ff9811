//! From the cells of an XLSForm workbook to an `Instrument`: every problem at once, each with its
//! sheet, row and column. Not here: opening workbooks, making the XForm (both `server::forms`).

mod choices;
mod expression;
mod row;
mod settings;
mod sheet;
mod survey;

pub(crate) use row::{RowKind, kind as row_kind};
pub(crate) use sheet::{Sheet, UNTAGGED, heading_meaning};

use super::Instrument;
use crate::problem::Problem;
use crate::project::Table;

/// What `bind::kp:from` may name: the frame's columns, and the index number of the working paper.
pub const FROM_SOURCES: [&str; 8] = [
    "project_code",
    "project_name",
    "unit",
    "township",
    "project_type",
    "amount_wan_yuan",
    "planned_quantity",
    "working_paper_index",
];

/// Understands the tables of a workbook; `xform` is what `rxform` made of the same tables and is
/// carried along. Errors: `FORM_…` problems, all of them, each with the cell.
pub fn understand(tables: &[Table], xform: String) -> Result<Instrument, Vec<Problem>> {
    let Some(survey_sheet) = sheet::Sheet::find(tables, "survey") else {
        return Err(vec![Problem::new("FORM_NO_SURVEY_SHEET")]);
    };
    let mut problems = Vec::new();
    let settings = settings::read(tables, &mut problems);
    let lists = choices::read(tables, &mut problems);
    let outline = survey::outline(&survey_sheet, &settings.root, &mut problems);
    let nodes = survey::nodes(&survey_sheet, &outline, &lists, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut languages = survey_sheet.languages();
    if languages.is_empty() {
        languages.push(sheet::UNTAGGED.to_owned());
    }
    let instrument = Instrument {
        form_id: settings.form_id.into(),
        version: settings.version,
        title: settings.title,
        kind: settings.kind,
        languages,
        xform,
        nodes,
    };
    Ok(instrument)
}

/// Writes the `${name}` references of the `required` and `read_only` columns as paths. `rxform`
/// 0.1.4 leaves these two columns as they stand, and XForms does not know `${…}`.
pub fn resolve_references(tables: &mut [Table]) {
    let names = match sheet::Sheet::find(tables, "survey") {
        Some(found) => {
            let settings = settings::read(tables, &mut Vec::new());
            survey::outline(&found, &settings.root, &mut Vec::new()).names
        }
        None => return,
    };
    for table in tables
        .iter_mut()
        .filter(|t| t.sheet.trim().eq_ignore_ascii_case("survey"))
    {
        let Some(headings) = table.rows.iter().find(|row| !row.cells.is_empty()) else {
            continue;
        };
        let is_flag = |cell: &String| {
            matches!(
                cell.trim().to_lowercase().as_str(),
                "required" | "bind::required" | "readonly" | "read_only" | "bind::readonly"
            )
        };
        let flags: Vec<usize> = headings
            .cells
            .iter()
            .enumerate()
            .filter(|(_, c)| is_flag(c))
            .map(|(i, _)| i)
            .collect();
        for row in &mut table.rows {
            for index in &flags {
                let Some(cell) = row.cells.get_mut(*index) else {
                    continue;
                };
                // An unknown name stays; `understand` reports it with its cell.
                if let Ok(resolved) = expression::expand(cell, &names, str::to_owned) {
                    *cell = resolved;
                }
            }
        }
    }
}
