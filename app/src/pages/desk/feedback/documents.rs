//! 文书: the letters of this room, drawn one at a time. Not here: their words (the server).

use leptos::prelude::*;

use super::Drawing;
use crate::i18n::*;

/// `?tab=documents`.
#[component]
pub fn DocumentsPart() -> impl IntoView {
    let i18n = use_i18n();
    let letters = [
        (
            "confirmation.docx",
            said!(i18n, letter_confirmation),
            said!(i18n, letter_confirmation_text),
        ),
        (
            "feedback.docx",
            said!(i18n, letter_feedback),
            said!(i18n, letter_feedback_text),
        ),
        (
            "opinions.docx",
            said!(i18n, letter_opinions),
            said!(i18n, letter_opinions_text),
        ),
        (
            "supervision.docx",
            said!(i18n, letter_supervision),
            said!(i18n, letter_supervision_text),
        ),
    ];
    let letter = |(file, name, text): (&'static str, Signal<String>, Signal<String>)| {
        view! {
            <article class="card">
                <h2>{move || name.get()}</h2>
                <p class="soft">{move || text.get()}</p>
                <Drawing file label=said!(i18n, draw)/>
            </article>
        }
    };
    view! {
        <p class="soft">{t!(i18n, feedback.letters_text)}</p>
        {letters.map(letter).into_iter().collect_view()}
    }
}
