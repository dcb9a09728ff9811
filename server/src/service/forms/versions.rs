//! Published versions: look, export, compare. Not here: making them (`publish`).

use domain::form_design::FormOutline;
use domain::ids::{EngagementId, FormId, Sha256Hex};
use domain::instrument::{self, NodeDifference};
use domain::problem::Problem;
use domain::project::Table;
use domain::wire::{FormDifference, FormVersionView};

use super::drafts::{Target, written};
use super::{attachments, blocking, check, summary, version_texts};
use crate::service::{Actor, Service, ServiceError};
use crate::store::{self, Tx, forms::Source};

/// `?from=&to=` of a comparison; without `to` the draft.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct DifferenceOf {
    /// The older version.
    pub from: String,
    /// The newer version.
    #[serde(default)]
    pub to: Option<String>,
}

fn not_found() -> ServiceError {
    ServiceError::NotFound(Problem::new("FORM_VERSION_NOT_FOUND"))
}

/// What a version was made from.
pub(super) fn source_of(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
    version: &str,
) -> Result<Source, ServiceError> {
    if let Some(source) = store::forms::source(tx, engagement, form, version)? {
        return Ok(source);
    }
    Err(
        match store::engagements::form(tx, engagement, form, version)? {
            Some(_) => ServiceError::Conflict(Problem::new("FORM_WORKBOOK_MISSING")),
            None => not_found(),
        },
    )
}

/// One version.
pub async fn find_version(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    version: &str,
) -> Result<FormVersionView, ServiceError> {
    let (target, version) = (Target::new(actor, engagement, form), version.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = target.authorise(tx)?;
            let instrument = store::engagements::form(tx, &engagement, &target.form, &version)?;
            let instrument = instrument.ok_or_else(not_found)?;
            let versions = summary(tx, &engagement, &target.form)?.versions;
            let found = versions.into_iter().find(|known| known.version == version);
            let source = store::forms::source(tx, &engagement, &target.form, &version)?;
            Ok(FormVersionView {
                version: found.ok_or_else(not_found)?,
                instrument,
                outline: source.map(|source| FormOutline::read(&source.tables)),
            })
        })
        .await
}

/// One version as a workbook: the bytes that were kept when it was published.
pub async fn version_workbook(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    version: &str,
) -> Result<Vec<u8>, ServiceError> {
    let (target, version) = (Target::new(actor, engagement, form), version.to_owned());
    let source = service
        .store
        .read(move |tx| {
            let engagement = target.authorise(tx)?;
            source_of(tx, &engagement, &target.form, &version)
        })
        .await?;
    let folder = service.blobs.clone();
    blocking(service, move || {
        let kept = Sha256Hex::parse(&source.workbook_sha256).map(|sha256| folder.read(&sha256));
        match kept {
            Some(Ok(Some(bytes))) => Ok(bytes),
            Some(Err(error)) => Err(ServiceError::Internal(error.to_string())),
            _ => written(&source.tables),
        }
    })
    .await
}

/// What changed between two versions, or between a version and the draft.
pub async fn difference(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    wanted: DifferenceOf,
) -> Result<FormDifference, ServiceError> {
    let (target, asked) = (Target::new(actor, engagement, form), wanted.clone());
    let (older, (newer, attachments), taken) = service
        .store
        .read(move |tx| {
            let engagement = target.authorise(tx)?;
            let older = source_of(tx, &engagement, &target.form, &asked.from)?.tables;
            let newer = match &asked.to {
                Some(to) => (
                    source_of(tx, &engagement, &target.form, to)?.tables,
                    Vec::new(),
                ),
                None => {
                    let draft = target.draft(tx, &engagement)?;
                    (draft.tables, draft.attachments)
                }
            };
            let taken = version_texts(tx, &engagement, &target.form)?;
            Ok::<_, ServiceError>((older, newer, taken))
        })
        .await?;
    let (form, now, folder) = (form.clone(), service.now(), service.blobs.clone());
    blocking(service, move || {
        if wanted.to.is_none() {
            let files = attachments::files(&folder, &attachments)?;
            let version = check::proposed_version(&newer, &taken, now);
            let checked = check::check(&newer, &files, &form, &version);
            if !checked.problems.is_empty() {
                return Err(ServiceError::Invalid(checked.problems));
            }
        }
        Ok(FormDifference {
            from_version: wanted.from,
            to_version: wanted.to,
            languages: FormOutline::read(&newer).languages,
            differences: between(&older, &newer),
        })
    })
    .await
}

/// What changed from one workbook to another.
pub(super) fn between(older: &[Table], newer: &[Table]) -> Vec<NodeDifference> {
    instrument::differences(&FormOutline::read(older), &FormOutline::read(newer))
}
