//! Records read with their forms, and which of their answers count. Not here: what they say
//! together (`evidence`).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::document_request::receipt_form;
use domain::fieldwork::soundness::{KeptCheck, check_body};
use domain::fieldwork::{RecordBody, RecordKind};
use domain::ids::{EngagementId, FormId, Sha256Hex};
use domain::instrument::{CheckedAnswers, Instrument};
use domain::problem::Problem;
use rayon::prelude::*;

use super::{Service, ServiceError, frozen};
use crate::store::evidence::StoredRecord;
use crate::store::issues::FrozenRecords;
use crate::store::{self, Tx, documents::Document};

/// One record with everything needed to read it.
pub struct Record {
    /// Its head.
    pub head: Document,
    /// The newest body as it arrived: what people look at.
    pub body: Arc<RecordBody>,
    /// The same with the answers that count and no others: what findings, scores, statistics and
    /// the report read.
    pub evidence: Arc<RecordBody>,
    /// What the form's own rules say of the answers; those that count lie in `evidence`.
    pub checked: CheckedAnswers,
    /// The form it was filled with.
    pub instrument: Arc<Instrument>,
    /// Declared blobs that are not on disk.
    pub missing_blobs: Vec<Sha256Hex>,
    /// Whether it counted in the issued report that stands; `None` before an issue.
    pub issued: Option<bool>,
    /// Whether it came, or was changed, after the report was issued.
    pub is_late: bool,
}

impl Record {
    /// Whether it counts: in the issued report that stands, else complete (P3), and sound where it
    /// must be. The state says so too since its arrival; a record that came before the server
    /// looked has only this.
    pub fn counts(&self) -> bool {
        if let Some(counted) = self.issued {
            return counted;
        }
        let sound = !self.head.kind.must_be_sound() || self.checked.is_sound();
        sound && self.head.state.counts_as_evidence(self.missing_blobs.len())
    }

    fn read(
        stored: StoredRecord,
        instrument: Arc<Instrument>,
        missing_blobs: Vec<Sha256Hex>,
    ) -> Result<Self, ServiceError> {
        let body = Arc::new(stored.body()?);
        let kept = stored.kept()?;
        let unchanged = kept.as_ref().is_some_and(KeptCheck::changes_nothing);
        let mut checked = match kept {
            Some(kept) if unchanged => kept.restore(&RecordBody::default()),
            Some(kept) => kept.restore(&body),
            None => check_body(&instrument, &body),
        };
        let evidence = match unchanged {
            true => Arc::clone(&body),
            false => Arc::new(RecordBody {
                answers: std::mem::take(&mut checked.counted),
                ..RecordBody::clone(&body)
            }),
        };
        Ok(Self {
            head: stored.head,
            body,
            evidence,
            checked,
            instrument,
            missing_blobs,
            issued: None,
            is_late: false,
        })
    }
}

/// The wanted records of the engagement in sample order; forms are read once each, and several
/// records at a time. While an issued report stands, each is read at the revision that counted in
/// it, and what came later counts nowhere.
pub fn records(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    wanted: impl Fn(&Document) -> bool,
) -> Result<Vec<Record>, ServiceError> {
    let mut forms: BTreeMap<(FormId, String), Arc<Instrument>> = BTreeMap::new();
    let mut missing = store::evidence::missing_blobs(tx, engagement)?;
    let mut bodies = store::evidence::newest_bodies(tx, engagement)?;
    let mut stored = Vec::new();
    let heads = store::documents::all(tx, engagement)?;
    let frozen = frozen::records(tx, engagement)?;
    for mut head in heads.into_iter().filter(wanted) {
        let place = Place::of(frozen.as_ref(), &mut head);
        let key = (head.form_id.clone(), head.form_version.clone());
        let instrument = match forms.get(&key) {
            Some(form) => Arc::clone(form),
            None => {
                let form = Arc::new(form_of(tx, &head)?);
                forms.insert(key, Arc::clone(&form));
                form
            }
        };
        let mut missing = missing.remove(&head.id).unwrap_or_default();
        if place.issued == Some(true) {
            missing.clear();
        }
        stored.push((bodies.take(tx, head)?, instrument, missing, place));
    }
    stored
        .into_par_iter()
        .map(|(stored, instrument, missing, place)| {
            let record = Record::read(stored, instrument, missing)?;
            Ok(Record {
                issued: place.issued,
                is_late: place.is_late,
                ..record
            })
        })
        .collect()
}

/// A record's place in an issued report.
#[derive(Clone, Copy, Default)]
struct Place {
    issued: Option<bool>,
    is_late: bool,
}

impl Place {
    /// Also turns the head to the revision that counted.
    fn of(frozen: Option<&FrozenRecords>, head: &mut Document) -> Self {
        let Some(frozen) = frozen else {
            return Self::default();
        };
        let is_late = head.server_seq > frozen.server_seq;
        let counted = frozen.counted.get(&head.id);
        if let Some((rev, form_version)) = counted
            && *rev != head.rev
        {
            head.rev = *rev;
            head.form_version.clone_from(form_version);
        }
        Self {
            issued: Some(counted.is_some()),
            is_late,
        }
    }
}

/// The form a document pins; a receipt's is built in.
pub fn form_of(tx: &Tx<'_>, head: &Document) -> Result<Instrument, ServiceError> {
    if head.kind == RecordKind::DocumentReceipt {
        let broken = || ServiceError::Internal("the receipt's form is broken".to_owned());
        return receipt_form().ok_or_else(broken);
    }
    store::engagements::form(tx, &head.engagement, &head.form_id, &head.form_version)?.ok_or_else(
        || {
            ServiceError::Internal(format!(
                "form {} {} is gone",
                head.form_id, head.form_version
            ))
        },
    )
}

/// A document with its newest body.
pub fn record(
    tx: &Tx<'_>,
    head: Document,
    instrument: Arc<Instrument>,
) -> Result<Record, ServiceError> {
    let missing = store::documents::missing_blobs(tx, &head)?;
    Record::read(store::evidence::record(tx, head)?, instrument, missing)
}

/// Checks whatever was stored before checks were kept, or by other rules; a moment at most, once
/// after an upgrade.
pub async fn keep_missing_checks(service: &Service) -> Result<(), ServiceError> {
    let missing = service.store.read(|tx| Ok(store::evidence::unchecked(tx)?));
    let missing: Result<_, ServiceError> = missing.await;
    for some in missing?.chunks(CHECKED_AT_A_TIME) {
        let some = some.to_vec();
        let work = move |tx: &Tx<'_>| {
            for id in &some {
                let head = store::documents::find(tx, id)?;
                // Without its form nobody can read it; whoever asks for it is told so.
                if let Some(head) = head
                    && let Ok(form) = form_of(tx, &head)
                {
                    let body = store::evidence::record(tx, head.clone())?.body()?;
                    let kept = KeptCheck::of(&body, &check_body(&form, &body));
                    store::evidence::keep(tx, &head, &kept)?;
                }
            }
            Ok::<(), ServiceError>(())
        };
        service.store.write(work).await?;
    }
    Ok(())
}

/// Compares every kept check with a fresh one: how many there are, and `ANSWER_CHECK_DIFFERS` for
/// each that is not the same. For the command line.
pub async fn compare_checks(service: &Service) -> Result<(usize, Vec<Problem>), ServiceError> {
    let work = |tx: &Tx<'_>| {
        let mut differing = Vec::new();
        let kept = store::evidence::with_check(tx)?;
        for id in &kept {
            let Some(head) = store::documents::find(tx, id)? else {
                continue;
            };
            let form = form_of(tx, &head)?;
            let stored = store::evidence::record(tx, head)?;
            let body = stored.body()?;
            let fresh = KeptCheck::of(&body, &check_body(&form, &body));
            if stored.kept()?.as_ref() != Some(&fresh) {
                differing.push(Problem::new("ANSWER_CHECK_DIFFERS").with("document", id));
            }
        }
        Ok((kept.len(), differing))
    };
    service.store.read(work).await
}

/// Documents between which others may write.
const CHECKED_AT_A_TIME: usize = 200;
