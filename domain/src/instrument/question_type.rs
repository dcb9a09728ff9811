//! What a question asks for: its type, its choices, what only some types have. Not here: how an
//! answer is checked (`answer_type`).

use std::collections::BTreeMap;

use super::Translations;

/// The question types this version understands; anything else is refused at import by name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum QuestionType {
    /// `text`.
    Text,
    /// `integer`.
    Integer,
    /// `decimal`.
    Decimal,
    /// `range`: a number between two ends; exact decimal texts.
    Range {
        /// The lower end; `1` where the workbook says nothing.
        start: String,
        /// The upper end; `10` where the workbook says nothing.
        end: String,
        /// The distance of two values; `1` where the workbook says nothing.
        step: String,
    },
    /// `date`: `2026-11-22`.
    Date,
    /// `time`: `10:32`.
    Time,
    /// `dateTime`: `2026-11-22T10:32`.
    DateTime,
    /// `note`: read only.
    Note,
    /// `acknowledge`, `trigger`: answered with `OK`.
    Acknowledge,
    /// `select_one list`.
    SelectOne {
        /// In the order of the workbook; empty when `QuestionDetails::list` is in
        /// `Instrument::lists`. Ask `Session::choices`.
        choices: Vec<Choice>,
    },
    /// `select_multiple list`: names separated by spaces.
    SelectMultiple {
        /// As for `SelectOne`.
        choices: Vec<Choice>,
    },
    /// `rank list`: all names in the respondent's order, separated by spaces.
    Rank {
        /// As for `SelectOne`.
        choices: Vec<Choice>,
    },
    /// `image`; with appearance `signature`, `draw` or `annotate` drawn by hand.
    Image,
    /// `audio`: a recording.
    Audio,
    /// `file`: any document; with `QuestionDetails::accept` of that kind (`video/*`).
    File,
    /// `geopoint`: `latitude longitude altitude accuracy`.
    Geopoint,
    /// `barcode`: the text of a code.
    Barcode,
    /// `calculate`: never shown.
    Calculate,
    /// `hidden`.
    Hidden,
    /// `start`, `end`, `today`, `deviceid`, `username`, `email`, `phonenumber`: filled in by the
    /// session.
    Metadata {
        /// Which preload.
        preload: String,
    },
}

/// What only some questions have.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct QuestionDetails {
    /// The list of a select: a list of the choices sheet, or a file's name without `.csv`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub list: String,
    /// `guidance_hint` per language: help that a person opens.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub guidance: Translations,
    /// The `parameters` column: `max-pixels`, `quality`, `rows`, `capture-accuracy` …
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// The kind of media a file must be: `video/*`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub accept: String,
}

impl QuestionDetails {
    /// Whether there is nothing special.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One choice of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Choice {
    /// The stored name.
    pub name: String,
    /// Label per language.
    pub label: Translations,
    /// `score` column, exact decimal text (0–100); `None` where empty (不了解/不适用).
    pub score: Option<String>,
}

/// A table that expressions look things up in: a list of choices with its columns, or a CSV file.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LookupTable {
    /// Column names; `label::中文 (zh)` for a label in a language.
    pub columns: Vec<String>,
    /// One text per column; shorter rows end with empty cells.
    pub rows: Vec<Vec<String>>,
}

impl LookupTable {
    /// Where a column stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// A cell's text; empty outside the table.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let found = self.rows.get(row).and_then(|cells| cells.get(column));
        found.map_or("", String::as_str)
    }
}
