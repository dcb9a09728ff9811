//! What is said of a questionnaire: the figure never without its method and n, channels apart.
//! Not here: computing any of it (`crate::survey_statistics`).

use super::composer::{figure, fill, words};
use super::inputs::SurveyLog;
use super::model::Span;
use super::sentences as say;
use super::work::survey_facts;
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
pub(super) fn fixed_figure(survey: &SurveyLog) -> Span {
    let percent = survey.fixed().and_then(|fixed| fixed.percent.as_ref());
    percent.map_or_else(
        || words("—"),
        |percent| figure(percent, survey_facts(survey)),
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
pub(super) fn satisfaction(survey: &SurveyLog) -> Option<Vec<Span>> {
    let fixed = survey.fixed()?;
    let percent = fixed.percent.as_ref()?;
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
        ("satisfaction", figure(percent, facts.clone())),
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
