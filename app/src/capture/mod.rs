//! Taking pictures and signatures: bytes are hashed before anything decodes them, then made small
//! enough to upload. Not here: keeping them (`state`).

#[cfg(target_arch = "wasm32")]
mod canvas;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod photo;
#[cfg(target_arch = "wasm32")]
mod signature;
#[cfg(any(target_arch = "wasm32", test))]
mod size;

#[cfg(not(target_arch = "wasm32"))]
pub use native::{drawn_signature, photos, typed_signature};
#[cfg(target_arch = "wasm32")]
pub use photo::photos;
#[cfg(target_arch = "wasm32")]
pub use signature::{drawn_signature, typed_signature};

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
