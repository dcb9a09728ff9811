//! Identifiers, tokens and passwords from the operating system's generator. Nothing else draws.

use crate::service::ServiceError;

/// A new uuid v7.
pub fn identifier() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// 256 random bits as hexadecimal, for a session cookie.
pub fn token() -> Result<String, ServiceError> {
    let mut bytes = [0u8; 32];
    fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A seed for a draw nobody chose by hand.
pub fn seed() -> Result<u64, ServiceError> {
    let mut bytes = [0u8; 8];
    fill(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// A password people can read to each other: 16 letters and digits without look-alikes, in fours.
pub fn password() -> Result<String, ServiceError> {
    // 32 characters, so that a byte's low five bits choose without bias.
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0u8; 16];
    fill(&mut bytes)?;
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
        .collect();
    Ok(letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect::<Vec<String>>()
        .join("-"))
}

/// Random bytes.
pub fn fill(bytes: &mut [u8]) -> Result<(), ServiceError> {
    getrandom::fill(bytes).map_err(|e| ServiceError::Internal(format!("random numbers: {e}")))
}
