//! Ties an editor to the form's controls: what they show, and what happens when one is used. Not
//! here: how a control looks (components), how an answer is stored (`editor`).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::fieldwork::{AttachmentKind, findings};
use domain::ids::{AttachmentId, Sha256Hex};
use domain::instrument::{Node, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::device;
use super::editor::Editor;
use super::words::{failure_text, language_tag};
use crate::components::field::form::{
    FormHandle, FormView, Ink, LocateState, Picture, PictureState,
};
use crate::i18n::use_i18n;
use crate::state::{Failure, FieldState, QueueItem, QueueItemState, QueueView, use_field};

/// A form on a page.
#[derive(Clone, Copy)]
pub struct FormScreen {
    /// For the controls.
    pub handle: FormHandle,
    /// Whether missing answers are pointed out.
    pub show_missing: RwSignal<bool>,
    /// The picture that is open full screen.
    pub opened: RwSignal<Option<AttachmentId>>,
    /// The attachment that was removed last, with its question, for undo.
    pub removed: RwSignal<Option<(AttachmentId, String)>>,
    /// What went wrong, in words.
    pub problem: RwSignal<Option<String>>,
}

impl FormScreen {
    /// A form for an editor; nothing can be changed while `locked`.
    pub fn new(editor: Editor, locked: Signal<bool>) -> Self {
        let i18n = use_i18n();
        let field = use_field();
        let show_missing = RwSignal::new(false);
        let opened = RwSignal::new(None);
        let removed = RwSignal::new(None);
        let problem = RwSignal::new(None::<String>);
        let locate = RwSignal::new(LocateState::Idle);
        let report = Callback::new(move |result: Result<(), Failure>| {
            let text = result.err().map(|failure| failure_text(i18n, &failure));
            // The page may have been left while the action ran.
            problem.try_set(text);
        });
        Effect::new(move |_| {
            if let Some(failure) = editor.failure().get() {
                problem.set(Some(failure_text(i18n, &failure)));
            }
        });
        let remove = move |id: AttachmentId| {
            spawn_local(async move { report.run(remove(field, editor, id, removed).await) });
        };
        let handle = FormHandle {
            view: form_view(field, editor, show_missing).into(),
            language: Signal::derive(move || language_tag(i18n)),
            locked,
            show_missing: show_missing.into(),
            locate: locate.into(),
            on_answer: Callback::new(move |answer| editor.answer(answer)),
            on_files: Callback::new(move |(path, event): (String, leptos::ev::Event)| {
                spawn_local(
                    async move { report.run(keep_files(field, editor, path, event).await) },
                );
            }),
            on_before_camera: Callback::new(move |()| editor.save_soon()),
            on_locate: Callback::new(move |path: String| {
                spawn_local(locate_for(editor, path, locate));
            }),
            on_picture: Callback::new(move |id| opened.set(Some(id))),
            on_signature: Callback::new(move |(path, ink): (String, Ink)| {
                spawn_local(async move { report.run(keep_ink(field, editor, path, ink).await) });
            }),
            on_remove: Callback::new(remove),
        };
        Self {
            handle,
            show_missing,
            opened,
            removed,
            problem,
        }
    }

    /// Puts the attachment that was removed last back.
    pub fn undo(self, editor: Editor) {
        let Some((id, path)) = self.removed.get_untracked() else {
            return;
        };
        self.removed.set(None);
        let field = editor.field();
        spawn_local(async move {
            if field
                .restore_attachment(&editor.doc_id(), &id)
                .await
                .is_ok()
            {
                drop(editor.answer_with_newest(&path).await);
            }
        });
    }
}

/// The form as it stands, worked out anew when answers, pictures or the queue change.
fn form_view(field: FieldState, editor: Editor, show: RwSignal<bool>) -> Memo<Arc<FormView>> {
    let stored = editor.stored();
    let addresses = addresses(field, editor);
    let queue = field.queue();
    // Reads the whole form a second time, so only once the person asked what is missing.
    let short = Memo::new(move |_| match show.get() {
        true => photos_short(editor),
        false => BTreeMap::new(),
    });
    Memo::new(move |_| {
        let mut view = editor.session().with(session_view);
        let record = stored.get();
        view.pictures = record.as_ref().map_or_else(BTreeMap::new, |record| {
            queue.with(|queue| {
                addresses.with(|known| pictures(&record.body.attachments, queue, known))
            })
        });
        let review = record
            .and_then(|record| record.review)
            .filter(|review| !review.accepted);
        view.notes = review.map_or_else(BTreeMap::new, |review| {
            review
                .notes
                .into_iter()
                .map(|note| (note.path, note.note))
                .collect()
        });
        view.photos_short = short.get();
        Arc::new(view)
    })
}

/// What a session says to the controls.
pub(super) fn session_view(session: &Session) -> FormView {
    let mut view = FormView {
        state: session.state().clone(),
        ..FormView::default()
    };
    for node in session.instrument().walk() {
        let Node::Question { path, .. } = node else {
            continue;
        };
        let value = session.value(path);
        if !value.is_empty() {
            view.values.insert(path.clone(), value.to_owned());
        }
        if !node.choices().is_empty() {
            let offered = session.choices(path);
            if offered.len() != node.choices().len() {
                let names = offered
                    .into_iter()
                    .map(|choice| choice.name.clone())
                    .collect();
                view.offered.insert(path.clone(), names);
            }
        }
    }
    view
}

/// Photos that 否 answers still need, by the photo question's path.
pub fn photos_short(editor: Editor) -> BTreeMap<String, (String, String)> {
    editor.stored().track();
    let form = editor
        .session()
        .with(|session| session.instrument().clone());
    let detail = |problem: &domain::problem::Problem, name: &str| {
        problem.details.get(name).cloned().unwrap_or_default()
    };
    let shortfalls = findings::photo_shortfalls(&form, &editor.body());
    let by_path = shortfalls.iter().filter_map(|problem| {
        let path = problem.place.as_ref()?.path.clone()?;
        Some((
            path,
            (detail(problem, "expected"), detail(problem, "found")),
        ))
    });
    by_path.collect()
}

type Addresses = BTreeMap<Sha256Hex, Option<String>>;

/// Reads the pictures' bytes as they appear in the record.
fn addresses(field: FieldState, editor: Editor) -> RwSignal<Addresses> {
    let known = RwSignal::new(Addresses::new());
    let stored = editor.stored();
    Effect::new(move |_| {
        let attachments = stored
            .get()
            .map(|record| record.body.attachments)
            .unwrap_or_default();
        for attachment in attachments.into_values() {
            let hash = attachment.sha256;
            if known.with_untracked(|known| known.contains_key(&hash)) {
                continue;
            }
            known.update_untracked(|known| drop(known.insert(hash.clone(), None)));
            spawn_local(async move {
                let address = field.picture(&hash).await;
                known.try_update(|known| drop(known.insert(hash, address)));
            });
        }
    });
    known
}

fn pictures(
    attachments: &BTreeMap<AttachmentId, domain::fieldwork::Attachment>,
    queue: &QueueView,
    known: &Addresses,
) -> BTreeMap<String, Vec<Picture>> {
    let mut by_path: BTreeMap<String, Vec<Picture>> = BTreeMap::new();
    for (id, attachment) in attachments {
        let waiting = queue.items.iter().find_map(|item| match item {
            QueueItem::Photo { sha256, state, .. } if *sha256 == attachment.sha256 => Some(*state),
            _ => None,
        });
        let picture = Picture {
            id: id.clone(),
            kind: attachment.kind,
            path: attachment.path.clone(),
            address: known.get(&attachment.sha256).cloned().flatten(),
            state: match waiting {
                None => PictureState::Received,
                Some(QueueItemState::Tried) if queue.running => PictureState::Sending,
                Some(_) => PictureState::Local,
            },
            caption: attachment.caption.clone(),
            taken_at: attachment.taken_at,
            position: attachment.position.clone(),
            short_hash: attachment.sha256.short().to_owned(),
        };
        by_path
            .entry(attachment.path.clone())
            .or_default()
            .push(picture);
    }
    for pictures in by_path.values_mut() {
        pictures.sort_by_key(|picture| picture.taken_at);
    }
    by_path
}

async fn keep_files(
    field: FieldState,
    editor: Editor,
    path: String,
    event: leptos::ev::Event,
) -> Result<(), Failure> {
    let taken = device::pictures_of(event, field.now()).await;
    editor.ensure_stored().await?;
    for picture in taken? {
        field
            .add_attachment(&editor.doc_id(), &path, AttachmentKind::Photo, picture)
            .await?;
    }
    editor.answer_with_newest(&path).await
}

async fn keep_ink(
    field: FieldState,
    editor: Editor,
    path: String,
    ink: Ink,
) -> Result<(), Failure> {
    let caption = match &ink {
        Ink::Typed(name) => name.clone(),
        Ink::Drawn { .. } => String::new(),
    };
    let picture = device::signature(&ink, field.now()).await?;
    editor.ensure_stored().await?;
    let doc_id = editor.doc_id();
    let id = field
        .add_attachment(&doc_id, &path, AttachmentKind::Signature, picture)
        .await?;
    if !caption.is_empty() {
        field.set_caption(&doc_id, &id, caption).await?;
    }
    editor.answer_with_newest(&path).await
}

async fn remove(
    field: FieldState,
    editor: Editor,
    id: AttachmentId,
    removed: RwSignal<Option<(AttachmentId, String)>>,
) -> Result<(), Failure> {
    let stored = editor.stored_now();
    let path = stored.and_then(|r| r.body.attachments.get(&id).map(|a| a.path.clone()));
    let Some(path) = path else { return Ok(()) };
    editor.save().await?;
    field.remove_attachment(&editor.doc_id(), &id).await?;
    removed.try_set(Some((id, path.clone())));
    editor.answer_with_newest(&path).await
}

async fn locate_for(editor: Editor, path: String, locate: RwSignal<LocateState>) {
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
