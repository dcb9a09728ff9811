//! 图N in reading order once people put plates of their own between the drafted ones, and the words
//! of the draft that lead to them. Not here: the draft's own numbers (`composer`).

use std::collections::BTreeMap;

use super::model::{Block, Content, Report, Span};

/// The number of a figure without one of its own yet.
pub(super) const UNNUMBERED: u32 = 0;

/// Numbers the figures anew where a plate has no number yet. `is_edited` tells blocks that hold a
/// person's words, which stay as they were typed.
pub(super) fn number_figures(report: &mut Report, is_edited: &dyn Fn(&str) -> bool) {
    let has_new = report
        .blocks()
        .filter_map(figure)
        .any(|it| it == UNNUMBERED);
    if !has_new {
        return;
    }
    let mut moved: BTreeMap<u32, u32> = BTreeMap::new();
    let mut next = 0;
    for block in blocks(report) {
        if let Some(number) = figure_mut(block) {
            next += 1;
            if *number != UNNUMBERED {
                moved.insert(*number, next);
            }
            *number = next;
        }
    }
    for block in blocks(report).filter(|block| !is_edited(&block.id)) {
        if let Content::Paragraph(spans) = &mut block.content {
            lead_to(spans, &moved);
        }
    }
}

fn blocks(report: &mut Report) -> impl Iterator<Item = &mut Block> {
    std::iter::once(&mut report.summary)
        .chain(&mut report.chapters)
        .chain(&mut report.annexes)
        .flat_map(|part| &mut part.sections)
        .flat_map(|section| &mut section.blocks)
}

fn figure(block: &Block) -> Option<u32> {
    match &block.content {
        Content::PhotoPlate(plate) => Some(plate.number),
        Content::PhotoPairs(pairs) => Some(pairs.number),
        Content::BarChart(chart) => Some(chart.number),
        Content::RadarChart(chart) => Some(chart.number),
        _ => None,
    }
}

fn figure_mut(block: &mut Block) -> Option<&mut u32> {
    match &mut block.content {
        Content::PhotoPlate(plate) => Some(&mut plate.number),
        Content::PhotoPairs(pairs) => Some(&mut pairs.number),
        Content::BarChart(chart) => Some(&mut chart.number),
        Content::RadarChart(chart) => Some(&mut chart.number),
        _ => None,
    }
}

/// 见图N: the number stands in the same span or is one of its own.
fn lead_to(spans: &mut [Span], moved: &BTreeMap<u32, u32>) {
    let mut behind_word = false;
    for span in spans {
        let (Span::Text(text) | Span::Figure { text, .. }) = span;
        let mut out = String::with_capacity(text.len());
        for (index, piece) in text.split('图').enumerate() {
            if index > 0 {
                out.push('图');
            }
            let digits = piece
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(piece.len());
            let (number, rest) = piece.split_at(digits);
            let new = number
                .parse()
                .ok()
                .and_then(|number: u32| moved.get(&number));
            match new.filter(|_| index > 0 || behind_word) {
                Some(new) => out.push_str(&new.to_string()),
                None => out.push_str(number),
            }
            out.push_str(rest);
        }
        behind_word = text.ends_with('图');
        *text = out;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_to_the_figure_under_its_new_number() {
        let moved = BTreeMap::from([(1, 1), (2, 3)]);
        let text = |text: &str| Span::Text(text.to_owned());
        let mut spans = vec![
            text("见图1和图2，"),
            text("另见图"),
            text("2"),
            text("共2处"),
        ];
        lead_to(&mut spans, &moved);
        let joined: String = spans.iter().map(Span::text).collect();
        assert_eq!(joined, "见图1和图3，另见图3共2处");
    }
}
