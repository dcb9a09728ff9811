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

/// Most characters of a value that are shown in a sentence.
const MOST_SHOWN: usize = 200;

impl Problem {
    /// The problem as a sentence. `words` knows the text of a code; `{name}` in it is the value of
    /// that detail, `{code}` the code itself. A reason that is itself a code (`WHY_…`) is put into
    /// words too. `None` for a code without a text.
    pub fn sentence<'t>(&self, words: impl Fn(&str) -> Option<&'t str>) -> Option<String> {
        let value = |name: &str| match (name, self.details.get(name)) {
            ("code", None) => self.code.clone(),
            (_, Some(value)) => shown(value),
            (_, None) => String::new(),
        };
        let with_reason = |name: &str| {
            let code = value(name);
            match words(&code).filter(|_| name == "reason" && code.starts_with("WHY_")) {
                Some(text) => filled(text, value),
                None => code,
            }
        };
        words(&self.code).map(|text| filled(text, with_reason))
    }
}

fn shown(value: &str) -> String {
    match value.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// A text with each `{name}` replaced; values are not looked at again.
fn filled(text: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let named = behind.split_once('}').filter(|(name, _)| {
            let is_plain =
                |letter: char| letter.is_ascii_lowercase() || matches!(letter, '_' | '0'..='9');
            !name.is_empty() && name.chars().all(is_plain)
        });
        match named {
            Some((name, further)) => {
                out.push_str(&value(name));
                rest = further;
            }
            None => {
                out.push('{');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The body of every answer that is not 2xx.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemEnvelope {
    /// At least one; imports answer all of them at once.
    pub problems: Vec<Problem>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(code: &str) -> Option<&'static str> {
        match code {
            "FORM_UNSUPPORTED_TYPE" => Some("{type}: {reason}. Not ${this} {gone}"),
            "WHY_NO_MAP" => Some("no map for {type}"),
            _ => None,
        }
    }

    #[test]
    fn a_sentence_holds_the_values_and_the_reason_in_words() {
        let problem = Problem::new("FORM_UNSUPPORTED_TYPE").with("type", "{reason}");
        let problem = problem.with("reason", "WHY_NO_MAP");
        let said = problem.sentence(words);
        let expected = "{reason}: no map for {reason}. Not $ ";
        assert_eq!(said.as_deref(), Some(expected));
        assert_eq!(Problem::new("NEW").sentence(words), None);
    }

    #[test]
    fn a_value_of_a_whole_page_is_cut_and_a_reason_without_words_is_shown() {
        let problem = Problem::new("FORM_UNSUPPORTED_TYPE").with("type", "路".repeat(5_000));
        let said = problem.with("reason", "WHY_NOT").sentence(words).unwrap();
        assert!(
            said.chars().count() < 300 && said.contains("WHY_NOT"),
            "{said}"
        );
    }
}
