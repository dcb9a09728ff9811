//! What only the desk asks of the browser: a chosen file, printing, scrolling, a fresh seed.

use leptos::ev::{Event, KeyboardEvent};

/// A chosen file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenFile {
    /// As the person's device calls it.
    pub name: String,
    /// The whole content.
    pub bytes: Vec<u8>,
}

/// A seed that nobody chose, short enough to be read aloud (nine digits).
pub fn random_seed() -> u64 {
    let mut bytes = [0u8; 8];
    super::random_bytes(&mut bytes);
    bytes
        .iter()
        .fold(0u64, |seed, byte| (seed << 8) | u64::from(*byte))
        % 1_000_000_000
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use leptos::web_sys;
    use wasm_bindgen::JsCast as _;

    use super::{ChosenFile, Event, KeyboardEvent};

    /// The first file of the input that `event` came from; `None` when none was chosen or it cannot
    /// be read. The input is emptied, so that choosing the same file again is a change again.
    pub async fn chosen_file(event: Event) -> Option<ChosenFile> {
        let input = event
            .target()?
            .dyn_into::<web_sys::HtmlInputElement>()
            .ok()?;
        let file = input.files()?.get(0)?;
        let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer())
            .await
            .ok()?;
        input.set_value("");
        Some(ChosenFile {
            name: file.name(),
            bytes: js_sys::Uint8Array::new(&buffer).to_vec(),
        })
    }

    /// Opens the browser's print dialog for the page.
    pub fn print_page() {
        if let Some(window) = web_sys::window() {
            // A browser without printing answers an error; there is nothing else to try.
            drop(window.print());
        }
    }

    /// Opens the print dialog for what an `<iframe>` of our own origin shows.
    pub fn print_frame(frame: &web_sys::HtmlIFrameElement) {
        if let Some(window) = frame.content_window() {
            drop(window.print());
        }
    }

    /// Whether the key goes into a field, where letters are text and no commands.
    pub fn is_typing(event: &KeyboardEvent) -> bool {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        target.is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        })
    }

    /// Whether the event comes from a link, a button or a field inside of what listens to it.
    pub fn is_on_control(event: &Event) -> bool {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let control = target.map(|element| element.closest("a, button, input, textarea, summary"));
        matches!(control, Some(Ok(Some(_))))
    }

    /// Puts text where the cursor of the field stands; the browser's own undo takes it back.
    pub fn insert_text(area: &web_sys::HtmlTextAreaElement, text: &str) {
        drop(area.focus());
        let document = web_sys::window().and_then(|window| window.document());
        let inserted = document.and_then(|document| {
            let command = js_sys::Reflect::get(&document, &"execCommand".into()).ok()?;
            let command = command.dyn_into::<js_sys::Function>().ok()?;
            let answer =
                command.call3(&document, &"insertText".into(), &false.into(), &text.into());
            answer.ok()?.as_bool()
        });
        if inserted != Some(true) {
            // A browser without the command: the text is there, only undo does not know it.
            drop(area.set_range_text(text));
            if let Ok(event) = Event::new("input") {
                drop(area.dispatch_event(&event));
            }
        }
    }

    /// From the table row that has the focus to the one below or above it.
    pub fn focus_next_row(event: &KeyboardEvent, below: bool) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(row) = target.filter(|element| element.tag_name() == "TR") else {
            return;
        };
        let next = if below {
            row.next_element_sibling()
        } else {
            row.previous_element_sibling()
        };
        if let Some(next) = next.and_then(|next| next.dyn_into::<web_sys::HtmlElement>().ok()) {
            event.prevent_default();
            // Focusing a detached row fails; there is then nothing to move to.
            drop(next.focus());
        }
    }

    /// Scrolls to an element as little as needed and leaves the focus where it is.
    pub fn scroll_into_view(id: &str) {
        let document = web_sys::window().and_then(|window| window.document());
        let element = document.and_then(|document| document.get_element_by_id(id));
        if let Some(element) = element {
            let how = web_sys::ScrollIntoViewOptions::new();
            how.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&how);
        }
    }

    /// Puts the focus on an element once the screen is drawn, and scrolls as little as needed.
    pub fn focus_on(id: &str) {
        let id = id.to_owned();
        leptos::prelude::request_animation_frame(move || {
            let document = web_sys::window().and_then(|window| window.document());
            let element = document.and_then(|document| document.get_element_by_id(&id));
            if let Some(Ok(element)) = element.map(|it| it.dyn_into::<web_sys::HtmlElement>()) {
                drop(element.focus());
            }
        });
    }

    /// Scrolls to an element and puts the focus there, once the screen is drawn.
    pub fn scroll_to(id: &str) {
        let id = id.to_owned();
        leptos::prelude::request_animation_frame(move || {
            let document = web_sys::window().and_then(|window| window.document());
            let element = document.and_then(|document| document.get_element_by_id(&id));
            if let Some(element) = element {
                element.scroll_into_view();
                if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
                    drop(element.focus());
                }
            }
        });
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use leptos::web_sys;

    use super::{ChosenFile, Event, KeyboardEvent};

    /// Natively nobody chooses files.
    pub async fn chosen_file(_event: Event) -> Option<ChosenFile> {
        None
    }

    /// Natively there is no page.
    pub fn print_page() {}

    /// Natively there is no frame.
    pub fn print_frame(_frame: &web_sys::HtmlIFrameElement) {}

    /// Natively nobody types.
    pub fn is_typing(_event: &KeyboardEvent) -> bool {
        false
    }

    /// Natively nobody clicks.
    pub fn is_on_control(_event: &Event) -> bool {
        false
    }

    /// Natively there is no field.
    pub fn insert_text(_area: &web_sys::HtmlTextAreaElement, _text: &str) {}

    /// Natively there are no rows.
    pub fn focus_next_row(_event: &KeyboardEvent, _below: bool) {}

    /// Natively nothing has a focus.
    pub fn focus_on(_id: &str) {}

    /// Natively nothing scrolls.
    pub fn scroll_into_view(_id: &str) {}

    /// Natively nothing scrolls.
    pub fn scroll_to(_id: &str) {}
}

#[cfg(target_arch = "wasm32")]
pub use browser::{
    chosen_file, focus_next_row, focus_on, insert_text, is_on_control, is_typing, print_frame,
    print_page, scroll_into_view, scroll_to,
};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{
    chosen_file, focus_next_row, focus_on, insert_text, is_on_control, is_typing, print_frame,
    print_page, scroll_into_view, scroll_to,
};
