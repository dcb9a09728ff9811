//! Grades and level totals: sums of printed scores. Not here: single scores (`rules`).

use super::exact::{from_points, percent_text};
use super::{GradeBand, LevelTotal, Points, ScoreRow};
use crate::indicator::Framework;

/// 优 ≥ 90, 良 ≥ 80, 中 ≥ 60, 差 below: half-open bands on the printed total, so that 89.99 has a
/// grade (domain.md §3; 财预〔2020〕10号 art. 18).
pub fn default_grade_bands() -> Vec<GradeBand> {
    let band = |grade: &str, min: i64| GradeBand {
        grade: grade.to_owned(),
        min: Points(min),
    };
    vec![
        band("优", 9_000),
        band("良", 8_000),
        band("中", 6_000),
        band("差", 0),
    ]
}

/// The grade of a printed total: the band with the highest edge that it reaches. `None` when it
/// reaches none.
pub fn grade_of(bands: &[GradeBand], total: Points) -> Option<String> {
    let reached = bands.iter().filter(|band| total >= band.min);
    reached
        .max_by_key(|band| band.min)
        .map(|band| band.grade.clone())
}

/// 得分率 in percent with two decimals, half-up; `0.00` for a weight of zero.
pub fn rate_text(score: Points, weight: Points) -> String {
    if weight.0 == 0 {
        return "0.00".to_owned();
    }
    percent_text(&(from_points(score) / from_points(weight)))
}

/// Level-1 sums in the framework's order, then level-2 sums in the framework's order.
pub fn level_totals(framework: &Framework, rows: &[ScoreRow]) -> Vec<LevelTotal> {
    let total = |code: &str, name: &str, level: u8, rows: &[&ScoreRow]| {
        // What is 不适用 weighs nothing: its weight went elsewhere, or out of the total.
        let applicable = rows.iter().filter(|row| row.not_applicable.is_none());
        let weight = applicable.map(|row| row.weight).sum();
        let score = rows.iter().filter_map(|row| row.score).sum();
        let rate = rate_text(score, weight);
        LevelTotal {
            code: code.to_owned(),
            name: name.to_owned(),
            level,
            weight,
            score,
            rate,
        }
    };
    let mut totals = Vec::new();
    for level1 in &framework.levels {
        let below: Vec<_> = rows
            .iter()
            .filter(|row| row.level1.0 == level1.code)
            .collect();
        totals.push(total(&level1.code, &level1.name, 1, &below));
    }
    for level1 in &framework.levels {
        for level2 in &level1.children {
            let belongs = |row: &&ScoreRow| level2.indicators.iter().any(|i| i.code == row.code);
            let below: Vec<_> = rows.iter().filter(belongs).collect();
            totals.push(total(&level2.code, &level2.name, 2, &below));
        }
    }
    totals
}
