//! Codes in pictures, by the browser's own detector where it has one.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Event;

use super::photo::chosen_files;

const DETECTOR: &str = "BarcodeDetector";

/// Whether the browser has a detector.
pub fn can_scan() -> bool {
    let window = web_sys::window();
    window.is_some_and(|window| Reflect::has(&window, &DETECTOR.into()).unwrap_or(false))
}

/// The first code in the picture of a file input's event.
pub async fn code_in(event: Event) -> Option<String> {
    let file = chosen_files(&event).into_iter().next()?;
    let window = web_sys::window()?;
    let decoding = window.create_image_bitmap_with_blob(&file).ok()?;
    let picture = JsFuture::from(decoding).await.ok()?;
    let make: Function = Reflect::get(&window, &DETECTOR.into())
        .ok()?
        .dyn_into()
        .ok()?;
    let detector = Reflect::construct(&make, &Array::new()).ok()?;
    let detect: Function = Reflect::get(&detector, &"detect".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let asked: Promise = detect.call1(&detector, &picture).ok()?.dyn_into().ok()?;
    let found: Array = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    let value = Reflect::get(&found.get(0), &"rawValue".into()).ok()?;
    value.as_string().filter(|text| !text.is_empty())
}
