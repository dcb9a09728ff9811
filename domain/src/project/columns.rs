//! Finding the heading row of a project list and what each column means.
//! Not here: the cells below it (`row`).

use std::collections::BTreeMap;

use super::normalise::plain_ascii;
use super::{Table, TableRow, column_letters};
use crate::problem::Problem;

/// The heading is looked for in this many rows; above it stand titles and 单位：万元.
const HEADING_ROWS: usize = 10;

/// What a column of the list means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    Code,
    Name,
    Unit,
    Township,
    ProjectType,
    Amount,
    Quantity,
    MeasureUnit,
    Latitude,
    Longitude,
    DirectFund,
    /// 序号: numbers the lines of a print-out and says nothing about the project.
    LineNumber,
}

/// The unit in which the amounts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyUnit {
    Yuan,
    WanYuan,
    YiYuan,
}

/// The columns of one sheet.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The heading's row, from 1.
    pub heading_row: u32,
    /// Heading as written, by column.
    pub headings: BTreeMap<usize, String>,
    /// Column by meaning.
    pub known: BTreeMap<Meaning, usize>,
    /// Columns that become tags: column → heading.
    pub tags: BTreeMap<usize, String>,
    /// How amounts are written.
    pub money_unit: MoneyUnit,
    /// Whether the list says so; otherwise 万元 is assumed.
    pub money_unit_is_stated: bool,
}

impl Columns {
    /// The cell of a row with this meaning; empty when there is no such column.
    pub fn cell<'a>(&self, row: &'a TableRow, meaning: Meaning) -> &'a str {
        self.known
            .get(&meaning)
            .map_or("", |column| row.cell(*column))
    }

    /// The heading as written, or the column's usual name.
    pub fn heading(&self, meaning: Meaning) -> &str {
        let written = self
            .known
            .get(&meaning)
            .and_then(|column| self.headings.get(column));
        written.map_or(usual_heading(meaning), String::as_str)
    }
}

/// The heading of cli.md for a meaning.
pub fn usual_heading(meaning: Meaning) -> &'static str {
    SPELLINGS
        .iter()
        .find(|(known, _)| *known == meaning)
        .map_or("", |(_, names)| names.first().copied().unwrap_or_default())
}

const SPELLINGS: [(Meaning, &[&str]); 12] = [
    (
        Meaning::Code,
        &["项目编码", "项目编号", "项目代码", "编码", "编号"],
    ),
    (Meaning::Name, &["项目名称", "名称"]),
    (
        Meaning::Unit,
        &[
            "实施单位",
            "项目单位",
            "项目实施单位",
            "建设单位",
            "承担单位",
        ],
    ),
    (
        Meaning::Township,
        &["乡镇街道", "乡镇", "所在乡镇", "所属乡镇", "街道"],
    ),
    (
        Meaning::ProjectType,
        &["项目类型", "项目类别", "类型", "类别"],
    ),
    (
        Meaning::Amount,
        &[
            "批复金额",
            "批复资金",
            "金额",
            "项目金额",
            "资金金额",
            "下达金额",
            "安排金额",
        ],
    ),
    (Meaning::Quantity, &["计划数量", "数量", "计划工程量"]),
    (Meaning::MeasureUnit, &["计量单位"]),
    (Meaning::Latitude, &["纬度"]),
    (Meaning::Longitude, &["经度"]),
    (
        Meaning::DirectFund,
        &["直达资金", "是否直达资金", "是否直达"],
    ),
    (Meaning::LineNumber, &["序号"]),
];

/// What a heading means, by its text before any bracket; spaces and slashes do not count.
pub fn meaning_of(heading: &str) -> Option<Meaning> {
    let plain: String = plain_ascii(heading)
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '/' | '、'))
        .collect();
    let base = plain.split('(').next().unwrap_or_default();
    SPELLINGS
        .iter()
        .find(|(_, names)| names.contains(&base))
        .map(|(meaning, _)| *meaning)
}

/// Finds the heading row: the one of the first ten that names the code column and at least one
/// other, and most of all. `None` when there is none.
pub fn find_columns(table: &Table) -> Option<Columns> {
    let known_in = |row: &TableRow| {
        row.cells
            .iter()
            .filter(|cell| meaning_of(cell).is_some())
            .count()
    };
    let has_code = |row: &&TableRow| {
        row.cells
            .iter()
            .any(|cell| meaning_of(cell) == Some(Meaning::Code))
    };
    let candidates = table.rows.iter().take(HEADING_ROWS).filter(has_code);
    // Of equals the first: a two-line heading repeats itself where cells are merged.
    let best = candidates.rev().max_by_key(|row| known_in(row))?;
    (known_in(best) >= 2).then(|| columns_of(table, best))
}

fn columns_of(table: &Table, heading: &TableRow) -> Columns {
    let mut columns = Columns {
        heading_row: heading.number,
        headings: BTreeMap::new(),
        known: BTreeMap::new(),
        tags: BTreeMap::new(),
        money_unit: MoneyUnit::WanYuan,
        money_unit_is_stated: false,
    };
    for (index, cell) in heading.cells.iter().enumerate() {
        let written = plain_ascii(cell);
        if written.is_empty() {
            continue;
        }
        columns.headings.insert(index, cell.trim().to_owned());
        match meaning_of(cell) {
            Some(meaning) => {
                columns.known.entry(meaning).or_insert(index);
            }
            None => {
                columns.tags.insert(index, written);
            }
        }
    }
    let above = table
        .rows
        .iter()
        .take_while(|row| row.number < heading.number);
    let in_heading = money_unit_in(columns.heading(Meaning::Amount));
    let stated_above = || {
        above
            .flat_map(|row| &row.cells)
            .find_map(|cell| money_unit_line(cell))
    };
    if let Some(unit) = in_heading.or_else(stated_above) {
        columns.money_unit = unit;
        columns.money_unit_is_stated = true;
    }
    columns
}

/// The unit in a heading's brackets: 批复金额（元）.
fn money_unit_in(heading: &str) -> Option<MoneyUnit> {
    let plain = plain_ascii(heading);
    let (_, bracket) = plain.split_once('(')?;
    unit_named(bracket.trim_end_matches(')').trim())
}

/// The unit in a line above the table: 单位：万元.
fn money_unit_line(cell: &str) -> Option<MoneyUnit> {
    let plain = plain_ascii(cell).replace(' ', "");
    let (_, after) = plain.split_once("单位:")?;
    unit_named(after.trim_end_matches(')'))
}

fn unit_named(name: &str) -> Option<MoneyUnit> {
    match name.trim_start_matches("人民币") {
        "元" => Some(MoneyUnit::Yuan),
        "万元" => Some(MoneyUnit::WanYuan),
        "亿元" => Some(MoneyUnit::YiYuan),
        _ => None,
    }
}

/// What is wrong with the headings themselves.
pub fn heading_problems(table: &Table, columns: &Columns) -> Vec<Problem> {
    let at = |code: &str, column: &str| {
        Problem::new(code).at_cell(&table.sheet, columns.heading_row, column)
    };
    let mut problems = Vec::new();
    let needed = [
        (Meaning::Name, "warning"),
        (Meaning::Unit, "warning"),
        (Meaning::Amount, "error"),
    ];
    for (meaning, severity) in needed {
        if !columns.known.contains_key(&meaning) {
            let name = usual_heading(meaning);
            problems.push(at("FRAME_COLUMN_MISSING", name).with("severity", severity));
        }
    }
    let mut seen = BTreeMap::new();
    for (index, heading) in &columns.headings {
        let key = meaning_of(heading).map_or(plain_ascii(heading), |known| format!("{known:?}"));
        if let Some(first) = seen.insert(key, *index) {
            let first = u32::try_from(first).unwrap_or(u32::MAX);
            let problem = at("FRAME_COLUMN_TWICE", heading).with("severity", "error");
            problems.push(problem.with("first_column", column_letters(first)));
        }
    }
    let amount = columns.heading(Meaning::Amount);
    if columns.known.contains_key(&Meaning::Amount) && !columns.money_unit_is_stated {
        let problem = at("FRAME_AMOUNT_UNIT_ASSUMED", amount);
        problems.push(problem.with("severity", "warning").with("unit", "万元"));
    }
    problems.extend(nameless_columns(table, columns));
    problems
}

fn nameless_columns(table: &Table, columns: &Columns) -> Vec<Problem> {
    let mut nameless = BTreeMap::new();
    for row in table
        .rows
        .iter()
        .filter(|row| row.number > columns.heading_row)
    {
        for (index, cell) in row.cells.iter().enumerate() {
            if !cell.trim().is_empty() && !columns.headings.contains_key(&index) {
                nameless.entry(index).or_insert(row.number);
            }
        }
    }
    let at = |(index, row): (usize, u32)| {
        let letters = column_letters(u32::try_from(index).unwrap_or(u32::MAX));
        Problem::new("FRAME_COLUMN_WITHOUT_HEADING").at_cell(&table.sheet, row, &letters)
    };
    nameless
        .into_iter()
        .map(at)
        .map(|problem| problem.with("severity", "warning"))
        .collect()
}
