//! The app: its contexts and its routes. Not here: what the pages show.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::path;

use crate::i18n::{I18nContextProvider, keep_chosen_language, use_i18n};
use crate::pages::desk::DeskRoutes;
use crate::pages::field::{
    FieldHome, FieldLayout, InspectionPage, KioskPage, PhotosPage, SitePage, SyncPage,
};
use crate::pages::{NotFound, SignInPage, UpdateToast};
use crate::state::{provide_app_state, provide_field_state, use_app};

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let state = provide_app_state();
    provide_field_state(state);
    view! {
        <I18nContextProvider>
            <Screens/>
        </I18nContextProvider>
    }
}

#[component]
fn Screens() -> impl IntoView {
    keep_chosen_language(use_i18n());
    view! {
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/") view=Home/>
                <Route path=path!("/sign-in") view=SignInPage/>
                <Route path=path!("/field/sites/:code/kiosk") view=|| guarded(KioskPage)/>
                <ParentRoute path=path!("/field") view=|| guarded(FieldLayout)>
                    <Route path=path!("") view=FieldHome/>
                    <Route path=path!("sites/:code") view=SitePage/>
                    <Route path=path!("sites/:code/inspection") view=InspectionPage/>
                    <Route path=path!("sites/:code/photos") view=PhotosPage/>
                    <Route path=path!("sync") view=SyncPage/>
                </ParentRoute>
                <DeskRoutes/>
            </Routes>
        </Router>
        <UpdateToast/>
    }
}

/// A screen for people who signed in once on this device; the others are sent to the sign-in page.
/// Nothing is decided before the device's store has been read.
fn guarded<View: IntoView + 'static>(screen: fn() -> View) -> impl IntoView {
    let app = use_app();
    // Only whether somebody is signed in: a refreshed session must not rebuild a form.
    let signed_in = Memo::new(move |_| {
        app.restored()
            .get()
            .then(|| app.session().with(Option::is_some))
    });
    move || match signed_in.get() {
        None => ().into_any(),
        Some(true) => screen().into_any(),
        Some(false) => view! { <Redirect path="/sign-in"/> }.into_any(),
    }
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
            Some(session) if session.role.may_manage() => "/desk",
            Some(_) => "/field",
        };
        view! { <Redirect path=path/> }.into_any()
    }
}
