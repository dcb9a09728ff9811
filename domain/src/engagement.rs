//! One engagement (评价业务): what is evaluated, for whom, in which stage (domain.md §2).
//! Not here: its sample, records and scores, which refer to it by id.

use crate::ids::EngagementId;
use crate::indicator::STARTERS;
use crate::problem::Problem;
use crate::wire::NewEngagement;

/// 三个步骤 (seed S0-13): the names that stand on top of every engagement.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 前期准备: frame, sample, indicators, assignments.
    Preparation,
    /// 组织实施: fieldwork, scoring, drafting.
    Implementation,
    /// 反馈整改: opinions, issue, rectification.
    Rectification,
    /// 已归档: issued, and its archive pack was made and proved whole.
    Archived,
}

impl Stage {
    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Preparation => "preparation",
            Stage::Implementation => "implementation",
            Stage::Rectification => "rectification",
            Stage::Archived => "archived",
        }
    }

    /// Reads the stored text.
    pub fn parse(text: &str) -> Option<Self> {
        [
            Stage::Preparation,
            Stage::Implementation,
            Stage::Rectification,
            Stage::Archived,
        ]
        .into_iter()
        .find(|stage| stage.as_str() == text)
    }
}

/// What the engagement is, as the cover of its report needs it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Engagement {
    /// Which.
    pub id: EngagementId,
    /// The short code people type on the command line; `demo` for the example.
    pub code: String,
    /// 项目名称, for example 2018年度公路水毁修复、危桥改造专项资金绩效评价（示例）.
    pub title: String,
    /// 委托单位.
    pub commissioned_by: String,
    /// 主管部门.
    pub competent_department: String,
    /// 评价机构.
    pub firm: String,
    /// 资金年度; differs from the year of evaluation (domain.md §9 trap 7).
    pub fund_year: u16,
    /// 评价年度.
    pub evaluation_year: u16,
    /// Where it stands.
    pub stage: Stage,
    /// How many questionnaires each sampled site should bring (default 10, domain.md §6.1).
    pub questionnaires_per_site: u32,
    /// What the report says of the fund in people's own words, and how it is reviewed.
    #[serde(default)]
    pub profile: EngagementProfile,
}

/// 项目概况: what only a person can say of the fund, and settings of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EngagementProfile {
    /// 评价类型: 财政重点评价, 部门评价, 单位自评复核.
    #[serde(default)]
    pub evaluation_kind: String,
    /// 风险级别; A is reviewed by the quality reviewer too.
    #[serde(default)]
    pub risk: crate::review::RiskLevel,
    /// 行业, for the programme summary: 交通.
    #[serde(default)]
    pub sector: String,
    /// 项目背景、主要内容及实施情况; one paragraph a line.
    #[serde(default)]
    pub background: String,
    /// 绩效目标 as the target form states them.
    #[serde(default)]
    pub goals: Vec<String>,
    /// 单位自评得分, where there is one.
    #[serde(default)]
    pub self_score: String,
}

/// What is wrong with a profile: TEXT_TOO_LONG (background 20,000, a goal 1,000 characters, 50
/// goals), SCORE_MALFORMED.
pub fn problems_of_profile(profile: &EngagementProfile) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut limit = |path: &str, length: usize, most: usize| {
        if length > most {
            problems.push(
                Problem::new("TEXT_TOO_LONG")
                    .with("limit", most)
                    .at_path(path),
            );
        }
    };
    limit("background", profile.background.chars().count(), 20_000);
    limit(
        "evaluation_kind",
        profile.evaluation_kind.chars().count(),
        50,
    );
    limit("sector", profile.sector.chars().count(), 50);
    limit("goals", profile.goals.len(), 50);
    for goal in &profile.goals {
        limit("goals", goal.chars().count(), 1_000);
    }
    let score = profile.self_score.trim();
    if !score.is_empty() && crate::scoring::Points::parse(score).is_none() {
        problems.push(Problem::new("SCORE_MALFORMED").at_path("self_score"));
    }
    problems
}

/// Limits of what may be typed into a new engagement, in characters.
const CODE_LIMIT: usize = 40;
const NAME_LIMIT: usize = 200;
/// More questionnaires than any site can bring.
const QUESTIONNAIRES_LIMIT: u32 = 1_000;
/// Years that can be meant.
const YEARS: std::ops::RangeInclusive<u16> = 2000..=2100;

/// Everything that hinders an engagement from beginning, each at its field: `ENGAGEMENT_BAD_CODE`,
/// `ENGAGEMENT_FIELD_MISSING`, `TEXT_TOO_LONG`, `ENGAGEMENT_BAD_YEAR` (the fund's year may not be
/// after the year of evaluation, domain.md §9 trap 7), `ENGAGEMENT_BAD_COUNT`,
/// `FRAMEWORK_STARTER_UNKNOWN`.
#[must_use]
pub fn problems_of_new(new: &NewEngagement) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !is_good_code(&new.code) {
        problems.push(Problem::new("ENGAGEMENT_BAD_CODE").at_path("code"));
    }
    let texts = [
        ("title", &new.title),
        ("commissioned_by", &new.commissioned_by),
        ("competent_department", &new.competent_department),
        ("firm", &new.firm),
    ];
    for (field, text) in texts {
        if text.trim().is_empty() {
            problems.push(Problem::new("ENGAGEMENT_FIELD_MISSING").at_path(field));
        } else if text.chars().count() > NAME_LIMIT {
            let problem = Problem::new("TEXT_TOO_LONG").with("limit", NAME_LIMIT);
            problems.push(problem.at_path(field));
        }
    }
    for (field, year) in [
        ("fund_year", new.fund_year),
        ("evaluation_year", new.evaluation_year),
    ] {
        if !YEARS.contains(&year) {
            problems.push(Problem::new("ENGAGEMENT_BAD_YEAR").at_path(field));
        }
    }
    if YEARS.contains(&new.evaluation_year) && new.fund_year > new.evaluation_year {
        problems.push(Problem::new("ENGAGEMENT_BAD_YEAR").at_path("fund_year"));
    }
    if new.questionnaires_per_site > QUESTIONNAIRES_LIMIT {
        let problem = Problem::new("ENGAGEMENT_BAD_COUNT").with("limit", QUESTIONNAIRES_LIMIT);
        problems.push(problem.at_path("questionnaires_per_site"));
    }
    if !STARTERS.contains(&new.framework.as_str()) {
        problems.push(Problem::new("FRAMEWORK_STARTER_UNKNOWN").at_path("framework"));
    }
    problems
}

/// Lower-case letters, digits and hyphens, beginning with a letter: it stands in addresses.
fn is_good_code(code: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    code.len() <= CODE_LIMIT
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && code.chars().all(plain)
}

/// 三色预警 of progress (seed S0-08): computed on every read, never stored or typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertColour {
    /// 绿色通道.
    Green,
    /// 黄色预警.
    Yellow,
    /// 红色警报.
    Red,
}

/// Where the colours change, as a share of what was planned, in percent. Lower edges inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertThresholds {
    /// From here on green.
    pub green_from_pct: u32,
    /// From here on yellow, below red.
    pub yellow_from_pct: u32,
}

impl Default for AlertThresholds {
    /// The preset 进度比 of domain.md §2.6: ≥ 90 % green, ≥ 60 % yellow, else red.
    fn default() -> Self {
        Self {
            green_from_pct: 90,
            yellow_from_pct: 60,
        }
    }
}

impl AlertThresholds {
    /// The colour of `done` out of `planned` (counts of the same thing); `None` where nothing is
    /// planned, because then nothing can be late. More done than planned is green.
    pub fn alert_colour(self, done: u32, planned: u32) -> Option<AlertColour> {
        if planned == 0 {
            return None;
        }
        let reached = |pct: u32| u64::from(done) * 100 >= u64::from(planned) * u64::from(pct);
        Some(
            match (reached(self.green_from_pct), reached(self.yellow_from_pct)) {
                (true, _) => AlertColour::Green,
                (false, true) => AlertColour::Yellow,
                (false, false) => AlertColour::Red,
            },
        )
    }
}

/// The colour under the default thresholds.
pub fn alert_colour(done: u32, planned: u32) -> Option<AlertColour> {
    AlertThresholds::default().alert_colour(done, planned)
}

/// The worst colour of several counts: inspections done do not make up for missing questionnaires.
pub fn worst_alert_colour(counts: &[(u32, u32)]) -> Option<AlertColour> {
    let colours = counts.iter();
    colours
        .filter_map(|(done, planned)| alert_colour(*done, *planned))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_green_yellow_or_red_with_inclusive_lower_edges() {
        let colours = [92, 90, 89, 70, 60, 59, 40].map(|done| alert_colour(done, 100));
        use AlertColour::{Green, Red, Yellow};
        assert_eq!(
            colours,
            [Green, Green, Yellow, Yellow, Yellow, Red, Red].map(Some)
        );
    }

    #[test]
    fn nothing_planned_has_no_colour_and_too_much_done_is_green() {
        assert_eq!(alert_colour(0, 0), None);
        assert_eq!(alert_colour(12, 10), Some(AlertColour::Green));
        assert_eq!(alert_colour(u32::MAX, u32::MAX), Some(AlertColour::Green));
    }

    #[test]
    fn of_several_counts_the_worst_one_gives_the_colour() {
        assert_eq!(
            worst_alert_colour(&[(1, 1), (7, 10)]),
            Some(AlertColour::Yellow)
        );
        assert_eq!(
            worst_alert_colour(&[(0, 1), (10, 10)]),
            Some(AlertColour::Red)
        );
        assert_eq!(
            worst_alert_colour(&[(1, 1), (0, 0)]),
            Some(AlertColour::Green)
        );
        assert_eq!(worst_alert_colour(&[(0, 0)]), None);
    }

    #[test]
    fn other_thresholds_move_the_edges() {
        let strict = AlertThresholds {
            green_from_pct: 100,
            yellow_from_pct: 80,
        };
        assert_eq!(strict.alert_colour(99, 100), Some(AlertColour::Yellow));
        assert_eq!(strict.alert_colour(79, 100), Some(AlertColour::Red));
    }
}
