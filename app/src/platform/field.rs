//! What only the field app asks of the browser: a position, a voice, the whole screen.

#[cfg(target_arch = "wasm32")]
mod browser {
    use domain::fieldwork::Position;
    use domain::time::Timestamp;
    use js_sys::{Function, Promise, Reflect};
    use leptos::web_sys;
    use wasm_bindgen::{JsCast as _, JsValue};
    use wasm_bindgen_futures::JsFuture;

    /// A fix is worth waiting for under trees and in gorges.
    const FRESH_TIMEOUT_MS: u32 = 30_000;
    /// For photos and the list nobody waits long; a fix of the last five minutes will do.
    const RECENT_TIMEOUT_MS: u32 = 4_000;
    const RECENT_AGE_MS: u32 = 300_000;

    /// A fresh, precise fix; the browser may ask the person for permission first.
    pub async fn position() -> Option<Position> {
        locate(FRESH_TIMEOUT_MS, 0).await
    }

    /// A fix of the last minutes, or a new one if it comes quickly.
    pub async fn recent_position() -> Option<Position> {
        locate(RECENT_TIMEOUT_MS, RECENT_AGE_MS).await
    }

    async fn locate(timeout: u32, maximum_age: u32) -> Option<Position> {
        let geolocation = web_sys::window()?.navigator().geolocation().ok()?;
        let options = web_sys::PositionOptions::new();
        options.set_enable_high_accuracy(true);
        options.set_timeout(timeout);
        options.set_maximum_age(maximum_age);
        let asked = Promise::new(&mut |resolve, reject| {
            let started = geolocation.get_current_position_with_error_callback_and_options(
                &resolve,
                Some(&reject),
                &options,
            );
            if let Err(error) = started {
                drop(reject.call1(&JsValue::UNDEFINED, &error));
            }
        });
        let fix: web_sys::Position = JsFuture::from(asked).await.ok()?.unchecked_into();
        let place = fix.coords();
        Some(Position {
            latitude: format!("{:.6}", place.latitude()),
            longitude: format!("{:.6}", place.longitude()),
            accuracy_m: format!("{:.1}", place.accuracy()),
            captured_at: Timestamp(fix.timestamp() as i64),
        })
    }

    /// Hands bytes to the browser as a download of this name.
    pub fn download(bytes: &[u8], media_type: &str, name: &str) {
        let Some(address) = crate::platform::object_url(bytes, media_type) else {
            return;
        };
        let document = web_sys::window().and_then(|window| window.document());
        let link = document.and_then(|document| document.create_element("a").ok());
        if let Some(link) = link.and_then(|it| it.dyn_into::<web_sys::HtmlAnchorElement>().ok()) {
            link.set_href(&address);
            link.set_download(name);
            link.click();
        }
    }

    /// Gives the page the whole screen. A browser refuses outside of a tap, or always; both are
    /// silent, because the work goes on as well in a window.
    pub fn fill_screen() {
        let document = web_sys::window().and_then(|window| window.document());
        let Some(document) = document.filter(|page| page.fullscreen_element().is_none()) else {
            return;
        };
        if let Some(root) = document.document_element() {
            call_quietly(&root, "requestFullscreen");
        }
    }

    /// Gives the screen back, if the page has all of it.
    pub fn leave_full_screen() {
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(document) = document.filter(|page| page.fullscreen_element().is_some()) {
            call_quietly(&document, "exitFullscreen");
        }
    }

    /// Called by name, because web-sys drops the promise, and a rejection that nobody takes is
    /// written to the console as an error.
    fn call_quietly(target: &JsValue, name: &str) {
        let function = Reflect::get(target, &name.into()).ok();
        let function = function.and_then(|it| it.dyn_into::<Function>().ok());
        let answer = function.and_then(|function| function.call0(target).ok());
        if let Some(promise) = answer.and_then(|it| it.dyn_into::<Promise>().ok()) {
            wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(promise).await) });
        }
    }

    fn voice() -> Option<web_sys::SpeechSynthesis> {
        web_sys::window()?.speech_synthesis().ok()
    }

    /// Whether the browser can read aloud.
    pub fn can_speak() -> bool {
        voice().is_some()
    }

    /// Ends what is being read aloud.
    pub fn hush() {
        if let Some(voice) = voice() {
            voice.cancel();
        }
    }

    /// Reads a text aloud, stopping what is being read. Only voices on the device are used where
    /// the browser has one for the language; this is the browser's choice.
    pub fn speak(text: &str, language: &str) {
        let Some(voice) = voice() else { return };
        voice.cancel();
        if let Ok(utterance) = web_sys::SpeechSynthesisUtterance::new_with_text(text) {
            utterance.set_lang(language);
            voice.speak(&utterance);
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use domain::fieldwork::Position;

    /// Natively there is no position.
    pub async fn position() -> Option<Position> {
        None
    }

    /// Natively there is no position.
    pub async fn recent_position() -> Option<Position> {
        None
    }

    /// Natively there is no page to save from.
    pub fn download(_bytes: &[u8], _media_type: &str, _name: &str) {}

    /// Natively there is no screen.
    pub fn fill_screen() {}

    /// Natively there is no screen.
    pub fn leave_full_screen() {}

    /// Natively nothing is read aloud.
    pub fn can_speak() -> bool {
        false
    }

    /// Natively nothing is read aloud.
    pub fn hush() {}

    /// Natively nothing is read aloud.
    pub fn speak(_text: &str, _language: &str) {}
}

#[cfg(target_arch = "wasm32")]
pub use browser::{
    can_speak, download, fill_screen, hush, leave_full_screen, position, recent_position, speak,
};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{
    can_speak, download, fill_screen, hush, leave_full_screen, position, recent_position, speak,
};
