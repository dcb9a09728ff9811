//! Signatures as pictures: drawn with the pen, or a name typed instead. Black on white, PNG.

use domain::ids::Sha256Hex;
use domain::time::Timestamp;
use web_sys::CanvasRenderingContext2d;

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
    context.set_line_width(3.0 * scale);
    context.set_line_cap("round");
    context.set_line_join("round");
    for stroke in strokes {
        let Some((x, y)) = stroke.first() else {
            continue;
        };
        context.begin_path();
        context.move_to(x * scale, y * scale);
        for (x, y) in stroke {
            context.line_to(x * scale, y * scale);
        }
        context.stroke();
    }
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
