//! Progress by unit and by evaluator, in the three colours, always with icon and word, and the
//! whole below. Not here: progress by site (`site_table`).

use domain::engagement::alert_colour;
use domain::wire::{EvaluatorProgress, Progress, UnitProgress};
use leptos::prelude::*;

use super::words::colour_verdict;
use crate::components::{Icon, IconName, Meter, TableFrame};
use crate::i18n::*;

/// Three cells: inspections with their colour, questionnaires, photos.
fn progress_cells(progress: &Progress) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let verdict =
        alert_colour(progress.sites_done, progress.sites).map(|c| colour_verdict(i18n, c));
    let over = progress.questionnaires_over;
    let inspections = match verdict {
        Some(verdict) => view! {
            <Meter
                done=progress.sites_done
                planned=progress.sites
                label=text!(i18n, inspections)
                verdict=verdict
            />
        }
        .into_any(),
        None => view! { <span class="soft">{t!(i18n, desk.nothing_planned)}</span> }.into_any(),
    };
    view! {
        <td>{inspections}</td>
        <td>
            <Meter
                done=progress.questionnaires_done
                planned=progress.questionnaires
                label=text!(i18n, questionnaires)
            />
            {(over > 0).then(|| view! {
                <span class="verdict verdict-warn" data-test="over-quota">
                    <Icon name=IconName::Problem/>
                    {move || t_string!(i18n, desk.over_quota, count = over).to_string()}
                </span>
            })}
        </td>
        <td class="number">{format!("{}/{}", progress.photos_received, progress.photos)}</td>
    }
}

/// One row for each implementing unit; `records_href` is the address of the records room.
#[component]
pub fn UnitTable(
    units: Vec<UnitProgress>,
    all: Progress,
    #[prop(into)] records_href: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows = units
        .into_iter()
        .map(|unit| {
            let href = format!("{records_href}?unit={}", encode(&unit.unit));
            view! {
                <tr>
                    <th scope="row"><a href=href>{unit.unit.clone()}</a></th>
                    {progress_cells(&unit.progress)}
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, by_unit) data_test="unit-progress">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, desk.unit)}</th>
                    <th scope="col">{t!(i18n, desk.inspections)}</th>
                    <th scope="col">{t!(i18n, desk.questionnaires)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.photos)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t!(i18n, desk.total)}</th>
                    {progress_cells(&all)}
                </tr>
            </tfoot>
        </TableFrame>
    }
}

/// One row for each evaluator, with the last synchronisation of their tablets.
#[component]
pub fn EvaluatorTable(evaluators: Vec<EvaluatorProgress>, all: Progress) -> impl IntoView {
    let i18n = use_i18n();
    let rows = evaluators
        .into_iter()
        .map(|evaluator| {
            let last = match evaluator.last_sync {
                Some(moment) => view! { <time>{moment.to_minute_text()}</time> }.into_any(),
                None => {
                    view! { <span class="soft">{t!(i18n, desk.never_synced)}</span> }.into_any()
                }
            };
            view! {
                <tr>
                    <th scope="row">{evaluator.person.name.clone()}</th>
                    {progress_cells(&evaluator.progress)}
                    <td>{last}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, by_evaluator) data_test="evaluator-progress">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, desk.evaluator)}</th>
                    <th scope="col">{t!(i18n, desk.inspections)}</th>
                    <th scope="col">{t!(i18n, desk.questionnaires)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.photos)}</th>
                    <th scope="col">{t!(i18n, desk.last_sync)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t!(i18n, desk.total_each_site_once)}</th>
                    {progress_cells(&all)}
                    <td></td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}

/// Percent-encodes one query value.
pub fn encode(value: &str) -> String {
    domain::wire::urls::fill("{value}", &[value])
}
