//! Names of things. An identifier is opaque text made elsewhere (uuid v7 on either side) and only
//! carried here; a code (project, indicator, form) is text that people read and type.

use std::fmt;

macro_rules! text_identifier {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize,
            serde::Deserialize,
        )]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as text, as it stands in URLs and in the database.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    )+};
}

text_identifier! {
    /// One engagement (评价业务); uuid v7, or the short code `demo` for the example.
    EngagementId,
    /// A person who signs in (an employee of the firm); uuid v7.
    AccountId,
    /// One installation of the field app on one tablet; uuid v7, made at enrolment.
    DeviceId,
    /// One document that is synchronised: an inspection, a questionnaire response; uuid v7.
    DocumentId,
    /// One revision on its way: sending the same one twice has one effect (P5); uuid v7.
    OperationId,
    /// One line of the list of requested documents 资料清单; uuid v7.
    DocumentRequestId,
    /// One photo, signature or file within a document; uuid v7.
    AttachmentId,
    /// 项目编码, unique within a frame, as the bureau's list writes it.
    ProjectCode,
    /// The `form_id` of an XLSForm's settings sheet, for example `site-road-bridge`.
    FormId,
    /// An indicator's code within its framework, for example `C22`.
    IndicatorCode,
    /// A finding's number within its engagement, for example `S-003`.
    FindingCode,
}

/// SHA-256 of some bytes, as 64 lower-case hexadecimal digits: the name of a blob.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(transparent)]
pub struct Sha256Hex(String);

impl Sha256Hex {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        let digest = sha2::Sha256::digest(bytes);
        Self(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Reads 64 lower-case hexadecimal digits; anything else is `None`, so that the text can safely
    /// become part of a path.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (text.len() == 64 && text.bytes().all(is_hex)).then(|| Self(text.to_owned()))
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first eight digits, as printed under photos.
    pub fn short(&self) -> &str {
        &self.0[..8]
    }
}

impl fmt::Display for Sha256Hex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Sha256Hex {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a SHA-256 in hexadecimal"))
    }
}
