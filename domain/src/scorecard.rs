//! The annual assessment scorecard 年度考核自评: sections of items with plain scores and exact totals
//! (seed rows S2-01, S2-02). Not here: scores computed by rules (`crate::scoring`).

use crate::problem::Problem;
use crate::scoring::Points;
use crate::scoring::exact::{Exact, from_points, to_points};

/// Most sections of a scorecard.
pub const MAX_SECTIONS: usize = 50;
/// Most items of all sections together.
pub const MAX_ITEMS: usize = 500;
/// Most characters of a title, a name or a note.
const TEXT_LIMIT: usize = 1_000;
/// Highest score or full mark of an item, in hundredths of a 分.
const MOST_POINTS: Points = Points(1_000_000);

/// One item with its score.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScorecardItem {
    /// For example 评价规模.
    pub name: String,
    /// 满分; `None` where it is not stated.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub full: Option<Points>,
    /// 得分.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub score: Points,
    /// How it came about; may be empty.
    pub note: String,
}

/// One section.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScorecardSection {
    /// For example 第一部分.
    pub title: String,
    /// In their order.
    pub items: Vec<ScorecardItem>,
}

/// A whole scorecard.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scorecard {
    /// In their order.
    pub sections: Vec<ScorecardSection>,
}

impl Scorecard {
    /// The sum of each section and the sum of all, exact. A sum stops at the ends of its range; no
    /// scorecard that [`Scorecard::check`] accepts comes near them.
    pub fn totals(&self) -> (Vec<Points>, Points) {
        let sections: Vec<Points> = self
            .sections
            .iter()
            .map(|section| sum_of(section.items.iter().map(|item| item.score)))
            .collect();
        let total = sum_of(sections.iter().copied());
        (sections, total)
    }

    /// Everything wrong, with `section` and `item` from 1: `SCORECARD_TOO_MANY_SECTIONS` (50),
    /// `SCORECARD_TOO_MANY_ITEMS` (500), `SCORECARD_NAME_MISSING`, `TEXT_TOO_LONG`,
    /// `SCORECARD_SCORE_OUT_OF_RANGE` (negative, or above 10 000 分),
    /// `SCORECARD_SCORE_ABOVE_FULL`.
    pub fn check(&self) -> Vec<Problem> {
        let items = self.sections.iter().map(|section| section.items.len());
        let items = items.fold(0usize, usize::saturating_add);
        let mut problems = Vec::new();
        if self.sections.len() > MAX_SECTIONS {
            let problem = Problem::new("SCORECARD_TOO_MANY_SECTIONS").at_path("sections");
            problems.push(problem.with("limit", MAX_SECTIONS));
        }
        if items > MAX_ITEMS {
            let problem = Problem::new("SCORECARD_TOO_MANY_ITEMS").at_path("sections");
            problems.push(problem.with("limit", MAX_ITEMS));
        }
        if !problems.is_empty() {
            return problems;
        }
        for (section, number) in self.sections.iter().zip(1u32..) {
            let found = name_problem(&section.title, "title").into_iter();
            problems.extend(found.map(|problem| problem.with("section", number)));
            for (item, place) in section.items.iter().zip(1u32..) {
                let found = item_problems(item).into_iter();
                problems.extend(
                    found.map(|problem| problem.with("section", number).with("item", place)),
                );
            }
        }
        problems
    }
}

fn sum_of(points: impl Iterator<Item = Points>) -> Points {
    Points(points.fold(0, |sum: i64, points| sum.saturating_add(points.0)))
}

fn name_problem(name: &str, field: &str) -> Option<Problem> {
    if name.trim().is_empty() {
        return Some(Problem::new("SCORECARD_NAME_MISSING").at_path(field));
    }
    too_long(name, field)
}

fn too_long(text: &str, field: &str) -> Option<Problem> {
    let problem = || Problem::new("TEXT_TOO_LONG").with("limit", TEXT_LIMIT);
    (text.chars().count() > TEXT_LIMIT).then(|| problem().at_path(field))
}

fn item_problems(item: &ScorecardItem) -> Vec<Problem> {
    let range = Points(0)..=MOST_POINTS;
    let out_of_range = |points: Points, field: &str| {
        let problem = Problem::new("SCORECARD_SCORE_OUT_OF_RANGE").at_path(field);
        (!range.contains(&points)).then(|| problem.with("score", points))
    };
    let above_full = item.full.filter(|full| item.score > *full).map(|full| {
        let problem = Problem::new("SCORECARD_SCORE_ABOVE_FULL").at_path("score");
        problem.with("score", item.score).with("full", full)
    });
    let found = [
        name_problem(&item.name, "name"),
        too_long(&item.note, "note"),
        out_of_range(item.score, "score"),
        item.full.and_then(|full| out_of_range(full, "full")),
        above_full,
    ];
    found.into_iter().flatten().collect()
}

/// The score of an item in proportion to a share of its full mark, half-up at two decimals: 58 % of
/// 7.00 are 4.06 (seed row S2-02). `None` when it leaves the range of scores.
pub fn proportional_score(full: Points, share: &Exact) -> Option<Points> {
    to_points(&(from_points(full) * share))
}

/// How many items each section of the starter has (seed row S2-01).
const STARTER_ITEMS: [usize; 5] = [3, 3, 6, 4, 4];
/// Titles of the starter's sections; the seed does not name them.
const STARTER_TITLES: [&str; 5] = ["第一部分", "第二部分", "第三部分", "第四部分", "第五部分"];
/// The item that the seed names: section and place, both from 0 (seed row S2-02).
const SCALE_OF_EVALUATION: (usize, usize) = (3, 1);

/// A scorecard to begin with: five sections with twenty items without scores. Only 评价规模 is named
/// in the seed; the others are 第1项 … and are meant to be renamed.
pub fn starter_scorecard() -> Scorecard {
    let item = |section: usize, place: usize| ScorecardItem {
        name: if (section, place) == SCALE_OF_EVALUATION {
            "评价规模".to_owned()
        } else {
            format!("第{}项", place + 1)
        },
        ..ScorecardItem::default()
    };
    let sections = STARTER_TITLES.iter().zip(STARTER_ITEMS).enumerate();
    let section = |(number, (title, count)): (usize, (&&str, usize))| ScorecardSection {
        title: (*title).to_owned(),
        items: (0..count).map(|place| item(number, place)).collect(),
    };
    Scorecard {
        sections: sections.map(section).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::exact::parse_exact;

    const SCORES: [&str; 20] = [
        "2", "11", "2", "6", "2", "2", "10", "4", "2", "4", "2", "8", "9", "4.06", "4", "6", "4",
        "4", "6", "5",
    ];

    fn filled() -> Scorecard {
        let mut card = starter_scorecard();
        let items = card.sections.iter_mut().flat_map(|part| &mut part.items);
        for (item, score) in items.zip(SCORES) {
            item.score = Points::parse(score).expect("points");
        }
        card
    }

    #[test]
    fn the_twenty_scores_of_the_seed_come_to_9706_exactly() {
        let (sections, total) = filled().totals();
        assert_eq!(sections, [1_500, 1_000, 3_000, 2_306, 1_900].map(Points));
        assert_eq!(total.to_string(), "97.06");
        assert!(filled().check().is_empty());
        assert_eq!(filled().sections[3].items[1].name, "评价规模");
        let share = parse_exact("0.58").expect("a share");
        assert_eq!(proportional_score(Points(700), &share), Some(Points(406)));
    }

    #[test]
    fn scores_outside_their_range_and_blank_names_are_told_at_once() {
        let mut card = filled();
        card.sections[0].title = " ".to_owned();
        card.sections[0].items[0].full = Some(Points(199));
        card.sections[1].items[0].score = Points(-1);
        card.sections[1].items[1].name.clear();
        let codes: Vec<String> = card
            .check()
            .into_iter()
            .map(|problem| problem.code)
            .collect();
        let expected = [
            "SCORECARD_NAME_MISSING",
            "SCORECARD_SCORE_ABOVE_FULL",
            "SCORECARD_SCORE_OUT_OF_RANGE",
            "SCORECARD_NAME_MISSING",
        ];
        assert_eq!(codes, expected);
    }

    #[test]
    fn too_many_sections_or_items_are_refused_before_they_are_looked_at() {
        let crowded = ScorecardSection {
            title: "第一部分".to_owned(),
            items: vec![ScorecardItem::default(); MAX_ITEMS + 1],
        };
        let mut card = Scorecard {
            sections: vec![crowded],
        };
        assert_eq!(card.check()[0].code, "SCORECARD_TOO_MANY_ITEMS");
        assert_eq!(card.check().len(), 1);
        card.sections = vec![ScorecardSection::default(); MAX_SECTIONS + 1];
        assert_eq!(card.check()[0].code, "SCORECARD_TOO_MANY_SECTIONS");
    }
}
