//! The field app's exchange: the pack and the three steps of synchronisation.

use std::collections::BTreeMap;

use super::FormMove;
use crate::document_request::DocumentRequest;
use crate::engagement::Engagement;
use crate::ids::{DocumentId, ProjectCode, Sha256Hex};
use crate::instrument::Instrument;
use crate::party::Person;
use crate::project::Project;
use crate::respondent::RespondentSettings;
use crate::sync::{Change, ItemOutcome, Operation};
use crate::time::Timestamp;

/// GET urls::PACK: everything a tablet needs for days without a server.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pack {
    /// The engagement.
    pub engagement: Engagement,
    /// The person the pack is for.
    pub person: Person,
    /// My assigned sites, in sample order.
    pub sites: Vec<PackSite>,
    /// The requested documents 资料清单.
    #[serde(default)]
    pub documents: Vec<DocumentRequest>,
    /// Everybody of the engagement: who may hold an interview together.
    #[serde(default)]
    pub people: Vec<Person>,
    /// The current form versions, and every older one that an open record of mine pins: a record
    /// keeps the version it was begun with.
    pub instruments: Vec<Instrument>,
    /// Offers to move records that pin an older version.
    #[serde(default)]
    pub moves: Vec<FormMove>,
    /// What the notice says before a respondent answers; `None` before a manager wrote it, and in a
    /// pack of an older server.
    #[serde(default)]
    pub respondents: Option<RespondentSettings>,
    /// The pinned indicator framework, `id@version`.
    pub framework: String,
    /// When the server made it.
    pub made_at: Timestamp,
}

/// One assigned site.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PackSite {
    /// Place in the sample, from 1: the number in `X-012`.
    pub ordinal: u32,
    /// The facts from the frame.
    pub project: Project,
    /// The inspection's document: the server names it, so that two tablets that start offline at
    /// the same site write the same document.
    pub inspection: DocumentId,
    /// Both evaluators' printed names.
    pub evaluators: Vec<Person>,
}

/// POST urls::PUSH. At most 50 operations and 4 MiB.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushRequest {
    /// Oldest first.
    pub operations: Vec<Operation>,
}

/// One outcome for each operation, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushResponse {
    /// In the order of the request.
    pub outcomes: Vec<ItemOutcome>,
}

/// GET urls::PULL.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PullResponse {
    /// Documents of my scope that changed after the cursor, oldest change first.
    pub changes: Vec<Change>,
    /// Where to go on.
    pub cursor: u64,
    /// Whether another page waits.
    pub more: bool,
    /// Finished questionnaires that others collected at my sites, by project code; sites without
    /// any are left out. Together with my own they stand against the quota.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, u32>))]
    pub collected_by_others: BTreeMap<ProjectCode, u32>,
}

/// GET urls::DIGEST: over the inspections of my sites, the questionnaires I collected, the
/// interviews I took part in and the receipts of documents.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DigestResponse {
    /// `sync::digest` of what the server holds in my scope.
    pub digest: Sha256Hex,
    /// How many documents that is.
    pub documents: u64,
    /// The highest device sequence without a hole before it, for the asking device.
    pub device_seq: u64,
}

/// The answer to PUT urls::BLOB: sent only after the bytes were fsynced and hashed again (P2).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlobReceipt {
    /// The hash the server computed.
    pub sha256: Sha256Hex,
    /// Size in bytes.
    pub bytes: u64,
}
