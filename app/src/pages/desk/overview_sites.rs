//! 概况, by site: which sites are shown stands in the address, so that a view can be sent on.
//! Not here: the table itself (`components::desk`).

use std::collections::BTreeSet;

use domain::desk_tables::DeskTable;
use domain::engagement::AlertColour;
use domain::wire::SiteProgress;
use leptos::prelude::*;

use super::frame::FilterChips;
use super::support::{export_link, filter, use_rooms};
use crate::components::Chip;
use crate::components::desk::words::colour_verdict;
use crate::components::desk::{SiteTable, site_colour, text};
use crate::i18n::*;

const COLOURS: [AlertColour; 3] = [AlertColour::Red, AlertColour::Yellow, AlertColour::Green];

/// The address's name of a colour.
fn colour_name(colour: AlertColour) -> &'static str {
    match colour {
        AlertColour::Green => "green",
        AlertColour::Yellow => "yellow",
        AlertColour::Red => "red",
    }
}

/// The table with its filters: colour, unit, words of a name or code.
#[component]
pub fn SiteSection(sites: Vec<SiteProgress>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (colour, set_colour) = filter("colour");
    let (unit, set_unit) = filter("unit");
    let (search, set_search) = filter("search");
    let units: BTreeSet<String> = sites.iter().map(|site| site.unit.clone()).collect();
    let chips = COLOURS
        .into_iter()
        .map(|one| {
            let name = colour_name(one);
            let count = sites
                .iter()
                .filter(|site| site_colour(site) == Some(one))
                .count();
            let selected = Signal::derive(move || colour.get() == name);
            let toggle = move |()| {
                set_colour.run(if selected.get() {
                    String::new()
                } else {
                    name.to_owned()
                });
            };
            let (_, word) = colour_verdict(i18n, one);
            view! {
                <Chip selected=selected on_toggle=toggle data_test=format!("colour-{name}")>
                    {move || word.get()}" "{count}
                </Chip>
            }
        })
        .collect_view();
    let all = StoredValue::new(sites);
    let shown = move || {
        let (colour, unit) = (colour.get(), unit.get());
        let search = search.get().trim().to_owned();
        let fits = |site: &&SiteProgress| {
            let is_colour = || site_colour(site).map(colour_name) == Some(colour.as_str());
            let named = site.name.contains(&search) || site.project_code.as_str().contains(&search);
            (colour.is_empty() || is_colour()) && (unit.is_empty() || site.unit == unit) && named
        };
        all.with_value(|all| all.iter().filter(fits).cloned().collect::<Vec<_>>())
    };
    view! {
        <section id="sites">
            <h2>{t!(i18n, desk.by_site)}</h2>
            <div class="chips" role="group" aria-label=move || t_string!(i18n, desk.progress)>
                {chips}
            </div>
            <FilterChips label=text!(i18n, unit) names=units.into_iter().collect() value=unit
                set=set_unit/>
            <div class="actions">
                <label class="field field-short">
                    <span>{t!(i18n, desk.search_site)}</span>
                    <input
                        type="search"
                        data-test="site-search"
                        prop:value=move || search.get()
                        on:input:target=move |event| {
                            set_search.run(event.target().value());
                        }
                    />
                </label>
                {export_link(DeskTable::Progress, None)}
            </div>
            {move || view! { <SiteTable sites=shown() records_href=rooms.href("records")/> }}
        </section>
    }
}
