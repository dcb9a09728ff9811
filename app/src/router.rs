//! The app's parts and their routes: entry (signing in), field (sites, synchronisation), form
//! (whatever fills a form in, with the form engine), desk, designer (the desk's forms room). Not
//! here: what the pages show.
//!
//! Each part is a wasm file of its own, so that a person loads what they work with and no more;
//! `public/boot.js` picks by the path, exactly as `Part::of` does. A link into another part is a
//! full page load, which the service worker answers without a network.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

use crate::i18n::{I18nContextProvider, keep_chosen_language, use_i18n};
use crate::pages::desk::{DeskRoutes, FormsRoutes};
use crate::pages::field::{
    DevicePage, DocumentPage, DocumentsPage, FieldHome, FieldLayout, InspectionPage, InterviewPage,
    InterviewsPage, KioskPage, PhotosPage, PreviewPage, ProblemsPage, SitePage, SyncPage,
};
use crate::pages::{NotFound, SignInPage, UpdateToast};
use crate::platform;
use crate::state::{provide_app_state, provide_field_state, use_app};

/// A part of the app that is loaded by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Entry,
    Field,
    Form,
    Desk,
    Designer,
}

impl Part {
    /// The part that shows this path.
    fn of(path: &str) -> Self {
        let words: Vec<&str> = path.trim_matches('/').split('/').collect();
        match words.as_slice() {
            ["field", "sites", _, "inspection" | "kiosk" | "photos"] => Self::Form,
            ["field", "interviews" | "documents", _, ..] => Self::Form,
            ["preview", ..] => Self::Form,
            ["field", ..] => Self::Field,
            ["desk", _, "forms", ..] => Self::Designer,
            ["desk", ..] => Self::Desk,
            _ => Self::Entry,
        }
    }
}

/// Signing in, and the way to where a person works.
#[component]
pub fn EntryApp() -> impl IntoView {
    provide_app_state();
    view! { <I18nContextProvider><EntryScreens/></I18nContextProvider> }
}

/// The field app: sites and synchronisation.
#[component]
pub fn FieldApp() -> impl IntoView {
    provide_field_state(provide_app_state());
    view! { <I18nContextProvider><FieldScreens/></I18nContextProvider> }
}

/// The field app where forms are filled in.
#[component]
pub fn FormApp() -> impl IntoView {
    provide_field_state(provide_app_state());
    view! { <I18nContextProvider><FormScreens/></I18nContextProvider> }
}

/// The desk.
#[component]
pub fn DeskApp() -> impl IntoView {
    provide_app_state();
    view! { <I18nContextProvider><DeskScreens/></I18nContextProvider> }
}

/// The desk's forms room.
#[component]
pub fn DesignerApp() -> impl IntoView {
    provide_app_state();
    view! { <I18nContextProvider><DesignerScreens/></I18nContextProvider> }
}

#[component]
fn EntryScreens() -> impl IntoView {
    keep_chosen_language(use_i18n());
    view! {
        <Router>
            <Routes fallback=|| elsewhere(Part::Entry)>
                <Route path=path!("/") view=Home/>
                <Route path=path!("/sign-in") view=SignInPage/>
            </Routes>
        </Router>
        <UpdateToast/>
    }
}

#[component]
fn FieldScreens() -> impl IntoView {
    keep_chosen_language(use_i18n());
    view! {
        <Router>
            <Routes fallback=|| elsewhere(Part::Field)>
                <ParentRoute path=path!("/field") view=|| guarded(FieldLayout)>
                    <Route path=path!("") view=FieldHome/>
                    <Route path=path!("sites/:code") view=SitePage/>
                    <Route path=path!("sites/:code/problems") view=ProblemsPage/>
                    <Route path=path!("interviews") view=InterviewsPage/>
                    <Route path=path!("documents") view=DocumentsPage/>
                    <Route path=path!("sync") view=SyncPage/>
                    <Route path=path!("device") view=DevicePage/>
                </ParentRoute>
            </Routes>
        </Router>
        <UpdateToast/>
    }
}

#[component]
fn FormScreens() -> impl IntoView {
    keep_chosen_language(use_i18n());
    view! {
        <Router>
            <Routes fallback=|| elsewhere(Part::Form)>
                <Route path=path!("/preview") view=PreviewPage/>
                <Route path=path!("/field/sites/:code/kiosk") view=|| guarded(KioskPage)/>
                <ParentRoute path=path!("/field") view=|| guarded(FieldLayout)>
                    <Route path=path!("sites/:code/inspection") view=InspectionPage/>
                    <Route path=path!("sites/:code/photos") view=PhotosPage/>
                    <Route path=path!("interviews/:doc") view=InterviewPage/>
                    <Route path=path!("documents/:request") view=DocumentPage/>
                </ParentRoute>
            </Routes>
        </Router>
        <UpdateToast/>
    }
}

#[component]
fn DeskScreens() -> impl IntoView {
    keep_chosen_language(use_i18n());
    view! {
        <Router>
            <Routes fallback=|| elsewhere(Part::Desk)>
                <DeskRoutes/>
            </Routes>
        </Router>
        <UpdateToast/>
    }
}

#[component]
fn DesignerScreens() -> impl IntoView {
    keep_chosen_language(use_i18n());
    view! {
        <Router>
            <Routes fallback=|| elsewhere(Part::Designer)>
                <FormsRoutes/>
            </Routes>
        </Router>
        <UpdateToast/>
    }
}

/// A path this part does not show: another part is loaded for it, or there is no such page.
fn elsewhere(here: Part) -> impl IntoView {
    let location = use_location();
    let path = location.pathname.get_untracked();
    if Part::of(&path) == here {
        return NotFound().into_any();
    }
    let query = location.search.get_untracked();
    let mark = if query.is_empty() { "" } else { "?" };
    platform::load_page(&format!("{path}{mark}{query}"));
    ().into_any()
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

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn a_path_tells_its_part() {
        assert_eq!(Part::of("/"), Part::Entry);
        assert_eq!(Part::of("/sign-in"), Part::Entry);
        assert_eq!(Part::of("/field"), Part::Field);
        assert_eq!(Part::of("/field/sites/a"), Part::Field);
        assert_eq!(Part::of("/field/sites/a/problems"), Part::Field);
        assert_eq!(Part::of("/field/nowhere/a/kiosk"), Part::Field);
        assert_eq!(Part::of("/field/sites/a/kiosk"), Part::Form);
        assert_eq!(Part::of("/field/sites/a/inspection/"), Part::Form);
        assert_eq!(Part::of("/field/interviews"), Part::Field);
        assert_eq!(Part::of("/field/interviews/new"), Part::Form);
        assert_eq!(Part::of("/preview"), Part::Form);
        assert_eq!(Part::of("/desk/demo/records"), Part::Desk);
        assert_eq!(Part::of("/desk/demo/forms"), Part::Designer);
        assert_eq!(Part::of("/desk/demo/forms/q/draft"), Part::Designer);
        assert_eq!(Part::of("/desktop"), Part::Entry);
    }
}
