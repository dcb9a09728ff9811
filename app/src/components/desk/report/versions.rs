//! Versions that were kept: two are compared with each other, one with the present. Not here: what
//! differs (`changes`).

use domain::wire::ReportVersion;
use leptos::prelude::*;

use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// At most two are chosen; a third takes the place of the first.
#[component]
pub fn VersionList(
    versions: Vec<ReportVersion>,
    chosen: RwSignal<Vec<u32>>,
    #[prop(into)] busy: Signal<bool>,
    on_compare: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let none = versions.is_empty();
    let toggle = move |version: u32| {
        chosen.update(|chosen| {
            if let Some(at) = chosen.iter().position(|it| *it == version) {
                chosen.remove(at);
                return;
            }
            if chosen.len() == 2 {
                chosen.remove(0);
            }
            chosen.push(version);
        });
    };
    let entry = move |kept: ReportVersion| {
        let number = kept.version;
        let pressed = move || chosen.with(|chosen| chosen.contains(&number));
        view! {
            <li>
                <button
                    type="button" class="version" class:version-chosen=pressed
                    aria-pressed=move || pressed().to_string()
                    data-test=format!("version-{number}")
                    on:click=move |_| toggle(number)
                >
                    <strong>{format!("V{number}")}</strong>
                    <span>{kept.occasion}</span>
                    <span class="soft">{kept.name}" · "{kept.at.to_minute_text()}</span>
                </button>
            </li>
        }
    };
    let words = move || match chosen.with(Vec::len) {
        2 => t_string!(i18n, reports.compare_both),
        _ => t_string!(i18n, reports.compare_present),
    };
    view! {
        <p class="soft" hidden=!none>{t!(i18n, reports.no_versions)}</p>
        <ul class="plain-list" data-test="versions">
            {versions.into_iter().map(entry).collect_view()}
        </ul>
        <p class="soft" hidden=none>{t!(i18n, reports.versions_hint)}</p>
        <Button
            kind=ButtonKind::Primary data_test="compare" on_click=on_compare
            disabled=Signal::derive(move || busy.get() || chosen.with(Vec::is_empty))
        >
            {words}
        </Button>
    }
}
