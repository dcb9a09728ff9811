//! The frame of projects: preview, import, look.

use domain::problem::Problem;
use domain::project::{Frame, Table, import_frame};
use domain::wire::FramePreview;

use super::frozen::unissued;
use super::{Actor, Service, ServiceError, manager, member};
use crate::store;
use crate::workbook;

/// Rows shown of a preview.
const PREVIEW_ROWS: usize = 20;

/// What a file would become; stores nothing.
pub async fn preview(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    name: &str,
    bytes: Vec<u8>,
) -> Result<FramePreview, ServiceError> {
    authorise(service, actor, engagement).await?;
    Ok(read(name, bytes).await?.0)
}

async fn authorise(service: &Service, actor: &Actor, engagement: &str) -> Result<(), ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| manager(tx, &actor, &engagement).map(|_| ()))
        .await
}

/// Parsing may take a moment and memory, so it runs apart from the requests.
async fn read(name: &str, bytes: Vec<u8>) -> Result<(FramePreview, Option<Frame>), ServiceError> {
    let name = name.to_owned();
    let tables: Vec<Table> =
        tokio::task::spawn_blocking(move || workbook::read_tables(&bytes, &name))
            .await
            .map_err(|e| ServiceError::Internal(e.to_string()))?
            .map_err(|problem| ServiceError::invalid(*problem))?;
    let import = import_frame(&tables);
    let preview = FramePreview {
        rows: import.rows,
        units: import.units,
        total: import.total,
        sha256: import.frame.as_ref().map(|frame| frame.sha256.clone()),
        first_rows: import.preview.iter().take(PREVIEW_ROWS).cloned().collect(),
        problems: import.problems,
    };
    Ok((preview, import.frame))
}

/// Stores the frame. Refused as a whole while there are errors, and once a sample was drawn.
pub async fn import(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    name: &str,
    bytes: Vec<u8>,
) -> Result<FramePreview, ServiceError> {
    authorise(service, actor, engagement).await?;
    let (preview, frame) = read(name, bytes).await?;
    let frame = frame.ok_or_else(|| ServiceError::Invalid(preview.problems.clone()))?;
    let (actor, engagement, name) = (actor.clone(), engagement.to_owned(), name.to_owned());
    let now = service.now();
    service
        .store
        .write(move |tx| {
            let id = unissued(tx, manager(tx, &actor, &engagement)?)?
                .engagement
                .id;
            if store::samples::draw(tx, &id)?.is_some() {
                return Err(ServiceError::Conflict(Problem::new("FRAME_FROZEN_BY_DRAW")));
            }
            store::frames::replace(tx, &id, &frame, &name, &actor.id, now)?;
            let details = serde_json::json!({
                "source": name, "sha256": frame.sha256, "projects": frame.projects.len(),
            });
            store::audit::insert(
                tx,
                now,
                Some(&actor.id),
                Some(&id),
                "frame_import",
                &details,
            )?;
            Ok(preview)
        })
        .await
}

/// The stored frame.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Frame, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let id = member(tx, &actor, &engagement)?.engagement.id;
            stored(tx, &id)
        })
        .await
}

/// The stored frame, within a transaction.
pub(super) fn stored(
    tx: &store::Tx<'_>,
    engagement: &domain::ids::EngagementId,
) -> Result<Frame, ServiceError> {
    store::frames::find(tx, engagement)?
        .ok_or_else(|| ServiceError::NotFound(Problem::new("FRAME_MISSING")))
}
