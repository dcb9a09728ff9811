//! The desk's screens, one file per room. `DeskRoutes` is their part of the route tree.
//! Not here: drawing (`components::desk`), asking the server (`state::desk`), rules (`domain`).

mod assignments;
mod designer;
mod documents;
mod engagements;
mod findings;
mod forms;
mod forms_draft;
mod forms_head;
mod forms_rows;
mod forms_settings;
mod forms_versions;
mod forms_words;
mod frame;
mod interviews;
mod keys;
mod layout;
mod overview;
mod overview_sites;
mod quarantine;
mod record;
mod records;
mod report;
mod respondents;
mod sample;
mod scores;
mod support;
mod surveys;

use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Redirect, Route};
use leptos_router::path;

use assignments::AssignmentsRoom;
use documents::DocumentsRoom;
use engagements::EngagementsPage;
use findings::FindingsRoom;
use forms::FormsRoom;
use forms_draft::DraftPage;
use forms_versions::VersionsPage;
use frame::FrameRoom;
use interviews::InterviewsRoom;
use layout::EngagementLayout;
use overview::OverviewRoom;
use quarantine::QuarantineRoom;
use record::RecordPanel;
use records::{NoRecordChosen, RecordsRoom};
use report::ReportRoom;
use respondents::RespondentsRoom;
use sample::SampleRoom;
use scores::ScoresRoom;
use surveys::SurveysRoom;

use crate::state::use_app;

/// `/desk` and all rooms under `/desk/:engagement`.
#[component(transparent)]
pub fn DeskRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/desk") view=DeskRoot>
            <Route path=path!("") view=EngagementsPage/>
            <ParentRoute path=path!(":engagement") view=EngagementLayout>
                <Route path=path!("") view=OverviewRoom/>
                <Route path=path!("overview") view=OverviewRoom/>
                <Route path=path!("frame") view=FrameRoom/>
                <Route path=path!("sample") view=SampleRoom/>
                <Route path=path!("assignments") view=AssignmentsRoom/>
                <ParentRoute path=path!("records") view=RecordsRoom>
                    <Route path=path!("") view=NoRecordChosen/>
                    <Route path=path!(":record") view=RecordPanel/>
                </ParentRoute>
                <Route path=path!("respondents") view=RespondentsRoom/>
                <Route path=path!("interviews") view=InterviewsRoom/>
                <Route path=path!("documents") view=DocumentsRoom/>
                <Route path=path!("quarantine") view=QuarantineRoom/>
                <Route path=path!("findings") view=FindingsRoom/>
                <Route path=path!("surveys") view=SurveysRoom/>
                <Route path=path!("scores") view=ScoresRoom/>
                <Route path=path!("report") view=ReportRoom/>
            </ParentRoute>
        </ParentRoute>
    }
    .into_inner()
}

/// `/desk/:engagement/forms` and below: a part of its own, since few work with it and it is large.
#[component(transparent)]
pub fn FormsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/desk") view=DeskRoot>
            <ParentRoute path=path!(":engagement") view=EngagementLayout>
                <Route path=path!("forms") view=FormsRoom/>
                <Route path=path!("forms/:form") view=VersionsPage/>
                <Route path=path!("forms/:form/draft") view=DraftPage/>
            </ParentRoute>
        </ParentRoute>
    }
    .into_inner()
}

/// Who is not signed in goes to the sign-in page, once the device's store has been read.
#[component]
fn DeskRoot() -> impl IntoView {
    let app = use_app();
    let signed_in = Memo::new(move |_| {
        app.restored()
            .get()
            .then(|| app.session().with(Option::is_some))
    });
    move || match signed_in.get() {
        None => ().into_any(),
        Some(false) => view! { <Redirect path="/sign-in"/> }.into_any(),
        Some(true) => view! { <Outlet/> }.into_any(),
    }
}
