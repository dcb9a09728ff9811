//! 扣分制 at the desk: how many findings of each severity the documents showed; none is an answer.

use domain::finding::Severity;
use domain::scoring::{DeskMark, SeverityCount};
use leptos::prelude::*;

use super::mark_editor::SaveMark;
use super::words::severity_word;
use crate::i18n::*;

const SEVERITIES: [Severity; 3] = [Severity::Minor, Severity::Major, Severity::Severe];

/// Three counts and what was found.
#[component]
pub fn CountEditor(
    mark: Option<DeskMark>,
    busy: Signal<bool>,
    on_save: Callback<DeskMark>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (known, old_note) = match mark {
        Some(DeskMark::Counts { counts, note }) => (counts, note),
        _ => Default::default(),
    };
    let count_of = |severity| {
        known
            .iter()
            .find(|known| known.severity == severity)
            .map_or(0, |known| known.count)
    };
    let entered = RwSignal::new(SEVERITIES.map(|severity| count_of(severity).to_string()));
    let note = RwSignal::new(old_note);
    let counts = move || {
        SEVERITIES
            .into_iter()
            .zip(entered.get())
            .map(|(severity, text)| {
                text.trim()
                    .parse()
                    .ok()
                    .map(|count| SeverityCount { severity, count })
            })
            .collect::<Option<Vec<_>>>()
    };
    let save = move |()| {
        if let Some(mut counts) = counts() {
            counts.retain(|count| count.count > 0);
            on_save.run(DeskMark::Counts {
                counts,
                note: note.get().trim().to_owned(),
            });
        }
    };
    let fields = SEVERITIES
        .into_iter()
        .enumerate()
        .map(|(index, severity)| {
            view! {
                <label class="field field-short">
                    <span>{move || severity_word(i18n, severity)}</span>
                    <input
                        type="text"
                        inputmode="numeric"
                        data-test=format!("count-{index}")
                        value=entered.get_untracked()[index].clone()
                        on:input:target=move |event| {
                            let text = event.target().value();
                            entered.update(|entered| entered[index] = text);
                        }
                    />
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="field-row">{fields}</div>
        <label class="field">
            <span>{t!(i18n, desk.facts)}</span>
            <textarea
                rows="2"
                prop:value=move || note.get()
                on:input:target=move |event| note.set(event.target().value())
            ></textarea>
        </label>
        <SaveMark
            disabled=Signal::derive(move || busy.get() || counts().is_none())
            on_save=Callback::new(save)
        />
    }
}
