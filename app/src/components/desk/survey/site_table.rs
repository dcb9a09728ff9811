//! Sites in sample order with their rates and, at the foot, the sums.

use domain::survey_statistics::{Rates, SiteRow};
use leptos::prelude::*;

use super::words::percent;
use crate::components::TableFrame;
use crate::i18n::*;

/// `href` makes the address of one site's statistics.
#[component]
pub fn SurveySiteTable(
    sites: Vec<SiteRow>,
    total: Rates,
    href: Callback<String, String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let posters: u32 = sites.iter().map(|row| row.posters).sum();
    let rows = sites
        .into_iter()
        .map(|row| {
            let address = href.run(row.site.0.clone());
            let name = if row.name.is_empty() {
                row.site.0.clone()
            } else {
                row.name.clone()
            };
            view! {
                <tr>
                    <th scope="row" class="wide"><a href=address>{name}</a></th>
                    <td>{row.site.0.clone()}</td>
                    {rate_cells(&row.rates)}
                    <td class="number">{row.posters}</td>
                    <td class="number">{percent(row.satisfaction.as_ref())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=super::survey_text!(i18n, sites) data_test="survey-sites">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, surveys.site)}</th>
                    <th scope="col">{t!(i18n, surveys.site_code)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.issued)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.returned)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.valid)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.return_rate)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.valid_rate)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.channel_poster)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.satisfaction)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t!(i18n, surveys.total)}</th>
                    <td></td>
                    {rate_cells(&total)}
                    <td class="number">{posters}</td>
                    <td></td>
                </tr>
            </tfoot>
        </TableFrame>
        <p class="soft">{t!(i18n, surveys.site_figure_note)}</p>
    }
}

fn rate_cells(rates: &Rates) -> impl IntoView + use<> {
    view! {
        <td class="number">{rates.issued}</td>
        <td class="number">{rates.returned}</td>
        <td class="number">{rates.valid}</td>
        <td class="number">{percent(rates.return_rate.as_ref())}</td>
        <td class="number">{percent(rates.valid_rate.as_ref())}</td>
    }
}
