//! The summary of a programme over its engagements: count, amount, grades; and 自评, 抽评, 三方评
//! side by side (seed rows S1-01, S4-07).
//! Not here: the score of one engagement (`crate::scoring`), exporting the tables (the server).

use crate::money::Fen;
use crate::problem::Problem;
use crate::scoring::Points;

/// 分 in one 亿元.
const FEN_PER_YI_YUAN: i64 = 10_000_000_000;
/// 分 in one hundredth of an 亿元.
const FEN_PER_HUNDREDTH_YI: i64 = FEN_PER_YI_YUAN / 100;
/// Grades from best to worst (domain.md §3).
const GRADES: [&str; 4] = ["优", "良", "中", "差"];
/// How many grades from the worst on count as low.
const LOW_GRADES: usize = 2;
/// 自评 and 三方评 may differ by so many hundredths of a 分 (seed row S4-07: 5 points).
const APART_HUNDREDTHS: u64 = 500;

/// One engagement of a programme.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeEntry {
    /// The engagement's short code.
    pub code: String,
    /// 项目名称.
    pub title: String,
    /// 涉及资金, in 分 (1/100 yuan).
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub amount: Fen,
    /// 总分; `None` as long as it is not scored.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub total: Option<Points>,
    /// 优, 良, 中 or 差; `None` as long as the score has gaps.
    pub grade: Option<String>,
    /// 行业, for example 交通.
    pub sector: String,
}

/// What a programme comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgrammeSummary {
    /// How many engagements.
    pub count: u32,
    /// 涉及资金 together, in 分 (1/100 yuan).
    #[cfg_attr(feature = "openapi", schema(value_type = i64))]
    pub amount: Fen,
    /// The amount for reading: `20.33亿元`, `1686.00万元`.
    pub amount_text: String,
    /// How many engagements have which grade: always 优, 良, 中, 差.
    pub by_grade: Vec<(String, u32)>,
    /// Engagements with none of the four grades.
    pub unscored: u32,
    /// Whether every engagement has a grade and none is 中 or 差: worth a second look.
    pub no_low_grades: bool,
}

/// Summarises a programme (seed row S1-01).
///
/// # Errors
/// `PROGRAMME_AMOUNT_OUT_OF_RANGE` when the amounts together leave the range of 分.
pub fn summarise(entries: &[ProgrammeEntry]) -> Result<ProgrammeSummary, Problem> {
    let amount = Fen::checked_sum(entries.iter().map(|entry| entry.amount))
        .ok_or_else(|| Problem::new("PROGRAMME_AMOUNT_OUT_OF_RANGE"))?;
    let has_grade = |entry: &&ProgrammeEntry, grade: &str| entry.grade.as_deref() == Some(grade);
    let counts = GRADES.map(|grade| {
        let having = entries.iter().filter(|entry| has_grade(entry, grade));
        count_of(having.count())
    });
    let count = count_of(entries.len());
    let graded = counts
        .iter()
        .fold(0u32, |sum, count| sum.saturating_add(*count));
    let mut low = counts.iter().rev().take(LOW_GRADES);
    let has_low = low.any(|count| *count > 0);
    let by_grade = GRADES.iter().zip(counts);
    Ok(ProgrammeSummary {
        count,
        amount,
        amount_text: amount_text(amount),
        by_grade: by_grade
            .map(|(grade, count)| ((*grade).to_owned(), count))
            .collect(),
        unscored: count.saturating_sub(graded),
        no_low_grades: count > 0 && graded == count && !has_low,
    })
}

fn count_of(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// 亿元 with two decimals from 1亿元 on, where that is exact; otherwise 万元 with all decimals that
/// carry value, at least two. Never rounded: 203300.00万元 is `20.33亿元`.
pub fn amount_text(amount: Fen) -> String {
    let is_whole = amount.0 % FEN_PER_HUNDREDTH_YI == 0;
    if amount.0 >= FEN_PER_YI_YUAN && is_whole {
        let hundredths = amount.0 / FEN_PER_HUNDREDTH_YI;
        format!("{}.{:02}亿元", hundredths / 100, hundredths % 100)
    } else {
        format!("{}万元", amount.to_wan_yuan_exact(2))
    }
}

/// The scores that three sides gave one project.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ThreeScores {
    /// The engagement's or project's code.
    pub code: String,
    /// 项目名称.
    pub title: String,
    /// 自评.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub self_score: Option<Points>,
    /// 抽评.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub spot_check: Option<Points>,
    /// 三方评.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub third_party: Option<Points>,
}

/// Whether an engagement of this 评价类型 is a spot check (抽评) by the bureau itself, so that its
/// score is 抽评 and not 三方评.
pub fn is_spot_check(evaluation_kind: &str) -> bool {
    ["抽评", "抽查"]
        .iter()
        .any(|word| evaluation_kind.contains(word))
}

/// What one engagement scored, before the three sides are put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideScore {
    /// The engagement's short code.
    pub code: String,
    /// 项目名称.
    pub title: String,
    /// 资金年度.
    pub fund_year: u16,
    /// 评价类型.
    pub evaluation_kind: String,
    /// 自评.
    pub self_score: Option<Points>,
    /// Its own total, once nothing is missing in it.
    pub score: Option<Points>,
}

/// Puts the three sides together: the score of a spot check is 抽评 on its own line and on those of
/// the same 项目名称 and 资金年度 (the latest such check counts); every other score is 三方评.
pub fn three_scores(sides: &[SideScore]) -> Vec<ThreeScores> {
    let same = |one: &SideScore, other: &SideScore| {
        one.title.trim() == other.title.trim() && one.fund_year == other.fund_year
    };
    let spot_of = |side: &SideScore| {
        let mut checks = sides.iter().rev().filter(|it| same(it, side));
        checks.find_map(|it| it.score.filter(|_| is_spot_check(&it.evaluation_kind)))
    };
    let line = |side: &SideScore| {
        let is_spot = is_spot_check(&side.evaluation_kind);
        ThreeScores {
            code: side.code.clone(),
            title: side.title.clone(),
            self_score: side.self_score,
            spot_check: if is_spot { side.score } else { spot_of(side) },
            third_party: side.score.filter(|_| !is_spot),
        }
    };
    sides.iter().map(line).collect()
}

/// Three scores with their differences.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparedScores {
    /// The scores.
    pub scores: ThreeScores,
    /// 自评 − 抽评; `None` where one is missing.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub self_minus_spot_check: Option<Points>,
    /// 自评 − 三方评; `None` where one is missing.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub self_minus_third_party: Option<Points>,
    /// Whether 自评 and 三方评 lie more than 5 points apart.
    pub is_apart: bool,
}

/// Whether 自评 and 三方评 differ by more than 5 points (seed row S4-07); 5.00 itself does not.
pub fn apart(self_score: Points, third_party: Points) -> bool {
    self_score.0.abs_diff(third_party.0) > APART_HUNDREDTHS
}

/// Each project's three scores with their differences, in the order given (seed row S4-07).
pub fn compare_scores(scores: &[ThreeScores]) -> Vec<ComparedScores> {
    scores.iter().map(compared).collect()
}

fn compared(scores: &ThreeScores) -> ComparedScores {
    let minus = |other: Option<Points>| {
        let difference = scores.self_score?.0.saturating_sub(other?.0);
        Some(Points(difference))
    };
    let both = scores.self_score.zip(scores.third_party);
    ComparedScores {
        self_minus_spot_check: minus(scores.spot_check),
        self_minus_third_party: minus(scores.third_party),
        is_apart: both.is_some_and(|(own, third_party)| apart(own, third_party)),
        scores: scores.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(amount: i64, grade: Option<&str>) -> ProgrammeEntry {
        ProgrammeEntry {
            code: "demo".to_owned(),
            amount: Fen(amount),
            grade: grade.map(str::to_owned),
            ..ProgrammeEntry::default()
        }
    }

    /// 23 engagements with 203300.00万元 together.
    fn programme() -> Vec<ProgrammeEntry> {
        let mut entries = vec![entry(1_000_000_000, Some("优")); 10];
        entries.extend(vec![entry(1_000_000_000, Some("良")); 12]);
        entries.push(entry(203_300_000_000 - 22_000_000_000, Some("良")));
        entries
    }

    #[test]
    fn ten_and_thirteen_are_23_engagements_with_2033_yi_yuan() {
        let summary = summarise(&programme()).expect("a summary");
        assert_eq!(summary.count, 23);
        assert_eq!(summary.amount_text, "20.33亿元");
        let counts: Vec<_> = summary.by_grade.iter().map(|(_, count)| *count).collect();
        assert_eq!(counts, [10, 13, 0, 0]);
        assert_eq!(summary.by_grade[2].0, "中");
        assert_eq!(summary.unscored, 0);
        assert!(summary.no_low_grades);
    }

    #[test]
    fn a_low_or_missing_grade_ends_the_notice_and_too_much_money_is_refused() {
        for grade in [Some("差"), Some("待定"), None] {
            let mut entries = programme();
            entries.push(entry(0, grade));
            let summary = summarise(&entries).expect("a summary");
            assert!(!summary.no_low_grades);
            assert_eq!(summary.unscored, u32::from(grade != Some("差")));
        }
        let problem = summarise(&[entry(i64::MAX, None), entry(1, None)]).expect_err("too much");
        assert_eq!(problem.code, "PROGRAMME_AMOUNT_OUT_OF_RANGE");
        assert!(!summarise(&[]).expect("nothing").no_low_grades);
    }

    #[test]
    fn an_amount_is_printed_in_yi_yuan_only_where_that_is_exact() {
        assert_eq!(amount_text(Fen(10_000_000_000)), "1.00亿元");
        assert_eq!(amount_text(Fen(10_000_010_000)), "10000.01万元");
        assert_eq!(amount_text(Fen(9_900_000_000)), "9900.00万元");
    }

    #[test]
    fn a_spot_check_fills_its_column_on_every_line_of_its_project_and_year() {
        let side = |code: &str, kind: &str, fund_year: u16, score: i64| SideScore {
            code: code.to_owned(),
            title: "危桥改造".to_owned(),
            fund_year,
            evaluation_kind: kind.to_owned(),
            self_score: Some(Points(9_500)),
            score: Some(Points(score)),
        };
        let lines = three_scores(&[
            side("third", "财政重点评价", 2025, 8_800),
            side("spot", "财政抽评", 2025, 9_000),
            side("older", "财政重点评价", 2024, 8_700),
        ]);
        let found: Vec<_> = lines
            .iter()
            .map(|line| (line.spot_check, line.third_party))
            .collect();
        let expected = [
            (Some(Points(9_000)), Some(Points(8_800))),
            (Some(Points(9_000)), None),
            (None, Some(Points(8_700))),
        ];
        assert_eq!(found, expected);
        let compared = compare_scores(&lines);
        assert_eq!(compared[0].self_minus_spot_check, Some(Points(500)));
    }

    #[test]
    fn more_than_five_points_are_apart_and_five_are_not() {
        assert!(!apart(Points(9_500), Points(9_000)));
        assert!(apart(Points(9_000), Points(9_501)));
        let scores = ThreeScores {
            self_score: Some(Points(9_706)),
            third_party: Some(Points(9_000)),
            ..ThreeScores::default()
        };
        let compared = compare_scores(&[scores]);
        assert_eq!(compared[0].self_minus_third_party, Some(Points(706)));
        assert_eq!(compared[0].self_minus_spot_check, None);
        assert!(compared[0].is_apart);
    }
}
