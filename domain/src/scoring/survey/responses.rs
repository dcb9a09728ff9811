//! One response as it is judged and counted. Not here: the judging (`validity`).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::channel::Channel;
use crate::fieldwork::RecordBody;
use crate::ids::DocumentId;
use crate::time::Timestamp;

/// One complete response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyResponse {
    /// The document.
    pub record: DocumentId,
    /// The record with the answers that count and no others.
    pub body: Arc<RecordBody>,
    /// Required, relevant questions without an answer, as the form engine finds them. Required
    /// scale questions are checked here in any case.
    pub missing_required: Vec<String>,
    /// Answers the form's own rules refuse, by the path that is wrong.
    pub wrong: Vec<String>,
    /// When it was begun, by the device's clock.
    pub started_at: Timestamp,
    /// When it was sent in.
    pub submitted_at: Timestamp,
    /// The device, where it is known.
    pub device_id: Option<String>,
    /// How it came in.
    pub channel: Channel,
    /// Whether it may come from the same phone as another response to the same poster.
    pub duplicate_signal: bool,
    /// What a manager decided about it last.
    pub ruling: Option<RulingDecision>,
}

impl SurveyResponse {
    /// Form path → answer, of questions that are asked; choices by name.
    pub fn answers(&self) -> &BTreeMap<String, String> {
        &self.body.answers
    }
}

/// What a manager decides about a suspicious response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RulingDecision {
    /// 保留: it counts.
    Keep,
    /// 剔除: it is kept on file and counts nowhere.
    Exclude,
}

impl RulingDecision {
    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Exclude => "exclude",
        }
    }

    /// Reads the stored text.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Keep, Self::Exclude]
            .into_iter()
            .find(|decision| decision.as_str() == text)
    }
}
