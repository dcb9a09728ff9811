//! The app's parts: what is loaded together when it is first opened. The entry (signing in, the
//! shell, the framework) is always there; every screen behind it belongs to one part below.
//!
//! `cargo xtask app` cuts the one wasm file at these functions; what several parts need becomes a
//! chunk of its own, loaded once. `public/boot.js` asks for the part of the address at once (the
//! same names), so that nothing waits for the entry to run. Not here: the routes (`router`).
//!
//! A part must not name another part's screens: what a function here reaches is loaded with it.

use leptos::prelude::*;
use leptos::wasm_split::{self, wasm_split};
use leptos_router::LazyRoute;

use crate::pages::{NotLoaded, desk, field};

/// Why a part could not be opened: the file that holds it did not come.
pub use wasm_split::SplitLoaderError as PartMissing;

/// A screen by its part: a route type and the function at which the wasm is cut.
macro_rules! screens {
    ($($part:ident: $($route:ident = $open:ident => $view:path),+;)+) => { $($(
        #[doc = concat!("Opens `", stringify!($view), "`, of the part `", stringify!($part), "`.")]
        #[wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $open() -> Result<AnyView, PartMissing> {
            Ok($view().into_any())
        }

        #[doc = concat!("The route of `", stringify!($view), "`.")]
        pub struct $route;

        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            async fn view(_: Self) -> AnyView {
                $open().await.unwrap_or_else(|_| NotLoaded().into_any())
            }
        }
    )+)+ };
}

screens! {
    field:
        FieldRoot = open_field_root => field::FieldRoot,
        FieldFrame = open_field_frame => field::FieldLayout,
        FieldHome = open_field_home => field::FieldHome,
        Site = open_site => field::SitePage,
        Problems = open_problems => field::ProblemsPage,
        Interviews = open_interviews => field::InterviewsPage,
        Documents = open_documents => field::DocumentsPage,
        Synchronisation = open_synchronisation => field::SyncPage,
        Device = open_device => field::DevicePage;
    form:
        Inspection = open_inspection => field::InspectionPage,
        Photos = open_photos => field::PhotosPage,
        Interview = open_interview => field::InterviewPage,
        Document = open_document => field::DocumentPage,
        Kiosk = open_kiosk => field::KioskPage,
        Preview = open_preview => field::PreviewPage;
    desk:
        Engagements = open_engagements => desk::EngagementsPage,
        DeskEngagement = open_desk_engagement => desk::EngagementLayout,
        Overview = open_overview => desk::OverviewRoom;
    planning:
        Frame = open_frame => desk::FrameRoom,
        Sample = open_sample => desk::SampleRoom,
        Assignments = open_assignments => desk::AssignmentsRoom,
        Team = open_team => desk::TeamRoom;
    evidence:
        Records = open_records => desk::RecordsRoom,
        NoRecordChosen = open_no_record_chosen => desk::NoRecordChosen,
        Record = open_record => desk::RecordPanel,
        Respondents = open_respondents => desk::RespondentsRoom,
        InterviewsRoom = open_interviews_room => desk::InterviewsRoom,
        DocumentsRoom = open_documents_room => desk::DocumentsRoom,
        Quarantine = open_quarantine => desk::QuarantineRoom;
    results:
        Findings = open_findings => desk::FindingsRoom,
        Surveys = open_surveys => desk::SurveysRoom,
        Scores = open_scores => desk::ScoresRoom;
    framework:
        Plan = open_plan => desk::PlanRoom,
        Library = open_library => desk::LibraryPage;
    reporting:
        Report = open_report => desk::ReportRoom,
        Feedback = open_feedback => desk::FeedbackRoom,
        Archive = open_archive => desk::ArchiveRoom;
    checks:
        Checks = open_checks => desk::ChecksRoom,
        Programme = open_programme => desk::ProgrammePage;
    designer:
        Forms = open_forms => desk::FormsRoom,
        FormVersions = open_form_versions => desk::VersionsPage,
        FormDraft = open_form_draft => desk::DraftPage;
}
