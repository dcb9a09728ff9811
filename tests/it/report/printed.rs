//! The report on paper: how many pages cover, abstract and the page for those who decide take, and
//! that no number is torn apart. Not here: what it says (`composed`).

use std::path::Path;
use std::process::Command;

use domain::report::{Report, ReportInputs, brief, compose};
use server::render::{PdfFonts, docx, html, pdf};

use super::example;

/// Long names and ten long findings, as many as a real report has on its first pages.
fn inputs() -> ReportInputs {
    let mut inputs = example::complete();
    inputs.engagement.title =
        "某某市某某区2018年度农村公路水毁修复、危桥改造及安全生命防护工程建设专项资金\
                               使用管理情况和实施效果第三方重点绩效评价（含2019年度追加部分）"
            .to_owned();
    inputs.engagement.competent_department =
        "某某市某某区交通运输局、某某区农业农村局、某某区住房和城乡建设局、某某区水利局".to_owned();
    let model = inputs.findings[0].clone();
    for number in 10..20 {
        let mut finding = model.clone();
        finding.code = format!("S-0{number}").as_str().into();
        finding.facts =
            "桥头两侧护栏缺失约12米，仅以警示带临时围挡，且未设置任何警示标志和夜间反光设施"
                .to_owned();
        inputs.findings.push(finding);
    }
    inputs
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program}: {error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn printed(report: &Report, folder: &Path) -> String {
    let fonts = PdfFonts::system().expect("fonts for Chinese");
    let bytes = pdf(report, &example::photo, &fonts).expect("a PDF");
    kept(&bytes, folder, "report.pdf")
}

fn word_printed(report: &Report, folder: &Path) -> String {
    let bytes = docx(report, &example::photo).expect("a document");
    let file = kept(&bytes, folder, "word.docx");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let out = folder.display().to_string();
    run(
        "soffice",
        &[
            &profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            &out,
            &file,
        ],
    );
    folder.join("word.pdf").display().to_string()
}

fn kept(bytes: &[u8], folder: &Path, name: &str) -> String {
    let file = folder.join(name);
    std::fs::write(&file, bytes).expect("a file");
    file.display().to_string()
}

fn page(file: &str, number: u32) -> String {
    let number = number.to_string();
    let text = run("pdftotext", &["-f", &number, "-l", &number, file, "-"]);
    text.split_whitespace().collect()
}

fn pages(file: &str) -> u32 {
    let info = run("pdfinfo", &[file]);
    let line = info.lines().find_map(|line| line.strip_prefix("Pages:"));
    line.and_then(|count| count.trim().parse().ok())
        .expect("a number of pages")
}

#[test]
fn the_brief_is_one_page_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    for inputs in [example::complete(), inputs()] {
        let brief = brief(&compose(&inputs));
        assert_eq!(pages(&printed(&brief, folder.path())), 1, "PDF");
        assert_eq!(pages(&word_printed(&brief, folder.path())), 1, "Word");
        let page = html(&brief, &|_| String::new(), &|_| String::new());
        assert_eq!(page.matches("class=\"sheet").count(), 1, "HTML");
    }
}

#[test]
fn cover_and_abstract_take_one_page_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = compose(&inputs());
    for file in [
        printed(&report, folder.path()),
        word_printed(&report, folder.path()),
    ] {
        let date: String = report.cover.date.split_whitespace().collect();
        assert!(
            page(&file, 1).contains(&date),
            "{file}: the date left the cover"
        );
        // The two characters of the heading stand apart; what lies between is read in between.
        let contents = page(&file, 2);
        assert!(contents.starts_with('目'), "{file}: {contents}");
        let abstracts = (3..8).map(|number| page(&file, number));
        let found: Vec<String> = abstracts.filter(|text| text.starts_with("摘要")).collect();
        assert!(
            found
                .iter()
                .any(|text| text.contains("三、有关建议") && text.contains("5.建议")),
            "{file}: {found:?}"
        );
    }
}

#[test]
fn no_number_in_the_pdf_is_torn_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = printed(&compose(&example::complete()), folder.path());
    let text = run("pdftotext", &[&file, "-"]);
    assert!(!text.contains('\u{200b}'), "a zero width space is printed");
    for whole in ["X-001", "X-002", "P-002-02", "2026-11-18"] {
        assert!(text.contains(whole), "{whole} is not whole");
    }
}
