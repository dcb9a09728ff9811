//! A canvas that gives bytes.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

use super::CaptureError;

/// A new canvas of this many pixels, not part of the page.
pub(super) fn canvas(
    width: u32,
    height: u32,
) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), CaptureError> {
    let no_canvas = |_| CaptureError::NoCanvas;
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or(CaptureError::NoCanvas)?;
    let element = document.create_element("canvas").map_err(no_canvas)?;
    let canvas: HtmlCanvasElement = element.dyn_into().map_err(|_| CaptureError::NoCanvas)?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas
        .get_context("2d")
        .map_err(no_canvas)?
        .ok_or(CaptureError::NoCanvas)?;
    let context = context.dyn_into().map_err(|_| CaptureError::NoCanvas)?;
    Ok((canvas, context))
}

/// What was drawn, as `image/png` or `image/jpeg`. Frees the canvas's memory.
pub(super) async fn bytes(
    canvas: &HtmlCanvasElement,
    media_type: &str,
    quality: f64,
) -> Result<Vec<u8>, CaptureError> {
    let drawn = Promise::new(&mut |resolve, reject| {
        let asked = canvas.to_blob_with_type_and_encoder_options(
            &resolve,
            media_type,
            &JsValue::from_f64(quality),
        );
        if let Err(error) = asked {
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    let blob = JsFuture::from(drawn)
        .await
        .map_err(|_| CaptureError::NoCanvas)?;
    let blob: Blob = blob.dyn_into().map_err(|_| CaptureError::NoCanvas)?;
    let buffer = JsFuture::from(blob.array_buffer())
        .await
        .map_err(|_| CaptureError::NoCanvas)?;
    // Safari keeps a canvas's memory until it is garbage-collected; an empty one costs nothing.
    canvas.set_width(0);
    canvas.set_height(0);
    Ok(Uint8Array::new(&buffer).to_vec())
}
