//! What the field pages want from the tablet: pictures, position, voice, the screen, a place on the
//! page. Not here: how the browser gives it (`capture`, `platform`).

use std::time::Duration;

use domain::fieldwork::Position;
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::capture;
pub use crate::capture::Chosen;
use crate::components::field::form::Ink;
use crate::platform;
use crate::state::{Captured, Failure};

/// Long enough for a section that was just chosen to be on the page.
const DRAWN: Duration = Duration::from_millis(60);

/// The chosen or taken pictures of a file input's event, in order.
pub async fn pictures_of(
    event: leptos::ev::Event,
    now: Timestamp,
) -> Result<Vec<Captured>, Failure> {
    let place = position_if_allowed().await;
    capture::photos(event, now, place)
        .await
        .map_err(|error| Failure::Storage(error.to_string()))
}

/// The chosen files of a file input's event, whatever they are.
pub async fn files_of(event: leptos::ev::Event, now: Timestamp) -> Result<Vec<Chosen>, Failure> {
    capture::files(event, now)
        .await
        .map_err(|error| Failure::Storage(error.to_string()))
}

/// A signature or drawing as a picture, over the bytes of another one where there is one.
pub async fn ink(ink: &Ink, beneath: Option<Vec<u8>>, now: Timestamp) -> Result<Captured, Failure> {
    let picture = match (ink, beneath) {
        (Ink::Drawn { strokes, size, .. }, Some(beneath)) => {
            capture::drawn_over(&beneath, strokes, *size, now).await
        }
        (Ink::Drawn { strokes, size, .. }, None) => {
            capture::drawn_signature(strokes, *size, now).await
        }
        (Ink::Typed(name), _) => capture::typed_signature(name, now).await,
    };
    picture.map_err(|error| Failure::Storage(error.to_string()))
}

/// Whether the browser records sound.
pub fn can_record() -> bool {
    capture::can_record()
}

/// Begins a recording; the browser may ask the person first. `false` when it cannot.
pub async fn begin_recording() -> bool {
    capture::begin_recording().await
}

/// Ends the recording; `None` when nothing was recorded.
pub async fn end_recording(now: Timestamp) -> Option<Captured> {
    capture::end_recording(now).await
}

/// Whether the browser reads codes in pictures.
pub fn can_scan() -> bool {
    capture::can_scan()
}

/// The first code in the picture of a file input's event.
pub async fn code_in(event: leptos::ev::Event) -> Option<String> {
    capture::code_in(event).await
}

/// Where the tablet is; the browser may ask the person first.
pub async fn position() -> Option<Position> {
    platform::position().await
}

/// Where the tablet is, waiting only briefly and accepting a fix of the last minutes.
pub async fn position_if_allowed() -> Option<Position> {
    platform::recent_position().await
}

/// Whether the browser can read aloud.
pub fn can_speak() -> bool {
    platform::can_speak()
}

/// Reads a text aloud, stopping what is being read.
pub fn speak(text: &str, language: &str) {
    platform::speak(text, language);
}

/// Ends what is being read aloud.
pub fn hush() {
    platform::hush();
}

/// Gives the page the whole screen, where the browser allows it; only within a tap.
pub fn fill_screen() {
    platform::fill_screen();
}

/// Gives the screen back.
pub fn leave_full_screen() {
    platform::leave_full_screen();
}

/// Scrolls to an element and gives it the focus, once the page is drawn.
pub fn show_soon(id: String) {
    set_timeout(move || platform::scroll_to(&id), DRAWN);
}

/// Scrolls to an element without taking the focus from where a person types.
pub fn show_in_place(id: String) {
    set_timeout(move || platform::scroll_into_view(&id), DRAWN);
}
