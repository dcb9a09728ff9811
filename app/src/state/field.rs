//! The field app's state: documents of this tablet, what waits, and the actions on them. Not here:
//! pictures (`attachments`), what an edit writes (`sync::edit`), when to synchronise (`triggers`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::fieldwork::{Attachment, RecordKind};
use domain::ids::{AttachmentId, DocumentId, EngagementId, OperationId, ProjectCode, Sha256Hex};
use domain::instrument::InstrumentKind;
use domain::time::Timestamp;
use domain::wire::Pack;
use leptos::prelude::*;

use super::app::{AppState, api};
use super::shown;
use super::{Failure, LocalRecord, QueueView, RecordDraft, RunProgress, SyncReport};
use crate::platform;
use crate::storage::{DeviceStore, LocalStore as _, StoredRecord, Write};
use crate::sync::{
    Edit, Runner, Stamp, collected_by_others, edit_record, keep_pack, last_sync, meta, overtaken,
    received_blobs, send_again, set_meta,
};

/// The field app's state; `Copy`, by context.
#[derive(Clone, Copy)]
pub struct FieldState {
    pub(super) app: AppState,
    pub(super) pack: RwSignal<Option<Arc<Pack>>>,
    pub(super) records: RwSignal<Arc<Vec<LocalRecord>>>,
    saved_at: RwSignal<Option<Timestamp>>,
    pub(super) queue: RwSignal<QueueView>,
    /// What the receipts say, so that saving an answer does not read them all.
    received: StoredValue<BTreeSet<Sha256Hex>>,
    /// The bytes held here.
    pub(super) held: StoredValue<BTreeSet<Sha256Hex>>,
    /// Whether originals of photos are kept until their record is received.
    pub(super) keep_originals: RwSignal<bool>,
    /// Finished questionnaires that others collected, by site.
    pub(super) by_others: RwSignal<BTreeMap<ProjectCode, u32>>,
    /// Attachments removed since the page was opened, for undo.
    pub(super) removed: StoredValue<BTreeMap<AttachmentId, Attachment>>,
    /// Addresses of pictures made so far; they live as long as the page.
    pub(super) pictures: StoredValue<BTreeMap<Sha256Hex, String>>,
}

/// The field state of this page.
pub fn use_field() -> FieldState {
    expect_context()
}

/// Makes the state when a field page is opened first. It lives as long as the app, not as the page
/// that asked for it: synchronisation goes on wherever the person is.
pub fn provide_field_state(app: AppState) -> FieldState {
    use_context().unwrap_or_else(|| app.lives_as_long_as_the_app(|| make_field_state(app)))
}

fn make_field_state(app: AppState) -> FieldState {
    let state = FieldState {
        app,
        pack: RwSignal::new(None),
        records: RwSignal::new(Arc::default()),
        saved_at: RwSignal::new(None),
        queue: RwSignal::new(QueueView::default()),
        received: StoredValue::default(),
        held: StoredValue::default(),
        keep_originals: RwSignal::new(false),
        by_others: RwSignal::new(BTreeMap::new()),
        removed: StoredValue::default(),
        pictures: StoredValue::default(),
    };
    provide_context(state);
    state.start_triggers();
    state
}

impl FieldState {
    /// All that is needed to work offline; `None` before the first download.
    pub fn pack(&self) -> Signal<Option<Arc<Pack>>> {
        self.pack.into()
    }

    /// All documents of the engagement, questionnaires included.
    pub fn records(&self) -> Signal<Arc<Vec<LocalRecord>>> {
        self.records.into()
    }

    /// Finished questionnaires that others collected at my sites, as the server last said.
    pub fn collected_by_others(&self) -> Signal<BTreeMap<ProjectCode, u32>> {
        self.by_others.into()
    }

    /// When the last strict transaction completed (P1).
    pub fn saved_at(&self) -> Signal<Option<Timestamp>> {
        self.saved_at.into()
    }

    /// What waits.
    pub fn queue(&self) -> Signal<QueueView> {
        self.queue.into()
    }

    /// Saves a body: state and outbox in one transaction. Answers when it completed.
    pub async fn save(&self, draft: RecordDraft) -> Result<Timestamp, Failure> {
        let edit = Edit {
            engagement: self.engagement()?,
            doc_id: draft.doc_id,
            kind: draft.kind,
            project_code: draft.project_code,
            form_id: draft.form_id,
            form_version: draft.form_version,
        };
        let (seen, body) = (draft.seen, draft.body);
        self.edit(&edit, &[], |record| record.take_draft(&seen, &body))
            .await
    }

    /// Fetches the pack of an engagement (id or code), makes it the tablet's engagement, and
    /// synchronises.
    pub async fn pull_pack(&self, engagement: &str) -> Result<(), Failure> {
        let store = self.app.open_store().await?;
        let pack = api().pack(&EngagementId::from(engagement)).await?;
        let id = pack.engagement.id.clone();
        keep_pack(&store, pack).await?;
        set_meta(&store, meta::ENGAGEMENT, Some(id.0)).await?;
        self.reload().await?;
        match self.synchronise().await.failure {
            Some(failure) => Err(failure),
            None => Ok(()),
        }
    }

    /// Synchronises now, unless another tab is at it.
    pub async fn synchronise(&self) -> SyncReport {
        match self.try_synchronise().await {
            Ok(report) => report,
            Err(failure) => SyncReport {
                failure: Some(failure),
                ..SyncReport::default()
            },
        }
    }

    /// Sends a refused operation once more, and whatever else waits. What came of it stands in the
    /// queue, as of any synchronisation.
    pub async fn send_again(&self, op_id: &OperationId) {
        match self.release(op_id).await {
            Ok(()) => drop(self.synchronise().await),
            Err(failure) => self
                .queue
                .update(|queue| queue.last_failure = Some(failure)),
        }
    }

    async fn release(&self, op_id: &OperationId) -> Result<(), Failure> {
        send_again(&self.app.open_store().await?, op_id).await?;
        self.reload().await
    }

    /// The tablet's clock.
    pub fn now(&self) -> Timestamp {
        platform::now()
    }

    /// A new document's name.
    pub fn new_document_id(&self) -> DocumentId {
        DocumentId(platform::new_id())
    }

    async fn try_synchronise(&self) -> Result<SyncReport, Failure> {
        let engagement = self.engagement()?;
        let store = self.app.open_store().await?;
        let runner = Runner {
            store,
            api: api(),
            engagement,
        };
        self.queue.update(|queue| {
            queue.running = true;
            queue.progress = RunProgress::default();
        });
        let queue = self.queue;
        let tell = move |step| queue.update(|queue| queue.progress.take(step, platform::now()));
        let run = runner.run_telling(&tell);
        let ran = platform::try_with_lock(platform::SYNC_LOCK, run).await;
        let reloaded = self.reload().await;
        let forgotten = self.forget_closed_receipts().await;
        self.queue.update(|queue| {
            queue.running = false;
            queue.progress = RunProgress::default();
            if let Some(report) = &ran {
                queue.last_failure = report.failure.clone();
                queue.photos_failed = report.photos_failed;
            }
        });
        reloaded.and(forgotten)?;
        Ok(ran.unwrap_or_default())
    }

    /// The engagement this tablet works in.
    pub(super) fn engagement(&self) -> Result<EngagementId, Failure> {
        let pack = self.pack.get_untracked();
        let none = || Failure::Storage("no pack on this device".to_owned());
        pack.map(|pack| pack.engagement.id.clone()).ok_or_else(none)
    }

    /// Reads everything from the store: at the start, and after a synchronisation.
    pub(super) async fn reload(&self) -> Result<(), Failure> {
        let store = self.app.open_store().await?;
        let Some(engagement) = store.meta(meta::ENGAGEMENT).await?.map(EngagementId) else {
            return Ok(());
        };
        let pack = store.pack(&engagement).await?;
        let received = received_blobs(&store).await?;
        let held = store.blob_names().await?.into_iter().collect();
        let outbox = store.outbox().await?;
        let stored = store.records(&engagement).await?;
        let records: Vec<LocalRecord> = stored
            .into_iter()
            .map(|record| shown::local_record(record, &outbox, &received))
            .collect();
        let last = last_sync(&store, &engagement).await?;
        let keeps = store.meta(meta::KEEP_ORIGINALS).await?.is_some();
        self.keep_originals.set(keeps);
        self.by_others
            .set(collected_by_others(&store, &engagement).await?);
        self.received.set_value(received);
        self.held.set_value(held);
        self.queue.update(|queue| {
            queue.last_sync = last.map(|last| last.at);
            queue.digest_equal = last.map(|last| last.digest_equal && last.sequence_complete);
        });
        if self
            .pack
            .with_untracked(|known| known.as_deref() != pack.as_ref())
        {
            self.pack.set(pack.map(Arc::new));
        }
        self.records.set(Arc::new(records));
        self.show_queue(&store).await
    }

    /// One edit in one transaction, then the screen: nothing is shown as saved before.
    pub(super) async fn edit(
        &self,
        edit: &Edit,
        extra: &[Write],
        change: impl Fn(&mut StoredRecord),
    ) -> Result<Timestamp, Failure> {
        let store = self.app.open_store().await?;
        let stamp = Stamp {
            device_id: self.app.device_id().await?,
            op_id: OperationId(platform::new_id()),
            at: platform::now(),
        };
        edit_record(&store, edit, &stamp, extra, |record| {
            change(record);
            if record.body.started_at == Timestamp::default() {
                record.body.started_at = stamp.at;
            }
        })
        .await?;
        let saved = platform::now();
        self.saved_at.set(Some(saved));
        self.show_record(&store, &edit.doc_id).await?;
        Ok(saved)
    }

    async fn show_record(&self, store: &DeviceStore, doc_id: &DocumentId) -> Result<(), Failure> {
        let Some(record) = store.record(doc_id).await? else {
            return Ok(());
        };
        let outbox = store.outbox().await?;
        let shown = self
            .received
            .with_value(|received| shown::local_record(record, &outbox, received));
        self.records.update(|records| {
            let records = Arc::make_mut(records);
            match records
                .iter_mut()
                .find(|known| known.doc_id == shown.doc_id)
            {
                Some(known) => *known = shown,
                None => records.push(shown),
            }
        });
        self.show_queue(store).await
    }

    async fn show_queue(&self, store: &DeviceStore) -> Result<(), Failure> {
        let engagement = self.engagement()?;
        let mut outbox = store.outbox().await?;
        outbox.retain(|entry| entry.engagement == engagement);
        let records = self.records.get_untracked();
        let (received, held) = (self.received.get_value(), self.held.get_value());
        let overtaken = overtaken(store, &outbox).await?;
        let items = shown::queue_items(&records, &outbox, &overtaken, &received, &held);
        self.queue.update(|queue| {
            queue.pending_records = shown::pending_records(&items);
            queue.pending_photos = shown::pending_photos(&items);
            queue.items = items;
        });
        Ok(())
    }

    /// What a document is: from the store, or, for an inspection not begun yet, from the pack.
    pub(super) async fn identity(&self, doc_id: &DocumentId) -> Result<Edit, Failure> {
        let store = self.app.open_store().await?;
        if let Some(record) = store.record(doc_id).await? {
            return Ok(Edit {
                engagement: record.engagement,
                doc_id: record.doc_id,
                kind: record.kind,
                project_code: record.project_code,
                form_id: record.form_id,
                form_version: record.form_version,
            });
        }
        let unknown = || Failure::Storage(format!("unknown document {doc_id}"));
        let pack = self.pack.get_untracked().ok_or_else(unknown)?;
        let site = pack.sites.iter().find(|site| site.inspection == *doc_id);
        let mut forms = pack.instruments.iter();
        let form = forms.find(|form| form.kind == InstrumentKind::SiteInspection);
        let (site, form) = site.zip(form).ok_or_else(unknown)?;
        Ok(Edit {
            engagement: pack.engagement.id.clone(),
            doc_id: doc_id.clone(),
            kind: RecordKind::SiteInspection,
            project_code: site.project.code.clone(),
            form_id: form.form_id.clone(),
            form_version: form.version.clone(),
        })
    }
}
