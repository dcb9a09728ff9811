//! One spelling for what people type in several: full-width letters and digits, brackets, spaces.
//! Not here: the meaning of a cell. This is the part of Unicode's NFKC that lists from Chinese
//! offices need; the whole of NFKC would also change units such as ㎡ that people want kept.

use rust_decimal::Decimal;

/// For codes, numbers and headings: full-width ASCII (！ to ～) becomes ASCII, every kind of space
/// one plain space, invisible characters vanish, spaces at the ends go.
pub fn plain_ascii(text: &str) -> String {
    spaced_once(
        text.chars()
            .filter(|letter| !is_invisible(*letter))
            .map(half_width),
    )
}

/// For names of projects, units and places: as [`plain_ascii`] for letters and digits, but with
/// the full-width brackets of Chinese print, so that `农业局(本级)` and `农业局（本级）` are one.
pub fn plain_chinese(text: &str) -> String {
    let visible = text.chars().filter(|letter| !is_invisible(*letter));
    spaced_once(visible.map(|letter| match letter {
        '(' => '（',
        ')' => '）',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＋' | '－' | '＊' => half_width(letter),
        other => other,
    }))
}

/// Whether a cell is masked as in 「各类绩效指标**条」: missing, never zero (seed row S3-14).
pub fn is_masked(text: &str) -> bool {
    let plain = plain_ascii(text);
    plain == "*" || plain.contains("**")
}

/// Whether a cell says "nothing": empty, or one of the dashes that stand for it.
pub fn is_nothing(text: &str) -> bool {
    matches!(
        plain_ascii(text).as_str(),
        "" | "-" | "--" | "—" | "——" | "/" | "无"
    )
}

/// A decimal number as people write it: thousands separators and spaces allowed. Exact; `None`
/// when it is not a number or has more digits than can be held.
pub fn decimal(text: &str) -> Option<Decimal> {
    let plain = plain_ascii(text);
    let digits: String = plain
        .chars()
        .filter(|letter| !matches!(letter, ',' | ' '))
        .collect();
    Decimal::from_str_exact(digits.strip_prefix('+').unwrap_or(&digits)).ok()
}

fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter) - 0xff01 + 0x21).unwrap_or(letter)
        }
        '\u{2212}' | '\u{2010}' | '\u{2011}' => '-',
        '￥' => '¥',
        other => other,
    }
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn spaced_once(letters: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    for letter in letters {
        if !letter.is_whitespace() && !letter.is_control() {
            text.push(letter);
        } else if !text.ends_with(' ') {
            text.push(' ');
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_letters_digits_and_spaces_become_plain() {
        assert_eq!(plain_ascii("　ＤＬ０００１ "), "DL0001");
        assert_eq!(plain_ascii("批复金额（万元）"), "批复金额(万元)");
        assert_eq!(plain_chinese("农业局(本级) ２号桥"), "农业局（本级） 2号桥");
        assert_eq!(decimal("１，６８６．００００"), decimal("1686"));
    }

    #[test]
    fn two_stars_are_missing_and_a_dash_is_nothing() {
        assert!(is_masked("**条") && is_masked("＊＊"));
        assert!(!is_masked("3*5"));
        assert!(is_nothing(" — ") && !is_nothing("0"));
    }
}
