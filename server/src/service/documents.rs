//! The register of requested documents 资料清单: what is asked, what came, what is overdue on the
//! server's day. Not here: the rules (`domain::document_request`), how receipts arrive (`sync`),
//! the workbook (`render::register_workbook`).

use std::collections::BTreeSet;

use domain::document_request::{
    DocumentRequest, RequestWords, check_request_words, count_by_stage, read_receipt,
    starter_requests, state_on,
};
use domain::engagement::Engagement;
use domain::fieldwork::RecordState;
use domain::ids::{DocumentId, DocumentRequestId, EngagementId, IndicatorCode};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::wire::{DocumentRegister, RegisterFile, RegisterLine, StageDueDay};

use super::frozen::unissued;
use super::sync::stored_body;
use super::{Actor, Service, ServiceError, export_log, manager, reader};
use crate::store::{self, Tx};

/// Requests in one engagement.
const MOST_REQUESTS: usize = 300;

/// The register as it stands today.
pub async fn register(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<DocumentRegister, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            compose(tx, &engagement, now)
        })
        .await
}

/// The register as a workbook, with the engagement's title for its heading.
pub async fn workbook(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Vec<u8>, ServiceError> {
    export_log::taken(service, actor, engagement, "documents.xlsx".to_owned()).await?;
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    let (title, register) = service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            let register = compose(tx, &engagement, now)?;
            Ok::<_, ServiceError>((engagement.title, register))
        })
        .await?;
    crate::render::register_workbook(&title, &register)
        .map_err(|error| ServiceError::Internal(format!("register workbook: {error}")))
}

/// One change of the list by a manager, and the register after it.
async fn change(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    action: &'static str,
    work: impl FnOnce(&Tx<'_>, &EngagementId, Timestamp) -> Result<serde_json::Value, ServiceError>
    + Send
    + 'static,
) -> Result<DocumentRegister, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = unissued(tx, manager(tx, &actor, &engagement)?)?.engagement;
            let id = engagement.id.clone();
            let details = work(tx, &id, now)?;
            store::audit::insert(tx, now, Some(&actor.id), Some(&id), action, &details)?;
            compose(tx, &engagement, now)
        })
        .await
}

/// Begins an empty register with the list that ships.
pub async fn start(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<DocumentRegister, ServiceError> {
    let identifiers = service.identifiers.clone();
    change(
        service,
        actor,
        engagement,
        "documents_started",
        move |tx, id, _| {
            if !store::document_requests::all(tx, id)?.is_empty() {
                return Err(ServiceError::Conflict(Problem::new("DOCUMENTS_STARTED")));
            }
            let known: BTreeSet<IndicatorCode> = indicators(tx, id)?
                .into_iter()
                .map(|(code, _)| code)
                .collect();
            let list = starter_requests();
            for mut words in list.clone() {
                words.indicators.retain(|code| known.contains(code));
                insert(tx, id, &words, &*identifiers)?;
            }
            Ok(serde_json::json!({ "requests": list.len() }))
        },
    )
    .await
}

fn insert(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    words: &RequestWords,
    new_identifier: &dyn Fn() -> String,
) -> Result<DocumentRequestId, ServiceError> {
    let id = DocumentRequestId(new_identifier());
    let receipt = DocumentId(new_identifier());
    store::document_requests::insert(tx, engagement, &id, words, &receipt)?;
    Ok(id)
}

/// Adds a request.
pub async fn add(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    words: RequestWords,
) -> Result<DocumentRegister, ServiceError> {
    let words = check_request_words(&words).map_err(ServiceError::Invalid)?;
    let identifiers = service.identifiers.clone();
    change(
        service,
        actor,
        engagement,
        "document_added",
        move |tx, id, _| {
            if store::document_requests::all(tx, id)?.len() >= MOST_REQUESTS {
                let problem = Problem::new("DOCUMENTS_TOO_MANY").with("limit", MOST_REQUESTS);
                return Err(ServiceError::TooLarge(problem));
            }
            let request = insert(tx, id, &words, &*identifiers)?;
            Ok(serde_json::json!({ "request": request, "words": words }))
        },
    )
    .await
}

fn find(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    request: &DocumentRequestId,
) -> Result<DocumentRequest, ServiceError> {
    store::document_requests::all(tx, engagement)?
        .into_iter()
        .find(|known| known.id == *request)
        .ok_or_else(|| ServiceError::NotFound(Problem::new("DOCUMENT_NOT_FOUND")))
}

/// Changes what is asked. What was received stays with it.
pub async fn edit(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    request: DocumentRequestId,
    words: RequestWords,
) -> Result<DocumentRegister, ServiceError> {
    let words = check_request_words(&words).map_err(ServiceError::Invalid)?;
    change(
        service,
        actor,
        engagement,
        "document_edited",
        move |tx, id, _| {
            let before = find(tx, id, &request)?;
            store::document_requests::update(tx, id, &request, &words)?;
            Ok(serde_json::json!({ "request": request, "before": before.words, "after": words }))
        },
    )
    .await
}

/// Takes a request off the list, while nothing was received for it.
pub async fn remove(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    request: DocumentRequestId,
) -> Result<DocumentRegister, ServiceError> {
    change(
        service,
        actor,
        engagement,
        "document_removed",
        move |tx, id, now| {
            let known = find(tx, id, &request)?;
            if store::documents::find(tx, &known.receipt)?.is_some() {
                return Err(ServiceError::Conflict(Problem::new("DOCUMENT_HAS_RECEIPT")));
            }
            store::document_requests::remove(tx, id, &request, now)?;
            Ok(serde_json::json!({ "request": request, "words": known.words }))
        },
    )
    .await
}

/// Sets the due day of all requests of a stage.
pub async fn set_due_day(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: StageDueDay,
) -> Result<DocumentRegister, ServiceError> {
    change(
        service,
        actor,
        engagement,
        "document_due_day",
        move |tx, id, _| {
            let requests = store::document_requests::all(tx, id)?;
            for request in requests.iter().filter(|r| r.words.stage == wanted.stage) {
                let words = RequestWords {
                    due_on: wanted.due_on.clone(),
                    ..request.words.clone()
                };
                let words = check_request_words(&words).map_err(ServiceError::Invalid)?;
                store::document_requests::update(tx, id, &request.id, &words)?;
            }
            Ok(serde_json::json!({ "stage": wanted.stage, "due_on": wanted.due_on }))
        },
    )
    .await
}

fn indicators(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<(IndicatorCode, String)>, ServiceError> {
    let framework = store::engagements::framework(tx, engagement)?;
    Ok(framework.map_or_else(Vec::new, |framework| {
        let named = framework.indicators().map(|located| {
            let indicator = located.indicator;
            (indicator.code.clone(), indicator.name.clone())
        });
        named.collect()
    }))
}

pub(super) fn compose(
    tx: &Tx<'_>,
    engagement: &Engagement,
    now: Timestamp,
) -> Result<DocumentRegister, ServiceError> {
    let id = &engagement.id;
    let newest = store::progress::newest_revisions(tx, id)?;
    let mut lines = Vec::new();
    for request in store::document_requests::all(tx, id)? {
        let mut line = line(tx, request, now)?;
        if let Some((who, at)) = newest.get(&line.request.receipt) {
            line.recorded_by = who.clone();
            line.recorded_at = Some(*at);
        }
        lines.push(line);
    }
    lines.sort_by_key(|line| (line.request.words.stage, line.request.ordinal));
    let states: Vec<_> = lines
        .iter()
        .map(|line| (line.request.words.stage, line.state))
        .collect();
    Ok(DocumentRegister {
        stages: count_by_stage(&states),
        lines,
        today: now.to_day_text(),
        indicators: indicators(tx, id)?,
    })
}

fn line(
    tx: &Tx<'_>,
    request: DocumentRequest,
    now: Timestamp,
) -> Result<RegisterLine, ServiceError> {
    let head = store::documents::find(tx, &request.receipt)?;
    let (body, missing) = match &head {
        Some(head) => (
            stored_body(tx, head, head.rev)?,
            store::documents::missing_blobs(tx, head)?,
        ),
        None => Default::default(),
    };
    let receipt = read_receipt(&body);
    let today = now
        .day()
        .ok_or_else(|| ServiceError::Internal("the clock is outside the calendar".to_owned()))?;
    let files = body
        .attachments
        .into_values()
        .map(|attachment| RegisterFile {
            received: !missing.contains(&attachment.sha256),
            sha256: attachment.sha256,
            media_type: attachment.media_type,
            bytes: attachment.bytes,
            caption: attachment.caption,
        });
    Ok(RegisterLine {
        state: state_on(&request, &receipt, today),
        receipt,
        recorded: head.is_some(),
        recorded_by: String::new(),
        recorded_at: None,
        conflict: head.is_some_and(|head| head.state == RecordState::Conflict),
        files: files.collect(),
        request,
    })
}
