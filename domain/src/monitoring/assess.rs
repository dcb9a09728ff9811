//! The colour of one project at the end of one month, with the reasons (domain.md §2.6).
//! Not here: the rules as data (`presets`), whether the figures are sound (`figures`).

use num_traits::Signed as _;

use super::{Colour, MonitoredProject, MonitoringRule, MonthlyFigure, Preset, read_percent};
use crate::money::Fen;
use crate::scoring::exact::{Exact, percent_text, whole};

/// Why a project has its colour, or has none.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// Less than the line of the budget is paid.
    RateBelowLine,
    /// 未破零: nothing is paid.
    StillZero,
    /// Progress and payment lie too far apart.
    PlanGap,
    /// 进度比 is below the green edge.
    ProgressBehind,
    /// Nothing was reported for the month: no colour, never a zero.
    FigureMissing,
    /// The budget is zero: no share of it can be computed.
    BudgetZero,
    /// No progress was reported, so that a rule about it says nothing.
    ProgressMissing,
    /// A percentage of the rule, or of the figures, cannot be read.
    NumberUnreadable,
}

/// One reason with its numbers in percent, where there are any.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonitoringReason {
    /// Why.
    pub code: ReasonCode,
    /// The line, limit or edge of the rule, with two decimals: `40.00`.
    pub limit: Option<String>,
    /// What the figures give, with two decimals, half-up: `39.99`.
    pub found: Option<String>,
}

/// What the rules make of a project at the end of a month.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Assessment {
    /// Which month, 1 to 12.
    pub month: u32,
    /// The worst colour; `None` where nothing was reported, where no rule could say anything, and
    /// under presets without colours.
    pub colour: Option<Colour>,
    /// All reasons, in the order of the rules.
    pub reasons: Vec<MonitoringReason>,
    /// 重点关注台账: from the first month in which a rule puts it there a project stays on it, also
    /// through months without figures.
    pub on_watch_ledger: bool,
}

/// What one rule says.
#[derive(Default)]
struct Verdict {
    /// `None`: the rule says nothing.
    colour: Option<Colour>,
    reason: Option<MonitoringReason>,
    watch_ledger: bool,
}

impl Verdict {
    fn good() -> Self {
        Self {
            colour: Some(Colour::Green),
            ..Self::default()
        }
    }

    fn silent(code: ReasonCode) -> Self {
        Self {
            reason: Some(plain_reason(code)),
            ..Self::default()
        }
    }

    fn warning(colour: Colour, code: ReasonCode, limit: &Exact, found: &Exact) -> Self {
        let text = |percent: &Exact| Some(percent_text(&(percent / whole(100))));
        Self {
            colour: Some(colour),
            reason: Some(MonitoringReason {
                code,
                limit: text(limit),
                found: text(found),
            }),
            watch_ledger: false,
        }
    }
}

fn plain_reason(code: ReasonCode) -> MonitoringReason {
    MonitoringReason {
        code,
        limit: None,
        found: None,
    }
}

/// Looks at a project at the end of a month. A line whose month has come holds from then on;
/// before, the rule says nothing against the project. Comparisons are exact, before any rounding.
pub fn assess(project: &MonitoredProject, preset: &Preset, month: u32) -> Assessment {
    let mut assessment = match figure_of(project, month) {
        Some(figure) => judged(project, preset, figure),
        None => Assessment {
            month,
            colour: None,
            reasons: vec![plain_reason(ReasonCode::FigureMissing)],
            on_watch_ledger: false,
        },
    };
    assessment.on_watch_ledger = watched_since(project, preset, month).is_some();
    assessment
}

/// The first month up to `month` in which the rules put a project on the ledger 重点关注台账; `None`
/// where none does. A month without figures says nothing.
pub fn watched_since(project: &MonitoredProject, preset: &Preset, month: u32) -> Option<u32> {
    let figures = project.figures.iter().filter(|it| it.month <= month);
    let watched = figures.filter(|figure| judged(project, preset, figure).on_watch_ledger);
    watched.map(|figure| figure.month).min()
}

/// What all rules say of one month's figures.
fn judged(project: &MonitoredProject, preset: &Preset, figure: &MonthlyFigure) -> Assessment {
    let mut assessment = Assessment {
        month: figure.month,
        colour: None,
        reasons: Vec::new(),
        on_watch_ledger: false,
    };
    for rule in &preset.rules {
        let verdict = judge(rule, project, figure);
        assessment.colour = assessment.colour.max(verdict.colour);
        assessment.on_watch_ledger |= verdict.watch_ledger;
        if let Some(reason) = verdict.reason
            && !assessment.reasons.contains(&reason)
        {
            assessment.reasons.push(reason);
        }
    }
    let watches_warned = preset
        .disposal()
        .is_some_and(|disposal| disposal.every_warning);
    let is_warned = assessment.colour >= Some(Colour::Yellow);
    assessment.on_watch_ledger |= watches_warned && is_warned;
    // Where a line could not be computed, nobody knows that all is well.
    let is_blind = assessment.reasons.iter().any(|reason| {
        matches!(
            reason.code,
            ReasonCode::BudgetZero | ReasonCode::NumberUnreadable
        )
    });
    if is_blind && assessment.colour == Some(Colour::Green) {
        assessment.colour = None;
    }
    assessment
}

fn figure_of(project: &MonitoredProject, month: u32) -> Option<&MonthlyFigure> {
    let mut figures = project.figures.iter();
    figures.find(|figure| figure.month == month)
}

fn judge(rule: &MonitoringRule, project: &MonitoredProject, figure: &MonthlyFigure) -> Verdict {
    match rule {
        MonitoringRule::RateBelow {
            until_month,
            threshold,
            colour,
        } => match figure.month < *until_month {
            true => Verdict::good(),
            false => rate_below(project.budget, figure, threshold, *colour),
        },
        MonitoringRule::StillZero {
            month,
            colour,
            watch_ledger,
        } => match figure.month < *month {
            true => Verdict::good(),
            false => still_zero(figure, *colour, *watch_ledger),
        },
        MonitoringRule::PlanGap { limit } => plan_gap(project.budget, figure, limit),
        MonitoringRule::ProgressRatio {
            green_from,
            yellow_from,
        } => progress_ratio(project.budget, figure, green_from, yellow_from),
        MonitoringRule::ConcentratedMonth { .. } | MonitoringRule::Disposal { .. } => {
            Verdict::default()
        }
    }
}

/// The share of the budget paid, in percent; `None` without a budget above zero.
fn rate_percent(budget: Fen, figure: &MonthlyFigure) -> Option<Exact> {
    (budget.0 > 0).then(|| whole(figure.paid.0) * whole(100) / whole(budget.0))
}

fn rate_below(budget: Fen, figure: &MonthlyFigure, threshold: &str, colour: Colour) -> Verdict {
    let Some(line) = read_percent(threshold) else {
        return Verdict::silent(ReasonCode::NumberUnreadable);
    };
    let Some(rate) = rate_percent(budget, figure) else {
        return Verdict::silent(ReasonCode::BudgetZero);
    };
    match rate < line {
        true => Verdict::warning(colour, ReasonCode::RateBelowLine, &line, &rate),
        false => Verdict::good(),
    }
}

fn still_zero(figure: &MonthlyFigure, colour: Colour, watch_ledger: bool) -> Verdict {
    if figure.paid > Fen(0) {
        return Verdict::good();
    }
    Verdict {
        colour: Some(colour),
        reason: Some(plain_reason(ReasonCode::StillZero)),
        watch_ledger,
    }
}

fn plan_gap(budget: Fen, figure: &MonthlyFigure, limit: &str) -> Verdict {
    let Some(reported) = &figure.progress_percent else {
        return Verdict::silent(ReasonCode::ProgressMissing);
    };
    let (Some(limit), Some(progress)) = (read_percent(limit), read_percent(reported)) else {
        return Verdict::silent(ReasonCode::NumberUnreadable);
    };
    let Some(rate) = rate_percent(budget, figure) else {
        return Verdict::silent(ReasonCode::BudgetZero);
    };
    let gap = (progress - rate).abs();
    match gap > limit {
        true => Verdict::warning(Colour::Yellow, ReasonCode::PlanGap, &limit, &gap),
        false => Verdict::good(),
    }
}

fn progress_ratio(
    budget: Fen,
    figure: &MonthlyFigure,
    green_from: &str,
    yellow_from: &str,
) -> Verdict {
    let edges = (read_percent(green_from), read_percent(yellow_from));
    let (Some(green_from), Some(yellow_from)) = edges else {
        return Verdict::silent(ReasonCode::NumberUnreadable);
    };
    let actual = match &figure.progress_percent {
        Some(reported) => read_percent(reported).ok_or(ReasonCode::NumberUnreadable),
        None => rate_percent(budget, figure).ok_or(ReasonCode::BudgetZero),
    };
    let actual = match actual {
        Ok(actual) => actual,
        Err(code) => return Verdict::silent(code),
    };
    // An even course: month / 12 of the whole. Actual and ratio are in percent.
    let ratio = actual * whole(12) / whole(i64::from(figure.month.max(1)));
    if ratio >= green_from {
        return Verdict::good();
    }
    let colour = match ratio >= yellow_from {
        true => Colour::Yellow,
        false => Colour::Red,
    };
    Verdict::warning(colour, ReasonCode::ProgressBehind, &green_from, &ratio)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monitoring::{
        central_august, progress_ratio as ratio_preset, sichuan_2025, wuzhong,
    };

    /// A budget of 100万元 and one figure, in 分.
    fn project(month: u32, paid: i64, progress: Option<&str>) -> MonitoredProject {
        MonitoredProject {
            code: "DL0001".to_owned(),
            budget: Fen(100_000_000),
            figures: vec![MonthlyFigure {
                month,
                paid: Fen(paid),
                progress_percent: progress.map(str::to_owned),
                is_reversal: false,
            }],
            ..MonitoredProject::default()
        }
    }

    fn codes(assessment: &Assessment) -> Vec<ReasonCode> {
        assessment
            .reasons
            .iter()
            .map(|reason| reason.code)
            .collect()
    }

    #[test]
    fn in_june_3999_percent_is_yellow_and_40_percent_is_green() {
        let below = assess(&project(6, 39_990_000, None), &wuzhong(), 6);
        assert_eq!(below.colour, Some(Colour::Yellow));
        assert_eq!(codes(&below), [ReasonCode::RateBelowLine]);
        assert_eq!(below.reasons[0].found.as_deref(), Some("39.99"));
        assert_eq!(below.reasons[0].limit.as_deref(), Some("40.00"));
        let enough = assess(&project(6, 40_000_000, None), &wuzhong(), 6);
        assert_eq!(enough.colour, Some(Colour::Green));
        assert!(enough.reasons.is_empty());
        let early = assess(&project(5, 0, None), &wuzhong(), 5);
        assert_eq!(early.colour, Some(Colour::Green));
    }

    #[test]
    fn nothing_paid_by_the_end_of_october_is_red_and_on_the_ledger() {
        let zero = assess(&project(10, 0, None), &wuzhong(), 10);
        assert_eq!(zero.colour, Some(Colour::Red));
        assert!(zero.on_watch_ledger);
        let some = assess(&project(10, 10_000, None), &wuzhong(), 10);
        assert_eq!(some.colour, Some(Colour::Yellow));
        assert!(!some.on_watch_ledger);
        let mut later = project(10, 0, None);
        later.figures.extend(project(11, 50_000_000, None).figures);
        let seen = assess(&later, &wuzhong(), 11);
        assert_eq!(seen.colour, Some(Colour::Green));
        assert!(seen.on_watch_ledger);
        let unreported = assess(&later, &wuzhong(), 12);
        assert_eq!(codes(&unreported), [ReasonCode::FigureMissing]);
        assert!(unreported.on_watch_ledger, "no figures take nobody off");
        assert!(!assess(&later, &wuzhong(), 9).on_watch_ledger);
    }

    #[test]
    fn sichuan_watches_every_warned_project_and_wuzhong_does_not() {
        let warned = project(6, 39_990_000, Some("39"));
        assert!(assess(&warned, &sichuan_2025(), 7).on_watch_ledger);
        assert_eq!(watched_since(&warned, &sichuan_2025(), 12), Some(6));
        assert_eq!(watched_since(&warned, &wuzhong(), 12), None);
    }

    #[test]
    fn the_lines_of_sichuan_rise_and_a_gap_of_more_than_ten_points_warns() {
        let colour = |month, paid, progress| {
            let found = assess(
                &project(month, paid, Some(progress)),
                &sichuan_2025(),
                month,
            );
            found.colour
        };
        assert_eq!(colour(4, 25_000_000, "25"), Some(Colour::Green));
        assert_eq!(colour(8, 59_990_000, "60"), Some(Colour::Yellow));
        assert_eq!(colour(10, 80_000_000, "90%"), Some(Colour::Green));
        assert_eq!(colour(10, 80_000_000, "90.01"), Some(Colour::Yellow));
    }

    #[test]
    fn the_progress_ratio_has_inclusive_edges_and_august_has_no_colour() {
        let colour = |progress| assess(&project(6, 0, Some(progress)), &ratio_preset(), 6).colour;
        let found = ["45", "44.99", "30", "29.99"].map(colour);
        let expected = [Colour::Green, Colour::Yellow, Colour::Yellow, Colour::Red].map(Some);
        assert_eq!(found, expected);
        let august = assess(&project(8, 0, None), &central_august(), 8);
        assert_eq!(august.colour, None);
    }

    #[test]
    fn what_was_not_reported_has_no_colour_and_is_no_zero() {
        let missing = assess(&project(9, 0, None), &wuzhong(), 10);
        assert_eq!(missing.colour, None);
        assert_eq!(codes(&missing), [ReasonCode::FigureMissing]);
        let mut without_budget = project(6, 0, None);
        without_budget.budget = Fen(0);
        for preset in [ratio_preset(), wuzhong()] {
            let found = assess(&without_budget, &preset, 6);
            assert_eq!(found.colour, None);
            assert_eq!(codes(&found), [ReasonCode::BudgetZero]);
        }
        assert_eq!(
            crate::engagement::AlertColour::from(Colour::Red),
            crate::engagement::AlertColour::Red
        );
    }
}
