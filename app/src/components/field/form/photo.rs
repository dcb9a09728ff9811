//! A photo question: its pictures and two ways to add more. Shooting several in a row takes one
//! tap each. Not here: reading, hashing and shrinking the files (capture).

use leptos::prelude::*;

use super::handle::{FormHandle, Picture};
use super::picture::PictureTile;
use super::question::QuestionWords;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// The pictures of one question, camera and gallery.
#[component]
pub fn PhotoSlot(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let path = words.path.clone();
    let fixed = form.fixed(&path, words.read_only);
    let pictures = form.pictures(&path);
    let name = Signal::derive(move || t_string!(i18n, field.photo).to_owned());
    let tile = move |picture: Picture| {
        let id = picture.id.clone();
        let on_open = Callback::new(move |()| form.actions.open.run(id.clone()));
        view! { <PictureTile picture name on_open/> }
    };
    let own_path = StoredValue::new(path.clone());
    let picked = move |event| form.actions.pictures.run((own_path.get_value(), event));
    view! {
        <div class="photo-slot">
            <For
                each=move || pictures.get()
                key=|picture| (picture.id.clone(), picture.address.clone(), picture.state as u8)
                children=tile
            />
            <div class="photo-add-pair" hidden=move || fixed.get()>
                <label class="photo-add">
                    <Icon name=IconName::Camera/> <span>{t!(i18n, field.photo_take)}</span>
                    <input
                        type="file" accept="image/*" capture="environment" multiple
                        class="visually-hidden" data-test=format!("photo-slot-{path}")
                        disabled=move || fixed.get()
                        on:click=move |_| form.actions.before_camera.run(()) on:change=picked
                    />
                </label>
                <label class="photo-add photo-gallery">
                    <Icon name=IconName::Import/> <span>{t!(i18n, field.photo_choose)}</span>
                    <input
                        type="file" accept="image/*" multiple class="visually-hidden"
                        data-test=format!("photo-gallery-{path}")
                        disabled=move || fixed.get()
                        on:click=move |_| form.actions.before_camera.run(()) on:change=picked
                    />
                </label>
            </div>
        </div>
    }
}
