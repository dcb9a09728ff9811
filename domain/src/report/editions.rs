//! Other editions of a composed report, people's words included: one page for those who decide, and
//! one to publish. Not here: which numbers and names a published text must not hold
//! (`public_words`).

use super::composer::{fill, paragraph, words};
use super::inputs::{PlatePhoto, ReportInputs};
use super::model::{Bar, Block, Chapter, Content, Photo, Report, Row, Section};
use super::public_survey::hide_small_counts;
use super::public_words::{Names, public_span, scan_public};
use super::{photos, sentences as say};
use crate::problem::Problem;

/// Which edition of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// All of it.
    #[default]
    Full,
    /// 呈报版.
    Brief,
    /// 公开版.
    Public,
}

impl Edition {
    /// Reads `full` (also nothing), `brief` or `public`.
    ///
    /// # Errors
    /// The names there are, for any other.
    pub fn parse(name: &str) -> Result<Self, &'static str> {
        match name {
            "" | "full" => Ok(Self::Full),
            "brief" => Ok(Self::Brief),
            "public" => Ok(Self::Public),
            _ => Err("full, brief, public"),
        }
    }
}

/// The report in an edition.
///
/// # Errors
/// What 公开版 would still hold that must not be published (`scan_public`): it is refused until a
/// person changed the words at that place.
pub fn edition(
    report: &Report,
    wanted: Edition,
    inputs: &ReportInputs,
) -> Result<Report, Vec<Problem>> {
    match wanted {
        Edition::Full => Ok(report.clone()),
        Edition::Brief => Ok(brief(report)),
        Edition::Public => {
            let public = public_edition(report, inputs);
            let problems = scan_public(&public, inputs);
            if problems.is_empty() {
                Ok(public)
            } else {
                Err(problems)
            }
        }
    }
}

/// 呈报版: title, total, grade, at most five problems and five proposals, on one page, without
/// cover and contents.
pub fn brief(report: &Report) -> Report {
    let line = |label: &str| {
        let mut lines = report.cover.lines.iter();
        let found = lines.find(|(known, _)| known == label);
        found.map_or("", |(_, value)| value.as_str())
    };
    let values = [
        ("client", words(line("委托单位"))),
        (
            "state",
            words(report.cover.state.trim_matches(['（', '）']).to_owned() + "。"),
        ),
        ("firm", words(&report.cover.firm)),
        ("date", words(&report.cover.date)),
    ];
    let mut head = vec![paragraph(
        "abstract.brief.address",
        fill(say::BRIEF_ADDRESS, &values),
    )];
    if !report.gaps.is_empty() {
        let count = [("count", words(report.gaps.len().to_string()))];
        head.push(paragraph(
            "abstract.brief.gaps",
            fill(say::BRIEF_GAPS, &count),
        ));
    }
    let mut sections = vec![super::composer::plain_section("abstract.brief", head)];
    sections.extend(report.summary.sections.iter().map(at_most_five));
    let mut brief = report.clone();
    brief.title = format!("{}{}", report.title, say::BRIEF_TITLE);
    brief.summary = Chapter {
        heading: brief.title.clone(),
        sections,
        ..report.summary.clone()
    };
    brief.cover.lines.clear();
    brief.chapters.clear();
    brief.annexes.clear();
    brief.gaps.clear();
    brief
}

/// People may have added paragraphs; a page has five.
fn at_most_five(section: &Section) -> Section {
    let mut section = section.clone();
    let is_list = ["abstract.problems", "abstract.advice"].contains(&section.id.as_str());
    if is_list {
        section.blocks.truncate(super::abstract_page::MOST);
    }
    section
}

/// 公开版: no person's name, no number that reaches one, no interviews, no coordinates, no picture
/// with people, no count of few respondents, no sources and their keys.
pub fn public_edition(report: &Report, inputs: &ReportInputs) -> Report {
    let names = Names::of(inputs);
    let mut report = report.clone();
    report.annexes.retain(|annex| annex.id != "annex5");
    names.hide_in(&mut report.title);
    for part in std::iter::once(&mut report.summary)
        .chain(&mut report.chapters)
        .chain(&mut report.annexes)
    {
        names.hide_in(&mut part.heading);
        for section in &mut part.sections {
            section
                .blocks
                .retain(|block| block.id != "ch7.signature.review");
            if let Some(heading) = &mut section.heading {
                names.hide_in(heading);
            }
            for block in &mut section.blocks {
                public_block(block, inputs, &names);
            }
            section.blocks.retain(|block| !is_empty(block));
        }
        // A heading over nothing says that something was there.
        part.sections.retain(|section| !section.blocks.is_empty());
    }
    report.source_names = crate::scoring::SourceNames::default();
    report.cover.state = say::PUBLIC_STATE.to_owned();
    for (_, value) in &mut report.cover.lines {
        names.hide_in(value);
    }
    for gap in &mut report.gaps {
        names.hide_in(&mut gap.place);
        names.hide_in(&mut gap.missing);
    }
    renumber(&mut report);
    report
}

fn is_empty(block: &Block) -> bool {
    match &block.content {
        Content::PhotoPlate(plate) => plate.photos.is_empty(),
        Content::PhotoPairs(pairs) => pairs.pairs.is_empty(),
        _ => false,
    }
}

fn public_block(block: &mut Block, inputs: &ReportInputs, names: &Names) {
    hide_small_counts(block, inputs);
    match &mut block.content {
        Content::Paragraph(spans) => spans.iter_mut().for_each(|span| public_span(span, names)),
        Content::Table(table) => {
            if block.id == "annex8.list.table" {
                table.rows.iter_mut().for_each(nameless);
            }
            names.hide_in(&mut table.title);
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            for span in cells.flat_map(|cell| &mut cell.spans) {
                public_span(span, names);
            }
        }
        Content::PhotoPlate(plate) => {
            names.hide_in(&mut plate.title);
            plate.photos.retain(|photo| is_public(photo, inputs));
            for photo in &mut plate.photos {
                public_photo(photo, inputs, names);
            }
        }
        Content::PhotoPairs(pairs) => {
            names.hide_in(&mut pairs.title);
            let both = |(before, after): &(Photo, Photo)| {
                is_public(before, inputs) && is_public(after, inputs)
            };
            pairs.pairs.retain(both);
            for (before, after) in &mut pairs.pairs {
                public_photo(before, inputs, names);
                public_photo(after, inputs, names);
            }
        }
        Content::SignaturePlace(place) => {
            place.lines.iter_mut().for_each(|(_, name)| name.clear());
        }
        Content::GapList(gaps) => {
            for gap in gaps {
                names.hide_in(&mut gap.place);
                names.hide_in(&mut gap.missing);
            }
        }
        Content::BarChart(chart) => public_bars(&mut chart.title, &mut chart.bars, names),
        Content::RadarChart(chart) => public_bars(&mut chart.title, &mut chart.axes, names),
    }
}

fn public_bars(title: &mut String, bars: &mut [Bar], names: &Names) {
    names.hide_in(title);
    for bar in bars {
        names.hide_in(&mut bar.label);
        public_span(&mut bar.value, names);
    }
}

/// The list of the team keeps who did what, not who they are.
fn nameless(row: &mut Row) {
    if let Some(cell) = row.cells.get_mut(1) {
        cell.spans = vec![words(say::SOMEBODY)];
    }
}

fn known<'i>(photo: &Photo, inputs: &'i ReportInputs) -> Option<&'i PlatePhoto> {
    let mut all = inputs.photos.iter();
    all.find(|known| known.index == photo.index && known.sha256 == photo.sha256)
}

/// A picture that nobody knows may show anything.
fn is_public(photo: &Photo, inputs: &ReportInputs) -> bool {
    known(photo, inputs).is_some_and(|known| !photos::is_private(known))
}

fn public_photo(photo: &mut Photo, inputs: &ReportInputs, names: &Names) {
    if let Some(known) = known(photo, inputs) {
        *photo = photos::plate_photo(known, false);
    }
    for span in photo.caption.iter_mut().flatten() {
        public_span(span, names);
    }
    names.hide_in(&mut photo.alternative);
}

/// Annexes that fell away leave no hole in the numbers; the body's tables and figures, which
/// sentences name, keep theirs.
fn renumber(report: &mut Report) {
    let mut tables = 0;
    let mut figures = 0;
    let body = std::iter::once(&report.summary).chain(&report.chapters);
    for block in body
        .flat_map(|part| &part.sections)
        .flat_map(|it| &it.blocks)
    {
        match &block.content {
            Content::Table(table) => tables = tables.max(table.number),
            Content::BarChart(chart) => figures = figures.max(chart.number),
            Content::RadarChart(chart) => figures = figures.max(chart.number),
            Content::PhotoPairs(pairs) => figures = figures.max(pairs.number),
            Content::PhotoPlate(plate) => figures = figures.max(plate.number),
            _ => {}
        }
    }
    let annexes = report
        .annexes
        .iter_mut()
        .flat_map(|part| &mut part.sections);
    for block in annexes.flat_map(|section| &mut section.blocks) {
        let figure = match &mut block.content {
            Content::Table(table) if table.number > 0 => {
                tables += 1;
                table.number = tables;
                continue;
            }
            Content::BarChart(chart) => &mut chart.number,
            Content::RadarChart(chart) => &mut chart.number,
            Content::PhotoPairs(pairs) => &mut pairs.number,
            Content::PhotoPlate(plate) => &mut plate.number,
            _ => continue,
        };
        figures += 1;
        *figure = figures;
    }
}
