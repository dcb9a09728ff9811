//! Counts of few respondents, hidden in a published edition so that none can be computed from what
//! is left: not from the sum of a question, the distribution over all questions, the share of the
//! satisfied or the mean. Not here: the charts of the full report (`survey_text`).

use super::composer::words;
use super::inputs::{ReportInputs, SurveyLog};
use super::model::{BarChart, Block, Content, Span};
use super::{labels, survey_text};
use crate::scoring::FactReference;
use crate::survey_statistics::ChannelRow;

/// A smaller count could single people out.
const SMALLEST_PUBLIC: u32 = 5;
/// The two answers whose share is printed as 满意率.
const SATISFIED: [&str; 2] = [survey_text::MOST_SATISFIED, "满意"];

fn is_small(count: u32) -> bool {
    (1..SMALLEST_PUBLIC).contains(&count)
}

/// Draws charts of answers anew from the counts, and leaves out channels of few.
pub(super) fn hide_small_counts(block: &mut Block, inputs: &ReportInputs) {
    for survey in &inputs.surveys {
        match &mut block.content {
            Content::BarChart(chart) => hide_bars(&block.id, chart, survey),
            Content::Paragraph(spans) => {
                let is_channels = block.id == format!("annex3.{}.channels", survey.form_id);
                let few = |row: &ChannelRow| is_small(row.returned) || is_small(row.valid);
                if is_channels && survey.channels.iter().any(few) {
                    *spans = vec![words(labels::FEW_IN_A_CHANNEL)];
                }
            }
            _ => {}
        }
    }
}

fn hide_bars(id: &str, chart: &mut BarChart, survey: &SurveyLog) {
    let is_distribution = chart.title == survey_text::SATISFACTION_CHART;
    if is_distribution
        && rests_on(chart, &survey.form_id)
        && let Some(sums) = survey_text::satisfaction_sums(survey)
    {
        chart.bars = survey_text::bars(&sums, survey, &hidden_sums(&sums, survey));
    }
    for (question, number) in survey.questions.iter().zip(1..) {
        if id == format!("annex3.{}.q{number}", survey.form_id) {
            let options = &question.options;
            chart.bars = survey_text::bars(options, survey, &hidden(options));
        }
    }
}

fn rests_on(chart: &BarChart, form: &str) -> bool {
    let is_form = |fact: &FactReference| match fact {
        FactReference::Survey { form_id, .. } => form_id == form,
        _ => false,
    };
    chart.bars.iter().any(|bar| match &bar.value {
        Span::Figure { facts, .. } => facts.iter().any(is_form),
        Span::Text(_) => false,
    })
}

/// In the distribution over all questions, every answer that is hidden in one of them: else its
/// count there would be the sum less the others.
fn hidden_sums(sums: &[(String, u32)], survey: &SurveyLog) -> Vec<usize> {
    let scales = survey.questions.iter().filter(|it| is_scale(&it.options));
    let mut labels: Vec<&str> = Vec::new();
    for question in scales {
        for index in hidden(&question.options) {
            labels.extend(question.options.get(index).map(|(label, _)| label.as_str()));
        }
    }
    let mut indexes = hidden(sums);
    for (index, (label, _)) in sums.iter().enumerate() {
        if labels.contains(&label.as_str()) && !indexes.contains(&index) {
            indexes.push(index);
        }
    }
    indexes
}

fn is_scale(options: &[(String, u32)]) -> bool {
    let most = |(label, _): &(String, u32)| label == survey_text::MOST_SATISFIED;
    options.iter().any(most)
}

/// Small counts, and so many others that none of them follows from the sum. Of a scale of
/// satisfaction the share of the satisfied and a mean are printed too: both satisfied answers are
/// hidden or none, and of the others three, or two beside the satisfied.
fn hidden(options: &[(String, u32)]) -> Vec<usize> {
    let count = |index: usize| options.get(index).map_or(0, |(_, count)| *count);
    let all = 0..options.len();
    let mut hidden: Vec<usize> = all
        .clone()
        .filter(|index| is_small(count(*index)))
        .collect();
    if hidden.is_empty() {
        return hidden;
    }
    let mut hide = |pool: &[usize], least: usize| {
        let mut open: Vec<usize> = pool
            .iter()
            .copied()
            .filter(|it| !hidden.contains(it))
            .collect();
        // The smallest first; what nobody chose only where nothing else is left.
        open.sort_by_key(|index| (count(*index) == 0, count(*index)));
        let has = pool.len() - open.len();
        hidden.extend(open.into_iter().take(least.saturating_sub(has)));
    };
    if !is_scale(options) {
        hide(&all.collect::<Vec<_>>(), 2);
        return hidden;
    }
    let is_satisfied = |index: &usize| {
        let label = options.get(*index).map(|(label, _)| label.as_str());
        label.is_some_and(|label| SATISFIED.contains(&label))
    };
    let (satisfied, others): (Vec<usize>, Vec<usize>) = all.partition(is_satisfied);
    if satisfied.iter().any(|index| is_small(count(*index))) {
        hide(&satisfied, satisfied.len());
        hide(&others, 2);
    } else {
        hide(&others, 3);
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(counts: &[(&str, u32)]) -> Vec<(String, u32)> {
        let own = counts
            .iter()
            .map(|(label, count)| ((*label).to_owned(), *count));
        own.collect()
    }

    #[test]
    fn a_small_count_is_hidden_and_cannot_be_computed_from_the_others() {
        let plain = |counts: &[u32]| -> Vec<usize> {
            hidden(
                &counts
                    .iter()
                    .map(|count| (String::new(), *count))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(plain(&[14, 9, 3, 0]), [2, 1]);
        assert_eq!(plain(&[14, 4, 3, 0]), [1, 2]);
        assert_eq!(plain(&[3, 0]), [0, 1]);
        assert!(plain(&[14, 9, 0]).is_empty());
    }

    #[test]
    fn of_a_scale_neither_the_satisfied_share_nor_the_mean_gives_a_hidden_count_away() {
        let scale = |counts: [u32; 5]| {
            let labels = ["非常满意", "满意", "基本满意", "不满意", "不了解"];
            let pairs: Vec<(&str, u32)> = labels.into_iter().zip(counts).collect();
            hidden(&options(&pairs))
        };
        assert_eq!(scale([20, 30, 9, 3, 12]), [3, 2, 4]);
        assert_eq!(scale([4, 30, 9, 8, 12]), [0, 1, 3, 2]);
        assert!(scale([20, 30, 9, 8, 12]).is_empty());
    }
}
