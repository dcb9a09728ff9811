//! Use cases: one function, one transaction, authorisation inside it. Not here: axum types, SQL.

pub mod accounts;
mod arrival;
pub mod beginning;
pub mod checks;
pub mod desk_tables;
pub mod documents;
pub mod engagements;
mod evidence;
mod export_log;
mod finding_changes;
pub mod finding_evidence;
mod finding_sources;
pub mod findings;
pub mod forms;
pub mod frames;
mod framework_limits;
mod framework_view;
pub mod frameworks;
mod frozen;
pub mod interviews;
pub mod library;
pub mod pack;
pub mod photos;
mod plan_state;
pub mod programme;
pub mod pull;
pub mod quarantine;
mod recoding;
pub mod records;
mod report_inputs;
mod report_papers;
pub mod reporting;
pub mod reports;
pub mod respondents;
pub mod samples;
mod score_ledger;
mod score_mark_actions;
pub mod score_marks;
pub mod scores;
mod source_names;
pub mod statistics;
pub(crate) mod stored_records;
mod survey_evidence;
pub mod survey_export;
pub mod survey_plan;
pub mod sync;
mod withdrawal;

use std::sync::Arc;

use domain::engagement::Engagement;
use domain::ids::AccountId;
use domain::party::Role;
use domain::problem::Problem;
use domain::time::Timestamp;

use crate::blobs::BlobFolder;
use crate::store::{self, Store, StoreError, Tx};

/// Gives the present moment; tests and `kanping demo` pass their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Makes new identifiers; `kanping demo` passes its own, so that the same seed gives the same
/// bytes.
pub type Identifiers = Arc<dyn Fn() -> String + Send + Sync>;

/// Pictures decoded at a time: each may take 256 MiB.
const DECODERS: usize = 2;

/// Everything a use case needs.
#[derive(Clone)]
pub struct Service {
    /// The database.
    pub store: Store,
    /// The blob folder.
    pub blobs: BlobFolder,
    /// The present moment.
    pub clock: Clock,
    /// New identifiers.
    pub identifiers: Identifiers,
    /// At most this many pictures are decoded at a time.
    pub decoding: Arc<tokio::sync::Semaphore>,
    /// Who is editing what just now.
    pub presence: reporting::PresenceBoard,
    /// Documents being drawn.
    pub renders: reporting::RenderQueue,
}

impl Service {
    /// Opens a data folder, with the system's clock and generator.
    pub async fn open(data: &std::path::Path) -> Result<Self, StoreError> {
        Ok(Self {
            store: Store::open(data).await?,
            blobs: BlobFolder::open(data)?,
            clock: Arc::new(system_clock),
            identifiers: Arc::new(crate::randomness::identifier),
            decoding: Arc::new(tokio::sync::Semaphore::new(DECODERS)),
            presence: reporting::PresenceBoard::default(),
            renders: reporting::RenderQueue::default(),
        })
    }

    /// A new identifier.
    pub fn identifier(&self) -> String {
        (self.identifiers)()
    }

    /// The present moment by the server's clock.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }
}

/// The one place where the server reads the time.
#[allow(
    clippy::disallowed_methods,
    reason = "every other place is given the moment"
)]
pub(crate) fn system_clock() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let milliseconds = since.map(|since| since.as_millis()).unwrap_or_default();
    Timestamp(i64::try_from(milliseconds).unwrap_or(i64::MAX))
}

/// Who asks: a signed-in person.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who.
    pub id: AccountId,
    /// Printed name.
    pub name: String,
    /// Sign-in name.
    pub login: String,
}

/// What a use case answers when it does not succeed.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Nobody is signed in.
    #[error("not signed in")]
    SignedOut,
    /// The person may not do this.
    #[error("forbidden")]
    Forbidden(Problem),
    /// There is no such thing, or the person may not know of it.
    #[error("not found")]
    NotFound(Problem),
    /// The state of things does not allow it now.
    #[error("conflict")]
    Conflict(Problem),
    /// The request is wrong; all problems at once.
    #[error("invalid")]
    Invalid(Vec<Problem>),
    /// Too large, in bytes or counts.
    #[error("too large")]
    TooLarge(Problem),
    /// Not a kind of content that is taken here.
    #[error("unsupported media type")]
    UnsupportedMedia(Problem),
    /// Too many tries.
    #[error("too many requests")]
    TooMany(Problem),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something else of ours failed; the text goes to the log only.
    #[error("internal: {0}")]
    Internal(String),
}

impl ServiceError {
    /// One problem with the request.
    pub fn invalid(problem: Problem) -> Self {
        Self::Invalid(vec![problem])
    }
}

/// A member's view of an engagement, once authorised.
pub struct Membership {
    /// The engagement.
    pub engagement: Engagement,
    /// The person's role in it.
    pub role: Role,
}

/// Finds the engagement (by id or short code) and the person's role in it. A stranger learns
/// nothing: not being a member and not existing answer the same.
pub fn member(tx: &Tx<'_>, actor: &Actor, engagement: &str) -> Result<Membership, ServiceError> {
    let not_found = || ServiceError::NotFound(Problem::new("ENGAGEMENT_NOT_FOUND"));
    let engagement = store::engagements::find(tx, engagement)?.ok_or_else(not_found)?;
    let role = store::engagements::role_of(tx, &engagement.id, &actor.id)?.ok_or_else(not_found)?;
    Ok(Membership { engagement, role })
}

/// As [`member`], for what only managers and partners may do.
pub fn manager(tx: &Tx<'_>, actor: &Actor, engagement: &str) -> Result<Membership, ServiceError> {
    let membership = member(tx, actor, engagement)?;
    if !membership.role.may_manage() {
        return Err(ServiceError::Forbidden(Problem::new("MANAGER_ONLY")));
    }
    Ok(membership)
}

/// The machine's owner at the command line, who needs no membership.
pub(crate) fn owner(tx: &Tx<'_>, engagement: &str) -> Result<Membership, ServiceError> {
    let not_found = || ServiceError::NotFound(Problem::new("ENGAGEMENT_NOT_FOUND"));
    let engagement = store::engagements::find(tx, engagement)?.ok_or_else(not_found)?;
    Ok(Membership {
        engagement,
        role: Role::Partner,
    })
}

/// As [`member`], for what everybody may read who works at the desk.
pub fn reader(tx: &Tx<'_>, actor: &Actor, engagement: &str) -> Result<Membership, ServiceError> {
    let membership = member(tx, actor, engagement)?;
    if !membership.role.may_review() {
        return Err(ServiceError::Forbidden(Problem::new("DESK_ONLY")));
    }
    Ok(membership)
}

/// As [`member`], for the first level of review: managers, partners and field leads.
pub fn lead(tx: &Tx<'_>, actor: &Actor, engagement: &str) -> Result<Membership, ServiceError> {
    let membership = member(tx, actor, engagement)?;
    if !membership.role.may_manage() && membership.role != Role::FieldLead {
        return Err(ServiceError::Forbidden(Problem::new("LEAD_ONLY")));
    }
    Ok(membership)
}

/// A text of people's making, trimmed, within its limit.
fn bounded_text(path: &str, text: &str, limit: usize) -> Result<String, ServiceError> {
    let text = text.trim();
    if text.chars().count() > limit {
        let problem = Problem::new("TEXT_TOO_LONG")
            .with("limit", limit)
            .at_path(path);
        return Err(ServiceError::invalid(problem));
    }
    Ok(text.to_owned())
}
