//! A signature: a wide line for the pen, or the name typed instead; role and date stand under it.
//! Not here: turning ink into a picture (capture).

use leptos::prelude::*;

use super::handle::{FormHandle, Ink, Picture};
use super::ink_pad::{InkOnPad, InkPad};
use super::picture::PictureMark;
use super::question::{GroupedQuestion, QuestionWords};
use crate::i18n::*;

/// The signature of one question: what stands, or the pad.
#[component]
pub fn SignaturePad(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let path = words.path.clone();
    let pictures = form.pictures(&path);
    let role = form.text(words.label.clone(), &path);
    // A memo: other answers being saved must not draw the pad anew and take half a signature away.
    let signed = Memo::new(move |_| pictures.with(|pictures| pictures.last().cloned()));
    let is_locked = form.fixed(&path, words.read_only);
    let pad_path = StoredValue::new(path);
    let standing = move || match signed.get() {
        Some(picture) => view! { <StandingSignature picture role form/> }.into_any(),
        None if is_locked.get() => ().into_any(),
        None => view! { <Pad path=pad_path.get_value() role form/> }.into_any(),
    };
    view! { <GroupedQuestion words form>{standing}</GroupedQuestion> }
}

#[component]
fn StandingSignature(picture: Picture, role: Memo<String>, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let id = StoredValue::new(picture.id.clone());
    let alt = move || t_string!(i18n, field.signature_of, role = role.get()).to_string();
    view! {
        <figure class="signature-standing">
            {picture.address.map(|address| view! { <img src=address alt=alt/> })}
            <figcaption>
                {move || role.get()} " · " {picture.taken_at.to_minute_text()} " "
                {picture.caption} " " <PictureMark state=picture.state/>
            </figcaption>
            <button
                type="button" class="button button-quiet" hidden=move || form.locked.get()
                on:click=move |_| form.actions.remove.run(id.get_value())
            >
                {t!(i18n, field.signature_again)}
            </button>
        </figure>
    }
}

#[component]
fn Pad(path: String, role: Memo<String>, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let ink = InkOnPad::new();
    let name = RwSignal::new(String::new());
    let own_path = StoredValue::new(path.clone());
    let finish = move |_| {
        form.actions
            .ink
            .run((own_path.get_value(), ink.drawn(None)))
    };
    let typed = move |_| {
        let name = name.get_untracked().trim().to_owned();
        form.actions
            .ink
            .run((own_path.get_value(), Ink::Typed(name)));
    };
    let label =
        Signal::derive(move || t_string!(i18n, field.signature_pad, role = role.get()).to_string());
    let empty = move || ink.is_empty();
    view! {
        <div class="signature">
            <InkPad
                ink label class="signature-pad" background=None
                data_test=format!("signature-{path}")
            />
            <p class="signature-under">{move || role.get()}</p>
            <div class="button-row">
                <button
                    type="button" class="button button-primary" disabled=empty on:click=finish
                    data-test=format!("signature-done-{path}")
                >
                    {t!(i18n, field.signature_done)}
                </button>
                <button
                    type="button" class="button" disabled=empty
                    on:click=move |_| ink.clear()
                >
                    {t!(i18n, field.signature_clear)}
                </button>
            </div>
            <details class="signature-typed">
                <summary>{t!(i18n, field.signature_type_instead)}</summary>
                <label>
                    <span>{t!(i18n, field.signature_name)}</span>
                    <input
                        class="input" type="text" autocomplete="off" maxlength="40"
                        data-test=format!("signature-name-{path}")
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </label>
                <button
                    type="button" class="button" data-test=format!("signature-typed-{path}")
                    disabled=move || name.with(|name| name.trim().is_empty()) on:click=typed
                >
                    {t!(i18n, field.signature_use_name)}
                </button>
            </details>
        </div>
    }
}
