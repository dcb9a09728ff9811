//! The field's part of the example: inspections with pictures, questionnaires, reviews, sent as a
//! tablet sends them.

use domain::fieldwork::{Attachment, AttachmentKind, Position, RecordBody, RecordKind};
use domain::ids::{DeviceId, DocumentId, OperationId, Sha256Hex};
use domain::instrument::{Instrument, InstrumentKind};
use domain::party::Role;
use domain::sampling::SplitMix64;
use domain::sync::{Operation, Outcome};
use domain::time::Timestamp;
use domain::wire::{Pack, PackSite, PushRequest, ReviewRequest};
use domain::working_paper::inspection_index;

use super::answers::{Situation, fill};
use super::{CODE, Lifecycle, Member, first, pictures};
use crate::service::{Actor, Service, ServiceError, pack, photos, records, sync};
use crate::store;

/// Questionnaires of the reported example.
const QUESTIONNAIRES: usize = 300;
/// The team has two pairs of evaluators.
const PAIRS: usize = 2;
/// During fieldwork this share of the sites is done: 2 of 5.
const DONE_OF_FIVE: u32 = 2;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Sends what the lifecycle has by now.
pub(super) async fn work(
    service: &Service,
    team: &[Member],
    lifecycle: Lifecycle,
    seed: u64,
) -> Result<(), ServiceError> {
    let manager = first(team, Role::Manager)?;
    let evaluators: Vec<&Actor> = team
        .iter()
        .filter(|member| member.role == Role::Evaluator)
        .map(|member| &member.actor)
        .collect();
    let mut sent = 0;
    for pair in evaluators.chunks(2) {
        let Some(actor) = pair.first() else { continue };
        let mut tablet = Tablet::enrol(service, actor, seed).await?;
        let pack = pack::find(service, actor, CODE).await?;
        for site in pack.sites.iter().filter(|site| is_done(site, lifecycle)) {
            super::wait_until(service, Timestamp(tablet.moment(site).0 + 2 * HOUR));
            let rev = tablet.inspect(&pack, site, lifecycle).await?;
            review(service, manager, site, rev, lifecycle).await?;
        }
        let share = questionnaires(lifecycle) / PAIRS;
        for number in 0..share {
            let done: Vec<&PackSite> = pack
                .sites
                .iter()
                .filter(|site| is_done(site, lifecycle))
                .collect();
            let Some(site) = done.get(number % done.len().max(1)) else {
                break;
            };
            tablet.ask(&pack, site).await?;
            sent += 1;
        }
    }
    tracing::info!(questionnaires = sent, "the example's fieldwork is in");
    Ok(())
}

fn questionnaires(lifecycle: Lifecycle) -> usize {
    if lifecycle == Lifecycle::Reported {
        QUESTIONNAIRES
    } else {
        QUESTIONNAIRES / 3
    }
}

fn is_done(site: &PackSite, lifecycle: Lifecycle) -> bool {
    lifecycle == Lifecycle::Reported || site.ordinal % 5 < DONE_OF_FIVE
}

async fn review(
    service: &Service,
    manager: &Actor,
    site: &PackSite,
    rev: u64,
    lifecycle: Lifecycle,
) -> Result<(), ServiceError> {
    let returned = lifecycle == Lifecycle::Fieldwork && site.ordinal % 10 == 1;
    let waits = lifecycle == Lifecycle::Fieldwork && site.ordinal.is_multiple_of(3);
    if waits || lacks_pictures(site, lifecycle) {
        return Ok(());
    }
    let reason = if returned {
        "公示牌照片看不清金额和责任人，请补拍。"
    } else {
        ""
    };
    let request = ReviewRequest {
        rev,
        accepted: !returned,
        reason: reason.to_owned(),
        notes: Vec::new(),
    };
    records::review(service, manager, CODE, &site.inspection, request).await?;
    Ok(())
}

/// During fieldwork some photos are still on their way.
fn lacks_pictures(site: &PackSite, lifecycle: Lifecycle) -> bool {
    lifecycle == Lifecycle::Fieldwork && site.ordinal % 15 == 5
}

struct Tablet<'a> {
    service: &'a Service,
    actor: &'a Actor,
    device: DeviceId,
    sequence: u64,
    generator: SplitMix64,
}

impl<'a> Tablet<'a> {
    async fn enrol(
        service: &'a Service,
        actor: &'a Actor,
        seed: u64,
    ) -> Result<Self, ServiceError> {
        let device = DeviceId(service.identifier());
        let (id, enrolled, now) = (actor.id.clone(), device.clone(), service.now());
        service
            .store
            .write(move |tx| {
                let label = "example tablet";
                Ok::<_, ServiceError>(store::accounts::enrol_device(
                    tx, &enrolled, &id, label, now,
                )?)
            })
            .await?;
        let salt = actor
            .login
            .bytes()
            .fold(seed, |sum, byte| sum * 31 + u64::from(byte));
        Ok(Self {
            service,
            actor,
            device,
            sequence: 0,
            generator: SplitMix64::new(salt),
        })
    }

    /// The moment of a visit: three sites a day, in the order of the sample.
    fn moment(&self, site: &PackSite) -> Timestamp {
        let visit = i64::from(site.ordinal / 2);
        Timestamp(super::BEGINS.0 + 7 * DAY + visit / 3 * DAY + visit % 3 * 3 * HOUR)
    }

    async fn inspect(
        &mut self,
        pack: &Pack,
        site: &PackSite,
        lifecycle: Lifecycle,
    ) -> Result<u64, ServiceError> {
        let form = form(pack, InstrumentKind::SiteInspection)?;
        let at = self.moment(site);
        let filled = self.fill(form, site, at)?;
        let mut blobs = Vec::new();
        let mut body = RecordBody {
            answers: filled.answers,
            started_at: at,
            finalised_at: Some(Timestamp(at.0 + HOUR)),
            ..RecordBody::default()
        };
        for (path, id, is_signature) in filled.pictures {
            let bytes = if is_signature {
                pictures::signature(&mut self.generator)?
            } else {
                pictures::jpeg(&mut self.generator)?
            };
            body.attachments
                .insert(id, self.attachment(site, path, is_signature, &bytes, at));
            blobs.push(bytes);
        }
        let document = site.inspection.clone();
        let rev = self
            .push(RecordKind::SiteInspection, document, site, form, body)
            .await?;
        let kept_back = if lacks_pictures(site, lifecycle) {
            2
        } else {
            0
        };
        for bytes in blobs.iter().skip(kept_back) {
            upload(self.service, self.actor, bytes).await?;
        }
        Ok(rev)
    }

    fn fill(
        &mut self,
        form: &Instrument,
        site: &PackSite,
        at: Timestamp,
    ) -> Result<super::answers::Filled, ServiceError> {
        let name = |place: usize| site.evaluators.get(place).map_or("", |p| p.name.as_str());
        let situation = Situation {
            project: &site.project,
            index: inspection_index(site.ordinal as usize),
            evaluators: [name(0), name(1)],
            at,
        };
        let identifiers = self.service.identifiers.clone();
        fill(form, &situation, &mut self.generator, &*identifiers)
    }

    fn attachment(
        &self,
        site: &PackSite,
        path: String,
        is_signature: bool,
        bytes: &[u8],
        at: Timestamp,
    ) -> Attachment {
        let sha256 = Sha256Hex::of(bytes);
        let kind = if is_signature {
            AttachmentKind::Signature
        } else {
            AttachmentKind::Photo
        };
        let place = site
            .project
            .latitude
            .clone()
            .zip(site.project.longitude.clone());
        Attachment {
            kind,
            path,
            original_sha256: sha256.clone(),
            sha256,
            bytes: bytes.len() as u64,
            media_type: if is_signature {
                "image/png"
            } else {
                "image/jpeg"
            }
            .to_owned(),
            taken_at: at,
            taken_by: self.actor.id.clone(),
            position: place.map(|(latitude, longitude)| Position {
                latitude,
                longitude,
                accuracy_m: "8".to_owned(),
                captured_at: at,
            }),
            caption: String::new(),
        }
    }

    async fn ask(&mut self, pack: &Pack, site: &PackSite) -> Result<(), ServiceError> {
        let form = form(pack, InstrumentKind::Questionnaire)?;
        let at = self.moment(site);
        let answers = self.fill(form, site, at)?.answers;
        let seconds = 90 + i64::try_from(self.generator.below(200)).unwrap_or_default();
        let body = RecordBody {
            answers,
            started_at: at,
            finalised_at: Some(Timestamp(at.0 + seconds * 1_000)),
            ..RecordBody::default()
        };
        let document = DocumentId(self.service.identifier());
        self.push(
            RecordKind::QuestionnaireResponse,
            document,
            site,
            form,
            body,
        )
        .await?;
        Ok(())
    }

    async fn push(
        &mut self,
        kind: RecordKind,
        doc_id: DocumentId,
        site: &PackSite,
        form: &Instrument,
        body: RecordBody,
    ) -> Result<u64, ServiceError> {
        self.sequence += 1;
        let operation = Operation {
            op_id: OperationId(self.service.identifier()),
            device_id: self.device.clone(),
            device_seq: self.sequence,
            doc_id,
            kind,
            project_code: site.project.code.clone(),
            base_rev: 0,
            form_id: form.form_id.clone(),
            form_version: form.version.clone(),
            at: body.finalised_at.unwrap_or(body.started_at),
            body,
            hash: None,
        };
        let request = PushRequest {
            operations: vec![operation.seal()],
        };
        let answer = sync::push(self.service, self.actor, CODE, request).await?;
        match answer.outcomes.first().map(|item| &item.outcome) {
            Some(Outcome::Accepted { rev, .. }) => Ok(*rev),
            other => Err(ServiceError::Internal(format!(
                "the example was refused: {other:?}"
            ))),
        }
    }
}

/// Sends the bytes of an attachment.
pub(super) async fn upload(
    service: &Service,
    actor: &Actor,
    bytes: &[u8],
) -> Result<(), ServiceError> {
    let internal = |error: std::io::Error| ServiceError::Internal(error.to_string());
    let mut unnamed = service.blobs.begin().map_err(internal)?;
    unnamed.write(bytes).map_err(internal)?;
    photos::keep(service, actor, CODE, Sha256Hex::of(bytes), unnamed).await?;
    Ok(())
}

fn form(pack: &Pack, kind: InstrumentKind) -> Result<&Instrument, ServiceError> {
    pack.instruments
        .iter()
        .find(|instrument| instrument.kind == kind)
        .ok_or_else(|| ServiceError::Internal("the example lacks a form".to_owned()))
}
