//! Incoming records: list, look, accept or return.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::engagement::Engagement;
use domain::fieldwork::findings::photo_shortfalls;
use domain::fieldwork::{RecordKind, RecordState, ReviewDecision, interview};
use domain::finding::Finding;
use domain::ids::{DocumentId, ProjectCode};
use domain::problem::Problem;
use domain::scoring::survey::Channel;
use domain::time::Timestamp;
use domain::wire::{RecordPage, RecordSummary, RecordView, ReviewRequest};
use domain::working_paper::{document_index, inspection_index, interview_index};

use super::evidence::{self, Evidence};
use super::frozen::unissued;
use super::stored_records::{self, Record};
use super::{Actor, Service, ServiceError, bounded_text, lead, reader};
use crate::store::documents::Document;
use crate::store::{self, Tx};

/// A reason for returning is at least so long: 「照片不清」 is enough, a blank is not.
const REASON_CHARACTERS: usize = 2;
const NOTES_LIMIT: usize = 200;

/// What the list is narrowed to; empty means all.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct RecordFilter {
    /// A `RecordState` word.
    #[serde(default)]
    pub state: String,
    /// 实施单位.
    #[serde(default)]
    pub unit: String,
    /// A `RecordKind` word.
    #[serde(default)]
    pub kind: String,
    /// A form's id.
    #[serde(default)]
    pub form: String,
    /// A project's code.
    #[serde(default)]
    pub site: String,
}

impl RecordFilter {
    /// Receipts of documents have their own room, and are among the records only when asked for.
    fn takes(&self, head: &Document, summary: &RecordSummary) -> bool {
        let fits = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
        let elsewhere = summary.kind == RecordKind::DocumentReceipt && self.kind.is_empty();
        !elsewhere
            && fits(&self.state, summary.state.as_str())
            && fits(&self.unit, &summary.unit)
            && fits(&self.kind, summary.kind.as_str())
            && fits(&self.form, head.form_id.as_str())
            && fits(&self.site, summary.project_code.as_str())
    }
}

/// The records, newest first.
pub async fn list(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    filter: RecordFilter,
) -> Result<RecordPage, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            let evidence = evidence::gather(tx, engagement)?;
            let reader = Reader::new(tx, &evidence)?;
            let mut records: Vec<RecordSummary> = evidence
                .records
                .iter()
                .filter_map(|record| {
                    let summary = reader.summary(&evidence, record)?;
                    filter.takes(&record.head, &summary).then_some(summary)
                })
                .collect();
            records.sort_by_key(|summary| std::cmp::Reverse(summary.received_at));
            let total = u32::try_from(records.len()).unwrap_or(u32::MAX);
            Ok(RecordPage { records, total })
        })
        .await
}

/// Counts that are read once for a whole list.
struct Reader {
    blobs: BTreeMap<DocumentId, (u32, u32)>,
    newest: BTreeMap<DocumentId, (String, Timestamp)>,
    findings: Vec<Finding>,
}

impl Reader {
    fn new(tx: &Tx<'_>, evidence: &Evidence) -> Result<Self, ServiceError> {
        let id = &evidence.engagement.id;
        Ok(Self {
            blobs: store::progress::blob_counts(tx, id)?,
            newest: store::progress::newest_revisions(tx, id)?,
            findings: evidence.standing_findings(),
        })
    }

    fn findings_of(&self, record: &DocumentId) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(move |finding| finding.record == *record)
    }

    fn summary(&self, evidence: &Evidence, record: &Record) -> Option<RecordSummary> {
        let head = &record.head;
        let subject = subject(evidence, record)?;
        let (photos, photos_received) = self.blobs.get(&head.id).copied().unwrap_or((0, 0));
        let (evaluator, received_at) = self.newest.get(&head.id).cloned()?;
        Some(RecordSummary {
            doc_id: head.id.clone(),
            kind: head.kind,
            index: subject.index,
            project_code: subject.project_code,
            project_name: subject.name,
            unit: subject.unit,
            state: head.state,
            rev: head.rev,
            photos,
            photos_received,
            findings: u32::try_from(self.findings_of(&head.id).count()).unwrap_or(u32::MAX),
            evaluator,
            received_at,
            is_late: record.is_late,
        })
    }
}

/// A record's index number and what it is about, for working papers; the kind where it has none.
pub(super) fn index_and_name(evidence: &Evidence, record: &Record) -> (String, String) {
    let found = subject(evidence, record);
    let (index, name) = found.map(|it| (it.index, it.name)).unwrap_or_default();
    match index.is_empty() {
        true => ("W".to_owned(), name),
        false => (index, name),
    }
}

/// What a record is about, as lists print it.
struct Subject {
    index: String,
    project_code: ProjectCode,
    name: String,
    unit: String,
}

/// `None` for a site that left the frame and a document that was never asked for.
fn subject(evidence: &Evidence, record: &Record) -> Option<Subject> {
    let head = &record.head;
    match head.kind {
        RecordKind::SiteInspection | RecordKind::QuestionnaireResponse => {
            let project = evidence.frame.project(&head.project_code)?;
            Some(Subject {
                index: inspection_index(evidence.ordinal(&project.code) as usize),
                project_code: project.code.clone(),
                name: project.name.clone(),
                unit: project.unit.clone(),
            })
        }
        RecordKind::Interview => Some(Subject {
            index: interview_index(evidence.numbers.get(&head.id).copied()?),
            project_code: ProjectCode::default(),
            name: interview::facts(&record.body).interviewee,
            unit: String::new(),
        }),
        RecordKind::DocumentReceipt => {
            let mut requests = evidence.requests.iter();
            let request = requests.find(|request| request.receipt == head.id)?;
            Some(Subject {
                index: document_index(request.ordinal),
                project_code: ProjectCode::default(),
                name: request.words.name.clone(),
                unit: request.words.provider.clone(),
            })
        }
    }
}

/// One record with everything a reviewer looks at.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    record: &DocumentId,
) -> Result<RecordView, ServiceError> {
    let (actor, engagement, id) = (actor.clone(), engagement.to_owned(), record.clone());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            view(tx, engagement, &id)
        })
        .await
}

fn view(tx: &Tx<'_>, engagement: Engagement, id: &DocumentId) -> Result<RecordView, ServiceError> {
    let not_found = || ServiceError::NotFound(Problem::new("RECORD_NOT_FOUND"));
    let evidence = evidence::gather(tx, engagement)?;
    let reader = Reader::new(tx, &evidence)?;
    let found = evidence.records.iter().find(|record| record.head.id == *id);
    let record = found.ok_or_else(not_found)?;
    let summary = reader.summary(&evidence, record).ok_or_else(not_found)?;
    let project = evidence.frame.project(&record.head.project_code);
    Ok(RecordView {
        findings: reader.findings_of(id).cloned().collect(),
        summary,
        project: project.cloned(),
        instrument: Arc::unwrap_or_clone(Arc::clone(&record.instrument)),
        body: record.body.as_ref().clone(),
        missing_blobs: record.missing_blobs.clone(),
        review: record.head.review.clone(),
        problems: recheck(record),
        history: store::documents::history(tx, id)?,
    })
}

/// The form's own rules once more, by the same engine as on the tablet.
fn recheck(record: &Record) -> Vec<Problem> {
    if record.body.withdrawn_at.is_some() {
        return Vec::new();
    }
    let mut problems = record.checked.problems();
    problems.extend(photo_shortfalls(&record.instrument, &record.body));
    if record.head.kind == RecordKind::Interview {
        problems.extend(interview::shortfalls(&record.instrument, &record.body));
    }
    problems
}

/// Why this decision cannot be taken on the record as it stands.
fn obstacle(record: &Record, accepted: bool) -> Option<&'static str> {
    let state = record.head.state;
    let held = state == RecordState::Held;
    if !accepted && record.head.channel != Channel::Kiosk {
        Some("RESPONDENT_CANNOT_MEND")
    } else if !held && !state.counts_as_evidence(record.missing_blobs.len()) {
        Some("RECORD_NOT_COMPLETE")
    } else if accepted && (held || !record.checked.is_sound()) {
        Some("RECORD_NOT_SOUND")
    } else {
        None
    }
}

/// Accepts a complete and sound record, or returns a complete or a held one.
pub async fn review(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    record: &DocumentId,
    request: ReviewRequest,
) -> Result<RecordView, ServiceError> {
    let reason = bounded_text("reason", &request.reason, 1_000)?;
    if !request.accepted && reason.chars().count() < REASON_CHARACTERS {
        return Err(ServiceError::invalid(
            Problem::new("REASON_MISSING").at_path("reason"),
        ));
    }
    if request.notes.len() > NOTES_LIMIT {
        return Err(ServiceError::TooLarge(Problem::new("TOO_MANY_NOTES")));
    }
    let (actor, engagement, id) = (actor.clone(), engagement.to_owned(), record.clone());
    let now = service.now();
    service
        .store
        .write(move |tx| {
            let engagement = unissued(tx, lead(tx, &actor, &engagement)?)?.engagement;
            let head = store::documents::find(tx, &id)?
                .filter(|head| head.engagement == engagement.id)
                .ok_or_else(|| ServiceError::NotFound(Problem::new("RECORD_NOT_FOUND")))?;
            if head.rev != request.rev {
                return Err(ServiceError::Conflict(Problem::new("RECORD_CHANGED")));
            }
            let form = Arc::new(stored_records::form_of(tx, &head)?);
            let record = stored_records::record(tx, head, form)?;
            if let Some(code) = obstacle(&record, request.accepted) {
                return Err(ServiceError::Conflict(Problem::new(code)));
            }
            let mut head = record.head;
            head.state = if request.accepted {
                RecordState::Accepted
            } else {
                RecordState::Returned
            };
            head.server_seq = store::documents::next_server_seq(tx)?;
            head.review = Some(ReviewDecision {
                accepted: request.accepted,
                reason,
                notes: request.notes,
                reviewer: actor.name.clone(),
                at: now,
            });
            store::documents::save(tx, &head)?;
            let details = serde_json::json!({ "record": id, "review": head.review });
            let engagement_id = Some(&engagement.id);
            store::audit::insert(tx, now, Some(&actor.id), engagement_id, "review", &details)?;
            view(tx, engagement, &id)
        })
        .await
}
