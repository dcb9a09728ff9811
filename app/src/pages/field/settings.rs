//! What holds for this tablet: appearance, language, whether originals of photos are kept. Not
//! here: what waits to be sent (`sync`).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::site::BackBar;
use super::words::failure_text;
use crate::components::field::size_text;
use crate::i18n::*;
use crate::pages::{LanguageSwitch, ThemeSwitch};
use crate::state::{OriginalsHeld, use_field};

/// `/field/device`.
#[component]
pub fn DevicePage() -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, tablet.device_title).to_owned());
    view! {
        <BackBar href="/field/sync".to_owned() title/>
        <div class="device-page">
            <section class="setting">
                <h2>{t!(i18n, tablet.appearance)}</h2>
                <ThemeSwitch/>
            </section>
            <section class="setting">
                <h2>{t!(i18n, tablet.language)}</h2>
                <LanguageSwitch/>
            </section>
            <Originals/>
        </div>
    }
}

/// The choice to keep originals, and what is kept.
#[component]
fn Originals() -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let held = RwSignal::new(OriginalsHeld::default());
    let problem = RwSignal::new(None::<String>);
    let keeps = field.keeps_originals();
    // A synchronisation may have freed some.
    Effect::new(move |_| {
        field.queue().track();
        spawn_local(async move {
            if let Ok(found) = field.originals().await {
                held.try_set(found);
            }
        });
    });
    let choose = move |event| {
        let keep = event_target_checked(&event);
        spawn_local(async move {
            let result = field.keep_originals(keep).await;
            problem.try_set(result.err().map(|failure| failure_text(i18n, &failure)));
        });
    };
    let words = move || match held.get() {
        OriginalsHeld { count: 0, .. } => t_string!(i18n, tablet.originals_none).to_owned(),
        OriginalsHeld { count, bytes } => {
            let size = size_text(bytes);
            t_string!(i18n, tablet.originals_held, count = count, size = size).to_string()
        }
    };
    view! {
        <section class="setting">
            <h2>{t!(i18n, tablet.originals_title)}</h2>
            <label class="choice choice-tick">
                <input
                    type="checkbox" data-test="keep-originals" prop:checked=move || keeps.get()
                    on:change=choose
                />
                <span>{t!(i18n, tablet.keep_originals)}</span>
            </label>
            <p class="question-hint">{t!(i18n, tablet.keep_originals_hint)}</p>
            <p class="number" role="status" data-test="originals-held">{words}</p>
            <p class="question-problem" role="alert" hidden=move || problem.with(Option::is_none)>
                {move || problem.get()}
            </p>
        </section>
    }
}
