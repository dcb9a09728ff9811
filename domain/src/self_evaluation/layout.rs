//! Where things stand in a 自评表: the heading of the indicators, and labels with their values above
//! it. Not here: what the values mean and whether they are sound (`import`).

use std::collections::BTreeMap;

use super::figures::plain;
use crate::project::{Table, TableRow};

/// The heading is looked for in this many rows; above it stand the project and its funds.
const HEADING_ROWS: usize = 15;
/// A heading row names at least so many of the columns.
const LEAST_COLUMNS: usize = 4;

/// What a column of the indicators means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Level1,
    Name,
    Target,
    Actual,
    Weight,
    Score,
    Reason,
}

impl Column {
    pub(super) const ALL: [Column; 7] = [
        Column::Level1,
        Column::Name,
        Column::Target,
        Column::Actual,
        Column::Weight,
        Column::Score,
        Column::Reason,
    ];

    /// The usual heading.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Column::Level1 => "一级指标",
            Column::Name => "三级指标",
            Column::Target => "指标值",
            Column::Actual => "完成值",
            Column::Weight => "分值",
            Column::Score => "得分",
            Column::Reason => "偏差原因",
        }
    }
}

/// The heading row and its columns.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// From 1.
    pub(super) heading_row: u32,
    /// Column by meaning, counted from 0.
    pub(super) columns: BTreeMap<Column, usize>,
}

impl Layout {
    /// The cell of a row; empty when there is no such column.
    pub(super) fn cell<'a>(&self, row: &'a TableRow, column: Column) -> &'a str {
        self.columns
            .get(&column)
            .map_or("", |index| row.cell(*index))
    }
}

/// The text of a label or heading before any bracket or colon.
fn base_of(cell: &str) -> String {
    let plain = plain(cell);
    let base = plain.split(['(', ':']).next();
    base.unwrap_or_default().to_owned()
}

/// What a heading means; the first column of several with one meaning counts.
pub(super) fn column_of(heading: &str) -> Option<Column> {
    match base_of(heading).as_str() {
        "一级指标" => Some(Column::Level1),
        "三级指标" | "三级指标名称" | "指标名称" => Some(Column::Name),
        "指标值" | "年度指标值" | "目标值" | "年度目标值" => Some(Column::Target),
        "完成值" | "实际完成值" | "全年完成值" | "实际完成指标值" => {
            Some(Column::Actual)
        }
        "分值" | "权重" => Some(Column::Weight),
        "得分" | "自评得分" => Some(Column::Score),
        base if base.starts_with("偏差原因") || base.starts_with("未完成原因") => {
            Some(Column::Reason)
        }
        _ => None,
    }
}

/// Finds the heading row: the one of the first fifteen that names 一级指标 and most other columns,
/// at least four altogether. `None` when there is none.
pub(super) fn find_layout(table: &Table) -> Option<Layout> {
    let candidates = table.rows.iter().take(HEADING_ROWS).map(layout_of);
    let headings: Vec<Layout> = candidates
        .filter(|layout| layout.columns.contains_key(&Column::Level1))
        .filter(|layout| layout.columns.len() >= LEAST_COLUMNS)
        .collect();
    // Of equals the first: a two-line heading repeats itself where cells are merged.
    headings
        .into_iter()
        .rev()
        .max_by_key(|layout| layout.columns.len())
}

fn layout_of(row: &TableRow) -> Layout {
    let mut columns = BTreeMap::new();
    for (index, cell) in row.cells.iter().enumerate() {
        if let Some(column) = column_of(cell) {
            columns.entry(column).or_insert(index);
        }
    }
    Layout {
        heading_row: row.number,
        columns,
    }
}

/// A value that stands beside, below or within its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Labelled<'t> {
    /// The value's row, from 1.
    pub(super) row: u32,
    /// The label as written, for example 执行率（%）.
    pub(super) label: &'t str,
    /// The value as written.
    pub(super) value: &'t str,
}

/// Labels that usually stand above the indicators: none of them is the value of another.
const LABELS: [&str; 27] = [
    "项目名称",
    "项目编码",
    "主管部门",
    "实施单位",
    "项目实施单位",
    "项目单位",
    "项目负责人",
    "联系人",
    "联系电话",
    "评价年度",
    "项目资金",
    "年度资金总额",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "执行率",
    "预算执行率",
    "分值",
    "得分",
    "自评得分",
    "年度总体目标",
    "预期目标",
    "实际完成情况",
    "绩效指标",
    "满意度调查",
    "是否开展满意度调查",
    "单位",
];

fn is_label(cell: &str) -> bool {
    LABELS.contains(&base_of(cell).as_str())
}

/// The value of the first label of `names` above the heading: behind its colon, in the next filled
/// cell to its right, or right below it.
pub(super) fn labelled<'t>(
    table: &'t Table,
    heading_row: u32,
    names: &[&str],
) -> Option<Labelled<'t>> {
    let above = |row: &&TableRow| row.number < heading_row;
    let rows: Vec<&TableRow> = table.rows.iter().take_while(above).collect();
    for (place, row) in rows.iter().copied().enumerate() {
        for (index, cell) in row.cells.iter().enumerate() {
            if !names.contains(&base_of(cell).as_str()) {
                continue;
            }
            let found = |row: u32, value: &'t str| Labelled {
                row,
                label: cell,
                value,
            };
            if let Some(value) = behind_colon(cell).or(beside(row, index)) {
                return Some(found(row.number, value));
            }
            let below = rows
                .get(place + 1)
                .copied()
                .map(|next| (next.number, next.cell(index)));
            if let Some((number, value)) = below.filter(|(_, value)| is_value(value)) {
                return Some(found(number, value));
            }
        }
    }
    None
}

fn is_value(cell: &str) -> bool {
    !cell.trim().is_empty() && !is_label(cell)
}

fn behind_colon(cell: &str) -> Option<&str> {
    let (_, value) = cell.split_once([':', '：'])?;
    (!value.trim().is_empty()).then_some(value)
}

/// The next filled cell to the right; a merged label repeats itself and is passed over.
fn beside(row: &TableRow, index: usize) -> Option<&str> {
    let label = row.cell(index);
    let mut behind = row.cells.iter().skip(index + 1).map(String::as_str);
    let next = behind.find(|cell| !cell.trim().is_empty() && *cell != label)?;
    (!is_label(next)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(lines: &[&str]) -> Table {
        let rows = lines.iter().zip(1u32..).map(|(line, number)| TableRow {
            number,
            cells: line.split('|').map(str::to_owned).collect(),
        });
        Table {
            sheet: "自评表".to_owned(),
            rows: rows.collect(),
            merged: Vec::new(),
        }
    }

    #[test]
    fn a_value_stands_beside_below_or_within_its_label() {
        let table = table(&[
            "项目名称|项目名称|危桥改造|主管部门|交通局",
            "实施单位：农业局||联系人|",
            "项目资金（万元）||全年预算数|全年执行数|执行率（%）",
            "|年度资金总额|100|94.9|95",
            "一级指标|三级指标|指标值|完成值|分值|得分",
        ]);
        let layout = find_layout(&table).expect("a heading");
        assert_eq!(layout.heading_row, 5);
        let value = |name: &str| {
            let found = labelled(&table, layout.heading_row, &[name]);
            found.map(|found| found.value.to_owned())
        };
        let values = [
            "项目名称",
            "实施单位",
            "全年预算数",
            "全年执行数",
            "执行率",
            "联系人",
        ];
        let expected =
            ["危桥改造", "农业局", "100", "94.9", "95"].map(|text| Some(text.to_owned()));
        let found = values.map(value);
        assert_eq!(found[..5], expected);
        assert_eq!(found[5], None);
    }

    #[test]
    fn a_table_without_level_one_has_no_layout() {
        let table = table(&["三级指标|指标值|完成值|分值|得分"]);
        assert!(find_layout(&table).is_none());
    }
}
