//! What the screens see: signals and actions. Pages use it, components never do. Not here: how
//! things are stored (`storage`), sent (`api`) or decided (`sync`).

mod app;
mod attachments;
pub mod checks;
pub mod desk;

mod field;
pub mod findings;
pub mod forms;
pub mod frameworks;
mod kiosk_pin;
mod kiosk_receipts;
mod originals;
mod progress;
pub mod reports;
pub mod respondents;
pub mod scores;
mod shown;
pub mod surveys;
mod theme;
mod triggers;
mod view;

pub use crate::failure::Failure;
pub use app::{AppState, provide_app_state, use_app};
pub use field::{FieldState, provide_field_state, use_field};
pub use kiosk_receipts::KioskReceipt;
pub use progress::{PhotoProgress, RunProgress};
pub use theme::Theme;
pub use view::{Captured, LocalRecord, QueueItem, QueueItemState, QueueView, RecordDraft};

pub use crate::sync::{OriginalsHeld, SyncReport};
