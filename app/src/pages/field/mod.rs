//! The field app's pages. The router mounts them so: a parent route `/field` with [`FieldLayout`]
//! and, inside it, "" [`FieldHome`], `sites/:code` [`SitePage`], `sites/:code/problems`
//! [`ProblemsPage`], `sites/:code/inspection` [`InspectionPage`], `sites/:code/photos`
//! [`PhotosPage`], `interviews` [`InterviewsPage`],
//! `interviews/:doc` [`InterviewPage`], `documents` [`DocumentsPage`], `documents/:request`
//! [`DocumentPage`], `sync` [`SyncPage`], `device` [`DevicePage`]; outside it, without app chrome,
//! `/field/sites/:code/kiosk` [`KioskPage`]. Not here: storage, sync, rules.

mod captures;
mod device;
mod distance;
mod document;
mod documents;
mod editor;
mod form_changes;
mod form_move;
mod form_view;
mod home;
mod inspection;
mod interview;
mod interviews;
mod kiosk;
mod kiosk_notice;
mod kiosk_offer;
mod kiosk_questions;
mod kiosk_ready;
mod kiosk_screens;
mod layout;
mod photos;
mod preview;
mod problems;
mod rows;
mod sections;
mod settings;
mod site;
mod site_progress;
mod sync;
mod words;

pub use document::DocumentPage;
pub use documents::DocumentsPage;
pub use home::FieldHome;
pub use inspection::InspectionPage;
pub use interview::InterviewPage;
pub use interviews::InterviewsPage;
pub use kiosk::KioskPage;
pub use layout::FieldLayout;
pub use photos::PhotosPage;
pub use preview::PreviewPage;
pub use problems::ProblemsPage;
pub use settings::DevicePage;
pub use site::SitePage;
pub use sync::SyncPage;
