//! How often strangers may try: wrong codes, and questionnaires begun, from one address and in all.
//! In memory, bounded, forgotten at a restart. Not here: what a code leads to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::Sha256Hex;
use domain::time::Timestamp;

use crate::randomness;

const MINUTE: i64 = 60_000;
/// Wrong codes from one address in a quarter of an hour: a card misread a few times passes.
const MISSES: u32 = 20;
const MISS_WINDOW: i64 = 15 * MINUTE;
/// Wrong codes from all addresses together; beyond that one miss makes an address wait.
const ALL_MISSES: u32 = 500;
/// Questionnaires begun at posters from one address in ten minutes: a village meeting behind one
/// router passes.
const BEGINNINGS: u32 = 60;
const BEGIN_WINDOW: i64 = 10 * MINUTE;
/// Addresses remembered at a time.
const ADDRESSES: usize = 20_000;

/// Counts within windows of fixed length, by address.
struct Windows {
    length: i64,
    counts: HashMap<String, (u32, i64)>,
}

impl Windows {
    fn new(length: i64) -> Self {
        Self {
            length,
            counts: HashMap::new(),
        }
    }

    /// Count and beginning of the address's present window.
    fn present(&self, address: &str, now: i64) -> (u32, i64) {
        let known = self.counts.get(address).copied();
        known
            .filter(|(_, began)| now - began < self.length)
            .unwrap_or((0, now))
    }

    fn add(&mut self, address: &str, now: i64) {
        let (count, began) = self.present(address, now);
        if self.counts.len() >= ADDRESSES && !self.counts.contains_key(address) {
            let length = self.length;
            self.counts.retain(|_, (_, began)| now - *began < length);
        }
        if self.counts.len() >= ADDRESSES && !self.counts.contains_key(address) {
            let oldest = self.counts.iter().min_by_key(|(_, (_, began))| *began);
            if let Some(oldest) = oldest.map(|(address, _)| address.clone()) {
                self.counts.remove(&oldest);
            }
        }
        self.counts.insert(address.to_owned(), (count + 1, began));
    }

    /// When to try again, if `limit` is used up.
    fn exhausted(&self, address: &str, limit: u32, now: i64) -> Option<Timestamp> {
        let (count, began) = self.present(address, now);
        (count >= limit).then_some(Timestamp(began + self.length))
    }
}

struct Counts {
    misses: Windows,
    all_misses: Windows,
    beginnings: Windows,
}

/// Shared by all requests of respondents.
#[derive(Clone)]
pub struct RespondentGate {
    counts: Arc<Mutex<Counts>>,
    /// Keys the hashes that tell one phone from another. Never stored: after a restart, or without
    /// this process, a stored hash leads to no address.
    key: Arc<str>,
}

impl Default for RespondentGate {
    fn default() -> Self {
        Self {
            counts: Arc::new(Mutex::new(Counts {
                misses: Windows::new(MISS_WINDOW),
                all_misses: Windows::new(MISS_WINDOW),
                beginnings: Windows::new(BEGIN_WINDOW),
            })),
            // Without random numbers no session could begin either; the hashes then say less.
            key: randomness::token().unwrap_or_default().into(),
        }
    }
}

impl RespondentGate {
    fn counts(&self) -> std::sync::MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this address may try a code now; else when to try again.
    pub fn may_try(&self, address: &str, now: Timestamp) -> Result<(), Timestamp> {
        let counts = self.counts();
        let under_attack = counts.all_misses.exhausted("", ALL_MISSES, now.0).is_some();
        let limit = if under_attack { 1 } else { MISSES };
        counts
            .misses
            .exhausted(address, limit, now.0)
            .map_or(Ok(()), Err)
    }

    /// A code that leads nowhere was tried.
    pub fn missed(&self, address: &str, now: Timestamp) {
        let mut counts = self.counts();
        counts.misses.add(address, now.0);
        counts.all_misses.add("", now.0);
    }

    /// Counts a questionnaire begun at a poster, or says when to try again.
    pub fn begin(&self, address: &str, now: Timestamp) -> Result<(), Timestamp> {
        let mut counts = self.counts();
        if let Some(again) = counts.beginnings.exhausted(address, BEGINNINGS, now.0) {
            return Err(again);
        }
        counts.beginnings.add(address, now.0);
        Ok(())
    }

    /// A name for the phone that asks, good for this process only: a signal, never a proof.
    pub fn origin(&self, address: &str, agent: &str) -> String {
        let text = format!("{}\n{address}\n{agent}", self.key);
        Sha256Hex::of(text.as_bytes()).as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_000_000);

    #[test]
    fn twenty_wrong_codes_make_an_address_wait_and_no_other() {
        let gate = RespondentGate::default();
        for _ in 0..MISSES {
            assert_eq!(gate.may_try("a", START), Ok(()));
            gate.missed("a", START);
        }
        let again = Timestamp(START.0 + MISS_WINDOW);
        assert_eq!(gate.may_try("a", START), Err(again));
        assert_eq!(gate.may_try("b", START), Ok(()));
        assert_eq!(gate.may_try("a", again), Ok(()));
    }

    #[test]
    fn guessing_from_everywhere_slows_guessers_and_nobody_else() {
        let gate = RespondentGate::default();
        for number in 0..ALL_MISSES {
            gate.missed(&format!("guesser {number}"), START);
        }
        assert!(gate.may_try("guesser 7", START).is_err());
        assert_eq!(gate.may_try("a villager", START), Ok(()));
    }

    #[test]
    fn a_flood_of_addresses_fills_no_memory() {
        let mut windows = Windows::new(MISS_WINDOW);
        for number in 0..ADDRESSES + 50 {
            windows.add(&number.to_string(), START.0);
        }
        assert_eq!(windows.counts.len(), ADDRESSES);
    }

    #[test]
    fn a_phone_is_told_apart_within_one_process_only() {
        let (gate, other) = (RespondentGate::default(), RespondentGate::default());
        assert_eq!(gate.origin("a", "x"), gate.origin("a", "x"));
        assert_ne!(gate.origin("a", "x"), gate.origin("a", "y"));
        assert_ne!(gate.origin("a", "x"), other.origin("a", "x"));
    }
}
