//! The field app's pages: within [`FieldRoot`] (the field state) the kiosk with the whole
//! screen, and [`FieldLayout`] around all others. Not here: routes (`router`), storage, rules.

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
mod kiosk_withdraw;
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

use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::state::{provide_field_state, use_app};

/// Everything under `/field`: the tablet's documents, and synchronisation in the background.
#[component]
pub fn FieldRoot() -> impl IntoView {
    provide_field_state(use_app());
    view! { <Outlet/> }
}
