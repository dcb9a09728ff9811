//! Page numbers, photos and bytes of the document without a template.

use std::io::{Cursor, Read as _};

use domain::ids::Sha256Hex;
use domain::report::{
    Block, Chapter, Content, Cover, Photo, PhotoPlate, Report, Section as ReportSection, Span,
};
use domain::scoring::SourceNames;
use zip::ZipArchive;

use super::docx;

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb([90, 60, 30]));
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 80);
    picture.write_with_encoder(encoder).expect("a photo");
    bytes
}

fn chapter(id: &str, landscape: bool, content: Content) -> Chapter {
    Chapter {
        id: id.to_owned(),
        heading: id.to_owned(),
        landscape,
        sections: vec![ReportSection {
            id: format!("{id}.A"),
            heading: None,
            level: 2,
            blocks: vec![Block {
                id: format!("{id}.A.1"),
                content,
            }],
        }],
    }
}

/// Upright, lying and upright pages; the last with the photos.
fn report(photos: &[&[u8]]) -> Report {
    let words = || Content::Paragraph(vec![Span::Text("话".to_owned())]);
    let photo = |bytes: &&[u8]| Photo {
        sha256: Sha256Hex::of(bytes),
        index: "P-001-01".to_owned(),
        alternative: "桥".to_owned(),
        caption: Vec::new(),
    };
    let plate = PhotoPlate {
        number: 1,
        title: "现场".to_owned(),
        per_page: 4,
        photos: photos.iter().map(photo).collect(),
    };
    Report {
        title: "报告".to_owned(),
        cover: Cover {
            lines: vec![("项目名称".to_owned(), "桥".to_owned())],
            firm: "所".to_owned(),
            date: "2026年11月27日".to_owned(),
            state: String::new(),
        },
        summary: chapter("abstract", false, words()),
        chapters: vec![chapter("ch1", false, words())],
        annexes: vec![
            chapter("annex1", true, words()),
            chapter("annex2", false, Content::PhotoPlate(plate)),
        ],
        gaps: Vec::new(),
        source_names: SourceNames::default(),
    }
}

fn rendered(photos: &[&[u8]]) -> Vec<u8> {
    let photo = |sha256: &Sha256Hex| {
        let found = photos.iter().find(|bytes| Sha256Hex::of(bytes) == *sha256);
        found.map(|bytes| bytes.to_vec())
    };
    docx(&report(photos), &photo).expect("a document")
}

fn part(document: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(document)).expect("an archive");
    let mut bytes = Vec::new();
    let mut part = archive.by_name(name).expect("the part");
    part.read_to_end(&mut bytes).expect("bytes");
    bytes
}

fn text(document: &[u8], name: &str) -> String {
    String::from_utf8(part(document, name)).expect("UTF-8")
}

#[test]
fn all_sections_but_cover_and_contents_number_odd_pages_right_and_even_pages_left() {
    let document = rendered(&[]);
    let body = text(&document, "word/document.xml");
    let sections: Vec<&str> = body.split("<w:sectPr>").skip(1).collect();
    assert_eq!(sections.len(), 4);
    assert!(!sections[0].starts_with("<w:footerReference"));
    for section in &sections[1..] {
        let even = "<w:footerReference w:type=\"even\" r:id=\"rIdFooterEven\" />";
        let (references, _) = section.split_once("<w:pgSz").expect("a page");
        assert!(references.contains("w:type=\"default\" r:id=\"rIdFooterOdd\""));
        assert!(references.ends_with(even));
    }
    assert!(text(&document, "word/settings.xml").contains("<w:evenAndOddHeaders /><w:compat>"));
    assert!(text(&document, "word/footer1.xml").contains("<w:jc w:val=\"right\"/>"));
    assert!(text(&document, "word/footer2.xml").contains("<w:jc w:val=\"left\"/>"));
    let relations = text(&document, "word/_rels/document.xml.rels");
    let types = text(&document, "[Content_Types].xml");
    for file in ["footer1.xml", "footer2.xml", "styles.xml", "settings.xml"] {
        assert!(relations.contains(&format!("Target=\"{file}\"")));
        assert!(types.contains(&format!("PartName=\"/word/{file}\"")));
    }
}

#[test]
fn a_jpeg_of_the_camera_stays_as_it_is_and_a_larger_one_is_made_smaller() {
    let (fitting, large) = (jpeg(1_280, 960), jpeg(1_600, 900));
    let document = rendered(&[&fitting, &large, &fitting]);
    assert_eq!(part(&document, "word/media/rIdImage1.jpeg"), fitting);
    let small = image::load_from_memory(&part(&document, "word/media/rIdImage2.jpeg"));
    assert_eq!(small.expect("a photo").width(), 1_000);
    let body = text(&document, "word/document.xml");
    assert_eq!(body.matches("r:embed=\"rIdImage1\"").count(), 2);
    assert_eq!(body.matches("r:embed=\"rIdImage2\"").count(), 1);
}

#[test]
fn a_photo_with_exif_is_drawn_anew_without_it() {
    let plain = jpeg(40, 20);
    // Orientation 6: turned by a quarter.
    let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    let turned = [&plain[..2], b"\xff\xe1", &length, exif, &plain[2..]].concat();
    let document = rendered(&[&turned]);
    let drawn = part(&document, "word/media/rIdImage1.jpeg");
    assert!(!drawn.windows(4).any(|bytes| bytes == b"Exif"));
    let drawn = image::load_from_memory(&drawn).expect("a photo");
    assert_eq!((drawn.width(), drawn.height()), (20, 40));
}

#[test]
fn the_same_report_gives_the_same_bytes_twice() {
    let photo = jpeg(200, 100);
    assert_eq!(rendered(&[&photo]), rendered(&[&photo]));
}
