//! The reviewer's decision: accept, or send back with a reason and notes on single questions.

use domain::fieldwork::ReviewNote;
use leptos::prelude::*;

use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// The fewest characters of a reason for sending back (`fieldwork::ReviewDecision::reason`).
pub const REASON_MIN_CHARS: usize = 2;

/// A note being written: the question's path, its label, the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftNote {
    /// Form path.
    pub path: String,
    /// As the form words it.
    pub question: String,
    /// What is to be mended.
    pub note: String,
}

/// What the reviewer decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// `true` accepts.
    pub accepted: bool,
    /// Needed when not accepted.
    pub reason: String,
    /// Notes with words in them.
    pub notes: Vec<ReviewNote>,
}

/// Stays at the lower edge of the record while one reads.
#[component]
pub fn ReviewForm(
    notes: RwSignal<Vec<DraftNote>>,
    #[prop(into)] busy: Signal<bool>,
    /// What stands in the way of accepting, such as missing photos; empty when nothing does.
    #[prop(into)]
    obstacle: Signal<String>,
    on_decide: Callback<Decision>,
) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let decide = move |accepted: bool| {
        let written = notes
            .get()
            .into_iter()
            .filter(|note| !note.note.trim().is_empty());
        on_decide.run(Decision {
            accepted,
            reason: if accepted {
                String::new()
            } else {
                reason.get().trim().to_owned()
            },
            notes: written
                .map(|note| ReviewNote {
                    path: note.path,
                    note: note.note.trim().to_owned(),
                })
                .collect(),
        });
    };
    let reason_missing = move || reason.get().trim().chars().count() < REASON_MIN_CHARS;
    let blocked = Signal::derive(move || busy.get() || !obstacle.get().is_empty());
    view! {
        <section class="review-form" aria-label=move || t_string!(i18n, desk.review)>
            <NoteList notes=notes/>
            <label class="field">
                <span>{t!(i18n, desk.return_reason)}</span>
                <textarea
                    rows="2"
                    data-test="return-reason"
                    prop:value=move || reason.get()
                    on:input:target=move |event| reason.set(event.target().value())
                ></textarea>
            </label>
            <p class="verdict verdict-warn" hidden=move || obstacle.get().is_empty()>
                <Icon name=IconName::Problem/>{move || obstacle.get()}
            </p>
            <div class="actions">
                <Button
                    kind=ButtonKind::Primary
                    on_click=move |()| decide(true)
                    disabled=blocked
                    data_test="record-accept"
                >
                    <Icon name=IconName::Done/>{t!(i18n, desk.accept)}
                </Button>
                <Button
                    kind=ButtonKind::Danger
                    on_click=move |()| decide(false)
                    disabled=Signal::derive(move || busy.get() || reason_missing())
                    data_test="record-return"
                >
                    <Icon name=IconName::Back/>{t!(i18n, desk.send_back)}
                </Button>
            </div>
        </section>
    }
}

#[component]
fn NoteList(notes: RwSignal<Vec<DraftNote>>) -> impl IntoView {
    let i18n = use_i18n();
    let write = move |path: &str, text: String| {
        notes.update(|notes| {
            if let Some(note) = notes.iter_mut().find(|note| note.path == path) {
                note.note = text;
            }
        });
    };
    let entry = move |note: DraftNote| {
        let (path, removed) = (note.path.clone(), note.path);
        view! {
            <li class="note-entry">
                <label class="field">
                    <span>{note.question}</span>
                    <input
                        type="text"
                        value=note.note
                        data-test=format!("note-{path}")
                        on:input:target=move |event| write(&path, event.target().value())
                    />
                </label>
                <button
                    type="button"
                    class="button button-quiet"
                    aria-label=move || t_string!(i18n, desk.remove)
                    on:click=move |_| notes.update(|notes| notes.retain(|n| n.path != removed))
                >
                    <Icon name=IconName::Close/>
                </button>
            </li>
        }
    };
    view! {
        <ul class="notes">
            <For each=move || notes.get() key=|note| note.path.clone() children=entry/>
        </ul>
    }
}
