//! The library as a table, out and in. Not here: writing and reading workbooks (the server), what
//! happens to an imported item that exists already (the server asks; nothing is merged silently).

use std::collections::BTreeMap;

use super::{Direction, LibraryItem, LibraryState, check_item, rule_kind, rule_words};
use crate::problem::Problem;
use crate::project::{Table, TableRow, column_letters, is_masked, plain_ascii, plain_chinese};
use crate::survey_statistics::{Cell, Sheet};

/// Most items of one file.
pub const MAX_LIBRARY_ITEMS: usize = 5_000;
/// The headings are looked for in this many rows.
const HEADING_ROWS: usize = 10;

/// One column: its heading, the item's field, and whether the file must have it.
struct Column {
    heading: &'static str,
    field: &'static str,
    is_needed: bool,
}

const fn column(heading: &'static str, field: &'static str, is_needed: bool) -> Column {
    Column {
        heading,
        field,
        is_needed,
    }
}

const COLUMNS: [Column; 13] = [
    column("指标编码", "code", true),
    column("行业", "sector", true),
    column("领域", "field", false),
    column("一级指标", "level1", true),
    column("二级指标", "level2", true),
    column("指标名称", "name", true),
    column("指标解释", "explanation", false),
    column("计量单位", "unit", false),
    column("方向", "direction", true),
    column("计分方式", "default_rule", true),
    column("版本", "version", false),
    column("状态", "state", false),
    column("来源", "source", false),
];

/// The items as a sheet, in their own order.
pub fn library_sheet(items: &[LibraryItem]) -> Sheet {
    let row = |item: &LibraryItem| {
        let text = |words: &str| Cell::Text(words.to_owned());
        vec![
            text(&item.code),
            text(&item.sector),
            text(&item.field),
            text(&item.level1),
            text(&item.level2),
            text(&item.name),
            text(&item.explanation),
            text(&item.unit),
            text(item.direction.term()),
            text(rule_words(&item.default_rule)),
            Cell::Number(item.version.to_string()),
            text(item.state.term()),
            text(&item.source),
        ]
    };
    Sheet {
        name: "指标库",
        headings: COLUMNS.map(|column| column.heading.to_owned()).into(),
        rows: items.iter().map(row).collect(),
    }
}

/// Reads the first table that has rows. Every item arrives as 报送, whatever its 状态 says; a blank
/// 版本 is 1.
///
/// # Errors
/// All problems at once, each at its cell: `LIBRARY_HEADING_NOT_FOUND`, `LIBRARY_COLUMN_MISSING`,
/// `LIBRARY_COLUMN_TWICE` (`first_column`), `LIBRARY_HAS_NO_ITEMS`, `LIBRARY_TOO_MANY_ITEMS`
/// (`found`, `limit`), `LIBRARY_VALUE_MASKED`, `LIBRARY_DIRECTION_UNKNOWN` (`found`),
/// `LIBRARY_DUPLICATE_CODE` (`code`, `first_row`), and those of [`check_item`].
pub fn import_library(tables: &[Table]) -> Result<Vec<LibraryItem>, Vec<Problem>> {
    let table = tables.iter().find(|table| !table.rows.is_empty());
    let Some((table, headings)) = table.and_then(|table| Some((table, find_headings(table)?)))
    else {
        return Err(vec![Problem::new("LIBRARY_HEADING_NOT_FOUND")]);
    };
    let problems = heading_problems(table, headings);
    if !problems.is_empty() {
        return Err(problems);
    }
    let rows: Vec<&TableRow> = table
        .rows
        .iter()
        .filter(|row| row.number > headings.number && !row.is_blank())
        .collect();
    let at = |code: &str| Problem::new(code).at_cell(&table.sheet, headings.number, "A");
    if rows.is_empty() {
        return Err(vec![at("LIBRARY_HAS_NO_ITEMS")]);
    }
    if rows.len() > MAX_LIBRARY_ITEMS {
        let problem = at("LIBRARY_TOO_MANY_ITEMS").with("found", rows.len());
        return Err(vec![problem.with("limit", MAX_LIBRARY_ITEMS)]);
    }
    let mut reading = Reading {
        table,
        columns: columns_of(headings),
        first_rows: BTreeMap::new(),
        problems: Vec::new(),
    };
    let items = rows.into_iter().map(|row| reading.item(row)).collect();
    match reading.problems.is_empty() {
        true => Ok(items),
        false => Err(reading.problems),
    }
}

/// The row that names both the code and the name.
fn find_headings(table: &Table) -> Option<&TableRow> {
    table.rows.iter().take(HEADING_ROWS).find(|row| {
        let columns = columns_of(row);
        columns.contains_key("code") && columns.contains_key("name")
    })
}

/// Spaces within a heading do not count.
fn field_of(heading: &str) -> Option<&'static str> {
    let plain = plain_ascii(heading).replace(' ', "");
    let known = COLUMNS.iter().find(|column| column.heading == plain);
    known.map(|column| column.field)
}

/// Field → column counted from 0; of two alike, the first.
fn columns_of(headings: &TableRow) -> BTreeMap<&'static str, usize> {
    let mut columns = BTreeMap::new();
    for (index, heading) in headings.cells.iter().enumerate() {
        if let Some(field) = field_of(heading) {
            columns.entry(field).or_insert(index);
        }
    }
    columns
}

fn heading_problems(table: &Table, headings: &TableRow) -> Vec<Problem> {
    let at = |code: &str, heading: &str| {
        Problem::new(code).at_cell(&table.sheet, headings.number, heading)
    };
    let columns = columns_of(headings);
    let mut problems = Vec::new();
    for column in COLUMNS.iter().filter(|column| column.is_needed) {
        if !columns.contains_key(column.field) {
            problems.push(at("LIBRARY_COLUMN_MISSING", column.heading));
        }
    }
    for (index, heading) in headings.cells.iter().enumerate() {
        let first = field_of(heading).and_then(|field| columns.get(field));
        if let Some(first) = first.filter(|first| **first != index) {
            let letters = column_letters(u32::try_from(*first).unwrap_or(u32::MAX));
            let problem = at("LIBRARY_COLUMN_TWICE", heading);
            problems.push(problem.with("first_column", letters));
        }
    }
    problems
}

/// The heading of a field, for the place of a problem.
fn heading_of(field: &str) -> &'static str {
    let known = COLUMNS.iter().find(|column| column.field == field);
    known.map_or("", |column| column.heading)
}

/// What was read so far.
struct Reading<'a> {
    table: &'a Table,
    columns: BTreeMap<&'static str, usize>,
    /// Code → the row in which it stood first.
    first_rows: BTreeMap<String, u32>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn problem(&mut self, row: &TableRow, field: &str, problem: Problem) {
        let placed = problem.at_cell(&self.table.sheet, row.number, heading_of(field));
        self.problems.push(placed);
    }

    fn cell<'r>(&self, row: &'r TableRow, field: &str) -> &'r str {
        self.columns
            .get(field)
            .map_or("", |column| row.cell(*column))
    }

    fn item(&mut self, row: &TableRow) -> LibraryItem {
        for column in &COLUMNS {
            if is_masked(self.cell(row, column.field)) {
                let found = self.cell(row, column.field);
                let problem = Problem::new("LIBRARY_VALUE_MASKED").with("found", found);
                self.problem(row, column.field, problem);
            }
        }
        let words = |field: &str| plain_chinese(self.cell(row, field));
        // Sentences keep their own signs: the － of a formula is no hyphen.
        let prose = |field: &str| self.cell(row, field).trim().to_owned();
        let rule = self.cell(row, "default_rule");
        let mut item = LibraryItem {
            code: plain_ascii(self.cell(row, "code")),
            sector: words("sector"),
            field: words("field"),
            level1: words("level1"),
            level2: words("level2"),
            name: words("name"),
            explanation: prose("explanation"),
            unit: words("unit"),
            direction: Direction::Neutral,
            default_rule: rule_kind(rule).map_or_else(|| plain_ascii(rule), str::to_owned),
            version: 1,
            state: LibraryState::Submitted,
            source: prose("source"),
        };
        if let Some(direction) = self.direction(row) {
            item.direction = direction;
        }
        if let Some(version) = self.version(row) {
            item.version = version;
        }
        self.duplicate_code(row, &item.code);
        for problem in check_item(&item) {
            let place = problem.place.clone();
            let field = place.and_then(|place| place.path).unwrap_or_default();
            self.problem(row, &field, problem);
        }
        item
    }

    fn direction(&mut self, row: &TableRow) -> Option<Direction> {
        let found = plain_ascii(self.cell(row, "direction"));
        let direction = Direction::from_term(&found);
        if direction.is_none() {
            let problem = Problem::new("LIBRARY_DIRECTION_UNKNOWN").with("found", found);
            self.problem(row, "direction", problem);
        }
        direction
    }

    /// `None` for a blank cell; what is no number of 1 and more is a problem.
    fn version(&mut self, row: &TableRow) -> Option<u32> {
        let found = plain_ascii(self.cell(row, "version"));
        if found.is_empty() {
            return None;
        }
        let version = found.parse::<u32>().ok().filter(|version| *version > 0);
        if version.is_none() {
            let problem = Problem::new("LIBRARY_VERSION_MALFORMED").with("found", found);
            self.problem(row, "version", problem);
        }
        version
    }

    fn duplicate_code(&mut self, row: &TableRow, code: &str) {
        if code.is_empty() {
            return;
        }
        let first = *self.first_rows.entry(code.to_owned()).or_insert(row.number);
        if first != row.number {
            let problem = Problem::new("LIBRARY_DUPLICATE_CODE").with("code", code);
            self.problem(row, "code", problem.with("first_row", first));
        }
    }
}
