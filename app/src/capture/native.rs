//! Natively there is no camera and no canvas.

use domain::fieldwork::Position;
use domain::time::Timestamp;
use leptos::ev::Event;

use super::CaptureError;
use crate::state::Captured;

/// There is no camera.
pub async fn photos(
    _event: Event,
    _now: Timestamp,
    _position: Option<Position>,
) -> Result<Vec<Captured>, CaptureError> {
    Err(CaptureError::Unreadable)
}

/// There is no canvas.
pub async fn drawn_signature(
    _strokes: &[Vec<(f64, f64)>],
    _size: (f64, f64),
    _now: Timestamp,
) -> Result<Captured, CaptureError> {
    Err(CaptureError::NoCanvas)
}

/// There is no canvas.
pub async fn typed_signature(_name: &str, _now: Timestamp) -> Result<Captured, CaptureError> {
    Err(CaptureError::NoCanvas)
}
