//! Identifiers: uuid v7 (RFC 9562) from the clock and the browser's random numbers. An own few
//! lines, because the crate would bring a second source of randomness into the wasm.

use super::{now, random_bytes};

/// A new identifier: sorts by the millisecond it was made in.
pub fn new_id() -> String {
    let mut random = [0u8; 10];
    random_bytes(&mut random);
    uuid_v7(now().0.max(0) as u64, random)
}

fn uuid_v7(milliseconds: u64, random: [u8; 10]) -> String {
    let mut bytes = [0u8; 16];
    bytes[..6].copy_from_slice(&milliseconds.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&random);
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| &digits[range]);
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_the_rfcs_example() {
        // RFC 9562, appendix A.6: 2022-02-22T19:22:22Z.
        let random = [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
        assert_eq!(
            uuid_v7(0x017F_22E2_79B0, random),
            "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
        );
    }

    #[test]
    fn two_identifiers_differ() {
        assert_ne!(new_id(), new_id());
    }
}
