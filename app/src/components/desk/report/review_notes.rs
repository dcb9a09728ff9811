//! Notes of the reviewers: what is asked, what was done about it, whether it is closed. Not
//! here: writing new ones (`sign_form`).

use domain::review::ReviewNote;
use leptos::prelude::*;

use super::words::level_word;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// A note and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedNote {
    /// What is asked.
    pub note: ReviewNote,
    /// The section; empty for the whole report.
    pub place: String,
}

/// What is done to a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteAct {
    /// Answered, with these words.
    Answer(String, String),
    /// Closed.
    Close(String),
}

/// Open notes first, closed ones folded away.
#[component]
pub fn ReviewNotes(
    notes: Vec<PlacedNote>,
    /// What is typed as answers, by note; kept while the list is drawn anew.
    answers: RwSignal<std::collections::BTreeMap<String, String>>,
    /// Whether I may close notes.
    may_close: bool,
    #[prop(into)] busy: Signal<bool>,
    on_act: Callback<NoteAct>,
    on_jump: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (closed, open): (Vec<_>, Vec<_>) = notes.into_iter().partition(|it| it.note.closed);
    let nothing = open.is_empty();
    let closed_count = closed.len();
    let row = move |placed: PlacedNote| {
        view! { <Note placed answers may_close busy on_act on_jump/> }
    };
    view! {
        <section class="side-part">
            <h3>{t!(i18n, reports.notes)}</h3>
            <p class="soft" hidden=!nothing>{t!(i18n, reports.no_notes)}</p>
            <ul class="plain-list" data-test="review-notes">
                {open.into_iter().map(row).collect_view()}
            </ul>
            <details hidden={closed_count == 0}>
                <summary>{t!(i18n, reports.closed_notes, count = closed_count)}</summary>
                <ul class="plain-list">{closed.into_iter().map(row).collect_view()}</ul>
            </details>
        </section>
    }
}

#[component]
fn Note(
    placed: PlacedNote,
    answers: RwSignal<std::collections::BTreeMap<String, String>>,
    may_close: bool,
    busy: Signal<bool>,
    on_act: Callback<NoteAct>,
    on_jump: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let PlacedNote { note, place } = placed;
    let (level, block, is_open) = (note.level, note.block, !note.closed);
    let close_id = note.id.clone();
    let jump = (!place.is_empty()).then(|| {
        view! {
            <button
                type="button" class="button button-link"
                on:click=move |_| on_jump.run(block.clone())
            >
                {place}
            </button>
        }
    });
    view! {
        <li class="comment">
            {jump}
            <p class="comment-text">{note.text}</p>
            <p class="soft">
                {move || level_word(i18n, level)}" · "{note.name}" · "
                <time>{note.at.to_minute_text()}</time>
            </p>
            {note.answer.map(|answer| view! {
                <p class="comment-answer">
                    <Icon name=IconName::Next/>
                    {answer.text}" "
                    <span class="soft">
                        {answer.name}" · "<time>{answer.at.to_minute_text()}</time>
                    </span>
                </p>
            })}
            {is_open.then(|| view! { <Answer id=note.id answers busy on_act/> })}
            {(is_open && may_close).then(|| view! {
                <Button
                    kind=ButtonKind::Quiet disabled=busy
                    data_test=format!("note-close-{close_id}")
                    on_click=move |()| on_act.run(NoteAct::Close(close_id.clone()))
                >
                    <Icon name=IconName::Done/>{t!(i18n, reports.close_note)}
                </Button>
            })}
        </li>
    }
}

#[component]
fn Answer(
    id: String,
    answers: RwSignal<std::collections::BTreeMap<String, String>>,
    busy: Signal<bool>,
    on_act: Callback<NoteAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    let key = StoredValue::new(id.clone());
    let text = Signal::derive(move || {
        answers.with(|answers| {
            key.with_value(|key| answers.get(key).cloned())
                .unwrap_or_default()
        })
    });
    let nothing = Signal::derive(move || busy.get() || text.with(|text| text.trim().is_empty()));
    let write = move |text: String| {
        answers.update(|answers| {
            answers.insert(key.get_value(), text);
        });
    };
    view! {
        <label class="field">
            <span>{t!(i18n, reports.note_answer)}</span>
            <textarea
                rows="2" data-test=format!("note-answer-text-{id}")
                prop:value=move || text.get()
                on:input:target=move |event| write(event.target().value())
            ></textarea>
        </label>
        <Button
            disabled=nothing data_test=format!("note-answer-{id}")
            on_click=move |()| on_act.run(NoteAct::Answer(
                key.get_value(), text.get_untracked().trim().to_owned(),
            ))
        >
            {t!(i18n, reports.answer_note)}
        </Button>
    }
}
