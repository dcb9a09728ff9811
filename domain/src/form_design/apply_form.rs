//! The form as a whole: settings, languages, and a form without questions. Not here: rows.

use super::apply::heading_in;
use super::change::TextColumn;
use super::grid::{Grid, normalise};
use super::outline::FormOutline;
use crate::instrument::InstrumentKind;
use crate::instrument::xlsform::{UNTAGGED, heading_meaning};
use crate::problem::Problem;
use crate::project::{Table, TableRow};

/// The namespace of the evaluation columns, as the settings sheet declares it.
pub const NAMESPACE: &str = r#"kp="https://kanping.example/xforms""#;

/// Most languages of one form.
const LANGUAGE_LIMIT: usize = 10;

const TEXTS: [TextColumn; 4] = [
    TextColumn::Label,
    TextColumn::Hint,
    TextColumn::ConstraintMessage,
    TextColumn::RequiredMessage,
];

/// Writes a cell of the settings sheet; a workbook without the sheet or the column gets it.
pub fn set(tables: &mut Vec<Table>, setting: &str, text: &str) {
    let mut settings = Grid::find_or_add(tables, "settings", &[setting]);
    let row = settings.first_data_row();
    let row = row.unwrap_or_else(|| settings.heading_number() + 1);
    settings.set(row, setting, text);
    normalise(tables);
}

/// A cell of the settings sheet, trimmed.
pub fn setting(tables: &[Table], setting: &str) -> String {
    let sheet = crate::instrument::xlsform::Sheet::find(tables, "settings");
    let found = sheet.and_then(|s| s.rows.first().map(|row| s.cell(row, setting)));
    found.unwrap_or("").to_owned()
}

/// Declares the `kp` prefix, which `rxform` and other tools need for `bind::kp:…`.
pub(super) fn declare_namespace(tables: &mut Vec<Table>) {
    let declared = setting(tables, "namespaces");
    if declared
        .split_whitespace()
        .any(|word| word.starts_with("kp="))
    {
        return;
    }
    let both = format!("{declared} {NAMESPACE}");
    set(tables, "namespaces", both.trim());
}

pub(super) fn set_kind(tables: &mut Vec<Table>, kind: InstrumentKind) {
    let word = serde_json::to_value(kind).ok();
    let word = word.as_ref().and_then(|value| value.as_str()).unwrap_or("");
    declare_namespace(tables);
    set(tables, "kp:kind", word);
}

pub(super) fn add_language(
    tables: &mut Vec<Table>,
    outline: &FormOutline,
    language: &str,
) -> Result<(), Vec<Problem>> {
    let language = new_language(outline, language)?;
    if outline.languages.len() >= LANGUAGE_LIMIT {
        let problem = Problem::new("DESIGN_TOO_MANY_LANGUAGES").with("limit", LANGUAGE_LIMIT);
        return Err(vec![problem]);
    }
    let mut survey = Grid::find_or_add(tables, "survey", &["type", "name", "label"]);
    for column in TEXTS.map(TextColumn::heading) {
        let is_used = outline
            .languages
            .iter()
            .any(|known| survey.has(column, Some(known)));
        if is_used || column == "label" {
            survey.add_column(&heading_in(column, language));
        }
    }
    if let Some(mut choices) = Grid::find(tables, "choices")
        && choices.heading_number() > 0
    {
        choices.add_column(&heading_in("label", language));
    }
    let first = outline.languages.first().map_or(UNTAGGED, String::as_str);
    if first != UNTAGGED && setting(tables, "default_language").is_empty() {
        set(tables, "default_language", first);
    }
    Ok(())
}

pub(super) fn rename_language(
    tables: &mut Vec<Table>,
    outline: &FormOutline,
    from: &str,
    to: &str,
) -> Result<(), Vec<Problem>> {
    super::apply::known_language(outline, from)?;
    let to = new_language(outline, to)?;
    let renamed = |text: &str| {
        let (column, language) = heading_meaning(text);
        let is_text = TEXTS.iter().any(|c| c.heading() == column) || column == "guidance_hint";
        match language {
            // Also `media::image::…` and what else names a language.
            Some(language) if language == from => {
                let column = text.trim().strip_suffix(from)?;
                Some(format!("{column}{to}"))
            }
            None if is_text && from == UNTAGGED => Some(format!("{}::{to}", text.trim())),
            _ => None,
        }
    };
    for sheet in ["survey", "choices"] {
        if let Some(mut grid) = Grid::find(tables, sheet) {
            grid.rename_headings(renamed);
        }
    }
    if setting(tables, "default_language") == from {
        set(tables, "default_language", to);
    }
    Ok(())
}

/// A name for a language: what fits a heading and is not there yet.
fn new_language<'a>(outline: &FormOutline, language: &'a str) -> Result<&'a str, Vec<Problem>> {
    let language = language.trim();
    let is_good = !language.is_empty()
        && language != UNTAGGED
        && !language.contains(':')
        && !language.contains(char::is_control)
        && language.chars().count() <= 60;
    let problem = match is_good {
        false => Problem::new("DESIGN_BAD_LANGUAGE"),
        true if outline.languages.iter().any(|known| known == language) => {
            Problem::new("DESIGN_NAME_TAKEN").with("name", language)
        }
        true => return Ok(language),
    };
    Err(vec![problem.with("language", language)])
}

/// A form without questions, with all the columns of Kanping.
pub fn blank(form_id: &str, title: &str, kind: InstrumentKind, languages: &[String]) -> Vec<Table> {
    let untagged = [UNTAGGED.to_owned()];
    let languages = match languages {
        [] => &untagged,
        some => some,
    };
    let translated = |column: &'static str| languages.iter().map(move |l| heading_in(column, l));
    let owned = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    let survey = [
        owned(&["type", "name"]),
        translated("label").collect(),
        translated("hint").collect(),
        owned(&["required", "relevant", "constraint"]),
        translated("constraint_message").collect(),
        owned(&["calculation", "choice_filter", "appearance", "default"]),
        owned(&["read_only", "bind::kp:indicator", "bind::kp:weight"]),
        owned(&["bind::kp:role", "bind::kp:severity_if_no"]),
        owned(&["bind::kp:finding_title", "bind::kp:photo_min"]),
        owned(&["bind::kp:tolerance"]),
        owned(&["bind::kp:unit", "bind::kp:from"]),
    ]
    .concat();
    let choices = [
        owned(&["list_name", "name"]),
        translated("label").collect(),
        owned(&["score"]),
    ]
    .concat();
    let settings = owned(&["form_title", "form_id", "version", "default_language"]);
    let sheet = |name: &str, cells: Vec<String>| Table {
        sheet: name.to_owned(),
        rows: vec![TableRow { number: 1, cells }],
        merged: Vec::new(),
    };
    let mut tables = vec![
        sheet("survey", survey),
        sheet("choices", choices),
        sheet("settings", settings),
    ];
    set(&mut tables, "form_title", title);
    set(&mut tables, "form_id", form_id);
    if let [first, ..] = languages
        && first != UNTAGGED
    {
        set(&mut tables, "default_language", first);
    }
    set_kind(&mut tables, kind);
    tables
}
