//! 发放、回收、有效 as cards; satisfaction with its method always beside it; channels apart.

use domain::survey_statistics::{ChannelRow, SatisfactionFigure, Statistics};
use leptos::prelude::*;

use super::words::{channel_word, measure_word, percent};
use crate::components::{Icon, IconName, TableFrame};
use crate::i18n::*;

/// The rates, the scored figure with method and n, the target.
#[component]
pub fn RateCards(statistics: Statistics) -> impl IntoView {
    let i18n = use_i18n();
    let rates = statistics.rates.clone();
    let fixed = statistics
        .satisfaction
        .iter()
        .find(|figure| figure.is_fixed)
        .cloned();
    let small = statistics.is_small_base.then_some(statistics.small_base);
    let target = statistics.target.clone();
    view! {
        <dl class="control-totals" data-test="survey-rates">
            <div>
                <dt>{t!(i18n, surveys.issued)}</dt>
                <dd data-test="survey-issued">{rates.issued}</dd>
            </div>
            <div>
                <dt>{t!(i18n, surveys.returned)}</dt>
                <dd>{rates.returned}" · "{percent(rates.return_rate.as_ref())}</dd>
            </div>
            <div>
                <dt>{t!(i18n, surveys.valid)}</dt>
                <dd>{rates.valid}" · "{percent(rates.valid_rate.as_ref())}</dd>
            </div>
            <div>
                <dt>{t!(i18n, surveys.set_aside)}</dt>
                <dd>{format!("{} · {} · {}", rates.invalid, rates.screened, rates.excluded)}</dd>
            </div>
            <div>
                <dt>{t!(i18n, surveys.suspicious)}</dt>
                <dd>{rates.suspicious}</dd>
            </div>
            {fixed.map(|figure| view! { <FixedCard figure=figure/> })}
            {target.map(|target| view! {
                <div>
                    <dt>{t!(i18n, surveys.target)}</dt>
                    <dd>
                        {format!("{}/{}", target.valid, target.needed)}" "
                        <Icon name=reached(target.is_reached)/>
                        <small>
                            {move || t_string!(i18n, surveys.target_of)}
                            {format!(" N={}, ±{}%, ", target.population, target.margin)}
                            {move || t_string!(i18n, surveys.to_issue)}" "{target.to_issue}
                        </small>
                    </dd>
                </div>
            })}
        </dl>
        {small.map(|base| view! {
            <p class="verdict verdict-warn">
                <Icon name=IconName::Problem/>
                {t!(i18n, surveys.small_base)}" (n < "{base}")"
            </p>
        })}
        <p class="soft">{t!(i18n, surveys.issued_definition)}</p>
    }
}

fn reached(is_reached: bool) -> IconName {
    if is_reached {
        IconName::Done
    } else {
        IconName::Clock
    }
}

#[component]
fn FixedCard(figure: SatisfactionFigure) -> impl IntoView {
    let i18n = use_i18n();
    let measure = figure.measure;
    view! {
        <div>
            <dt>{t!(i18n, surveys.satisfaction)}</dt>
            <dd>
                <span data-test="survey-satisfaction">{percent(figure.percent.as_ref())}</span>
                <small>{move || measure_word(i18n, measure)}", n="{figure.base}</small>
            </dd>
        </div>
    }
}

/// The three measures side by side, the fixed one marked.
#[component]
pub fn SatisfactionTable(figures: Vec<SatisfactionFigure>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = figures
        .into_iter()
        .map(|figure| {
            let measure = figure.measure;
            let interval = figure.interval.as_ref();
            let interval = interval.map_or_else(
                || "—".to_owned(),
                |interval| format!("{}% – {}%", interval.low, interval.high),
            );
            view! {
                <tr class:row-highlighted=figure.is_fixed>
                    <th scope="row">{move || measure_word(i18n, measure)}</th>
                    <td>
                        {figure.is_fixed.then(|| view! {
                            <span class="verdict verdict-action">
                                <Icon name=IconName::Done/>{t!(i18n, surveys.fixed)}
                            </span>
                        })}
                    </td>
                    <td class="number">{percent(figure.percent.as_ref())}</td>
                    <td class="number">{figure.base}</td>
                    <td class="number">{interval}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=super::survey_text!(i18n, satisfaction) show_caption=true>
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, surveys.method)}</th>
                    <th scope="col">{t!(i18n, surveys.use_of_method)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.satisfaction)}</th>
                    <th scope="col" class="number">"n"</th>
                    <th scope="col" class="number">{t!(i18n, surveys.interval)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// Channels apart; posters say that they are no probability sample.
#[component]
pub fn ChannelTable(channels: Vec<ChannelRow>) -> impl IntoView {
    let i18n = use_i18n();
    let sum = |of: fn(&ChannelRow) -> u32| channels.iter().map(of).sum::<u32>();
    let (returned, valid) = (sum(|row| row.returned), sum(|row| row.valid));
    let rows = channels
        .into_iter()
        .map(|row| {
            let channel = row.channel;
            let counted = row.is_counted;
            let issued = row.issued.map_or_else(|| "—".to_owned(), |n| n.to_string());
            view! {
                <tr>
                    <th scope="row">{move || channel_word(i18n, channel)}</th>
                    <td>
                        {move || if counted {
                            t_string!(i18n, surveys.counted)
                        } else {
                            t_string!(i18n, surveys.not_counted)
                        }}
                    </td>
                    <td class="number">{issued}</td>
                    <td class="number">{row.returned}</td>
                    <td class="number">{row.valid}</td>
                    <td class="number">{percent(row.mean.as_ref())}</td>
                    <td class="number">{percent(row.satisfied.as_ref())}</td>
                    <td class="number">{percent(row.overall.as_ref())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=super::survey_text!(i18n, channels) show_caption=true>
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, surveys.channel)}</th>
                    <th scope="col">{t!(i18n, surveys.in_figure)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.issued)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.returned)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.valid)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.measure_mean)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.measure_share)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.measure_overall)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t!(i18n, surveys.total)}</th>
                    <td></td>
                    <td></td>
                    <td class="number">{returned}</td>
                    <td class="number">{valid}</td>
                    <td></td>
                    <td></td>
                    <td></td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}
