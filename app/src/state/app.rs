//! Who is signed in, and what holds for the whole screen.

use domain::wire::SessionView;
use leptos::prelude::*;

use super::{Failure, Theme};

/// The state of the whole app; `Copy`, by context.
#[derive(Clone, Copy)]
pub struct AppState {
    session: RwSignal<Option<SessionView>>,
    restored: RwSignal<bool>,
    online: RwSignal<bool>,
    theme: RwSignal<Theme>,
    update_ready: RwSignal<bool>,
    storage_protected: RwSignal<Option<bool>>,
}

/// The app state of this page.
pub fn use_app() -> AppState {
    expect_context()
}

/// Makes the state; called once by `App`.
pub fn provide_app_state() -> AppState {
    let state = AppState {
        session: RwSignal::new(None),
        restored: RwSignal::new(false),
        online: RwSignal::new(true),
        theme: RwSignal::new(Theme::Light),
        update_ready: RwSignal::new(false),
        storage_protected: RwSignal::new(None),
    };
    provide_context(state);
    state
}

impl AppState {
    /// Who is signed in; restored from the device's store without a network.
    pub fn session(&self) -> Signal<Option<SessionView>> {
        self.session.into()
    }
    /// Whether the device's store has been read: before that nobody is sent to the sign-in page.
    pub fn restored(&self) -> Signal<bool> {
        self.restored.into()
    }
    /// Signs in.
    pub async fn sign_in(&self, _login: String, _password: String) -> Result<SessionView, Failure> {
        Err(Failure::Offline)
    }
    /// Signs out.
    pub async fn sign_out(&self) -> Result<(), Failure> {
        Err(Failure::Offline)
    }
    /// Whether the browser believes to have a network.
    pub fn online(&self) -> Signal<bool> {
        self.online.into()
    }
    /// The appearance.
    pub fn theme(&self) -> Signal<Theme> {
        self.theme.into()
    }
    /// Chooses the appearance.
    pub fn set_theme(&self, theme: Theme) {
        self.theme.set(theme);
    }
    /// Whether a new version waits.
    pub fn update_ready(&self) -> Signal<bool> {
        self.update_ready.into()
    }
    /// Starts the new version.
    pub fn apply_update(&self) {}
    /// Whether the browser promised not to clear the store.
    pub fn storage_protected(&self) -> Signal<Option<bool>> {
        self.storage_protected.into()
    }
}

/// The server as this page reaches it.
pub(super) fn api() -> crate::api::Api {
    crate::api::Api::new(&crate::platform::origin())
}
