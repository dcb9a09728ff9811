//! Receipts of questionnaires that were answered on this tablet: with one its respondent takes the
//! response back, here, until the day closes. Only hashes are kept, on this tablet alone, and after
//! the close not even those. Not here: what a withdrawal erases on the server.

use domain::fieldwork::RecordBody;
use domain::ids::{DocumentId, Sha256Hex};
use domain::respondent::{CODE_CHARACTERS, RespondentCode, close_after};
use domain::time::Timestamp;
use leptos::prelude::GetUntracked as _;

use super::{Failure, FieldState};
use crate::platform;
use crate::storage::LocalStore as _;
use crate::sync::{Edit, meta, set_meta};

/// What a respondent is shown after the last question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KioskReceipt {
    /// `ABCD-EFGH-JKLM`.
    pub code: String,
    /// Until when it is good.
    pub until: Timestamp,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    hash: Sha256Hex,
    document: DocumentId,
    closes_at: Timestamp,
}

impl FieldState {
    /// When a response that is finished now can no longer be taken back.
    pub fn day_closes(&self) -> Timestamp {
        let pack = self.pack.get_untracked();
        let settings = pack.and_then(|pack| pack.respondents.clone());
        close_after(platform::now(), settings.unwrap_or_default().close_hour)
    }

    /// Makes the receipt of a questionnaire that is about to be finished.
    pub async fn keep_kiosk_receipt(&self, document: DocumentId) -> Result<KioskReceipt, Failure> {
        let mut bytes = [0; CODE_CHARACTERS];
        platform::random_bytes(&mut bytes);
        let code = RespondentCode::from_bytes(&bytes);
        let closes_at = self.day_closes();
        let mut kept = self.kiosk_receipts().await?;
        kept.push(Kept {
            hash: code.hash(),
            document,
            closes_at,
        });
        self.set_kiosk_receipts(&kept).await?;
        Ok(KioskReceipt {
            code: code.in_fours(),
            until: closes_at,
        })
    }

    /// Takes a response back: its answers go at once, here, and with the next synchronisation on
    /// the server. `false` for a receipt that nobody has, or whose day has closed.
    pub async fn withdraw_response(&self, typed: &str) -> Result<bool, Failure> {
        let mut kept = self.kiosk_receipts().await?;
        let hash = RespondentCode::parse(typed).map(|code| code.hash());
        let place = kept
            .iter()
            .position(|kept| Some(&kept.hash) == hash.as_ref());
        let Some(place) = place else { return Ok(false) };
        let document = kept.remove(place).document;
        let records = self.records.get_untracked();
        let record = records.iter().find(|record| record.doc_id == document);
        // Nothing was kept when finishing failed; nothing is left when it was taken back before.
        let left = record.filter(|record| record.body.withdrawn_at.is_none());
        if let Some(record) = left {
            let edit = Edit {
                engagement: self.engagement()?,
                doc_id: document,
                kind: record.kind,
                project_code: record.project_code.clone(),
                form_id: record.form_id.clone(),
                form_version: record.form_version.clone(),
            };
            let now = platform::now();
            self.edit(&edit, &[], |record| {
                record.body = RecordBody::withdrawn(now);
                record.base_body = RecordBody::default();
                record.conflicts.clear();
            })
            .await?;
        }
        self.set_kiosk_receipts(&kept).await?;
        Ok(record.is_some())
    }

    /// Forgets the receipts whose day has closed: from then on nothing here leads from a respondent
    /// to the response.
    pub(super) async fn forget_closed_receipts(&self) -> Result<(), Failure> {
        let kept = self.kiosk_receipts().await?;
        self.set_kiosk_receipts(&kept).await
    }

    /// Those whose day has not closed.
    async fn kiosk_receipts(&self) -> Result<Vec<Kept>, Failure> {
        let store = self.app.open_store().await?;
        let text = store.meta(meta::KIOSK_RECEIPTS).await?;
        let kept = text.and_then(|text| serde_json::from_slice(text.as_bytes()).ok());
        let mut kept: Vec<Kept> = kept.unwrap_or_default();
        let now = platform::now();
        kept.retain(|kept| kept.closes_at > now);
        Ok(kept)
    }

    async fn set_kiosk_receipts(&self, kept: &[Kept]) -> Result<(), Failure> {
        let text = serde_json::to_string(kept).map_err(|e| Failure::Storage(e.to_string()))?;
        let value = (!kept.is_empty()).then_some(text);
        Ok(set_meta(&self.app.open_store().await?, meta::KIOSK_RECEIPTS, value).await?)
    }
}
