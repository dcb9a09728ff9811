//! The kiosk's pages around the questions: PIN, consent, progress, thanks. Not here: the questions
//! (`form`), which of them comes next (the page asks `domain::instrument`).

mod bar;
mod intro;
mod message;
mod obstacles;
mod pin;
mod receipt;

pub use bar::KioskBar;
pub use intro::{KioskIntro, NoticeItem};
pub use message::KioskMessage;
pub use obstacles::{KioskObstacle, KioskObstacles};
pub use pin::PinEntry;
pub use receipt::{KioskReceiptEntry, KioskReceiptShown};
