//! One row of the survey sheet: its type by name, its evaluation columns. Not here: the tree.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::sheet::Sheet;
use crate::finding::Severity;
use crate::ids::IndicatorCode;
use crate::instrument::{Choice, EvaluationColumns, QuestionType, Tolerance};
use crate::problem::Problem;
use crate::project::TableRow;

/// Choice lists by name.
pub(super) type Lists = BTreeMap<String, Vec<Choice>>;

/// What the `type` cell says the row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// Nothing in the `type` column: the row is not part of the form.
    Nothing,
    /// `begin group`.
    BeginGroup,
    /// `end group`.
    EndGroup,
    /// `begin repeat` or `begin loop over`: understood as a block, and refused by name.
    BeginRepeat,
    /// Anything else: a question.
    Question,
}

/// Appearances with a meaning on our screens; others would be lost silently, so they are refused.
const APPEARANCES: [&str; 8] = [
    "signature",
    "minimal",
    "multiline",
    "field-list",
    "numbers",
    "likert",
    "kp-measure",
    "kp-check",
];

/// Reads the `type` cell.
pub(crate) fn kind(type_cell: &str) -> RowKind {
    let words = words(type_cell).join(" ").to_lowercase().replace('_', " ");
    match words.as_str() {
        "" => RowKind::Nothing,
        "begin group" => RowKind::BeginGroup,
        "end group" | "end repeat" | "end loop" => RowKind::EndGroup,
        "begin repeat" => RowKind::BeginRepeat,
        begin if begin.starts_with("begin loop") => RowKind::BeginRepeat,
        _ => RowKind::Question,
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The question's type. Types of the standard that Kanping does not understand are refused by name.
pub(super) fn question_type(type_cell: &str, lists: &Lists) -> Result<QuestionType, Problem> {
    let refused = || Problem::new("FORM_UNSUPPORTED_TYPE").with("type", type_cell);
    let choices = |list: &str| {
        let found = lists.get(list).cloned();
        found.ok_or_else(|| Problem::new("FORM_UNKNOWN_LIST").with("list", list))
    };
    let words = words(type_cell);
    let [first, rest @ ..] = words.as_slice() else {
        return Err(refused());
    };
    match (first.to_lowercase().as_str(), rest) {
        ("select_one", [list]) => Ok(QuestionType::SelectOne {
            choices: choices(list)?,
        }),
        ("select_multiple", [list]) => Ok(QuestionType::SelectMultiple {
            choices: choices(list)?,
        }),
        ("text" | "string", []) => Ok(QuestionType::Text),
        ("integer" | "int", []) => Ok(QuestionType::Integer),
        ("decimal", []) => Ok(QuestionType::Decimal),
        ("date", []) => Ok(QuestionType::Date),
        ("time", []) => Ok(QuestionType::Time),
        ("datetime", []) => Ok(QuestionType::DateTime),
        ("note", []) => Ok(QuestionType::Note),
        ("acknowledge", []) => Ok(QuestionType::Acknowledge),
        ("image" | "photo", []) => Ok(QuestionType::Image),
        ("geopoint", []) => Ok(QuestionType::Geopoint),
        ("calculate", []) => Ok(QuestionType::Calculate),
        ("hidden", []) => Ok(QuestionType::Hidden),
        (preload @ ("start" | "end" | "today" | "deviceid" | "username"), []) => {
            Ok(QuestionType::Metadata {
                preload: preload.to_owned(),
            })
        }
        _ => Err(refused()),
    }
}

/// The appearance as written, when each of its words is known.
pub(super) fn appearance(cell: &str) -> Result<String, Problem> {
    let words = words(cell);
    match words.iter().find(|word| !APPEARANCES.contains(word)) {
        Some(word) => Err(Problem::new("FORM_UNSUPPORTED_APPEARANCE").with("appearance", word)),
        None => Ok(words.join(" ")),
    }
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
    let words = words(text);
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
