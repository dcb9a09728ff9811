//! A code: read from a picture where the browser can, typed everywhere. Not here: reading it.

use leptos::prelude::*;

use super::handle::FormHandle;
use super::inputs::{InputKind, TextControl};
use super::question::QuestionWords;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// The text of the code, and a button for the camera.
#[component]
pub fn BarcodeControl(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let path = words.path.clone();
    let fixed = form.fixed(&path, words.read_only);
    let own_path = StoredValue::new(path.clone());
    let scan = form.can_scan.then(|| {
        view! {
            <label class="photo-add" hidden=move || fixed.get()>
                <Icon name=IconName::Camera/> <span>{t!(i18n, questions.scan)}</span>
                <input
                    type="file" accept="image/*" capture="environment" class="visually-hidden"
                    data-test=format!("scan-{path}")
                    on:click=move |_| form.actions.before_camera.run(())
                    on:change=move |event| form.actions.scan.run((own_path.get_value(), event))
                />
            </label>
        }
    });
    view! {
        <TextControl words form kind=InputKind::Line unit=None/>
        {scan}
    }
}
