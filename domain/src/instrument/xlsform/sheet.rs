//! A worksheet by headings: `label::中文 (zh)` is the column `label` in a language. Not here: what
//! the columns mean.

use crate::instrument::Translations;
use crate::project::{Table, TableRow};

/// The language of columns that name none.
pub(crate) const UNTAGGED: &str = "default";

/// Columns that may be followed by a language.
const TRANSLATABLE: [&str; 5] = [
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
];

/// One heading, understood.
struct Heading {
    /// As written.
    text: String,
    /// Lower case, aliases resolved, without language.
    column: String,
    language: Option<String>,
}

/// A worksheet whose first row that is not empty holds the headings.
pub(crate) struct Sheet<'a> {
    pub name: &'a str,
    headings: Vec<Heading>,
    pub rows: &'a [TableRow],
}

impl<'a> Sheet<'a> {
    /// The sheet with this name (case does not matter), when the workbook has it and it has
    /// headings.
    pub fn find(tables: &'a [Table], name: &str) -> Option<Self> {
        let table = tables
            .iter()
            .find(|t| t.sheet.trim().eq_ignore_ascii_case(name))?;
        let is_filled = |row: &TableRow| row.cells.iter().any(|cell| !cell.trim().is_empty());
        let first = table.rows.iter().position(is_filled)?;
        let headings = table.rows[first]
            .cells
            .iter()
            .map(|cell| heading(cell))
            .collect();
        Some(Self {
            name: &table.sheet,
            headings,
            rows: &table.rows[first + 1..],
        })
    }

    /// The cell under the first heading that is `column`, trimmed; empty when there is none.
    pub fn cell<'r>(&self, row: &'r TableRow, column: &str) -> &'r str {
        let cells = self
            .headings
            .iter()
            .zip(&row.cells)
            .filter(|(h, _)| h.column == column);
        let mut filled = cells
            .map(|(_, cell)| cell.trim())
            .filter(|cell| !cell.is_empty());
        filled.next().unwrap_or("")
    }

    /// The text of `column` in every language it has in this row.
    pub fn translations(&self, row: &TableRow, column: &str) -> Translations {
        self.headings
            .iter()
            .zip(&row.cells)
            .filter(|(heading, cell)| heading.column == column && !cell.trim().is_empty())
            .map(|(heading, cell)| {
                let language = heading.language.as_deref().unwrap_or(UNTAGGED);
                (language.to_owned(), cell.trim().to_owned())
            })
            .collect()
    }

    /// The heading as it is written in the workbook, for messages.
    pub fn written(&self, column: &str) -> String {
        let heading = self
            .headings
            .iter()
            .find(|heading| heading.column == column);
        heading.map_or_else(|| column.to_owned(), |heading| heading.text.clone())
    }

    /// The languages of the labels in the order of the columns.
    pub fn languages(&self) -> Vec<String> {
        let mut languages: Vec<String> = Vec::new();
        for heading in self
            .headings
            .iter()
            .filter(|heading| heading.column == "label")
        {
            let language = heading
                .language
                .clone()
                .unwrap_or_else(|| UNTAGGED.to_owned());
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        languages
    }
}

fn heading(text: &str) -> Heading {
    let (column, language) = heading_meaning(text);
    Heading {
        text: text.trim().to_owned(),
        column,
        language,
    }
}

/// What a heading means: the column (lower case, aliases resolved) and the language it names.
pub(crate) fn heading_meaning(text: &str) -> (String, Option<String>) {
    let text = text.trim();
    let (base, language) = match text.split_once("::") {
        Some((base, rest)) if is_translatable(base) => (base, Some(rest.trim().to_owned())),
        Some(_) => (text, None),
        None => match text.split_once(':') {
            Some((base, rest)) if is_translatable(base) => (base, Some(rest.trim().to_owned())),
            _ => (text, None),
        },
    };
    (canonical(&base.trim().to_lowercase()), language)
}

fn is_translatable(base: &str) -> bool {
    TRANSLATABLE.contains(&base.trim().to_lowercase().as_str())
}

/// The aliases of the XLSForm standard for the columns that are read here.
fn canonical(column: &str) -> String {
    let name = match column {
        "caption" => "label",
        "relevance" | "bind::relevant" => "relevant",
        "calculate" | "bind::calculate" => "calculation",
        "read_only" | "bind::readonly" => "readonly",
        "bind::constraint" => "constraint",
        "bind::required" => "required",
        "list name" => "list_name",
        "id_string" | "set_form_id" => "form_id",
        "title" | "set_form_title" => "form_title",
        other => other,
    };
    name.to_owned()
}
