//! Templates that are used and templates that are refused.

use std::io::{Cursor, Read as _, Write as _};

use domain::report::{Chapter, Cover, Report};
use domain::scoring::SourceNames;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::WordTemplate;
use crate::render::docx::{docx, docx_with_template};

const HOSTILE: &str = "<w:p>桥</w:p> & \"{日期}\"";
const DOCUMENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const NAMESPACES: &str = "xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:d=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:own=\"urn:of-another-program\"";

fn report(title: &str) -> Report {
    let chapter = |id: &str, heading: &str| Chapter {
        id: id.to_owned(),
        heading: heading.to_owned(),
        landscape: false,
        sections: Vec::new(),
    };
    Report {
        title: title.to_owned(),
        cover: Cover {
            lines: vec![
                ("委托单位".to_owned(), "某区财政局".to_owned()),
                ("报告文号".to_owned(), String::new()),
            ],
            firm: "某会计师事务所".to_owned(),
            date: "2026年11月27日".to_owned(),
            state: "（草稿）".to_owned(),
        },
        summary: chapter("abstract", "摘要"),
        chapters: vec![chapter("ch1", "一、基本情况")],
        annexes: Vec::new(),
        gaps: Vec::new(),
        source_names: SourceNames::default(),
    }
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let rows: String = list
        .iter()
        .map(|(id, kind, target)| {
            format!(
                "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/\
                 officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
            )
        })
        .collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/\
         relationships\">{rows}</Relationships>"
    )
}

/// The parts of a template with this body; a test may change them or add others.
fn parts(body: &str) -> Vec<(&'static str, String)> {
    let types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Override PartName=\"/word/document.xml\" ContentType=\"{DOCUMENT_TYPE}\"/></Types>"
    );
    let styles = format!(
        "<x:styles {NAMESPACES}><x:style x:type=\"paragraph\" x:styleId=\"1\">\
         <x:name x:val=\"heading 1\"/><x:pPr><x:numPr><x:numId x:val=\"7\"/></x:numPr></x:pPr>\
         </x:style><x:style x:type=\"paragraph\" x:styleId=\"Title\"><x:name x:val=\"firm\"/>\
         </x:style></x:styles>"
    );
    vec![
        ("[Content_Types].xml", types),
        (
            "_rels/.rels",
            relations(&[("a", "officeDocument", "word/document.xml")]),
        ),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("s", "styles", "styles.xml"),
                ("logo", "image", "/word/media/Logo.PNG"),
            ]),
        ),
        (
            "word/document.xml",
            format!("<x:document {NAMESPACES}><x:body>{body}</x:body></x:document>"),
        ),
        ("word/styles.xml", styles),
        ("word/media/Logo.PNG", "GIF89a".to_owned()),
    ]
}

fn paragraph(text: &str) -> String {
    format!("<x:p><x:r><x:t>{text}</x:t></x:r></x:p>")
}

const BREAK: &str = "<x:p><x:r><x:t>last</x:t><x:br x:type=\"page\"/><x:t>gone</x:t></x:r></x:p>";

fn codes(parts: &[(&str, String)]) -> Vec<String> {
    match WordTemplate::read(&zipped(parts)) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|problem| problem.code).collect(),
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive
        .by_name(name)
        .expect("the part")
        .read_to_string(&mut text)
        .expect("UTF-8");
    text
}

fn rendered(body: &str, title: &str) -> Vec<u8> {
    let template = WordTemplate::read(&zipped(&parts(body))).expect("a template");
    docx_with_template(&report(title), &|_| None, Some(&template)).expect("a document")
}

fn words(document: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(document).expect("XML");
    let texts = document.descendants();
    texts
        .filter(|node| node.tag_name().name() == "t")
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

#[test]
fn a_template_with_macros_is_refused() {
    let mut with_part = parts("");
    with_part.push(("word/vbaProject.bin", "x".to_owned()));
    assert_eq!(codes(&with_part), ["WORD_TEMPLATE_HAS_MACROS"]);
    let mut with_type = parts("");
    with_type[0].1 = with_type[0].1.replace(
        DOCUMENT_TYPE,
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    );
    assert_eq!(codes(&with_type), ["WORD_TEMPLATE_HAS_MACROS"]);
}

#[test]
fn a_template_that_links_to_the_outside_or_embeds_an_object_is_refused() {
    let mut parts = parts("");
    let link = "Target=\"http://example.org/t.dotm\" TargetMode=\"External\"";
    let list = relations(&[("a", "attachedTemplate", "x")]).replace("Target=\"x\"", link);
    parts.push(("word/_rels/settings.xml.rels", list));
    assert_eq!(codes(&parts), ["WORD_TEMPLATE_EXTERNAL_LINK"]);
    parts.push(("word/embeddings/oleObject1.bin", "x".to_owned()));
    let both = [
        "WORD_TEMPLATE_EXTERNAL_LINK",
        "WORD_TEMPLATE_EMBEDDED_OBJECT",
    ];
    assert_eq!(codes(&parts), both);
}

#[test]
fn what_is_no_docx_or_brings_a_document_type_is_unreadable() {
    let unreadable = ["WORD_TEMPLATE_UNREADABLE"];
    let problems = WordTemplate::read(b"\xd0\xcf\x11\xe0").expect_err("refused");
    assert_eq!(problems[0].code, unreadable[0]);
    assert_eq!(codes(&parts("")[..2]), unreadable);
    let mut with_entity = parts("&a;");
    let document = format!("<!DOCTYPE d [<!ENTITY a 'b'>]>{}", with_entity[3].1);
    with_entity[3].1 = document;
    assert_eq!(codes(&with_entity), unreadable);
    let deep = "<x:r>".repeat(5_000) + &"</x:r>".repeat(5_000);
    assert_eq!(codes(&parts(&deep)), unreadable);
}

#[test]
fn a_template_that_inflates_too_far_is_refused() {
    let mut parts = parts("");
    parts.push(("word/media/a.bmp", " ".repeat(5 << 20)));
    assert_eq!(codes(&parts), ["WORD_TEMPLATE_TOO_LARGE"]);
    let problems = WordTemplate::read(&vec![0; 11 << 20]).expect_err("refused");
    assert_eq!(problems[0].details["limit"], "file");
}

#[test]
fn a_cover_is_filled_and_a_hostile_title_stays_text() {
    let body = format!(
        "<x:p><x:r><x:t>《{{标</x:t></x:r><x:r><x:t>题}}》{{状态}}</x:t></x:r></x:p>{}{BREAK}{}",
        paragraph("{委托单位} {评价机构} {报告文号} {日期} {别的}"),
        paragraph("behind the cover"),
    );
    let document = part(&rendered(&body, HOSTILE), "word/document.xml");
    let words = words(&document);
    assert_eq!(
        words[..4],
        [
            format!("《{HOSTILE}"),
            "》（草稿）".to_owned(),
            "某区财政局 某会计师事务所 （尚缺） 2026年11月27日 {别的}".to_owned(),
            "last".to_owned(),
        ]
    );
    for gone in ["gone", "behind the cover"] {
        assert!(!words.contains(&gone.to_owned()), "{gone} was copied");
    }
}

#[test]
fn only_what_is_understood_is_copied_from_a_cover() {
    let body = "<x:sdt><x:sdtPr/><x:sdtContent><x:p own:a=\"1\"><own:b/><x:r>\
         <x:instrText>DDEAUTO c:\\cmd</x:instrText><x:t>shown</x:t></x:r>\
         <x:del><x:r><x:t>deleted</x:t></x:r></x:del>\
         <x:pict><d:blip r:embed=\"logo\"/><d:blip r:embed=\"other\" r:link=\"logo2\"/></x:pict>\
         </x:p></x:sdtContent></x:sdt>\
         <x:p><x:pPr><x:sectPr/></x:pPr><x:r><x:t>end</x:t></x:r></x:p><x:p/>";
    let mut with_gif = parts(body);
    with_gif[2].1 = with_gif[2].1.replace("Logo.PNG", "Logo.GIF");
    with_gif[5].0 = "word/media/Logo.gif";
    let template = WordTemplate::read(&zipped(&with_gif)).expect("a template");
    let bytes = docx_with_template(&report("t"), &|_| None, Some(&template)).expect("a document");
    let document = part(&bytes, "word/document.xml");
    assert_eq!(words(&document)[..2], ["shown", "end"]);
    for gone in ["DDEAUTO", "deleted", "own:", "another-program", "r:link"] {
        assert!(!document.contains(gone), "{gone} was copied");
    }
    assert_eq!(document.matches("r:embed=\"rIdCover1\"").count(), 1);
    assert_eq!(part(&bytes, "word/media/rIdCover1.gif"), "GIF89a");
    let unknown = ["WORD_TEMPLATE_PICTURE_UNKNOWN"];
    assert_eq!(codes(&parts(body)), unknown);
}

#[test]
fn styles_of_the_template_count_and_missing_ones_are_added() {
    let bytes = rendered(&paragraph("封面"), "t");
    let styles = part(&bytes, "word/styles.xml");
    assert_eq!(styles.matches("w:val=\"heading 1\"").count(), 1);
    assert!(styles.contains("<w:numPr><w:numId w:val=\"0\"/></w:numPr>"));
    for id in ["TitleKanping", "BodyText", "Heading2", "TOC1", "Caption"] {
        assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
    }
    let document = part(&bytes, "word/document.xml");
    assert!(document.contains("<w:pStyle w:val=\"1\""));
    assert!(!document.contains("<w:pStyle w:val=\"Heading1\""));
}

#[test]
fn a_template_without_a_cover_leaves_ours() {
    let document = part(&rendered("<x:p/>", "某桥"), "word/document.xml");
    assert!(words(&document).contains(&"某桥".to_owned()));
    assert!(document.contains("<w:pStyle w:val=\"TitleKanping\""));
}

#[test]
fn the_same_template_and_report_give_the_same_bytes_twice() {
    let body = paragraph("{标题}") + BREAK;
    assert_eq!(rendered(&body, HOSTILE), rendered(&body, HOSTILE));
    let plain = || docx(&report("t"), &|_| None).expect("a document");
    assert_eq!(plain(), plain());
}
