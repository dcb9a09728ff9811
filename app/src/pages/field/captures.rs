//! What camera, pen, microphone and file picker give, as answers: captured, checked, kept. Each
//! tells the page what went wrong. Not here: the browser's side (`capture`).

use domain::fieldwork::AttachmentKind;
use domain::fieldwork::content::{
    ATTACHMENT_LIMIT_BYTES, CONTENT_HEAD_BYTES, content_of, may_hold,
};
use domain::ids::AttachmentId;
use leptos::prelude::*;

use super::device::{self, Chosen};
use super::editor::Editor;
use super::form_view::Page;
use super::words::{Texts, failure_text};
use crate::components::field::form::{Ink, LocateState, RecorderState};
use crate::components::field::size_text;
use crate::i18n::*;
use crate::state::{Captured, Failure};

/// Tells the page; it may have been left while the action ran.
fn report(page: Page, i18n: Texts, result: Result<(), Failure>) {
    let text = result.err().map(|failure| failure_text(i18n, &failure));
    page.problem.try_set(text);
}

/// Keeps attachments in order and answers the question with the newest.
async fn keep(
    page: Page,
    path: &str,
    kind: AttachmentKind,
    captured: Vec<Captured>,
) -> Result<(), Failure> {
    page.editor.ensure_stored().await?;
    for one in captured {
        let doc_id = page.editor.doc_id();
        page.field.add_attachment(&doc_id, path, kind, one).await?;
    }
    page.editor.answer_with_newest(path).await
}

/// The chosen or taken pictures of a file input.
pub async fn keep_pictures(page: Page, i18n: Texts, path: String, event: leptos::ev::Event) {
    let result = match device::pictures_of(event, page.field.now()).await {
        Ok(taken) => keep(page, &path, AttachmentKind::Photo, taken).await,
        Err(failure) => Err(failure),
    };
    report(page, i18n, result);
}

/// The chosen files of a file input; one that the server would refuse is not even begun with.
pub async fn keep_files(
    page: Page,
    i18n: Texts,
    path: String,
    kind: AttachmentKind,
    event: leptos::ev::Event,
) {
    let chosen = match device::files_of(event, page.field.now()).await {
        Ok(chosen) => chosen,
        Err(failure) => return report(page, i18n, Err(failure)),
    };
    let mut taken = Vec::new();
    for file in chosen {
        match checked(i18n, kind, file) {
            Ok(file) => taken.push(file),
            Err(text) => {
                page.problem.try_set(Some(text));
                return;
            }
        }
    }
    let result = keep(page, &path, kind, taken).await;
    report(page, i18n, result);
}

/// A file that may be an attachment of this kind, or why not, in words.
fn checked(i18n: Texts, kind: AttachmentKind, file: Chosen) -> Result<Captured, String> {
    let file = match file {
        Chosen::Taken(file) => *file,
        Chosen::TooLarge(name) => {
            let limit = size_text(ATTACHMENT_LIMIT_BYTES);
            let text = t_string!(i18n, questions.file_too_large, name = name, limit = limit);
            return Err(text.to_string());
        }
    };
    let head = &file.upload[..file.upload.len().min(CONTENT_HEAD_BYTES)];
    if may_hold(kind, content_of(head)) {
        return Ok(file);
    }
    let name = file.name.clone();
    Err(t_string!(i18n, questions.file_refused, name = name).to_string())
}

/// A signature or drawing. One that was drawn over a photo takes its place.
pub async fn keep_ink(page: Page, i18n: Texts, path: String, ink: Ink) {
    let result = try_keep_ink(page, &path, &ink).await;
    report(page, i18n, result);
}

async fn try_keep_ink(page: Page, path: &str, ink: &Ink) -> Result<(), Failure> {
    let (field, editor) = (page.field, page.editor);
    let over = match ink {
        Ink::Drawn { over: Some(id), .. } => Some(id.clone()),
        _ => None,
    };
    let beneath = match &over {
        Some(id) => field.bytes_of(&editor.doc_id(), id).await?,
        None => None,
    };
    let mut picture = device::ink(ink, beneath, field.now()).await?;
    if let Ink::Typed(name) = ink {
        picture.name.clone_from(name);
    }
    let kind = match over {
        Some(_) => AttachmentKind::Photo,
        None => AttachmentKind::Signature,
    };
    keep(page, path, kind, vec![picture]).await?;
    if let Some(id) = over {
        field.remove_attachment(&editor.doc_id(), &id).await?;
        editor.answer_with_newest(path).await?;
    }
    Ok(())
}

/// Takes an attachment away and remembers it for undo.
pub async fn remove(
    page: Page,
    i18n: Texts,
    id: AttachmentId,
    removed: RwSignal<Option<(AttachmentId, String)>>,
) {
    let result = try_remove(page, id, removed).await;
    report(page, i18n, result);
}

async fn try_remove(
    page: Page,
    id: AttachmentId,
    removed: RwSignal<Option<(AttachmentId, String)>>,
) -> Result<(), Failure> {
    let editor = page.editor;
    let stored = editor.stored_now();
    let path = stored.and_then(|r| r.body.attachments.get(&id).map(|a| a.path.clone()));
    let Some(path) = path else { return Ok(()) };
    editor.save().await?;
    page.field.remove_attachment(&editor.doc_id(), &id).await?;
    removed.try_set(Some((id, path.clone())));
    editor.answer_with_newest(&path).await
}

/// Begins a recording, or ends the one that runs and keeps it.
pub async fn record_for(page: Page, i18n: Texts, path: String, recorder: RwSignal<RecorderState>) {
    let failed = || Some(t_string!(i18n, questions.record_failed).to_owned());
    if recorder.with_untracked(|state| *state == RecorderState::Idle) {
        match device::begin_recording().await {
            true => drop(recorder.try_set(RecorderState::Running(path, page.field.now()))),
            false => drop(page.problem.try_set(failed())),
        }
        return;
    }
    let recorded = device::end_recording(page.field.now()).await;
    recorder.try_set(RecorderState::Idle);
    match recorded {
        Some(recording) => {
            let result = keep(page, &path, AttachmentKind::Audio, vec![recording]).await;
            report(page, i18n, result);
        }
        None => drop(page.problem.try_set(failed())),
    }
}

/// Reads a code from a picture into the answer.
pub async fn scan_for(page: Page, i18n: Texts, path: String, event: leptos::ev::Event) {
    match device::code_in(event).await {
        Some(code) => {
            page.problem.try_set(None);
            page.editor.put(&path, &code);
            page.editor.save_soon();
        }
        None => {
            let text = t_string!(i18n, questions.scan_failed).to_owned();
            page.problem.try_set(Some(text));
        }
    }
}

/// Takes the present position as an answer.
pub async fn locate_for(editor: Editor, path: String, locate: RwSignal<LocateState>) {
    locate.set(LocateState::Waiting);
    let found = device::position().await;
    locate.try_set(if found.is_some() {
        LocateState::Idle
    } else {
        LocateState::Failed
    });
    if let Some(position) = found {
        // XForms: latitude longitude altitude accuracy; the altitude is not asked for.
        let value = format!(
            "{} {} 0 {}",
            position.latitude, position.longitude, position.accuracy_m
        );
        editor.put(&path, &value);
        editor.save_soon();
    }
}
