//! Words between a page and a frame of our own origin inside it. Not here: what they mean.

#[cfg(target_arch = "wasm32")]
mod browser {
    use leptos::web_sys::{self, HtmlIFrameElement, MessageEvent};
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen::closure::Closure;

    /// Tells the page in a frame something; a page that is still loading does not hear it.
    pub fn tell_frame(frame: &HtmlIFrameElement, text: &str) {
        if let Some(window) = frame.content_window() {
            // Only a page of our own origin may read it.
            drop(window.post_message(&text.into(), &super::super::origin()));
        }
    }

    /// Tells the page around this frame something; alone in its tab the page hears itself.
    pub fn tell_parent(text: &str) {
        let parent = web_sys::window().and_then(|window| window.parent().ok().flatten());
        if let Some(parent) = parent {
            drop(parent.post_message(&text.into(), &super::super::origin()));
        }
    }

    /// Calls `then` with each text that a page of our own origin sends, until the answer is dropped
    /// or the page is left.
    pub fn on_told(then: impl Fn(String) + 'static) -> Told {
        let heard = move |event: MessageEvent| {
            if event.origin() == super::super::origin()
                && let Some(text) = event.data().as_string()
            {
                then(text);
            }
        };
        let heard = Closure::<dyn Fn(MessageEvent)>::new(heard);
        if let Some(window) = web_sys::window() {
            let function = heard.as_ref().unchecked_ref();
            drop(window.add_event_listener_with_callback("message", function));
        }
        Told { heard }
    }

    /// A listener; it ends when this is dropped.
    pub struct Told {
        heard: Closure<dyn Fn(MessageEvent)>,
    }

    impl Drop for Told {
        fn drop(&mut self) {
            if let Some(window) = web_sys::window() {
                let function = self.heard.as_ref().unchecked_ref();
                drop(window.remove_event_listener_with_callback("message", function));
            }
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use leptos::web_sys::HtmlIFrameElement;

    /// Natively there are no frames.
    pub fn tell_frame(_frame: &HtmlIFrameElement, _text: &str) {}

    /// Natively there are no frames.
    pub fn tell_parent(_text: &str) {}

    /// Natively nobody says anything.
    pub fn on_told(_then: impl Fn(String) + 'static) -> Told {
        Told
    }

    /// A listener that hears nothing.
    pub struct Told;
}

#[cfg(target_arch = "wasm32")]
pub use browser::{Told, on_told, tell_frame, tell_parent};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{Told, on_told, tell_frame, tell_parent};
