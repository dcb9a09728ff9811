//! What a published text must not hold: numbers that reach or identify people, coordinates, names.
//! Not here: which parts of a report are published at all (`editions`).

use super::inputs::ReportInputs;
use super::model::{Bar, Content, Report, Span};
use super::people_names::people;
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

/// Degrees are written with four decimals or more; so may be measures and quotients, which is why
/// only `runs` says what is one.
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

/// What stands between the two of a place.
const SEPARATORS: &str = ",，、;；/ \u{3000}°";
/// What stands before or behind degrees.
const DEGREES: [&str; 8] = ["纬", "经", "坐标", "°", "度", "北", "东", "N"];

/// Each part of a text with what it is. A decimal is a degree beside another one, with nothing but
/// signs between, or beside a word for degrees; by itself it is a measure.
fn runs<'t>(parts: &[&'t str]) -> Vec<(&'t str, Run)> {
    let kinds: Vec<Run> = parts.iter().map(|part| kind(part)).collect();
    let is_degree = |place: usize| kinds.get(place) == Some(&Run::Coordinate);
    let between = |place: usize| {
        let part = parts.get(place).copied().unwrap_or_default();
        part.chars().count() <= 3 && part.chars().all(|c| SEPARATORS.contains(c))
    };
    let is_paired = |place: usize| {
        let before = place >= 2 && is_degree(place - 2) && between(place - 1);
        let behind = is_degree(place + 2) && between(place + 1);
        before || behind
    };
    let is_named = |place: usize| {
        let before = place.checked_sub(1).and_then(|it| parts.get(it));
        let behind = parts.get(place + 1);
        let ends = |part: &&str| DEGREES.iter().any(|word| part.trim_end().ends_with(word));
        let begins = |part: &&str| part.starts_with(['°', '度']);
        before.is_some_and(ends) || behind.is_some_and(begins)
    };
    let found = |(place, part): (usize, &&'t str)| {
        let run = match kinds.get(place) {
            Some(Run::Coordinate) if !is_paired(place) && !is_named(place) => Run::Plain,
            Some(run) => *run,
            None => Run::Plain,
        };
        (*part, run)
    };
    parts.iter().enumerate().map(found).collect()
}

/// Digits of full width are digits too.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(narrow).collect()
}

/// The text without numbers that reach people and without coordinates.
fn masked(text: &str) -> String {
    let words = |(part, run): &(&str, Run)| match run {
        Run::Plain => (*part).to_owned(),
        Run::Coordinate => say::COORDINATES_LEFT_OUT.to_owned(),
        Run::Phone | Run::Identity | Run::Long => say::NUMBER_LEFT_OUT.to_owned(),
    };
    let narrow = half_width(text);
    let runs = runs(&parts(&narrow));
    if runs.iter().all(|(_, run)| *run == Run::Plain) {
        return text.to_owned();
    }
    runs.iter().map(words).collect()
}

/// The people whose names must not be published, longer names first so that no part of one is
/// left.
pub(super) struct Names(Vec<String>);

impl Names {
    /// Everybody that the inputs name.
    pub fn of(inputs: &ReportInputs) -> Self {
        Self::from(people(inputs))
    }

    fn from(mut names: Vec<String>) -> Self {
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        Self(names)
    }

    /// Leaves names, numbers that reach people and coordinates out of a text.
    pub fn hide_in(&self, text: &mut String) {
        *text = self.hidden(&masked(text));
    }

    fn hidden(&self, text: &str) -> String {
        let without = |text: String, name: &String| text.replace(name.as_str(), say::SOMEBODY);
        self.0.iter().fold(text.to_owned(), without)
    }
}

/// A span without names, such numbers and its sources, whose keys are nobody's business. A figure
/// that is one whole number stays, unless it is a telephone's or an identity card's: it was
/// computed.
pub(super) fn public_span(span: &mut Span, names: &Names) {
    let (text, is_figure) = match &*span {
        Span::Text(text) => (text, false),
        Span::Figure { text, .. } => (text, true),
    };
    let whole = parts(text).len() == 1;
    let keeps = is_figure && whole && matches!(kind(text), Run::Long | Run::Plain);
    let text = if keeps { text.clone() } else { masked(text) };
    *span = Span::Text(names.hidden(&text));
}

/// What a published report must not hold: `REPORT_PUBLIC_PHONE`, `REPORT_PUBLIC_IDENTITY`,
/// `REPORT_PUBLIC_COORDINATES`, `REPORT_PUBLIC_NAME`. The place is a block's id.
pub fn scan_public(report: &Report, inputs: &ReportInputs) -> Vec<Problem> {
    let mut scan = Scan {
        names: Names::of(inputs),
        problems: Vec::new(),
    };
    scan.text("cover", &report.title);
    for (label, value) in &report.cover.lines {
        scan.text("cover", label);
        scan.text("cover", value);
    }
    for part in report.parts() {
        scan.text(&part.id, &part.heading);
        for section in &part.sections {
            scan.text(&section.id, section.heading.as_deref().unwrap_or_default());
        }
    }
    for block in report.blocks() {
        for span in block.spans() {
            scan.text(&block.id, span.text());
        }
        scan.content(&block.id, &block.content);
    }
    scan.problems
}

/// What was found so far.
struct Scan {
    names: Names,
    problems: Vec<Problem>,
}

impl Scan {
    /// All but the spans.
    fn content(&mut self, block: &str, content: &Content) {
        match content {
            Content::Paragraph(_) => {}
            Content::Table(table) => self.text(block, &table.title),
            Content::PhotoPlate(plate) => {
                self.text(block, &plate.title);
                for photo in &plate.photos {
                    self.text(block, &photo.alternative);
                }
            }
            Content::PhotoPairs(pairs) => {
                self.text(block, &pairs.title);
                for (before, after) in &pairs.pairs {
                    self.text(block, &before.alternative);
                    self.text(block, &after.alternative);
                }
            }
            Content::BarChart(chart) => self.bars(block, &chart.title, &chart.bars),
            Content::RadarChart(chart) => self.bars(block, &chart.title, &chart.axes),
            Content::GapList(gaps) => {
                for gap in gaps {
                    self.text(block, &gap.place);
                    self.text(block, &gap.missing);
                }
            }
            Content::SignaturePlace(place) => {
                for (_, names) in &place.lines {
                    self.text(block, names);
                }
            }
        }
    }

    fn bars(&mut self, block: &str, title: &str, bars: &[Bar]) {
        self.text(block, title);
        for bar in bars {
            self.text(block, &bar.label);
        }
    }

    fn text(&mut self, block: &str, text: &str) {
        let narrow = half_width(text);
        for (_, run) in runs(&parts(&narrow)) {
            match run {
                Run::Phone => self.found("REPORT_PUBLIC_PHONE", block),
                Run::Identity => self.found("REPORT_PUBLIC_IDENTITY", block),
                Run::Coordinate => self.found("REPORT_PUBLIC_COORDINATES", block),
                Run::Plain | Run::Long => {}
            }
        }
        match spaced(&narrow) {
            Some(Run::Phone) => self.found("REPORT_PUBLIC_PHONE", block),
            Some(Run::Identity) => self.found("REPORT_PUBLIC_IDENTITY", block),
            _ => {}
        }
        if self.names.0.iter().any(|name| text.contains(name.as_str())) {
            self.found("REPORT_PUBLIC_NAME", block);
        }
    }

    fn found(&mut self, code: &str, block: &str) {
        let problem = Problem::new(code).at_path(block);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

/// A telephone's or an identity card's number in groups with blanks between them, as people write
/// them: 138 0013 8000.
fn spaced(text: &str) -> Option<Run> {
    let groups: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let is_digits = |group: &&str| group.chars().all(|c| c.is_ascii_digit());
    let lengths = |window: &[&str]| [window[0].len(), window[1].len(), window[2].len()];
    groups.windows(3).find_map(|window| match lengths(window) {
        [3, 4, 4] if window.iter().all(is_digits) && window[0].starts_with('1') => Some(Run::Phone),
        [6, 8, 4] if window.iter().take(2).all(&is_digits) => Some(Run::Identity),
        _ => None,
    })
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
        assert_eq!(masked("北纬27.14140°"), "北纬（坐标略）°");
        for plain in [
            "1234567.89万元",
            "2026-11-18 14:02",
            "2018-2019年",
            "P-012-05、S-001",
            "5f3c9f1f0a0d9f2f5b7a4f0c6a9f7e6d1c2b3a49586776859403122130415263",
            "上会湘报字(2022)第0001号",
            "实际修复里程80.10691公里；(476.8267 − 469.6250) ÷ 476.8267 = 1.51%",
            "平均3.938667（设计4）",
        ] {
            assert_eq!(masked(plain), plain);
        }
    }

    #[test]
    fn a_name_is_replaced_also_within_a_longer_text() {
        let names = Names::from(vec!["王建".to_owned(), "王建国".to_owned()]);
        assert_eq!(names.hidden("见证人王建国。"), "见证人某某。");
    }

    #[test]
    fn digits_of_full_width_are_hidden_and_groups_with_blanks_are_found() {
        assert_eq!(masked("电话１３８００１３８０００。"), "电话（号码略）。");
        assert_eq!(masked("第１期"), "第１期");
        assert_eq!(spaced("电话138 0013 8000"), Some(Run::Phone));
        assert_eq!(spaced("证件 110105 19491231 002X"), Some(Run::Identity));
        assert_eq!(spaced("2018 2019 2020"), None);
    }
}
