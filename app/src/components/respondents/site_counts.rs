//! What came from each site, the channels apart.

use domain::wire::RespondentSite;
use leptos::prelude::*;

use crate::components::TableFrame;
use crate::i18n::*;

/// One line for each sampled site.
#[component]
pub fn SiteCounts(sites: Vec<RespondentSite>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = sites
        .into_iter()
        .map(|site| {
            view! {
                <tr tabindex="0">
                    <td class="number">{site.ordinal}</td>
                    <th scope="row">{site.name}</th>
                    <td>{site.unit}</td>
                    <td class="number">{site.kiosk}</td>
                    <td class="number">{site.code}</td>
                    <td class="number">{site.poster}</td>
                    <td class="number">{site.withdrawn}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=words!(i18n, by_site) data_test="respondent-sites">
            <thead>
                <tr>
                    <th scope="col" class="number">{t!(i18n, respondents.ordinal)}</th>
                    <th scope="col">{t!(i18n, respondents.site)}</th>
                    <th scope="col">{t!(i18n, respondents.unit)}</th>
                    <th scope="col" class="number">{t!(i18n, respondents.channel_kiosk)}</th>
                    <th scope="col" class="number">{t!(i18n, respondents.channel_code)}</th>
                    <th scope="col" class="number">{t!(i18n, respondents.channel_poster)}</th>
                    <th scope="col" class="number">{t!(i18n, respondents.withdrawn)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
