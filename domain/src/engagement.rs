//! One engagement (评价业务): what is evaluated, for whom, in which stage (domain.md §2).
//! Not here: its sample, records and scores, which refer to it by id.

use crate::ids::EngagementId;

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
}

impl Stage {
    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Preparation => "preparation",
            Stage::Implementation => "implementation",
            Stage::Rectification => "rectification",
        }
    }

    /// Reads the stored text.
    pub fn parse(text: &str) -> Option<Self> {
        [
            Stage::Preparation,
            Stage::Implementation,
            Stage::Rectification,
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
