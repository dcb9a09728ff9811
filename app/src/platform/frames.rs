//! A frame of our own origin inside a page: words between the two, and the room there is for it.
//! Not here: what the words mean.

#[cfg(target_arch = "wasm32")]
mod browser {
    use leptos::web_sys::{
        self, Element, HtmlIFrameElement, MessageEvent, ResizeObserver, ResizeObserverEntry,
    };
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

    /// Calls `then` with the width of an element's content, now and whenever it changes, until the
    /// answer is dropped.
    pub fn on_width(element: &Element, then: impl Fn(f64) + 'static) -> Watched {
        let seen = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let entry: ResizeObserverEntry = entries.get(0).unchecked_into();
            then(entry.content_rect().width());
        });
        let observer = ResizeObserver::new(seen.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Watched {
            observer,
            _seen: seen,
        }
    }

    /// An element being watched; it ends when this is dropped.
    pub struct Watched {
        observer: Option<ResizeObserver>,
        _seen: Closure<dyn Fn(js_sys::Array)>,
    }

    impl Drop for Watched {
        fn drop(&mut self) {
            if let Some(observer) = &self.observer {
                observer.disconnect();
            }
        }
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
    use leptos::web_sys::{Element, HtmlIFrameElement};

    /// Natively nothing has a width.
    pub fn on_width(_element: &Element, _then: impl Fn(f64) + 'static) -> Watched {
        Watched
    }

    /// Nothing that is watched.
    pub struct Watched;

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
pub use browser::{Told, Watched, on_told, on_width, tell_frame, tell_parent};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{Told, Watched, on_told, on_width, tell_frame, tell_parent};
