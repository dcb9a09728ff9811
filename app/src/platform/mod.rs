//! Clock, identifiers, network state, preferences: with `capture` and the IndexedDB store the only
//! place that touches the browser. Natively each function has a counterpart, so that tests run the
//! real code. Not here: decisions.

#[cfg(target_arch = "wasm32")]
mod browser;
mod desk;
mod field;
mod frames;
mod http;
#[cfg(target_arch = "wasm32")]
mod http_browser;
#[cfg(not(target_arch = "wasm32"))]
mod http_native;
mod identifiers;
#[cfg(not(target_arch = "wasm32"))]
mod native;

#[cfg(target_arch = "wasm32")]
pub use browser::{
    apply_update, device_label, is_online, is_visible, listen, now, object_url, origin, preference,
    protect_storage, random_bytes, revoke_object_url, set_page_attribute, set_preference, sleep,
    storage_protected, try_with_lock, update_waits,
};
pub use desk::{
    ChosenFile, chosen_file, focus_next_row, focus_on, insert_text, is_on_control, is_typing,
    print_frame, print_page, random_seed, scroll_into_view, scroll_to,
};
pub use field::{
    can_speak, download, fill_screen, hush, leave_full_screen, position, recent_position, speak,
};
pub use frames::{Told, Watched, on_told, on_width, tell_frame, tell_parent};
pub use http::{HttpRequest, HttpResponse, Method};
#[cfg(target_arch = "wasm32")]
pub use http_browser::HttpClient;
#[cfg(not(target_arch = "wasm32"))]
pub use http_native::HttpClient;
pub use identifiers::new_id;
#[cfg(not(target_arch = "wasm32"))]
pub use native::{
    apply_update, device_label, is_online, is_visible, listen, now, object_url, origin, preference,
    protect_storage, random_bytes, revoke_object_url, set_page_attribute, set_preference, sleep,
    storage_protected, try_with_lock, update_waits,
};

/// What happens outside of the app and may concern it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The network came back, as far as the browser can tell.
    Online,
    /// The network went away.
    Offline,
    /// The page is seen or no longer seen.
    VisibilityChanged,
    /// `public/boot.js` announces that a new version is installed and waits.
    UpdateReady,
}

/// The name of the Web Lock under which one tab at a time synchronises.
pub const SYNC_LOCK: &str = "kanping-sync";
