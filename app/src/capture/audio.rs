//! One recording at a time, by the browser's recorder. Not here: which question it answers.

use std::cell::RefCell;

use domain::time::Timestamp;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobEvent, MediaRecorder, MediaRecorderOptions, MediaStream, MediaStreamConstraints,
    MediaStreamTrack,
};

use super::file::as_it_is;
use crate::state::Captured;

/// Enough for speech: an hour is about 15 MB.
const BITS_PER_SECOND: u32 = 32_000;

struct Recording {
    recorder: MediaRecorder,
    stream: MediaStream,
    parts: Array,
    /// Kept as long as the recorder may call it.
    _on_data: Closure<dyn FnMut(BlobEvent)>,
}

thread_local! {
    static RUNNING: RefCell<Option<Recording>> = const { RefCell::new(None) };
}

/// Whether the browser has a recorder. Pages without HTTPS have no microphone.
pub fn can_record() -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let has_recorder = js_sys::Reflect::has(&window, &"MediaRecorder".into()).unwrap_or(false);
    has_recorder && window.navigator().media_devices().is_ok()
}

/// Begins; `false` when the person or the browser says no.
pub async fn begin_recording() -> bool {
    match try_begin().await {
        Ok(recording) => {
            RUNNING.with(|running| *running.borrow_mut() = Some(recording));
            true
        }
        Err(_) => false,
    }
}

async fn try_begin() -> Result<Recording, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let wanted = MediaStreamConstraints::new();
    wanted.set_audio(&JsValue::TRUE);
    let asked = window
        .navigator()
        .media_devices()?
        .get_user_media_with_constraints(&wanted)?;
    let stream: MediaStream = JsFuture::from(asked).await?.dyn_into()?;
    let options = MediaRecorderOptions::new();
    options.set_audio_bits_per_second(BITS_PER_SECOND);
    let recorder =
        MediaRecorder::new_with_media_stream_and_media_recorder_options(&stream, &options)?;
    let parts = Array::new();
    let kept = parts.clone();
    let on_data = Closure::<dyn FnMut(BlobEvent)>::new(move |event: BlobEvent| {
        if let Some(part) = event.data() {
            kept.push(&part);
        }
    });
    recorder.set_ondataavailable(Some(on_data.as_ref().unchecked_ref()));
    recorder.start()?;
    Ok(Recording {
        recorder,
        stream,
        parts,
        _on_data: on_data,
    })
}

/// Ends; `None` when nothing runs or nothing was heard.
pub async fn end_recording(now: Timestamp) -> Option<Captured> {
    let recording = RUNNING.with(|running| running.borrow_mut().take())?;
    let recorder = recording.recorder.clone();
    // The last part comes before the recorder says that it stopped.
    let stopped = Promise::new(&mut |resolve, _| {
        recorder.set_onstop(Some(&resolve));
        if recorder.stop().is_err() {
            drop(resolve.call0(&JsValue::UNDEFINED));
        }
    });
    drop(JsFuture::from(stopped).await);
    for track in recording.stream.get_tracks().iter() {
        if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
            track.stop();
        }
    }
    let blob = Blob::new_with_blob_sequence(&recording.parts).ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    (!bytes.is_empty()).then(|| as_it_is(String::new(), bytes, now))
}
