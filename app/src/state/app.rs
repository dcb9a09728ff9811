//! Who is signed in, and what holds for the whole screen. Not here: the field app's documents.

use domain::ids::DeviceId;
use domain::wire::{SessionView, SignInRequest};
use leptos::prelude::*;

use super::{Failure, Theme};
use crate::api::{Api, ApiError};
use crate::platform::{self, Happening};
use crate::storage::{DeviceStore, LocalStore as _};
use crate::sync::{meta, retry, set_meta};

/// The preference that keeps the appearance.
const THEME: &str = "theme";

/// The preference by which `public/boot.js` knows whether any part but the entry will be shown.
const SIGNED_IN: &str = "signed-in";

/// The state of the whole app; `Copy`, by context.
#[derive(Clone, Copy)]
pub struct AppState {
    pub(super) store: StoredValue<Option<DeviceStore>, LocalStorage>,
    session: RwSignal<Option<SessionView>>,
    restored: RwSignal<bool>,
    online: RwSignal<bool>,
    theme: RwSignal<Theme>,
    update_ready: RwSignal<bool>,
    storage_protected: RwSignal<Option<bool>>,
    /// Owns what is made once and outlives the page that first needed it.
    owner: StoredValue<Option<Owner>>,
}

/// The app state of this page.
pub fn use_app() -> AppState {
    expect_context()
}

/// The server as this page reaches it.
pub(super) fn api() -> Api {
    Api::new(&platform::origin())
}

/// Makes the state; called once by `App`.
pub fn provide_app_state() -> AppState {
    let stored = platform::preference(THEME).and_then(|name| Theme::from_name(&name));
    let state = AppState {
        store: StoredValue::new_local(None),
        session: RwSignal::new(None),
        restored: RwSignal::new(false),
        online: RwSignal::new(platform::is_online()),
        theme: RwSignal::new(stored.unwrap_or_default()),
        update_ready: RwSignal::new(platform::update_waits()),
        storage_protected: RwSignal::new(None),
        owner: StoredValue::new(Owner::current()),
    };
    provide_context(state);
    Effect::new(move || platform::set_page_attribute("data-theme", state.theme.get().name()));
    platform::listen(Happening::Online, move || state.online.set(true));
    platform::listen(Happening::Offline, move || state.online.set(false));
    platform::listen(Happening::UpdateReady, move || state.update_ready.set(true));
    leptos::task::spawn_local(async move {
        // Without a store (private window) the desk still works; saving tells the person.
        let _ = state.restore().await;
        state.restored.set(true);
        state
            .storage_protected
            .set(platform::storage_protected().await);
    });
    state
}

impl AppState {
    /// Makes signals and contexts that stay when the page that makes them is left.
    pub(super) fn lives_as_long_as_the_app<Made>(&self, make: impl FnOnce() -> Made) -> Made {
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    /// Who is signed in; restored from the device's store without a network.
    pub fn session(&self) -> Signal<Option<SessionView>> {
        self.session.into()
    }

    /// Whether the device's store has been read: before that nobody is sent to the sign-in page.
    pub fn restored(&self) -> Signal<bool> {
        self.restored.into()
    }

    /// Signs in, and enrols this device for the person.
    pub async fn sign_in(&self, login: String, password: String) -> Result<SessionView, Failure> {
        let device_id = self.device_id().await?;
        let request = SignInRequest {
            login,
            password,
            device_id: Some(device_id),
            device_label: platform::device_label(),
        };
        let session = api().sign_in(&request).await?;
        self.keep_session(&session).await?;
        platform::set_preference(SIGNED_IN, "yes");
        self.session.set(Some(session.clone()));
        self.storage_protected
            .set(platform::protect_storage().await);
        Ok(session)
    }

    /// Signs out. Documents stay on the device: they belong to the work, not to the session.
    pub async fn sign_out(&self) -> Result<(), Failure> {
        match api().sign_out().await {
            Ok(()) | Err(ApiError::SignedOut) => {}
            Err(error) => return Err(error.into()),
        }
        set_meta(&self.open_store().await?, meta::SESSION, None).await?;
        platform::set_preference(SIGNED_IN, "no");
        self.session.set(None);
        Ok(())
    }

    /// Whether the browser believes to have a network.
    pub fn online(&self) -> Signal<bool> {
        self.online.into()
    }

    /// The appearance.
    pub fn theme(&self) -> Signal<Theme> {
        self.theme.into()
    }

    /// Chooses the appearance and keeps it on this device.
    pub fn set_theme(&self, theme: Theme) {
        platform::set_preference(THEME, theme.name());
        self.theme.set(theme);
    }

    /// Whether a new version waits.
    pub fn update_ready(&self) -> Signal<bool> {
        self.update_ready.into()
    }

    /// Starts the new version: the page loads anew. Everything is saved at any time.
    pub fn apply_update(&self) {
        platform::apply_update();
    }

    /// Whether the browser promised not to clear the store; `None` where it cannot tell.
    pub fn storage_protected(&self) -> Signal<Option<bool>> {
        self.storage_protected.into()
    }

    async fn restore(&self) -> Result<(), Failure> {
        let text = self.open_store().await?.meta(meta::SESSION).await?;
        let session = text.and_then(|text| serde_json::from_slice(text.as_bytes()).ok());
        self.session.set(session);
        Ok(())
    }

    async fn keep_session(&self, session: &SessionView) -> Result<(), Failure> {
        let text = serde_json::to_string(session).map_err(|e| Failure::Storage(e.to_string()))?;
        Ok(set_meta(&self.open_store().await?, meta::SESSION, Some(text)).await?)
    }

    /// The device's store, opened once.
    pub(super) async fn open_store(&self) -> Result<DeviceStore, Failure> {
        if let Some(store) = self.store.get_value() {
            return Ok(store);
        }
        let store = DeviceStore::open().await?;
        // Two first calls may both open it; IndexedDB allows that, and one of them is kept.
        self.store.set_value(Some(store.clone()));
        Ok(store)
    }

    /// This installation's id, made at the first sign-in and never changed.
    pub(super) async fn device_id(&self) -> Result<DeviceId, Failure> {
        use crate::storage::{Batch, Write};
        let store = self.open_store().await?;
        let fresh = platform::new_id();
        let id = retry(async || {
            let generation = store.generation().await?;
            if let Some(known) = store.meta(meta::DEVICE_ID).await? {
                return Ok(known);
            }
            let mut batch = Batch::default();
            batch.put(Write::Meta(meta::DEVICE_ID.to_owned(), Some(fresh.clone())));
            store.commit(generation, batch).await?;
            Ok(fresh.clone())
        })
        .await?;
        Ok(DeviceId(id))
    }
}
