//! Data as Typst string literals: never markup, never code, only characters the fonts can print.
//! Not here: which strings a report has (`source`).

use super::fonts::PdfFonts;

/// Stands for a character no font has: PDF/A forbids empty glyphs, and nothing is left out unseen.
const UNKNOWN: char = '□';
/// Where an overlong word may break.
const BREAK: char = '\u{200b}';
/// A Latin letter is at most about so many tenths of the size wide.
const LETTER_TENTHS: usize = 7;

/// `"…"` for text within `points` at `size` tenths of a point: words longer than a line may break.
pub fn literal(text: &str, fonts: &PdfFonts, points: usize, size: usize) -> String {
    let letters = points * 100 / (size * LETTER_TENTHS).max(1);
    quote(&breakable(&printable(text, fonts), letters.max(1)))
}

/// `"…"` for a name that is not printed.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '\\' => quoted.push_str("\\\\"),
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            other if other.is_control() || other == BREAK => {
                quoted.push_str(&format!("\\u{{{:x}}}", u32::from(other)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// Control characters and those without a shape left out; what no font has as □.
pub fn printable(text: &str, fonts: &PdfFonts) -> String {
    let text = text.replace("\r\n", "\n");
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => printable.push('\n'),
            '\t' => printable.push(' '),
            other if other.is_control() || PdfFonts::ignores(other) => {}
            other if fonts.covers(other) && !is_private(other) => printable.push(other),
            other if other.is_whitespace() => printable.push(' '),
            _ if fonts.covers(UNKNOWN) => printable.push(UNKNOWN),
            _ => printable.push('?'),
        }
    }
    printable
}

/// Means nothing outside the program it was typed in.
fn is_private(character: char) -> bool {
    matches!(
        u32::from(character),
        0xe000..=0xf8ff | 0xf_0000..=0xf_ffff | 0x10_0000..=0x10_ffff
    )
}

/// Lets words of more than `letters` letters break anywhere; Chinese breaks by itself.
fn breakable(text: &str, letters: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    let within_word = |c: char| c < '\u{2e80}' && !c.is_whitespace();
    let mut broken = String::with_capacity(text.len());
    for run in characters.chunk_by(|one, two| within_word(*one) == within_word(*two)) {
        let overlong = run.len() > letters && run.first().is_some_and(|c| within_word(*c));
        for (index, character) in run.iter().enumerate() {
            if overlong && index > 0 {
                broken.push(BREAK);
            }
            broken.push(*character);
        }
    }
    broken
}
