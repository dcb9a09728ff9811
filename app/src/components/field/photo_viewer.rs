//! One picture full screen: caption, slot, position and time, deletion. Not here: undo (a toast).

use leptos::prelude::*;

use super::form::{Picture, PictureMark};
use crate::components::Dialog;
use crate::i18n::*;

/// The picture that is open and the name of its slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewedPhoto {
    /// The picture.
    pub picture: Picture,
    /// The slot's label.
    pub slot: String,
}

/// Open while there is a photo.
#[component]
pub fn PhotoViewer(
    #[prop(into)] photo: Signal<Option<ViewedPhoto>>,
    #[prop(into)] locked: Signal<bool>,
    on_close: Callback<()>,
    on_caption: Callback<String>,
    on_delete: Callback<()>,
    /// The bytes as the camera gave them are wanted.
    on_original: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = Signal::derive(move || photo.with(Option::is_some));
    let title = Signal::derive(move || {
        photo.with(|photo| {
            photo
                .as_ref()
                .map(|photo| photo.slot.clone())
                .unwrap_or_default()
        })
    });
    let close_label = Signal::derive(move || t_string!(i18n, field.close).to_owned());
    let body = move || {
        let ViewedPhoto { picture, slot } = photo.get()?;
        let place = picture.position.as_ref().map_or_else(
            || t_string!(i18n, field.photo_no_position).to_owned(),
            |position| {
                let metres = position.accuracy_m.clone();
                let accuracy = t_string!(i18n, field.position_accuracy, metres = metres);
                format!("{}, {} · {accuracy}", position.latitude, position.longitude)
            },
        );
        Some(view! {
            {picture.address.map(|address| {
                view! { <img class="photo-full" src=address alt=slot/> }
            })}
            <p class="photo-facts number">
                {picture.taken_at.to_minute_text()} " · " {place} " · " {picture.short_hash} " "
                <PictureMark state=picture.state/>
            </p>
            <label class="question-label" for="photo-caption">{t!(i18n, field.caption)}</label>
            <input
                class="input" id="photo-caption" type="text" maxlength="200" autocomplete="off"
                readonly=move || locked.get() data-test="photo-caption" prop:value=picture.caption
                on:change=move |event| on_caption.run(event_target_value(&event))
            />
            <div class="button-row">
                {picture.has_original.then(|| view! {
                    <button
                        type="button" class="button" data-test="photo-original"
                        on:click=move |_| on_original.run(())
                    >
                        {t!(i18n, tablet.save_original)}
                    </button>
                })}
                <button
                    type="button" class="button button-danger" hidden=move || locked.get()
                    data-test="photo-delete" on:click=move |_| on_delete.run(())
                >
                    {t!(i18n, field.photo_delete)}
                </button>
            </div>
        })
    };
    view! {
        <Dialog open on_close title close_label wide=true data_test="photo-viewer">{body}</Dialog>
    }
}
