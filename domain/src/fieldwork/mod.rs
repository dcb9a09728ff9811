//! What is recorded at a site: the document body that travels, its attachments, and the rules that
//! read it. Not here: how it travels (`sync`), what the questions are (`instrument`).

pub mod content;
pub mod findings;
pub mod interview;
pub mod measurement;
pub mod measurement_lines;
mod record;
pub mod soundness;

pub use record::{
    Attachment, AttachmentKind, Position, RecordBody, RecordKind, RecordState, ReviewDecision,
    ReviewNote,
};
