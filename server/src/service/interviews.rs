//! Interviews at the desk: the list with its index numbers, and the open items 待核实事项 with the
//! decisions on them. Not here: what an interview says and lacks (`domain::fieldwork::interview`).

use std::collections::BTreeMap;

use domain::fieldwork::{RecordBody, RecordKind, interview};
use domain::ids::DocumentId;
use domain::problem::Problem;
use domain::wire::{InterviewBoard, InterviewLine, OpenItemLine, ResolveOpenItem};
use domain::working_paper::interview_index;

use super::frozen::unissued;
use super::stored_records::{self, Record};
use super::{Actor, Service, ServiceError, bounded_text, manager, reader};
use crate::store::{self, Tx, documents::Document, interviews::Decided};

/// A reason is at least so long: 「已查」 is enough, a blank is not.
const REASON_CHARACTERS: usize = 2;
const REASON_LIMIT: usize = 1_000;

/// What the first and each later revision of an interview brings: its number, and its people's
/// tablets. In the transaction that takes the revision.
pub(super) fn note_arrival(
    tx: &Tx<'_>,
    document: &Document,
    body: &RecordBody,
) -> Result<(), ServiceError> {
    let engagement = &document.engagement;
    store::interviews::number(tx, engagement, document.kind, &document.id)?;
    for name in interview::participants(&body.answers) {
        store::interviews::add_reader(tx, engagement, &document.id, &name)?;
    }
    Ok(())
}

/// The interviews and their open items.
pub async fn board(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<InterviewBoard, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            compose(tx, &engagement)
        })
        .await
}

/// Settles an open item, or opens it again.
pub async fn resolve(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    request: ResolveOpenItem,
) -> Result<InterviewBoard, ServiceError> {
    let reason = bounded_text("reason", &request.reason, REASON_LIMIT)?;
    if reason.chars().count() < REASON_CHARACTERS {
        let problem = Problem::new("REASON_MISSING").at_path("reason");
        return Err(ServiceError::invalid(problem));
    }
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = unissued(tx, manager(tx, &actor, &engagement)?)?.engagement;
            let before = compose(tx, &engagement)?;
            let known = before
                .open_items
                .iter()
                .find(|item| item.record == request.record && item.path == request.path)
                .ok_or_else(|| ServiceError::NotFound(Problem::new("OPEN_ITEM_NOT_FOUND")))?;
            if known.text != request.text.trim() {
                return Err(ServiceError::Conflict(Problem::new("OPEN_ITEM_CHANGED")));
            }
            let item = (&known.record, known.path.as_str(), known.text.as_str());
            let resolved = request.resolved;
            store::interviews::insert_decision(tx, item, resolved, &reason, &actor.id, now)?;
            let details = serde_json::json!({
                "record": known.record, "path": known.path, "resolved": resolved,
                "reason": reason,
            });
            let id = Some(&engagement.id);
            store::audit::insert(tx, now, Some(&actor.id), id, "open_item", &details)?;
            compose(tx, &engagement)
        })
        .await
}

fn compose(
    tx: &Tx<'_>,
    engagement: &domain::engagement::Engagement,
) -> Result<InterviewBoard, ServiceError> {
    let numbers = store::interviews::numbers(tx, &engagement.id)?;
    let decisions = store::interviews::decisions(tx, &engagement.id)?;
    let mut records: Vec<(u32, Record)> = stored_records::records(tx, &engagement.id, |head| {
        head.kind == RecordKind::Interview
    })?
    .into_iter()
    .map(|record| (numbers.get(&record.head.id).copied().unwrap_or(0), record))
    .collect();
    records.sort_by_key(|(number, _)| *number);
    let mut board = InterviewBoard::default();
    for (number, record) in records {
        let items = open_items(number, &record, &decisions);
        board.interviews.push(line(number, &record, &items));
        board.open_items.extend(items);
    }
    Ok(board)
}

fn line(number: u32, record: &Record, items: &[OpenItemLine]) -> InterviewLine {
    let facts = interview::facts(&record.body);
    let is_open = |item: &&OpenItemLine| {
        let resolution = item.resolution.as_ref();
        !resolution.is_some_and(|resolution| resolution.resolved)
    };
    InterviewLine {
        record: record.head.id.clone(),
        index: interview_index(number),
        guide: record.instrument.title.clone(),
        interviewee: facts.interviewee,
        held_on: facts.held_on,
        way: facts.way,
        interviewers: facts.interviewers,
        state: record.head.state,
        unresolved: u32::try_from(items.iter().filter(is_open).count()).unwrap_or(u32::MAX),
    }
}

fn open_items(
    number: u32,
    record: &Record,
    decisions: &BTreeMap<(DocumentId, String), Vec<Decided>>,
) -> Vec<OpenItemLine> {
    let interviewee = interview::facts(&record.body).interviewee;
    interview::open_items(&record.instrument, &record.evidence.answers)
        .into_iter()
        .map(|item| {
            let key = (record.head.id.clone(), item.path.clone());
            let newest = decisions.get(&key).and_then(|all| all.last());
            let resolution = newest
                .filter(|decided| decided.text == item.text)
                .map(|decided| decided.resolution.clone());
            OpenItemLine {
                record: record.head.id.clone(),
                index: interview_index(number),
                interviewee: interviewee.clone(),
                path: item.path,
                question: item.question,
                text: item.text,
                resolution,
            }
        })
        .collect()
}
