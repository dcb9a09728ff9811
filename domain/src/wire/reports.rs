//! The exchange of 报告: the document with its blocks, edits, comments, review, issue. Not here:
//! the report itself (`report`), its review (`review`).

use crate::engagement::EngagementProfile;
use crate::opinion::{Opinion, OpinionDecision};
use crate::problem::Problem;
use crate::report::{BlockChange, EditContent, EditState, ReferenceEntry};
use crate::review::{ReviewEvent, ReviewLevel, RiskLevel, Standing};
use crate::scoring::Points;
use crate::time::Timestamp;

/// What stands where a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Running text: may be edited.
    Text,
    /// A table, chart, photo plate, signature place or list: composed only.
    Data,
}

/// One block on the page.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockView {
    /// `ch4.C22.result`.
    pub id: String,
    /// Text or data.
    pub kind: BlockKind,
    /// As it is printed: HTML of the server's own making, all data escaped.
    pub html: String,
    /// Of a text: what an editor begins with, with live references.
    pub text: String,
    /// Of an edited block.
    pub state: Option<EditState>,
    /// The records and photos it rests on, each once, at most forty.
    #[serde(default)]
    pub evidence: Vec<BlockEvidence>,
    /// Whether there is more.
    #[serde(default)]
    pub more_evidence: bool,
}

/// One record or photo that a block rests on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockEvidence {
    /// What it is, in words.
    pub label: String,
    /// The desk's page that shows it.
    pub url: String,
    /// The address of a small picture of it; empty where it is none.
    pub picture: String,
}

/// A section of the page.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SectionView {
    /// `ch4.C22`.
    pub id: String,
    /// With its number; empty for none.
    pub heading: String,
    /// 2 or 3.
    pub level: u8,
    /// In order.
    pub blocks: Vec<BlockView>,
}

/// A chapter of the page.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChapterView {
    /// `ch4`.
    pub id: String,
    /// With its number.
    pub heading: String,
    /// In order.
    pub sections: Vec<SectionView>,
}

/// A comment on a block.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportComment {
    /// Its identifier.
    pub id: String,
    /// The block; empty for the report as a whole.
    pub block: String,
    /// What.
    pub text: String,
    /// By whom.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Who resolved it; `None` carries it on.
    pub resolved_by: Option<String>,
}

/// Who is editing what.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Editing {
    /// Who.
    pub name: String,
    /// Which block.
    pub block: String,
}

/// A version that was kept, newest first.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportVersion {
    /// From 1; printed as V1.
    pub version: u32,
    /// What it was kept for: 提交复核, 一级复核 …
    pub occasion: String,
    /// By whom.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// An issued report.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedReport {
    /// 报告文号.
    pub number: String,
    /// SHA-256 of its content, printed in it.
    pub content: String,
    /// By whom.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// The day, `2026-11-22`.
    pub day: String,
    /// The number that it corrects; empty for none.
    pub corrects: String,
    /// 更正说明.
    pub correction: String,
    /// Until when it is to be published.
    pub publication_due: String,
    /// The day it was published; empty before.
    pub published_on: String,
    /// Until when the papers are to be archived.
    pub archive_due: String,
    /// Its total.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
    /// Its grade.
    pub grade: String,
}

/// An archive pack that was made and proved whole.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArchiveMade {
    /// The number of the issued report in it.
    pub number: String,
    /// SHA-256 of the pack.
    pub sha256: String,
    /// Its bytes.
    pub bytes: u64,
    /// Files in it.
    pub files: u32,
    /// By whom; empty: at the command line.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// GET urls::REPORT.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportView {
    /// The title.
    pub title: String,
    /// Cover lines: label and value.
    pub cover: Vec<(String, String)>,
    /// Abstract, chapters, annexes.
    pub chapters: Vec<ChapterView>,
    /// Hash of the content as it stands.
    pub content: String,
    /// The total as it stands.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
    /// What L3 would stumble over, each with its block.
    pub problems: Vec<Problem>,
    /// Comments, oldest first.
    pub comments: Vec<ReportComment>,
    /// Who else is editing.
    pub editing: Vec<Editing>,
    /// Where it stands.
    pub standing: Standing,
    /// What happened, oldest first.
    pub events: Vec<ReviewEvent>,
    /// 风险级别.
    pub risk: RiskLevel,
    /// The levels that I may sign at.
    pub my_levels: Vec<ReviewLevel>,
    /// Whether I may write.
    pub may_edit: bool,
    /// References to insert.
    pub references: Vec<ReferenceEntry>,
    /// Versions that were kept.
    pub versions: Vec<ReportVersion>,
    /// Issued reports, newest first.
    pub issued: Vec<IssuedReport>,
    /// Archive packs that were made, newest first.
    #[serde(default)]
    pub archives: Vec<ArchiveMade>,
    /// 项目概况.
    pub profile: EngagementProfile,
    /// File name of the firm's Word template; empty for none.
    pub template: String,
}

/// PUT urls::REPORT_BLOCK. Another revision in between answers 409 BLOCK_CHANGED with the other's
/// words in `details.text`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveBlock {
    /// The revision it was made from; 0 for the draft.
    pub base_revision: u32,
    /// What becomes of it. The same text again says that a changed block was looked at.
    pub content: EditContent,
}

/// POST urls::REPORT_BLOCKS: a paragraph of one's own.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddBlock {
    /// The block it stands behind.
    pub after: String,
    /// Its text.
    pub text: String,
}

/// POST urls::REPORT_COMMENTS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewComment {
    /// The block; empty for the report as a whole.
    #[serde(default)]
    pub block: String,
    /// What.
    pub text: String,
}

/// PUT urls::REPORT_COMMENT.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResolveComment {
    /// Whether it is settled.
    pub resolved: bool,
}

/// POST urls::REPORT_PRESENCE, every twenty seconds while a block is open; an empty block leaves.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Presence {
    /// The block.
    pub block: String,
}

/// Answer to it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PresentEditors {
    /// The others.
    pub editing: Vec<Editing>,
    /// Hash of the content as it stands.
    pub content: String,
}

/// POST urls::REPORT_REVIEW.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewStep {
    /// The content that was looked at; another one answers 409 REPORT_CHANGED.
    pub content: String,
    /// What.
    pub step: ReportStep,
}

/// A step of the report's way.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ReportStep {
    /// 提交复核.
    Submit,
    /// 复核通过.
    Sign {
        /// At which level.
        level: ReviewLevel,
        /// 执业证书号; needed at L3.
        #[serde(default)]
        certificate: String,
        /// Why scores differ from those that opinions were asked on.
        #[serde(default)]
        score_change_reason: String,
    },
    /// 退回.
    Return {
        /// At which level.
        level: ReviewLevel,
        /// Notes: block (may be empty) and text.
        notes: Vec<(String, String)>,
    },
    /// A note is answered.
    AnswerNote {
        /// Which.
        note: String,
        /// How.
        text: String,
    },
    /// A note is closed.
    CloseNote {
        /// Which.
        note: String,
    },
    /// 征求意见, until a day (`2026-11-22`); empty: ten working days from today.
    Consult {
        /// Until when.
        #[serde(default)]
        deadline: String,
    },
    /// 意见已处理.
    SettleOpinions,
    /// 出具 under a number; empty: the next of the firm's register.
    Issue {
        /// 报告文号.
        #[serde(default)]
        number: String,
    },
    /// 更正.
    Correct {
        /// 更正说明.
        reason: String,
    },
    /// 已公开, on a day.
    Publish {
        /// When.
        day: String,
    },
}

/// GET urls::REPORT_COMPARISON `?from=1&to=2`; without `to` against the present.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportComparison {
    /// What differs.
    pub changes: Vec<BlockChange>,
}

/// PUT urls::PROFILE.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveProfile {
    /// The whole profile.
    pub profile: EngagementProfile,
}

/// POST urls::OPINIONS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewOpinion {
    /// Which unit.
    pub unit: String,
    /// 原文.
    pub text: String,
    /// On which block; may be empty.
    #[serde(default)]
    pub block: String,
    /// The day it came.
    pub day: String,
}

/// PUT urls::OPINION.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideOpinion {
    /// The decision.
    pub decision: OpinionDecision,
}

/// GET urls::OPINIONS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpinionList {
    /// By number.
    pub opinions: Vec<Opinion>,
    /// Until when opinions may come; empty before 征求意见.
    pub deadline: String,
    /// Blocks to point at: id and the first words.
    pub blocks: Vec<(String, String)>,
}
