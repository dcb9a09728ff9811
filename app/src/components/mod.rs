//! Small building blocks of the screens: values in, callbacks out. Not here: anything that fetches,
//! stores or synchronises; pages do that through `state`.

mod button;
mod chip;
pub mod desk;
mod dialog;
mod drawer;
mod empty_state;
pub mod field;
mod icon;
mod meter;
mod progress;
pub mod respondents;
mod table;
mod toast;

pub use button::{Button, ButtonKind};
pub use chip::Chip;
pub use dialog::Dialog;
pub use drawer::Drawer;
pub use empty_state::EmptyState;
pub use icon::{Icon, IconName};
pub use meter::Meter;
pub use progress::{Busy, Skeleton};
pub use table::TableFrame;
pub use toast::{Toast, ToastKind};
