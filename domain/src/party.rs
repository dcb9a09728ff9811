//! Who takes part: the firm's people and their roles (domain.md §2.1). Not here: passwords,
//! sessions.

use crate::ids::AccountId;

/// What a person may do within an engagement. Ordered by responsibility.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 评价员: records evidence at assigned sites; approves nothing.
    Evaluator,
    /// 外勤主管: reads everything at the desk, reviews records and reports at L1.
    FieldLead,
    /// 质控复核: reads everything at the desk, signs reports of risk A; not of the team.
    QualityReviewer,
    /// 项目经理（主评人）: sets up, samples, assigns, reviews, scores, drafts.
    Manager,
    /// 项目负责合伙人: everything a manager may, and signs.
    Partner,
}

impl Role {
    /// Whether this role sees the desk and may review at L1.
    pub fn may_review(self) -> bool {
        self >= Role::FieldLead
    }

    /// Whether this role may set up, review and score (manager or partner).
    pub fn may_manage(self) -> bool {
        self >= Role::Manager
    }

    /// Every role, in the order of a menu.
    pub const ALL: [Self; 5] = [
        Self::Evaluator,
        Self::FieldLead,
        Self::Manager,
        Self::Partner,
        Self::QualityReviewer,
    ];

    /// The stored text: `evaluator`, `field_lead`, `quality_reviewer`, `manager`, `partner`.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Evaluator => "evaluator",
            Role::FieldLead => "field_lead",
            Role::QualityReviewer => "quality_reviewer",
            Role::Manager => "manager",
            Role::Partner => "partner",
        }
    }

    /// Reads the stored text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// A person as others see them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// Who.
    pub id: AccountId,
    /// The name as it is printed, for example 王建国.
    pub name: String,
    /// Their role in the engagement at hand.
    pub role: Role,
}
