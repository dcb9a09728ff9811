//! What is wrong, as values. A code travels; the app and the command line put it into words.

use std::collections::BTreeMap;

/// The one error envelope of the HTTP interface and of every import.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Stable, SCREAMING_SNAKE_CASE, for example `FRAME_DUPLICATE_CODE`. Translated by the reader.
    pub code: String,
    /// Where it is, when it is somewhere: a cell, a question, a field of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Values for the translated sentence, for example `{"expected": "212", "found": "211"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
}

/// Where in an input a problem is.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// A worksheet's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row as the spreadsheet numbers it, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The column's heading, or its letter where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// A form path (`/data/c3`) or a field of a request (`login`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl Problem {
    /// A problem with a code and nothing else.
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            place: None,
            details: BTreeMap::new(),
        }
    }

    /// Adds a value for the translated sentence.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }

    /// Says in which cell of which sheet it is; `row` counts from 1.
    pub fn at_cell(mut self, sheet: &str, row: u32, column: &str) -> Self {
        self.place = Some(Place {
            sheet: Some(sheet.to_owned()),
            row: Some(row),
            column: Some(column.to_owned()),
            path: None,
        });
        self
    }

    /// Says at which form path or request field it is.
    pub fn at_path(mut self, path: &str) -> Self {
        self.place = Some(Place {
            path: Some(path.to_owned()),
            ..Place::default()
        });
        self
    }
}

/// The body of every answer that is not 2xx.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemEnvelope {
    /// At least one; imports answer all of them at once.
    pub problems: Vec<Problem>,
}
