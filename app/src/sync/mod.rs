//! Synchronisation on the device: what one edit writes, what an answer changes, and the runner that
//! performs what `domain::sync::Machine` decides. docs/SYNC-PROTOCOL.md tells it step by step.
//! Not here: the merge rule and the order of steps (`domain::sync`), requests (`api`), tables
//! (`storage`).

mod edit;
mod inbox;
mod keep;
mod originals;
mod outbox;
mod report;
mod retry;
mod runner;
mod step;
#[cfg(test)]
mod tests;

pub use edit::{Edit, Stamp, edit_record};
pub use inbox::{apply_page, collected_by_others, cursor, set_cursor};
pub use keep::{keep_pack, received_blobs, set_meta};
pub use originals::{OriginalsHeld, free_originals, originals_held, spent_originals};
pub use outbox::{Tally, apply_outcomes, overtaken, send_again, sendable, take_batch};
pub use report::{LastSync, SyncReport, last_sync};
pub use retry::retry;
pub use runner::{Runner, pending_blobs};
pub use step::SyncStep;

/// Names of values in the store's `meta`. One place, so that no two meanings share a name.
pub mod meta {
    use domain::ids::{EngagementId, Sha256Hex};

    /// The signed-in person, as JSON of `SessionView`.
    pub const SESSION: &str = "session";
    /// This installation's id, made at enrolment.
    pub const DEVICE_ID: &str = "device_id";
    /// The last device sequence given away.
    pub const DEVICE_SEQ: &str = "device_seq";
    /// The engagement this tablet works in.
    pub const ENGAGEMENT: &str = "engagement";
    /// Salt and hash of the kiosk's PIN.
    pub const KIOSK_PIN: &str = "kiosk_pin";
    /// Receipts of questionnaires answered here, until the day closes (JSON, hashes only).
    pub const KIOSK_RECEIPTS: &str = "kiosk_receipts";

    /// `yes` when originals of photos are kept until the server has their record.
    pub const KEEP_ORIGINALS: &str = "keep_originals";

    /// The size in bytes of an original that is kept.
    pub fn original(sha256: &Sha256Hex) -> String {
        format!("original/{sha256}")
    }

    /// Questionnaires that others collected at this person's sites, as the server last said.
    pub fn collected_by_others(engagement: &EngagementId) -> String {
        format!("collected_by_others/{engagement}")
    }

    /// The pull cursor of an engagement.
    pub fn cursor(engagement: &EngagementId) -> String {
        format!("cursor/{engagement}")
    }

    /// How the last synchronisation of an engagement ended.
    pub fn last_sync(engagement: &EngagementId) -> String {
        format!("last_sync/{engagement}")
    }
}
