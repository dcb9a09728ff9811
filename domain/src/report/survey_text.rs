//! What is said of a questionnaire: the figure never without its method and n, channels apart.
//! Not here: computing any of it (`crate::survey_statistics`).

use super::composer::{Composer, basis_points, figure, fill, percent_text, words};
use super::inputs::SurveyLog;
use super::model::{Bar, Span};
use super::sentences as say;
use super::work_log::survey_facts;
use crate::survey_statistics::{ChannelRow, SatisfactionFigure};

impl SurveyLog {
    /// The measure that the plan fixed.
    pub(super) fn fixed(&self) -> Option<&SatisfactionFigure> {
        self.figures.iter().find(|figure| figure.is_fixed)
    }

    /// The figure that the plan fixed, in percent.
    pub(super) fn fixed_percent(&self) -> Option<String> {
        self.fixed()?.percent.clone()
    }

    /// Whether one of the measures rests on this many answers.
    pub(super) fn rests_on(&self, responses: u32) -> bool {
        self.figures.iter().any(|figure| figure.base == responses)
    }
}

/// The fixed figure in percent; a dash without one.
pub(super) fn fixed_figure(composer: &Composer<'_>, survey: &SurveyLog) -> Span {
    let percent = survey.fixed().and_then(|fixed| fixed.percent.as_ref());
    let name = composer.survey_name(survey, "satisfaction");
    percent.map_or_else(
        || words("—"),
        |percent| figure(percent, survey_facts(survey)).named(name),
    )
}

/// How the figure is computed and on how many it rests.
pub(super) fn method_and_base(survey: &SurveyLog) -> Span {
    let fixed = survey.fixed();
    fixed.map_or_else(
        || words("—"),
        |fixed| {
            let text = format!("{}，n={}", fixed.measure.label(), fixed.base);
            figure(text, survey_facts(survey))
        },
    )
}

/// The fixed figure with method, n and interval, then the others; `None` without answers.
pub(super) fn satisfaction(composer: &Composer<'_>, survey: &SurveyLog) -> Option<Vec<Span>> {
    let fixed = survey.fixed()?;
    fixed.percent.as_ref()?;
    let facts = survey_facts(survey);
    let interval = fixed
        .interval
        .as_ref()
        .map_or_else(String::new, |interval| {
            say::SATISFACTION_INTERVAL
                .replace("{low}", &interval.low)
                .replace("{high}", &interval.high)
        });
    let other = |figure: &SatisfactionFigure| {
        let percent = figure.percent.as_ref()?;
        let text = say::SATISFACTION_OTHER
            .replace("{method}", figure.measure.label())
            .replace("{percent}", percent)
            .replace("{n}", &figure.base.to_string());
        Some(text)
    };
    let others = survey.figures.iter().filter(|figure| !figure.is_fixed);
    let others: Vec<String> = others.filter_map(other).collect();
    let values = [
        ("method", words(fixed.measure.label())),
        ("satisfaction", fixed_figure(composer, survey)),
        ("n", figure(fixed.base, facts.clone())),
        ("interval", ranged(interval, survey)),
        ("others", figure(others.join("；"), facts)),
    ];
    let mut spans = fill(say::SATISFACTION, &values);
    if survey.is_small_base {
        spans.push(words(say::SURVEY_SMALL_BASE));
    }
    Some(spans)
}

fn ranged(interval: String, survey: &SurveyLog) -> Span {
    if interval.is_empty() {
        words("")
    } else {
        figure(interval, survey_facts(survey))
    }
}

/// What came by each channel; `None` when nothing did.
pub(super) fn channels(survey: &SurveyLog) -> Option<Vec<Span>> {
    let facts = survey_facts(survey);
    let mut spans = Vec::new();
    for row in survey.channels.iter().filter(|row| row.returned > 0) {
        if !spans.is_empty() {
            spans.push(words("；"));
        }
        let values = [
            ("channel", words(row.channel.label())),
            ("returned", figure(row.returned, facts.clone())),
            ("valid", figure(row.valid, facts.clone())),
            ("counted", words(standing(row))),
        ];
        spans.extend(fill(say::SURVEY_CHANNEL, &values));
    }
    (!spans.is_empty()).then(|| {
        spans.push(words("。"));
        spans
    })
}

fn standing(row: &ChannelRow) -> &'static str {
    match (row.is_probability_sample, row.is_counted) {
        (true, _) => "",
        (false, false) => say::SURVEY_CHANNEL_APART,
        (false, true) => say::SURVEY_CHANNEL_MIXED,
    }
}

/// Caption of the distribution over all questions with a scale of satisfaction.
pub(super) const SATISFACTION_CHART: &str = "满意度分布（各量表题合计，人次）";
/// The option by which such a question is known.
pub(super) const MOST_SATISFIED: &str = "非常满意";

/// Answers by option over all questions with a scale of satisfaction; `None` without answers.
pub(super) fn satisfaction_sums(survey: &SurveyLog) -> Option<Vec<(String, u32)>> {
    let mut sums: Vec<(String, u32)> = Vec::new();
    for question in &survey.questions {
        let is_scale = |(label, _): &(String, u32)| label == MOST_SATISFIED;
        if !question.options.iter().any(is_scale) {
            continue;
        }
        for (label, count) in &question.options {
            match sums.iter_mut().find(|(known, _)| known == label) {
                Some((_, sum)) => *sum = sum.saturating_add(*count),
                None => sums.push((label.clone(), *count)),
            }
        }
    }
    sums.iter().any(|(_, count)| *count > 0).then_some(sums)
}

/// One bar for each option, those hidden without a number.
pub(super) fn bars(options: &[(String, u32)], survey: &SurveyLog, hidden: &[usize]) -> Vec<Bar> {
    let all: i64 = options.iter().map(|(_, count)| i64::from(*count)).sum();
    let bar = |(index, (label, count)): (usize, &(String, u32))| {
        if hidden.contains(&index) {
            return Bar {
                label: label.clone(),
                basis_points: 0,
                value: words(say::HIDDEN_CELL),
            };
        }
        let share = basis_points(i64::from(*count), all).unwrap_or(0);
        let percent = percent_text(i64::from(*count), all).unwrap_or_else(|| "0.00".into());
        Bar {
            label: label.clone(),
            basis_points: u32::try_from(share).unwrap_or(0),
            value: figure(format!("{percent}%（{count}）"), survey_facts(survey)),
        }
    };
    options.iter().enumerate().map(bar).collect()
}
