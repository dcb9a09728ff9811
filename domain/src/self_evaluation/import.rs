//! A 自评表 as units send it becomes a [`SelfEvaluation`], with all problems at once (seed rows
//! S1-02, S3-06, S3-14). Masked values are missing, never zero.
//! Not here: opening files (`server::workbook`), where things stand in the sheet (`layout`), single
//! cells (`cells`), whether the figures agree (`checks`).

use super::cells::{Reader, claimed_rate};
use super::figures::{is_masked, plain, read_figure};
use super::hostile::hostile_cells;
use super::layout::{Column, Labelled, column_of, find_layout};
use super::{SelfEvaluation, SelfEvaluationRow};
use crate::problem::Problem;
use crate::project::{Table, TableRow, is_error};

/// Most indicators in one 自评表.
pub const MAX_INDICATOR_ROWS: usize = 1_000;

/// Reads one sheet. What could be read only in part is told in `warnings`.
///
/// # Errors
/// All problems, warnings too, as soon as one is an error (`details["severity"]`):
/// `SELF_EVALUATION_HEADING_NOT_FOUND`, `SELF_EVALUATION_COLUMN_MISSING`,
/// `SELF_EVALUATION_AMOUNT_MISSING`, `SELF_EVALUATION_NOT_AN_AMOUNT`,
/// `SELF_EVALUATION_NOT_A_NUMBER`, `SELF_EVALUATION_VALUE_MISSING` (of a weight),
/// `SELF_EVALUATION_EXECUTION_ROW_TWICE`, `SELF_EVALUATION_TOO_MANY_ROWS`,
/// `SELF_EVALUATION_HAS_NO_ROWS`, `SELF_EVALUATION_AMOUNT_OUT_OF_RANGE`,
/// `SELF_EVALUATION_CONTROL_CHARACTER`, `SELF_EVALUATION_FORMULA_TEXT`, `TEXT_TOO_LONG`.
pub fn import_self_evaluation(table: &Table) -> Result<SelfEvaluation, Vec<Problem>> {
    let Some(layout) = find_layout(table) else {
        let problem = Problem::new("SELF_EVALUATION_HEADING_NOT_FOUND");
        let first = table.rows.first().map_or(1, |row| row.number);
        let problem = problem.at_cell(&table.sheet, first, Column::Level1.heading());
        return Err(vec![problem.with("severity", "error")]);
    };
    let hostile = hostile_cells(table);
    if !hostile.is_empty() {
        return Err(hostile);
    }
    let mut reader = Reader {
        table,
        layout,
        evaluation: SelfEvaluation::default(),
        has_execution: false,
        problems: Vec::new(),
    };
    reader.read_headings();
    reader.read_labels();
    if !reader.problems.iter().any(is_error) {
        reader.read_rows();
    }
    reader.finish()
}

impl Reader<'_> {
    fn read_headings(&mut self) {
        for column in Column::ALL {
            if !self.layout.columns.contains_key(&column) {
                let problem = Problem::new("SELF_EVALUATION_COLUMN_MISSING");
                self.tell(problem, "error", self.layout.heading_row, column.heading());
            }
        }
    }

    fn read_labels(&mut self) {
        self.evaluation.project = self.label_text("项目名称", &["项目名称"]);
        let unit_labels = ["实施单位", "项目实施单位", "项目单位"];
        self.evaluation.unit = self.label_text("实施单位", &unit_labels);
        self.evaluation.budget = self.label_amount("全年预算数");
        self.evaluation.executed = self.label_amount("全年执行数");
        if let Some(found) = self.labelled(&["执行率", "预算执行率"]) {
            if is_masked(found.value) {
                let problem = Problem::new("SELF_EVALUATION_VALUE_MASKED");
                self.tell(problem, "warning", found.row, found.label.trim());
            } else {
                self.evaluation.claimed_execution_rate = Some(claimed_rate(found));
            }
        }
        let survey = self.labelled(&["满意度调查", "是否开展满意度调查"]);
        self.evaluation.has_survey = survey.and_then(|found| {
            let answer = plain(found.value);
            let begins = |words: &[&str]| words.iter().any(|word| answer.starts_with(word));
            match (
                begins(&["是", "有", "已"]),
                begins(&["否", "无", "未", "没"]),
            ) {
                (true, _) => Some(true),
                (false, true) => Some(false),
                (false, false) => None,
            }
        });
    }

    fn read_rows(&mut self) {
        let mut level1 = String::new();
        let table = self.table;
        let heading_row = self.layout.heading_row;
        for row in table.rows.iter().filter(|row| row.number > heading_row) {
            let mut filled = row.cells.iter().map(|cell| plain(cell));
            let first = filled.find(|cell| !cell.is_empty()).unwrap_or_default();
            // A note that is merged over the whole width repeats itself in every cell.
            let is_note = filled.all(|cell| cell.is_empty() || cell == first);
            let written = self.layout.cell(row, Column::Level1).trim();
            let name = self.layout.cell(row, Column::Name);
            if first.is_empty() || column_of(written) == Some(Column::Level1) {
                continue;
            }
            if is_note && !is_total(&first) {
                continue;
            }
            if is_total(&first) {
                self.read_total(row, &first);
            } else if is_execution(name) || is_execution(written) {
                self.read_execution(row);
            } else {
                if !written.is_empty() {
                    level1 = written.to_owned();
                }
                self.read_indicator(row, &level1);
            }
        }
        if !self.has_execution {
            self.read_execution_label();
        }
    }

    fn read_total(&mut self, row: &TableRow, first: &str) {
        let cell = plain(self.layout.cell(row, Column::Score));
        let text = if cell.is_empty() || is_total(&cell) {
            let behind = first.split_once(':').map(|(_, behind)| behind);
            behind.unwrap_or_default().to_owned()
        } else {
            cell
        };
        self.evaluation.claimed_total = self.points_of(&text, row.number, Column::Score);
    }

    fn read_execution(&mut self, row: &TableRow) {
        if self.has_execution {
            let problem = Problem::new("SELF_EVALUATION_EXECUTION_ROW_TWICE");
            self.tell(problem, "error", row.number, Column::Name.heading());
            return;
        }
        self.has_execution = true;
        self.evaluation.execution_weight = self.weight(row);
        self.evaluation.execution_self_score = self.points(row, Column::Score);
        let actual = self.layout.cell(row, Column::Actual).trim();
        if self.evaluation.claimed_execution_rate.is_none() && read_figure(actual).is_some() {
            let claimed = claimed_rate(Labelled {
                row: row.number,
                label: "",
                value: actual,
            });
            self.evaluation.claimed_execution_rate = Some(claimed);
        }
    }

    /// The usual form has the weight and the score of 预算执行率 in its table of funds.
    fn read_execution_label(&mut self) {
        let weight = self.labelled(&["分值"]);
        let Some(weight) = weight else {
            let problem = Problem::new("SELF_EVALUATION_EXECUTION_ROW_MISSING");
            let row = self.layout.heading_row;
            self.tell(problem, "warning", row, Column::Name.heading());
            return;
        };
        let points = self.points_of(weight.value, weight.row, Column::Weight);
        self.evaluation.execution_weight = points.unwrap_or_default();
        let score = self.labelled(&["得分", "自评得分"]);
        let score = score.filter(|score| score.row == weight.row);
        self.evaluation.execution_self_score =
            score.and_then(|score| self.points_of(score.value, score.row, Column::Score));
    }

    fn read_indicator(&mut self, row: &TableRow, level1: &str) {
        let is_empty = |column: Column| self.layout.cell(row, column).trim().is_empty();
        let has_no_points = is_empty(Column::Weight) && is_empty(Column::Score);
        if has_no_points && (is_empty(Column::Target) || is_empty(Column::Name)) {
            // A note, a signature or a line between groups.
            return;
        }
        if self.evaluation.rows.len() >= MAX_INDICATOR_ROWS {
            if !self.problems.iter().any(is_too_many) {
                let problem = Problem::new(TOO_MANY_ROWS).with("limit", MAX_INDICATOR_ROWS);
                self.tell(problem, "error", row.number, Column::Name.heading());
            }
            return;
        }
        let target = self.text(row, Column::Target, "warning");
        let indicator = SelfEvaluationRow {
            row: row.number,
            level1: level1.to_owned(),
            name: self.text(row, Column::Name, "warning"),
            is_qualitative: !target.is_empty() && read_figure(&target).is_none(),
            target,
            actual: self.text(row, Column::Actual, "warning"),
            weight: self.weight(row),
            self_score: self.points(row, Column::Score),
            deviation_reason: self.reason(row),
        };
        self.evaluation.rows.push(indicator);
    }

    fn finish(mut self) -> Result<SelfEvaluation, Vec<Problem>> {
        let is_sound = !self.problems.iter().any(is_error);
        if is_sound && self.evaluation.rows.is_empty() {
            let problem = Problem::new("SELF_EVALUATION_HAS_NO_ROWS");
            let row = self.layout.heading_row;
            self.tell(problem, "error", row, Column::Name.heading());
        }
        if self.problems.iter().any(is_error) {
            return Err(self.problems);
        }
        self.evaluation.warnings = self.problems;
        Ok(self.evaluation)
    }
}

const TOO_MANY_ROWS: &str = "SELF_EVALUATION_TOO_MANY_ROWS";

fn is_too_many(problem: &Problem) -> bool {
    problem.code == TOO_MANY_ROWS
}

fn is_total(plain: &str) -> bool {
    ["总分", "合计", "总计"]
        .iter()
        .any(|word| plain.starts_with(word))
}

fn is_execution(name: &str) -> bool {
    let plain = plain(name);
    let base = plain.split('(').next().unwrap_or_default();
    matches!(base, "预算执行率" | "执行率" | "预算执行率指标")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Fen;
    use crate::scoring::Points;
    use crate::self_evaluation::{CheckKind, check};

    const HEADING: &str =
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施";

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

    /// The usual form with five planted errors: rate, capped score, sum, missing reason, zero
    /// target.
    fn five_errors() -> Table {
        table(&[
            "项目支出绩效自评表",
            "项目名称|危桥改造|||实施单位|农业局（本级）",
            "项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分",
            "|年度资金总额|100|100.00|94.9|10|95%|9.50",
            "是否开展满意度调查|是",
            HEADING,
            "产出指标|数量指标|修复里程|12公里|12公里|15|15|",
            "|质量指标|验收合格率|100%|90%|20|20|雨季停工",
            "|时效指标|延误次数|0|5|15|15|",
            "效益指标|社会效益|受益户数|≥100户|80户|30|24|",
            "满意度指标|满意度|群众满意度|≥90%|92%|10|10|",
            "总分|||||100|95.50|",
            "注：本表一式三份",
        ])
    }

    #[test]
    fn five_planted_errors_give_exactly_five_flags() {
        let evaluation = import_self_evaluation(&five_errors()).expect("a sheet");
        assert_eq!(evaluation.unit, "农业局（本级）");
        assert_eq!(evaluation.budget, Fen(100_000_000));
        assert_eq!(evaluation.execution_weight, Points(1_000));
        assert_eq!(evaluation.rows.len(), 5);
        assert_eq!(evaluation.rows[1].level1, "产出指标");
        assert!(evaluation.warnings.is_empty());
        let flags: Vec<_> = check(&evaluation)
            .into_iter()
            .map(|flag| (flag.kind, flag.row))
            .collect();
        let expected = [
            (CheckKind::ExecutionScore, None),
            (CheckKind::CappedScore, Some(8)),
            (CheckKind::ZeroTarget, Some(9)),
            (CheckKind::MissingReason, Some(10)),
            (CheckKind::TotalSum, None),
        ];
        assert_eq!(flags, expected);
    }

    #[test]
    fn the_same_five_errors_are_found_where_the_sheet_says_nothing_of_a_survey() {
        let mut sheet = five_errors();
        let said = sheet.rows.remove(4);
        assert!(said.cells[0].contains("满意度调查"));
        let evaluation = import_self_evaluation(&sheet).expect("a sheet");
        assert_eq!(evaluation.has_survey, None);
        assert_eq!(check(&evaluation).len(), 5);
        sheet.rows.insert(4, said);
        for (answer, expected) in [
            ("否", Some(false)),
            ("已开展", Some(true)),
            ("详见附件", None),
        ] {
            sheet.rows[4].cells[1] = answer.to_owned();
            let evaluation = import_self_evaluation(&sheet).expect("a sheet");
            assert_eq!(evaluation.has_survey, expected, "{answer}");
        }
    }

    #[test]
    fn a_masked_value_is_missing_with_a_warning_and_never_zero() {
        let mut sheet = five_errors();
        sheet.rows[6].cells[4] = "**公里".to_owned();
        sheet.rows[7].cells[6] = "**".to_owned();
        let evaluation = import_self_evaluation(&sheet).expect("a sheet");
        assert_eq!(evaluation.rows[0].actual, "");
        assert_eq!(evaluation.rows[1].self_score, None);
        let codes: Vec<_> = evaluation
            .warnings
            .iter()
            .map(|p| p.code.as_str())
            .collect();
        assert_eq!(codes, ["SELF_EVALUATION_VALUE_MASKED"; 2]);
        sheet.rows[3].cells[3] = "**".to_owned();
        let problems = import_self_evaluation(&sheet).expect_err("no budget");
        assert!(
            problems
                .iter()
                .any(|p| p.code == "SELF_EVALUATION_AMOUNT_MISSING")
        );
    }

    #[test]
    fn an_execution_row_below_the_heading_is_read_with_its_claim() {
        let sheet = table(&[
            "项目名称：危桥改造|实施单位：农业局",
            "全年预算数|1,000|全年执行数|949万元",
            HEADING,
            "预算执行率|预算执行率|预算执行率|100%|0.949|10|9.486666|",
            "产出指标|数量指标|修复里程|12公里|12公里|90|90|",
            "合计：99.49|合计：99.49|合计：99.49|合计：99.49|合计：99.49|合计：99.49|合计：99.49",
        ]);
        let evaluation = import_self_evaluation(&sheet).expect("a sheet");
        assert_eq!(evaluation.claimed_execution_rate.as_deref(), Some("94.9%"));
        assert_eq!(evaluation.execution_self_score, Some(Points(949)));
        assert_eq!(evaluation.claimed_total, Some(Points(9_949)));
        assert_eq!(evaluation.rows.len(), 1);
        assert_eq!(
            evaluation.warnings[0].code,
            "SELF_EVALUATION_NUMBER_ROUNDED"
        );
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let nothing = import_self_evaluation(&table(&["没有表头"])).expect_err("no heading");
        assert_eq!(nothing[0].code, "SELF_EVALUATION_HEADING_NOT_FOUND");
        let mut sheet = five_errors();
        sheet.rows[6].cells[5] = "十五".to_owned();
        sheet.rows[7].cells[5] = String::new();
        let problems = import_self_evaluation(&sheet).expect_err("two errors");
        let codes: Vec<_> = problems.iter().map(|p| p.code.as_str()).collect();
        let expected = [
            "SELF_EVALUATION_NOT_A_NUMBER",
            "SELF_EVALUATION_VALUE_MISSING",
        ];
        assert_eq!(codes, expected);
    }
}
