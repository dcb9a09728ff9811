//! Cover, contents, headings, body text, gaps and the place for signatures.
//! Not here: tables (`table`), pictures (`picture`).

use docx_rs::{
    AlignmentType, FieldCharType, InstrText, InstrToC, LineSpacing, LineSpacingType, Paragraph,
    Run, SpecialIndentType, Table, TableCell, TableCellBorderPosition, TableLayoutType, TableRow,
    WidthType,
};
use domain::report::{Report, ReportGap, SignaturePlace, Span, labels};

use super::styles::{self, FANG_SONG, HEI, KAI, SIZE_2, SIZE_3, TITLE_SONG};
use super::{Item, page};
use crate::render::fitting::{TextSize, width};

/// Labels of cover and signature lines take this much of 8845 twentieths of a point.
const LABEL_WIDTH: usize = 3_300;

/// A paragraph of running text, in letters of its own size where one is given.
pub fn body(spans: &[Span], size: Option<TextSize>) -> Paragraph {
    let text: String = spans.iter().map(Span::text).collect();
    sized(Paragraph::new().style("BodyText"), &text, size)
}

/// Tenths of a point are two twentieths of it and a fifth of half ones.
fn sized(paragraph: Paragraph, text: &str, size: Option<TextSize>) -> Paragraph {
    let run = styles::styled_run(text);
    let Some(size) = size else {
        return paragraph.add_run(run);
    };
    let twentieths = |tenths: usize| i32::try_from(tenths * 2).unwrap_or(0);
    let spacing = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(twentieths(size.line));
    let indent = SpecialIndentType::FirstLine(twentieths(size.letters * 2));
    paragraph
        .line_spacing(spacing)
        .indent(None, Some(indent), None, None)
        .add_run(run.size(size.letters / 5))
}

/// A heading with its style and, by its id and number, a bookmark for the contents.
pub fn heading(
    (id, bookmark): (&str, usize),
    text: &str,
    level: u8,
    size: Option<TextSize>,
) -> Paragraph {
    let style = match level {
        1 => "Heading1",
        2 => "Heading2",
        _ => "Heading3",
    };
    let paragraph = Paragraph::new().style(style).keep_next(true);
    let paragraph = paragraph.add_bookmark_start(bookmark, bookmark_name(id));
    sized(paragraph, text, size).add_bookmark_end(bookmark)
}

/// Word allows letters, digits and underscores, at most 40; ids have dots.
fn bookmark_name(id: &str) -> String {
    let allowed = |c: char| if c.is_alphanumeric() { c } else { '_' };
    format!("s_{}", id.chars().map(allowed).take(38).collect::<String>())
}

/// Letters of the cover in half points, from the largest on.
const COVER_SIZES: [usize; 6] = [32, 28, 24, 21, 18, 15];
/// 版心 upright in twentieths of a point, less what a reader's fonts may take more.
const COVER_HEIGHT: usize = 12_000;

/// 封面, on one page: long lines and many make the letters smaller.
pub fn cover(report: &Report) -> Vec<Item> {
    let fits = |size: &&usize| cover_height(report, **size) <= COVER_HEIGHT;
    let [.., smallest] = COVER_SIZES;
    let size = COVER_SIZES.iter().find(fits).copied().unwrap_or(smallest);
    let before = |part: usize| u32::try_from(size * part).unwrap_or(0);
    let centred = |text: &str, font: &str, size: usize, before: u32| {
        let spacing = LineSpacing::new().before(before);
        let run = styles::run(text, font, size);
        Paragraph::new()
            .align(AlignmentType::Center)
            .line_spacing(spacing)
            .add_run(run)
    };
    let title = centred(&report.title, TITLE_SONG, size * 11 / 8, before(45)).style("Title");
    let state = centred(&report.cover.state, KAI, size, before(10));
    let gap = Paragraph::new()
        .size(size)
        .line_spacing(LineSpacing::new().before(before(10)));
    let rows = report.cover.lines.iter().map(|(label, value)| {
        let value = if value.trim().is_empty() {
            labels::MISSING_VALUE
        } else {
            value
        };
        line_row(label, value, size)
    });
    vec![
        Item::paragraph(title),
        Item::paragraph(state),
        Item::paragraph(gap),
        Item::Table(Box::new(line_table(rows.collect()))),
        Item::paragraph(centred(&report.cover.firm, FANG_SONG, size, before(30))),
        Item::paragraph(centred(&report.cover.date, FANG_SONG, size, before(3))),
    ]
}

/// About how high the cover is in letters of a size: a line is 1.45 times as high as its letters.
fn cover_height(report: &Report, half_points: usize) -> usize {
    let line = half_points * 29 / 2;
    let lines = |text: &str, letters: usize, room: usize| {
        (width(text, letters * 5) * 2).div_ceil(room).max(1)
    };
    let full = page::text_width(false);
    let title = lines(&report.title, half_points * 11 / 8, full) * line * 11 / 8;
    let rows = report.cover.lines.iter().map(|(label, value)| {
        let of_value = lines(value, half_points, full - LABEL_WIDTH - 216);
        of_value.max(lines(label, half_points, LABEL_WIDTH - 216)) * line + half_points * 5
    });
    title + line * 4 + half_points * 98 + rows.sum::<usize>()
}

fn line_table(rows: Vec<TableRow>) -> Table {
    let width = page::text_width(false);
    Table::without_borders(rows)
        .layout(TableLayoutType::Fixed)
        .width(width, WidthType::Dxa)
        .set_grid(vec![LABEL_WIDTH, width - LABEL_WIDTH])
}

/// A label and a value on a line.
fn line_row(label: &str, value: &str, size: usize) -> TableRow {
    let width = page::text_width(false);
    let before = u32::try_from(size * 5).unwrap_or(0);
    let paragraph = |text: &str, font: &str| {
        Paragraph::new()
            .line_spacing(LineSpacing::new().before(before))
            // The lines to sign on stay on one page with the seal's place.
            .keep_next(true)
            .add_run(styles::run(text, font, size))
    };
    let label = TableCell::new()
        .width(LABEL_WIDTH, WidthType::Dxa)
        .add_paragraph(paragraph(label, HEI));
    let line = docx_rs::TableCellBorder::new(TableCellBorderPosition::Bottom).size(4);
    let value = TableCell::new()
        .width(width - LABEL_WIDTH, WidthType::Dxa)
        .clear_all_border()
        .set_border(line)
        .add_paragraph(paragraph(value, FANG_SONG));
    TableRow::new(vec![label, value]).cant_split()
}

/// 目录: a field that Word brings up to date, filled with the headings for other readers.
pub fn contents(report: &Report) -> Vec<Item> {
    let title = Paragraph::new()
        .align(AlignmentType::Center)
        .page_break_before(true)
        .line_spacing(LineSpacing::new().after(240))
        .add_run(styles::run(labels::CONTENTS, TITLE_SONG, SIZE_2));
    let mut lines: Vec<Paragraph> = Vec::new();
    for part in report.parts() {
        lines.push(contents_line("TOC1", &part.heading));
        for section in part.sections.iter().filter(|section| section.level == 2) {
            if let Some(heading) = &section.heading {
                lines.push(contents_line("TOC2", heading));
            }
        }
    }
    let field = InstrToC::new().heading_styles_range(1, 2).hyperlink();
    let begin = Run::new()
        .add_field_char(FieldCharType::Begin, true)
        .add_instr_text(InstrText::TOC(field))
        .add_field_char(FieldCharType::Separate, false);
    let end = Run::new().add_field_char(FieldCharType::End, false);
    let mut items = vec![Item::paragraph(title)];
    items.push(Item::paragraph(
        Paragraph::new().style("TOC1").add_run(begin),
    ));
    items.extend(lines.into_iter().map(Item::paragraph));
    items.push(Item::paragraph(Paragraph::new().add_run(end)));
    items
}

/// Without a page number: only a program that lays the pages out knows it, and fills it in when
/// it brings the field up to date. A number guessed here would be wrong in print.
fn contents_line(style: &str, heading: &str) -> Paragraph {
    Paragraph::new()
        .style(style)
        .add_run(styles::styled_run(heading))
}

/// What is missing, one line each.
pub fn gaps(gaps: &[ReportGap]) -> Vec<Item> {
    let line = |(index, gap): (usize, &ReportGap)| {
        let text = format!("{}. {}：{}", index + 1, gap.place, gap.missing);
        let run = styles::styled_run(&text);
        Item::paragraph(Paragraph::new().style("BodyText").add_run(run))
    };
    gaps.iter().enumerate().map(line).collect()
}

/// Lines to sign on, the firm's seal and the date, indented by four characters at the right.
pub fn signature(place: &SignaturePlace) -> Vec<Item> {
    let rows = place
        .lines
        .iter()
        .map(|(label, names)| line_row(label, names, SIZE_3))
        .collect();
    let right = |text: &str, before: u32| {
        let paragraph = Paragraph::new()
            .align(AlignmentType::Right)
            .line_spacing(LineSpacing::new().before(before))
            .indent(None, None, Some(1_280), None)
            .keep_lines(true);
        Item::paragraph(paragraph.add_run(styles::run(text, FANG_SONG, SIZE_3)))
    };
    vec![
        Item::Table(Box::new(line_table(rows))),
        right(&format!("{}{}", place.firm, labels::SEAL), 800),
        right(&place.date, 100),
    ]
}
