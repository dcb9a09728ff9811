//! The settings sheet: which form this is, its version, what it is for. Not here: namespaces, which
//! only `rxform` needs.

use super::sheet::Sheet;
use crate::instrument::InstrumentKind;
use crate::problem::Problem;
use crate::project::Table;

/// What the settings say.
pub(super) struct Settings {
    pub form_id: String,
    pub version: String,
    pub title: String,
    pub kind: InstrumentKind,
    /// The name of the instance's root element, `data` unless the sheet names another.
    pub root: String,
}

/// Reads the settings. `form_id`, `version` and `kp:kind` are needed: a record pins the first two,
/// and the third says whose screen it belongs to.
pub(super) fn read(tables: &[Table], problems: &mut Vec<Problem>) -> Settings {
    let sheet = Sheet::find(tables, "settings");
    let value = |column: &str| {
        let filled = sheet
            .as_ref()
            .and_then(|s| s.rows.first().map(|row| s.cell(row, column)));
        filled.unwrap_or("").to_owned()
    };
    let row = sheet
        .as_ref()
        .and_then(|s| s.rows.first())
        .map_or(2, |row| row.number);
    let mut report = |problem: Problem, column: &str| {
        problems.push(problem.at_cell("settings", row, column));
    };
    for column in ["form_id", "version"] {
        if value(column).is_empty() {
            report(
                Problem::new("FORM_MISSING_SETTING").with("setting", column),
                column,
            );
        }
    }
    if matches!(
        value("flat").to_lowercase().as_str(),
        "yes" | "true" | "true()"
    ) {
        report(
            Problem::new("FORM_UNSUPPORTED_COLUMN").with("column", "flat"),
            "flat",
        );
    }
    let kind = match value("kp:kind").as_str() {
        "site_inspection" => InstrumentKind::SiteInspection,
        "questionnaire" => InstrumentKind::Questionnaire,
        other => {
            let problem = Problem::new("FORM_BAD_VALUE").with("value", other);
            report(
                problem.with("expected", "site_inspection, questionnaire"),
                "kp:kind",
            );
            InstrumentKind::Questionnaire
        }
    };
    let or = |text: String, otherwise: String| if text.is_empty() { otherwise } else { text };
    let form_id = value("form_id");
    Settings {
        title: or(value("form_title"), form_id.clone()),
        root: or(value("name"), "data".to_owned()),
        version: value("version"),
        form_id,
        kind,
    }
}
