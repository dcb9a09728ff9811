//! Text that people should not type into a report: refused by name, or harmless wherever it is
//! printed. Not here: the rules alone (`editing`).

use std::io::Read as _;

use serde_json::json;

use super::desk::Desk;

const BLOCK: &str = "ch3.conclusion.total";
const MARKUP: &str = "<script>alert(1)</script>&amp;]]>\"' #eval(\"1+1\") $x$ @label \
    {{score:C11}} \\u{7}<w:p/>";

#[tokio::test]
async fn what_no_report_may_hold_is_refused_by_name() {
    let desk = Desk::open().await;
    for (text, code) in [
        ("得分\u{7}八十".to_owned(), "REPORT_TEXT_CONTROL_CHARACTER"),
        ("\u{0}".to_owned(), "REPORT_TEXT_CONTROL_CHARACTER"),
        ("长".repeat(1_000_000 / 3), "REPORT_TEXT_TOO_LONG"),
        ("a".repeat(1_048_576), "REPORT_TEXT_TOO_LONG"),
        ("得分{{total".to_owned(), "REPORT_REFERENCE_OPEN"),
        ("得分total}}".to_owned(), "REPORT_REFERENCE_OPEN"),
        ("待补充".to_owned(), "REPORT_TEXT_PLACEHOLDER"),
    ] {
        let refused = desk.save(BLOCK, 0, &text).await;
        let shown: String = text.chars().take(20).collect();
        assert_eq!(
            (refused.status, refused.codes()),
            (422, vec![code]),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn markup_is_words_in_every_format() {
    let desk = Desk::open().await;
    let saved = desk.save(BLOCK, 0, MARKUP).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let seen = super::desk::block(&saved.body, BLOCK);
    assert_eq!(seen["text"], MARKUP, "kept to the last character");
    let html = String::from_utf8(desk.drawn(json!({ "file": "report.html" })).await).unwrap();
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;]]&gt;"));
    assert!(!html.contains("<script") && !html.contains("{{score"));
    let docx = desk.drawn(json!({ "file": "report.docx" })).await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    let mut part = zip.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut xml).unwrap();
    assert!(xml.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;]]&gt;"));
    assert!(xml.contains("&lt;w:p/&gt;") && !xml.contains("{{score"));
    let pdf = desk.drawn(json!({ "file": "report.pdf" })).await;
    assert!(pdf.starts_with(b"%PDF"));
    assert!(text_of(&pdf).contains("#eval(\"1+1\")$x$@label"));
}

/// The words of a PDF without the blanks and ends of lines between.
fn text_of(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, pdf).unwrap();
    let mut command = std::process::Command::new("pdftotext");
    let told = command.arg(&path).arg("-").output();
    let told = told.expect("pdftotext; install it: apt-get install -y poppler-utils");
    let text = String::from_utf8_lossy(&told.stdout);
    text.split_whitespace().collect()
}
