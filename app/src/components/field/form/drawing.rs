//! A sketch on white paper, or strokes over a photo. Not here: turning them into a picture
//! (`capture`), signatures (`signature`).

use leptos::prelude::*;

use super::handle::{FormHandle, Picture};
use super::ink_pad::{InkOnPad, InkPad};
use super::photo::PhotoSlot;
use super::picture::{PictureMark, PictureTile};
use super::question::{GroupedQuestion, QuestionWords};
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// A sketch: what stands, or the pad.
#[component]
pub fn Drawing(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let path = StoredValue::new(words.path.clone());
    let fixed = form.fixed(&words.path, words.read_only);
    let pictures = form.pictures(&words.path);
    // A memo: other answers being saved must not draw the pad anew and take half a sketch away.
    let standing = Memo::new(move |_| pictures.with(|pictures| pictures.last().cloned()));
    let body = move || match standing.get() {
        Some(picture) => view! { <Standing picture fixed form/> }.into_any(),
        None if fixed.get() => ().into_any(),
        None => view! { <Pad path=path.get_value() over=None form/> }.into_any(),
    };
    view! { <GroupedQuestion words form>{body}</GroupedQuestion> }
}

/// A photo to take or choose, then strokes over it. The result takes the photo's place; the photo
/// stays in the record's history.
#[component]
pub fn Annotation(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let own = words.clone();
    let path = StoredValue::new(words.path.clone());
    let fixed = form.fixed(&words.path, words.read_only);
    let pictures = form.pictures(&words.path);
    let drawing_on = RwSignal::new(None::<Picture>);
    let newest = Memo::new(move |_| pictures.with(|pictures| pictures.last().cloned()));
    let offered = move || newest.with(Option::is_some) && !fixed.get();
    let pad = move || {
        let picture = drawing_on.get()?;
        // The picture that was drawn on went away: its successor is the one with the strokes.
        let is_there = newest.with(|newest| newest.as_ref().is_some_and(|n| n.id == picture.id));
        is_there.then(|| view! { <Pad path=path.get_value() over=Some(picture) form/> })
    };
    view! {
        <GroupedQuestion words form>
            <PhotoSlot words=own form/>
            <Show when=offered>
                <button
                    type="button" class="button"
                    data-test=format!("annotate-{}", path.get_value())
                    on:click=move |_| drawing_on.set(newest.get_untracked())
                >
                    <Icon name=IconName::Paper/> {t!(i18n, questions.annotate)}
                </button>
            </Show>
            {pad}
        </GroupedQuestion>
    }
}

#[component]
fn Standing(picture: Picture, fixed: Memo<bool>, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let id = StoredValue::new(picture.id.clone());
    let name = Signal::derive(move || t_string!(i18n, questions.drawing).to_owned());
    let on_open = Callback::new(move |()| form.actions.open.run(id.get_value()));
    let state = picture.state;
    view! {
        <div class="drawing-standing">
            <PictureTile picture name on_open/>
            <PictureMark state/>
            <button
                type="button" class="button button-quiet" hidden=move || fixed.get()
                on:click=move |_| form.actions.remove.run(id.get_value())
            >
                {t!(i18n, questions.draw_again)}
            </button>
        </div>
    }
}

#[component]
fn Pad(path: String, over: Option<Picture>, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let ink = InkOnPad::new();
    let label = Signal::derive(move || t_string!(i18n, questions.drawing_pad).to_owned());
    let background = over.as_ref().and_then(|picture| picture.address.clone());
    let over = StoredValue::new(over.map(|picture| picture.id));
    let own_path = StoredValue::new(path.clone());
    let finish = move |_| {
        form.actions
            .ink
            .run((own_path.get_value(), ink.drawn(over.get_value())));
    };
    let empty = move || ink.is_empty();
    view! {
        <div class="drawing">
            <InkPad
                ink label class="drawing-pad" background data_test=format!("drawing-{path}")
            />
            <div class="button-row">
                <button
                    type="button" class="button button-primary" disabled=empty on:click=finish
                    data-test=format!("drawing-done-{path}")
                >
                    {t!(i18n, questions.drawing_done)}
                </button>
                <button
                    type="button" class="button" disabled=empty on:click=move |_| ink.back()
                >
                    {t!(i18n, field.undo)}
                </button>
                <button
                    type="button" class="button" disabled=empty on:click=move |_| ink.clear()
                >
                    {t!(i18n, field.signature_clear)}
                </button>
            </div>
        </div>
    }
}
