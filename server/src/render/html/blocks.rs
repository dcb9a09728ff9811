//! The blocks of the report as HTML. Not here: chapters and cover (`super`).

use domain::ids::Sha256Hex;
use domain::report::{
    Alignment, BarChart, Block, Cell, Column, Content, Photo, PhotoPairs, PhotoPlate, RadarChart,
    ReportGap, SignaturePlace, Span, Table, labels,
};
use domain::scoring::{FactReference, SourceNames};

use super::writer::Html;

/// How many sources the list beside a number names; the number itself leads to the first.
const SOURCES_SHOWN: usize = 6;

/// From so many columns on, a table is set in 五号.
const MANY_COLUMNS: usize = 6;

/// A table of so many rows stays on one page.
const SHORT_TABLE: usize = 12;
/// A number or a code of so many characters stays on one line.
const WHOLE_FIGURE: usize = 12;

/// Writes blocks; carries where links and pictures lead.
pub struct Blocks<'a> {
    links: &'a dyn Fn(&FactReference) -> String,
    photo_url: &'a dyn Fn(&Sha256Hex) -> String,
    names: &'a SourceNames,
}

impl<'a> Blocks<'a> {
    pub fn new(
        links: &'a dyn Fn(&FactReference) -> String,
        photo_url: &'a dyn Fn(&Sha256Hex) -> String,
        names: &'a SourceNames,
    ) -> Self {
        Self {
            links,
            photo_url,
            names,
        }
    }

    /// One block with its id, so that comments and 需复核 marks find it.
    pub fn write(&mut self, out: &mut Html, block: &Block) {
        match &block.content {
            Content::Paragraph(spans) => {
                let class = if block.id.ends_with(".gap") {
                    " class=\"gap\""
                } else {
                    ""
                };
                open(out, "p", &block.id, class);
                self.spans(out, spans);
                out.raw("</p>");
            }
            Content::Table(table) => {
                let short = table.rows.len() <= SHORT_TABLE;
                let class = [" class=\"table\"", " class=\"table short\""][usize::from(short)];
                open(out, "div", &block.id, class);
                self.table(out, table);
                out.raw("</div>");
            }
            Content::PhotoPlate(plate) => {
                open(out, "figure", &block.id, " class=\"plate\"");
                self.plate(out, plate);
                out.raw("</figure>");
            }
            Content::BarChart(chart) => {
                open(out, "figure", &block.id, " class=\"chart\"");
                self.chart(out, chart);
                out.raw("</figure>");
            }
            Content::RadarChart(chart) => {
                open(out, "figure", &block.id, " class=\"chart\"");
                self.radar(out, chart);
                out.raw("</figure>");
            }
            Content::PhotoPairs(pairs) => {
                open(out, "figure", &block.id, " class=\"plate\"");
                self.pairs(out, pairs);
                out.raw("</figure>");
            }
            Content::SignaturePlace(place) => {
                open(out, "div", &block.id, " class=\"signature\"");
                signature(out, place);
                out.raw("</div>");
            }
            Content::GapList(gaps) => {
                open(out, "ul", &block.id, " class=\"gaps\"");
                gap_list(out, gaps);
                out.raw("</ul>");
            }
        }
    }

    fn spans(&self, out: &mut Html, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Text(text) => out.text(text),
                Span::Figure { text, facts, .. } => self.figure(out, text, facts),
            }
        }
    }

    /// A number: itself a link to its first source, with the list of sources on hover or focus.
    fn figure(&self, out: &mut Html, text: &str, facts: &[FactReference]) {
        let Some(first) = facts.first() else {
            out.text(text);
            return;
        };
        out.raw(if text.is_ascii() && text.len() <= WHOLE_FIGURE {
            "<span class=\"sourced whole\">"
        } else {
            "<span class=\"sourced\">"
        });
        self.link(out, "figure", first, text);
        out.raw("<span class=\"sources\">");
        for fact in facts.iter().take(SOURCES_SHOWN) {
            self.link(out, "source", fact, &labels::fact_label(fact, self.names));
        }
        if facts.len() > SOURCES_SHOWN {
            out.raw("<span class=\"more\">");
            out.text(&labels::source_count(facts.len()));
            out.raw("</span>");
        }
        out.raw("</span></span>");
    }

    fn link(&self, out: &mut Html, class: &str, fact: &FactReference, text: &str) {
        out.raw("<a class=\"");
        out.raw(class);
        out.raw("\" target=\"_top\" href=\"");
        out.text(&(self.links)(fact));
        out.raw("\">");
        out.text(text);
        out.raw("</a>");
    }

    fn table(&self, out: &mut Html, table: &Table) {
        // Many columns need smaller letters.
        out.raw(if table.columns.len() >= MANY_COLUMNS {
            "<table class=\"dense\"><caption>"
        } else {
            "<table><caption>"
        });
        out.text(&labels::table_caption(table.number, &table.title));
        if let Some(unit) = &table.unit {
            out.raw("<span class=\"unit\">");
            out.text(unit);
            out.raw("</span>");
        }
        out.raw("</caption>");
        columns(out, &table.columns);
        out.raw("<thead><tr>");
        for column in &table.columns {
            out.raw("<th scope=\"col\">");
            out.text(&column.heading);
            out.raw("</th>");
        }
        out.raw("</tr></thead><tbody>");
        let mut covered = Covered::new(table.columns.len());
        for row in &table.rows {
            out.raw(if row.total {
                "<tr class=\"total\">"
            } else {
                "<tr>"
            });
            for (column, cell) in covered.place(&row.cells) {
                let alignment = table.columns.get(column).map(|column| column.alignment);
                self.cell(out, cell, alignment.unwrap_or(Alignment::Left));
            }
            out.raw("</tr>");
        }
        out.raw("</tbody></table>");
    }

    fn cell(&self, out: &mut Html, cell: &Cell, alignment: Alignment) {
        out.raw(match alignment {
            Alignment::Left => "<td",
            Alignment::Centre => "<td class=\"centre\"",
            Alignment::Right => "<td class=\"number\"",
        });
        if cell.row_span > 1 {
            out.raw(&format!(" rowspan=\"{}\"", cell.row_span));
        }
        if cell.column_span > 1 {
            out.raw(&format!(" colspan=\"{}\"", cell.column_span));
        }
        out.raw(">");
        self.spans(out, &cell.spans);
        out.raw("</td>");
    }

    fn plate(&self, out: &mut Html, plate: &PhotoPlate) {
        out.raw(if plate.per_page > 4 {
            "<div class=\"photos six\">"
        } else {
            "<div class=\"photos\">"
        });
        for photo in &plate.photos {
            self.photo(out, photo);
        }
        out.raw("</div><figcaption>");
        out.text(&labels::figure_caption(plate.number, &plate.title));
        out.raw("</figcaption>");
    }

    fn photo(&self, out: &mut Html, photo: &Photo) {
        out.raw("<div class=\"photo\"><img loading=\"lazy\" src=\"");
        out.text(&(self.photo_url)(&photo.sha256));
        out.raw("\" alt=\"");
        out.text(&photo.alternative);
        out.raw("\">");
        for line in &photo.caption {
            out.raw("<p>");
            self.spans(out, line);
            out.raw("</p>");
        }
        out.raw("</div>");
    }

    /// Two columns: before on the left, after on the right.
    fn pairs(&self, out: &mut Html, pairs: &PhotoPairs) {
        out.raw("<div class=\"photos\">");
        for (before, after) in &pairs.pairs {
            self.photo(out, before);
            self.photo(out, after);
        }
        out.raw("</div><figcaption>");
        out.text(&labels::figure_caption(pairs.number, &pairs.title));
        out.raw("</figcaption>");
    }

    /// A polygon with the values in a list below it, which is what screen readers read.
    fn radar(&self, out: &mut Html, chart: &RadarChart) {
        out.raw(&super::radar::drawing(&chart.axes));
        out.raw("<ul class=\"axes\">");
        for axis in &chart.axes {
            out.raw("<li>");
            out.text(&axis.label);
            out.raw(" ");
            self.spans(out, std::slice::from_ref(&axis.value));
            out.raw("</li>");
        }
        out.raw("</ul><figcaption>");
        out.text(&labels::figure_caption(chart.number, &chart.title));
        out.raw("</figcaption>");
    }

    /// A list whose bars are drawn: readable without the drawing, so the drawing is hidden from
    /// screen readers.
    fn chart(&self, out: &mut Html, chart: &BarChart) {
        out.raw("<ul class=\"bars\">");
        for bar in &chart.bars {
            out.raw("<li><span class=\"label\">");
            out.text(&bar.label);
            out.raw("</span><svg viewBox=\"0 0 10000 100\" preserveAspectRatio=\"none\"");
            out.raw(" aria-hidden=\"true\" focusable=\"false\">");
            out.raw("<rect class=\"track\" width=\"10000\" height=\"100\"/>");
            let width = bar.basis_points.min(10_000);
            out.raw(&format!(
                "<rect class=\"bar\" width=\"{width}\" height=\"100\"/></svg>"
            ));
            out.raw("<span class=\"value\">");
            self.spans(out, std::slice::from_ref(&bar.value));
            out.raw("</span></li>");
        }
        out.raw("</ul><figcaption>");
        out.text(&labels::figure_caption(chart.number, &chart.title));
        out.raw("</figcaption>");
    }
}

/// Widths by the columns' shares, as the attribute of old: no style attribute stands in the page.
fn columns(out: &mut Html, columns: &[Column]) {
    let all: u32 = columns.iter().map(|column| u32::from(column.share)).sum();
    out.raw("<colgroup>");
    for column in columns {
        let percent = u32::from(column.share) * 100 / all.max(1);
        out.raw(&format!("<col width=\"{percent}%\">"));
    }
    out.raw("</colgroup>");
}

fn open(out: &mut Html, tag: &str, id: &str, attributes: &str) {
    out.raw("<");
    out.raw(tag);
    out.raw(" id=\"");
    out.text(id);
    out.raw("\"");
    out.raw(attributes);
    out.raw(">");
}

fn signature(out: &mut Html, place: &SignaturePlace) {
    out.raw("<dl>");
    for (label, names) in &place.lines {
        out.raw("<div><dt>");
        out.text(label);
        out.raw("</dt><dd>");
        out.text(names);
        out.raw("<span class=\"line\"></span></dd></div>");
    }
    out.raw("</dl><p class=\"seal\">");
    out.text(&place.firm);
    out.text(labels::SEAL);
    out.raw("</p><p class=\"date\">");
    out.text(&place.date);
    out.raw("</p>");
}

fn gap_list(out: &mut Html, gaps: &[ReportGap]) {
    for gap in gaps {
        out.raw("<li><a href=\"#");
        out.text(&gap.section);
        out.raw("\">");
        out.text(&gap.place);
        out.raw("</a> ");
        out.text(&gap.missing);
        out.raw("</li>");
    }
}

/// Which columns of the coming rows are covered by cells above.
pub struct Covered(Vec<u16>);

impl Covered {
    /// For a table of so many columns.
    pub fn new(columns: usize) -> Self {
        Self(vec![0; columns])
    }

    /// Gives each cell of the next row its column, leaving out the covered ones.
    pub fn place<'c>(&mut self, cells: &'c [Cell]) -> Vec<(usize, &'c Cell)> {
        let mut remaining: Vec<u16> = self.0.iter().map(|rows| rows.saturating_sub(1)).collect();
        let mut column = 0;
        let mut placed = Vec::with_capacity(cells.len());
        for cell in cells {
            while self.0.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            placed.push((column, cell));
            let span = usize::from(cell.column_span.max(1));
            for covered in remaining.iter_mut().skip(column).take(span) {
                *covered = cell.row_span.saturating_sub(1);
            }
            column += span;
        }
        self.0 = remaining;
        placed
    }
}
