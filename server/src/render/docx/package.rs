//! Puts the parts together that docx-rs built. Done here and not by docx-rs: the same bytes every
//! time (fixed times, no running numbers), JPEG photos under their own extension, stand-in fonts
//! in the font table, header rows that repeat on every page, page numbers on the outer edge (of a
//! section's footers docx-rs keeps only the odd one), and the look of the firm's own template.
//! Not here: what the parts contain, the zip archive (`archive`).

use docx_rs::{Docx, XMLDocx};
use domain::report::Report;

use super::chart;
use super::picture::{Pictures, Target};
use super::styles::escaped;
use super::table::HEADER_HEIGHT;
use super::template::WordTemplate;
use crate::render::RenderError;

const FONT_TABLE: &str = include_str!("font_table.xml");
const FOOTER_ODD: &str = include_str!("footer_odd.xml");
const FOOTER_EVEN: &str = include_str!("footer_even.xml");

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const FOOTERS: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdFooterOdd\" />\
     <w:footerReference w:type=\"even\" r:id=\"rIdFooterEven\" />";

/// Endings of file names and what they stand for.
const DEFAULT_TYPES: [(&str, &str); 11] = [
    (
        "rels",
        "application/vnd.openxmlformats-package.relationships+xml",
    ),
    ("xml", "application/xml"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("bmp", "image/bmp"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("emf", "image/x-emf"),
    ("wmf", "image/x-wmf"),
];
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
/// Parts in `word/` and what they are; `theme` and `numbering` come from a template only.
const WORD_PARTS: [(&str, &str); 7] = [
    ("document", "document.main+xml"),
    ("styles", "styles+xml"),
    ("settings", "settings+xml"),
    ("fontTable", "fontTable+xml"),
    ("footer1", "footer+xml"),
    ("footer2", "footer+xml"),
    ("numbering", "numbering+xml"),
];

/// The list of the parts' types; known before the first picture is written.
pub fn content_types(template: Option<&WordTemplate>, charts: usize) -> String {
    let mut types = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    );
    for (extension, kind) in DEFAULT_TYPES {
        types += &format!("<Default Extension=\"{extension}\" ContentType=\"{kind}\"/>");
    }
    let mut part = |name: &str, kind: &str| {
        types += &format!("<Override PartName=\"/{name}.xml\" ContentType=\"{kind}\"/>");
    };
    part(
        "docProps/app",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    );
    part(
        "docProps/core",
        "application/vnd.openxmlformats-package.core-properties+xml",
    );
    part(
        "docProps/custom",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    );
    for chart in 1..=charts {
        part(
            &format!("word/charts/chart{chart}"),
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        );
    }
    let has_numbering = template.is_some_and(|template| template.numbering.is_some());
    for (name, kind) in WORD_PARTS {
        if name != "numbering" || has_numbering {
            part(&format!("word/{name}"), &format!("{WORD}{kind}"));
        }
    }
    if template.is_some_and(|template| template.theme.is_some()) {
        part(
            "word/theme/theme1",
            "application/vnd.openxmlformats-officedocument.theme+xml",
        );
    }
    types + "</Types>"
}

/// The document as the bytes of a .docx file. The photos are in the archive already.
pub fn pack(
    document: Docx,
    pictures: Pictures<'_>,
    report: &Report,
    template: Option<&WordTemplate>,
) -> Result<Vec<u8>, RenderError> {
    let parts = document.build();
    let (mut archive, targets) = pictures.finish();
    let mut relations = Relations::new(template);
    for target in &targets {
        relations.add(&target.id, target.kind, &target.target);
    }
    for picture in template.map_or(&[][..], |template| &template.pictures) {
        archive.add_picture(&format!("word/{}", picture.target), &picture.bytes)?;
        relations.add(&picture.id, "image", &picture.target);
    }
    let body = document_part(&parts, report, template, &targets);
    let (relations, settings) = (relations.finish(), settings_part(&parts));
    let styles = template.map_or(&parts.styles[..], |template| template.styles.as_bytes());
    let fonts = template.and_then(|template| template.fonts.as_deref());
    let xml: [(&str, &[u8]); 11] = [
        ("_rels/.rels", &parts.rels),
        ("docProps/app.xml", &parts.doc_props.app),
        ("docProps/core.xml", &parts.doc_props.core),
        ("docProps/custom.xml", &parts.doc_props.custom),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/document.xml", body.as_bytes()),
        ("word/styles.xml", styles),
        ("word/settings.xml", settings.as_bytes()),
        ("word/fontTable.xml", fonts.unwrap_or(FONT_TABLE).as_bytes()),
        ("word/footer1.xml", FOOTER_ODD.as_bytes()),
        ("word/footer2.xml", FOOTER_EVEN.as_bytes()),
    ];
    for (name, bytes) in xml {
        archive.add_xml(name, bytes)?;
    }
    let (theme, numbering) = template.map_or((None, None), |template| {
        (template.theme.as_deref(), template.numbering.as_deref())
    });
    for (name, part) in [("theme/theme1", theme), ("numbering", numbering)] {
        if let Some(part) = part {
            archive.add_xml(&format!("word/{name}.xml"), part.as_bytes())?;
        }
    }
    archive.finish()
}

/// What the document part refers to.
struct Relations(String);

impl Relations {
    fn new(template: Option<&WordTemplate>) -> Self {
        let mut relations = Self(String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
             <Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        ));
        relations.add("rIdStyles", "styles", "styles.xml");
        relations.add("rIdFonts", "fontTable", "fontTable.xml");
        relations.add("rIdSettings", "settings", "settings.xml");
        relations.add("rIdFooterOdd", "footer", "footer1.xml");
        relations.add("rIdFooterEven", "footer", "footer2.xml");
        if template.is_some_and(|template| template.theme.is_some()) {
            relations.add("rIdTheme", "theme", "theme/theme1.xml");
        }
        if template.is_some_and(|template| template.numbering.is_some()) {
            relations.add("rIdNumbering", "numbering", "numbering.xml");
        }
        relations
    }

    fn add(&mut self, id: &str, kind: &str, target: &str) {
        let (id, target) = (escaped(id), escaped(target));
        self.0 += &format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" ");
        self.0 += &format!("Target=\"{target}\"/>");
    }

    fn finish(mut self) -> String {
        self.0 += "</Relationships>";
        self.0
    }
}

/// The body of the document with all that docx-rs cannot say.
fn document_part(
    parts: &XMLDocx,
    report: &Report,
    template: Option<&WordTemplate>,
    targets: &[Target],
) -> String {
    let document = without_paragraph_ids(&String::from_utf8_lossy(&parts.document));
    // Text is escaped, so what looks like a tag is one.
    let height = format!("<w:trHeight w:val=\"{HEADER_HEIGHT}\" w:hRule=\"atLeast\" />");
    let document = document.replace(&height, &format!("{height}<w:tblHeader />"));
    let document = described(&document, targets);
    let charts = targets.iter().filter(|target| target.kind == "chart");
    let document = chart::put_in(document, charts.count());
    // An edition of one page has no cover, no contents and no page numbers.
    let document = match report.cover.lines.is_empty() {
        true => document,
        false => number_pages(&document),
    };
    match template {
        Some(template) => template.dress(&document, report),
        None => document,
    }
}

/// All sections but the first, which is cover and contents, have page numbers.
fn number_pages(document: &str) -> String {
    const BEGIN: &str = "<w:sectPr>";
    match document.split_once(BEGIN) {
        Some((front, rest)) => format!("{front}{BEGIN}{}", rest.replace(BEGIN, FOOTERS)),
        None => document.to_owned(),
    }
}

/// Numbers the drawings and says to those who cannot see them what they show; docx-rs does neither.
fn described(document: &str, targets: &[Target]) -> String {
    const PROPERTIES: &str = "<wp:docPr id=\"1\" name=\"Figure\" />";
    const NAME: &str = "r:embed=\"";
    let mut pieces = document.split(PROPERTIES);
    let mut out = String::with_capacity(document.len() + targets.len() * 80);
    out.push_str(pieces.next().unwrap_or_default());
    for (piece, number) in pieces.zip(1..) {
        let name = piece
            .split_once(NAME)
            .and_then(|(_, rest)| rest.split_once('"'));
        let target = name.and_then(|(id, _)| targets.iter().find(|target| target.id == id));
        let words = escaped(target.map_or("", |target| target.alternative.as_str()));
        out += &format!("<wp:docPr id=\"{number}\" name=\"Figure {number}\" descr=\"{words}\"/>");
        out.push_str(piece);
    }
    out
}

fn settings_part(parts: &XMLDocx) -> String {
    // docx-rs would put this behind `w:compat`, where the schema does not allow it.
    let settings = String::from_utf8_lossy(&parts.settings);
    settings.replacen("<w:compat>", "<w:evenAndOddHeaders /><w:compat>", 1)
}

/// docx-rs numbers paragraphs over the life of a thread, so the numbers differ from one rendering
/// to the next. They serve comments only, and there are none.
fn without_paragraph_ids(part: &str) -> String {
    const BEFORE: &str = " w14:paraId=\"";
    let mut pieces = part.split(BEFORE);
    let mut out = String::with_capacity(part.len());
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        // A quotation mark in text is escaped, so the first one closes the attribute.
        out.push_str(piece.split_once('"').map_or(piece, |(_, rest)| rest));
    }
    out
}
