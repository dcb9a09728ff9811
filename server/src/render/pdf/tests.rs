//! What a PDF of the report holds, read with a small hand-made report and this machine's fonts.
//! Not here: whether it looks right; `KANPING_PDF_OUT` names a file to look at.

use domain::ids::Sha256Hex;
use domain::report::{
    Alignment, Bar, BarChart, Block, Cell, Chapter, Column, Content, Cover, Photo, PhotoPlate,
    Report, ReportGap, Row, Section, SignaturePlace, Span, Table,
};
use domain::scoring::SourceNames;

use super::literal::{literal, printable};
use super::{PdfFonts, pdf};
use crate::render::RenderError;

/// What a person might type to be clever, with characters no font has.
const HOSTILE: &str = "#panic() \"] {{ #{1/0} $x$ \\u{0} `a` *b* @c <d> // e\u{0}\u{7}\u{202e}\r\n\
                       \u{1f600}\u{e000}\u{feff}\u{10ffff} 末";

fn text(text: &str) -> Span {
    Span::Text(text.to_owned())
}

fn cell(words: &str, rows: u16, columns: u16) -> Cell {
    Cell {
        spans: vec![text(words)],
        row_span: rows,
        column_span: columns,
    }
}

fn table(groups: u16) -> Table {
    let column = |heading: &str, share: u16, alignment: Alignment| Column {
        heading: heading.to_owned(),
        share,
        alignment,
    };
    let mut rows = Vec::new();
    for group in 0..groups {
        for line in 0..6 {
            let mut cells = vec![
                cell("现场抽查质量达标率", 1, 1),
                cell("1,234.56", 1, 1),
                cell(&"LONGUNBROKENWORD".repeat(2), 1, 1),
            ];
            if line == 0 {
                cells.insert(0, cell(&format!("指标{group}"), 6, 1));
            }
            rows.push(Row {
                cells,
                total: false,
            });
        }
    }
    rows.push(Row {
        cells: vec![cell("合计", 9, 2), cell("9.00", 1, 1), cell("", 1, 7)],
        total: true,
    });
    Table {
        number: 1,
        title: "资金投入与使用情况".to_owned(),
        unit: Some("单位：万元".to_owned()),
        columns: vec![
            column("一级指标", 15, Alignment::Centre),
            column("名称", 40, Alignment::Left),
            column("金额", 20, Alignment::Right),
            column("说明", 20, Alignment::Left),
        ],
        rows,
    }
}

fn section(id: &str, heading: &str, contents: Vec<Content>) -> Section {
    let blocks = contents.into_iter().enumerate();
    Section {
        id: id.to_owned(),
        heading: Some(heading.to_owned()),
        level: if heading.starts_with('（') { 2 } else { 3 },
        blocks: blocks
            .map(|(index, content)| Block {
                id: format!("{id}.{index}"),
                content,
            })
            .collect(),
    }
}

fn chapter(id: &str, heading: &str, sections: Vec<Section>) -> Chapter {
    Chapter {
        id: id.to_owned(),
        heading: heading.to_owned(),
        landscape: id == "annex1" || id == "annex2",
        sections,
    }
}

fn plate(number: u32, per_page: u8, count: u8) -> Content {
    let photo = |index: u8| Photo {
        sha256: Sha256Hex::of(&[index]),
        index: format!("P-012-{index:02}"),
        alternative: "道路 路面".to_owned(),
        caption: vec![
            vec![text("项目：某村道路硬化工程（二标段）")],
            vec![text("部位：路面 时间：2026-11-01 10:20")],
            vec![text("坐标：30.123456, 120.123456")],
        ],
    };
    Content::PhotoPlate(PhotoPlate {
        number,
        title: "现场照片".to_owned(),
        per_page,
        photos: (0..count).map(photo).collect(),
    })
}

fn chart() -> Content {
    let bar = |label: &str, basis_points: u32, value: &str| Bar {
        label: label.to_owned(),
        basis_points,
        value: text(value),
    };
    Content::BarChart(BarChart {
        number: 1,
        title: "一级指标得分率".to_owned(),
        bars: vec![
            bar("决策", 9_025, "90.25%"),
            bar("过程", 99_999, "100.00%"),
            bar("效益", 0, "未评"),
        ],
    })
}

fn closing() -> Vec<Content> {
    let gap = |section: &str| ReportGap {
        section: section.to_owned(),
        place: "指标 C22 现场抽查质量达标率".to_owned(),
        missing: "尚无现场记录".to_owned(),
    };
    let line = |label: &str, name: &str| (label.to_owned(), name.to_owned());
    vec![
        Content::GapList(vec![gap("ch1.1"), gap("nowhere")]),
        Content::SignaturePlace(SignaturePlace {
            lines: vec![line("项目负责合伙人（签字）", "张三"), line("主评人", "")],
            firm: "某某会计师事务所".to_owned(),
            date: "2026年11月5日".to_owned(),
        }),
    ]
}

fn report(date: &str, words: &str) -> Report {
    let paragraph = || Content::Paragraph(vec![text(&words.repeat(4))]);
    let overview = vec![paragraph(), Content::Table(table(8)), chart()];
    let photos = vec![plate(2, 4, 7), plate(3, 6, 6)];
    Report {
        title: "某区2025年度农村公路养护资金绩效评价报告".to_owned(),
        cover: Cover {
            lines: vec![
                ("委托单位".to_owned(), "某区财政局".to_owned()),
                ("被评价单位".to_owned(), " ".to_owned()),
            ],
            firm: "某某会计师事务所".to_owned(),
            date: date.to_owned(),
            state: "（初稿）".to_owned(),
        },
        summary: chapter(
            "abstract",
            "摘　要",
            vec![section("a.1", "（一）结论", vec![paragraph(), paragraph()])],
        ),
        chapters: vec![
            chapter(
                "ch1",
                "一、基本情况",
                vec![
                    section("ch1.1", "（一）项目概况", overview),
                    section("ch1.2", "1. 立项依据", vec![paragraph()]),
                ],
            ),
            chapter(
                "ch2",
                "二、现场",
                vec![section("ch2.1", "（一）照片", photos)],
            ),
            chapter(
                "ch7",
                "七、其他",
                vec![section("ch7.1", "（二）缺口", closing())],
            ),
        ],
        annexes: ["annex1", "annex2", "annex3"]
            .map(|id| {
                let heading = format!("附件{}", &id[5..]);
                let content = vec![Content::Table(table(4))];
                chapter(id, &heading, vec![section("x", "（一）明细", content)])
            })
            .into(),
        gaps: Vec::new(),
        source_names: SourceNames::default(),
    }
}

/// The first three photos have bytes: wide, high and small.
fn photo(sha256: &Sha256Hex) -> Option<Vec<u8>> {
    let sizes = [(1_600, 1_200), (900, 1_500), (40, 30)];
    let known = (0_u8..).zip(sizes);
    let mut found = known.filter(|(index, _)| Sha256Hex::of(&[*index]) == *sha256);
    let (_, (width, height)) = found.next()?;
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x / 8) as u8, (y / 8) as u8, 120])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .expect("a JPEG");
    Some(bytes.into_inner())
}

fn fonts() -> std::sync::Arc<PdfFonts> {
    PdfFonts::system().expect("fonts for Chinese")
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|part| part == words.as_bytes())
}

#[test]
fn the_same_report_gives_the_same_archivable_bytes() {
    let report = report("2026年11月5日", "本次评价受某区财政局委托，得分86.50分。");
    let first = pdf(&report, &photo, &fonts()).expect("a PDF");
    let again = pdf(&report, &photo, &fonts()).expect("a PDF");
    assert!(first.starts_with(b"%PDF-"));
    assert!(holds(&first, "<pdfaid:part>2"), "PDF/A-2 is claimed");
    assert!(holds(&first, "/Lang(zh-CN)"), "the language is said");
    assert!(first == again, "the bytes differ");
    if let Ok(path) = std::env::var("KANPING_PDF_OUT") {
        std::fs::write(path, first).expect("written");
    }
}

#[test]
fn what_people_typed_is_printed_and_never_run() {
    let words = printable(HOSTILE, &fonts());
    assert_eq!(
        words,
        "#panic() \"] {{ #{1/0} $x$ \\u{0} `a` *b* @c <d> // e\n□□□ 末"
    );
    assert_eq!(
        literal("a\\\"b\u{0}\n#c", &fonts(), 4_000, 160),
        "\"a\\\\\\\"b\\n#c\""
    );
    let mut report = report("某日", HOSTILE);
    report.title = HOSTILE.to_owned();
    report.cover.firm = HOSTILE.to_owned();
    report
        .cover
        .lines
        .push((HOSTILE.to_owned(), HOSTILE.to_owned()));
    report.summary.heading = HOSTILE.to_owned();
    if let Some(section) = report.summary.sections.first_mut() {
        section.id = HOSTILE.to_owned();
        section.heading = Some(HOSTILE.to_owned());
    }
    let mut hostile = table(1);
    hostile.title = HOSTILE.to_owned();
    hostile.unit = Some(HOSTILE.to_owned());
    for row in &mut hostile.rows {
        row.cells = vec![
            cell(HOSTILE, 3, 1),
            cell(HOSTILE, 1, 9),
            cell(HOSTILE, 0, 0),
        ];
    }
    let content = Content::Table(hostile);
    let section = section("h", HOSTILE, vec![content]);
    report.chapters.push(chapter("h", HOSTILE, vec![section]));
    let bytes = pdf(&report, &|_| None, &fonts()).expect("a PDF");
    assert!(bytes.starts_with(b"%PDF-"));
    assert!(!holds(&bytes, "<pdfaid:part>"), "PDF/A wants a date");
    if let Ok(path) = std::env::var("KANPING_PDF_OUT") {
        std::fs::write(path + ".hostile.pdf", bytes).expect("written");
    }
}

#[test]
fn an_overlong_word_may_break_and_a_short_one_may_not() {
    let fonts = fonts();
    assert_eq!(literal("P-012-05", &fonts, 1_000, 105), "\"P-012-05\"");
    let broken = literal("ABC中文", &fonts, 100, 100);
    assert_eq!(broken, "\"A\\u{200b}B\\u{200b}C中文\"");
}

#[test]
fn a_broken_photo_and_missing_fonts_are_said() {
    let report = report("2026年11月5日", "字");
    let answer = pdf(&report, &|_| Some(b"no image".to_vec()), &fonts());
    assert!(matches!(answer, Err(RenderError::Photo { index, .. }) if index == "P-012-00"));

    let empty = tempfile::tempdir().expect("a folder");
    let answer = PdfFonts::load(&[empty.path().to_owned()]);
    let message = answer
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    assert!(message.contains("fonts-noto-cjk"), "{message}");

    std::fs::write(empty.path().join("SimFang.ttf"), b"no font").expect("written");
    let answer = PdfFonts::load(&[empty.path().to_owned()]);
    let message = answer
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    assert!(message.contains("SimFang.ttf"), "{message}");
}

/// Not a limit: it says how long a report without pictures takes, first and later.
#[test]
fn tables_alone_take_seconds_not_minutes() {
    let started = std::time::Instant::now();
    let fonts = PdfFonts::load(&["/usr/share/fonts".into()]).expect("fonts for Chinese");
    let loaded = started.elapsed();
    let mut report = report("2026年11月5日", "本次评价受某区财政局委托，得分86.50分。");
    report.chapters.retain(|chapter| chapter.id == "ch1");
    for _ in 0..3 {
        let started = std::time::Instant::now();
        let bytes = pdf(&report, &|_| None, &fonts).expect("a PDF");
        let taken = started.elapsed();
        println!("fonts {loaded:?}, PDF {taken:?}, {} bytes", bytes.len());
        assert!(taken.as_secs() < 60, "{taken:?}");
    }
}
