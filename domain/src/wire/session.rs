//! Signing in and who one is.

use crate::ids::{AccountId, DeviceId};
use crate::party::Role;

/// POST urls::SESSION. The answer sets a cookie that scripts cannot read.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInRequest {
    /// The sign-in name.
    pub login: String,
    /// The password; never logged (no `Debug`).
    pub password: String,
    /// The tablet, when this is the field app: it is enrolled for this person.
    #[serde(default)]
    pub device_id: Option<DeviceId>,
    /// A name for the tablet that an administrator recognises.
    #[serde(default)]
    pub device_label: String,
}

/// GET urls::SESSION and the answer to signing in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    /// Who.
    pub account_id: AccountId,
    /// Printed name.
    pub name: String,
    /// The sign-in name.
    pub login: String,
    /// The highest role in any engagement: decides the surface that opens.
    pub role: Role,
}
