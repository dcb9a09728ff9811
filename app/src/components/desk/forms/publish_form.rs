//! Before a draft becomes a version: its name, what changes, and whom it is offered to.

use domain::wire::FormVersionSummary;
use leptos::prelude::*;

use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishChoice {
    /// The version's name.
    pub version: String,
    /// Versions whose open records are offered a move.
    pub offer_move_from: Vec<String>,
}

/// The form below the difference. `open` are the versions that open records pin.
#[component]
pub fn PublishForm(
    proposed: String,
    open: Vec<FormVersionSummary>,
    #[prop(into)] busy: Signal<bool>,
    on_publish: Callback<PublishChoice>,
) -> impl IntoView {
    let i18n = use_i18n();
    let version = RwSignal::new(proposed);
    let offered = RwSignal::new(Vec::<String>::new());
    let tick = move |summary: FormVersionSummary| {
        let (name, count) = (summary.version.clone(), summary.open_records);
        let toggle = move |wanted: bool| {
            offered.update(|offered| {
                offered.retain(|other| *other != name);
                if wanted {
                    offered.push(name.clone());
                }
            });
        };
        view! {
            <label class="check">
                <input
                    type="checkbox" data-test=format!("offer-{}", summary.version)
                    on:change:target=move |event| toggle(event.target().checked())
                />
                <span>{t!(i18n, forms.offer_from, version = summary.version, count = count)}</span>
            </label>
        }
    };
    let none_open = open.is_empty();
    let publish = move |()| {
        on_publish.run(PublishChoice {
            version: version.get_untracked().trim().to_owned(),
            offer_move_from: offered.get_untracked(),
        });
    };
    view! {
        <form class="form" data-test="publish-form" on:submit=move |event| event.prevent_default()>
            <label class="field field-short">
                <span>{t!(i18n, forms.version)}</span>
                <input
                    type="text" class="code-input" autocomplete="off" data-test="publish-version"
                    prop:value=move || version.get()
                    on:input:target=move |event| version.set(event.target().value())
                />
                <small>{t!(i18n, forms.version_hint)}</small>
            </label>
            <fieldset class="choices" hidden=none_open>
                <legend>{t!(i18n, forms.offer_move_long)}</legend>
                {open.into_iter().map(tick).collect_view()}
                <p class="soft">{t!(i18n, forms.offer_move_hint)}</p>
            </fieldset>
            <Button
                kind=ButtonKind::Primary on_click=publish data_test="publish-submit"
                disabled=Signal::derive(move || busy.get() || version.with(|v| v.trim().is_empty()))
            >
                {t!(i18n, forms.publish)}
            </Button>
        </form>
    }
}
