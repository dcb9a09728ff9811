//! The proofs: whatever is changed of an issued report in the database or in a pack is found. Not
//! here: making them (`flow`).

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use server::service::reporting::{self, ArchiveReport};
use server::store::StoreError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::desk::Desk;

const COLUMNS: [&str; 10] = [
    "content",
    "signed",
    "report",
    "inputs",
    "records",
    "framework",
    "facts",
    "sheet",
    "seal",
    "template",
];

#[tokio::test]
async fn one_changed_byte_of_an_issued_report_is_found_wherever_it_is() {
    let desk = Desk::open().await;
    let number = desk.issue().await;
    assert_eq!(problems(&desk).await, []);
    for column in COLUMNS {
        let kept = column_of(&desk, column).await;
        set_column(&desk, column, &with_another_byte(&kept)).await;
        assert!(!problems(&desk).await.is_empty(), "{column}");
        set_column(&desk, column, &kept).await;
    }
    let report = column_of(&desk, "report").await;
    let total = desk.report().await["total"].as_str().unwrap().to_owned();
    set_column(&desk, "report", &report.replace(&total, "93.13")).await;
    let found = problems(&desk).await;
    assert_eq!(found[0].code, "ISSUED_REPORT_CHANGED", "{found:?}");
    set_column(&desk, "report", "{}").await;
    let found = problems(&desk).await;
    let codes: Vec<&str> = found.iter().map(|it| it.code.as_str()).collect();
    assert!(codes.contains(&"ISSUED_REPORT_UNREADABLE"), "{codes:?}");
    set_column(&desk, "report", &report).await;
    assert_eq!(problems(&desk).await, []);
    pack(&desk, &number).await;
}

async fn problems(desk: &Desk) -> Vec<Problem> {
    let proved = reporting::recompute_issued(&desk.world.service).await;
    proved.unwrap().1
}

/// The same text with one byte in its middle another one.
fn with_another_byte(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let digits = |byte: &u8| byte.is_ascii_digit();
    match bytes.iter().skip(bytes.len() / 2).position(digits) {
        Some(place) => {
            let place = bytes.len() / 2 + place;
            bytes[place] = if bytes[place] == b'1' { b'2' } else { b'1' };
        }
        None => bytes.push(b'1'),
    }
    String::from_utf8(bytes).unwrap()
}

async fn column_of(desk: &Desk, column: &'static str) -> String {
    let sql = format!("SELECT {column} FROM report_issue");
    let read = desk.world.service.store.read(move |tx| {
        let text = tx.query_row(&sql, [], |row| row.get::<_, String>(0))?;
        Ok::<_, StoreError>(text)
    });
    read.await.unwrap()
}

async fn set_column(desk: &Desk, column: &'static str, text: &str) {
    let (sql, text) = (
        format!("UPDATE report_issue SET {column} = ?1"),
        text.to_owned(),
    );
    let written = desk.world.service.store.write(move |tx| {
        tx.execute(&sql, [&text])?;
        Ok::<_, StoreError>(())
    });
    written.await.unwrap();
}

type Files = BTreeMap<String, Vec<u8>>;

/// The pack of the same report: every kind of file in turn, with and without a new list of hashes.
async fn pack(desk: &Desk, number: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.zip");
    reporting::archive_for_owner(&desk.world.service, "demo", &path)
        .await
        .unwrap();
    let files = read(&std::fs::read(&path).unwrap());
    links_lead_somewhere(&files, number);
    assert_eq!(codes(&verified(&files)), [""; 0]);
    for name in one_of_each_kind(&files) {
        let found = verified(&with_changed(&files, &name));
        assert_eq!(codes(&found)[0], "ARCHIVE_FILE_DAMAGED", "{name}");
    }
    for part in [
        "content",
        "report",
        "inputs",
        "records",
        "framework",
        "facts",
        "sheet",
        "issue",
    ] {
        let name = format!("report/{part}.json");
        let found = verified(&listed_anew(with_changed(&files, &name)));
        assert!(!codes(&found).is_empty(), "{name} with its new hash");
    }
    let log = "log/audit.jsonl";
    let found = verified(&listed_anew(with_changed(&files, log)));
    assert!(codes(&found).contains(&"ARCHIVE_LOG_BROKEN"), "{found:?}");
    let blank = |text: &str| -> String {
        let lines = text.lines().map(|line| {
            let mut line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["hash"] = "".into();
            if line.get("before").is_some() {
                line["before"] = "".into();
            }
            format!("{line}\n")
        });
        lines.collect()
    };
    let mut bare = files.clone();
    let text = String::from_utf8(files[log].clone()).unwrap();
    bare.insert(log.to_owned(), blank(&text).into_bytes());
    let found = verified(&listed_anew(bare));
    assert!(codes(&found).contains(&"ARCHIVE_LOG_BROKEN"), "{found:?}");
    without(&files, "SHA256SUMS", "ARCHIVE_SUMS_MISSING");
    without(&files, "report/report.pdf", "ARCHIVE_FILE_MISSING");
    without(&files, log, "ARCHIVE_LOG_MISSING");
    let mut more = files.clone();
    more.insert("papers/new.html".to_owned(), b"x".to_vec());
    assert_eq!(codes(&verified(&more)), ["ARCHIVE_FILE_UNLISTED"]);
    let mut gone = files.clone();
    gone.retain(|name, _| !name.starts_with("report/"));
    let found = verified(&listed_anew(gone));
    assert_eq!(codes(&found), ["ISSUED_REPORT_MISSING"]);
}

fn without(files: &Files, name: &str, code: &str) {
    let mut fewer = files.clone();
    fewer.remove(name);
    let found = verified(&fewer);
    assert!(codes(&found).contains(&code), "{name}: {found:?}");
}

/// The page finds its pictures and papers within the pack, and the contents lead to real files;
/// what is printed can be computed again without any software of ours.
fn links_lead_somewhere(files: &Files, number: &str) {
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    for (page, up) in [
        ("index.html", ""),
        ("report/report.html", "../"),
        ("findings/findings.html", "../"),
        ("papers/index.html", "../"),
    ] {
        let shown = text(page);
        let mut seen = 0;
        for attribute in ["href=\"", "src=\""] {
            for rest in shown.split(attribute).skip(1) {
                let target = rest.split('"').next().unwrap();
                let file = target.split('#').next().unwrap();
                if file.is_empty() {
                    assert_ne!(target, "#", "{page} leads nowhere");
                    continue;
                }
                let file = file.strip_prefix(up).unwrap_or(file);
                assert!(files.contains_key(file), "{page} → {target}");
                seen += 1;
            }
        }
        assert!(seen > 5, "{page}: {seen}");
    }
    assert!(text("report/report.html").contains("src=\"../photos/"));
    let hash = Sha256Hex::of(&files["report/content.json"]);
    assert!(
        text("report/report.html").contains(hash.as_str()),
        "printed"
    );
    assert!(text("report/report.html").contains(number));
    let papers = files.keys().filter(|name| name.starts_with("papers/X-"));
    let pictured = papers.filter(|name| text(name).contains("src=\"../photos/X-"));
    assert!(pictured.count() > 10);
    let bare = |name: &&String| name.starts_with("files/") && name.ends_with(".bin");
    assert_eq!(
        files.keys().filter(bare).count(),
        0,
        "every file has its ending"
    );
    for name in [
        "report/public.html",
        "report/brief.docx",
        "letters/feedback.docx",
        "scores/framework.html",
        "scores/history.csv",
        "review/edits.html",
        "checks/self-evaluations.html",
    ] {
        assert!(files.contains_key(name), "{name}");
    }
    assert!(
        files
            .keys()
            .any(|name| name.starts_with("forms/site-road-bridge-"))
    );
    assert!(files.keys().any(|name| name.starts_with("records/")));
}

fn codes(report: &ArchiveReport) -> Vec<&str> {
    let codes = report.problems.iter().map(|problem| problem.code.as_str());
    codes.collect()
}

/// The first file of each folder and ending, but the list of hashes.
fn one_of_each_kind(files: &Files) -> Vec<String> {
    let mut kinds: BTreeMap<(String, String), String> = BTreeMap::new();
    for name in files.keys().filter(|name| *name != "SHA256SUMS") {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let kind = (folder.to_owned(), ending.to_owned());
        kinds.entry(kind).or_insert_with(|| name.clone());
    }
    kinds.into_values().collect()
}

fn with_changed(files: &Files, name: &str) -> Files {
    let mut changed = files.clone();
    let bytes = changed.get_mut(name).unwrap();
    let text = String::from_utf8(bytes.clone());
    match text {
        Ok(text) => *bytes = with_another_byte(&text).into_bytes(),
        Err(_) => {
            let place = bytes.len() / 2;
            bytes[place] ^= 1;
        }
    }
    changed
}

/// As somebody would who knows of the list.
fn listed_anew(mut files: Files) -> Files {
    let hashed = files.iter().filter(|(name, _)| *name != "SHA256SUMS");
    let line = |(name, bytes): (&String, &Vec<u8>)| format!("{}  {name}\n", Sha256Hex::of(bytes));
    let sums: String = hashed.map(line).collect();
    files.insert("SHA256SUMS".to_owned(), sums.into_bytes());
    files
}

fn read(bytes: &[u8]) -> Files {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Files::new();
    for place in 0..zip.len() {
        let mut entry = zip.by_index(place).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        assert!(
            files.insert(name.clone(), content).is_none(),
            "{name} twice"
        );
    }
    files
}

fn verified(files: &Files) -> ArchiveReport {
    let mut file = tempfile::tempfile().unwrap();
    let mut zip = ZipWriter::new(&mut file);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    reporting::verify_archive(file)
}
