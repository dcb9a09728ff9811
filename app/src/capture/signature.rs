//! Signatures and sketches as pictures: drawn with the pen, or a name typed instead, black on
//! white, PNG; and strokes over a photo.

use domain::ids::Sha256Hex;
use domain::time::Timestamp;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, ImageBitmap};

use super::file::as_it_is;
use super::{CaptureError, canvas};
use crate::state::Captured;

/// A signature is wide; the pad's own size is kept within this.
const WIDTH: f64 = 1200.0;
const HEIGHT: f64 = 360.0;

/// The strokes of a pad of `size` CSS pixels, enlarged to print well.
pub async fn drawn_signature(
    strokes: &[Vec<(f64, f64)>],
    size: (f64, f64),
    now: Timestamp,
) -> Result<Captured, CaptureError> {
    let scale = (WIDTH / size.0.max(1.0)).min(4.0);
    let (width, height) = (size.0.max(1.0) * scale, size.1.max(1.0) * scale);
    let (canvas, context) = canvas::canvas(width as u32, height as u32)?;
    paper(&context, width, height);
    draw(&context, strokes, scale, (0.0, 0.0));
    captured(canvas::bytes(&canvas, "image/png", 1.0).await?, now)
}

/// A typed name in the place of a drawn one.
pub async fn typed_signature(name: &str, now: Timestamp) -> Result<Captured, CaptureError> {
    let (canvas, context) = canvas::canvas(WIDTH as u32, HEIGHT as u32)?;
    paper(&context, WIDTH, HEIGHT);
    context.set_font("160px KaiTi, STKaiti, serif");
    context.set_text_align("center");
    context.set_text_baseline("middle");
    context
        .fill_text_with_max_width(name, WIDTH / 2.0, HEIGHT / 2.0, WIDTH - 80.0)
        .map_err(|_| CaptureError::NoCanvas)?;
    captured(canvas::bytes(&canvas, "image/png", 1.0).await?, now)
}

/// Strokes over a picture of `beneath`'s bytes that stood in a pad of `size` CSS pixels as large as
/// it would go, in the middle. As large as the picture, JPEG.
pub async fn drawn_over(
    beneath: &[u8],
    strokes: &[Vec<(f64, f64)>],
    size: (f64, f64),
    now: Timestamp,
) -> Result<Captured, CaptureError> {
    let not_a_picture = |_: JsValue| CaptureError::NotAPicture;
    let parts = Array::of1(&Uint8Array::from(beneath).into());
    let blob = Blob::new_with_u8_array_sequence(&parts).map_err(not_a_picture)?;
    let window = web_sys::window().ok_or(CaptureError::NoCanvas)?;
    let decoding = window
        .create_image_bitmap_with_blob(&blob)
        .map_err(not_a_picture)?;
    let picture = JsFuture::from(decoding).await.map_err(not_a_picture)?;
    let picture: ImageBitmap = picture.dyn_into().map_err(not_a_picture)?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let (canvas, context) = canvas::canvas(picture.width(), picture.height())?;
    context
        .draw_image_with_image_bitmap(&picture, 0.0, 0.0)
        .map_err(|_| CaptureError::NoCanvas)?;
    let scale = (size.0.max(1.0) / width).min(size.1.max(1.0) / height);
    let margin = (
        (size.0 - width * scale) / 2.0,
        (size.1 - height * scale) / 2.0,
    );
    context.set_stroke_style_str("#e02020");
    draw(&context, strokes, 1.0 / scale, margin);
    let bytes = canvas::bytes(&canvas, "image/jpeg", 0.9).await?;
    Ok(as_it_is(String::new(), bytes, now))
}

fn draw(
    context: &CanvasRenderingContext2d,
    strokes: &[Vec<(f64, f64)>],
    scale: f64,
    margin: (f64, f64),
) {
    context.set_line_width(3.0 * scale);
    context.set_line_cap("round");
    context.set_line_join("round");
    let at = |(x, y): &(f64, f64)| ((x - margin.0) * scale, (y - margin.1) * scale);
    for stroke in strokes {
        let Some(first) = stroke.first() else {
            continue;
        };
        context.begin_path();
        let (x, y) = at(first);
        context.move_to(x, y);
        for point in stroke {
            let (x, y) = at(point);
            context.line_to(x, y);
        }
        context.stroke();
    }
}

fn paper(context: &CanvasRenderingContext2d, width: f64, height: f64) {
    context.set_fill_style_str("#ffffff");
    context.fill_rect(0.0, 0.0, width, height);
    context.set_fill_style_str("#111111");
    context.set_stroke_style_str("#111111");
}

/// Nothing decodes and shrinks a signature: the original is what is uploaded.
fn captured(bytes: Vec<u8>, now: Timestamp) -> Result<Captured, CaptureError> {
    Ok(Captured {
        name: String::new(),
        original_sha256: Sha256Hex::of(&bytes),
        original: bytes.clone(),
        upload: bytes,
        media_type: "image/png".to_owned(),
        taken_at: now,
        position: None,
    })
}
