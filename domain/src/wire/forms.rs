//! Making forms: versions, drafts, changes, publishing, moves. Managers only, but for the moves in
//! the pack. Not here: filling forms in (`field`).

use crate::form_design::{DesignChange, FormOutline};
use crate::ids::{FormId, Sha256Hex};
use crate::instrument::{Instrument, InstrumentKind, NodeDifference};
use crate::problem::Problem;
use crate::time::Timestamp;

/// GET urls::FORMS.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormList {
    /// By form id.
    pub forms: Vec<FormSummary>,
    /// The forms that ship, to start from.
    pub starters: Vec<StarterForm>,
}

/// One form of the engagement.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormSummary {
    /// Which.
    pub form_id: FormId,
    /// Of the current version; of the draft before the first one.
    pub title: String,
    /// `None` while a draft does not say.
    pub kind: Option<InstrumentKind>,
    /// The version that goes into new packs; `None` before publishing and when retired.
    pub current: Option<String>,
    /// Published, but in no new pack.
    pub retired: bool,
    /// Newest first.
    pub versions: Vec<FormVersionSummary>,
    /// The draft, if one was begun.
    pub draft: Option<DraftSummary>,
    /// After publishing: what of the plan the new version hurts. Warnings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hurts: Vec<Problem>,
}

/// One published version; it never changes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormVersionSummary {
    /// Its text.
    pub version: String,
    /// `form_title` of this version.
    pub title: String,
    /// `None` for versions that came with the engagement.
    pub published_at: Option<Timestamp>,
    /// Printed name; empty for versions that came with the engagement.
    pub published_by: String,
    /// Whether it goes into new packs.
    pub current: bool,
    /// Whether its workbook can be exported and begun from.
    pub has_workbook: bool,
    /// Records that pin it.
    pub records: u32,
    /// Of these, records that are not submitted yet (drafts and returned ones).
    pub open_records: u32,
    /// The version its open records are offered to move to.
    pub offered_to: Option<String>,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftSummary {
    /// Its revision.
    pub revision: u64,
    /// When it was last changed.
    pub saved_at: Timestamp,
    /// By whom: printed name.
    pub saved_by: String,
    /// The version it was begun from.
    pub based_on: Option<String>,
}

/// A form that ships with Kanping.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StarterForm {
    /// Its form id, and its name in `NewForm::Starter`.
    pub name: String,
    /// `form_title`.
    pub title: String,
    /// What it is for.
    pub kind: InstrumentKind,
}

/// POST urls::FORMS: begins a draft; answers `DraftView`. A workbook is begun from with
/// POST urls::FORM_UPLOAD. Problems: `FORM_DRAFT_EXISTS` (409), `FORM_STARTER_UNKNOWN`,
/// `FORM_VERSION_NOT_FOUND`, `FORM_BAD_ID`, `FORM_ID_TAKEN` (409), `FORM_WORKBOOK_MISSING`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum NewForm {
    /// A form that ships.
    Starter {
        /// `StarterForm::name`.
        starter: String,
        /// Another id than the starter's own.
        #[serde(default)]
        form_id: Option<FormId>,
    },
    /// A published version: the next version of the same form, or with `new_id` another form.
    Version {
        /// Which form.
        form_id: FormId,
        /// Which version.
        version: String,
        /// The id of the new form; `None` for the same form.
        #[serde(default)]
        new_id: Option<FormId>,
    },
    /// A form without questions.
    Blank {
        /// Letters, digits, `-`, `_`, `.`; at most 64.
        form_id: FormId,
        /// 标题.
        title: String,
        /// What it is for.
        kind: InstrumentKind,
        /// As XLSForm names them, for example `中文 (zh)`; empty for one without a name.
        #[serde(default)]
        languages: Vec<String>,
    },
}

/// GET urls::FORM_DRAFT, and the answer to every request that changes a draft.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftView {
    /// Which form.
    pub form_id: FormId,
    /// Every change names it.
    pub revision: u64,
    /// When it was last changed.
    pub saved_at: Timestamp,
    /// By whom: printed name.
    pub saved_by: String,
    /// The version it was begun from.
    pub based_on: Option<String>,
    /// The uploaded file's name; empty when it was begun otherwise.
    pub file_name: String,
    /// Title, languages, rows with their problems, lists.
    pub outline: FormOutline,
    /// All problems at once, in the order of the workbook; the form cannot be published before
    /// they are gone. `place` has sheet, row and column, or a form path.
    pub problems: Vec<Problem>,
    /// What other XLSForm tools would do differently, and what publishing would do to the plan;
    /// they do not hinder.
    pub warnings: Vec<Problem>,
    /// The form as a tablet would run it, while there are no problems: for the preview.
    pub instrument: Option<Instrument>,
    /// The version text that publishing proposes: the date, with a counter when it is taken.
    pub proposed_version: String,
    /// Whether there is an earlier state to go back to.
    pub can_undo: bool,
    /// CSV files for external choice lists.
    pub attachments: Vec<FormAttachment>,
}

/// A CSV file that belongs to a form.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormAttachment {
    /// As the workbook names it: `townships.csv`.
    pub name: String,
    /// Of its bytes.
    pub sha256: Sha256Hex,
    /// Without the headings; at most 50 000.
    pub rows: u32,
    /// Its headings.
    pub columns: Vec<String>,
}

/// POST urls::FORM_DRAFT: all of the changes, or none. Answers `DraftView`; 409 with `StaleDraft`
/// when the revision is not the draft's; 422 with every problem when a change is refused, each with
/// `details.change` = its place in the list, from 0.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftChanges {
    /// The revision the changes were decided on.
    pub revision: u64,
    /// In order, at most 200; rows are those after the changes before it.
    pub changes: Vec<DesignChange>,
}

/// The body of a 409 to a change of a draft that somebody else changed meanwhile. A problem
/// envelope with the draft as it now is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaleDraft {
    /// `FORM_DRAFT_CHANGED`.
    pub problems: Vec<Problem>,
    /// The draft as it now is.
    pub draft: DraftView,
}

/// POST urls::FORM_DRAFT_UNDO: back to the state before the last change. Answers `DraftView`.
/// Problems: `FORM_NOTHING_TO_UNDO` (409).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftUndo {
    /// The revision that is looked at.
    pub revision: u64,
}

/// POST urls::FORM_PUBLISH: makes the draft a version; answers `FormSummary`. Problems: those of
/// the draft; `FORM_VERSION_TAKEN`, `FORM_BAD_VERSION`, `FORM_NOTHING_CHANGED` (409),
/// `FORM_ID_DIFFERS`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishForm {
    /// The revision that is published.
    pub revision: u64,
    /// Letters, digits, `-`, `_`, `.`; at most 64. `None`: as proposed.
    #[serde(default)]
    pub version: Option<String>,
    /// Offers open records of these versions a move to the new one.
    #[serde(default)]
    pub offer_move_from: Vec<String>,
}

/// POST urls::FORM_MOVES: offers open records of one version a move, or takes the offer back.
/// Answers `FormSummary`. The person on the tablet decides.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferMove {
    /// The version the records pin; it is not the current one.
    pub from_version: String,
    /// `true`: to the current version.
    pub offered: bool,
}

/// PUT urls::FORM_RETIREMENT: takes a form out of new packs, or brings its newest version back.
/// Records that pin it stay. Answers `FormSummary`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RetireForm {
    /// Whether it is retired.
    pub retired: bool,
}

/// GET urls::FORM_VERSION.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormVersionView {
    /// Which.
    pub version: FormVersionSummary,
    /// The form as tablets run it.
    pub instrument: Instrument,
    /// As the designer shows it; `None` when its workbook was not kept.
    pub outline: Option<FormOutline>,
}

/// GET urls::FORM_DIFFERENCE with `?from=VERSION&to=VERSION`; without `to`: the draft, which must
/// have no problems (422).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormDifference {
    /// The older version.
    pub from_version: String,
    /// The newer version; `None` for the draft.
    pub to_version: Option<String>,
    /// The newer form's languages, for the labels.
    pub languages: Vec<String>,
    /// In the order of the newer form; what is gone comes last.
    pub differences: Vec<NodeDifference>,
}

/// An offer in the pack: open records of one version may move to another. The tablet shows the
/// differences, and with consent opens the answers in the new version: `carry_answers`, then
/// `Session::resume`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormMove {
    /// Which form.
    pub form_id: FormId,
    /// The version the record pins.
    pub from_version: String,
    /// The version it may move to; the pack carries it.
    pub to_version: String,
    /// What changes.
    pub differences: Vec<NodeDifference>,
}
