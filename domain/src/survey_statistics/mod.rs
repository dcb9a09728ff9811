//! What is printed of a questionnaire: rates, distributions, intervals, cross tables, sample size,
//! channels, word search, the sheets of the export (domain.md §5.3, §6.1; docs/STATISTICS.md).
//! Everything is counted exactly and rounded once, in print. Not here: validity and the scored
//! figure (`crate::scoring::survey`), which this only shows; drawing; files.

mod cross;
mod distribution;
mod export;
mod export_responses;
mod interval;
mod labels;
mod model;
mod rates;
mod satisfaction;
mod search;
mod suppression;

pub use cross::{CrossTable, CrossTableCell, CrossTableError, CrossTableLine, cross_table};
pub use export::{Cell, Sheet, statistics_sheets};
pub use export_responses::response_sheet;
pub use interval::{INTERVAL_DECIMALS, Interval, wilson_interval};
pub use model::{
    ChannelRow, Choices, Distribution, DistributionKind, IssuedCount, Numbers, Rates, SampleTarget,
    SatisfactionFigure, ShareOfChoice, SiteIssue, SiteRow, Statistics, StatisticsInput,
};
pub use search::{Segment, highlight, index_words, search_phrases};

use crate::scoring::ScoreError;
use crate::scoring::survey::{Standing, SurveyResponse, SurveyResult, evaluate_survey};

/// Everything that is printed of one questionnaire.
///
/// # Errors
/// As [`evaluate_survey`].
pub fn statistics(input: &StatisticsInput<'_>) -> Result<Statistics, ScoreError> {
    let result = evaluate_survey(input.instrument, input.responses, input.plan)?;
    statistics_of(input, &result)
}

/// As [`statistics`], over a result at hand.
///
/// # Errors
/// `TooLarge` when numbers given as answers have no common denominator of sane size.
pub fn statistics_of(
    input: &StatisticsInput<'_>,
    result: &SurveyResult,
) -> Result<Statistics, ScoreError> {
    let counted = counted_responses(input, result);
    let own = input.plan.questionnaire(&result.form_id);
    Ok(Statistics {
        form_id: result.form_id.clone(),
        rates: rates::overall(input, result),
        satisfaction: satisfaction::figures(input, result),
        channels: rates::channels(input, result),
        sites: rates::sites(input, result),
        target: satisfaction::target(&own, result.valid),
        small_base: input.plan.small_base,
        is_small_base: result.valid < input.plan.small_base,
        counts_posters: own.count_posters,
        questions: distribution::distributions(input.instrument, &counted)?,
    })
}

/// The valid responses of the counted channels.
pub fn counted_responses<'a>(
    input: &StatisticsInput<'a>,
    result: &SurveyResult,
) -> Vec<&'a SurveyResponse> {
    let own = input.plan.questionnaire(&result.form_id);
    let responses = input.responses.iter().zip(&result.verdicts);
    responses
        .filter(|(response, verdict)| {
            verdict.standing == Standing::Valid
                && (own.count_posters || response.channel.is_probability_sample())
        })
        .map(|(response, _)| response)
        .collect()
}
