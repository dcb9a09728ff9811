//! Pictures from camera or gallery.

use domain::fieldwork::Position;
use domain::ids::Sha256Hex;
use domain::time::Timestamp;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, HtmlInputElement, ImageBitmap, ImageBitmapOptions, ImageOrientation};

use super::{CaptureError, canvas, size};
use crate::state::Captured;

const JPEG: &str = "image/jpeg";
/// Good enough to read a plate in the picture, a third of the camera's size.
const QUALITY: f64 = 0.86;

/// The pictures of a file input's event, in order. One that cannot be read fails them all, so that
/// none is lost unnoticed; nothing was kept yet, and the person chooses again.
pub async fn photos(
    event: Event,
    now: Timestamp,
    position: Option<Position>,
) -> Result<Vec<Captured>, CaptureError> {
    let mut captured = Vec::new();
    for file in chosen_files(&event) {
        captured.push(photo(&file, now, position.clone()).await?);
    }
    Ok(captured)
}

/// All files of an input's event, in order; the input is emptied, so that the same can be chosen
/// again.
pub(super) fn chosen_files(event: &Event) -> Vec<File> {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else {
        return Vec::new();
    };
    let Some(list) = input.files() else {
        return Vec::new();
    };
    let files = (0..list.length())
        .filter_map(|place| list.get(place))
        .collect();
    input.set_value("");
    files
}

/// A file's bytes; `None` when it cannot be read (it was moved meanwhile).
pub(super) async fn file_bytes(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn photo(
    file: &File,
    now: Timestamp,
    position: Option<Position>,
) -> Result<Captured, CaptureError> {
    let original = file_bytes(file).await.ok_or(CaptureError::Unreadable)?;
    // First of all, before any decoder has seen them.
    let original_sha256 = Sha256Hex::of(&original);
    let upload = smaller(file).await?;
    Ok(Captured {
        name: String::new(),
        original,
        original_sha256,
        upload,
        media_type: JPEG.to_owned(),
        taken_at: now,
        position,
    })
}

/// Upright as the camera was held, long side at most 2048 pixels.
async fn smaller(file: &File) -> Result<Vec<u8>, CaptureError> {
    let whole = decode(file, None).await?;
    let (width, height) = size::upload_size(whole.width(), whole.height());
    let picture = if whole.width() == width {
        whole
    } else {
        // The decoder scales better than a canvas, and no canvas ever has the camera's size.
        whole.close();
        decode(file, Some((width, height))).await?
    };
    let (canvas, context) = canvas::canvas(width, height)?;
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(
            &picture,
            0.0,
            0.0,
            f64::from(width),
            f64::from(height),
        )
        .map_err(|_| CaptureError::NoCanvas)?;
    picture.close();
    canvas::bytes(&canvas, JPEG, QUALITY).await
}

async fn decode(file: &File, size: Option<(u32, u32)>) -> Result<ImageBitmap, CaptureError> {
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    if let Some((width, height)) = size {
        options.set_resize_width(width);
        options.set_resize_height(height);
    }
    let not_a_picture = |_: JsValue| CaptureError::NotAPicture;
    let window = web_sys::window().ok_or(CaptureError::NoCanvas)?;
    let decoding = window
        .create_image_bitmap_with_blob_and_image_bitmap_options(file, &options)
        .map_err(not_a_picture)?;
    let decoded = JsFuture::from(decoding).await.map_err(not_a_picture)?;
    decoded.dyn_into().map_err(not_a_picture)
}
