//! The app's routes. Not here: what the pages show, which of them are loaded together (`parts`).

use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::{Lazy, path};

use crate::i18n::{I18nContextProvider, keep_chosen_language, use_i18n};
use crate::pages::{NotFound, SignInPage, UpdateToast};
use crate::parts::{
    Archive, Assignments, Checks, DeskEngagement, Device, Document, Documents, DocumentsRoom,
    Engagements, Feedback, FieldFrame, FieldHome, FieldRoot, Findings, FormDraft, FormVersions,
    Forms, Frame, Inspection, Interview, Interviews, InterviewsRoom, Kiosk, Library,
    NoRecordChosen, Overview, Photos, Plan, Preview, Problems, Programme, Quarantine, Record,
    Records, Report, Respondents, Sample, Scores, Site, Surveys, Synchronisation, Team,
};
use crate::state::{provide_app_state, use_app};

/// The whole app. What lies behind signing in is loaded when it is first opened, and in the
/// background by the service worker, so that it opens without a network.
#[component]
pub fn App() -> impl IntoView {
    provide_app_state();
    view! { <I18nContextProvider><Screens/></I18nContextProvider> }
}

#[component]
fn Screens() -> impl IntoView {
    keep_chosen_language(use_i18n());
    view! {
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=Home/>
                <Route path=path!("/sign-in") view=SignInPage/>
                <Route path=path!("/preview") view={Lazy::<Preview>::new()}/>
                <FieldRoutes/>
                <DeskRoutes/>
            </Routes>
        </Router>
        <UpdateToast/>
    }
}

/// `/field` and below; the kiosk has the whole screen.
#[component(transparent)]
fn FieldRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/field") view=SignedIn>
        <ParentRoute path=path!("") view={Lazy::<FieldRoot>::new()}>
            <Route path=path!("sites/:code/kiosk") view={Lazy::<Kiosk>::new()}/>
            <ParentRoute path=path!("") view={Lazy::<FieldFrame>::new()}>
                <Route path=path!("") view={Lazy::<FieldHome>::new()}/>
                <Route path=path!("sites/:code") view={Lazy::<Site>::new()}/>
                <Route path=path!("sites/:code/problems") view={Lazy::<Problems>::new()}/>
                <Route path=path!("sites/:code/inspection") view={Lazy::<Inspection>::new()}/>
                <Route path=path!("sites/:code/photos") view={Lazy::<Photos>::new()}/>
                <Route path=path!("interviews") view={Lazy::<Interviews>::new()}/>
                <Route path=path!("interviews/:doc") view={Lazy::<Interview>::new()}/>
                <Route path=path!("documents") view={Lazy::<Documents>::new()}/>
                <Route path=path!("documents/:request") view={Lazy::<Document>::new()}/>
                <Route path=path!("sync") view={Lazy::<Synchronisation>::new()}/>
                <Route path=path!("device") view={Lazy::<Device>::new()}/>
            </ParentRoute>
        </ParentRoute>
        </ParentRoute>
    }
    .into_inner()
}

/// `/desk` and all rooms under `/desk/:engagement`.
#[component(transparent)]
fn DeskRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/desk") view=SignedIn>
            <Route path=path!("") view={Lazy::<Engagements>::new()}/>
            <Route path=path!("library") view={Lazy::<Library>::new()}/>
            <Route path=path!("programme") view={Lazy::<Programme>::new()}/>
            <ParentRoute path=path!(":engagement") view={Lazy::<DeskEngagement>::new()}>
                <Route path=path!("") view={Lazy::<Overview>::new()}/>
                <Route path=path!("overview") view={Lazy::<Overview>::new()}/>
                <Route path=path!("frame") view={Lazy::<Frame>::new()}/>
                <Route path=path!("sample") view={Lazy::<Sample>::new()}/>
                <Route path=path!("assignments") view={Lazy::<Assignments>::new()}/>
                <Route path=path!("team") view={Lazy::<Team>::new()}/>
                <ParentRoute path=path!("records") view={Lazy::<Records>::new()}>
                    <Route path=path!("") view={Lazy::<NoRecordChosen>::new()}/>
                    <Route path=path!(":record") view={Lazy::<Record>::new()}/>
                </ParentRoute>
                <Route path=path!("respondents") view={Lazy::<Respondents>::new()}/>
                <Route path=path!("interviews") view={Lazy::<InterviewsRoom>::new()}/>
                <Route path=path!("documents") view={Lazy::<DocumentsRoom>::new()}/>
                <Route path=path!("quarantine") view={Lazy::<Quarantine>::new()}/>
                <Route path=path!("findings") view={Lazy::<Findings>::new()}/>
                <Route path=path!("surveys") view={Lazy::<Surveys>::new()}/>
                <Route path=path!("scores") view={Lazy::<Scores>::new()}/>
                <Route path=path!("plan") view={Lazy::<Plan>::new()}/>
                <Route path=path!("report") view={Lazy::<Report>::new()}/>
                <Route path=path!("feedback") view={Lazy::<Feedback>::new()}/>
                <Route path=path!("archive") view={Lazy::<Archive>::new()}/>
                <Route path=path!("checks") view={Lazy::<Checks>::new()}/>
                <Route path=path!("forms") view={Lazy::<Forms>::new()}/>
                <Route path=path!("forms/:form") view={Lazy::<FormVersions>::new()}/>
                <Route path=path!("forms/:form/draft") view={Lazy::<FormDraft>::new()}/>
            </ParentRoute>
        </ParentRoute>
    }
    .into_inner()
}

/// `/`: to where this person works.
#[component]
fn Home() -> impl IntoView {
    let app = use_app();
    move || {
        if !app.restored().get() {
            return ().into_any();
        }
        let path = match app.session().get() {
            None => "/sign-in",
            Some(session) if session.role.may_review() => "/desk",
            Some(_) => "/field",
        };
        view! { <Redirect path=path/> }.into_any()
    }
}

/// For people who signed in once on this device; the others are sent to the sign-in page, which
/// needs none of the parts. Nothing is decided before the device's store has been read.
#[component]
fn SignedIn() -> impl IntoView {
    let app = use_app();
    // Only whether somebody is signed in: a refreshed session must not rebuild a form.
    let signed_in = Memo::new(move |_| {
        app.restored()
            .get()
            .then(|| app.session().with(Option::is_some))
    });
    move || match signed_in.get() {
        None => ().into_any(),
        Some(true) => view! { <Outlet/> }.into_any(),
        Some(false) => view! { <Redirect path="/sign-in"/> }.into_any(),
    }
}
