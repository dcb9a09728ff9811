//! The exchange of 评分 beyond the sheet: joint marks, what-if, confirmation, history.

use crate::ids::{IndicatorCode, Sha256Hex};
use crate::scoring::exact::ExactNumber;
use crate::scoring::{Points, ScoreChange};
use crate::time::Timestamp;

/// POST urls::SCORE_MARKS: one person's part in a mark. The server knows who I am.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkRequest {
    /// Which indicator.
    pub indicator: IndicatorCode,
    /// What I do.
    pub action: MarkAction,
    /// The mark as it stood in front of me, as `ScoreInputs::desk_marks` has it; nothing where
    /// there was none. Another one answers 409 MARK_CHANGED. Of two scorers' marks only my own has
    /// to be as I saw it when I give or withdraw mine.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub seen: Option<serde_json::Value>,
}

/// What one person does about a mark.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum MarkAction {
    /// My own mark of a qualitative indicator.
    Give {
        /// The level.
        level: String,
        /// Share of the weight within it: `0.75`.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        pct: ExactNumber,
        /// Why.
        reason: String,
        /// With one scorer: that the mark of a colleague is to be replaced. Without it, such a
        /// mark answers 409 MARK_OF_COLLEAGUE.
        #[serde(default)]
        replace: bool,
    },
    /// I take back my own mark of two, which nobody decided on yet.
    Withdraw {
        /// Why; kept in the history.
        reason: String,
    },
    /// A decision on two marks that are too far apart.
    Decide {
        /// The level.
        level: String,
        /// Share of the weight within it.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        pct: ExactNumber,
        /// Why.
        reason: String,
    },
    /// I confirm a manual score that somebody else entered.
    Confirm {
        /// Why; needed where the sheet was confirmed before.
        #[serde(default)]
        reason: String,
    },
}

/// POST urls::SCORE_CONFIRMATION: 初步结论.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmScores {
    /// `ScoreView::sheet_hash` of the sheet that was looked at; another one answers 409
    /// SCORES_CHANGED, a sheet with gaps 409 SCORES_INCOMPLETE.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub sheet: Sha256Hex,
    /// 说明.
    #[serde(default)]
    pub reason: String,
}

/// What a stored sheet came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ScoreCause {
    /// Facts from the field or the surveys changed.
    Facts,
    /// Somebody entered figures or marks.
    Inputs,
    /// The framework was changed.
    Framework,
    /// Findings were changed.
    Findings,
    /// 初步结论 was confirmed.
    Confirmed,
}

/// The confirmed sheet and what differs from it now: 需复核.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreConfirmation {
    /// By whom.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// The total.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
    /// What differs now.
    pub changes: Vec<ScoreChange>,
}

/// One line of GET urls::SCORE_HISTORY, newest first.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreHistoryLine {
    /// From 1.
    pub revision: u32,
    /// Why it was stored.
    pub cause: ScoreCause,
    /// The reason that was given.
    pub reason: String,
    /// By whom; empty where facts changed.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// The total then.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
    /// What differs from the one before.
    pub changes: Vec<ScoreChange>,
}
