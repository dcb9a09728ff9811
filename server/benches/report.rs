//! The Word document of a large report beside a plain archive of the same photos, the same report
//! as PDF, a PDF of tables alone, and the memory they take: `cargo bench -p server --bench report`.
//! Medians of several runs on this machine; a figure over its limit ends the run with an error.
//! Memory is the kernel's peak of a process of its own, so it is measured on Linux only.
//! Not here: what a report says (`tests/it/report`).

// A bench that cannot make its report has nothing to measure: it stops.
#![allow(clippy::expect_used)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::ids::Sha256Hex;
use domain::report::{
    Alignment, Block, Cell, Chapter, Column, Content, Cover, Photo, PhotoPlate, Report, Row,
    Section, Span, Table,
};
use domain::scoring::SourceNames;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PHOTOS: usize = 200;
const PHOTOS_PER_PLATE: usize = 4;
const ROWS: usize = 100;
const RUNS: usize = 9;
/// Times the plain archive's time, and times the photos' bytes.
const TIME_LIMIT: f64 = 3.0;
const MEMORY_LIMIT: f64 = 2.0;
/// Peak of the whole process that makes the PDF, and seconds for a PDF of tables after the first.
const PDF_MEMORY_LIMIT_MIB: f64 = 600.0;
const TABLES_SECONDS_LIMIT: f64 = 0.3;
/// Tells the process that it is the one whose memory is measured, and for which format.
const MEASURED: &str = "KANPING_BENCH_PHOTOS";
const FORMAT: &str = "KANPING_BENCH_FORMAT";

/// Noise over a slope, about as large as a photo of a road: no two alike.
fn photo(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let picture = image::RgbImage::from_fn(1280, 960, |x, y| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let noise = (state >> 40) as u8 % 44;
        let slope = ((x + y) / 16) as u8;
        image::Rgb([slope + noise, slope / 2 + noise + 40, 90 + noise])
    });
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 80);
    picture.write_with_encoder(encoder).expect("a photo");
    jpeg
}

/// The photos as files, as the server keeps them.
fn photos(folder: &Path) -> Vec<Sha256Hex> {
    (0..PHOTOS)
        .map(|index| {
            let bytes = photo(index as u64 + 1);
            let name = Sha256Hex::of(&bytes);
            std::fs::write(folder.join(name.to_string()), bytes).expect("a file");
            name
        })
        .collect()
}

fn names(folder: &Path) -> Vec<Sha256Hex> {
    let files = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = files
        .map(|file| file.expect("a file").file_name().into_string())
        .map(|name| name.expect("UTF-8"))
        .collect();
    names.sort_unstable();
    let parsed = names.iter().map(|name| Sha256Hex::parse(name));
    parsed.map(|name| name.expect("a hash")).collect()
}

fn text(text: String) -> Vec<Span> {
    vec![Span::Text(text)]
}

fn table() -> Content {
    let column = |heading: &str, alignment| Column {
        heading: heading.to_owned(),
        share: 10,
        alignment,
    };
    let row = |index: usize| Row {
        cells: [
            "编号",
            "某乡危桥改造",
            "主体工程",
            "已完工",
            "212.50",
            "71.33",
        ]
        .iter()
        .map(|word| Cell {
            spans: text(format!("{word}{index}")),
            row_span: 1,
            column_span: 1,
        })
        .collect(),
        total: false,
    };
    Content::Table(Table {
        number: 1,
        title: "项目一览".to_owned(),
        unit: Some("单位：万元".to_owned()),
        columns: vec![
            column("编号", Alignment::Centre),
            column("项目", Alignment::Left),
            column("内容", Alignment::Left),
            column("状态", Alignment::Centre),
            column("金额", Alignment::Right),
            column("得分", Alignment::Right),
        ],
        rows: (0..ROWS).map(row).collect(),
    })
}

fn plate(number: usize, photos: &[Sha256Hex]) -> Content {
    let photo = |(index, sha256): (usize, &Sha256Hex)| Photo {
        sha256: sha256.clone(),
        index: format!("P-{number:03}-{index:02}"),
        alternative: "桥面".to_owned(),
        caption: vec![
            text("某乡危桥改造 桥面".to_owned()),
            text("2026-11-27 10:20".to_owned()),
            text(format!("P-{number:03}-{index:02}")),
        ],
    };
    Content::PhotoPlate(PhotoPlate {
        number: number as u32,
        title: format!("现场照片{number}"),
        per_page: PHOTOS_PER_PLATE as u8,
        photos: photos.iter().enumerate().map(photo).collect(),
    })
}

fn report(photos: &[Sha256Hex]) -> Report {
    let chapter = |id: &str, heading: &str, contents: Vec<Content>| Chapter {
        id: id.to_owned(),
        heading: heading.to_owned(),
        landscape: false,
        sections: vec![Section {
            id: format!("{id}.A"),
            heading: None,
            level: 2,
            blocks: contents
                .into_iter()
                .enumerate()
                .map(|(index, content)| Block {
                    id: format!("{id}.A.{index}"),
                    content,
                })
                .collect(),
        }],
    };
    let plates = photos.chunks(PHOTOS_PER_PLATE).enumerate();
    let plates = plates.map(|(index, photos)| plate(index + 1, photos));
    Report {
        title: "某区危桥改造项目绩效评价报告".to_owned(),
        cover: Cover {
            lines: vec![("委托单位".to_owned(), "某区财政局".to_owned())],
            firm: "某会计师事务所".to_owned(),
            date: "2026年11月27日".to_owned(),
            state: "（草稿）".to_owned(),
        },
        summary: chapter(
            "abstract",
            "摘要",
            vec![Content::Paragraph(text("概况。".into()))],
        ),
        chapters: vec![chapter("ch1", "一、基本情况", vec![table()])],
        annexes: vec![chapter("annex3", "附件3 现场照片", plates.collect())],
        gaps: Vec::new(),
        source_names: SourceNames::default(),
    }
}

fn word(report: &Report, folder: &Path) -> Vec<u8> {
    let photo = |sha256: &Sha256Hex| std::fs::read(folder.join(sha256.to_string())).ok();
    server::render::docx(report, &photo).expect("a document")
}

fn portable(report: &Report, folder: &Path) -> Vec<u8> {
    let photo = |sha256: &Sha256Hex| std::fs::read(folder.join(sha256.to_string())).ok();
    let fonts = server::render::PdfFonts::system().expect("fonts for Chinese");
    server::render::pdf(report, &photo, &fonts).expect("a PDF")
}

fn plain_archive(names: &[Sha256Hex], folder: &Path) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        let bytes = std::fs::read(folder.join(name.to_string())).expect("a photo");
        zip.start_file(name.to_string(), options).expect("a part");
        zip.write_all(&bytes).expect("bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let begin = Instant::now();
            run();
            begin.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

/// The most memory this process has held, in bytes.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// In a process of its own: makes the document once and prints by how much the peak rose, and
/// the peak.
fn measured(folder: PathBuf) {
    let report = report(&names(&folder));
    let before = peak().unwrap_or_default();
    let document = match std::env::var(FORMAT).as_deref() {
        Ok("pdf") => black_box(portable(&report, &folder)),
        _ => black_box(word(&report, &folder)),
    };
    let after = peak().unwrap_or_default();
    println!("{} {after}", after - before);
    drop(document);
}

/// Rise and peak of memory, in bytes.
fn memory(folder: &Path, format: &str) -> Option<(f64, f64)> {
    peak()?;
    let output = std::process::Command::new(std::env::current_exe().ok()?)
        .env(MEASURED, folder)
        .env(FORMAT, format)
        .output()
        .ok()?;
    let printed = String::from_utf8(output.stdout).ok()?;
    let (rise, peak) = printed.trim().split_once(' ')?;
    Some((rise.parse().ok()?, peak.parse().ok()?))
}

fn told(what: &str, found: f64, limit: f64, unit: &str) -> bool {
    println!("{what:<60} {found:>10.3} {unit:<3}    limit {limit:>8.1} {unit}");
    found <= limit
}

/// The report as PDF: memory with all photos, time of the tables alone once fonts are read.
fn portable_figures(report: &Report, folder: &Path) -> bool {
    let mut kept = true;
    match memory(folder, "pdf") {
        Some((_, peak)) => {
            let mebibytes = peak / f64::from(1 << 20);
            let what = "peak of memory for the PDF with all photos";
            kept &= told(what, mebibytes, PDF_MEMORY_LIMIT_MIB, "MiB");
        }
        None => println!("memory is not measured on this system"),
    }
    let mut tables = report.clone();
    tables.annexes.clear();
    drop(black_box(portable(&tables, folder)));
    let later = median(|| drop(black_box(portable(&tables, folder))));
    let what = "PDF of tables alone, after the first";
    kept & told(what, later.as_secs_f64(), TABLES_SECONDS_LIMIT, "s")
}

fn main() -> std::process::ExitCode {
    if let Some(folder) = std::env::var_os(MEASURED) {
        measured(folder.into());
        return std::process::ExitCode::SUCCESS;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let names = photos(folder.path());
    let report = report(&names);
    let sizes: BTreeMap<&Sha256Hex, u64> = names
        .iter()
        .map(|name| {
            let file = std::fs::metadata(folder.path().join(name.to_string()));
            (name, file.expect("a photo").len())
        })
        .collect();
    let bytes = sizes.values().sum::<u64>() as f64;
    println!(
        "{ROWS} table rows, {PHOTOS} photos of {:.0} kB on average, {:.1} MB together",
        bytes / PHOTOS as f64 / 1e3,
        bytes / 1e6
    );
    let plain = median(|| drop(black_box(plain_archive(&names, folder.path()))));
    let docx = median(|| drop(black_box(word(&report, folder.path()))));
    println!("plain archive {plain:.1?}, document {docx:.1?}");
    let mut kept = true;
    let ratio = docx.as_secs_f64() / plain.as_secs_f64();
    kept &= told(
        "time of the document to that of the archive",
        ratio,
        TIME_LIMIT,
        "×",
    );
    match memory(folder.path(), "docx") {
        Some((rise, _)) => {
            let what = "memory for the document to the photos' bytes";
            kept &= told(what, rise / bytes, MEMORY_LIMIT, "×");
        }
        None => println!("memory is not measured on this system"),
    }
    kept &= portable_figures(&report, folder.path());
    std::process::ExitCode::from(u8::from(!kept))
}
