//! 定性分档 at the desk: a level, a share within it, and why.

use domain::indicator::LevelBand;
use domain::scoring::DeskMark;
use leptos::prelude::*;

use super::mark_editor::{SaveMark, exact, exact_text};
use crate::i18n::*;

/// `levels` are the rule's own; where it has none, the person types the level's name as the
/// framework prints it.
#[component]
pub fn LevelEditor(
    levels: Vec<LevelBand>,
    mark: Option<DeskMark>,
    busy: Signal<bool>,
    on_save: Callback<DeskMark>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (old_level, old_pct, old_reason, given_by) = match mark {
        Some(DeskMark::Level {
            level,
            pct,
            reason,
            given_by,
        }) => (level, exact_text(&pct), reason, given_by),
        _ => Default::default(),
    };
    let given_by = given_by.map(|person| {
        view! {
            <p class="soft" data-test="level-given-by">
                {t!(i18n, scores.manual_entered, name = person.name)}
            </p>
        }
    });
    let level = RwSignal::new(old_level);
    let pct = RwSignal::new(old_pct);
    let reason = RwSignal::new(old_reason);
    let ready = move || {
        !level.get().is_empty() && exact(&pct.get()).is_some() && !reason.get().trim().is_empty()
    };
    let save = move |()| {
        if let Some(pct) = exact(&pct.get()) {
            let reason = reason.get().trim().to_owned();
            on_save.run(DeskMark::Level {
                level: level.get(),
                pct,
                reason,
                given_by: None,
            });
        }
    };
    let typed = levels.is_empty().then(|| {
        view! {
            <label class="field">
                <span>{t!(i18n, desk.level_name)}</span>
                <input
                    type="text"
                    value=level.get_untracked()
                    on:input:target=move |event| level.set(event.target().value())
                />
            </label>
        }
    });
    let choices = levels
        .into_iter()
        .map(|band| {
            let (name, chosen) = (band.name.clone(), band.name.clone());
            let range = format!("{} – {}", exact_text(&band.min), exact_text(&band.max));
            view! {
                <label class="radio">
                    <input
                        type="radio"
                        name="level"
                        prop:checked=move || level.get() == chosen
                        on:change=move |_| level.set(name.clone())
                    />
                    <span>{band.name}" "<span class="soft">{range}</span></span>
                </label>
            }
        })
        .collect_view();
    view! {
        {given_by}
        <fieldset class="choices"><legend>{t!(i18n, desk.level)}</legend>{choices}{typed}</fieldset>
        <label class="field">
            <span>{t!(i18n, desk.level_pct)}</span>
            <input
                type="text"
                inputmode="decimal"
                data-test="level-pct"
                value=pct.get_untracked()
                on:input:target=move |event| pct.set(event.target().value())
            />
            <small>{t!(i18n, desk.level_pct_hint)}</small>
        </label>
        <label class="field">
            <span>{t!(i18n, desk.reason)}</span>
            <textarea
                rows="3"
                data-test="level-reason"
                prop:value=move || reason.get()
                on:input:target=move |event| reason.set(event.target().value())
            ></textarea>
        </label>
        <SaveMark
            disabled=Signal::derive(move || busy.get() || !ready())
            on_save=Callback::new(save)
        />
    }
}
