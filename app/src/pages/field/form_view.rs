//! Ties an editor to the form's controls: what they show, and what happens when one is used. Not
//! here: how a control looks (components), how an answer is stored (`editor`), what a camera or
//! microphone gives (`captures`).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::fieldwork::{AttachmentKind, findings};
use domain::ids::{AttachmentId, Sha256Hex};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::captures::{
    keep_files, keep_ink, keep_pictures, locate_for, record_for, remove, scan_for,
};
use super::device;
use super::editor::Editor;
use super::rows::RemovedRow;
use super::words::{failure_text, language_tag};
use crate::components::field::form::{
    FormActions, FormExtras, FormHandle, Ink, LocateState, Picture, PictureState, RecorderState,
};
use crate::i18n::use_i18n;
use crate::state::{FieldState, QueueItem, QueueView, use_field};

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
    /// The row that was removed last, for undo.
    pub removed_row: RwSignal<Option<RemovedRow>>,
    /// What went wrong, in words.
    pub problem: RwSignal<Option<String>>,
    /// The form's language, when the person chose one that is not the screen's.
    pub language: RwSignal<Option<String>>,
}

impl FormScreen {
    /// A form for an editor; nothing can be changed while `locked`.
    pub fn new(editor: Editor, locked: Signal<bool>) -> Self {
        let i18n = use_i18n();
        let field = use_field();
        let show_missing = RwSignal::new(false);
        let (opened, removed) = (RwSignal::new(None), RwSignal::new(None));
        let removed_row = RwSignal::new(None);
        let problem = RwSignal::new(None::<String>);
        let locate = RwSignal::new(LocateState::Idle);
        let recorder = RwSignal::new(match device::can_record() {
            true => RecorderState::Idle,
            false => RecorderState::Missing,
        });
        Effect::new(move |_| {
            if let Some(failure) = editor.failure().get() {
                problem.set(Some(failure_text(i18n, &failure)));
            }
        });
        let language = RwSignal::new(None::<String>);
        let page = Page {
            field,
            editor,
            problem,
        };
        let handle = FormHandle {
            session: editor.session(),
            extras: extras(field, editor, show_missing).into(),
            language: Signal::derive(move || language.get().unwrap_or_else(|| language_tag(i18n))),
            locked,
            show_missing: show_missing.into(),
            locate: locate.into(),
            recorder: recorder.into(),
            can_scan: device::can_scan(),
            actions: page.actions(locate, recorder, opened, removed, removed_row),
        };
        Self {
            handle,
            show_missing,
            opened,
            removed,
            removed_row,
            problem,
            language,
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

    /// Puts the row that was removed last back where it was.
    pub fn undo_row(self, editor: Editor) {
        if let Some(row) = self.removed_row.get_untracked() {
            self.removed_row.set(None);
            spawn_local(async move { drop(editor.put_row_back(row).await) });
        }
    }
}

/// What the form's actions work on.
#[derive(Clone, Copy)]
pub struct Page {
    /// Where records are kept.
    pub field: FieldState,
    /// The record.
    pub editor: Editor,
    /// What went wrong, in words.
    pub problem: RwSignal<Option<String>>,
}

impl Page {
    fn actions(
        self,
        locate: RwSignal<LocateState>,
        recorder: RwSignal<RecorderState>,
        opened: RwSignal<Option<AttachmentId>>,
        removed: RwSignal<Option<(AttachmentId, String)>>,
        removed_row: RwSignal<Option<RemovedRow>>,
    ) -> FormActions {
        let i18n = use_i18n();
        let editor = self.editor;
        FormActions {
            answer: Callback::new(move |answer| editor.answer(answer)),
            pictures: Callback::new(move |(path, event): (String, leptos::ev::Event)| {
                spawn_local(async move { keep_pictures(self, i18n, path, event).await });
            }),
            files: Callback::new(
                move |(path, kind, event): (String, AttachmentKind, leptos::ev::Event)| {
                    spawn_local(async move { keep_files(self, i18n, path, kind, event).await });
                },
            ),
            before_camera: Callback::new(move |()| editor.save_soon()),
            locate: Callback::new(move |path: String| {
                spawn_local(locate_for(editor, path, locate));
            }),
            open: Callback::new(move |id| opened.set(Some(id))),
            ink: Callback::new(move |(path, ink): (String, Ink)| {
                spawn_local(async move { keep_ink(self, i18n, path, ink).await });
            }),
            remove: Callback::new(move |id: AttachmentId| {
                spawn_local(async move { remove(self, i18n, id, removed).await });
            }),
            record: Callback::new(move |path: String| {
                spawn_local(async move { record_for(self, i18n, path, recorder).await });
            }),
            scan: Callback::new(move |(path, event): (String, leptos::ev::Event)| {
                spawn_local(async move { scan_for(self, i18n, path, event).await });
            }),
            add_row: Callback::new(move |path: String| editor.add_row(&path)),
            remove_row: Callback::new(move |path: String| {
                spawn_local(async move {
                    if let Ok(Some(row)) = editor.remove_row(&path).await {
                        removed_row.try_set(Some(row));
                    }
                });
            }),
        }
    }
}

/// What stands beside the answers, worked out anew when pictures, notes or the queue change.
fn extras(field: FieldState, editor: Editor, show: RwSignal<bool>) -> Memo<Arc<FormExtras>> {
    let stored = editor.stored();
    let addresses = addresses(field, editor);
    let queue = field.queue();
    // Reads the whole form a second time, so only once the person asked what is missing.
    let short = Memo::new(move |_| match show.get() {
        true => photos_short(editor),
        false => BTreeMap::new(),
    });
    Memo::new(move |_| {
        let record = stored.get();
        let pictures = record.as_ref().map_or_else(BTreeMap::new, |record| {
            queue.with(|queue| {
                addresses.with(|known| pictures(field, &record.body.attachments, queue, known))
            })
        });
        let review = record
            .and_then(|record| record.review)
            .filter(|review| !review.accepted);
        let notes = review.map_or_else(BTreeMap::new, |review| {
            let notes = review.notes.into_iter();
            notes.map(|note| (note.path, note.note)).collect()
        });
        Arc::new(FormExtras {
            pictures,
            notes,
            photos_short: short.get(),
        })
    })
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
    field: FieldState,
    attachments: &BTreeMap<AttachmentId, domain::fieldwork::Attachment>,
    queue: &QueueView,
    known: &Addresses,
) -> BTreeMap<String, Vec<Picture>> {
    let mut by_path: BTreeMap<String, Vec<Picture>> = BTreeMap::new();
    for (id, attachment) in attachments {
        let waits = queue.items.iter().any(
            |item| matches!(item, QueueItem::Photo { sha256, .. } if *sha256 == attachment.sha256),
        );
        let run = &queue.progress;
        let picture = Picture {
            id: id.clone(),
            kind: attachment.kind,
            path: attachment.path.clone(),
            address: known.get(&attachment.sha256).cloned().flatten(),
            state: if !waits || run.received.contains(&attachment.sha256) {
                PictureState::Received
            } else if run.photo.as_ref() == Some(&attachment.sha256) {
                PictureState::Sending
            } else {
                PictureState::Local
            },
            caption: attachment.caption.clone(),
            taken_at: attachment.taken_at,
            position: attachment.position.clone(),
            short_hash: attachment.sha256.short().to_owned(),
            has_original: attachment.original_sha256 != attachment.sha256
                && field.holds(&attachment.original_sha256),
            bytes: attachment.bytes,
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
