//! What the screens see: signals and actions. Pages use it, components never do. Not here: how
//! things are stored (`storage`), sent (`api`) or decided (`sync`).

mod app;
pub mod desk;
mod failure;
mod field;
mod theme;
mod view;

pub use app::{AppState, provide_app_state, use_app};
pub use failure::Failure;
pub use field::{FieldState, use_field};
pub use theme::Theme;
pub use view::{Captured, LocalRecord, QueueItem, QueueItemState, QueueView, RecordDraft};

pub use crate::sync::SyncReport;
