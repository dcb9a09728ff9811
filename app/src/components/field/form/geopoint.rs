//! A position as an answer: taken from the device with its accuracy, or typed. Not here: asking the
//! device (the page does).

use leptos::prelude::*;

use super::handle::{FormHandle, LocateState};
use super::question::QuestionWords;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// `latitude longitude altitude accuracy`, the last two possibly missing.
fn part(value: &str, index: usize) -> String {
    value.split_whitespace().nth(index).unwrap_or("").to_owned()
}

/// The parts as they stand, a button for the present position, and a way to type one.
#[component]
pub fn GeopointControl(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let path = words.path.clone();
    let fixed = form.fixed(&path, words.read_only);
    let value = form.value(&path);
    let typing = RwSignal::new(false);
    let own_path = StoredValue::new(path.clone());
    let is_set = move || !value.with(String::is_empty);
    let accuracy = move || {
        let metres = part(&value.get(), 3);
        match metres.is_empty() {
            true => t_string!(i18n, field.position_typed).to_owned(),
            false => t_string!(i18n, field.position_accuracy, metres = metres).to_string(),
        }
    };
    let waiting = move || form.locate.get() == LocateState::Waiting;
    let failed = move || form.locate.get() == LocateState::Failed;
    view! {
        <div class="geopoint">
            <p class="geopoint-value number" aria-live="polite" hidden=move || !is_set()>
                <Icon name=IconName::Place/> {move || part(&value.get(), 0)} ", "
                {move || part(&value.get(), 1)} " · " {accuracy}
            </p>
            <div class="button-row" hidden=move || fixed.get()>
                <button
                    type="button" class="button" data-test=format!("locate-{path}")
                    disabled=waiting
                    on:click=move |_| form.actions.locate.run(own_path.get_value())
                >
                    <Icon name=IconName::Place/>
                    {move || if waiting() {
                        t_string!(i18n, field.position_waiting)
                    } else {
                        t_string!(i18n, field.position_take)
                    }}
                </button>
                <button
                    type="button" class="button button-quiet"
                    aria-expanded=move || typing.get().to_string()
                    on:click=move |_| typing.update(|open| *open = !*open)
                >
                    {t!(i18n, field.position_type_in)}
                </button>
            </div>
            <p class="question-problem" role="status" hidden=move || !failed()>
                {t!(i18n, field.position_failed)}
            </p>
            <Show when=move || typing.get() && !fixed.get()>
                <TypedPosition path=own_path.get_value() form/>
            </Show>
        </div>
    }
}

/// Latitude and longitude typed by hand; without altitude and accuracy, so that readers can tell.
#[component]
fn TypedPosition(path: String, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let value = form.value(&path).get_untracked();
    let latitude = RwSignal::new(part(&value, 0));
    let longitude = RwSignal::new(part(&value, 1));
    let own_path = StoredValue::new(path.clone());
    let give = move || {
        let (latitude, longitude) = (latitude.get_untracked(), longitude.get_untracked());
        let text = format!("{} {}", latitude.trim(), longitude.trim());
        form.give(&own_path.get_value(), text.trim().to_owned());
    };
    view! {
        <div class="geopoint-typed">
            <label>
                <span>{t!(i18n, field.latitude)}</span>
                <input
                    class="input number" type="text" inputmode="decimal" autocomplete="off"
                    data-test=format!("input-{path}-latitude") prop:value=move || latitude.get()
                    on:change=move |event| {
                        latitude.set(event_target_value(&event));
                        give();
                    }
                />
            </label>
            <label>
                <span>{t!(i18n, field.longitude)}</span>
                <input
                    class="input number" type="text" inputmode="decimal" autocomplete="off"
                    data-test=format!("input-{path}-longitude") prop:value=move || longitude.get()
                    on:change=move |event| {
                        longitude.set(event_target_value(&event));
                        give();
                    }
                />
            </label>
        </div>
    }
}
