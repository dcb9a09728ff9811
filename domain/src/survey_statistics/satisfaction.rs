//! The three measures of satisfaction side by side, and the sample size against what came.
//! Not here: the measures themselves (`crate::scoring::survey`).

use num_traits::{One as _, ToPrimitive as _};
use rust_decimal::Decimal;

use super::interval::Interval;
use super::model::{SampleTarget, SatisfactionFigure, StatisticsInput};
use crate::indicator::SatisfactionMeasure;
use crate::sampling::{default_proportion, default_z, sample_size};
use crate::scoring::exact::{Exact, exact_text, percent_text, whole};
use crate::scoring::survey::{QuestionnairePlan, SurveyResult};

/// The measure that is scored: the plan's, else the indicators', else the weighted mean.
pub(super) fn fixed_measure(input: &StatisticsInput<'_>, form_id: &str) -> SatisfactionMeasure {
    let own = input.plan.questionnaire(form_id);
    own.method
        .or(input.indicator_measure)
        .unwrap_or(SatisfactionMeasure::Mean)
}

/// All three, in a fixed order.
pub(super) fn figures(
    input: &StatisticsInput<'_>,
    result: &SurveyResult,
) -> Vec<SatisfactionFigure> {
    let fixed = fixed_measure(input, &result.form_id);
    let is_probability = result.counted_posters() == 0;
    let figure = |measure: SatisfactionMeasure| {
        let found = result.figure(measure);
        let interval = found.as_ref().filter(|_| is_probability);
        let overall = result.overall_question.as_ref();
        let question = overall.filter(|_| measure == SatisfactionMeasure::OverallQuestion);
        SatisfactionFigure {
            measure,
            is_fixed: measure == fixed,
            percent: found.as_ref().map(|(share, _)| percent_text(share)),
            base: found.as_ref().map_or(0, |(_, base)| *base),
            interval: interval.and_then(|(share, base)| Interval::of(share, *base)),
            question: question.map(|question| question.path.clone()),
        }
    };
    SatisfactionMeasure::ALL.into_iter().map(figure).collect()
}

/// Needed valid responses against those there are; `None` while the population is not known.
pub(super) fn target(plan: &QuestionnairePlan, valid: u32) -> Option<SampleTarget> {
    let population = plan.population?;
    let margin: Decimal = exact_text(&plan.margin.0).parse().ok()?;
    let simple = sample_size(population, margin, default_z(), default_proportion()).ok()?;
    let up = |value: Exact| value.ceil().to_integer().to_u64();
    let needed = up(big(simple) * &plan.design_effect.0)?.min(population);
    let expected = &plan.expected_valid_rate.0;
    let to_issue = up(big(needed) / expected.clone().min(Exact::one()))?;
    Some(SampleTarget {
        population,
        margin: percent_text(&plan.margin.0),
        needed,
        to_issue,
        valid,
        is_reached: u64::from(valid) >= needed,
    })
}

fn big(number: u64) -> Exact {
    whole(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::exact::ExactNumber;

    #[test]
    fn the_table_of_the_field_gives_137_and_to_issue_153() {
        let mut plan = QuestionnairePlan {
            population: Some(212),
            ..QuestionnairePlan::default()
        };
        let found = target(&plan, 136).expect("a target");
        assert_eq!(
            (found.needed, found.to_issue, found.is_reached),
            (137, 153, false)
        );
        assert!(target(&plan, 137).expect("a target").is_reached);
        plan.design_effect = ExactNumber(whole(3) / whole(2));
        assert_eq!(target(&plan, 137).expect("a target").needed, 206);
        plan.design_effect = ExactNumber(whole(2));
        assert_eq!(
            target(&plan, 0).expect("a target").needed,
            212,
            "all there are"
        );
        plan.population = None;
        assert_eq!(target(&plan, 137), None);
    }
}
