//! Numbers as people write them in a 自评表: `≥90%`, `12公里`, 不低于95%, 100人次以上.
//! Not here: amounts of money (`crate::money`), what is done with the numbers (`checks`).

use crate::scoring::exact::{Exact, parse_exact};

/// What a written number says about the value that it bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `95%`, `=95%`.
    Exactly,
    /// `≥95%`, 不低于95%, 95%以上.
    AtLeast,
    /// `≤5%`, 不超过5%, 5%以下.
    AtMost,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What the number bounds.
    pub bound: Bound,
    /// The number before its unit: 95 for `95%`.
    pub number: Exact,
    /// The unit without spaces, for example `%` or 公里; empty when there is none.
    pub unit: String,
}

/// Signs and words before a number; a longer one stands before its own beginning.
const LEADING: [(&str, Bound); 24] = [
    ("≥", Bound::AtLeast),
    ("≧", Bound::AtLeast),
    (">=", Bound::AtLeast),
    (">", Bound::AtLeast),
    ("≤", Bound::AtMost),
    ("≦", Bound::AtMost),
    ("<=", Bound::AtMost),
    ("<", Bound::AtMost),
    ("=", Bound::Exactly),
    ("不低于", Bound::AtLeast),
    ("不少于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("大于等于", Bound::AtLeast),
    ("大于或等于", Bound::AtLeast),
    ("大于", Bound::AtLeast),
    ("高于", Bound::AtLeast),
    ("不高于", Bound::AtMost),
    ("不超过", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("小于等于", Bound::AtMost),
    ("小于或等于", Bound::AtMost),
    ("小于", Bound::AtMost),
    ("低于", Bound::AtMost),
    ("少于", Bound::AtMost),
];

/// Words behind a unit.
const TRAILING: [(&str, Bound); 6] = [
    ("及以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
];

/// Reads a leading comparison, a number and a unit. `None` for words, ranges, dates and ratios:
/// whatever has a second number in it.
pub fn read_figure(text: &str) -> Option<Figure> {
    let plain = plain(text);
    let (leading, rest) = without_leading(&plain);
    let (sign, body) = match rest.strip_prefix('-') {
        Some(body) => ("-", body),
        None => ("", rest),
    };
    let is_number = |letter: char| matches!(letter, '0'..='9' | '.' | ',');
    let end = body
        .find(|letter: char| !is_number(letter))
        .unwrap_or(body.len());
    let (digits, unit) = body.split_at(end);
    let digits = without_thousands(digits)?;
    let number = parse_exact(&format!("{sign}{digits}"))?;
    let (trailing, unit) = without_trailing(unit);
    let unit = unit.replace("m2", "㎡").replace("m3", "㎥");
    let has_number = unit.chars().any(|letter| letter.is_ascii_digit());
    let bound = leading.or(trailing).unwrap_or(Bound::Exactly);
    (!has_number).then_some(Figure {
        bound,
        number,
        unit,
    })
}

fn without_leading(text: &str) -> (Option<Bound>, &str) {
    let found = LEADING
        .iter()
        .find_map(|(sign, bound)| Some((Some(*bound), text.strip_prefix(*sign)?)));
    found.unwrap_or((None, text))
}

fn without_trailing(unit: &str) -> (Option<Bound>, &str) {
    let found = TRAILING
        .iter()
        .find_map(|(word, bound)| Some((Some(*bound), unit.strip_suffix(*word)?)));
    found.unwrap_or((None, unit))
}

/// `1,686.5` without its commas; `None` where they do not part thousands, as in `12,13`.
fn without_thousands(digits: &str) -> Option<String> {
    let whole = digits.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default().len();
    let is_parted = whole.contains(',');
    let is_sound = (1..=3).contains(&first) && groups.all(|group| group.len() == 3);
    let has_late_comma = digits[whole.len()..].contains(',');
    ((!is_parted || is_sound) && !has_late_comma).then(|| digits.replace(',', ""))
}

/// Half-width letters and signs, without any white space or invisible character.
pub(super) fn plain(text: &str) -> String {
    let is_shown = |letter: &char| {
        let is_invisible = matches!(*letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
        !is_invisible && !letter.is_whitespace() && !letter.is_control()
    };
    text.chars().filter(is_shown).map(half_width).collect()
}

fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter) - 0xff01 + 0x21).unwrap_or(letter)
        }
        '\u{2212}' => '-',
        other => other,
    }
}

/// Whether a cell is masked as in 「**条」: missing, never zero (seed row S3-14).
pub(super) fn is_masked(text: &str) -> bool {
    let plain = plain(text);
    plain == "*" || plain.contains("**")
}

/// Whether a cell says "nothing": empty, or one of the signs that stand for it.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(
        plain(text).as_str(),
        "" | "-" | "--" | "—" | "——" | "/" | "无"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Bound, String, String) {
        let figure = read_figure(text).expect("a figure");
        let number = crate::scoring::exact::exact_text(&figure.number);
        (figure.bound, number, figure.unit)
    }

    fn figure(bound: Bound, number: &str, unit: &str) -> (Bound, String, String) {
        (bound, number.to_owned(), unit.to_owned())
    }

    #[test]
    fn a_number_is_read_with_its_comparison_and_its_unit() {
        assert_eq!(read("≥ 90％"), figure(Bound::AtLeast, "90", "%"));
        assert_eq!(read("12.5公里"), figure(Bound::Exactly, "12.5", "公里"));
        assert_eq!(read("不超过5%"), figure(Bound::AtMost, "5", "%"));
        assert_eq!(read("100人次以上"), figure(Bound::AtLeast, "100", "人次"));
        assert_eq!(read("1,686"), figure(Bound::Exactly, "1686", ""));
        assert_eq!(read("-3"), figure(Bound::Exactly, "-3", ""));
        assert_eq!(read("20m2"), figure(Bound::Exactly, "20", "㎡"));
    }

    #[test]
    fn words_ranges_dates_and_lists_are_no_figures() {
        for text in [
            "",
            "显著提高",
            "90%-95%",
            "2020年12月底",
            "1:3",
            "12,13个",
            "**条",
        ] {
            assert_eq!(read_figure(text), None, "{text}");
        }
    }

    #[test]
    fn two_stars_are_missing_and_a_dash_is_nothing() {
        assert!(is_masked("**条") && is_masked("＊＊") && !is_masked("3*5"));
        assert!(is_nothing(" — ") && !is_nothing("0"));
    }
}
