//! A worksheet by headings: `label::中文 (zh)` is the column `label` in a language. Not here: what
//! the columns mean.

use crate::instrument::Translations;
use crate::project::{Table, TableRow};

/// The language of columns that name none.
pub(crate) const UNTAGGED: &str = "default";

/// Columns that may be followed by a language.
const TRANSLATABLE: [&str; 9] = [
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "image",
    "big-image",
    "audio",
    "video",
];

/// One heading, understood.
pub(crate) struct Heading {
    /// As written.
    pub text: String,
    /// Lower case, aliases resolved, without language.
    pub column: String,
    pub language: Option<String>,
}

/// A worksheet whose first row that is not empty holds the headings.
pub(crate) struct Sheet<'a> {
    pub name: &'a str,
    pub headings: Vec<Heading>,
    pub rows: &'a [TableRow],
}

impl<'a> Sheet<'a> {
    /// The sheet with this name (case does not matter), when the workbook has it and it has
    /// headings.
    pub fn find(tables: &'a [Table], name: &str) -> Option<Self> {
        let table = tables
            .iter()
            .find(|t| t.sheet.trim().eq_ignore_ascii_case(name))?;
        let first = table.rows.iter().position(|row| !row.is_blank())?;
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

    /// The languages of the texts in the order of the columns.
    pub fn languages(&self) -> Vec<String> {
        let mut languages: Vec<String> = Vec::new();
        let labels = |heading: &&Heading| heading.column == "label";
        for heading in self.headings.iter().filter(labels) {
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

    /// The first row that has something in a column.
    pub fn first_filled(&self, index: usize) -> Option<&TableRow> {
        self.rows
            .iter()
            .find(|row| !row.cell(index).trim().is_empty())
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
    let mut rest = text;
    for prefix in ["media::", "media:"] {
        rest = strip_prefix_ignoring_case(rest, prefix)
            .unwrap_or(rest)
            .trim();
    }
    let split = rest.split_once("::").or_else(|| rest.split_once(':'));
    let (base, language) = match split {
        Some((base, language)) if is_translatable(base) => (base, Some(language.trim())),
        _ => (rest, None),
    };
    let (base, language) = match message_of_bind(rest) {
        Some((column, language)) => (column, language),
        None => (base, language),
    };
    let language = language
        .filter(|language| !language.is_empty())
        .map(str::to_owned);
    (canonical(&plain(base)), language)
}

/// `bind::jr:constraintMsg::English (en)`.
fn message_of_bind(text: &str) -> Option<(&'static str, Option<&str>)> {
    let rest = strip_prefix_ignoring_case(text, "bind::")
        .or_else(|| strip_prefix_ignoring_case(text, "bind:"))?;
    let names = [
        ("jr:constraintmsg", "constraint_message"),
        ("jr:requiredmsg", "required_message"),
    ];
    names.into_iter().find_map(|(name, column)| {
        let behind = strip_prefix_ignoring_case(rest, name)?;
        Some((column, behind.strip_prefix("::").map(str::trim)))
    })
}

fn strip_prefix_ignoring_case<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| &text[prefix.len()..])
}

/// Lower case, words joined by `_`.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join("_").to_lowercase()
}

fn is_translatable(base: &str) -> bool {
    TRANSLATABLE.contains(&canonical(&plain(base)).as_str())
}

/// The aliases of the XLSForm standard for the columns that are read here.
fn canonical(column: &str) -> String {
    let bind = column
        .strip_prefix("bind::")
        .or_else(|| column.strip_prefix("bind:"));
    if let Some(name) = bind {
        return match name {
            "relevant" | "constraint" | "required" | "readonly" => name.to_owned(),
            "calculate" => "calculation".to_owned(),
            other => format!("bind::{other}"),
        };
    }
    let control = ["control::", "control:", "body::", "body:"];
    if let Some(name) = control
        .iter()
        .find_map(|prefix| column.strip_prefix(prefix))
    {
        return match name {
            "appearance" => "appearance".to_owned(),
            "jr:count" => "repeat_count".to_owned(),
            other => format!("body::{other}"),
        };
    }
    let name = match column {
        "caption" => "label",
        "relevance" => "relevant",
        "calculate" => "calculation",
        "read_only" => "readonly",
        "constraining_message" | "constraint_msg" => "constraint_message",
        "requiredmsg" => "required_message",
        "command" => "type",
        "tag" | "value" => "name",
        "count" | "jr:count" => "repeat_count",
        "listname" => "list_name",
        "saveto" => "save_to",
        "no_app_error_string" => "noapperrorstring",
        "id_string" | "set_form_id" => "form_id",
        "title" | "set_form_title" => "form_title",
        other => other,
    };
    name.to_owned()
}
