//! Posters: their window, how far they are, their paper.

use std::collections::BTreeMap;

use domain::wire::{PosterChange, PosterSummary};
use leptos::prelude::*;

use crate::components::{Button, TableFrame};
use crate::i18n::*;

/// One line for each poster; `names` are the sites' names by project code, `paper` makes the
/// address of a poster's paper.
#[component]
pub fn PosterTable(
    posters: Vec<PosterSummary>,
    names: BTreeMap<String, String>,
    paper: Callback<String, String>,
    #[prop(into)] busy: Signal<bool>,
    on_change: Callback<(String, PosterChange)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows = posters
        .into_iter()
        .map(|poster| {
            let name = names.get(poster.project_code.as_str()).cloned();
            let name = name.unwrap_or_else(|| poster.project_code.to_string());
            view! { <Line poster=poster name=name paper=paper busy=busy on_change=on_change/> }
        })
        .collect_view();
    view! {
        <TableFrame caption=words!(i18n, posters) data_test="posters">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, respondents.site)}</th>
                    <th scope="col">{t!(i18n, respondents.opens_at)}</th>
                    <th scope="col">{t!(i18n, respondents.closes_at)}</th>
                    <th scope="col" class="number">{t!(i18n, respondents.kept)}</th>
                    <th scope="col" class="number">{t!(i18n, respondents.flagged)}</th>
                    <th scope="col">{t!(i18n, respondents.change)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

#[component]
fn Line(
    poster: PosterSummary,
    name: String,
    paper: Callback<String, String>,
    busy: Signal<bool>,
    on_change: Callback<(String, PosterChange)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let change = PosterChange {
        opens_at: poster.opens_at,
        closes_at: poster.closes_at,
        cap: poster.cap,
        stopped: !poster.stopped,
    };
    let href = paper.run(poster.id.clone());
    let id = poster.id;
    let stopped = poster.stopped;
    let word = move || match stopped {
        true => t_string!(i18n, respondents.start_again),
        false => t_string!(i18n, respondents.stop),
    };
    view! {
        <tr>
            <th scope="row">{name} <br/> <code>{poster.path}</code></th>
            <td>{poster.opens_at.to_minute_text()}</td>
            <td>{poster.closes_at.to_minute_text()}</td>
            <td class="number">{poster.kept} " / " {poster.cap}</td>
            <td class="number">{poster.flagged}</td>
            <td>
                <a class="button" target="_blank" rel="noopener" href=href data-test="print-poster">
                    {t!(i18n, respondents.print_poster)}
                </a>
                <Button disabled=busy on_click=move |()| on_change.run((id.clone(), change))>
                    {word}
                </Button>
            </td>
        </tr>
    }
}
