//! The browser's side of `platform`.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use domain::time::Timestamp;
use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Event, Url, VisibilityState, Window};

use super::Happening;

fn window() -> Option<Window> {
    web_sys::window()
}

/// The tablet's clock: evidence, never order.
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// Fills `buffer` from `crypto.getRandomValues`.
pub fn random_bytes(buffer: &mut [u8]) {
    let filled = window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(buffer).is_ok());
    if !filled {
        // Browsers that run WebAssembly have it; identifiers need to be unique, not secret.
        buffer
            .iter_mut()
            .for_each(|byte| *byte = (js_sys::Math::random() * 256.0) as u8);
    }
}

/// Scheme, host and port of the page.
pub fn origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// What the browser believes; `true` may still mean a network without our server.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Whether the page is seen.
pub fn is_visible() -> bool {
    let document = window().and_then(|window| window.document());
    document.is_none_or(|document| document.visibility_state() == VisibilityState::Visible)
}

/// A small preference of this device.
pub fn preference(name: &str) -> Option<String> {
    LocalStorage::get(name).ok()
}

/// Keeps a small preference; in a private window it holds until the page is closed.
pub fn set_preference(name: &str, value: &str) {
    let _ = LocalStorage::set(name, value);
}

/// Sets an attribute of `<html>`.
pub fn set_page_attribute(name: &str, value: &str) {
    let document = window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.document_element()) {
        let _ = root.set_attribute(name, value);
    }
}

/// Calls `then` on each such happening, as long as the page lives.
pub fn listen(happening: Happening, then: impl Fn() + 'static) {
    let Some(window) = window() else { return };
    let handler = Closure::<dyn Fn(Event)>::new(move |_| then());
    let function: &Function = handler.as_ref().unchecked_ref();
    let _ = match happening {
        Happening::Online => window.add_event_listener_with_callback("online", function),
        Happening::Offline => window.add_event_listener_with_callback("offline", function),
        Happening::UpdateReady => {
            window.add_event_listener_with_callback("kanping:update-ready", function)
        }
        Happening::VisibilityChanged => match window.document() {
            Some(page) => page.add_event_listener_with_callback("visibilitychange", function),
            None => Ok(()),
        },
    };
    handler.forget();
}

/// Whether `public/boot.js` has announced a new version before anybody listened.
pub fn update_waits() -> bool {
    let document = window().and_then(|window| window.document());
    let root = document.and_then(|document| document.document_element());
    root.and_then(|root| root.get_attribute("data-update"))
        .as_deref()
        == Some("ready")
}

/// Tells `public/boot.js` that the person wants the new version now.
pub fn apply_update() {
    if let (Some(window), Ok(event)) = (window(), Event::new("kanping:update-apply")) {
        let _ = window.dispatch_event(&event);
    }
}

/// Whether the browser promised not to clear the store; `None` where it cannot tell.
pub async fn storage_protected() -> Option<bool> {
    let answer = window()?.navigator().storage().persisted().ok()?;
    JsFuture::from(answer).await.ok()?.as_bool()
}

/// Asks the browser not to clear the store; `None` where it cannot.
pub async fn protect_storage() -> Option<bool> {
    let answer = window()?.navigator().storage().persist().ok()?;
    JsFuture::from(answer).await.ok()?.as_bool()
}

/// Runs `work` if no other tab holds the lock; `None` if one does. A browser without Web Locks
/// runs it at once: the store's generations keep two runs from writing over each other.
pub async fn try_with_lock<T>(name: &str, work: impl Future<Output = T>) -> Option<T> {
    let Some(locks) = locks() else {
        return Some(work.await);
    };
    // The lock lives as long as the promise that its callback returns: it is resolved at the end.
    let release = Rc::new(RefCell::new(None::<Function>));
    let held = Promise::new(&mut |resolve, _| {
        *release.borrow_mut() = Some(resolve);
    });
    let outcome = Promise::new(&mut |resolve, reject| {
        request_lock(&locks, name, held.clone(), resolve, &reject);
    });
    let granted = JsFuture::from(outcome)
        .await
        .ok()
        .and_then(|value| value.as_bool());
    let result = if granted == Some(false) {
        None
    } else {
        Some(work.await)
    };
    if let Some(resolve) = release.borrow_mut().take() {
        let _ = resolve.call0(&JsValue::UNDEFINED);
    }
    result
}

/// `navigator.locks`, called by name: web-sys has it only behind an unstable flag.
fn locks() -> Option<JsValue> {
    let navigator: JsValue = window()?.navigator().into();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then_some(locks)
}

fn request_lock(locks: &JsValue, name: &str, held: Promise, resolve: Function, reject: &Function) {
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let granted = !lock.is_null();
        let _ = resolve.call1(&JsValue::UNDEFINED, &granted.into());
        if granted {
            held.into()
        } else {
            JsValue::UNDEFINED
        }
    });
    let options = js_sys::Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &true.into());
    let arguments = Array::of3(&name.into(), &options, &callback);
    let request = Reflect::get(locks, &"request".into())
        .and_then(|function| function.dyn_into::<Function>())
        .and_then(|function| function.apply(locks, &arguments));
    if let Err(error) = request {
        let _ = reject.call1(&JsValue::UNDEFINED, &error);
    }
}

/// Waits.
pub async fn sleep(milliseconds: i32) {
    let waiting = Promise::new(&mut |resolve, _| {
        if let Some(window) = window() {
            let _ = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    let _ = JsFuture::from(waiting).await;
}

/// An address under which the page can show the bytes, until it is revoked.
pub fn object_url(bytes: &[u8], media_type: &str) -> Option<String> {
    let parts = Array::of1(&Uint8Array::from(bytes).into());
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Frees the bytes behind an address made by `object_url`.
pub fn revoke_object_url(url: &str) {
    let _ = Url::revoke_object_url(url);
}

/// A name for the tablet that an administrator recognises: the browser's own description.
pub fn device_label() -> String {
    let agent = window().and_then(|window| window.navigator().user_agent().ok());
    agent.unwrap_or_default().chars().take(120).collect()
}
