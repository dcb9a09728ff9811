//! How far the photos of a run are, and how long the rest may take. Pure; tested natively. Not
//! here: what is on its way (`sync::SyncStep`).

use std::collections::BTreeSet;

use domain::ids::{OperationId, Sha256Hex};
use domain::time::Timestamp;

use super::view::QueueItem;
use crate::sync::SyncStep;

/// Fewer photos than this tell nothing about the network.
const ENOUGH: usize = 2;

/// What a run is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunProgress {
    /// Operations on their way now.
    pub records: BTreeSet<OperationId>,
    /// The photo on its way now.
    pub photo: Option<Sha256Hex>,
    /// Photos that got their receipt in this run.
    pub received: BTreeSet<Sha256Hex>,
    /// When the first photo of this run set out.
    pub photos_began: Option<Timestamp>,
    /// When the last receipt for a photo came.
    pub last_receipt: Option<Timestamp>,
}

/// Photos of this run in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PhotoProgress {
    /// With a receipt.
    pub done: usize,
    /// All that waited, with those.
    pub total: usize,
    /// Bytes with a receipt.
    pub bytes_done: u64,
    /// All bytes.
    pub bytes_total: u64,
    /// Seconds that the rest takes if the network stays as it was; `None` while too little has
    /// gone to say.
    pub seconds_left: Option<u64>,
}

impl RunProgress {
    /// Takes note of a step.
    pub fn take(&mut self, step: SyncStep, now: Timestamp) {
        match step {
            SyncStep::Records(operations) => self.records = operations.into_iter().collect(),
            SyncStep::Blob(sha256) => {
                self.photo = Some(sha256);
                self.photos_began.get_or_insert(now);
            }
            SyncStep::BlobReceived(sha256) => {
                self.received.insert(sha256);
                self.last_receipt = Some(now);
            }
            SyncStep::Quiet => {
                self.records.clear();
                self.photo = None;
            }
        }
    }

    /// The photos in numbers; `None` while none has set out.
    pub fn photos(&self, items: &[QueueItem]) -> Option<PhotoProgress> {
        let began = self.photos_began?;
        let mut progress = PhotoProgress::default();
        let mut seen = BTreeSet::new();
        for item in items {
            let QueueItem::Photo { sha256, bytes, .. } = item else {
                continue;
            };
            if !seen.insert(sha256) {
                continue;
            }
            let is_done = self.received.contains(sha256);
            progress.done += usize::from(is_done);
            progress.bytes_done += if is_done { *bytes } else { 0 };
            progress.total += 1;
            progress.bytes_total += bytes;
        }
        progress.seconds_left = self.last_receipt.and_then(|at| left(&progress, began, at));
        Some(progress)
    }
}

/// The rest at the pace so far, rounded up. A clock that was set back tells nothing.
fn left(progress: &PhotoProgress, began: Timestamp, now: Timestamp) -> Option<u64> {
    let elapsed = u64::try_from(now.0.checked_sub(began.0)?).ok()?;
    let rest = progress.bytes_total - progress.bytes_done;
    if progress.done < ENOUGH || rest == 0 || elapsed == 0 {
        return None;
    }
    let milliseconds = elapsed
        .checked_mul(rest)?
        .checked_div(progress.bytes_done)?;
    Some(milliseconds.div_ceil(1000))
}

#[cfg(test)]
mod tests {
    use super::super::view::QueueItemState;
    use super::*;

    fn photo(name: &str, bytes: u64) -> QueueItem {
        QueueItem::Photo {
            doc_id: "d".into(),
            project_code: "p".into(),
            sha256: Sha256Hex::of(name.as_bytes()),
            bytes,
            state: QueueItemState::Waiting,
        }
    }

    #[test]
    fn the_time_left_is_said_only_after_two_photos_and_follows_their_pace() {
        let items = [
            photo("a", 100),
            photo("b", 100),
            photo("c", 300),
            photo("c", 300),
        ];
        let mut run = RunProgress::default();
        assert_eq!(run.photos(&items), None);
        for (name, at) in [("a", 0), ("b", 4_000), ("c", 8_000)] {
            let sha256 = Sha256Hex::of(name.as_bytes());
            run.take(SyncStep::Blob(sha256.clone()), Timestamp(at));
            if name != "c" {
                run.take(SyncStep::BlobReceived(sha256), Timestamp(at + 4_000));
                run.take(SyncStep::Quiet, Timestamp(at + 4_000));
            }
            if name == "a" {
                let first = run.photos(&items).map(|photos| photos.seconds_left);
                assert_eq!(first, Some(None), "one photo tells nothing");
            }
        }
        let expected = PhotoProgress {
            done: 2,
            total: 3,
            bytes_done: 200,
            bytes_total: 500,
            seconds_left: Some(12),
        };
        assert_eq!(run.photos(&items), Some(expected));
        assert_eq!(run.photo, Some(Sha256Hex::of(b"c")));
    }
}
