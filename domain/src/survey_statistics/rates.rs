//! 发放、回收、有效: of the questionnaire, of each site, of each channel. Not here: distributions.

use std::collections::BTreeMap;

use super::model::{ChannelRow, IssuedCount, Rates, SiteRow, StatisticsInput};
use super::satisfaction::fixed_measure;
use crate::ids::ProjectCode;
use crate::scoring::exact::{Exact, fixed_text, percent_text, whole};
use crate::scoring::survey::{
    Channel, ResponseVerdict, Standing, SurveyResponse, SurveyResult, evaluate_survey,
};

/// A site's own figure rests on at least this many responses; fewer could be traced to people.
const SITE_BASE: u32 = 5;

/// `part` of `all` in percent; `None` of nothing.
pub(super) fn rate(part: u32, all: u32) -> Option<String> {
    (all > 0).then(|| percent_text(&(whole(part.into()) / whole(all.into()))))
}

fn of_verdicts<'a>(
    issued_by: IssuedCount,
    verdicts: impl Iterator<Item = &'a ResponseVerdict>,
) -> Rates {
    let issued = issued_by.codes.saturating_add(issued_by.kiosk);
    let mut rates = Rates {
        issued,
        issued_by,
        ..Rates::default()
    };
    for verdict in verdicts.filter(|verdict| verdict.channel.is_probability_sample()) {
        rates.returned += 1;
        match verdict.standing {
            Standing::Valid => rates.valid += 1,
            Standing::Invalid => rates.invalid += 1,
            Standing::Screened => rates.screened += 1,
            Standing::Excluded => rates.excluded += 1,
        }
        rates.suspicious += u32::from(!verdict.suspicions.is_empty());
    }
    rates.return_rate = rate(rates.returned, rates.issued);
    rates.valid_rate = rate(rates.valid, rates.returned);
    rates
}

fn all_issued(input: &StatisticsInput<'_>) -> IssuedCount {
    let each = input.issued.iter().map(super::SiteIssue::issued);
    each.fold(IssuedCount::default(), |all, one| IssuedCount {
        codes: all.codes.saturating_add(one.codes),
        kiosk: all.kiosk.saturating_add(one.kiosk),
    })
}

/// The whole questionnaire.
pub(super) fn overall(input: &StatisticsInput<'_>, result: &SurveyResult) -> Rates {
    of_verdicts(all_issued(input), result.verdicts.iter())
}

/// The channels something was issued or came by.
pub(super) fn channels(input: &StatisticsInput<'_>, result: &SurveyResult) -> Vec<ChannelRow> {
    let issued = all_issued(input);
    let own = input.plan.questionnaire(&result.form_id);
    let row = |channel: Channel| {
        let tally = result.channels.get(&channel).cloned().unwrap_or_default();
        let issued = match channel {
            Channel::Kiosk => Some(issued.kiosk),
            Channel::Code => Some(issued.codes),
            Channel::Poster => None,
        };
        let nothing = issued.unwrap_or(0) == 0 && tally.received == 0;
        let score = |value: &Option<Exact>| value.as_ref().map(|value| fixed_text(value, 2));
        (!nothing).then(|| ChannelRow {
            channel,
            is_counted: own.count_posters || channel.is_probability_sample(),
            is_probability_sample: channel.is_probability_sample(),
            issued,
            returned: tally.received,
            valid: tally.valid,
            scored: tally.scored,
            mean: score(&tally.figures.mean),
            satisfied: tally.figures.satisfied_share.as_ref().map(percent_text),
            overall: score(&tally.figures.overall),
        })
    };
    Channel::ALL.into_iter().filter_map(row).collect()
}

/// The sampled sites in order; then sites that left the sample but brought responses.
pub(super) fn sites(input: &StatisticsInput<'_>, result: &SurveyResult) -> Vec<SiteRow> {
    let mut by_site: BTreeMap<&ProjectCode, Vec<(&SurveyResponse, &ResponseVerdict)>> =
        BTreeMap::new();
    for pair in input.responses.iter().zip(&result.verdicts) {
        if let Some(site) = input.site_of.get(&pair.0.record) {
            by_site.entry(site).or_default().push(pair);
        }
    }
    let mut rows = Vec::with_capacity(input.issued.len());
    for issue in input.issued {
        let found = by_site.remove(&issue.site).unwrap_or_default();
        rows.push(site_row(input, issue, &found));
    }
    for (site, found) in by_site {
        let issue = super::SiteIssue {
            site: site.clone(),
            name: String::new(),
            ..super::SiteIssue::default()
        };
        rows.push(site_row(input, &issue, &found));
    }
    rows
}

fn site_row(
    input: &StatisticsInput<'_>,
    issue: &super::SiteIssue,
    found: &[(&SurveyResponse, &ResponseVerdict)],
) -> SiteRow {
    let posters = found
        .iter()
        .filter(|(response, _)| !response.channel.is_probability_sample());
    SiteRow {
        site: issue.site.clone(),
        name: issue.name.clone(),
        planned: issue.planned,
        rates: of_verdicts(issue.issued(), found.iter().map(|(_, verdict)| *verdict)),
        posters: posters.count() as u32,
        satisfaction: site_figure(input, found),
    }
}

/// The fixed measure of one site's valid responses of the counted channels.
fn site_figure(
    input: &StatisticsInput<'_>,
    found: &[(&SurveyResponse, &ResponseVerdict)],
) -> Option<String> {
    let valid: Vec<SurveyResponse> = found
        .iter()
        .filter(|(_, verdict)| verdict.standing == Standing::Valid)
        .map(|(response, _)| (*response).clone())
        .collect();
    let result = evaluate_survey(input.instrument, &valid, input.plan).ok()?;
    let (share, base) = result.figure(fixed_measure(input, &result.form_id))?;
    (base >= SITE_BASE).then(|| percent_text(&share))
}
