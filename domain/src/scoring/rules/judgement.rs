//! Judgement rules: levels, expert marks, manual scores, and the sum over several objects.
//! Not here: who may judge and with which reason (`desk_mark`).

use num_traits::{One as _, Signed as _, Zero as _};

use super::{LevelRange, Outcome, ScoredObject, compute, percent, refuse_negative, weight_text};
use crate::scoring::exact::{Exact, fixed_text, plain_text, short_percent, sum, whole};
use crate::scoring::{ScoreError, ScoreFlag};

/// Fewer marks than this are flagged.
const ENOUGH_EXPERTS: usize = 3;
/// From this many marks on, `trim` drops the highest and the lowest.
const TRIM_FROM: usize = 5;

/// The three levels of 财预〔2020〕10号 art. 16: [80 %, 100 %], [60 %, 80 %), [0, 60 %).
pub fn default_levels() -> Vec<LevelRange> {
    let hundredths = |number: i64| Exact::new(number.into(), 100.into());
    let level = |name: &str, min: i64, max: i64| LevelRange {
        name: name.to_owned(),
        min: hundredths(min),
        max: hundredths(max),
        max_inclusive: max == 100,
    };
    vec![
        level("达成预期目标", 80, 100),
        level("部分达成并具有一定效果", 60, 80),
        level("未达成且效果较差", 0, 60),
    ]
}

/// W × pct, where pct lies in the chosen level. A level may be named by its beginning (部分达成).
pub(super) fn grade_level(
    weight: &Exact,
    level: &str,
    pct: &Exact,
    levels: &[LevelRange],
) -> Result<Outcome, ScoreError> {
    let level = level.trim();
    let range = levels
        .iter()
        .find(|range| range.name == level)
        .or_else(|| levels.iter().find(|range| range.name.starts_with(level)))
        .filter(|_| !level.is_empty())
        .ok_or(ScoreError::Malformed("level"))?;
    let below_top = if range.max_inclusive {
        *pct <= range.max
    } else {
        *pct < range.max
    };
    if *pct < range.min || !below_top {
        return Err(ScoreError::PctOutOfLevel);
    }
    let formula = format!(
        "{}，{} × {}",
        range.name,
        short_percent(pct),
        weight_text(weight)
    );
    Ok(Outcome::new(weight * pct, Some(pct.clone()), formula))
}

/// Mean of the marks × W; `trim` drops one highest and one lowest when there are five or more.
pub(super) fn expert_marks(
    weight: &Exact,
    marks: &[Exact],
    trim: bool,
) -> Result<Outcome, ScoreError> {
    if marks.is_empty() {
        return Err(ScoreError::EmptySample);
    }
    refuse_negative(marks)?;
    if marks.iter().any(|mark| *mark > Exact::one()) {
        return Err(ScoreError::ScoreOutOfRange);
    }
    let mut sorted = marks.to_vec();
    sorted.sort();
    let trimmed = trim && sorted.len() >= TRIM_FROM;
    let counted = if trimmed {
        &sorted[1..sorted.len() - 1]
    } else {
        &sorted[..]
    };
    let mean = sum(counted.to_vec())? / whole(counted.len() as i64);
    let listed: Vec<_> = marks.iter().map(short_percent).collect();
    let note = if trimmed {
        "去掉一个最高、一个最低后"
    } else {
        ""
    };
    let formula = format!(
        "{} 名专家评分 {}，{note}平均 {}，{} × {}",
        marks.len(),
        listed.join("、"),
        percent(&mean),
        percent(&mean),
        weight_text(weight)
    );
    let outcome = Outcome::new(weight * &mean, Some(mean), formula);
    Ok(outcome.flagged(ScoreFlag::FewExperts, marks.len() < ENOUGH_EXPERTS))
}

/// A score as entered, within [0, W].
pub(super) fn manual(weight: &Exact, score: &Exact) -> Result<Outcome, ScoreError> {
    if score.is_negative() || score > weight {
        return Err(ScoreError::ScoreOutOfRange);
    }
    Ok(Outcome::new(score.clone(), None, "人工评分".to_owned()))
}

/// Σ shares × object scores ÷ Σ shares, objects that are 不适用, or whose own rule says so, left out;
/// rounded once.
pub(super) fn multi_object(
    weight: &Exact,
    objects: &[ScoredObject],
) -> Result<Outcome, ScoreError> {
    if objects.is_empty() {
        return Err(ScoreError::EmptySample);
    }
    let (mut lines, mut flags) = (Vec::new(), Vec::new());
    let (mut shares, mut terms) = (Vec::new(), Vec::new());
    for (index, object) in objects.iter().enumerate() {
        let name = object_name(object, index);
        let computed = object
            .input
            .as_ref()
            .map(|input| compute(weight, input))
            .filter(|computed| !matches!(computed, Err(ScoreError::NotApplicable)));
        let Some(computed) = computed else {
            lines.push(format!("{name}：不适用"));
            continue;
        };
        refuse_negative([&object.share])?;
        let inner = computed?;
        if inner.score.is_negative() || inner.score > *weight {
            return Err(ScoreError::ScoreOutOfRange);
        }
        lines.extend(inner.lines.iter().map(|line| format!("{name}：{line}")));
        let printed = fixed_text(&inner.score, 2);
        let share = plain_text(&object.share);
        lines.push(format!(
            "{name}（权数 {share}）：{} = {printed}",
            inner.formula
        ));
        flags.extend(inner.flags);
        terms.push(&object.share * inner.score);
        shares.push(object.share.clone());
    }
    let applicable = shares.len();
    if applicable == 0 {
        return Err(ScoreError::NotApplicable);
    }
    let total = sum(shares)?;
    if total.is_zero() {
        return Err(ScoreError::ZeroDenominator);
    }
    let score = sum(terms)? / &total;
    let formula = format!("{applicable} 个对象按权数 {} 加权平均", plain_text(&total));
    let mut outcome = Outcome::new(score, None, formula);
    outcome.lines = lines;
    Ok(flags
        .into_iter()
        .fold(outcome, |outcome, flag| outcome.flagged(flag, true)))
}

fn object_name(object: &ScoredObject, index: usize) -> String {
    match object.name.is_empty() {
        true => format!("对象{}", index + 1),
        false => object.name.clone(),
    }
}
