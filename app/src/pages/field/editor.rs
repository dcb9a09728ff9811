//! One record being filled in: the session of its form, saved as it is answered. Not here: rules
//! (`domain::instrument::Session`), the transaction (`state`), the controls (components).

use std::collections::BTreeMap;
use std::time::Duration;

use domain::fieldwork::{RecordBody, RecordKind};
use domain::ids::{AttachmentId, DocumentId, ProjectCode};
use domain::instrument::{Instrument, Session};
use domain::problem::Problem;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use super::rows::Attachments;
use super::site_progress::is_returned;
use crate::components::field::form::Answer;
use crate::state::{Failure, FieldState, LocalRecord, RecordDraft};

/// How long saving waits for the next key.
const TYPING_PAUSE: Duration = Duration::from_millis(700);

/// Which document is edited.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The document.
    pub doc_id: DocumentId,
    /// What it is.
    pub kind: RecordKind,
    /// The site.
    pub project_code: ProjectCode,
}

/// A record under the pen; `Copy`, lives as long as its page.
#[derive(Clone, Copy)]
pub struct Editor {
    pub(super) field: FieldState,
    sheet: StoredValue<Sheet>,
    pub(super) session: RwSignal<Session>,
    /// The stored body that the session was made from, or that it wrote last.
    seen: StoredValue<RecordBody>,
    started_at: StoredValue<Timestamp>,
    finalised_at: RwSignal<Option<Timestamp>>,
    pub(super) unsaved: RwSignal<bool>,
    in_flight: RwSignal<u32>,
    edits: StoredValue<u64>,
    failure: RwSignal<Option<Failure>>,
}

impl Editor {
    /// Opens a record, or a blank form with what the frame already knows. Nothing is stored before
    /// the first answer. Errors: `FORM_XFORM`.
    pub fn open(
        field: FieldState,
        sheet: Sheet,
        form: &Instrument,
        record: Option<&LocalRecord>,
        first_answers: BTreeMap<String, String>,
        username: &str,
    ) -> Result<Self, Problem> {
        let now = field.now();
        let session = match record {
            Some(record) => Session::resume(form, &record.body.answers, now)?,
            None => {
                let mut session = Session::new(form, now)?;
                session.fill_metadata("username", username);
                for (path, value) in first_answers {
                    session.answer(&path, &value);
                }
                session
            }
        };
        Ok(Self {
            field,
            sheet: StoredValue::new(sheet),
            session: RwSignal::new(session),
            seen: StoredValue::new(record.map(|record| record.body.clone()).unwrap_or_default()),
            started_at: StoredValue::new(record.map_or(now, |record| record.body.started_at)),
            finalised_at: RwSignal::new(record.and_then(|record| record.body.finalised_at)),
            unsaved: RwSignal::new(false),
            in_flight: RwSignal::new(0),
            edits: StoredValue::new(0),
            failure: RwSignal::new(None),
        })
    }

    /// Saves when the page is hidden or left, and takes over what synchronisation or capture
    /// changed in the stored record. Called once by the page that opened the editor.
    pub fn keep_in_step(self) {
        let hidden = window_event_listener_untyped("visibilitychange", move |_| self.save_soon());
        let left = window_event_listener_untyped("pagehide", move |_| self.save_soon());
        on_cleanup(move || {
            hidden.remove();
            left.remove();
            if self.unsaved.get_untracked() {
                // The editor's signals end here, so the draft is taken before and saved after.
                let (field, draft) = (self.field, self.draft(None));
                spawn_local(async move { drop(field.save(draft).await) });
            }
        });
        let stored = self.stored();
        Effect::new(move |_| {
            if self.unsaved.get() || self.in_flight.get() > 0 {
                return;
            }
            let Some(record) = stored.get() else { return };
            self.finalised_at.set(record.body.finalised_at);
            let differs = self
                .session
                .with_untracked(|session| session.answers() != record.body.answers);
            if differs {
                self.take_over(&record.body);
            }
            self.seen.set_value(record.body);
        });
    }

    fn take_over(self, body: &RecordBody) {
        let form = self
            .session
            .with_untracked(|session| session.instrument().clone());
        if let Ok(session) = Session::resume(&form, &body.answers, self.field.now()) {
            self.session.set(session);
        }
    }

    /// The record as it is stored on this device.
    pub fn stored(self) -> Memo<Option<LocalRecord>> {
        let records = self.field.records();
        Memo::new(move |_| {
            let doc_id = self.sheet.with_value(|sheet| sheet.doc_id.clone());
            records.with(|records| records.iter().find(|r| r.doc_id == doc_id).cloned())
        })
    }

    /// Where the record is kept.
    pub fn field(self) -> FieldState {
        self.field
    }

    /// The form with the answers so far.
    pub fn session(self) -> RwSignal<Session> {
        self.session
    }

    /// The document.
    pub fn doc_id(self) -> DocumentId {
        self.sheet.with_value(|sheet| sheet.doc_id.clone())
    }

    /// What it is.
    pub fn kind(self) -> RecordKind {
        self.sheet.with_value(|sheet| sheet.kind)
    }

    /// When the record was finished.
    pub fn finalised_at(self) -> RwSignal<Option<Timestamp>> {
        self.finalised_at
    }

    /// Why the last saving failed.
    pub fn failure(self) -> RwSignal<Option<Failure>> {
        self.failure
    }

    /// Takes an answer and saves it: at once for a tap, after a pause while someone types.
    pub fn answer(self, answer: Answer) {
        self.put(&answer.path, &answer.value);
        let edit = self.edits.try_update_value(|edits| {
            *edits += 1;
            *edits
        });
        if !answer.typing {
            return self.save_soon();
        }
        set_timeout(
            move || {
                // The page may be gone by now; it saved when it was left.
                if self.edits.try_get_value() == edit {
                    self.save_soon();
                }
            },
            TYPING_PAUSE,
        );
    }

    /// Takes an answer without saving it: for a questionnaire that may still be withdrawn.
    pub fn put(self, path: &str, value: &str) {
        let known = self
            .session
            .try_update(|session| session.answer(path, value));
        if known == Some(true) {
            let doc_id = self.doc_id();
            let is_mended = self.field.records().with_untracked(|records| {
                let mut records = records.iter();
                records.any(|record| record.doc_id == doc_id && is_returned(record))
            });
            if is_mended && self.finalised_at.get_untracked().is_some() {
                // Mending returned work opens it again; it is finished anew by its evaluator.
                self.finalised_at.set(None);
            }
            self.note_unsaved();
        }
    }

    /// Once until it is saved: what follows it need not look at every key.
    fn note_unsaved(self) {
        if !self.unsaved.get_untracked() {
            self.unsaved.set(true);
        }
    }

    /// The record as it is stored at this moment, without following it.
    pub fn stored_now(self) -> Option<LocalRecord> {
        let doc_id = self.doc_id();
        let records = self.field.records();
        records.with_untracked(|records| records.iter().find(|r| r.doc_id == doc_id).cloned())
    }

    /// The body as it stands: answers of the session, attachments as stored.
    pub fn body(self) -> RecordBody {
        RecordBody {
            answers: self.session.with_untracked(Session::answers),
            attachments: self
                .stored_now()
                .map(|r| r.body.attachments)
                .unwrap_or_default(),
            started_at: self.started_at.get_value(),
            finalised_at: self.finalised_at.get_untracked(),
            withdrawn_at: None,
        }
    }

    fn draft(self, attachments: Option<Attachments>) -> RecordDraft {
        let sheet = self.sheet.get_value();
        let (form_id, form_version) = self.session.with_untracked(|session| {
            let form = session.instrument();
            (form.form_id.clone(), form.version.clone())
        });
        let mut body = self.body();
        // Attachments are changed by their own actions, not by saving answers, except where rows
        // of a repeat move and take theirs along.
        let seen = body.attachments.clone();
        if let Some(attachments) = attachments {
            body.attachments = attachments;
        }
        RecordDraft {
            seen: RecordBody {
                attachments: seen,
                ..self.seen.get_value()
            },
            doc_id: sheet.doc_id,
            kind: sheet.kind,
            project_code: sheet.project_code,
            form_id,
            form_version,
            body,
        }
    }

    /// Saves in the background if there is something to save.
    pub fn save_soon(self) {
        if self.unsaved.try_get_untracked() == Some(true) {
            spawn_local(async move { drop(self.save().await) });
        }
    }

    /// Saves now; returns when the transaction is complete. On failure the answers stay here and
    /// the next answer tries again.
    pub async fn save(self) -> Result<(), Failure> {
        self.save_with(None).await
    }

    pub(super) async fn save_with(self, attachments: Option<Attachments>) -> Result<(), Failure> {
        if self.unsaved.try_get_untracked() != Some(true) {
            return Ok(());
        }
        let draft = self.draft(attachments);
        self.unsaved.set(false);
        self.in_flight.update(|count| *count += 1);
        let written = draft.body.clone();
        let result = self.field.save(draft).await;
        // The page may have been left meanwhile; then there is nobody to tell.
        match &result {
            Ok(_) => drop(self.seen.try_set_value(written)),
            Err(_) => drop(self.unsaved.try_set(true)),
        }
        self.failure.try_set(result.as_ref().err().cloned());
        self.in_flight
            .try_update(|count| *count = count.saturating_sub(1));
        result.map(drop)
    }

    /// Marks the record as finished (提交) and saves it.
    pub async fn finalise(self) -> Result<(), Failure> {
        let now = self.field.now();
        self.session
            .update(|session| session.fill_metadata("end", &now.to_iso_text()));
        self.finalised_at.set(Some(now));
        self.unsaved.set(true);
        self.save().await
    }

    /// Opens a finished record again and saves that.
    pub async fn reopen(self) -> Result<(), Failure> {
        self.finalised_at.set(None);
        self.unsaved.set(true);
        self.save().await
    }

    /// Makes sure that an image question answers with the id of a picture that is there: state
    /// does so when a picture comes or goes, this mends what an older revision left behind.
    pub async fn answer_with_newest(self, path: &str) -> Result<(), Failure> {
        let Some(record) = self.stored_now() else {
            return Ok(());
        };
        let of_path = |id: &AttachmentId| {
            record
                .body
                .attachments
                .get(id)
                .is_some_and(|attachment| attachment.path == path)
        };
        let answer = record.body.answers.get(path).cloned().unwrap_or_default();
        let newest = record
            .body
            .attachments
            .iter()
            .filter(|(_, attachment)| attachment.path == path)
            .max_by_key(|(_, attachment)| attachment.taken_at)
            .map(|(id, _)| id.0.clone())
            .unwrap_or_default();
        if answer == newest || of_path(&AttachmentId(answer)) {
            return Ok(());
        }
        self.put(path, &newest);
        self.save().await
    }

    /// Makes sure that the record is stored, so that attachments have something to belong to.
    pub async fn ensure_stored(self) -> Result<(), Failure> {
        if self.stored_now().is_none() {
            self.unsaved.set(true);
        }
        self.save().await
    }
}
