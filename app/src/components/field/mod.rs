//! The field app's components: props in, callbacks out. Not here: state, storage, sync; numbers
//! that a rule decides (pages ask `domain` and hand them in).

mod colleagues;
mod documents;
mod findings;
pub mod form;
mod interviews;
mod kiosk;
mod methods;
mod passport;
mod photo_viewer;
mod site_list;
mod site_panel;
mod site_row;
mod sizes;
mod status_bar;

pub use colleagues::ColleagueChips;
pub use documents::{DocumentCard, DocumentRow, DocumentStateChip, DocumentSummary};
pub use findings::{FindingCard, FindingRow};
pub use interviews::{InterviewCard, InterviewRow};
pub use kiosk::{
    KioskBar, KioskIntro, KioskMessage, KioskObstacle, KioskObstacles, KioskReceiptEntry,
    KioskReceiptShown, NoticeItem, PinEntry,
};
pub use methods::Methods;
pub use passport::{Passport, PassportEntry, PassportEntryState, PassportFacts, PassportPhotos};
pub use photo_viewer::{PhotoViewer, ViewedPhoto};
pub use site_list::{SiteFilter, SiteList};
pub use site_panel::{HeldBox, ReviewBox, ReviewLine, SiteFacts, Tile};
pub use site_row::{SiteCard, SiteChip, SiteRow, StateChip};
pub use sizes::size_text;
pub use status_bar::{StatusBar, StatusFacts};
