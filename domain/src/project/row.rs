//! One line of a project list as a project, with everything that is wrong in it.
//! Not here: what concerns several lines (duplicates, totals), which is `frame_import`.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::columns::{Columns, Meaning, MoneyUnit};
use super::normalise::{decimal, is_masked, is_nothing, plain_ascii, plain_chinese};
use super::{Project, TableRow};
use crate::ids::ProjectCode;
use crate::money::{Fen, MoneyError};
use crate::problem::Problem;

/// The longest text of one cell, in characters.
pub const MAX_TEXT_CHARS: usize = 200;

/// What could be read of one line.
pub struct RowOutcome {
    /// 项目编码, even where the rest of the line is wrong, to find duplicates.
    pub code: Option<ProjectCode>,
    /// 实施单位.
    pub unit: Option<String>,
    /// 批复金额.
    pub amount: Option<Fen>,
    /// The project, when nothing that it needs is wrong.
    pub project: Option<Project>,
    /// Everything that is wrong in the line.
    pub problems: Vec<Problem>,
}

/// Reads one line.
pub fn read_row(sheet: &str, columns: &Columns, row: &TableRow) -> RowOutcome {
    let mut reader = RowReader {
        sheet,
        columns,
        row,
        problems: Vec::new(),
    };
    let code = reader
        .required(Meaning::Code, plain_ascii, None)
        .map(ProjectCode);
    // A list without these columns was warned about at its heading; it can still be drawn from.
    let name = reader.required(
        Meaning::Name,
        plain_chinese,
        code.as_ref().map(|code| &*code.0),
    );
    let unit = reader.required(Meaning::Unit, plain_chinese, Some(""));
    let amount = reader.amount();
    let township = reader.text(Meaning::Township).unwrap_or_default();
    let project_type = reader.text(Meaning::ProjectType).unwrap_or_default();
    let planned_quantity = reader.quantity();
    let measure_unit = reader.text(Meaning::MeasureUnit).unwrap_or_default();
    let latitude = reader.degrees(Meaning::Latitude, 90, "FRAME_LATITUDE_OUT_OF_RANGE");
    let longitude = reader.degrees(Meaning::Longitude, 180, "FRAME_LONGITUDE_OUT_OF_RANGE");
    if latitude.is_some() != longitude.is_some() {
        reader.warn("FRAME_COORDINATE_INCOMPLETE", Meaning::Latitude);
    }
    let direct_fund = reader.direct_fund();
    let tags = reader.tags();
    let is_sound = reader.problems.iter().all(|problem| !is_error(problem));
    let project = match (&code, name, &unit, amount) {
        (Some(code), Some(name), Some(unit), Some(amount)) if is_sound => Some(Project {
            code: code.clone(),
            name,
            unit: unit.clone(),
            township,
            project_type,
            amount,
            planned_quantity,
            measure_unit,
            latitude,
            longitude,
            direct_fund,
            tags,
        }),
        _ => None,
    };
    RowOutcome {
        code,
        unit,
        amount,
        project,
        problems: reader.problems,
    }
}

/// Whether a problem of an import forbids it; warnings do not.
pub fn is_error(problem: &Problem) -> bool {
    problem.details.get("severity").map(String::as_str) != Some("warning")
}

/// An amount written in `unit`, unless the cell itself names one: `5.32万元`.
pub fn amount_of(text: &str, unit: MoneyUnit) -> Result<Fen, MoneyError> {
    let plain = plain_ascii(text);
    let plain = plain.trim_start_matches('¥').trim();
    let (number, unit) = if let Some(number) = plain.strip_suffix("亿元") {
        (number, MoneyUnit::YiYuan)
    } else if let Some(number) = plain.strip_suffix("万元") {
        (number, MoneyUnit::WanYuan)
    } else if let Some(number) = plain.strip_suffix('元') {
        (number, MoneyUnit::Yuan)
    } else {
        (plain, unit)
    };
    let fen_per_unit = match unit {
        MoneyUnit::WanYuan => return Fen::from_wan_yuan(&number.replace(' ', "")),
        MoneyUnit::Yuan => Decimal::from(100),
        MoneyUnit::YiYuan => Decimal::from(10_000_000_000i64),
    };
    let value = decimal(number).ok_or(MoneyError::NotANumber)?;
    let fen = value
        .checked_mul(fen_per_unit)
        .ok_or(MoneyError::OutOfRange)?;
    if !fen.fract().is_zero() {
        return Err(MoneyError::FinerThanFen);
    }
    fen.to_i64().map(Fen).ok_or(MoneyError::OutOfRange)
}

struct RowReader<'a> {
    sheet: &'a str,
    columns: &'a Columns,
    row: &'a TableRow,
    problems: Vec<Problem>,
}

impl<'a> RowReader<'a> {
    fn problem(&self, code: &str, heading: &str) -> Problem {
        Problem::new(code).at_cell(self.sheet, self.row.number, heading)
    }

    fn error(&mut self, code: &str, meaning: Meaning) {
        let cell = self.columns.cell(self.row, meaning).trim();
        let found: String = cell.chars().take(MAX_TEXT_CHARS).collect();
        let problem = self.problem(code, self.columns.heading(meaning));
        self.problems
            .push(problem.with("severity", "error").with("found", found));
    }

    fn warn(&mut self, code: &str, meaning: Meaning) {
        let cell = self.columns.cell(self.row, meaning).trim();
        let found: String = cell.chars().take(MAX_TEXT_CHARS).collect();
        let problem = self.problem(code, self.columns.heading(meaning));
        self.problems
            .push(problem.with("severity", "warning").with("found", found));
    }

    /// The cell when it says something; a masked one is missing, with a warning.
    fn present(&mut self, meaning: Meaning) -> Option<&'a str> {
        let columns = self.columns;
        let cell = columns.cell(self.row, meaning);
        if is_masked(cell) {
            self.warn("FRAME_VALUE_MASKED", meaning);
            return None;
        }
        (!is_nothing(cell)).then_some(cell)
    }

    fn within_length(&mut self, meaning: Meaning, text: String) -> Option<String> {
        if text.chars().count() > MAX_TEXT_CHARS {
            self.error("FRAME_TEXT_TOO_LONG", meaning);
            return None;
        }
        Some(text)
    }

    /// The cell, or an error when it is missing; `without_column` when the list has no such column.
    fn required(
        &mut self,
        meaning: Meaning,
        normalise: fn(&str) -> String,
        without_column: Option<&str>,
    ) -> Option<String> {
        if !self.columns.known.contains_key(&meaning) {
            return without_column.map(str::to_owned);
        }
        match self.present(meaning) {
            Some(cell) => self.within_length(meaning, normalise(cell)),
            None => {
                self.error("FRAME_VALUE_MISSING", meaning);
                None
            }
        }
    }

    fn text(&mut self, meaning: Meaning) -> Option<String> {
        let cell = self.present(meaning)?;
        self.within_length(meaning, plain_chinese(cell))
    }

    fn amount(&mut self) -> Option<Fen> {
        if !self.columns.known.contains_key(&Meaning::Amount) {
            return None;
        }
        let Some(cell) = self.present(Meaning::Amount) else {
            self.error("FRAME_AMOUNT_MISSING", Meaning::Amount);
            return None;
        };
        let code = match amount_of(cell, self.columns.money_unit) {
            Ok(amount) if amount.0 < 0 => "FRAME_AMOUNT_NEGATIVE",
            Ok(amount) => return Some(amount),
            Err(MoneyError::NotANumber) => "FRAME_NOT_A_NUMBER",
            Err(MoneyError::FinerThanFen) => "FRAME_AMOUNT_FINER_THAN_FEN",
            Err(MoneyError::OutOfRange) => "FRAME_AMOUNT_OUT_OF_RANGE",
        };
        self.error(code, Meaning::Amount);
        None
    }

    fn number(&mut self, meaning: Meaning) -> Option<Decimal> {
        let cell = self.present(meaning)?;
        let number = decimal(cell);
        if number.is_none() {
            self.error("FRAME_NOT_A_NUMBER", meaning);
        }
        number
    }

    fn quantity(&mut self) -> Option<String> {
        let number = self.number(Meaning::Quantity)?;
        if number < Decimal::ZERO {
            self.error("FRAME_QUANTITY_NEGATIVE", Meaning::Quantity);
            return None;
        }
        Some(number.normalize().to_string())
    }

    fn degrees(&mut self, meaning: Meaning, limit: i64, code: &str) -> Option<String> {
        let number = self.number(meaning)?;
        if number.abs() > Decimal::from(limit) {
            self.error(code, meaning);
            return None;
        }
        Some(number.normalize().to_string())
    }

    fn direct_fund(&mut self) -> bool {
        let Some(cell) = self.present(Meaning::DirectFund) else {
            return false;
        };
        match plain_ascii(cell).to_lowercase().as_str() {
            "是" | "√" | "1" | "true" | "yes" | "y" => true,
            "否" | "×" | "0" | "false" | "no" | "n" => false,
            _ => {
                self.error("FRAME_NOT_YES_OR_NO", Meaning::DirectFund);
                false
            }
        }
    }

    fn tags(&mut self) -> std::collections::BTreeMap<String, String> {
        let mut tags = std::collections::BTreeMap::new();
        for (column, heading) in &self.columns.tags {
            let cell = self.row.cell(*column);
            if is_masked(cell) {
                let problem = self.problem("FRAME_VALUE_MASKED", heading);
                self.problems.push(
                    problem
                        .with("severity", "warning")
                        .with("found", cell.trim()),
                );
                continue;
            }
            let text = plain_chinese(cell);
            if text.chars().count() > MAX_TEXT_CHARS {
                let problem = self.problem("FRAME_TEXT_TOO_LONG", heading);
                self.problems.push(problem.with("severity", "error"));
            } else if !text.is_empty() {
                tags.insert(heading.clone(), text);
            }
        }
        tags
    }
}
