//! Natively there is no camera and no canvas.

use domain::fieldwork::Position;
use domain::time::Timestamp;
use leptos::ev::Event;

use super::{CaptureError, Chosen};
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

/// There is no canvas.
pub async fn drawn_over(
    _beneath: &[u8],
    _strokes: &[Vec<(f64, f64)>],
    _size: (f64, f64),
    _now: Timestamp,
) -> Result<Captured, CaptureError> {
    Err(CaptureError::NoCanvas)
}

/// There is no file picker.
pub async fn files(_event: Event, _now: Timestamp) -> Result<Vec<Chosen>, CaptureError> {
    Err(CaptureError::Unreadable)
}

/// There is no microphone.
pub fn can_record() -> bool {
    false
}

/// There is no microphone.
pub async fn begin_recording() -> bool {
    false
}

/// There is no microphone.
pub async fn end_recording(_now: Timestamp) -> Option<Captured> {
    None
}

/// There is no detector.
pub fn can_scan() -> bool {
    false
}

/// There is no detector.
pub async fn code_in(_event: Event) -> Option<String> {
    None
}
