//! Making changes: each one checks first, so that what is refused changes nothing. Not here: rows
//! (`apply_rows`), choices (`apply_choices`), the form as a whole (`apply_form`).

use super::change::{DesignChange, RowColumn};
use super::grid::{Grid, normalise};
use super::outline::{FormOutline, OutlineRow};
use super::{apply_choices, apply_form, apply_rows};
use crate::instrument::Translations;
use crate::problem::Problem;
use crate::project::Table;

/// Most characters in one text; a spreadsheet's cell takes 32 767.
const TEXT_LIMIT: usize = 10_000;
/// Most characters in a name of a question, a list or a choice.
const NAME_LIMIT: usize = 64;

/// Makes one change. Everything it does not name stays as it is. Errors: `DESIGN_…`, each with its
/// cell where there is one; nothing is changed then.
pub fn apply(tables: &[Table], change: &DesignChange) -> Result<Vec<Table>, Vec<Problem>> {
    let mut changed = tables.to_vec();
    make(&mut changed, change)?;
    Ok(changed)
}

/// Makes several changes, or none. Each problem carries `details.change`, the change's place in the
/// list from 0.
pub fn apply_all(tables: &[Table], changes: &[DesignChange]) -> Result<Vec<Table>, Vec<Problem>> {
    let mut changed = tables.to_vec();
    for (index, change) in changes.iter().enumerate() {
        make(&mut changed, change).map_err(|problems| {
            let placed = problems.into_iter().map(|p| p.with("change", index));
            placed.collect::<Vec<Problem>>()
        })?;
    }
    Ok(changed)
}

fn make(tables: &mut Vec<Table>, change: &DesignChange) -> Result<(), Vec<Problem>> {
    use DesignChange as C;
    let outline = FormOutline::read(tables);
    match change {
        C::AddQuestion { .. }
        | C::AddGroup { .. }
        | C::Remove { .. }
        | C::Move { .. }
        | C::Rename { .. }
        | C::SetType { .. } => apply_rows::make(tables, &outline, change)?,
        C::SetText {
            row,
            column,
            language,
            text,
        } => {
            known_row(&outline, *row)?;
            known_language(&outline, language)?;
            let heading = heading_in(column.heading(), language);
            set(tables, *row, &heading, text)?;
        }
        C::SetRequired { row, required } => {
            known_row(&outline, *row)?;
            let text = if *required { "yes" } else { "" };
            set(tables, *row, RowColumn::Required.heading(), text)?;
        }
        C::SetShowIf { row, show_if } => {
            let text = match show_if {
                Some(show_if) => apply_rows::condition(&outline, *row, show_if)?,
                None => String::new(),
            };
            known_row(&outline, *row)?;
            set(tables, *row, RowColumn::Relevant.heading(), &text)?;
        }
        C::SetColumn { row, column, text } => {
            known_row(&outline, *row)?;
            if column.is_evaluation() && !text.trim().is_empty() {
                apply_form::declare_namespace(tables);
            }
            set(tables, *row, column.heading(), text)?;
        }
        C::AddChoice { .. }
        | C::SetChoiceLabel { .. }
        | C::SetChoiceScore { .. }
        | C::MoveChoice { .. }
        | C::RemoveChoice { .. } => apply_choices::make(tables, &outline, change)?,
        C::AddLanguage { language } => apply_form::add_language(tables, &outline, language)?,
        C::RenameLanguage { from, to } => {
            apply_form::rename_language(tables, &outline, from, to)?;
        }
        C::SetTitle { title } => apply_form::set(tables, "form_title", bounded(title)?),
        C::SetKind { kind } => apply_form::set_kind(tables, *kind),
    }
    normalise(tables);
    Ok(())
}

fn set(tables: &mut Vec<Table>, row: u32, heading: &str, text: &str) -> Result<(), Vec<Problem>> {
    let text = bounded(text)?;
    let mut survey = Grid::find_or_add(tables, "survey", &["type", "name", "label"]);
    survey.set(row, heading, text);
    Ok(())
}

/// `label` in a language, as a heading.
pub(super) fn heading_in(column: &str, language: &str) -> String {
    match language {
        crate::instrument::xlsform::UNTAGGED => column.to_owned(),
        _ => format!("{column}::{language}"),
    }
}

/// The row, when the outline has it.
pub(super) fn known_row(outline: &FormOutline, row: u32) -> Result<&OutlineRow, Vec<Problem>> {
    let missing = || vec![Problem::new("DESIGN_NO_SUCH_ROW").with("row", row)];
    outline.row(row).ok_or_else(missing)
}

/// Refuses a language that the form does not have.
pub(super) fn known_language(outline: &FormOutline, language: &str) -> Result<(), Vec<Problem>> {
    if outline.languages.iter().any(|known| known == language) {
        return Ok(());
    }
    let problem = Problem::new("DESIGN_UNKNOWN_LANGUAGE").with("language", language);
    Err(vec![problem])
}

/// A text that fits a cell and has no characters that a workbook cannot hold.
pub(super) fn bounded(text: &str) -> Result<&str, Vec<Problem>> {
    if text.chars().count() > TEXT_LIMIT {
        let problem = Problem::new("TEXT_TOO_LONG").with("limit", TEXT_LIMIT);
        return Err(vec![problem]);
    }
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(is_control) || text.contains(['\u{FFFE}', '\u{FFFF}']) {
        return Err(vec![Problem::new("DESIGN_CONTROL_CHARACTER")]);
    }
    Ok(text)
}

/// A name that XLSForm takes for a question or group.
pub(super) fn question_name(name: &str) -> Result<(), Vec<Problem>> {
    let begins = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let is_good = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if begins && name.chars().all(is_good) && name.chars().count() <= NAME_LIMIT {
        return Ok(());
    }
    Err(vec![Problem::new("DESIGN_BAD_NAME").with("name", name)])
}

/// A name that XLSForm takes for a choice or a list: no white space.
pub(super) fn choice_name(name: &str) -> Result<(), Vec<Problem>> {
    let is_bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\'' | '"');
    if !name.is_empty() && !name.contains(is_bad) && name.chars().count() <= NAME_LIMIT {
        return Ok(());
    }
    Err(vec![Problem::new("DESIGN_BAD_NAME").with("name", name)])
}

/// Texts to write, each with its heading; every language must be one of the form's.
pub(super) fn texts<'a>(
    outline: &FormOutline,
    column: &str,
    texts: &'a Translations,
) -> Result<Vec<(String, &'a str)>, Vec<Problem>> {
    let mut written = Vec::new();
    for (language, text) in texts {
        known_language(outline, language)?;
        written.push((heading_in(column, language), bounded(text)?));
    }
    Ok(written)
}
