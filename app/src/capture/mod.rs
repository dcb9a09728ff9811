//! Taking pictures, signatures, recordings and files: bytes are hashed before anything decodes
//! them; photos are then made small enough to upload. Not here: keeping them (`state`).

#[cfg(target_arch = "wasm32")]
mod audio;
#[cfg(target_arch = "wasm32")]
mod canvas;
#[cfg(target_arch = "wasm32")]
mod code;
#[cfg(target_arch = "wasm32")]
mod file;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod photo;
#[cfg(target_arch = "wasm32")]
mod signature;
#[cfg(any(target_arch = "wasm32", test))]
mod size;

#[cfg(target_arch = "wasm32")]
pub use audio::{begin_recording, can_record, end_recording};
#[cfg(target_arch = "wasm32")]
pub use code::{can_scan, code_in};
#[cfg(target_arch = "wasm32")]
pub use file::files;
#[cfg(not(target_arch = "wasm32"))]
pub use native::{
    begin_recording, can_record, can_scan, code_in, drawn_over, drawn_signature, end_recording,
    files, photos, typed_signature,
};
#[cfg(target_arch = "wasm32")]
pub use photo::photos;
#[cfg(target_arch = "wasm32")]
pub use signature::{drawn_over, drawn_signature, typed_signature};

use crate::state::Captured;

/// A file that a person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Read.
    Taken(Box<Captured>),
    /// Not read, because it is larger than an attachment may be; its name.
    TooLarge(String),
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaptureError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// The browser cannot decode it as a picture.
    #[error("not a picture this browser can decode")]
    NotAPicture,
    /// The canvas gave no bytes: the tablet is short of memory.
    #[error("the picture could not be made smaller")]
    NoCanvas,
}
