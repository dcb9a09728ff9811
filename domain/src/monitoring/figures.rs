//! Monthly figures of a monitored project, and what may be wrong with them (seed row S1-03).
//! Not here: what colour they give (`assess`).

use std::collections::BTreeSet;

use num_traits::{Signed as _, Zero as _};

use super::read_percent;
use crate::money::Fen;
use crate::problem::Problem;
use crate::scoring::exact::{Exact, whole};

/// What a project had come to at the end of a month.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonthlyFigure {
    /// 1 to 12.
    pub month: u32,
    /// Paid since the year began, in 分 (1/100 yuan).
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub paid: Fen,
    /// 完成进度 in percent, for example `62.5`; `None` when it was not reported.
    pub progress_percent: Option<String>,
    /// 冲减: less was paid than the month before, and that is right.
    #[serde(default)]
    pub is_reversal: bool,
}

/// A project whose budget is followed month by month.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonitoredProject {
    /// 项目编码.
    pub code: String,
    /// 项目名称.
    pub name: String,
    /// 实施单位.
    pub unit: String,
    /// 年初预算, in 分 (1/100 yuan).
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub budget: Fen,
    /// At most one a month, in any order.
    pub figures: Vec<MonthlyFigure>,
}

/// Everything wrong with the figures, each with its `month`: `MONITORING_BAD_MONTH`,
/// `MONITORING_MONTH_TWICE`, `MONITORING_PAID_NEGATIVE`, `MONITORING_BAD_PERCENT`, and
/// `MONITORING_PAID_FELL` (`previous`, `found` in 万元) where less is paid than in the month
/// reported before without being marked 冲减 (seed row S1-03).
pub fn check_figures(project: &MonitoredProject) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut months = BTreeSet::new();
    for figure in &project.figures {
        if !(1..=12).contains(&figure.month) {
            problems.push(at(figure, "MONITORING_BAD_MONTH"));
        }
        if !months.insert(figure.month) {
            problems.push(at(figure, "MONITORING_MONTH_TWICE"));
        }
        if figure.paid < Fen(0) {
            problems.push(at(figure, "MONITORING_PAID_NEGATIVE"));
        }
        let progress = figure.progress_percent.as_deref();
        if let Some(text) = progress
            && read_percent(text).is_none_or(|percent| percent.is_negative())
        {
            problems.push(at(figure, "MONITORING_BAD_PERCENT").with("value", text));
        }
    }
    let mut in_order: Vec<&MonthlyFigure> = project.figures.iter().collect();
    in_order.sort_by_key(|figure| figure.month);
    for (before, after) in in_order.iter().zip(in_order.iter().skip(1)) {
        if after.paid < before.paid && !after.is_reversal && after.month > before.month {
            let problem = at(after, "MONITORING_PAID_FELL");
            let problem = problem.with("previous", before.paid.to_wan_yuan_exact(2));
            problems.push(problem.with("found", after.paid.to_wan_yuan_exact(2)));
        }
    }
    problems
}

fn at(figure: &MonthlyFigure, code: &str) -> Problem {
    Problem::new(code)
        .with("month", figure.month)
        .at_path("figures")
}

/// 偏离度 = (actual − target) ÷ |target|, in percent, exact; `None` for a target of zero.
pub fn deviation_percent(actual: &Exact, target: &Exact) -> Option<Exact> {
    (!target.is_zero()).then(|| (actual - target) / target.abs() * whole(100))
}

/// Whether a result lies further from its target, to either side, than the limit in percent; the
/// limit itself does not. `None` for a target of zero (seed row S3-12).
pub fn deviation_flagged(actual: &Exact, target: &Exact, limit_percent: &Exact) -> Option<bool> {
    let deviation = deviation_percent(actual, target)?;
    Some(deviation.abs() > *limit_percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(month: u32, paid: i64) -> MonthlyFigure {
        MonthlyFigure {
            month,
            paid: Fen(paid),
            ..MonthlyFigure::default()
        }
    }

    fn codes(figures: Vec<MonthlyFigure>) -> Vec<String> {
        let project = MonitoredProject {
            figures,
            ..MonitoredProject::default()
        };
        let problems = check_figures(&project).into_iter();
        problems.map(|problem| problem.code).collect()
    }

    #[test]
    fn twelve_months_may_not_fall_unless_they_are_marked_as_reversal() {
        let year: Vec<_> = (1..=12).map(|month| figure(month, 100)).collect();
        assert!(codes(year.clone()).is_empty());
        let mut fallen = year;
        fallen[6].paid = Fen(99);
        assert_eq!(codes(fallen.clone()), ["MONITORING_PAID_FELL"]);
        fallen[6].is_reversal = true;
        assert!(codes(fallen).is_empty());
        let out_of_order = vec![figure(7, 99), figure(3, 100)];
        assert_eq!(codes(out_of_order), ["MONITORING_PAID_FELL"]);
    }

    #[test]
    fn wrong_months_amounts_and_percentages_are_told_at_once() {
        let mut strange = figure(13, -1);
        strange.progress_percent = Some("很快".to_owned());
        let expected = [
            "MONITORING_BAD_MONTH",
            "MONITORING_PAID_NEGATIVE",
            "MONITORING_BAD_PERCENT",
            "MONITORING_MONTH_TWICE",
            "MONITORING_PAID_FELL",
        ];
        assert_eq!(codes(vec![figure(1, 0), strange, figure(1, 0)]), expected);
    }

    #[test]
    fn a_deviation_of_20_percent_is_not_flagged_and_of_2001_is() {
        let number = |text: &str| read_percent(text).expect("a number");
        let flagged = |actual: &str, target: &str| {
            deviation_flagged(&number(actual), &number(target), &number("20"))
        };
        assert_eq!(flagged("80", "100"), Some(false));
        assert_eq!(flagged("79.99", "100"), Some(true));
        assert_eq!(flagged("120.01", "100"), Some(true));
        assert_eq!(flagged("1", "0"), None);
    }
}
