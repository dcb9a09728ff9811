//! A tablet that sends by hand what the field app sends, so that a test can send it twice, late,
//! reversed or wrong. Not here: the real runner (`sync::runner`).

use std::sync::atomic::{AtomicU64, Ordering};

use domain::fieldwork::{Attachment, AttachmentKind, RecordBody, RecordKind};
use domain::ids::{AttachmentId, DeviceId, DocumentId, OperationId, Sha256Hex};
use domain::party::Role;
use domain::sync::Operation;
use domain::time::Timestamp;
use domain::wire::{Pack, PackSite, PushRequest, PushResponse, SignInRequest, urls};
use server::service::accounts;

use crate::world::{Answer, Person, World, demo_url};

pub struct Tablet {
    pub person: Person,
    pub pack: Pack,
    pub device_id: DeviceId,
    sequence: AtomicU64,
}

impl Tablet {
    /// The example's evaluator on a new tablet.
    pub async fn enrol(world: &World) -> Self {
        Self::enrol_with(world, world.sign_in_request(Role::Evaluator)).await
    }

    /// Another evaluator of the example, by the printed name, on a new tablet.
    pub async fn enrol_colleague(world: &World, name: &str) -> Self {
        let logins = [
            ("王建国", "wang"),
            ("李秀英", "li"),
            ("赵明", "zhao"),
            ("陈静", "chen"),
        ];
        let known = logins.iter().find(|(known, _)| *known == name);
        let mut request = world.sign_in_request(Role::Evaluator);
        request.login = known.unwrap().1.to_owned();
        request.password = "a password of this test".to_owned();
        accounts::set_password(&world.service, &request.login, &request.password)
            .await
            .unwrap();
        Self::enrol_with(world, request).await
    }

    async fn enrol_with(world: &World, mut request: SignInRequest) -> Self {
        let person = world.stranger();
        let device_id = DeviceId(uuid::Uuid::now_v7().to_string());
        request.device_id = Some(device_id.clone());
        let answer = person
            .post(urls::SESSION, &serde_json::to_value(&request).unwrap())
            .await;
        assert_eq!(answer.status, 200);
        let pack = person.get(&demo_url(urls::PACK, &[])).await;
        let pack = serde_json::from_value(pack.body).unwrap();
        Self {
            person,
            pack,
            device_id,
            sequence: AtomicU64::new(0),
        }
    }

    pub fn site(&self) -> &PackSite {
        &self.pack.sites[0]
    }

    /// An operation on the first site's inspection, as if begun from revision `base_rev`.
    pub fn inspection(&self, base_rev: u64, answers: &[(&str, &str)]) -> Operation {
        let body = RecordBody {
            answers: answers
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
            started_at: Timestamp(1_788_742_800_000),
            ..RecordBody::default()
        };
        self.operation(base_rev, body)
    }

    pub fn operation(&self, base_rev: u64, body: RecordBody) -> Operation {
        let form = self
            .pack
            .instruments
            .iter()
            .find(|form| form.form_id.as_str() == "site-road-bridge")
            .unwrap();
        Operation {
            op_id: OperationId(uuid::Uuid::now_v7().to_string()),
            device_id: self.device_id.clone(),
            device_seq: self.sequence.fetch_add(1, Ordering::SeqCst) + 1,
            doc_id: self.site().inspection.clone(),
            kind: RecordKind::SiteInspection,
            project_code: self.site().project.code.clone(),
            base_rev,
            body,
            form_id: form.form_id.clone(),
            form_version: form.version.clone(),
            at: Timestamp(1_788_742_800_000),
            hash: None,
        }
        .seal()
    }

    /// An operation on a questionnaire of the first site; `document` names it.
    pub fn questionnaire(&self, document: &str, base_rev: u64, body: RecordBody) -> Operation {
        let mut forms = self.pack.instruments.iter();
        let form = forms.find(|form| form.form_id.as_str() == "q-villager-road");
        let form = form.unwrap();
        let mut operation = self.operation(base_rev, body);
        operation.doc_id = DocumentId(document.to_owned());
        operation.kind = RecordKind::QuestionnaireResponse;
        operation.form_id = form.form_id.clone();
        operation.form_version = form.version.clone();
        operation.seal()
    }

    pub async fn push(&self, operations: &[Operation]) -> PushResponse {
        let answer = self.try_push(operations).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_value(answer.body).unwrap()
    }

    pub async fn try_push(&self, operations: &[Operation]) -> Answer {
        let request = PushRequest {
            operations: operations.to_vec(),
        };
        let body = serde_json::to_value(request).unwrap();
        self.person.post(&demo_url(urls::PUSH, &[]), &body).await
    }

    /// Pushes an inspection whose manifest names these bytes as photos.
    pub async fn declare(&self, blobs: &[Vec<u8>]) {
        self.declare_as(AttachmentKind::Photo, blobs).await;
    }

    /// Pushes an inspection whose manifest names these bytes.
    pub async fn declare_as(&self, kind: AttachmentKind, blobs: &[Vec<u8>]) {
        let mut body = RecordBody::default();
        for bytes in blobs {
            let sha256 = Sha256Hex::of(bytes);
            let attachment = Attachment {
                kind,
                path: "/data/photos/p1".to_owned(),
                original_sha256: sha256.clone(),
                sha256,
                bytes: bytes.len() as u64,
                media_type: "image/jpeg".to_owned(),
                taken_at: Timestamp(1_788_742_800_000),
                taken_by: self.pack.person.id.clone(),
                position: None,
                caption: String::new(),
            };
            let id = AttachmentId(uuid::Uuid::now_v7().to_string());
            body.attachments.insert(id, attachment);
        }
        self.push(&[self.operation(0, body)]).await;
    }
}
