//! The rules of monitoring and the presets of domain.md §2.6, which people may edit.
//! Not here: what a rule makes of a project's figures (`assess`).

use num_traits::Signed as _;

use super::{Colour, read_percent};
use crate::problem::Problem;
use crate::scoring::exact::whole;

/// Characters of a preset's name.
const NAME_LIMIT: usize = 50;
/// Characters of its source.
const SOURCE_LIMIT: usize = 500;
/// Rules of one preset.
const MOST_RULES: usize = 50;
/// Highest percentage that any line may be.
const MOST_PERCENT: i64 = 1_000;
/// Most working days for a disposal.
const MOST_DAYS: u32 = 60;

/// One rule. Percentages are text (`40`), so that they are exact; edges are inclusive on the good
/// side.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum MonitoringRule {
    /// From the end of a month on, less than a share of the budget is paid. The share itself is
    /// enough.
    RateBelow {
        /// 1 to 12; the line 1–6月 is due at the end of month 6.
        until_month: u32,
        /// In percent of the budget.
        threshold: String,
        /// What it gives.
        colour: Colour,
    },
    /// 未破零: nothing is paid at the end of a month.
    StillZero {
        /// 1 to 12.
        month: u32,
        /// What it gives as long as nothing is paid.
        colour: Colour,
        /// Whether the project goes on the ledger 重点关注台账.
        watch_ledger: bool,
    },
    /// Progress and share of the budget paid lie further apart than this: yellow.
    PlanGap {
        /// In percentage points; the limit itself is allowed.
        limit: String,
    },
    /// 进度比 = actual ÷ expected, where an even course over twelve months is expected. Actual is
    /// the reported progress, otherwise the share of the budget paid.
    ProgressRatio {
        /// In percent; from here on green.
        green_from: String,
        /// In percent; from here on yellow, below red.
        yellow_from: String,
    },
    /// 集中监控: in this month the months from the first to the last are looked at; no colour.
    ConcentratedMonth {
        /// When, 1 to 12.
        month: u32,
        /// From which month on.
        first: u32,
        /// Up to which month.
        last: u32,
    },
    /// 处置: a project on the ledger 重点关注台账 is to be disposed of within so many working days.
    Disposal {
        /// Working days (Monday to Friday) from the day of entry, 1 to 60.
        working_days: u32,
        /// Whether every warned project goes on the ledger, not only those of `StillZero`.
        every_warning: bool,
        /// 超时自动暂停: whether a project that nobody disposed of in time counts as paused.
        pauses: bool,
    },
}

/// A set of rules under a name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preset {
    /// For settings and addresses: `wuzhong`.
    pub id: String,
    /// For people: 吴忠.
    pub name: String,
    /// Where the rules come from.
    pub source: String,
    /// All rules; the worst colour counts.
    pub rules: Vec<MonitoringRule>,
}

/// What a preset says of the disposal of watched projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisposalTerms {
    /// Working days from the day of entry.
    pub working_days: u32,
    /// Whether every warned project is watched.
    pub every_warning: bool,
    /// Whether a project that nobody disposed of in time counts as paused.
    pub pauses: bool,
}

impl Preset {
    /// The first rule about disposals; `None` where there is no time limit.
    pub fn disposal(&self) -> Option<DisposalTerms> {
        self.rules.iter().find_map(|rule| match rule {
            MonitoringRule::Disposal {
                working_days,
                every_warning,
                pauses,
            } => Some(DisposalTerms {
                working_days: *working_days,
                every_warning: *every_warning,
                pauses: *pauses,
            }),
            _ => None,
        })
    }
}

fn preset(id: &str, name: &str, source: &str, rules: Vec<MonitoringRule>) -> Preset {
    Preset {
        id: id.to_owned(),
        name: name.to_owned(),
        source: source.to_owned(),
        rules,
    }
}

fn rate_below(until_month: u32, threshold: &str) -> MonitoringRule {
    MonitoringRule::RateBelow {
        until_month,
        threshold: threshold.to_owned(),
        colour: Colour::Yellow,
    }
}

/// 吴忠 (seed rows S1-04, S1-05): the June line 40 % and the days for a disposal are product
/// defaults, the seed has no number.
pub fn wuzhong() -> Preset {
    let still_zero = MonitoringRule::StillZero {
        month: 10,
        colour: Colour::Red,
        watch_ledger: true,
    };
    let disposal = MonitoringRule::Disposal {
        working_days: 10,
        every_warning: false,
        pauses: false,
    };
    let source = "吴忠市：6月底支出进度不理想的提醒，10月底未破零的列入重点关注台账。\
                  40%的线和10个工作日的处置期限文件没有写，是产品默认";
    preset(
        "wuzhong",
        "吴忠",
        source,
        vec![rate_below(6, "40"), still_zero, disposal],
    )
}

/// 四川 2025: four lines, 10 percentage points between progress and payment; every warned project is
/// disposed of within ten working days, or is paused.
pub fn sichuan_2025() -> Preset {
    let lines = [(4, "25"), (6, "40"), (8, "60"), (10, "80")];
    let mut rules: Vec<MonitoringRule> = lines
        .into_iter()
        .map(|(month, threshold)| rate_below(month, threshold))
        .collect();
    rules.push(MonitoringRule::PlanGap {
        limit: "10".to_owned(),
    });
    rules.push(MonitoringRule::Disposal {
        working_days: 10,
        every_warning: true,
        pauses: true,
    });
    preset("sichuan_2025", "四川2025", "川财绩〔2025〕10号", rules)
}

/// 进度比: ≥ 90 % green, ≥ 60 % yellow, below red; a product default.
pub fn progress_ratio() -> Preset {
    let rule = MonitoringRule::ProgressRatio {
        green_from: "90".to_owned(),
        yellow_from: "60".to_owned(),
    };
    preset("progress_ratio", "进度比", "产品默认", vec![rule])
}

/// 中央: every August the months 1 to 7 are looked at; no colours.
pub fn central_august() -> Preset {
    let rule = MonitoringRule::ConcentratedMonth {
        month: 8,
        first: 1,
        last: 7,
    };
    preset("central_august", "中央", "财预〔2019〕136号", vec![rule])
}

/// All presets, in the order of domain.md §2.6.
pub fn presets() -> Vec<Preset> {
    vec![
        wuzhong(),
        sichuan_2025(),
        progress_ratio(),
        central_august(),
    ]
}

/// Everything wrong with an edited preset: `MONITORING_PRESET_NAME_MISSING`, `TEXT_TOO_LONG`,
/// `MONITORING_PRESET_EMPTY`, `MONITORING_RULES_TOO_MANY`, `MONITORING_RULE_BAD_MONTH`,
/// `MONITORING_RULE_BAD_PERCENT` (no number, negative or above 1000), `MONITORING_EDGES_REVERSED`,
/// `MONITORING_RULE_BAD_DAYS`; problems of a rule have its place in `rule`, from 1.
pub fn check_preset(preset: &Preset) -> Vec<Problem> {
    let mut problems = Vec::new();
    if preset.name.trim().is_empty() {
        problems.push(Problem::new("MONITORING_PRESET_NAME_MISSING").at_path("name"));
    }
    for (path, text, limit) in [
        ("name", &preset.name, NAME_LIMIT),
        ("source", &preset.source, SOURCE_LIMIT),
    ] {
        if text.chars().count() > limit {
            let problem = Problem::new("TEXT_TOO_LONG").with("limit", limit);
            problems.push(problem.at_path(path));
        }
    }
    if preset.rules.is_empty() {
        problems.push(Problem::new("MONITORING_PRESET_EMPTY").at_path("rules"));
    }
    if preset.rules.len() > MOST_RULES {
        let problem = Problem::new("MONITORING_RULES_TOO_MANY").with("limit", MOST_RULES);
        return vec![problem.at_path("rules")];
    }
    for (place, rule) in preset.rules.iter().enumerate() {
        let found = rule_problems(rule).into_iter();
        problems.extend(found.map(|problem| problem.with("rule", place + 1).at_path("rules")));
    }
    problems
}

fn rule_problems(rule: &MonitoringRule) -> Vec<Problem> {
    match rule {
        MonitoringRule::RateBelow {
            until_month,
            threshold,
            ..
        } => bad_month(*until_month)
            .into_iter()
            .chain(bad_percent(threshold))
            .collect(),
        MonitoringRule::StillZero { month, .. } => bad_month(*month).into_iter().collect(),
        MonitoringRule::PlanGap { limit } => bad_percent(limit).into_iter().collect(),
        MonitoringRule::ProgressRatio {
            green_from,
            yellow_from,
        } => {
            let edges = (read_percent(green_from), read_percent(yellow_from));
            let are_reversed = matches!(&edges, (Some(green), Some(yellow)) if green < yellow);
            let reversed = are_reversed.then(|| Problem::new("MONITORING_EDGES_REVERSED"));
            let texts = [bad_percent(green_from), bad_percent(yellow_from), reversed];
            texts.into_iter().flatten().collect()
        }
        MonitoringRule::ConcentratedMonth { month, first, last } => {
            let months = [*month, *first, *last].map(bad_month);
            let reversed = (first > last).then(|| Problem::new("MONITORING_EDGES_REVERSED"));
            months.into_iter().chain([reversed]).flatten().collect()
        }
        MonitoringRule::Disposal { working_days, .. } => {
            let problem = || Problem::new("MONITORING_RULE_BAD_DAYS").with("limit", MOST_DAYS);
            let is_bad = !(1..=MOST_DAYS).contains(working_days);
            is_bad.then(problem).into_iter().collect()
        }
    }
}

fn bad_month(month: u32) -> Option<Problem> {
    let problem = || Problem::new("MONITORING_RULE_BAD_MONTH").with("month", month);
    (!(1..=12).contains(&month)).then(problem)
}

fn bad_percent(text: &str) -> Option<Problem> {
    let problem = || Problem::new("MONITORING_RULE_BAD_PERCENT").with("value", text);
    let most = whole(MOST_PERCENT);
    let is_bad = read_percent(text).is_none_or(|it| it.is_negative() || it > most);
    is_bad.then(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_presets_are_sound_and_travel() {
        for preset in presets() {
            assert!(check_preset(&preset).is_empty(), "{}", preset.id);
            let text = serde_json::to_string(&preset).expect("text");
            assert_eq!(
                serde_json::from_str::<Preset>(&text).expect("a preset"),
                preset
            );
        }
    }

    #[test]
    fn an_edited_preset_is_told_all_that_is_wrong() {
        let mut edited = wuzhong();
        edited.rules = vec![
            rate_below(0, "四成"),
            MonitoringRule::ProgressRatio {
                green_from: "60".to_owned(),
                yellow_from: "90".to_owned(),
            },
        ];
        let codes: Vec<_> = check_preset(&edited)
            .into_iter()
            .map(|problem| problem.code)
            .collect();
        let expected = [
            "MONITORING_RULE_BAD_MONTH",
            "MONITORING_RULE_BAD_PERCENT",
            "MONITORING_EDGES_REVERSED",
        ];
        assert_eq!(codes, expected);
        edited.rules.clear();
        assert_eq!(check_preset(&edited)[0].code, "MONITORING_PRESET_EMPTY");
    }
}
