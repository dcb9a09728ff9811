//! Live references to insert: searched by what they are called, each with what it gives now. Not
//! here: putting it into the text (`block_editor`).

use std::sync::Arc;

use domain::report::ReferenceEntry;
use leptos::prelude::*;

use crate::i18n::*;

/// More than anybody reads; the search narrows them.
const MOST_SHOWN: usize = 60;

/// Which references are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picking {
    /// All but photos.
    Any,
    /// Those of findings.
    Findings,
    /// Photos.
    Photos,
}

impl Picking {
    fn offers(self, name: &str) -> bool {
        let is_photo = name.starts_with("photo:");
        match self {
            Self::Any => !is_photo,
            Self::Findings => name.starts_with("finding:"),
            Self::Photos => is_photo,
        }
    }
}

/// A search field and the entries that fit; photos are seen.
#[component]
pub fn ReferencePicker(
    references: Signal<Arc<Vec<ReferenceEntry>>>,
    what: Picking,
    /// The address of a picture by its name.
    thumbnail: Callback<String, String>,
    on_pick: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let search = RwSignal::new(String::new());
    let fitting = Memo::new(move |_| {
        let wanted = search.get().trim().to_lowercase();
        let takes = |entry: &&ReferenceEntry| {
            let belongs = what.offers(&entry.name);
            let text = format!("{} {} {}", entry.name, entry.label, entry.value).to_lowercase();
            belongs && wanted.split_whitespace().all(|word| text.contains(word))
        };
        let all = references.get();
        all.iter().filter(takes).cloned().collect::<Vec<_>>()
    });
    let entry = move |entry: ReferenceEntry| {
        let name = entry.name.clone();
        let picture = (!entry.picture.is_empty()).then(|| {
            let url = thumbnail.run(entry.picture.clone());
            view! { <img class="reference-photo" loading="lazy" src=url alt=""/> }
        });
        view! {
            <li>
                <button
                    type="button" class="reference" data-test=format!("reference-{name}")
                    on:click=move |_| on_pick.run(name.clone())
                >
                    {picture}
                    <span>{entry.label}</span>
                    <strong class="number">{entry.value}</strong>
                </button>
            </li>
        }
    };
    let hidden = move || fitting.with(Vec::len).saturating_sub(MOST_SHOWN);
    view! {
        <div class="reference-picker" data-test="reference-picker">
            <label class="field">
                <span>{t!(i18n, reports.search_reference)}</span>
                <input
                    type="search" data-test="reference-search"
                    on:input:target=move |event| search.set(event.target().value())
                />
            </label>
            <ul class="plain-list">
                {move || {
                    let shown = fitting.get().into_iter().take(MOST_SHOWN);
                    shown.map(entry).collect_view()
                }}
            </ul>
            <p class="soft" hidden=move || fitting.with(|found| !found.is_empty())>
                {t!(i18n, reports.no_reference)}
            </p>
            <p class="soft" hidden=move || hidden() == 0>
                {move || t_string!(i18n, reports.more_references, count = hidden()).to_string()}
            </p>
        </div>
    }
}
