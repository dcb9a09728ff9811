//! Data as Typst string literals: never markup, never code, only characters the fonts can print.
//! Not here: which strings a report has (`source`).

use super::fonts::PdfFonts;
use crate::render::fitting::{is_within_word, width};

/// Stands for a character no font has: PDF/A forbids empty glyphs, and nothing is left out unseen.
const UNKNOWN: char = '□';
/// Where an overlong word may break. `words` of the template puts room for a break in its place,
/// so that no such character reaches the page.
const BREAK: char = '\u{200b}';
/// A word of more letters breaks at every eighth only.
const LONG_WORD: usize = 200;
const LONG_PIECE: usize = 8;

/// `"…"` for text within `room` at `size`, both tenths of a point: words longer than a line may
/// break. Shorter ones, and so numbers, dates and codes, never do.
pub fn literal(text: &str, fonts: &PdfFonts, room: usize, size: usize) -> String {
    quote(&breakable(&printable(text, fonts), room, size))
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

/// Lets words wider than the room break anywhere; Chinese breaks by itself.
fn breakable(text: &str, room: usize, size: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut broken = String::with_capacity(text.len());
    for run in characters.chunk_by(|one, two| is_within_word(*one) == is_within_word(*two)) {
        let word: String = run.iter().collect();
        let is_word = run.first().is_some_and(|c| is_within_word(*c));
        if !is_word || width(&word, size) <= room {
            broken.push_str(&word);
            continue;
        }
        let piece = if run.len() > LONG_WORD { LONG_PIECE } else { 1 };
        for (index, letters) in run.chunks(piece).enumerate() {
            if index > 0 {
                broken.push(BREAK);
            }
            broken.extend(letters);
        }
    }
    broken
}
