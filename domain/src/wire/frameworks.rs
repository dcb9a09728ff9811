//! The exchange of 方案与指标 and of the firm's 指标库. Not here: what is valid (`indicator`).

use std::collections::BTreeMap;

use crate::ids::IndicatorCode;
use crate::indicator::{Framework, FrameworkDifference, LibraryAction, LibraryItem};
use crate::problem::Problem;
use crate::time::Timestamp;

/// Whether a framework may still change freely.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum FrameworkState {
    /// 设计中.
    Draft,
    /// 已审定: changes are amendments with a reason.
    Approved {
        /// By whom.
        name: String,
        /// When.
        at: Timestamp,
        /// Which revision.
        revision: u32,
    },
    /// 待批准修订: an approved framework is in force, and a change of it waits for a second person.
    AmendmentPending {
        /// Who proposes it.
        name: String,
        /// When.
        at: Timestamp,
        /// Which revision is proposed.
        revision: u32,
        /// Why.
        reason: String,
        /// What would change against what is in force.
        differences: Vec<FrameworkDifference>,
    },
}

/// What happened in a revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FrameworkChange {
    /// The engagement began with it.
    Begun,
    /// 修改.
    Edited,
    /// 审定.
    Approved,
    /// 方案调整 after approval that took effect at once; revisions from before proposals alone.
    Amended,
    /// 提出方案调整: waits for a second person.
    Proposed,
    /// 不同意方案调整: what was in force stays.
    Declined,
}

/// One line of its history, newest first.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FrameworkRevision {
    /// From 1.
    pub revision: u32,
    /// What.
    pub change: FrameworkChange,
    /// Why; needed for an amendment.
    pub reason: String,
    /// By whom.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// A question that an operand may be bound to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BindableQuestion {
    /// The form path.
    pub path: String,
    /// Its label in the form's first language.
    pub label: String,
    /// `integer`, `select_one` …
    pub kind: String,
    /// Choice names and labels, where it has choices.
    pub choices: Vec<(String, String)>,
}

/// A form whose answers operands may be bound to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BindableForm {
    /// The form.
    pub form_id: String,
    /// Its title.
    pub title: String,
    /// Whether it is a questionnaire: bound as satisfaction.
    pub is_questionnaire: bool,
    /// Its questions, in order.
    pub questions: Vec<BindableQuestion>,
}

/// GET urls::FRAMEWORK.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FrameworkView {
    /// As it stands; while an amendment waits, as it is proposed.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub framework: Framework,
    /// Its revision, to send along with a change.
    pub revision: u32,
    /// Whether it was approved.
    pub state: FrameworkState,
    /// What keeps it from being approved; empty when nothing does.
    pub problems: Vec<Problem>,
    /// Newest first.
    pub history: Vec<FrameworkRevision>,
    /// What operands may be bound to.
    pub forms: Vec<BindableForm>,
    /// Fund figures by key, with their names.
    pub fund_figures: BTreeMap<String, String>,
    /// Project types of the frame.
    pub project_types: Vec<String>,
    /// Short names and titles of the frameworks that ship, to start from.
    pub starters: Vec<(String, String)>,
    /// Whether I may approve.
    pub may_approve: bool,
}

/// PUT urls::FRAMEWORK. Another revision in between answers 409 FRAMEWORK_CHANGED. After approval
/// it proposes an amendment, which takes effect once another person approves it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveFramework {
    /// The revision it was made from.
    pub base_revision: u32,
    /// The whole framework.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub framework: Framework,
    /// Why; at least ten characters after approval.
    #[serde(default)]
    pub reason: String,
    /// Indicators that were given another code since `base_revision`: old → new. Marks, 不适用 and
    /// findings that name the old code follow in the same transaction, once the change is in force.
    #[serde(default)]
    #[cfg_attr(feature = "openapi",
        schema(value_type = std::collections::HashMap<String, String>))]
    pub recoded: BTreeMap<IndicatorCode, IndicatorCode>,
}

/// POST urls::FRAMEWORK_START: begins anew from one that ships; before approval only.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StartFramework {
    /// The revision that is replaced.
    pub base_revision: u32,
    /// `culture`.
    pub starter: String,
}

/// POST urls::FRAMEWORK_APPROVAL; by another person than the one who saved it last.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApproveFramework {
    /// The revision that was looked at.
    pub revision: u32,
    /// Why a proposed amendment is not approved, at least ten characters; none approves.
    #[serde(default)]
    pub decline: Option<String>,
}

/// GET urls::LIBRARY.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LibraryView {
    /// The newest version of each item, by code.
    pub items: Vec<LibraryItem>,
    /// Adopted versions that a newer one has not replaced yet: still offered.
    #[serde(default)]
    pub in_use: Vec<LibraryItem>,
    /// Pairs of codes that are proposed for merging: the same sector and a like name.
    pub duplicates: Vec<(String, String)>,
    /// Whether I may screen, adopt, retire.
    pub may_adopt: bool,
}

/// POST urls::LIBRARY (new item) and PUT urls::LIBRARY_ITEM (a further version).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubmitItem {
    /// The item; the state is the server's. A further version names in `version` the one that it
    /// was made from; another one answers 409 LIBRARY_CHANGED.
    pub item: LibraryItem,
}

/// POST urls::LIBRARY_ACTION.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnItem {
    /// The version that was looked at: the newest, or the adopted one that is still in use. Another
    /// one answers 409 LIBRARY_CHANGED.
    pub version: u32,
    /// What.
    pub action: LibraryAction,
}
