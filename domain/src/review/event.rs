//! What happens to a report under review, as it is stored: append only. Not here: what follows
//! from it (`standing`).

use crate::ids::{AccountId, IndicatorCode, Sha256Hex};
use crate::party::Role;
use crate::scoring::{Points, ScoreSheet};
use crate::time::Timestamp;

/// 风险级别; A needs the quality reviewer too.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RiskLevel {
    /// High.
    A,
    /// Usual.
    #[default]
    B,
    /// Low.
    C,
}

/// 复核级别, in order.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReviewLevel {
    /// L1 外勤主管.
    First,
    /// L2 项目经理（主评人）.
    Second,
    /// L3 项目负责合伙人.
    Third,
    /// 质控复核.
    Quality,
}

impl ReviewLevel {
    /// The levels that an engagement of this risk needs, in order.
    pub fn required(risk: RiskLevel) -> &'static [ReviewLevel] {
        match risk {
            RiskLevel::A => &[Self::First, Self::Second, Self::Third, Self::Quality],
            RiskLevel::B | RiskLevel::C => &[Self::First, Self::Second, Self::Third],
        }
    }

    /// Whether this role may sign at the level. Whoever stands higher may stand in at L1 and L2;
    /// nobody stands in for a partner or for the quality reviewer.
    pub fn may_sign(self, role: Role) -> bool {
        match self {
            Self::First => role.may_review(),
            Self::Second => role.may_manage(),
            Self::Third => role == Role::Partner,
            Self::Quality => role == Role::QualityReviewer,
        }
    }

    /// As printed.
    pub fn term(self) -> &'static str {
        match self {
            Self::First => "一级复核",
            Self::Second => "二级复核",
            Self::Third => "三级复核",
            Self::Quality => "质量控制复核",
        }
    }
}

/// A signature for one content.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignOff {
    /// At which level.
    pub level: ReviewLevel,
    /// Who.
    pub by: AccountId,
    /// The name as printed.
    pub name: String,
    /// 执业证书号; may be empty below L2.
    #[serde(default)]
    pub certificate: String,
    /// When.
    pub at: Timestamp,
    /// For which content.
    pub content: Sha256Hex,
    /// Why scores differ from those that opinions were asked on; needed at L3 when they do.
    #[serde(default)]
    pub score_change_reason: String,
}

/// The answer to a note.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoteAnswer {
    /// What was done.
    pub text: String,
    /// Who; empty in answers from before accounts were kept.
    #[serde(default)]
    pub by: AccountId,
    /// The name as printed.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// 复核意见: must be closed before the next level signs.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewNote {
    /// Its identifier.
    pub id: String,
    /// Who wrote it, at which level.
    pub level: ReviewLevel,
    /// The block it is about; empty for the report as a whole.
    #[serde(default)]
    pub block: String,
    /// What is asked.
    pub text: String,
    /// Who.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// What was done about it.
    #[serde(default)]
    pub answer: Option<NoteAnswer>,
    /// Whether its author, or another reviewer, is content.
    #[serde(default)]
    pub closed: bool,
}

/// One row of the score sheet as the evaluated units saw it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShownScore {
    /// Which indicator.
    pub code: IndicatorCode,
    /// Its score; `None` while it is open or 不适用.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub score: Option<Points>,
}

/// The rows of a sheet as they are shown.
pub fn shown_scores(sheet: &ScoreSheet) -> Vec<ShownScore> {
    let row = |row: &crate::scoring::ScoreRow| ShownScore {
        code: row.code.clone(),
        score: row.score,
    };
    sheet.rows.iter().map(row).collect()
}

/// Whether a text can be a 报告文号: characters, digits, brackets and hyphens, at least one digit;
/// nothing that a document would read as markup or as a reference.
pub fn is_report_number(text: &str) -> bool {
    let signs = "〔〕[]()（）【】-—－/／.．·号第 ";
    text.chars().any(|c| c.is_numeric())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || signs.contains(c))
}

/// The number of the issued report that stands, unless a correction opened it again.
pub fn issued_number(events: &[ReviewEvent]) -> Option<&str> {
    events.iter().rev().find_map(|event| match event {
        ReviewEvent::Issued { number, .. } => Some(Some(number.as_str())),
        ReviewEvent::Reopened { .. } => Some(None),
        _ => None,
    })?
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ReviewEvent {
    /// 提交复核; whoever submits is the preparer.
    Submitted {
        /// Who.
        by: AccountId,
        /// The name as printed.
        name: String,
        /// When.
        at: Timestamp,
        /// What.
        content: Sha256Hex,
    },
    /// 复核通过.
    Signed {
        /// The signature.
        sign_off: SignOff,
    },
    /// 退回.
    Returned {
        /// At which level.
        level: ReviewLevel,
        /// Who.
        name: String,
        /// When.
        at: Timestamp,
        /// At least one.
        notes: Vec<ReviewNote>,
    },
    /// A note was answered.
    NoteAnswered {
        /// Which.
        note: String,
        /// How.
        answer: NoteAnswer,
    },
    /// A note was closed.
    NoteClosed {
        /// Which.
        note: String,
        /// By whom.
        name: String,
        /// When.
        at: Timestamp,
    },
    /// 征求意见.
    Consulted {
        /// By whom.
        name: String,
        /// When.
        at: Timestamp,
        /// Until when the unit may answer, `2026-11-22`.
        deadline: String,
        /// The total that opinions are asked on.
        #[cfg_attr(feature = "openapi", schema(value_type = String))]
        total: Points,
        /// The scores that opinions are asked on, row by row.
        #[serde(default)]
        rows: Vec<ShownScore>,
        /// What was sent.
        content: Sha256Hex,
    },
    /// 意见已处理.
    OpinionsSettled {
        /// By whom.
        name: String,
        /// When.
        at: Timestamp,
    },
    /// 出具.
    Issued {
        /// 报告文号.
        number: String,
        /// By whom.
        by: AccountId,
        /// The name as printed.
        name: String,
        /// When.
        at: Timestamp,
        /// What.
        content: Sha256Hex,
    },
    /// 更正: the report is open again, for a new number.
    Reopened {
        /// The number that is corrected.
        corrects: String,
        /// 更正说明.
        reason: String,
        /// By whom.
        name: String,
        /// When.
        at: Timestamp,
    },
}
