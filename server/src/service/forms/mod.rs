//! Making forms: drafts, publishing, moving open records. Managers only. Not here: what a form
//! means (`domain::instrument`), how it is designed (`domain::form_design`), XLSForm (`forms`).

mod attachments;
mod begin;
mod check;
mod drafts;
mod publish;
mod versions;

pub use attachments::{attach, detach};
pub use begin::{begin, upload};
pub(super) use drafts::written as written_workbook;
pub use drafts::{Changed, change, discard, draft_workbook, find_draft, replace, undo};
pub use publish::{Published, offer_move, publish, retire};
pub use versions::{DifferenceOf, difference, find_version, version_workbook};

use domain::ids::{EngagementId, FormId};
use domain::problem::Problem;
use domain::wire::{DraftSummary, FormList, FormSummary};

use super::{Actor, Service, ServiceError, manager};
use crate::forms;
use crate::store::{self, Tx, forms::Version};

/// The largest workbook of a form, in bytes.
const WORKBOOK_BYTES: usize = 5 * 1024 * 1024;
/// Most characters in a form id or a version.
const NAME_LIMIT: usize = 64;

/// The forms of an engagement.
pub async fn list(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<FormList, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    let forms = service
        .store
        .read(move |tx| {
            let id = manager(tx, &actor, &engagement)?.engagement.id;
            summaries(tx, &id)
        })
        .await?;
    let starters = blocking(service, forms::shipped_forms).await?;
    Ok(FormList { forms, starters })
}

fn summaries(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<FormSummary>, ServiceError> {
    let mut summaries: Vec<FormSummary> = Vec::new();
    for version in store::forms::versions(tx, engagement)? {
        match summaries.last_mut() {
            Some(summary) if summary.form_id == version.form_id => {
                add_version(summary, version);
            }
            _ => {
                let mut summary = empty(version.form_id.clone());
                add_version(&mut summary, version);
                summaries.push(summary);
            }
        }
    }
    for (form_id, draft) in store::forms::drafts(tx, engagement)? {
        match summaries.iter_mut().find(|s| s.form_id == form_id) {
            Some(summary) => summary.draft = Some(draft),
            None => summaries.push(only_draft(tx, engagement, form_id, draft)?),
        }
    }
    for summary in &mut summaries {
        summary.retired = summary.current.is_none() && !summary.versions.is_empty();
    }
    summaries.sort_by(|one, other| one.form_id.cmp(&other.form_id));
    Ok(summaries)
}

fn empty(form_id: FormId) -> FormSummary {
    FormSummary {
        form_id,
        title: String::new(),
        kind: None,
        current: None,
        retired: false,
        versions: Vec::new(),
        draft: None,
        hurts: Vec::new(),
    }
}

/// Versions come newest first; title and kind are those of the current one, else of the newest.
fn add_version(summary: &mut FormSummary, version: Version) {
    if version.summary.current || summary.versions.is_empty() {
        summary.title = version.summary.title.clone();
        summary.kind = Some(version.kind);
    }
    if version.summary.current {
        summary.current = Some(version.summary.version.clone());
    }
    summary.versions.push(version.summary);
}

fn only_draft(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form_id: FormId,
    draft: DraftSummary,
) -> Result<FormSummary, ServiceError> {
    let state = store::forms::draft(tx, engagement, &form_id)?;
    let outline = state.map(|state| domain::form_design::FormOutline::read(&state.tables));
    let outline = outline.unwrap_or_default();
    Ok(FormSummary {
        title: outline.title,
        kind: outline.kind,
        draft: Some(draft),
        ..empty(form_id)
    })
}

/// What the list says of one form.
fn summary(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
) -> Result<FormSummary, ServiceError> {
    let found = summaries(tx, engagement)?;
    let found = found.into_iter().find(|summary| summary.form_id == *form);
    found.ok_or_else(|| ServiceError::NotFound(Problem::new("FORM_NOT_FOUND")))
}

/// The texts of a form's versions.
fn version_texts(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
) -> Result<Vec<String>, ServiceError> {
    let versions = store::forms::versions(tx, engagement)?.into_iter();
    let own = versions.filter(|version| version.form_id == *form);
    Ok(own.map(|version| version.summary.version).collect())
}

/// A form id or a version: it stands in addresses and on paper.
fn is_good_name(text: &str) -> bool {
    let is_good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !text.is_empty() && text.len() <= NAME_LIMIT && text.chars().all(is_good)
}

/// Runs what may take a moment and memory apart from the requests, a few at a time.
pub(super) async fn blocking<T: Send + 'static>(
    service: &Service,
    work: impl FnOnce() -> Result<T, ServiceError> + Send + 'static,
) -> Result<T, ServiceError> {
    let gone = |error: &dyn std::fmt::Display| ServiceError::Internal(error.to_string());
    let permit = service.decoding.clone().acquire_owned().await;
    let permit = permit.map_err(|error| gone(&error))?;
    tokio::task::spawn_blocking(move || {
        let answer = work();
        drop(permit);
        answer
    })
    .await
    .map_err(|error| gone(&error))?
}

/// Keeps bytes in the blob folder; the row is written with what names them.
pub(crate) async fn keep_bytes(
    service: &Service,
    bytes: Vec<u8>,
) -> Result<(domain::ids::Sha256Hex, u64), ServiceError> {
    let folder = service.blobs.clone();
    let failed = |error: std::io::Error| ServiceError::Internal(error.to_string());
    blocking(service, move || {
        let mut unnamed = folder.begin().map_err(failed)?;
        unnamed.write(&bytes).map_err(failed)?;
        let (sha256, size) = (unnamed.sha256(), unnamed.bytes());
        folder.keep(unnamed, &sha256).map_err(failed)?;
        Ok((sha256, size))
    })
    .await
}
