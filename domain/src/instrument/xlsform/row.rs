//! One row of the survey sheet: its type as a question, its evaluation columns. Not here: the tree.

use rust_decimal::Decimal;

use super::appearance::parameters;
use super::choices::Lists;
use super::sheet::Sheet;
use super::types::{SelectKind, Written};
use crate::finding::Severity;
use crate::ids::IndicatorCode;
use crate::instrument::{Choice, EvaluationColumns, QuestionDetails, QuestionType, Tolerance};
use crate::problem::Problem;
use crate::project::TableRow;

/// Choices that a question carries itself; longer lists are kept once for the whole form.
pub(super) const MOST_INLINE_CHOICES: usize = 1_000;

/// What `bind::kp:role` may say, without what follows a colon.
pub const ROLES: [&str; 13] = [
    "quantity_design",
    "quantity_measured",
    "numerator",
    "denominator",
    "defect",
    "consent",
    "recording_consent",
    "screen_out",
    "guardian_consent",
    "guardian_consent_given",
    "awareness",
    "overall_satisfaction",
    "requested_document",
];

/// The question's type and details. Errors: `FORM_UNKNOWN_LIST`, `FORM_BAD_VALUE` and the like.
pub(super) fn question_type(
    written: &Written,
    parameter_cell: &str,
    lists: &Lists,
) -> Result<(QuestionType, QuestionDetails), Problem> {
    let mut details = QuestionDetails {
        parameters: parameters(parameter_cell, family(written))?,
        ..QuestionDetails::default()
    };
    let question_type = match written {
        Written::Plain(name) => plain(name, &mut details)?,
        Written::Select { kind, list, .. } => {
            let found = lists.get(list);
            let found =
                found.ok_or_else(|| Problem::new("FORM_UNKNOWN_LIST").with("list", list))?;
            details.list.clone_from(list);
            let is_long = found.choices.len() > MOST_INLINE_CHOICES;
            select(
                *kind,
                if is_long {
                    Vec::new()
                } else {
                    found.choices.clone()
                },
            )
        }
        Written::FromFile { kind, file } => {
            details.list = file_stem(file).to_owned();
            select(*kind, Vec::new())
        }
        Written::External { list } => {
            details.list = external_name(list);
            select(SelectKind::One, Vec::new())
        }
    };
    Ok((question_type, details))
}

/// A file's name without its ending, which expressions know it by.
pub(super) fn file_stem(file: &str) -> &str {
    let is_csv = file.len() > 4 && file.is_char_boundary(file.len() - 4);
    match is_csv && file[file.len() - 4..].eq_ignore_ascii_case(".csv") {
        true => &file[..file.len() - 4],
        false => file,
    }
}

/// What a list of the sheet `external_choices` is called among the tables.
pub(super) fn external_name(list: &str) -> String {
    format!("external_choices/{list}")
}

fn select(kind: SelectKind, choices: Vec<Choice>) -> QuestionType {
    match kind {
        SelectKind::One => QuestionType::SelectOne { choices },
        SelectKind::Multiple => QuestionType::SelectMultiple { choices },
        SelectKind::Rank => QuestionType::Rank { choices },
    }
}

/// Which parameters a type may have.
fn family(written: &Written) -> &str {
    match written {
        Written::Plain("video") => "file",
        Written::Plain(name) => name,
        _ => "select",
    }
}

fn plain(name: &str, details: &mut QuestionDetails) -> Result<QuestionType, Problem> {
    Ok(match name {
        "text" => QuestionType::Text,
        "integer" => QuestionType::Integer,
        "decimal" => QuestionType::Decimal,
        "range" => return range(details),
        "date" => QuestionType::Date,
        "time" => QuestionType::Time,
        "dateTime" => QuestionType::DateTime,
        "note" => QuestionType::Note,
        "acknowledge" => QuestionType::Acknowledge,
        "image" => QuestionType::Image,
        "audio" => QuestionType::Audio,
        "video" => {
            "video/*".clone_into(&mut details.accept);
            QuestionType::File
        }
        "file" => QuestionType::File,
        "geopoint" => QuestionType::Geopoint,
        "barcode" => QuestionType::Barcode,
        "calculate" => QuestionType::Calculate,
        "hidden" => QuestionType::Hidden,
        preload => QuestionType::Metadata {
            preload: preload.to_owned(),
        },
    })
}

fn range(details: &mut QuestionDetails) -> Result<QuestionType, Problem> {
    let mut end = |name: &str, otherwise: &str| {
        let text = details
            .parameters
            .remove(name)
            .unwrap_or_else(|| otherwise.to_owned());
        match text.parse::<Decimal>() {
            Ok(_) => Ok(text),
            Err(_) => Err(Problem::new("FORM_BAD_VALUE")
                .with("value", &text)
                .with("expected", format!("{name}=1"))),
        }
    };
    let (start, end, step) = (end("start", "1")?, end("end", "10")?, end("step", "1")?);
    if step.parse::<Decimal>().is_ok_and(|step| step.is_zero()) {
        let problem = Problem::new("FORM_BAD_VALUE").with("value", step);
        return Err(problem.with("expected", "step=1"));
    }
    Ok(QuestionType::Range { start, end, step })
}

/// Whether a text may name a node: a letter or `_` first, then also digits, `-` and `.`.
pub(super) fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    let starts = letters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_');
    starts && letters.all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'))
}

/// The `bind::kp:…` columns of a row; what cannot be read is reported with its column.
pub(super) fn evaluation(
    sheet: &Sheet<'_>,
    row: &TableRow,
    problems: &mut Vec<Problem>,
) -> EvaluationColumns {
    let mut read = KpReader {
        sheet,
        row,
        problems,
    };
    let indicators = read.text("indicator").unwrap_or_default();
    let list = indicators
        .split([',', '，', ' '])
        .map(str::trim)
        .filter(|code| !code.is_empty());
    EvaluationColumns {
        indicators: list.map(IndicatorCode::from).collect(),
        weight: read.decimal("weight"),
        role: read.text("role"),
        severity_if_no: read.value("severity_if_no", "minor, major, severe", severity),
        finding_title: read.text("finding_title"),
        photo_min: read.value("photo_min", "1, 2, 3 …", |text| text.parse().ok()),
        tolerance: read.value("tolerance", "min_ratio 0.98", tolerance),
        unit: read.text("unit"),
        from: read.value("from", &super::FROM_SOURCES.join(", "), |text| {
            super::FROM_SOURCES.contains(&text).then(|| text.to_owned())
        }),
    }
}

struct KpReader<'a, 'p> {
    sheet: &'a Sheet<'a>,
    row: &'a TableRow,
    problems: &'p mut Vec<Problem>,
}

impl KpReader<'_, '_> {
    fn text(&self, name: &str) -> Option<String> {
        let cell = self.sheet.cell(self.row, &format!("bind::kp:{name}"));
        (!cell.is_empty()).then(|| cell.to_owned())
    }

    fn value<T>(
        &mut self,
        name: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(name)?;
        let value = read(&text);
        if value.is_none() {
            let column = self.sheet.written(&format!("bind::kp:{name}"));
            let problem = Problem::new("FORM_BAD_VALUE")
                .with("value", &text)
                .with("expected", expected)
                .at_cell(self.sheet.name, self.row.number, &column);
            self.problems.push(problem);
        }
        value
    }

    fn decimal(&mut self, name: &str) -> Option<String> {
        self.value(name, "0.25", decimal)
    }
}

/// Exact decimal text, not negative; `None` for anything else.
pub(super) fn decimal(text: &str) -> Option<String> {
    let value: Decimal = text.parse().ok()?;
    (!value.is_sign_negative()).then(|| text.to_owned())
}

/// `minor`, `major`, `severe`, or the printed term.
fn severity(text: &str) -> Option<Severity> {
    match text {
        "minor" => Some(Severity::Minor),
        "major" => Some(Severity::Major),
        "severe" => Some(Severity::Severe),
        term => Severity::from_term(term),
    }
}

fn tolerance(text: &str) -> Option<Tolerance> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [kind, value] = words.as_slice() else {
        return None;
    };
    let number: Decimal = value.parse().ok()?;
    let value = (*value).to_owned();
    match *kind {
        "min_ratio" if !number.is_sign_negative() => Some(Tolerance::MinRatio(value)),
        "min_abs" if number <= Decimal::ZERO => Some(Tolerance::MinAbs(value)),
        "abs" if !number.is_sign_negative() => Some(Tolerance::Abs(value)),
        _ => None,
    }
}
