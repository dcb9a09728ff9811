//! What a published text must not hold: numbers that reach or identify people, coordinates, names.
//! Not here: which parts of a report are published at all (`editions`).

use super::model::{Content, Report, Span};
use super::sentences as say;
use crate::problem::Problem;

/// Digits from which on a number in a text is left out.
const LONG_NUMBER: usize = 7;

/// What a run of letters, digits and signs within a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    /// Nothing to hide: words, amounts, days, years, codes, hashes.
    Plain,
    /// A telephone number.
    Phone,
    /// A number of an identity card.
    Identity,
    /// A decimal degree.
    Coordinate,
    /// Another long number.
    Long,
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+')
}

/// The parts of a text: runs, and what stands between them.
fn parts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = is_part(first);
        let end = rest.find(|c| is_part(c) != kind).unwrap_or(rest.len());
        let (part, further) = rest.split_at(end);
        found.push(part);
        rest = further;
    }
    found
}

fn kind(part: &str) -> Run {
    let part = part.trim_matches(['.', '-', '+']);
    let digits: String = part.chars().filter(char::is_ascii_digit).collect();
    let letters = part.chars().filter(char::is_ascii_alphabetic).count();
    let is_identity = part.len() == 18 && digits.len() >= 17 && letters + digits.len() == 18;
    if is_identity && (letters == 0 || part.ends_with(['X', 'x'])) {
        return Run::Identity;
    }
    if letters > 0 {
        return Run::Plain;
    }
    if part.contains('.') {
        return decimal(part);
    }
    let groups: Vec<usize> = part.split('-').map(str::len).collect();
    let is_day = groups == [4, 2, 2] || groups == [4, 4];
    let is_mobile = digits.len() == 11 && digits.starts_with('1')
        || digits.len() == 13 && digits.starts_with("861");
    let is_landline = digits.starts_with('0') && (10..=12).contains(&digits.len());
    if is_day {
        Run::Plain
    } else if is_mobile || is_landline {
        Run::Phone
    } else if digits.len() == 15 {
        Run::Identity
    } else if digits.len() >= LONG_NUMBER {
        Run::Long
    } else {
        Run::Plain
    }
}

/// Degrees are written with four decimals or more, amounts and rates with two.
fn decimal(part: &str) -> Run {
    match part.split_once('.') {
        Some((whole, decimals))
            if whole.len() <= 3
                && decimals.len() >= 4
                && decimals.chars().all(|c| c.is_ascii_digit()) =>
        {
            Run::Coordinate
        }
        _ => Run::Plain,
    }
}

/// The text without numbers that reach people and without coordinates.
pub(super) fn masked(text: &str) -> String {
    let words = |part: &&str| match kind(part) {
        Run::Plain => (*part).to_owned(),
        Run::Coordinate => say::COORDINATES_LEFT_OUT.to_owned(),
        Run::Phone | Run::Identity | Run::Long => say::NUMBER_LEFT_OUT.to_owned(),
    };
    parts(text).iter().map(words).collect()
}

/// A span without names and such numbers. A figure that is one whole number stays, unless it is a
/// telephone's or an identity card's: it was computed.
pub(super) fn public_span(span: &mut Span, names: &[String]) {
    let (text, is_figure) = match span {
        Span::Text(text) => (text, false),
        Span::Figure { text, .. } => (text, true),
    };
    let whole = parts(text).len() == 1;
    if !(is_figure && whole && matches!(kind(text), Run::Long | Run::Plain)) {
        *text = masked(text);
    }
    *text = without_names(text, names);
}

/// Names become 某某; longer ones first, so that no part of one is left.
pub(super) fn without_names(text: &str, names: &[String]) -> String {
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_by_key(|name| std::cmp::Reverse(name.len()));
    sorted.into_iter().fold(text.to_owned(), |text, name| {
        text.replace(name.as_str(), say::SOMEBODY)
    })
}

/// What a published report must not hold: `REPORT_PUBLIC_PHONE`, `REPORT_PUBLIC_IDENTITY`,
/// `REPORT_PUBLIC_COORDINATES`. The place is a block's id.
pub fn scan_public(report: &Report) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (label, value) in &report.cover.lines {
        problems.extend(scan("cover", label));
        problems.extend(scan("cover", value));
    }
    for block in report.blocks() {
        for span in block.spans() {
            problems.extend(scan(&block.id, span.text()));
        }
        match &block.content {
            Content::BarChart(chart) => {
                problems.extend(
                    chart
                        .bars
                        .iter()
                        .flat_map(|bar| scan(&block.id, &bar.label)),
                );
            }
            Content::GapList(gaps) => {
                problems.extend(gaps.iter().flat_map(|gap| scan(&block.id, &gap.missing)));
            }
            Content::SignaturePlace(place) => {
                problems.extend(place.lines.iter().flat_map(|line| scan(&block.id, &line.1)));
            }
            _ => {}
        }
    }
    problems
}

fn scan(block: &str, text: &str) -> Vec<Problem> {
    let problem = |part: &str| {
        let code = match kind(part) {
            Run::Phone => "REPORT_PUBLIC_PHONE",
            Run::Identity => "REPORT_PUBLIC_IDENTITY",
            Run::Coordinate => "REPORT_PUBLIC_COORDINATES",
            Run::Plain | Run::Long => return None,
        };
        Some(Problem::new(code).at_path(block))
    };
    parts(text).into_iter().filter_map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_reach_people_are_left_out_and_amounts_days_and_codes_stay() {
        let text = "电话13800138000、010-66668888，证件11010519491231002X，位置27.14140, 111.47699";
        let left = masked(text);
        assert_eq!(
            left,
            "电话（号码略）、（号码略），证件（号码略），位置（坐标略）, （坐标略）"
        );
        for plain in [
            "1234567.89万元",
            "2026-11-18 14:02",
            "2018-2019年",
            "P-012-05、S-001",
            "5f3c9f1f0a0d9f2f5b7a4f0c6a9f7e6d1c2b3a49586776859403122130415263",
            "上会湘报字(2022)第0001号",
        ] {
            assert_eq!(masked(plain), plain);
        }
    }

    #[test]
    fn a_name_is_replaced_also_within_a_longer_text() {
        let names = vec!["王建".to_owned(), "王建国".to_owned()];
        assert_eq!(without_names("见证人王建国。", &names), "见证人某某。");
    }
}
