//! Originals of photos on this device: whether they are kept, what they take, giving one out. Not
//! here: when they may go (`sync::originals`).

use domain::ids::Sha256Hex;
use leptos::prelude::*;

use super::attachments::media_type;
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

    /// Hands bytes held here to the browser as a download.
    pub async fn download(&self, sha256: &Sha256Hex, name: &str) -> Result<(), Failure> {
        let gone = || Failure::Storage(format!("no bytes {}", sha256.short()));
        let bytes = self.app.open_store().await?.blob(sha256).await?;
        let bytes = bytes.ok_or_else(gone)?;
        platform::download(&bytes, media_type(&bytes), name);
        Ok(())
    }
}
