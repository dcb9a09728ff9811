//! Progress by site, in the three colours, always with icon and word; each row leads to the site's
//! records. Not here: which sites are shown (the page filters).

use domain::engagement::{AlertColour, worst_alert_colour};
use domain::wire::{Progress, SiteProgress};
use leptos::prelude::*;

use super::progress_tables::encode;
use super::words::{colour_verdict, state_word};
use crate::components::{Icon, IconName, Meter, TableFrame};
use crate::i18n::*;

/// The colour of a site: the worse one of its inspection and its questionnaires.
pub fn site_colour(site: &SiteProgress) -> Option<AlertColour> {
    worst_alert_colour(&site.progress.counts())
}

/// `records_href` is the address of the records room.
#[component]
pub fn SiteTable(sites: Vec<SiteProgress>, #[prop(into)] records_href: String) -> impl IntoView {
    let i18n = use_i18n();
    let count = sites.len();
    let all = sum(&sites);
    let rows = sites
        .into_iter()
        .map(|site| {
            let href = format!("{records_href}?site={}", encode(site.project_code.as_str()));
            let state = move || match site.state {
                Some(state) => state_word(i18n, state),
                None => t_string!(i18n, desk.state_none),
            };
            view! {
                <tr tabindex="0" data-test=format!("site-row-{}", site.project_code)>
                    <td class="number">{site.ordinal}</td>
                    <th scope="row" class="wide"><a href=href>{site.name.clone()}</a></th>
                    <td>{site.unit.clone()}</td>
                    <td>{colour_sign(site_colour(&site))}</td>
                    <td>{state}</td>
                    {counts(&site.progress)}
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, by_site) data_test="site-progress">
            <thead>
                <tr>
                    <th scope="col" class="number">{t!(i18n, desk.ordinal)}</th>
                    <th scope="col">{t!(i18n, desk.project_name)}</th>
                    <th scope="col">{t!(i18n, desk.unit)}</th>
                    <th scope="col">{t!(i18n, desk.progress)}</th>
                    <th scope="col">{t!(i18n, desk.inspections)}</th>
                    <th scope="col">{t!(i18n, desk.questionnaires)}</th>
                    <th scope="col" class="number">{t!(i18n, desk.photos)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <td></td>
                    <th scope="row">{t!(i18n, desk.total)}</th>
                    <td>{t!(i18n, desk.project_count, count = count)}</td>
                    <td></td>
                    <td>{format!("{}/{}", all.sites_done, all.sites)}</td>
                    {counts(&all)}
                </tr>
            </tfoot>
        </TableFrame>
    }
}

/// Questionnaires and photos.
fn counts(progress: &Progress) -> impl IntoView + use<> {
    let i18n = use_i18n();
    view! {
        <td>
            <Meter
                done=progress.questionnaires_done
                planned=progress.questionnaires
                label=text!(i18n, questionnaires)
            />
        </td>
        <td class="number">{format!("{}/{}", progress.photos_received, progress.photos)}</td>
    }
}

fn colour_sign(colour: Option<AlertColour>) -> AnyView {
    let i18n = use_i18n();
    let Some(colour) = colour else {
        return view! { <span class="soft">{t!(i18n, desk.nothing_planned)}</span> }.into_any();
    };
    let (class, word) = colour_verdict(i18n, colour);
    let icon = match colour {
        AlertColour::Green => IconName::Done,
        AlertColour::Yellow => IconName::Problem,
        AlertColour::Red => IconName::Severe,
    };
    view! {
        <span class=format!("verdict verdict-{class}")>
            <Icon name=icon/><span>{move || word.get()}</span>
        </span>
    }
    .into_any()
}

fn sum(sites: &[SiteProgress]) -> Progress {
    sites.iter().fold(Progress::default(), |mut all, site| {
        all.sites += site.progress.sites;
        all.sites_done += site.progress.sites_done;
        all.questionnaires += site.progress.questionnaires;
        all.questionnaires_done += site.progress.questionnaires_done;
        all.photos += site.progress.photos;
        all.photos_received += site.progress.photos_received;
        all
    })
}
