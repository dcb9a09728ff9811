//! Originals of photos on this device: whether they are kept, what they take, giving one out. Not
//! here: when they may go (`sync::originals`).

use domain::ids::{AttachmentId, DocumentId, Sha256Hex};
use leptos::prelude::*;

use super::attachments::{extension, media_type};
use super::{Failure, FieldState, OriginalsHeld};
use crate::platform;
use crate::storage::LocalStore as _;
use crate::sync::{meta, originals_held, set_meta};

impl FieldState {
    /// Whether originals of photos taken from now on are kept until their record is received.
    pub fn keeps_originals(&self) -> Signal<bool> {
        self.keep_originals.into()
    }

    /// Chooses it for this device; what is held already stays until it is received.
    pub async fn keep_originals(&self, keep: bool) -> Result<(), Failure> {
        let value = keep.then(|| "yes".to_owned());
        set_meta(&self.app.open_store().await?, meta::KEEP_ORIGINALS, value).await?;
        self.keep_originals.set(keep);
        Ok(())
    }

    /// The originals held here and their size.
    pub async fn originals(&self) -> Result<OriginalsHeld, Failure> {
        let engagement = self.engagement()?;
        Ok(originals_held(&self.app.open_store().await?, &engagement).await?)
    }

    /// Whether these bytes are held here.
    pub fn holds(&self, sha256: &Sha256Hex) -> bool {
        self.held.with_value(|held| held.contains(sha256))
    }

    /// Hands the original of a photo to the browser as a download.
    pub async fn download_original(
        &self,
        doc_id: &DocumentId,
        id: &AttachmentId,
    ) -> Result<(), Failure> {
        let store = self.app.open_store().await?;
        let record = store.record(doc_id).await?;
        let attachment = record.and_then(|record| record.body.attachments.get(id).cloned());
        let gone = || Failure::Storage(format!("no original of {id}"));
        let sha256 = attachment.ok_or_else(gone)?.original_sha256;
        let bytes = store.blob(&sha256).await?.ok_or_else(gone)?;
        let name = format!("{}.{}", sha256.short(), extension(&bytes));
        platform::download(&bytes, media_type(&bytes), &name);
        Ok(())
    }
}
