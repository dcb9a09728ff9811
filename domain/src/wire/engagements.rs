//! Beginning an engagement, and who takes part in it.

use crate::ids::AccountId;
use crate::party::{Person, Role};

use super::StarterForm;

/// GET urls::BEGINNING: what a new engagement may begin with. Problem `MANAGER_ONLY` (403) for whom
/// no engagement has as its manager or partner.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Beginning {
    /// The frameworks of indicators that ship, in menu order.
    pub frameworks: Vec<StarterFramework>,
    /// The forms that ship.
    pub forms: Vec<StarterForm>,
}

/// A framework of indicators that ships.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StarterFramework {
    /// Its name in [`NewEngagement::framework`].
    pub name: String,
    /// Its title.
    pub title: String,
}

/// POST urls::ENGAGEMENTS: begins an engagement, whose manager the sender becomes; answers
/// `Engagement`. Problems: those of `domain::engagement::problems_of_new`, `MANAGER_ONLY` (403),
/// `ENGAGEMENT_CODE_TAKEN` (409), `FORM_STARTER_UNKNOWN`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewEngagement {
    /// The short code in addresses and on the command line.
    pub code: String,
    /// 项目名称.
    pub title: String,
    /// 委托单位.
    pub commissioned_by: String,
    /// 主管部门.
    pub competent_department: String,
    /// 评价机构.
    pub firm: String,
    /// 资金年度.
    pub fund_year: u16,
    /// 评价年度.
    pub evaluation_year: u16,
    /// `StarterFramework::name`.
    pub framework: String,
    /// `StarterForm::name` of each form to begin with; more can be added in the forms room.
    #[serde(default)]
    pub forms: Vec<String>,
    /// How many questionnaires each sampled site should bring.
    pub questionnaires_per_site: u32,
    /// Whom a respondent can turn to (PIPL art. 17); may be given later, before the first
    /// questionnaire.
    #[serde(default)]
    pub contact: String,
}

/// GET urls::MEMBERS: everybody who takes part. Managers see sign-in names, to tell people apart.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Members {
    /// By role, then sign-in name.
    pub members: Vec<Person>,
    /// Who asks.
    pub me: AccountId,
}

/// PUT urls::MEMBERS: makes an account a member, or changes its role; answers `Members`. Problems:
/// `MANAGER_ONLY` (403), `PARTNER_ONLY` (403), `ACCOUNT_NOT_FOUND` (404), `OWN_ROLE` (409).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetMember {
    /// Sign-in name of an account that exists.
    pub login: String,
    /// What they may do.
    pub role: Role,
}
