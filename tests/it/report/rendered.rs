//! The report as HTML and as a Word document. Not here: what it says.

use std::path::Path;
use std::process::Command;

use domain::ids::Sha256Hex;
use domain::report::{ReportInputs, compose};
use domain::scoring::FactReference;
use server::render::{RenderError, docx, html};

use super::example;

const HOSTILE: &str = "<script>alert('桥')</script> & \"路\" {total} ]]>\u{0}\u{8}";

fn link(fact: &FactReference) -> String {
    match fact {
        FactReference::Record { record, .. } => format!("/records/{record}?a=1&b=2"),
        other => format!(
            "/facts/{}",
            serde_json::to_value(other).expect("JSON")["fact"]
        ),
    }
}

fn page(inputs: &ReportInputs) -> String {
    html(&compose(inputs), &link, &|sha256| {
        format!("/blobs/{sha256}")
    })
}

fn word(inputs: &ReportInputs) -> Vec<u8> {
    docx(&compose(inputs), &example::photo).expect("a document")
}

/// Converts with LibreOffice as a person would open it; fails where LibreOffice is missing.
fn text_of_pdf(document: &[u8], folder: &Path) -> String {
    let file = folder.join("report.docx");
    std::fs::write(&file, document).expect("a file");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let convert = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder)
        .arg(&file)
        .output()
        .expect("soffice; install it: apt-get install -y libreoffice-writer-nogui");
    assert!(
        convert.status.success(),
        "{}",
        String::from_utf8_lossy(&convert.stderr)
    );
    let text = Command::new("pdftotext")
        .arg(folder.join("report.pdf"))
        .arg("-")
        .output()
        .expect("pdftotext; install it: apt-get install -y poppler-utils");
    assert!(
        text.status.success(),
        "{}",
        String::from_utf8_lossy(&text.stderr)
    );
    String::from_utf8(text.stdout).expect("UTF-8")
}

/// Lines of a page break anywhere: compare without white space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_same_inputs_give_the_same_document_bytes_on_any_thread() {
    let first = word(&example::complete());
    let second = std::thread::spawn(|| word(&example::complete()))
        .join()
        .expect("a document");
    assert_eq!(Sha256Hex::of(&first), Sha256Hex::of(&second));
    assert_eq!(
        Sha256Hex::of(&first),
        Sha256Hex::of(&word(&example::complete()))
    );
}

#[test]
fn the_document_opens_in_libreoffice_and_tells_site_finding_and_total() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = squeezed(&text_of_pdf(&word(&example::complete()), folder.path()));
    for expected in [
        "渣坪乡雷公桥危桥改造",
        "桥头两侧护栏缺失约12米",
        "得分为71.33分",
        "表1资金投入与使用情况",
        "附件1指标体系及评分表",
        "P-002-02",
        "某会计师事务所（特殊普通合伙）（盖章）",
    ] {
        assert!(
            text.contains(expected),
            "{expected} is not in the printed document"
        );
    }
}

#[test]
fn a_hostile_name_stays_text_in_both_forms() {
    let mut inputs = example::complete();
    inputs.engagement.title = HOSTILE.to_owned();
    inputs.sites[0].project.name = HOSTILE.to_owned();
    inputs.findings[0].project_name = HOSTILE.to_owned();
    inputs.photos[0].project_name = HOSTILE.to_owned();

    let page = page(&inputs);
    assert!(
        !page.contains("<script"),
        "markup from data reached the page"
    );
    assert!(page.contains("&lt;script&gt;alert(&#39;桥&#39;)&lt;/script&gt; &amp; &quot;路&quot;"));
    assert!(page.contains("{total}"), "a name was read as a template");

    let folder = tempfile::tempdir().expect("a folder");
    let text = squeezed(&text_of_pdf(&word(&inputs), folder.path()));
    assert!(text.contains("<script>alert('桥')</script>&\"路\"{total}]]>"));
}

#[test]
fn every_sourced_number_of_the_page_is_a_link_to_its_record() {
    let inputs = example::complete();
    let page = page(&inputs);
    let report = compose(&inputs);
    let figures = report
        .blocks()
        .flat_map(|block| block.spans())
        .filter(|span| matches!(span, domain::report::Span::Figure { .. }))
        .count();
    assert_eq!(
        page.matches("<a class=\"figure\" target=\"_top\" href=\"")
            .count(),
        figures
    );
    assert!(
        page.contains("href=\"/records/record-2?a=1&amp;b=2\">3.33</a>") || {
            page.contains("href=\"/records/record-1?a=1&amp;b=2\">3.33</a>")
        }
    );
}

#[test]
fn a_source_is_called_by_its_question_or_name_and_not_by_a_key() {
    let page = page(&example::complete());
    assert!(page.contains("现场记录 SH-004 桥头护栏是否完好？"));
    assert!(page.contains("资金数据 实际支出资金"));
    assert!(!page.contains("资金数据 paid"));
}

#[test]
fn the_page_has_no_script_and_asks_no_other_server() {
    let page = page(&example::complete());
    for forbidden in [
        "<script",
        "javascript:",
        "http://",
        "https://",
        " style=",
        " on",
    ] {
        let attributes = page.split('<').filter_map(|tag| tag.split('>').next());
        let found = attributes.filter(|tag| tag.contains(forbidden)).count();
        assert_eq!(found, 0, "{forbidden} in a tag");
    }
}

#[test]
fn a_photo_that_is_not_at_hand_is_said_to_be_missing() {
    let document = docx(&compose(&example::complete()), &|_| None).expect("a document");
    let folder = tempfile::tempdir().expect("a folder");
    assert!(text_of_pdf(&document, folder.path()).contains("（照片未取得）"));
}

#[test]
fn bytes_that_are_no_picture_are_an_error_with_the_photos_number() {
    let answer = docx(&compose(&example::complete()), &|_| {
        Some(b"no picture".to_vec())
    });
    match answer {
        Err(RenderError::Photo { index, .. }) => assert!(index.starts_with("P-00"), "{index}"),
        other => panic!(
            "expected a photo error, got {:?}",
            other.map(|bytes| bytes.len())
        ),
    }
}

#[test]
fn annex_one_lies_on_the_long_side_and_table_headers_repeat() {
    let bytes = word(&example::complete());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut document = String::new();
    let mut part = archive.by_name("word/document.xml").expect("the document");
    std::io::Read::read_to_string(&mut part, &mut document).expect("UTF-8");
    assert_eq!(document.matches("w:orient=\"landscape\"").count(), 1);
    let tables = document.matches("<w:tblHeader />").count();
    let numbered = compose(&example::complete())
        .blocks()
        .filter(|block| matches!(block.content, domain::report::Content::Table(_)))
        .count();
    assert_eq!(tables, numbered);
}
