//! Documents as an answer: chosen, listed by name and size, taken back. Not here: reading them.

use domain::fieldwork::AttachmentKind;
use leptos::prelude::*;

use super::handle::{FormHandle, Picture};
use super::picture::PictureMark;
use super::question::QuestionWords;
use crate::components::field::size_text;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// The files of a question and a way to add one.
#[component]
pub fn FileControl(
    words: QuestionWords,
    kind: AttachmentKind,
    /// What the file input offers: `video/*`, `audio/*`, or nothing for any file.
    accept: String,
    form: FormHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let path = words.path.clone();
    let fixed = form.fixed(&path, words.read_only);
    let files = form.pictures(&path);
    let entry = move |file: Picture| view! { <FileEntry file fixed form/> };
    let own_path = StoredValue::new(path.clone());
    let chosen = move |event| form.actions.files.run((own_path.get_value(), kind, event));
    view! {
        <ul class="file-list">
            <For
                each=move || files.get()
                key=|file| (file.id.clone(), file.address.clone(), file.state as u8)
                children=entry
            />
        </ul>
        <label class="photo-add" hidden=move || fixed.get()>
            <Icon name=IconName::Import/> <span>{t!(i18n, questions.file_choose)}</span>
            <input
                type="file" accept=accept class="visually-hidden"
                data-test=format!("file-{path}")
                on:click=move |_| form.actions.before_camera.run(()) on:change=chosen
            />
        </label>
    }
}

/// One file: its name or a player, its size, its way to the server.
#[component]
fn FileEntry(file: Picture, fixed: Memo<bool>, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let id = StoredValue::new(file.id.clone());
    let name = match file.caption.is_empty() {
        true => file.taken_at.to_minute_text(),
        false => file.caption.clone(),
    };
    let player = (file.kind == AttachmentKind::Audio)
        .then_some(file.address)
        .flatten()
        .map(|address| view! { <audio controls preload="metadata" src=address></audio> });
    let label = name.clone();
    view! {
        <li class="file-entry" data-test=format!("file-entry-{}", file.id)>
            <span class="file-name">{name} " · " {size_text(file.bytes)}</span>
            <PictureMark state=file.state/>
            {player}
            <button
                type="button" class="button button-quiet" hidden=move || fixed.get()
                aria-label=move || {
                    t_string!(i18n, questions.file_remove, name = label.clone()).to_string()
                }
                on:click=move |_| form.actions.remove.run(id.get_value())
            >
                <Icon name=IconName::Close/>
            </button>
        </li>
    }
}
