//! The body of a field record and the states it passes through (domain.md §2.3).

use std::collections::BTreeMap;

use crate::ids::{AccountId, AttachmentId, Sha256Hex};
use crate::time::Timestamp;

/// What a document is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// 现场核查表: one per sampled site, shared by its two evaluators.
    SiteInspection,
    /// 问卷: one per respondent.
    QuestionnaireResponse,
    /// 访谈记录: one per interview; belongs to the engagement, not to a site.
    Interview,
    /// 资料登记: one per requested document, shared by everybody who receives something of it.
    DocumentReceipt,
}

impl RecordKind {
    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            RecordKind::SiteInspection => "site_inspection",
            RecordKind::QuestionnaireResponse => "questionnaire_response",
            RecordKind::Interview => "interview",
            RecordKind::DocumentReceipt => "document_receipt",
        }
    }

    /// Whether it is about one sampled site; the others have an empty project code.
    pub fn belongs_to_a_site(self) -> bool {
        matches!(
            self,
            RecordKind::SiteInspection | RecordKind::QuestionnaireResponse
        )
    }

    /// Whether a manager accepts or returns it one by one.
    pub fn is_reviewed(self) -> bool {
        matches!(self, RecordKind::SiteInspection | RecordKind::Interview)
    }

    /// Reads the stored text.
    pub fn parse(text: &str) -> Option<Self> {
        [
            RecordKind::SiteInspection,
            RecordKind::QuestionnaireResponse,
            RecordKind::Interview,
            RecordKind::DocumentReceipt,
        ]
        .into_iter()
        .find(|kind| kind.as_str() == text)
    }
}

/// A whole record at one revision. Answers are kept by form path, so that two people's edits merge
/// field by field; attachments only by what they are, the bytes are blobs.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordBody {
    /// Form path (`/data/checks/c3`, repeats with a position `[2]`) → the answer as XForms writes
    /// it (choices by name, several separated by spaces; an image is its attachment's id).
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, String>))]
    pub answers: BTreeMap<String, String>,
    /// The manifest: every photo, signature and file that belongs to this record.
    #[cfg_attr(feature = "openapi",
        schema(value_type = std::collections::HashMap<String, Attachment>))]
    pub attachments: BTreeMap<AttachmentId, Attachment>,
    /// When the first answer was given.
    pub started_at: Timestamp,
    /// When the evaluators finished it (提交); `None` while it is being worked on.
    pub finalised_at: Option<Timestamp>,
    /// When its respondent took it back; then nothing else is left of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Timestamp>,
}

impl RecordBody {
    /// What is left of a response that its respondent took back at this moment: that it was.
    pub fn withdrawn(at: Timestamp) -> Self {
        Self {
            started_at: at,
            withdrawn_at: Some(at),
            ..Self::default()
        }
    }
}

/// Why an attachment was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A picture from camera or gallery.
    Photo,
    /// A drawn signature.
    Signature,
    /// Recorded speech.
    Audio,
    /// A document: PDF, office file, text, archive ([`super::content`]).
    File,
}

/// One photo, signature or file: metadata of our own, because browsers strip EXIF positions.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// Photo, signature, recording or file.
    pub kind: AttachmentKind,
    /// The form path of the question it answers: a slot `/data/photos/p3`, a check's photo.
    pub path: String,
    /// SHA-256 of the bytes that are uploaded (long side ≤ 2048 pixels).
    pub sha256: Sha256Hex,
    /// SHA-256 of the bytes as the camera gave them, computed before any decoding.
    pub original_sha256: Sha256Hex,
    /// Size of what is uploaded, in bytes.
    pub bytes: u64,
    /// `image/jpeg`, `audio/webm`, `application/pdf` …
    pub media_type: String,
    /// When it was taken, by the device's clock.
    pub taken_at: Timestamp,
    /// Who took it.
    pub taken_by: AccountId,
    /// Where it was taken, when there was a fix.
    pub position: Option<Position>,
    /// 说明, printed under the photo; of a file its name.
    pub caption: String,
}

/// A position as the Geolocation API gave it. WGS-84 degrees as decimal text (exact in transport).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Position {
    /// Degrees north, for example `27.14140`.
    pub latitude: String,
    /// Degrees east, for example `111.47699`.
    pub longitude: String,
    /// Radius of the 95 % circle in metres, as decimal text.
    pub accuracy_m: String,
    /// When the fix was made; may be older than the photo.
    pub captured_at: Timestamp,
}

/// Where a record stands on the server (domain.md §2.3, thin in step 1).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// 编辑中: pushed for safety, not finished.
    Draft,
    /// 已提交: finished by its evaluators, waiting for review.
    Submitted,
    /// 退回: sent back with a reason; first in the evaluator's list.
    Returned,
    /// 通过: accepted; counts as evidence.
    Accepted,
    /// 待处理冲突: the same field changed twice; a person must choose (step 4).
    Conflict,
    /// 待更正: finished, and the form's own rules refuse its answers. Kept whole, counts nowhere,
    /// and goes on when its evaluators have mended it.
    Held,
    /// 已撤回: its respondent took it back before the day's close; its answers are erased.
    Withdrawn,
}

impl RecordState {
    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            RecordState::Draft => "draft",
            RecordState::Submitted => "submitted",
            RecordState::Returned => "returned",
            RecordState::Accepted => "accepted",
            RecordState::Conflict => "conflict",
            RecordState::Held => "held",
            RecordState::Withdrawn => "withdrawn",
        }
    }

    /// Reads the stored text.
    pub fn parse(text: &str) -> Option<Self> {
        use RecordState::{Accepted, Conflict, Draft, Held, Returned, Submitted, Withdrawn};
        [
            Draft, Submitted, Returned, Accepted, Conflict, Held, Withdrawn,
        ]
        .into_iter()
        .find(|state| state.as_str() == text)
    }
}

impl RecordState {
    /// Whether a record in this state counts as evidence, given how many of its declared blobs are
    /// not on disk yet: review, scoring and report see complete records only (P3).
    pub fn counts_as_evidence(self, missing_blobs: usize) -> bool {
        matches!(self, RecordState::Submitted | RecordState::Accepted) && missing_blobs == 0
    }

    /// Whether it waits for its evaluators to mend it: sent back by a reviewer, or held.
    pub fn waits_for_mending(self) -> bool {
        matches!(self, RecordState::Returned | RecordState::Held)
    }
}

/// A reviewer's decision on a complete, submitted record.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewDecision {
    /// `true` 通过, `false` 退回.
    pub accepted: bool,
    /// Needed for 退回 (at least 2 characters); shown first in the evaluator's list.
    pub reason: String,
    /// Notes on single questions.
    #[serde(default)]
    pub notes: Vec<ReviewNote>,
    /// The reviewer's name as printed.
    pub reviewer: String,
    /// When, by the server's clock.
    pub at: Timestamp,
}

/// A reviewer's note on one question.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewNote {
    /// The question's form path.
    pub path: String,
    /// What is to be mended.
    pub note: String,
}

impl RecordBody {
    /// The blobs that must be on disk before the record is complete (P3), in attachment order.
    pub fn declared_blobs(&self) -> impl Iterator<Item = &Sha256Hex> {
        self.attachments
            .values()
            .map(|attachment| &attachment.sha256)
    }
}
