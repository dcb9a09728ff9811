//! The example's other methods: the list of requested documents with receipts, and interviews, sent
//! as tablets send them. Not here: inspections and questionnaires (`field`).

use std::collections::BTreeMap;

use domain::document_request::{DocumentStage, FORM_ID, FORM_VERSION, paths};
use domain::fieldwork::{Attachment, AttachmentKind, RecordBody, RecordKind};
use domain::ids::{
    AttachmentId, DeviceId, DocumentId, FormId, OperationId, ProjectCode, Sha256Hex,
};
use domain::instrument::{Instrument, InstrumentKind, Node, QuestionType};
use domain::party::Role;
use domain::sampling::SplitMix64;
use domain::sync::{Operation, Outcome};
use domain::time::Timestamp;
use domain::wire::{PushRequest, RegisterLine, StageDueDay};

use super::field::upload;
use super::{BEGINS, CODE, Lifecycle, Member, first, pictures};
use crate::service::{Actor, Service, ServiceError, documents, pack, sync};
use crate::store;

const DAY: i64 = 24 * 3_600_000;
const HOUR: i64 = 3_600_000;
/// Documents that came by the time of fieldwork, out of twelve.
const RECEIVED_EARLY: usize = 7;
/// The documents nobody could give, even at the end.
const NEVER_CAME: usize = 1;
/// Where interviewers sign.
const SIGNATURES: [&str; 2] = ["/sign_interviewer_a", "/sign_interviewer_b"];
/// The same signatures in every example.
const SEED: u64 = 2018;

/// The list of documents, with due days.
pub(super) async fn request(service: &Service, team: &[Member]) -> Result<(), ServiceError> {
    let manager = first(team, Role::Manager)?;
    documents::start(service, manager, CODE).await?;
    for (weeks, stage) in (1i64..).zip(DocumentStage::ALL) {
        let due = Timestamp(BEGINS.0 + weeks * 7 * DAY).to_day_text();
        let wanted = StageDueDay {
            stage,
            due_on: Some(due),
        };
        documents::set_due_day(service, manager, CODE, wanted).await?;
    }
    Ok(())
}

/// Receipts, and an interview with each guide of the engagement.
pub(super) async fn work(
    service: &Service,
    team: &[Member],
    lifecycle: Lifecycle,
) -> Result<(), ServiceError> {
    let manager = first(team, Role::Manager)?;
    let actor = first(team, Role::Evaluator)?;
    let mut tablet = Tablet::enrol(service, actor).await?;
    let lines = documents::register(service, manager, CODE).await?.lines;
    let came = match lifecycle {
        Lifecycle::Reported => lines.len().saturating_sub(NEVER_CAME),
        _ => RECEIVED_EARLY,
    };
    for (number, line) in lines.iter().take(came).enumerate() {
        tablet.receive(number, line).await?;
    }
    let pack = pack::find(service, actor, CODE).await?;
    let guides = pack.instruments.iter();
    for guide in guides.filter(|form| form.kind == InstrumentKind::Interview) {
        tablet.interview(guide, ["王建国", "李秀英"]).await?;
    }
    Ok(())
}

struct Tablet<'a> {
    service: &'a Service,
    actor: &'a Actor,
    device: DeviceId,
    sequence: u64,
    generator: SplitMix64,
}

impl<'a> Tablet<'a> {
    async fn enrol(service: &'a Service, actor: &'a Actor) -> Result<Self, ServiceError> {
        let device = DeviceId(service.identifier());
        let (id, enrolled, now) = (actor.id.clone(), device.clone(), service.now());
        service
            .store
            .write(move |tx| {
                let label = "example tablet for documents";
                Ok::<_, ServiceError>(store::accounts::enrol_device(
                    tx, &enrolled, &id, label, now,
                )?)
            })
            .await?;
        Ok(Self {
            service,
            actor,
            device,
            sequence: 0,
            generator: SplitMix64::new(SEED),
        })
    }

    async fn receive(&mut self, number: usize, line: &RegisterLine) -> Result<(), ServiceError> {
        let days = i64::try_from(number).unwrap_or_default();
        let at = Timestamp(BEGINS.0 + days * DAY);
        let pages = (number * 7 + 5).to_string();
        let answers = [
            (paths::STATUS, "received"),
            (paths::RECEIVED_ON, &at.to_day_text()),
            (
                paths::MEDIUM,
                if number.is_multiple_of(3) {
                    "original"
                } else {
                    "copy"
                },
            ),
            (paths::COPIES, "1"),
            (paths::PAGES, &pages),
            (paths::STAMPED, if number % 4 == 3 { "no" } else { "yes" }),
            (paths::CHECKED, "yes"),
            (paths::HANDLER, &self.actor.name),
        ];
        let answers = answers.map(|(path, value)| (path.to_owned(), value.to_owned()));
        let form = (FormId::from(FORM_ID), FORM_VERSION.to_owned());
        let document = line.request.receipt.clone();
        let body = RecordBody {
            answers: answers.into(),
            started_at: at,
            ..RecordBody::default()
        };
        self.push(RecordKind::DocumentReceipt, document, form, body)
            .await
    }

    async fn interview(
        &mut self,
        guide: &Instrument,
        interviewers: [&str; 2],
    ) -> Result<(), ServiceError> {
        let at = Timestamp(BEGINS.0 + 8 * DAY);
        let mut body = RecordBody {
            answers: said(guide, interviewers, at),
            started_at: at,
            finalised_at: Some(Timestamp(at.0 + HOUR)),
            ..RecordBody::default()
        };
        let mut drawings = Vec::new();
        for node in guide.walk() {
            let path = node.path();
            if !SIGNATURES.iter().any(|name| path.ends_with(name)) {
                continue;
            }
            let bytes = pictures::signature(&mut self.generator)?;
            let id = AttachmentId(self.service.identifier());
            body.answers.insert(path.to_owned(), id.0.clone());
            let drawn = self.signature(path, &bytes, at);
            body.attachments.insert(id, drawn);
            drawings.push(bytes);
        }
        let form = (guide.form_id.clone(), guide.version.clone());
        let document = DocumentId(self.service.identifier());
        self.push(RecordKind::Interview, document, form, body)
            .await?;
        for bytes in &drawings {
            upload(self.service, self.actor, bytes).await?;
        }
        Ok(())
    }

    fn signature(&self, path: &str, bytes: &[u8], at: Timestamp) -> Attachment {
        let sha256 = Sha256Hex::of(bytes);
        Attachment {
            kind: AttachmentKind::Signature,
            path: path.to_owned(),
            original_sha256: sha256.clone(),
            sha256,
            bytes: bytes.len() as u64,
            media_type: "image/png".to_owned(),
            taken_at: at,
            taken_by: self.actor.id.clone(),
            position: None,
            caption: String::new(),
        }
    }

    async fn push(
        &mut self,
        kind: RecordKind,
        doc_id: DocumentId,
        (form_id, form_version): (FormId, String),
        body: RecordBody,
    ) -> Result<(), ServiceError> {
        self.sequence += 1;
        let operation = Operation {
            op_id: OperationId(self.service.identifier()),
            device_id: self.device.clone(),
            device_seq: self.sequence,
            doc_id,
            kind,
            project_code: ProjectCode::default(),
            base_rev: 0,
            form_id,
            form_version,
            at: body.started_at,
            body,
            hash: None,
        };
        let request = PushRequest {
            operations: vec![operation.seal()],
        };
        let answer = sync::push(self.service, self.actor, CODE, request).await?;
        match answer.outcomes.first().map(|item| &item.outcome) {
            Some(Outcome::Accepted { .. }) => Ok(()),
            other => Err(ServiceError::Internal(format!(
                "the example was refused: {other:?}"
            ))),
        }
    }
}

/// Plausible words for a guide: every answer, one thing to verify, and that the interviewee did not
/// sign, with the reason. The interviewers' signatures are drawn beside it.
fn said(guide: &Instrument, interviewers: [&str; 2], at: Timestamp) -> BTreeMap<String, String> {
    let words = |name: &str| match name {
        "who_unit" => "某区交通运输局",
        "who_post" => "计财股负责人",
        "place" => "局三楼会议室",
        "way" => "face_to_face",
        "interviewer_a" | "recorder" | "sign_interviewer_a_name" => interviewers[0],
        "interviewer_b" | "sign_interviewer_b_name" => interviewers[1],
        "recording_consent" => "no",
        "interviewee_confirms" => "refused",
        "sign_interviewee_refused" => "须经单位负责人同意后再签",
        "q4_verify" => "第二批资金的拨付凭证与银行回单",
        name if name.ends_with("_answer") => "已按程序办理，相关文件可以提供。",
        _ => "",
    };
    let mut answers = BTreeMap::new();
    for node in guide.walk() {
        let Node::Question {
            path,
            question_type,
            ..
        } = node
        else {
            continue;
        };
        let name = path.rsplit('/').next().unwrap_or_default();
        let text = match question_type {
            QuestionType::Date => at.to_day_text(),
            QuestionType::Time => at.to_clock_text(),
            _ => words(name).to_owned(),
        };
        if !text.is_empty() {
            answers.insert(path.clone(), text);
        }
    }
    answers
}
