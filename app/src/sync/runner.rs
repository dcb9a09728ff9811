//! Performs what `domain::sync::Machine` decides, against the store and the server. Generic over
//! the store, so that tests run this very code against the real router. Not here: when to run, the
//! lock between tabs (`state`), the order of steps (`domain::sync`).

use std::collections::BTreeSet;

use domain::ids::{DeviceId, EngagementId, Sha256Hex};
use domain::sync::{Action, DigestEntry, Event, Machine, MachineState, digest};
use domain::wire::PushRequest;

use super::outbox::device_seq;
use super::{
    LastSync, SyncReport, SyncStep, apply_outcomes, apply_page, cursor, meta, retry, sendable,
    take_batch,
};
use crate::api::{Api, ApiError};
use crate::failure::Failure;
use crate::platform;
use crate::storage::{Batch, LocalStore, Receipt, StoreError, Write};

/// Edits that waited for a pull begin the run again; more often than this something is wrong, and
/// the next trigger will do.
const ROUNDS: usize = 4;

/// One device's synchronisation of one engagement.
pub struct Runner<S: LocalStore> {
    /// Where things are kept.
    pub store: S,
    /// The server.
    pub api: Api,
    /// What is synchronised.
    pub engagement: EngagementId,
}

/// What stops a run.
enum Halt {
    Network(ApiError),
    Store(StoreError),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Halt::Store(error)
    }
}

impl From<ApiError> for Halt {
    fn from(error: ApiError) -> Self {
        Halt::Network(error)
    }
}

impl<S: LocalStore> Runner<S> {
    /// Synchronises once, to the end or to the first thing that hinders it.
    pub async fn run(&self) -> SyncReport {
        self.run_telling(&|_| {}).await
    }

    /// The same, and tells each step to `tell`.
    pub async fn run_telling(&self, tell: &dyn Fn(SyncStep)) -> SyncReport {
        let mut report = SyncReport::default();
        for _ in 0..ROUNDS {
            let finished = self.run_machine(&mut report, tell).await;
            let more = match sendable(&self.store, &self.engagement).await {
                Ok(entries) => !entries.is_empty(),
                Err(_) => false,
            };
            if !finished || !more {
                break;
            }
        }
        // Freeing is no part of synchronising: what fails now is free to go the next time.
        drop(super::free_originals(&self.store, &self.engagement).await);
        report
    }

    async fn run_machine(&self, report: &mut SyncReport, tell: &dyn Fn(SyncStep)) -> bool {
        let mut machine = Machine::new();
        loop {
            let step = match machine.next() {
                Action::Push { limit } => self.push(limit, report, tell).await,
                Action::UploadBlob { sha256 } => {
                    tell(SyncStep::Blob(sha256.clone()));
                    self.upload(sha256, report, tell).await
                }
                Action::Pull => self.pull(machine.pull_from_start(), report).await,
                Action::CompareDigest => self.compare(report).await,
                Action::Finish | Action::Stop => break,
            };
            tell(SyncStep::Quiet);
            match step {
                Ok(events) => events.into_iter().for_each(|event| machine.handle(event)),
                Err(halt) => {
                    machine.handle(halt.event());
                    report.failure = Some(halt.into_failure());
                }
            }
        }
        let finished = matches!(machine.state(), MachineState::Finished { .. });
        if finished && let Err(error) = self.note_end(report).await {
            report.failure = Some(error.into());
        } else if !finished && report.failure.is_none() {
            // The server answered without a word on any operation: as good as no answer.
            report.failure = Some(Failure::Offline);
        }
        finished
    }

    async fn push(
        &self,
        limit: usize,
        report: &mut SyncReport,
        tell: &dyn Fn(SyncStep),
    ) -> Result<Vec<Event>, Halt> {
        let operations = take_batch(&self.store, &self.engagement, limit).await?;
        let mut sent = 0;
        if !operations.is_empty() {
            let named = operations.iter().map(|operation| operation.op_id.clone());
            tell(SyncStep::Records(named.collect()));
            let request = PushRequest { operations };
            let response = self.api.push(&self.engagement, &request).await?;
            let (store, now) = (&self.store, platform::now());
            let tally = apply_outcomes(
                store,
                &self.engagement,
                &request.operations,
                &response.outcomes,
                now,
            )
            .await?;
            sent = tally.sent as usize;
            report.sent += tally.sent;
            report.rejected += tally.rejected;
            report.conflicts += tally.conflicts;
        }
        let left = sendable(&self.store, &self.engagement).await?.len();
        let mut events = vec![Event::Pushed { sent, left }];
        if left == 0 {
            let pending = pending_blobs(&self.store, &self.engagement).await?;
            events.push(Event::BlobsPending(pending));
        }
        Ok(events)
    }

    async fn upload(
        &self,
        sha256: Sha256Hex,
        report: &mut SyncReport,
        tell: &dyn Fn(SyncStep),
    ) -> Result<Vec<Event>, Halt> {
        let Some(bytes) = self.store.blob(&sha256).await? else {
            report.photos_failed += 1;
            return Ok(vec![Event::BlobFailed(sha256)]);
        };
        let length = bytes.len() as u64;
        match self.api.put_blob(&self.engagement, &sha256, bytes).await {
            Ok(receipt) if receipt.sha256 == sha256 && receipt.bytes == length => {
                self.keep_blob_receipt(&sha256).await?;
                report.photos_sent += 1;
                tell(SyncStep::BlobReceived(sha256.clone()));
                Ok(vec![Event::BlobReceived(sha256)])
            }
            // Another hash, or refused by itself: the others go on, this one stays pending.
            Ok(_) | Err(ApiError::Problems(_)) => {
                report.photos_failed += 1;
                Ok(vec![Event::BlobFailed(sha256)])
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn keep_blob_receipt(&self, sha256: &Sha256Hex) -> Result<(), StoreError> {
        retry(async || {
            let generation = self.store.generation().await?;
            let receipt = Receipt::Blob {
                sha256: sha256.clone(),
                at: platform::now(),
            };
            let mut batch = Batch::default();
            batch.put(Write::Receipt(receipt));
            self.store.commit(generation, batch).await?;
            Ok(())
        })
        .await
    }

    async fn pull(&self, from_start: bool, report: &mut SyncReport) -> Result<Vec<Event>, Halt> {
        if from_start {
            self.pull_everything(report).await?;
            return Ok(vec![Event::Pulled { more: false }]);
        }
        let from = cursor(&self.store, &self.engagement).await?;
        let more = self.pull_page(from, report).await?.is_some();
        Ok(vec![Event::Pulled { more }])
    }

    /// All pages in one step: asked again page by page, the machine would begin at 0 every time.
    async fn pull_everything(&self, report: &mut SyncReport) -> Result<(), Halt> {
        // Sites may have come or gone since the pack was fetched.
        let pack = self.api.pack(&self.engagement).await?;
        crate::sync::keep_pack(&self.store, pack).await?;
        let mut from = Some(0);
        while let Some(cursor) = from {
            from = self.pull_page(cursor, report).await?;
        }
        Ok(())
    }

    async fn pull_page(&self, from: u64, report: &mut SyncReport) -> Result<Option<u64>, Halt> {
        let page = self.api.pull(&self.engagement, from).await?;
        apply_page(&self.store, &self.engagement, &page).await?;
        report.pulled += page.changes.len() as u32;
        // A page that does not move the cursor would be asked for again for ever.
        Ok((page.more && page.cursor > from).then_some(page.cursor))
    }

    async fn compare(&self, report: &mut SyncReport) -> Result<Vec<Event>, Halt> {
        let device = DeviceId(self.store.meta(meta::DEVICE_ID).await?.unwrap_or_default());
        let theirs = self.api.digest(&self.engagement, &device).await?;
        let equal = theirs.digest == self.own_digest().await?;
        let given = device_seq(&self.store).await?;
        report.digest_equal = Some(equal);
        report.sequence_complete = Some(theirs.device_seq >= given);
        Ok(vec![Event::DigestCompared { equal }])
    }

    /// Over what the server confirmed for the sites of the pack: unsent edits are not part of it,
    /// and neither is a site that was taken from this person since.
    async fn own_digest(&self) -> Result<Sha256Hex, StoreError> {
        let pack = self.store.pack(&self.engagement).await?;
        let sites: Option<BTreeSet<_>> = pack.map(|pack| {
            pack.sites
                .into_iter()
                .map(|site| site.project.code)
                .collect()
        });
        let records = self.store.records(&self.engagement).await?;
        let in_scope = records.iter().filter(|record| {
            // Interviews and receipts of documents belong to the engagement, to no site.
            let of_no_site = record.project_code.as_str().is_empty();
            let mine = sites
                .as_ref()
                .is_none_or(|sites| of_no_site || sites.contains(&record.project_code));
            mine && record.base_rev > 0
        });
        let entries: Vec<DigestEntry> = in_scope
            .map(|record| DigestEntry::of(&record.doc_id, record.base_rev, &record.base_body))
            .collect();
        Ok(digest(&entries))
    }

    async fn note_end(&self, report: &SyncReport) -> Result<(), StoreError> {
        let end = LastSync {
            at: platform::now(),
            digest_equal: report.digest_equal.unwrap_or(false),
            sequence_complete: report.sequence_complete.unwrap_or(false),
        };
        let text =
            serde_json::to_string(&end).map_err(|error| StoreError::Failed(error.to_string()))?;
        super::set_meta(&self.store, &meta::last_sync(&self.engagement), Some(text)).await
    }
}

impl Halt {
    fn event(&self) -> Event {
        match self {
            Halt::Network(ApiError::SignedOut) => Event::SignedOut,
            _ => Event::NetworkFailed,
        }
    }

    fn into_failure(self) -> Failure {
        match self {
            Halt::Network(error) => error.into(),
            Halt::Store(error) => error.into(),
        }
    }
}

/// The blobs that a confirmed manifest names, whose bytes are here and which have no receipt.
pub async fn pending_blobs<S: LocalStore>(
    store: &S,
    engagement: &EngagementId,
) -> Result<Vec<Sha256Hex>, StoreError> {
    let here: BTreeSet<Sha256Hex> = store.blob_names().await?.into_iter().collect();
    let received = super::received_blobs(store).await?;
    let records = store.records(engagement).await?;
    let confirmed = records
        .iter()
        .flat_map(|record| record.base_body.declared_blobs());
    let pending: BTreeSet<Sha256Hex> = confirmed
        .filter(|sha256| here.contains(*sha256) && !received.contains(*sha256))
        .cloned()
        .collect();
    Ok(pending.into_iter().collect())
}
