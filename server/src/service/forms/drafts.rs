//! The draft of a form: look, change, replace, go back, discard, export. Every change names the
//! revision it was decided on. Not here: beginning one (`begin`).

use domain::form_design;
use domain::ids::{EngagementId, FormId};
use domain::problem::Problem;
use domain::wire::{DraftChanges, DraftUndo, DraftView};

use super::super::frozen::unissued;
use super::begin::read_form;
use super::{attachments, blocking, check, keep_bytes, version_texts};
use crate::service::plan_state::PlanAtStake;
use crate::service::{Actor, Service, ServiceError, manager};
use crate::store::{self, Tx, forms::Draft, forms::NewDraft};
use crate::workbook;

/// Changes in one request.
const CHANGE_LIMIT: usize = 200;
/// Text of all cells of a form together, in bytes.
const TEXT_LIMIT: usize = 8 * 1024 * 1024;

/// What became of a change.
pub enum Changed {
    /// It was made.
    Made(Box<DraftView>),
    /// Somebody else changed the draft meanwhile: nothing was done; this is the draft as it is.
    Stale(Box<DraftView>),
}

/// Who asks for which draft.
#[derive(Clone)]
pub(super) struct Target {
    pub actor: Actor,
    pub engagement: String,
    pub form: FormId,
}

impl Target {
    pub fn new(actor: &Actor, engagement: &str, form: &FormId) -> Self {
        Self {
            actor: actor.clone(),
            engagement: engagement.to_owned(),
            form: form.clone(),
        }
    }

    /// The engagement, when the person may manage it.
    pub fn authorise(&self, tx: &Tx<'_>) -> Result<EngagementId, ServiceError> {
        Ok(manager(tx, &self.actor, &self.engagement)?.engagement.id)
    }

    /// As [`Self::authorise`], for what an issued report rests on.
    pub fn authorise_open(&self, tx: &Tx<'_>) -> Result<EngagementId, ServiceError> {
        let membership = manager(tx, &self.actor, &self.engagement)?;
        Ok(unissued(tx, membership)?.engagement.id)
    }

    /// The draft.
    pub fn draft(&self, tx: &Tx<'_>, engagement: &EngagementId) -> Result<Draft, ServiceError> {
        let missing = || ServiceError::NotFound(Problem::new("FORM_DRAFT_NOT_FOUND"));
        store::forms::draft(tx, engagement, &self.form)?.ok_or_else(missing)
    }
}

/// A draft with the versions that are taken.
pub(super) struct Loaded {
    pub draft: Draft,
    pub taken: Vec<String>,
    /// What its publication may hurt.
    pub plan: Option<PlanAtStake>,
}

pub(super) async fn load(service: &Service, target: &Target) -> Result<Loaded, ServiceError> {
    let target = target.clone();
    service
        .store
        .read(move |tx| {
            let engagement = target.authorise(tx)?;
            Ok(Loaded {
                draft: target.draft(tx, &engagement)?,
                taken: version_texts(tx, &engagement, &target.form)?,
                plan: PlanAtStake::read(tx, &engagement)?,
            })
        })
        .await
}

pub(super) async fn view(service: &Service, loaded: Loaded) -> Result<DraftView, ServiceError> {
    let (now, folder) = (service.now(), service.blobs.clone());
    blocking(service, move || {
        let files = attachments::files(&folder, &loaded.draft.attachments)?;
        let mut view = check::view(loaded.draft, &files, &loaded.taken, now);
        if let (Some(plan), Some(instrument)) = (&loaded.plan, &view.instrument) {
            view.warnings.extend(plan.hurt_by(instrument));
        }
        Ok(view)
    })
    .await
}

/// The draft.
pub async fn find_draft(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
) -> Result<DraftView, ServiceError> {
    let loaded = load(service, &Target::new(actor, engagement, form)).await?;
    view(service, loaded).await
}

/// Makes changes of the designer: all, or none.
pub async fn change(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    request: DraftChanges,
) -> Result<Changed, ServiceError> {
    if request.changes.len() > CHANGE_LIMIT {
        let problem = Problem::new("FORM_TOO_MANY_CHANGES").with("limit", CHANGE_LIMIT);
        return Err(ServiceError::invalid(problem));
    }
    let target = Target::new(actor, engagement, form);
    let changes = request.changes;
    edit(service, &target, request.revision, move |draft| {
        let tables = form_design::apply_all(&draft.tables, &changes);
        Ok(Draft {
            tables: tables.map_err(ServiceError::Invalid)?,
            ..draft
        })
    })
    .await
}

/// Puts a workbook in the draft's place.
pub async fn replace(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    revision: u64,
    (file_name, bytes): (String, Vec<u8>),
) -> Result<Changed, ServiceError> {
    let target = Target::new(actor, engagement, form);
    load(service, &target).await?;
    let read = read_form(service, &file_name, bytes.clone()).await?;
    if read.form_id != *form && !read.was_named_by_us {
        let problem = Problem::new("FORM_ID_DIFFERS")
            .with("expected", form)
            .with("found", &read.form_id)
            .at_cell("settings", 2, "form_id");
        return Err(ServiceError::invalid(problem));
    }
    let (sha256, size) = keep_bytes(service, bytes).await?;
    let form = form.clone();
    let blob = (sha256.clone(), size);
    edit_with_blob(service, &target, revision, Some(blob), move |draft| {
        let mut tables = read.tables;
        form_design::set(&mut tables, "form_id", form.as_str());
        Ok(Draft {
            tables,
            file_name,
            workbook: Some(sha256),
            ..draft
        })
    })
    .await
}

/// Changes a draft of a revision into a new state of it.
pub(super) async fn edit(
    service: &Service,
    target: &Target,
    revision: u64,
    make: impl FnOnce(Draft) -> Result<Draft, ServiceError> + Send + 'static,
) -> Result<Changed, ServiceError> {
    edit_with_blob(service, target, revision, None, make).await
}

/// The same; the blob's row is written with the state that names it.
pub(super) async fn edit_with_blob(
    service: &Service,
    target: &Target,
    revision: u64,
    blob: Option<(domain::ids::Sha256Hex, u64)>,
    make: impl FnOnce(Draft) -> Result<Draft, ServiceError> + Send + 'static,
) -> Result<Changed, ServiceError> {
    let loaded = load(service, target).await?;
    if loaded.draft.revision != revision {
        return Ok(Changed::Stale(Box::new(view(service, loaded).await?)));
    }
    let draft = loaded.draft;
    let next = blocking(service, move || within_limits(make(draft)?)).await?;
    save(service, target, revision, Some(revision), next, blob).await
}

fn within_limits(draft: Draft) -> Result<Draft, ServiceError> {
    let cells = draft
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.cells);
    let bytes: usize = cells.map(String::len).sum();
    if bytes > TEXT_LIMIT {
        let problem = Problem::new("WORKBOOK_TOO_MUCH_TEXT").with("limit_bytes", TEXT_LIMIT);
        return Err(ServiceError::TooLarge(problem));
    }
    Ok(draft)
}

async fn save(
    service: &Service,
    target: &Target,
    revision: u64,
    previous: Option<u64>,
    next: Draft,
    blob: Option<(domain::ids::Sha256Hex, u64)>,
) -> Result<Changed, ServiceError> {
    let (saving, now) = (target.clone(), service.now());
    let saved = service
        .store
        .write(move |tx| {
            let engagement = saving.authorise(tx)?;
            if saving.draft(tx, &engagement)?.revision != revision {
                return Ok::<_, ServiceError>(None);
            }
            if let Some((sha256, bytes)) = &blob {
                store::blobs::insert(tx, &engagement, sha256, *bytes, now)?;
            }
            let number = keep(tx, &engagement, &saving.actor, previous, &next, now)?;
            Ok(Some(number))
        })
        .await?;
    let view = view(service, load(service, target).await?).await?;
    Ok(match saved {
        Some(number) if view.revision == number => Changed::Made(Box::new(view)),
        // Ours is in the history, but somebody was quicker than our second look.
        _ => Changed::Stale(Box::new(view)),
    })
}

/// Appends a state to the draft's history.
pub(super) fn keep(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    actor: &Actor,
    previous: Option<u64>,
    state: &Draft,
    now: domain::time::Timestamp,
) -> Result<u64, ServiceError> {
    let revision = store::forms::next_revision(tx)?;
    let new = NewDraft {
        revision,
        previous,
        state,
        by: &actor.id,
        now,
    };
    store::forms::save_draft(tx, engagement, &new)?;
    Ok(revision)
}

/// Goes back to the state before the last change.
pub async fn undo(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    request: DraftUndo,
) -> Result<Changed, ServiceError> {
    let target = Target::new(actor, engagement, form);
    let loaded = load(service, &target).await?;
    if loaded.draft.revision != request.revision {
        return Ok(Changed::Stale(Box::new(view(service, loaded).await?)));
    }
    let nothing = || ServiceError::Conflict(Problem::new("FORM_NOTHING_TO_UNDO"));
    let number = loaded.draft.previous.ok_or_else(nothing)?;
    let reading = target.clone();
    let earlier = service
        .store
        .read(move |tx| {
            let engagement = reading.authorise(tx)?;
            let found = store::forms::revision(tx, &engagement, &reading.form, number)?;
            found.ok_or_else(nothing)
        })
        .await?;
    let previous = earlier.previous;
    save(service, &target, request.revision, previous, earlier, None).await
}

/// Takes the draft away.
pub async fn discard(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    revision: u64,
) -> Result<(), ServiceError> {
    let (target, now) = (Target::new(actor, engagement, form), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = target.authorise(tx)?;
            if target.draft(tx, &engagement)?.revision != revision {
                return Err(ServiceError::Conflict(Problem::new("FORM_DRAFT_CHANGED")));
            }
            store::forms::discard(tx, &engagement, &target.form)?;
            let details = serde_json::json!({ "form": target.form });
            let by = Some(&target.actor.id);
            store::audit::insert(tx, now, by, Some(&engagement), "form_discard", &details)?;
            Ok(())
        })
        .await
}

/// The draft as a workbook.
pub async fn draft_workbook(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
) -> Result<Vec<u8>, ServiceError> {
    let loaded = load(service, &Target::new(actor, engagement, form)).await?;
    blocking(service, move || written(&loaded.draft.tables)).await
}

pub(in crate::service) fn written(
    tables: &[domain::project::Table],
) -> Result<Vec<u8>, ServiceError> {
    let written = workbook::write_tables(tables);
    written.map_err(|error| ServiceError::Internal(error.to_string()))
}
