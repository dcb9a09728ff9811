//! From a draft to an immutable version, and what open records may do about it. Not here: the
//! tablet's part, which a person decides.

use domain::form_design;
use domain::ids::{EngagementId, FormId, Sha256Hex};
use domain::instrument::Instrument;
use domain::problem::Problem;
use domain::project::Table;
use domain::time::Timestamp;
use domain::wire::{FormAttachment, FormSummary, OfferMove, PublishForm, RetireForm};

use super::drafts::{Changed, Loaded, Target, load, view, written};
use super::versions::{between, source_of};
use super::{attachments, blocking, check, is_good_name, keep_bytes, summary};
use crate::blobs::BlobFolder;
use crate::service::plan_state::PlanAtStake;
use crate::service::{Actor, Service, ServiceError};
use crate::store::{self, Tx};

/// What publishing answers.
pub enum Published {
    /// The form with its new version.
    Done(Box<FormSummary>),
    /// The draft is another by now.
    Stale(Changed),
}

/// A version that is ready to be kept.
struct Ready {
    instrument: Instrument,
    tables: Vec<Table>,
    attachments: Vec<FormAttachment>,
    revision: u64,
    workbook: (Sha256Hex, u64),
    offer_move_from: Vec<String>,
}

/// Makes the draft the form's current version.
pub async fn publish(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    request: PublishForm,
) -> Result<Published, ServiceError> {
    let target = Target::new(actor, engagement, form);
    let loaded = load(service, &target).await?;
    if loaded.draft.revision != request.revision {
        let now = view(service, loaded).await?;
        return Ok(Published::Stale(Changed::Stale(Box::new(now))));
    }
    let now = service.now();
    let (asked, folder) = (request.version.clone(), service.blobs.clone());
    let (instrument, tables, attachments) =
        blocking(service, move || compiled(loaded, &folder, asked, now)).await?;
    let to_write = tables.clone();
    let bytes = blocking(service, move || written(&to_write)).await?;
    let ready = Ready {
        instrument,
        tables,
        attachments,
        revision: request.revision,
        workbook: keep_bytes(service, bytes).await?,
        offer_move_from: request.offer_move_from,
    };
    let summary = service
        .store
        .write(move |tx| keep(tx, &target, &ready, now))
        .await?;
    Ok(Published::Done(Box::new(summary)))
}

fn compiled(
    loaded: Loaded,
    folder: &BlobFolder,
    asked: Option<String>,
    now: Timestamp,
) -> Result<(Instrument, Vec<Table>, Vec<FormAttachment>), ServiceError> {
    let Loaded { draft, taken, .. } = loaded;
    let version = match asked.map(|text| text.trim().to_owned()) {
        Some(text) if !text.is_empty() => text,
        _ => check::proposed_version(&draft.tables, &taken, now),
    };
    let at_version = |code: &str| {
        Problem::new(code)
            .with("version", &version)
            .at_path("version")
    };
    if !is_good_name(&version) {
        return Err(ServiceError::invalid(at_version("FORM_BAD_VERSION")));
    }
    if taken.contains(&version) {
        return Err(ServiceError::invalid(at_version("FORM_VERSION_TAKEN")));
    }
    let mut tables = draft.tables;
    form_design::set(&mut tables, "version", &version);
    let files = attachments::files(folder, &draft.attachments)?;
    let checked = check::check(&tables, &files, &draft.form_id, &version);
    match checked.instrument {
        Some(instrument) => Ok((instrument, tables, draft.attachments)),
        None => Err(ServiceError::Invalid(checked.problems)),
    }
}

fn keep(
    tx: &Tx<'_>,
    target: &Target,
    ready: &Ready,
    now: Timestamp,
) -> Result<FormSummary, ServiceError> {
    let engagement = target.authorise_open(tx)?;
    if target.draft(tx, &engagement)?.revision != ready.revision {
        return Err(ServiceError::Conflict(Problem::new("FORM_DRAFT_CHANGED")));
    }
    let before = published_before(tx, &engagement, &target.form)?;
    refuse_nothing_new(tx, &engagement, target, ready, &before)?;
    let plan = PlanAtStake::read(tx, &engagement)?;
    let (sha256, bytes) = &ready.workbook;
    store::blobs::insert(tx, &engagement, sha256, *bytes, now)?;
    store::engagements::insert_form(tx, &engagement, &ready.instrument, sha256.as_str())?;
    let source = (ready.tables.as_slice(), ready.attachments.as_slice());
    let by = Some(&target.actor.id);
    store::forms::insert_source(tx, &engagement, &ready.instrument, source, by, now)?;
    store::forms::discard(tx, &engagement, &target.form)?;
    // Offers that stand lead to the newest version, and so do the new ones.
    let mut offered = ready.offer_move_from.clone();
    offered.extend(before.into_iter().filter(|v| v.1.is_some()).map(|v| v.0));
    offered.sort();
    offered.dedup();
    for from in &offered {
        offer(
            tx,
            &engagement,
            target,
            (from, &ready.instrument.version),
            now,
        )?;
    }
    let details = serde_json::json!({
        "form": target.form, "version": ready.instrument.version, "workbook": sha256,
        "offered_to": offered,
    });
    store::audit::insert(tx, now, by, Some(&engagement), "form_publish", &details)?;
    let hurts = plan.map(|plan| plan.hurt_by(&ready.instrument));
    Ok(FormSummary {
        hurts: hurts.unwrap_or_default(),
        ..summary(tx, &engagement, &target.form)?
    })
}

/// The form's versions, newest first, each with the version it is offered to move to.
fn published_before(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
) -> Result<Vec<(String, Option<String>)>, ServiceError> {
    let versions = store::forms::versions(tx, engagement)?.into_iter();
    let own = versions.filter(|version| version.form_id == *form);
    Ok(own
        .map(|version| (version.summary.version, version.summary.offered_to))
        .collect())
}

/// Two versions of the same content would only make people wonder.
fn refuse_nothing_new(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    target: &Target,
    ready: &Ready,
    before: &[(String, Option<String>)],
) -> Result<(), ServiceError> {
    let taken = |version: &String| *version == ready.instrument.version;
    if before.iter().any(|(version, _)| taken(version)) {
        let problem = Problem::new("FORM_VERSION_TAKEN").with("version", &ready.instrument.version);
        return Err(ServiceError::invalid(problem.at_path("version")));
    }
    for (version, _) in before {
        let Some(known) = store::forms::source(tx, engagement, &target.form, version)? else {
            continue;
        };
        let mut tables = known.tables;
        form_design::set(&mut tables, "version", &ready.instrument.version);
        if tables == ready.tables && known.attachments == ready.attachments {
            let problem = Problem::new("FORM_NOTHING_CHANGED").with("version", version);
            return Err(ServiceError::Conflict(problem));
        }
    }
    Ok(())
}

fn offer(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    target: &Target,
    (from, to): (&str, &str),
    now: Timestamp,
) -> Result<(), ServiceError> {
    let older = source_of(tx, engagement, &target.form, from)?;
    let newer = source_of(tx, engagement, &target.form, to)?;
    let differences = between(&older.tables, &newer.tables);
    let by = &target.actor.id;
    store::forms::offer_move(
        tx,
        engagement,
        (&target.form, from, to),
        &differences,
        by,
        now,
    )?;
    Ok(())
}

/// Offers open records of a version a move to the current one, or takes the offer back.
pub async fn offer_move(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    request: OfferMove,
) -> Result<FormSummary, ServiceError> {
    let (target, now) = (Target::new(actor, engagement, form), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = target.authorise(tx)?;
            let from = request.from_version.as_str();
            if request.offered {
                let current = summary(tx, &engagement, &target.form)?.current;
                let retired = || ServiceError::Conflict(Problem::new("FORM_RETIRED"));
                let current = current.ok_or_else(retired)?;
                if current == from {
                    let problem = Problem::new("FORM_VERSION_IS_CURRENT").with("version", from);
                    return Err(ServiceError::Conflict(problem));
                }
                offer(tx, &engagement, &target, (from, &current), now)?;
            } else {
                store::forms::withdraw_move(tx, &engagement, &target.form, from)?;
            }
            let details = serde_json::json!({
                "form": target.form, "from": from, "offered": request.offered,
            });
            let by = Some(&target.actor.id);
            store::audit::insert(tx, now, by, Some(&engagement), "form_offer_move", &details)?;
            summary(tx, &engagement, &target.form)
        })
        .await
}

/// Takes a form out of new packs, or brings its newest version back.
pub async fn retire(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    request: RetireForm,
) -> Result<FormSummary, ServiceError> {
    let (target, now) = (Target::new(actor, engagement, form), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = target.authorise_open(tx)?;
            let before = summary(tx, &engagement, &target.form)?;
            let newest = before.versions.first().map(|v| v.version.clone());
            let Some(newest) = newest else {
                return Err(ServiceError::Conflict(Problem::new("FORM_NOT_PUBLISHED")));
            };
            let current = match (request.retired, before.current) {
                (true, _) => None,
                (false, Some(current)) => Some(current),
                (false, None) => Some(newest),
            };
            store::forms::set_current(tx, &engagement, &target.form, current.as_deref())?;
            let details = serde_json::json!({
                "form": target.form, "retired": request.retired,
            });
            let by = Some(&target.actor.id);
            store::audit::insert(tx, now, by, Some(&engagement), "form_retire", &details)?;
            summary(tx, &engagement, &target.form)
        })
        .await
}
