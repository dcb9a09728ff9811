//! The settings sheet: which form this is, its version, what it is for. Not here: publishing.

use super::sheet::Sheet;
use crate::instrument::{Instrument, InstrumentKind, Node};
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
    pub default_language: String,
    pub instance_name: String,
    /// A list may have a name twice.
    pub choice_duplicates: bool,
    /// Where the settings stand, for messages.
    pub row: u32,
}

impl Settings {
    /// A form of these settings.
    pub fn instrument(&self, nodes: Vec<Node>) -> Instrument {
        Instrument {
            form_id: self.form_id.as_str().into(),
            version: self.version.clone(),
            title: self.title.clone(),
            kind: self.kind,
            nodes,
            ..Instrument::default()
        }
    }
}

/// What a workbook that does not say so is called.
pub struct Fallback<'a> {
    /// The form's identifier: the file's name without its ending.
    pub form_id: &'a str,
    /// The version: something that changes with the content.
    pub version: &'a str,
}

/// Settings that only other tools act on.
const PASSED_OVER: [&str; 12] = [
    "submission_url",
    "auto_send",
    "auto_delete",
    "style",
    "sms_keyword",
    "sms_separator",
    "sms_allow_media",
    "sms_date_format",
    "sms_datetime_format",
    "sms_response",
    "prefix",
    "delimiter",
];

/// Settings that are read.
const READ: [&str; 12] = [
    "form_id",
    "form_title",
    "version",
    "name",
    "default_language",
    "instance_name",
    "allow_choice_duplicates",
    "kp:kind",
    "namespaces",
    "clean_text_values",
    "omit_instanceid",
    "flat",
];

/// Reads the settings. What is missing gets a value and a warning: a record pins form and version.
pub(super) fn read(
    tables: &[Table],
    fallback: &Fallback<'_>,
    problems: &mut Vec<Problem>,
    warnings: &mut Vec<Problem>,
) -> Settings {
    let sheet = Sheet::find(tables, "settings");
    let found = sheet.as_ref().and_then(|s| Some((s, s.rows.first()?)));
    let value = |column: &str| {
        found
            .map_or("", |(sheet, row)| sheet.cell(row, column))
            .to_owned()
    };
    let row = found.map_or(2, |(_, row)| row.number);
    let at = |problem: Problem, column: &str| problem.at_cell("settings", row, column);
    for column in ["form_id", "version", "kp:kind"] {
        if value(column).is_empty() {
            let problem = Problem::new("FORM_MISSING_SETTING").with("setting", column);
            warnings.push(at(problem, column));
        }
    }
    for (column, reason) in refused(&value) {
        let problem = Problem::new("FORM_UNSUPPORTED_COLUMN").with("column", column);
        problems.push(at(problem.with("reason", reason), column));
    }
    for heading in found.map_or(&[][..], |(sheet, _)| &sheet.headings) {
        let column = heading.column.as_str();
        if column.is_empty() || value(column).is_empty() || column == "public_key" {
            continue;
        }
        if PASSED_OVER.contains(&column) || column.starts_with("attribute:") {
            let problem = Problem::new("FORM_SETTING_WITHOUT_EFFECT").with("setting", column);
            warnings.push(at(problem, &heading.text));
        } else if !READ.contains(&column) {
            let problem = Problem::new("FORM_UNKNOWN_COLUMN").with("column", &heading.text);
            warnings.push(at(problem, &heading.text));
        }
    }
    let kind = understood_kind(&value("kp:kind"));
    problems.extend(
        kind.as_ref()
            .err()
            .map(|problem| at(problem.clone(), "kp:kind")),
    );
    let or = |text: String, otherwise: &str| match text.is_empty() {
        true => otherwise.to_owned(),
        false => text,
    };
    let form_id = or(value("form_id"), fallback.form_id);
    let root = or(value("name"), "data");
    if !super::row::is_name(&root) {
        let problem = Problem::new("FORM_BAD_NAME").with("name", &root);
        problems.push(at(problem, "name"));
    }
    Settings {
        title: or(value("form_title"), &form_id),
        root,
        version: or(value("version"), fallback.version),
        default_language: value("default_language"),
        instance_name: value("instance_name"),
        choice_duplicates: is_yes(&value("allow_choice_duplicates")),
        kind: kind.unwrap_or(InstrumentKind::Questionnaire),
        form_id,
        row,
    }
}

/// The settings that would change what a form means and are not supported, with the reason's code.
fn refused(value: &impl Fn(&str) -> String) -> Vec<(&'static str, &'static str)> {
    let flat = is_yes(&value("flat")).then_some(("flat", "WHY_GROUPS_ARE_PATHS"));
    let is_encrypted = !value("public_key").is_empty();
    let key = is_encrypted.then_some(("public_key", "WHY_NOT_ENCRYPTED"));
    flat.into_iter().chain(key).collect()
}

fn understood_kind(word: &str) -> Result<InstrumentKind, Problem> {
    if word.is_empty() {
        return Ok(InstrumentKind::Questionnaire);
    }
    let found = InstrumentKind::NAMES.iter().find(|(name, _)| *name == word);
    found.map(|(_, kind)| *kind).ok_or_else(|| {
        let names = InstrumentKind::NAMES.map(|(name, _)| name);
        Problem::new("FORM_BAD_VALUE")
            .with("value", word)
            .with("expected", names.join(", "))
    })
}

/// What the standard reads as yes.
pub(super) fn is_yes(cell: &str) -> bool {
    matches!(
        cell.to_lowercase().as_str(),
        "yes" | "true" | "true()" | "1"
    )
}

/// What the standard reads as no.
pub(super) fn is_no(cell: &str) -> bool {
    matches!(
        cell.to_lowercase().as_str(),
        "" | "no" | "false" | "false()" | "0"
    )
}
