//! The report as a Word document in the look of domain.md §7.2: A4, 仿宋 三号 with fixed lines,
//! real heading styles, a contents field, repeated table headers, annex 1 on the long side.
//! Not here: the words (`domain::report`), the parts of the file (`package`).

mod archive;
mod chart;
mod letter;
mod package;
mod page;
pub(super) mod picture;
mod styles;
mod table;
mod template;
#[cfg(test)]
mod tests;
mod text;

use docx_rs::{AlignmentType, Docx, PageNumType, Paragraph, Section as WordSection, Table};
use domain::ids::Sha256Hex;
use domain::report::{Block, Chapter, Content, RadarChart, Report};

use super::RenderError;
use super::fitting::{TextSize, one_page_size};
use archive::Archive;
pub use letter::letter;
use picture::Pictures;
pub use template::WordTemplate;

/// A paragraph or a table, in order.
pub(super) enum Item {
    /// One paragraph.
    Paragraph(Box<Paragraph>),
    /// One table.
    Table(Box<Table>),
}

impl Item {
    fn paragraph(paragraph: Paragraph) -> Self {
        Item::Paragraph(Box::new(paragraph))
    }
}

/// Gives the bytes of a blob; `None` where they are not at hand.
type PhotoBytes<'a> = &'a dyn Fn(&Sha256Hex) -> Option<Vec<u8>>;

/// Renders the report. `photo` gives the bytes of a blob; a picture without bytes is said to be
/// missing in its place. The same report and photos give the same bytes (P10).
///
/// # Errors
/// `RenderError::Photo` for bytes that are no image, `RenderError::Archive` when packing fails.
pub fn docx(report: &Report, photo: PhotoBytes<'_>) -> Result<Vec<u8>, RenderError> {
    docx_with_template(report, photo, None)
}

/// Renders the report in the look of the firm's own Word template and under its cover.
///
/// # Errors
/// As `docx`.
pub fn docx_with_template(
    report: &Report,
    photo: PhotoBytes<'_>,
    template: Option<&WordTemplate>,
) -> Result<Vec<u8>, RenderError> {
    let mut document = styles::document();
    let own_cover = template.is_none_or(|template| !template.has_cover());
    // An edition of one page has neither cover nor contents.
    let is_one_page = report.cover.lines.is_empty();
    let template = template.filter(|_| !is_one_page);
    if !is_one_page {
        document = add_section(document, front_matter(report, own_cover), false, None);
    }

    let archive = Archive::new(&package::content_types(template, radar_charts(report)))?;
    let mut writer = Writer {
        pictures: Pictures::new(photo, archive),
        bookmarks: 0,
        size: None,
    };
    let parts: Vec<&Chapter> = report.parts().collect();
    let groups: Vec<&[&Chapter]> = parts
        .chunk_by(|one, two| one.landscape == two.landscape)
        .collect();
    let last = groups.len().saturating_sub(1);
    for (index, group) in groups.into_iter().enumerate() {
        let landscape = group.first().is_some_and(|chapter| chapter.landscape);
        let mut items = Vec::new();
        for (position, chapter) in group.iter().enumerate() {
            // The first chapter of a section already begins on a new page.
            let new_page = position > 0 && begins_page(chapter);
            writer.chapter(&mut items, chapter, new_page)?;
        }
        if index == last {
            document = page::set_last(document, landscape);
            document = items.into_iter().fold(document, add_item);
        } else {
            let first_page = (index == 0).then_some(1);
            document = add_section(document, items, landscape, first_page);
        }
    }
    package::pack(document, writer.pictures, report, template)
}

/// How many charts of their own part the document will have.
fn radar_charts(report: &Report) -> usize {
    let is_radar =
        |block: &&Block| matches!(&block.content, Content::RadarChart(it) if is_drawn(it));
    report.blocks().filter(is_radar).count()
}

/// Fewer than three axes make no polygon.
fn is_drawn(chart: &RadarChart) -> bool {
    chart.axes.len() >= 3
}

/// Chapters 二 to 七 go on where the one before ends; annexes and chapter 一 begin a page.
pub(super) fn begins_page(chapter: &Chapter) -> bool {
    chapter.id == "ch1" || !chapter.id.starts_with("ch")
}

fn add_item(document: Docx, item: Item) -> Docx {
    match item {
        Item::Paragraph(paragraph) => document.add_paragraph(*paragraph),
        Item::Table(table) => document.add_table(*table),
    }
}

/// The first section with page numbers says from where they count.
fn add_section(document: Docx, items: Vec<Item>, landscape: bool, first_page: Option<u32>) -> Docx {
    let mut section = items
        .into_iter()
        .fold(WordSection::new(), |section, item| match item {
            Item::Paragraph(paragraph) => section.add_paragraph(*paragraph),
            Item::Table(table) => section.add_table(*table),
        });
    section = page::shape(section, landscape);
    if let Some(first) = first_page {
        section = section.page_num_type(PageNumType::new().start(first));
    }
    document.add_section(section)
}

fn front_matter(report: &Report, own_cover: bool) -> Vec<Item> {
    let mut items = Vec::new();
    if own_cover {
        items.extend(text::cover(report));
    }
    items.extend(text::contents(report));
    items
}

/// Carries what runs through the document.
struct Writer<'a> {
    pictures: Pictures<'a>,
    bookmarks: usize,
    /// Of a chapter that is to stay on one page.
    size: Option<TextSize>,
}

impl Writer<'_> {
    fn chapter(
        &mut self,
        items: &mut Vec<Item>,
        chapter: &Chapter,
        new_page: bool,
    ) -> Result<(), RenderError> {
        self.size = (chapter.id == "abstract").then(|| one_page_size(chapter));
        let heading = self.heading(&chapter.id, &chapter.heading, 1);
        let heading = if chapter.id == "abstract" {
            heading
                .align(AlignmentType::Center)
                .indent(Some(0), None, None, None)
        } else {
            heading
        };
        items.push(Item::paragraph(heading.page_break_before(new_page)));
        for section in &chapter.sections {
            if let Some(text) = &section.heading {
                let heading = self.heading(&section.id, text, section.level);
                items.push(Item::paragraph(heading));
            }
            for block in &section.blocks {
                self.block(items, block, chapter.landscape)?;
            }
        }
        Ok(())
    }

    fn heading(&mut self, id: &str, heading: &str, level: u8) -> Paragraph {
        self.bookmarks += 1;
        let size = self.size.filter(|_| level > 1);
        text::heading((id, self.bookmarks), heading, level, size)
    }

    fn block(
        &mut self,
        items: &mut Vec<Item>,
        block: &Block,
        landscape: bool,
    ) -> Result<(), RenderError> {
        match &block.content {
            Content::Paragraph(spans) => items.push(Item::paragraph(text::body(spans, self.size))),
            Content::Table(content) => items.extend(table::table(content, landscape)),
            Content::PhotoPlate(plate) => items.extend(self.pictures.plate(plate)?),
            Content::BarChart(chart) => items.extend(self.pictures.chart(chart)?),
            Content::RadarChart(chart) if is_drawn(chart) => {
                items.extend(self.pictures.radar(chart)?);
            }
            Content::RadarChart(chart) => items.extend(self.pictures.chart(&chart.to_bars())?),
            Content::PhotoPairs(pairs) => items.extend(self.pictures.plate(&pairs.to_plate())?),
            Content::SignaturePlace(place) => items.extend(text::signature(place)),
            Content::GapList(gaps) => items.extend(text::gaps(gaps)),
        }
        Ok(())
    }
}
