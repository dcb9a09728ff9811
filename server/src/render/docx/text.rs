//! Cover, contents, headings, body text, gaps and the place for signatures.
//! Not here: tables (`table`), pictures (`picture`).

use docx_rs::{
    AlignmentType, FieldCharType, InstrText, InstrToC, LineSpacing, Paragraph, Run, Table,
    TableCell, TableCellBorderPosition, TableLayoutType, TableRow, WidthType,
};
use domain::report::{Report, ReportGap, SignaturePlace, Span, labels};

use super::styles::{self, FANG_SONG, HEI, KAI, SIZE_2, SIZE_3, TITLE_SONG};
use super::{Item, page};

/// Labels of cover and signature lines take this much of 8845 twentieths of a point.
const LABEL_WIDTH: usize = 3_300;

/// A paragraph of running text.
pub fn body(spans: &[Span]) -> Paragraph {
    let text: String = spans.iter().map(Span::text).collect();
    Paragraph::new()
        .style("BodyText")
        .add_run(styles::styled_run(&text))
}

/// A heading with its style and a bookmark for the contents.
pub fn heading(id: &str, text: &str, level: u8, bookmark: usize) -> Paragraph {
    let style = match level {
        1 => "Heading1",
        2 => "Heading2",
        _ => "Heading3",
    };
    let run = styles::styled_run(text);
    let paragraph = Paragraph::new().style(style).keep_next(true);
    paragraph
        .add_bookmark_start(bookmark, bookmark_name(id))
        .add_run(run)
        .add_bookmark_end(bookmark)
}

/// Word allows letters, digits and underscores, at most 40; ids have dots.
fn bookmark_name(id: &str) -> String {
    let allowed = |c: char| if c.is_alphanumeric() { c } else { '_' };
    format!("s_{}", id.chars().map(allowed).take(38).collect::<String>())
}

/// 封面.
pub fn cover(report: &Report) -> Vec<Item> {
    let centred = |text: &str, font: &str, size: usize, before: u32| {
        let spacing = LineSpacing::new().before(before);
        let run = styles::run(text, font, size);
        Paragraph::new()
            .align(AlignmentType::Center)
            .line_spacing(spacing)
            .add_run(run)
    };
    let title = centred(&report.title, TITLE_SONG, SIZE_2, 1_800).style("Title");
    let state = centred(&report.cover.state, KAI, SIZE_3, 400);
    let gap = Paragraph::new().line_spacing(LineSpacing::new().before(600));
    let rows = report.cover.lines.iter().map(|(label, value)| {
        let value = if value.trim().is_empty() {
            labels::MISSING_VALUE
        } else {
            value
        };
        line_row(label, value)
    });
    vec![
        Item::paragraph(title),
        Item::paragraph(state),
        Item::paragraph(gap),
        Item::Table(Box::new(line_table(rows.collect()))),
        Item::paragraph(centred(&report.cover.firm, FANG_SONG, SIZE_3, 1_400)),
        Item::paragraph(centred(&report.cover.date, FANG_SONG, SIZE_3, 100)),
    ]
}

fn line_table(rows: Vec<TableRow>) -> Table {
    let width = page::text_width(false);
    Table::without_borders(rows)
        .layout(TableLayoutType::Fixed)
        .width(width, WidthType::Dxa)
        .set_grid(vec![LABEL_WIDTH, width - LABEL_WIDTH])
}

/// A label and a value on a line.
fn line_row(label: &str, value: &str) -> TableRow {
    let width = page::text_width(false);
    let paragraph = |text: &str, font: &str| {
        Paragraph::new()
            .line_spacing(LineSpacing::new().before(160))
            // The lines to sign on stay on one page with the seal's place.
            .keep_next(true)
            .add_run(styles::run(text, font, SIZE_3))
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
        .map(|(label, names)| line_row(label, names))
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
