//! The PIN that leads out of the kiosk: a salted hash, per device. It keeps a respondent's fingers
//! out of the field app; it protects nothing against a person who takes the tablet apart.

use domain::ids::Sha256Hex;

use super::{Failure, FieldState};
use crate::platform;
use crate::storage::LocalStore as _;
use crate::sync::{meta, set_meta};

/// Slow enough that trying ten thousand PINs by hand is not worth it, unnoticed when right.
const ROUNDS: usize = 5_000;

impl FieldState {
    /// Keeps the hash of the kiosk's PIN on this device.
    pub async fn set_kiosk_pin(&self, pin: &str) -> Result<(), Failure> {
        let salt = platform::new_id();
        let value = format!("{salt}:{}", hash(&salt, pin));
        Ok(set_meta(&self.app.open_store().await?, meta::KIOSK_PIN, Some(value)).await?)
    }

    /// Whether this is the kiosk's PIN; never when none is set.
    pub async fn check_kiosk_pin(&self, pin: &str) -> bool {
        let Some(value) = self.kiosk_pin().await else {
            return false;
        };
        value
            .split_once(':')
            .is_some_and(|(salt, known)| hash(salt, pin).as_str() == known)
    }

    /// Whether a kiosk PIN is set on this device.
    pub async fn has_kiosk_pin(&self) -> bool {
        self.kiosk_pin().await.is_some()
    }

    async fn kiosk_pin(&self) -> Option<String> {
        self.app
            .open_store()
            .await
            .ok()?
            .meta(meta::KIOSK_PIN)
            .await
            .ok()?
    }
}

fn hash(salt: &str, pin: &str) -> Sha256Hex {
    let mut digest = Sha256Hex::of(format!("{salt}{pin}").as_bytes());
    for _ in 0..ROUNDS {
        digest = Sha256Hex::of(format!("{salt}{digest}").as_bytes());
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn the_same_pin_on_two_devices_has_two_hashes() {
        assert_eq!(hash("one", "1234"), hash("one", "1234"));
        assert_ne!(hash("one", "1234"), hash("two", "1234"));
        assert_ne!(hash("one", "1234"), hash("one", "1235"));
    }
}
