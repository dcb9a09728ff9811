//! The report as a Typst source: the fonts found, the template, then one call for each heading
//! and block. Every word from data is a string literal (`literal`).
//! Not here: how things look (`template.typ`), tables (`table`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::ids::Sha256Hex;
use domain::report::{Block, Chapter, Content, Report, ReportGap, SignaturePlace, Span, labels};
use typst::foundations::Datetime;

use super::fonts::PdfFonts;
use super::literal::{literal, printable, quote};
use super::table::TableWriter;
use crate::render::RenderError;
use crate::render::docx::begins_page;
use crate::render::fitting::one_page_size;

const TEMPLATE: &str = include_str!("template.typ");

/// Width of the text in tenths of a point, upright and on the long side.
const WIDTH: usize = 4_420;
const LANDSCAPE_WIDTH: usize = 6_370;
/// 三号 in tenths of a point.
const SIZE_3: usize = 160;

/// What Typst sets.
pub struct ReportSource {
    /// The one source.
    pub text: String,
    /// JPEGs, by the number in their names.
    pub pictures: Vec<Vec<u8>>,
    /// Whether the document has a date.
    pub dated: bool,
}

/// Writes the whole report.
pub fn write(
    report: &Report,
    photo: &dyn Fn(&Sha256Hex) -> Option<Vec<u8>>,
    fonts: &PdfFonts,
) -> Result<ReportSource, RenderError> {
    let date = day(&report.cover.date);
    let mut writer = Writer {
        out: prelude(fonts),
        fonts,
        photo,
        pictures: Vec::new(),
        names: BTreeMap::new(),
        anchors: anchors(report),
        anchor: 0,
        landscape: false,
    };
    writer.front_matter(report, date.as_deref());
    let parts: Vec<&Chapter> = report.parts().collect();
    for group in parts.chunk_by(|one, two| one.landscape == two.landscape) {
        writer.group(group)?;
    }
    Ok(ReportSource {
        text: writer.out,
        pictures: writer.pictures,
        dated: date.is_some(),
    })
}

/// The families for each use, each followed by those that stand in for it; then the template.
fn prelude(fonts: &PdfFonts) -> String {
    let families = fonts.families();
    let list = |order: &[&Option<String>]| {
        let names = order.iter().filter_map(|family| family.as_deref());
        names.fold(String::new(), |list, name| list + &quote(name) + ", ")
    };
    let (song, hei, fang) = (&families.song, &families.hei, &families.fang);
    // Song stands in for 楷体 in bold, or （一） would look like the text below it.
    let kai_weight = if families.kai.is_some() {
        "regular"
    } else {
        "bold"
    };
    let lets = [
        ("title_fonts", list(&[&families.title, song, fang, hei])),
        ("body_fonts", list(&[fang, song, hei])),
        ("hei_fonts", list(&[hei, song, fang])),
        ("kai_fonts", list(&[&families.kai, song, fang, hei])),
        ("song_fonts", list(&[song, fang, hei])),
    ];
    let mut prelude = format!("#let kai_weight = \"{kai_weight}\"\n");
    for (name, list) in lets {
        prelude.push_str(&format!("#let {name} = ({list})\n"));
    }
    prelude + TEMPLATE
}

/// `2026年11月5日` as a Typst date; `None` for a day that is none.
fn day(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    let year: i32 = year.trim().parse().ok()?;
    let (month, day) = (month.trim().parse().ok()?, day.trim().parse().ok()?);
    Datetime::from_ymd(year, month, day).filter(|_| year > 0)?;
    Some(format!(
        "datetime(year: {year}, month: {month}, day: {day})"
    ))
}

/// Headings are numbered in reading order: Typst keeps every name for the life of the process.
fn anchors(report: &Report) -> BTreeMap<String, usize> {
    let mut anchors = BTreeMap::new();
    let mut number = 0;
    for part in report.parts() {
        number += 1;
        anchors.entry(part.id.clone()).or_insert(number);
        for section in part.sections.iter().filter(|s| s.heading.is_some()) {
            number += 1;
            anchors.entry(section.id.clone()).or_insert(number);
        }
    }
    anchors
}

/// Carries what runs through the document.
pub(super) struct Writer<'a> {
    pub(super) out: String,
    pub(super) fonts: &'a PdfFonts,
    pub(super) photo: &'a dyn Fn(&Sha256Hex) -> Option<Vec<u8>>,
    pub(super) pictures: Vec<Vec<u8>>,
    /// Pictures that are there already, by their bytes and the size they are drawn in.
    pub(super) names: BTreeMap<(Sha256Hex, u32), Drawn>,
    anchors: BTreeMap<String, usize>,
    anchor: usize,
    landscape: bool,
}

/// A picture that the source may name.
#[derive(Clone)]
pub(super) struct Drawn {
    pub name: String,
    /// Width and height in pixels.
    pub pixels: (u32, u32),
}

impl Writer<'_> {
    pub(super) fn words(&self, text: &str) -> String {
        literal(text, self.fonts, self.width(), SIZE_3)
    }

    fn width(&self) -> usize {
        if self.landscape {
            LANDSCAPE_WIDTH
        } else {
            WIDTH
        }
    }

    /// One call on its own line.
    pub(super) fn call(&mut self, function: &str, arguments: &[String]) {
        self.out.push('#');
        self.out.push_str(function);
        self.out.push('(');
        self.out.push_str(&arguments.join(", "));
        self.out.push_str(")\n");
    }

    fn next_anchor(&mut self) -> String {
        self.anchor += 1;
        anchor_name(self.anchor)
    }

    fn pairs(&self, lines: &[(String, String)]) -> String {
        let mut pairs = String::from("(");
        for (label, value) in lines {
            let _ = write!(pairs, "({}, {}), ", self.words(label), self.words(value));
        }
        pairs + ")"
    }

    fn front_matter(&mut self, report: &Report, date: Option<&str>) {
        let title = quote(&printable(&report.title, self.fonts));
        let date = date.unwrap_or("none");
        let _ = writeln!(self.out, "#show: report.with({title}, {date})");
        let cover = &report.cover;
        // An edition of one page has neither cover nor contents.
        if cover.lines.is_empty() {
            self.out.push_str("#show: only_matter\n");
            return;
        }
        let lines: Vec<(String, String)> = cover
            .lines
            .iter()
            .map(|(label, value)| {
                let missing = value.trim().is_empty();
                let value = if missing {
                    labels::MISSING_VALUE
                } else {
                    value
                };
                (label.clone(), value.to_owned())
            })
            .collect();
        let arguments = [
            self.words(&report.title),
            self.words(&cover.state),
            self.pairs(&lines),
            self.words(&cover.firm),
            self.words(&cover.date),
        ];
        self.call("cover", &arguments);
        self.call("contents", &[self.words(labels::CONTENTS)]);
        self.out.push_str("#show: main_matter\n");
    }

    /// Chapters whose pages lie alike.
    fn group(&mut self, group: &[&Chapter]) -> Result<(), RenderError> {
        self.landscape = group.first().is_some_and(|chapter| chapter.landscape);
        if self.landscape {
            self.out.push_str("#landscape[\n");
        }
        for (position, chapter) in group.iter().enumerate() {
            // The first chapter of a group already begins on a new page.
            if position > 0 && begins_page(chapter) {
                self.out.push_str("#pagebreak(weak: true)\n");
            }
            // Meant to be read at a glance, on one page.
            let is_abstract = chapter.id == "abstract";
            if is_abstract {
                let size = one_page_size(chapter);
                let (letters, line) = (size.letters, size.line - size.letters);
                let _ = writeln!(self.out, "#compact({letters}pt / 10, {line}pt / 10)[",);
            }
            self.chapter(chapter)?;
            if is_abstract {
                self.out.push_str("]\n");
            }
        }
        if self.landscape {
            self.out.push_str("]\n");
        }
        Ok(())
    }

    fn chapter(&mut self, chapter: &Chapter) -> Result<(), RenderError> {
        let centred = chapter.id == "abstract";
        let arguments = [
            self.next_anchor(),
            centred.to_string(),
            self.words(&chapter.heading),
        ];
        self.call("chapter", &arguments);
        for section in &chapter.sections {
            if let Some(heading) = &section.heading {
                let level = section.level.clamp(2, 3).to_string();
                let arguments = [self.next_anchor(), level, self.words(heading)];
                self.call("section", &arguments);
            }
            for block in &section.blocks {
                self.block(block)?;
            }
        }
        Ok(())
    }

    fn block(&mut self, block: &Block) -> Result<(), RenderError> {
        match &block.content {
            Content::Paragraph(spans) => {
                let text: String = spans.iter().map(Span::text).collect();
                self.call("body_text", &[self.words(&text)]);
            }
            Content::Table(table) => {
                let writer = TableWriter {
                    fonts: self.fonts,
                    width: self.width(),
                    landscape: self.landscape,
                };
                self.out.push_str(&writer.call(table));
            }
            Content::PhotoPlate(plate) => self.plate(plate)?,
            Content::BarChart(chart) => self.chart(chart),
            Content::RadarChart(chart) => self.radar(chart),
            Content::PhotoPairs(pairs) => self.plate(&pairs.to_plate())?,
            Content::SignaturePlace(place) => self.signature(place),
            Content::GapList(gaps) => self.gaps(gaps),
        }
        Ok(())
    }

    fn signature(&mut self, place: &SignaturePlace) {
        let seal = format!("{}{}", place.firm, labels::SEAL);
        let arguments = [
            self.pairs(&place.lines),
            self.words(&seal),
            self.words(&place.date),
        ];
        self.call("signature", &arguments);
    }

    fn gaps(&mut self, gaps: &[ReportGap]) {
        for (index, gap) in gaps.iter().enumerate() {
            let anchor = self.anchors.get(&gap.section);
            let arguments = [
                self.words(&format!("{}. ", index + 1)),
                anchor.map_or_else(|| "none".to_owned(), |number| anchor_name(*number)),
                self.words(&gap.place),
                self.words(&format!("：{}", gap.missing)),
            ];
            self.call("gap", &arguments);
        }
    }
}

fn anchor_name(number: usize) -> String {
    quote(&format!("s{number}"))
}
