//! The code in a link and the receipt on the thank-you page: shape, spelling, hash.
//! Not here: where random bytes come from.

use crate::ids::Sha256Hex;

/// Digits and capitals without 0, O, 1 and I, which people confuse. 32 of them, so that five bits
/// choose one without bias.
pub const CODE_ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Characters of a code: 12 of 32 are 60 bits, far beyond guessing at a few tries a minute.
pub const CODE_CHARACTERS: usize = 12;

/// A link's code or a receipt: exactly [`CODE_CHARACTERS`] of [`CODE_ALPHABET`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RespondentCode(String);

impl RespondentCode {
    /// A code from random bytes; the low five bits of each choose a character.
    pub fn from_bytes(bytes: &[u8; CODE_CHARACTERS]) -> Self {
        let character = |byte: &u8| char::from(CODE_ALPHABET[usize::from(byte & 31)]);
        Self(bytes.iter().map(character).collect())
    }

    /// Reads what a person typed: small letters, spaces and hyphens are forgiven, anything else
    /// that is not a code is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let is_filler = |c: &char| *c == '-' || c.is_whitespace();
        let typed: String = text
            .chars()
            .take(4 * CODE_CHARACTERS)
            .filter(|c| !is_filler(c))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let fits = typed.len() == CODE_CHARACTERS
            && typed.bytes().all(|byte| CODE_ALPHABET.contains(&byte));
        fits.then_some(Self(typed))
    }

    /// As it stands in an address: twelve characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is printed: `ABCD-EFGH-JKLM`.
    pub fn in_fours(&self) -> String {
        let characters: Vec<char> = self.0.chars().collect();
        let fours = characters.chunks(4).map(|four| four.iter().collect());
        fours.collect::<Vec<String>>().join("-")
    }

    /// What is stored of it.
    pub fn hash(&self) -> Sha256Hex {
        Sha256Hex::of(self.0.as_bytes())
    }
}

/// The receipt of an answer session. It follows from the session's secret token, so that the
/// thank-you page can show it again while only hashes are stored.
pub fn receipt_of(session_token: &str) -> RespondentCode {
    let digest = Sha256Hex::of(format!("receipt {session_token}").as_bytes());
    let mut bytes = [0; CODE_CHARACTERS];
    for (byte, pair) in bytes.iter_mut().zip(digest.as_str().as_bytes().chunks(2)) {
        let text = std::str::from_utf8(pair).unwrap_or_default();
        *byte = u8::from_str_radix(text, 16).unwrap_or_default();
    }
    RespondentCode::from_bytes(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = RespondentCode::from_bytes(&[0, 1, 2, 3, 31, 30, 29, 28, 255, 8, 9, 10]);
        assert_eq!(code.as_str(), "2345ZYXWZABC");
        assert_eq!(code.in_fours(), "2345-ZYXW-ZABC");
        for typed in ["2345ZYXWZABC", "2345-zyxw-zabc", " 2345 zyxw zabc "] {
            assert_eq!(
                RespondentCode::parse(typed).as_ref(),
                Some(&code),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let long = "A".repeat(10_000);
        for typed in [
            "",
            "2345-ZYXW",
            "0345ZYXWZABC",
            "2345ZYXWZABCD",
            "２345ZYXWZABC",
            &long,
        ] {
            assert_eq!(RespondentCode::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_receipt_follows_from_the_session_and_from_nothing_else() {
        assert_eq!(receipt_of("a"), receipt_of("a"));
        assert_ne!(receipt_of("a"), receipt_of("b"));
        assert!(!receipt_of("a").as_str().is_empty());
    }
}
