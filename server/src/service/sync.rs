//! Push: the server's half of docs/SYNC-PROTOCOL.md. Not here: pull and digest (`pull`), the state
//! a body arrives in (`arrival`).

use domain::document_request::{FORM_ID, FORM_VERSION};
use domain::fieldwork::{RecordBody, RecordKind, RecordState};
use domain::ids::{AccountId, EngagementId, Sha256Hex};
use domain::problem::Problem;
use domain::scoring::survey::Channel;
use domain::sync::{FieldConflict, ItemOutcome, Operation, Outcome, RejectReason, merge};
use domain::time::Timestamp;
use domain::wire::{PushRequest, PushResponse};

use super::arrival::{Arrived, arrive, exceeds_limits};
use super::{Actor, Service, ServiceError, member, quarantine, withdrawal};
use crate::store::{self, Tx, documents::Document, documents::NewRevision};

/// Operations in one batch.
pub const PUSH_LIMIT: usize = 50;
/// Takes a batch: one `BEGIN IMMEDIATE`, an outcome for each operation, in order.
pub async fn push(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    request: PushRequest,
) -> Result<PushResponse, ServiceError> {
    if request.operations.len() > PUSH_LIMIT {
        let problem = Problem::new("TOO_MANY_OPERATIONS").with("limit", PUSH_LIMIT);
        return Err(ServiceError::TooLarge(problem));
    }
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = member(tx, &actor, &engagement)?;
            let scope = Scope {
                engagement: &membership.engagement.id,
                account: &actor.id,
                now,
            };
            store::accounts::touch_devices(tx, &actor.id, now)?;
            let outcomes = request
                .operations
                .iter()
                .map(|operation| {
                    let outcome = scope.apply(tx, operation)?;
                    Ok(ItemOutcome {
                        op_id: operation.op_id.clone(),
                        outcome,
                    })
                })
                .collect::<Result<_, ServiceError>>()?;
            Ok(PushResponse { outcomes })
        })
        .await
}

struct Scope<'a> {
    engagement: &'a EngagementId,
    account: &'a AccountId,
    now: Timestamp,
}

impl Scope<'_> {
    fn apply(&self, tx: &Tx<'_>, operation: &Operation) -> Result<Outcome, ServiceError> {
        let Ok(hash) = operation.verify() else {
            return self.reject(tx, operation, RejectReason::HashMismatch);
        };
        let known = store::operations::outcome(tx, self.engagement, &operation.op_id)?;
        if let Some((known_hash, outcome)) = known {
            if known_hash != hash.as_str() {
                return self.reject(tx, operation, RejectReason::HashMismatch);
            }
            return Ok(as_duplicate(outcome));
        }
        if let Some(reason) = self.refusal(tx, operation)? {
            return self.reject(tx, operation, reason);
        }
        match store::documents::find(tx, &operation.doc_id)? {
            None => self.create(tx, operation, hash),
            Some(head) => self.extend(tx, operation, head, hash),
        }
    }

    fn reject(
        &self,
        tx: &Tx<'_>,
        operation: &Operation,
        reason: RejectReason,
    ) -> Result<Outcome, ServiceError> {
        let whose = (self.engagement, self.account);
        let reason = quarantine::keep(tx, whose, operation, reason, self.now)?;
        Ok(Outcome::Rejected { reason })
    }

    /// Whether the operation may be applied at all.
    fn refusal(
        &self,
        tx: &Tx<'_>,
        operation: &Operation,
    ) -> Result<Option<RejectReason>, ServiceError> {
        if store::accounts::device_owner(tx, &operation.device_id)?.as_ref() != Some(self.account) {
            return Ok(Some(RejectReason::UnknownDevice));
        }
        if exceeds_limits(&operation.body) {
            return Ok(Some(RejectReason::TooLarge));
        }
        if !self.knows_form(tx, operation)? {
            return Ok(Some(RejectReason::UnknownFormVersion));
        }
        if let Some(reason) = self.refusal_by_place(tx, operation)? {
            return Ok(Some(reason));
        }
        let head = store::documents::find(tx, &operation.doc_id)?;
        let by_head = match &head {
            None => (operation.base_rev != 0).then_some(RejectReason::UnknownBase),
            Some(head) => self.refusal_by_head(tx, operation, head)?,
        };
        match (by_head, operation.body.withdrawn_at) {
            (None, Some(at)) => withdrawal::refusal(tx, operation, head.as_ref(), at),
            (reason, _) => Ok(reason),
        }
    }

    /// A receipt's form is built in; every other is a version of this engagement.
    fn knows_form(&self, tx: &Tx<'_>, operation: &Operation) -> Result<bool, ServiceError> {
        let (form, version) = (&operation.form_id, &operation.form_version);
        if operation.kind == RecordKind::DocumentReceipt {
            return Ok(form.as_str() == FORM_ID && version == FORM_VERSION);
        }
        Ok(store::engagements::form(tx, self.engagement, form, version)?.is_some())
    }

    /// A name that the server made stands for its one document: an inspection's comes with the
    /// sample, a receipt's with the list of documents. All other documents name themselves.
    fn refusal_by_place(
        &self,
        tx: &Tx<'_>,
        operation: &Operation,
    ) -> Result<Option<RejectReason>, ServiceError> {
        let (kind, code) = (operation.kind, &operation.project_code);
        let named_by_us = matches!(
            kind,
            RecordKind::SiteInspection | RecordKind::DocumentReceipt
        );
        let wanted = named_by_us.then(|| (self.engagement.clone(), kind));
        let mut right = store::documents::reserved_for(tx, &operation.doc_id)? == wanted;
        if !kind.belongs_to_a_site() {
            right &= code.as_str().is_empty();
        } else if !store::samples::is_assigned(tx, self.engagement, code, self.account)? {
            return Ok(Some(RejectReason::NotAssigned));
        } else if kind == RecordKind::SiteInspection {
            let inspection = store::samples::inspection_of(tx, self.engagement, code)?;
            right &= inspection.as_ref() == Some(&operation.doc_id);
        }
        Ok((!right).then_some(RejectReason::WrongDocument))
    }

    fn refusal_by_head(
        &self,
        tx: &Tx<'_>,
        operation: &Operation,
        head: &Document,
    ) -> Result<Option<RejectReason>, ServiceError> {
        let shared = match head.kind {
            RecordKind::SiteInspection | RecordKind::DocumentReceipt => true,
            RecordKind::QuestionnaireResponse => false,
            RecordKind::Interview => store::interviews::is_reader(tx, &head.id, self.account)?,
        };
        let same = head.engagement == *self.engagement
            && head.kind == operation.kind
            && head.project_code == operation.project_code
            && (shared || head.author == *self.account);
        Ok(refusal_of(same, operation, head))
    }
    fn create(
        &self,
        tx: &Tx<'_>,
        operation: &Operation,
        hash: Sha256Hex,
    ) -> Result<Outcome, ServiceError> {
        let mut document = Document {
            id: operation.doc_id.clone(),
            engagement: self.engagement.clone(),
            kind: operation.kind,
            project_code: operation.project_code.clone(),
            form_id: operation.form_id.clone(),
            form_version: operation.form_version.clone(),
            author: self.account.clone(),
            state: RecordState::Draft,
            rev: 1,
            server_seq: store::documents::next_server_seq(tx)?,
            review: None,
            channel: Channel::Kiosk,
            duplicate_signal: false,
        };
        let arrived = arrive(tx, &document, &operation.body, None, &[])?;
        document.state = arrived.state;
        let (rev, server_seq) = (document.rev, document.server_seq);
        let outcome = Outcome::Accepted {
            rev,
            server_seq,
            hash,
        };
        let step = Step {
            document: &document,
            body: &operation.body,
            conflicts: &[],
            arrived,
        };
        self.commit(tx, operation, &step, outcome)
    }

    fn extend(
        &self,
        tx: &Tx<'_>,
        operation: &Operation,
        head: Document,
        hash: Sha256Hex,
    ) -> Result<Outcome, ServiceError> {
        let base = match operation.base_rev {
            0 => RecordBody::default(),
            rev => stored_body(tx, &head, rev)?,
        };
        let straight = operation.base_rev == head.rev;
        let theirs = if straight {
            base.clone()
        } else {
            stored_body(tx, &head, head.rev)?
        };
        let merged = merge(&base, &theirs, &operation.body);
        let mut document = head;
        let moves_on = document.form_id == operation.form_id
            && store::forms::is_newer(
                tx,
                self.engagement,
                &document.form_id,
                (&operation.form_version, &document.form_version),
            )?;
        // A person took the record to the form's newer version; it never goes back, also when the
        // other tablet still holds the old one.
        if moves_on {
            document.form_version = operation.form_version.clone();
        }
        document.rev += 1;
        document.server_seq = store::documents::next_server_seq(tx)?;
        let before = Some(document.state);
        let arrived = arrive(tx, &document, &merged.body, before, &merged.conflicts)?;
        document.state = arrived.state;
        let (rev, server_seq) = (document.rev, document.server_seq);
        let outcome = if !merged.conflicts.is_empty() {
            let paths = merged.conflicts.iter().map(|c| c.path.clone()).collect();
            Outcome::Conflict {
                rev,
                server_seq,
                paths,
                hash,
            }
        } else if straight {
            Outcome::Accepted {
                rev,
                server_seq,
                hash,
            }
        } else {
            Outcome::Merged {
                rev,
                server_seq,
                hash,
            }
        };
        let step = Step {
            document: &document,
            body: &merged.body,
            conflicts: &merged.conflicts,
            arrived,
        };
        self.commit(tx, operation, &step, outcome)
    }

    fn commit(
        &self,
        tx: &Tx<'_>,
        operation: &Operation,
        step: &Step<'_>,
        outcome: Outcome,
    ) -> Result<Outcome, ServiceError> {
        let Step {
            document,
            body,
            conflicts,
            ..
        } = *step;
        store::documents::save(tx, document)?;
        let revision = NewRevision {
            op_id: operation.op_id.as_str(),
            account: self.account,
            body,
            conflicts,
            received_at: self.now,
        };
        store::documents::append_revision(tx, document, &revision)?;
        if let Some(kept) = &step.arrived.kept {
            store::evidence::keep(tx, document, kept)?;
        }
        if document.kind == RecordKind::Interview {
            super::interviews::note_arrival(tx, document, body)?;
        }
        store::operations::insert(tx, self.engagement, operation, &outcome, self.now)?;
        if document.state == RecordState::Withdrawn {
            withdrawal::forget(tx, document, self.account, self.now)?;
        }
        Ok(outcome)
    }
}

/// One document's next revision.
struct Step<'a> {
    document: &'a Document,
    body: &'a RecordBody,
    conflicts: &'a [FieldConflict],
    arrived: Arrived,
}

fn refusal_of(same: bool, operation: &Operation, head: &Document) -> Option<RejectReason> {
    if !same {
        Some(RejectReason::WrongDocument)
    } else if operation.base_rev > head.rev {
        Some(RejectReason::UnknownBase)
    } else if withdrawal::is_final(head, operation) {
        Some(RejectReason::Finalised)
    } else {
        None
    }
}

pub(super) fn stored_body(
    tx: &Tx<'_>,
    head: &Document,
    rev: u64,
) -> Result<RecordBody, ServiceError> {
    store::documents::body(tx, &head.id, rev)?
        .ok_or_else(|| ServiceError::Internal(format!("document {} lacks revision {rev}", head.id)))
}

fn as_duplicate(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Accepted {
            rev,
            server_seq,
            hash,
        }
        | Outcome::Merged {
            rev,
            server_seq,
            hash,
        }
        | Outcome::Duplicate {
            rev,
            server_seq,
            hash,
        } => Outcome::Duplicate {
            rev,
            server_seq,
            hash,
        },
        // The device must learn of the conflict even when the first answer was lost.
        other => other,
    }
}
