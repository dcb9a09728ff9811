//! What the designer tells the preview in its frame, and the other way round. Not here: sending it
//! (`platform`), what either does then.

/// The preview is there and wants to know what to show.
pub const PREVIEW_READY: &str = "kanping:preview-ready";

/// What is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PreviewOrder {
    /// The draft's revision; another one than before means: fetch it.
    pub revision: u64,
    /// As the form names it; empty for the screen's own.
    pub language: String,
    /// The form path of the question that is being worked on; empty for none.
    pub at: String,
    /// The appearance: `light`, `dark`, `sunlight`.
    pub theme: String,
}

impl PreviewOrder {
    /// As it travels; nothing for what has no JSON form, which this always has.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads it; other messages are none.
    pub fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
