//! The desk's screens, one file per room. `DeskRoutes` is their part of the route tree.

use leptos::prelude::*;
use leptos_router::MatchNestedRoutes;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;

/// `/desk` and all rooms under `/desk/:engagement`.
#[component(transparent)]
pub fn DeskRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/desk") view=DeskRoot>
            <Route path=path!("") view=|| ()/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn DeskRoot() -> impl IntoView {
    view! { <leptos_router::components::Outlet/> }
}
