//! What the field pages want from the tablet: pictures, position, voice, a place on the page. Not
//! here: how the browser gives it (`capture`, `platform`).

use std::time::Duration;

use domain::fieldwork::Position;
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::capture;
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

/// A signature as a picture.
pub async fn signature(ink: &Ink, now: Timestamp) -> Result<Captured, Failure> {
    let picture = match ink {
        Ink::Drawn { strokes, size } => capture::drawn_signature(strokes, *size, now).await,
        Ink::Typed(name) => capture::typed_signature(name, now).await,
    };
    picture.map_err(|error| Failure::Storage(error.to_string()))
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

/// Scrolls to an element and gives it the focus, once the page is drawn.
pub fn show_soon(id: String) {
    set_timeout(move || platform::scroll_to(&id), DRAWN);
}

/// Scrolls to an element without taking the focus from where a person types.
pub fn show_in_place(id: String) {
    set_timeout(move || platform::scroll_into_view(&id), DRAWN);
}
