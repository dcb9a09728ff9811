//! Interviews at the desk: who was asked when, and the open items 待核实事项. Not here: the record
//! itself (`desk::RecordView`), how it arrives (`field`).

use crate::fieldwork::RecordState;
use crate::ids::DocumentId;
use crate::instrument::Translations;
use crate::time::Timestamp;

/// GET urls::INTERVIEWS.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InterviewBoard {
    /// By index number.
    pub interviews: Vec<InterviewLine>,
    /// By index number, then in the order of the guide.
    pub open_items: Vec<OpenItemLine>,
}

/// One interview in a list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InterviewLine {
    /// The record.
    pub record: DocumentId,
    /// `F-03`.
    pub index: String,
    /// The guide's title.
    pub guide: String,
    /// 访谈对象: unit, post, name.
    pub interviewee: String,
    /// `2026-09-14`; empty where it was not written.
    pub held_on: String,
    /// The choice's name: `face_to_face`, `telephone`, `video`.
    pub way: String,
    /// Printed names.
    pub interviewers: Vec<String>,
    /// Where it stands.
    pub state: RecordState,
    /// Open items that nobody resolved.
    pub unresolved: u32,
}

/// One open item.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenItemLine {
    /// The record.
    pub record: DocumentId,
    /// `F-03`.
    pub index: String,
    /// 访谈对象.
    pub interviewee: String,
    /// The form path of the item.
    pub path: String,
    /// The question of the guide it belongs to, per language.
    #[cfg_attr(feature = "openapi",
        schema(value_type = std::collections::HashMap<String, String>))]
    pub question: Translations,
    /// What has to be verified.
    pub text: String,
    /// The last decision on exactly this text; one on an earlier wording does not count.
    pub resolution: Option<OpenItemResolution>,
}

/// Whether an open item is settled.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenItemResolution {
    /// `true` 已核实, `false` opened again.
    pub resolved: bool,
    /// What was found, or why it is open again.
    pub reason: String,
    /// Printed name.
    pub by: String,
    /// By the server's clock.
    pub at: Timestamp,
}

/// POST urls::OPEN_ITEM_RESOLUTIONS; answers `InterviewBoard`. Problems: `OPEN_ITEM_NOT_FOUND`
/// (404), `OPEN_ITEM_CHANGED` (409: its text is another by now), `REASON_MISSING`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolveOpenItem {
    /// The record.
    pub record: DocumentId,
    /// The form path of the item.
    pub path: String,
    /// The text the person read.
    pub text: String,
    /// `true` 已核实, `false` open again.
    pub resolved: bool,
    /// At least two characters.
    pub reason: String,
}
