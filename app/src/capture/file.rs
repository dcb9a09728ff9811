//! Files as they are: nothing decodes or shrinks them. Not here: which are taken (`domain`).

use domain::fieldwork::content::{ATTACHMENT_LIMIT_BYTES, CONTENT_HEAD_BYTES, content_of};
use domain::ids::Sha256Hex;
use domain::time::Timestamp;
use web_sys::Event;

use super::photo::{chosen_files, file_bytes};
use super::{CaptureError, Chosen};
use crate::state::Captured;

/// The files of a file input's event, in order.
pub async fn files(event: Event, now: Timestamp) -> Result<Vec<Chosen>, CaptureError> {
    let mut chosen = Vec::new();
    for file in chosen_files(&event) {
        // Before it is read: a film of an hour would not fit into memory.
        if file.size() > ATTACHMENT_LIMIT_BYTES as f64 {
            chosen.push(Chosen::TooLarge(file.name()));
            continue;
        }
        let bytes = file_bytes(&file).await.ok_or(CaptureError::Unreadable)?;
        chosen.push(Chosen::Taken(Box::new(as_it_is(file.name(), bytes, now))));
    }
    Ok(chosen)
}

/// Bytes that are uploaded as they are.
pub(super) fn as_it_is(name: String, bytes: Vec<u8>, now: Timestamp) -> Captured {
    let head = &bytes[..bytes.len().min(CONTENT_HEAD_BYTES)];
    let media_type = content_of(head).map_or("application/octet-stream", |c| c.media_type);
    Captured {
        name,
        original_sha256: Sha256Hex::of(&bytes),
        original: bytes.clone(),
        upload: bytes,
        media_type: media_type.to_owned(),
        taken_at: now,
        position: None,
    }
}
