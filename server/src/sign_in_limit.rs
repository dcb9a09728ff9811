//! Slows down guessing: after ten failures a name rests for a quarter of an hour.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::time::Timestamp;

const FAILURES: u32 = 10;
const REST_MILLISECONDS: i64 = 15 * 60 * 1000;
/// Names remembered at a time; a flood of invented names must not fill the memory.
const NAMES: usize = 10_000;

/// Failures per sign-in name, in memory: a restart forgives.
#[derive(Clone, Default)]
pub struct SignInLimit(Arc<Mutex<HashMap<String, (u32, Timestamp)>>>);

impl SignInLimit {
    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<String, (u32, Timestamp)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether another try is allowed now.
    pub fn may_try(&self, login: &str, now: Timestamp) -> bool {
        self.map().get(login).is_none_or(|(failures, last)| {
            *failures < FAILURES || now.0 - last.0 > REST_MILLISECONDS
        })
    }

    /// Notes a failure.
    pub fn failed(&self, login: &str, now: Timestamp) {
        let mut map = self.map();
        if map.len() >= NAMES {
            map.retain(|_, (_, last)| now.0 - last.0 <= REST_MILLISECONDS);
        }
        if map.len() >= NAMES && !map.contains_key(login) {
            return;
        }
        let entry = map
            .entry(login.chars().take(100).collect())
            .or_insert((0, now));
        if now.0 - entry.1.0 > REST_MILLISECONDS {
            entry.0 = 0;
        }
        *entry = (entry.0 + 1, now);
    }

    /// Forgives.
    pub fn succeeded(&self, login: &str) {
        self.map().remove(login);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_failures_make_a_name_rest_for_a_quarter_of_an_hour() {
        let limit = SignInLimit::default();
        let start = Timestamp(1_000_000);
        for _ in 0..FAILURES {
            assert!(limit.may_try("wang", start));
            limit.failed("wang", start);
        }
        assert!(!limit.may_try("wang", start));
        assert!(limit.may_try("li", start), "another name is not touched");
        assert!(limit.may_try("wang", Timestamp(start.0 + REST_MILLISECONDS + 1)));
    }
}
