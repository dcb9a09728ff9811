//! Chance that is no chance: `random()`, `uuid()` and shuffled choices grow from the session's
//! seed, so that the same session always gives the same. Not here: drawing samples (`sampling`),
//! which must be redone by anyone.

use super::Value;
use crate::ids::Sha256Hex;

/// The modulus and the factor of Park and Miller's generator, which the XForms standard names for
/// shuffling.
const MODULUS: i64 = 2_147_483_647;
const FACTOR: i64 = 16_807;

/// `random()` or `uuid()` of a place.
pub(super) fn call(name: &str, seed: &str, place: &str) -> Value {
    let digest = Sha256Hex::of(format!("{seed} {name} {place}").as_bytes());
    let hex = digest.as_str();
    match name {
        "uuid" => Value::Text(format!(
            "{}-{}-4{}-a{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[13..16],
            &hex[17..20],
            &hex[20..32]
        )),
        _ => {
            let bits = u32::from_str_radix(&hex[..8], 16).unwrap_or(0);
            Value::Number(f64::from(bits) / 4_294_967_296.0)
        }
    }
}

/// A list in the order that the XForms standard's `randomize()` gives it for a seed: each entry
/// changes places with one that stands before it, or stays.
pub(in crate::instrument) fn shuffled<T>(list: Vec<T>, seed: &str) -> Vec<T> {
    let number: Option<i64> = seed.trim().parse::<f64>().ok().map(|seed| seed as i64);
    let number = number.unwrap_or_else(|| {
        let digest = Sha256Hex::of(seed.as_bytes());
        i64::from(u32::from_str_radix(&digest.as_str()[..8], 16).unwrap_or(1))
    });
    let mut state = number % MODULUS;
    if state <= 0 {
        state += MODULUS - 1;
    }
    let mut shuffled = Vec::with_capacity(list.len());
    for (index, entry) in list.into_iter().enumerate() {
        state = state * FACTOR % MODULUS;
        let share = (state - 1) as f64 / (MODULUS - 1) as f64;
        shuffled.push(entry);
        shuffled.swap(index, (share * (index + 1) as f64) as usize);
    }
    shuffled
}
