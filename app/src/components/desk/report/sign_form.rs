//! A reviewer's decision at one level: the signature with what it needs, or sending back with
//! notes. Not here: whether it is my turn (`pages`).

use domain::review::ReviewLevel;
use leptos::prelude::*;

use super::words::{level_name, level_word};
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// What is signed with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signing {
    /// 执业证书号.
    pub certificate: String,
    /// Why scores moved.
    pub reason: String,
}

/// 通过.
#[component]
pub fn SignForm(
    level: ReviewLevel,
    /// Whether the total is another one than opinions were asked on.
    scores_moved: bool,
    signing: RwSignal<Signing>,
    #[prop(into)] busy: Signal<bool>,
    on_sign: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let asks_certificate = matches!(level, ReviewLevel::Second | ReviewLevel::Third);
    let needs_certificate = level == ReviewLevel::Third;
    let asks_reason = scores_moved && level >= ReviewLevel::Third;
    let lacking = Signal::derive(move || {
        let lacks = |text: &str, needed: bool| needed && text.trim().is_empty();
        let incomplete = signing.with(|signing| {
            lacks(&signing.certificate, needs_certificate) || lacks(&signing.reason, asks_reason)
        });
        busy.get() || incomplete
    });
    view! {
        <div class="side-form">
            {asks_certificate.then(|| view! {
                <label class="field">
                    <span>{t!(i18n, reports.certificate)}</span>
                    <input
                        type="text" data-test="review-certificate" required=needs_certificate
                        prop:value=move || signing.with(|signing| signing.certificate.clone())
                        on:input:target=move |event| {
                            signing.update(|signing| signing.certificate = event.target().value());
                        }
                    />
                </label>
            })}
            {asks_reason.then(|| view! {
                <label class="field">
                    <span>{t!(i18n, reports.score_change_reason)}</span>
                    <textarea
                        rows="3" data-test="review-score-reason" required
                        prop:value=move || signing.with(|signing| signing.reason.clone())
                        on:input:target=move |event| {
                            signing.update(|signing| signing.reason = event.target().value());
                        }
                    ></textarea>
                </label>
            })}
            <Button
                kind=ButtonKind::Primary disabled=lacking
                data_test=format!("review-sign-{}", level_name(level)) on_click=on_sign
            >
                <Icon name=IconName::Done/>
                {move || {
                    t_string!(i18n, reports.sign, level = level_word(i18n, level)).to_string()
                }}
            </Button>
        </div>
    }
}

/// A note being collected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftedNote {
    /// The block; empty for the whole report.
    pub block: String,
    /// Its section.
    pub place: String,
    /// What is asked.
    pub text: String,
}

/// 退回: notes are collected while reading; the one being typed goes along.
#[component]
pub fn ReturnForm(
    notes: RwSignal<Vec<DraftedNote>>,
    written: RwSignal<String>,
    /// Where the next note belongs: the chosen block's section; empty for the whole report.
    #[prop(into)]
    place: Signal<String>,
    #[prop(into)] busy: Signal<bool>,
    on_add: Callback<()>,
    on_return: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let empty = move || written.with(|text| text.trim().is_empty());
    let nothing = Signal::derive(move || busy.get() || (empty() && notes.with(Vec::is_empty)));
    let about = move || match place.get() {
        place if place.is_empty() => t_string!(i18n, reports.note_whole).to_owned(),
        place => t_string!(i18n, reports.note_about, place = place).to_string(),
    };
    let entry = move |(index, note): (usize, DraftedNote)| {
        let remove = move |()| {
            notes.update(|notes| {
                if index < notes.len() {
                    notes.remove(index);
                }
            });
        };
        view! {
            <li class="comment">
                <p class="soft">{note.place}</p>
                <p class="comment-text">{note.text}</p>
                <Button kind=ButtonKind::Quiet on_click=remove label=super::text!(i18n, take_out)>
                    <Icon name=IconName::Close/>
                </Button>
            </li>
        }
    };
    view! {
        <div class="side-form">
            <ul class="plain-list" data-test="review-drafted-notes">
                {move || notes.get().into_iter().enumerate().map(entry).collect_view()}
            </ul>
            <label class="field">
                <span>{about}</span>
                <textarea
                    rows="3" data-test="review-note-text"
                    prop:value=move || written.get()
                    on:input:target=move |event| written.set(event.target().value())
                ></textarea>
            </label>
            <div class="page-buttons">
                <Button
                    disabled=Signal::derive(empty) data_test="review-note-add" on_click=on_add
                >
                    <Icon name=IconName::Add/>{t!(i18n, reports.collect_note)}
                </Button>
                <Button
                    kind=ButtonKind::Danger disabled=nothing data_test="review-return"
                    on_click=on_return
                >
                    <Icon name=IconName::Back/>{t!(i18n, reports.send_back)}
                </Button>
            </div>
        </div>
    }
}
