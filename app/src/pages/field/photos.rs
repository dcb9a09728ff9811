//! All photos of a site in named slots; and the layers that other pages with photos share: the
//! full-screen view and undo.

use std::sync::Arc;

use domain::fieldwork::AttachmentKind;
use domain::instrument::Instrument;
use domain::wire::PackSite;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::editor::Editor;
use super::form_view::FormScreen;
use super::inspection::{FormMissing, ProblemLine, open_inspection};
use super::sections::label_of;
use super::site::{BackBar, UnknownSite, inspection_form, inspection_record, site_in_address};
use super::site_progress::{Slot, is_locked, photo_slots};
use super::words::{failure_text, language_tag};
use crate::components::field::form::{Picture, QuestionView};
use crate::components::field::{PhotoViewer, ViewedPhoto};
use crate::i18n::*;
use crate::state::LocalRecord;

/// `/field/sites/:code/photos`.
#[component]
pub fn PhotosPage() -> impl IntoView {
    let site = site_in_address();
    move || match site.get() {
        Some(site) => {
            let record = inspection_record(site.clone());
            let form = inspection_form(record);
            let work = move || match form.get() {
                Some(form) => view! { <PhotoGrid site=site.clone() form record/> }.into_any(),
                None => view! { <FormMissing/> }.into_any(),
            };
            view! { {work} }.into_any()
        }
        None => view! { <UnknownSite/> }.into_any(),
    }
}

#[component]
fn PhotoGrid(
    site: PackSite,
    form: Arc<Instrument>,
    record: Memo<Option<LocalRecord>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let opened = record.with_untracked(|record| open_inspection(&site, &form, record.as_ref()));
    let Some(editor) = opened else {
        return view! { <FormMissing/> }.into_any();
    };
    let locked = Signal::derive(move || record.with(|r| r.as_ref().is_some_and(is_locked)));
    let screen = FormScreen::new(editor, locked);
    let slot = |slot: Slot| {
        view! {
            <li class="photo-cell">
                <QuestionView node=slot.node companions=Vec::new() form=screen.handle/>
            </li>
        }
    };
    let title = Signal::derive(move || t_string!(i18n, field.photos).to_owned());
    let back = format!("/field/sites/{}", site.project.code);
    view! {
        <BackBar href=back title/>
        <ProblemLine problem=screen.problem/>
        <ul class="photo-grid">{photo_slots(&form).into_iter().map(slot).collect_view()}</ul>
        <PhotoLayer editor screen locked/>
        <UndoBar editor screen/>
    }
    .into_any()
}

/// The picture that is open, full screen.
#[component]
pub fn PhotoLayer(editor: Editor, screen: FormScreen, locked: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let find = move || -> Option<Picture> {
        let id = screen.opened.get()?;
        screen.handle.extras.with(|extras| {
            extras
                .pictures
                .values()
                .flatten()
                .find(|picture| picture.id == id)
                .cloned()
        })
    };
    let photo = Memo::new(move |_| {
        let picture = find()?;
        let language = language_tag(i18n);
        let slot = editor
            .session()
            .with(|session| match session.node(&picture.path) {
                Some(node) => label_of(node, &language),
                None => picture.path.clone(),
            });
        Some(ViewedPhoto { picture, slot })
    });
    let on_close = Callback::new(move |()| screen.opened.set(None));
    let on_caption = Callback::new(move |caption: String| {
        let Some(id) = screen.opened.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let result = editor
                .field()
                .set_caption(&editor.doc_id(), &id, caption)
                .await;
            let text = result.err().map(|failure| failure_text(i18n, &failure));
            screen.problem.try_set(text);
        });
    });
    let on_delete = Callback::new(move |()| {
        if let Some(id) = screen.opened.get_untracked() {
            screen.opened.set(None);
            screen.handle.actions.remove.run(id);
        }
    });
    let is_signature = move || {
        photo.with(|photo| {
            photo
                .as_ref()
                .is_some_and(|photo| photo.picture.kind == AttachmentKind::Signature)
        })
    };
    let fixed = Signal::derive(move || locked.get() || is_signature());
    let on_original = Callback::new(move |()| {
        if let Some(id) = screen.opened.get_untracked() {
            spawn_local(async move {
                let result = editor
                    .field()
                    .download_original(&editor.doc_id(), &id)
                    .await;
                let text = result.err().map(|failure| failure_text(i18n, &failure));
                screen.problem.try_set(text);
            });
        }
    });
    view! { <PhotoViewer photo locked=fixed on_close on_caption on_delete on_original/> }
}

/// 「已删除照片」 with a way back, until the next deletion or until it is closed.
#[component]
pub fn UndoBar(editor: Editor, screen: FormScreen) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="undo" role="status">
            <Show when=move || screen.removed.with(Option::is_some)>
                <span>{t!(i18n, field.photo_deleted)}</span>
                <button
                    type="button" class="button" data-test="photo-undo"
                    on:click=move |_| screen.undo(editor)
                >
                    {t!(i18n, field.undo)}
                </button>
                <button
                    type="button" class="button button-quiet"
                    on:click=move |_| screen.removed.set(None)
                >
                    {t!(i18n, field.close)}
                </button>
            </Show>
            <Show when=move || screen.removed_row.with(Option::is_some)>
                <span>{t!(i18n, tablet.row_removed)}</span>
                <button
                    type="button" class="button" data-test="row-undo"
                    on:click=move |_| screen.undo_row(editor)
                >
                    {t!(i18n, field.undo)}
                </button>
                <button
                    type="button" class="button button-quiet"
                    on:click=move |_| screen.removed_row.set(None)
                >
                    {t!(i18n, field.close)}
                </button>
            </Show>
        </div>
    }
}
