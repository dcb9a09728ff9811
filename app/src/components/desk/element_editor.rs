//! 要素计分 at the desk: each element is met, not met or not applicable, with the document it
//! rests on.

use domain::indicator::Element;
use domain::scoring::{DeskMark, ElementMark, ElementState};
use leptos::prelude::*;

use super::mark_editor::SaveMark;
use crate::i18n::*;

const STATES: [ElementState; 3] = [
    ElementState::Met,
    ElementState::NotMet,
    ElementState::NotApplicable,
];

type Entry = (Option<ElementState>, String);

/// All elements must be marked before the mark can be entered: an unanswered one is not "not met".
#[component]
pub fn ElementEditor(
    elements: Vec<Element>,
    mark: Option<DeskMark>,
    busy: Signal<bool>,
    on_save: Callback<DeskMark>,
) -> impl IntoView {
    let known = match mark {
        Some(DeskMark::Elements { elements }) => elements,
        _ => Vec::new(),
    };
    let first: Vec<Entry> = elements
        .iter()
        .map(|element| {
            let mark = known.iter().find(|mark| mark.no == element.no);
            mark.map(|mark| (Some(mark.state), mark.note.clone()))
                .unwrap_or_default()
        })
        .collect();
    let entries = RwSignal::new(first);
    let numbers: Vec<u32> = elements.iter().map(|element| element.no).collect();
    let save = move |()| {
        let marked = numbers
            .iter()
            .zip(entries.get())
            .filter_map(|(no, (state, note))| {
                Some(ElementMark {
                    no: *no,
                    state: state?,
                    note: note.trim().to_owned(),
                })
            });
        on_save.run(DeskMark::Elements {
            elements: marked.collect(),
        });
    };
    let open = move || entries.get().iter().any(|(state, _)| state.is_none());
    let fields = elements
        .into_iter()
        .enumerate()
        .map(|(index, element)| view! { <ElementField index element entries/> })
        .collect_view();
    view! {
        {fields}
        <SaveMark
            disabled=Signal::derive(move || busy.get() || open())
            on_save=Callback::new(save)
        />
    }
}

#[component]
fn ElementField(index: usize, element: Element, entries: RwSignal<Vec<Entry>>) -> impl IntoView {
    let i18n = use_i18n();
    let current = move || entries.get().get(index).and_then(|(state, _)| *state);
    let change = move |change: &dyn Fn(&mut Entry)| {
        entries.update(|entries| {
            if let Some(entry) = entries.get_mut(index) {
                change(entry);
            }
        });
    };
    let choices = STATES
        .into_iter()
        .enumerate()
        .map(|(position, state)| {
            let word = move || match state {
                ElementState::Met => t_string!(i18n, desk.element_met),
                ElementState::NotMet => t_string!(i18n, desk.element_not_met),
                ElementState::NotApplicable => t_string!(i18n, desk.element_not_applicable),
            };
            view! {
                <label class="radio">
                    <input
                        type="radio"
                        name=format!("element-{index}")
                        data-test=format!("element-{}-{position}", element.no)
                        prop:checked=move || current() == Some(state)
                        on:change=move |_| change(&|entry| entry.0 = Some(state))
                    />
                    <span>{word}</span>
                </label>
            }
        })
        .collect_view();
    let first_note = entries.with_untracked(|entries| {
        entries
            .get(index)
            .map(|(_, note)| note.clone())
            .unwrap_or_default()
    });
    view! {
        <fieldset class="choices">
            <legend>
                {format!("{} ", element.no)}{element.text}
                {element.gate.then(|| view! { <span class="tag">{t!(i18n, desk.gate)}</span> })}
            </legend>
            {choices}
            <label class="field">
                <span class="soft">{t!(i18n, desk.source_document)}</span>
                <input
                    type="text"
                    value=first_note
                    on:input:target=move |event| {
                        let note = event.target().value();
                        change(&|entry| entry.1.clone_from(&note));
                    }
                />
            </label>
        </fieldset>
    }
}
