//! 归档包: everything an engagement rests on in one zip that any computer can read, and the proof
//! that it is whole. Not here: the pages within it (`render`).

use std::collections::BTreeMap;
use std::io::{Seek, Write};

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::report::{Report, archive_words};
use domain::time::Timestamp;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::records::index_and_name;
use super::super::{Membership, Service, ServiceError, evidence, owner, stored_records};
use super::renders::{Format, draw_report};
use super::{printed, template};
use crate::render;
use crate::store::{self, Tx, audit::AuditLine};

/// The list of hashes, as `sha256sum -c` reads it.
pub(super) const SUMS: &str = "SHA256SUMS";
/// The log, one JSON line each.
pub(super) const AUDIT: &str = "log/audit.jsonl";

/// All that goes into a pack, but the photos' bytes.
pub(super) struct Pack {
    /// Name → bytes.
    files: BTreeMap<String, Vec<u8>>,
    /// The report as issued, else as it stands.
    report: Report,
    template: Option<Sha256Hex>,
    /// Name → blob.
    blobs: BTreeMap<String, Sha256Hex>,
}

/// Gathers a pack at one moment.
pub(super) fn gather(
    tx: &Tx<'_>,
    membership: &Membership,
    now: Timestamp,
) -> Result<Pack, ServiceError> {
    let id = &membership.engagement.id;
    let evidence = evidence::gather(tx, membership.engagement.clone())?;
    let heads = store::issues::of_engagement(tx, id)?;
    let edits = store::reporting::edits(tx, id)?;
    let report = match heads.first() {
        Some(head) => store::issues::report(tx, id, &head.number)?,
        None => None,
    };
    let report = match report {
        Some(report) => report,
        None => printed(tx, &evidence, &Default::default(), &edits)?,
    };
    let mut files = BTreeMap::new();
    let mut add = |name: &str, bytes: Vec<u8>| drop(files.insert(name.to_owned(), bytes));
    let numbers: Vec<&str> = heads.iter().map(|head| head.number.as_str()).collect();
    let title = &membership.engagement.title;
    let about = archive_words::archive_about(title, &numbers, &now.to_minute_text());
    add("00-README.txt", about.into_bytes());
    add("report/content.json", json(&report)?);
    add("scores/framework.json", json(&evidence.framework)?);
    let facts = evidence.facts()?;
    let (sheet, _) = domain::scoring::score(&evidence.framework, &facts);
    add("scores/sheet.json", json(&sheet)?);
    add("scores/facts.json", json(&facts)?);
    add(
        "sample/frame.csv",
        domain::project::canonical_csv(&evidence.frame.projects).into_bytes(),
    );
    add(
        "sample/protocol.json",
        json(&store::samples::draw(tx, id)?)?,
    );
    add("sample/sites.json", json(&evidence.sites)?);
    add("findings/findings.json", json(&evidence.findings())?);
    add(
        "report/opinions.json",
        json(&store::feedback::opinions(tx, id)?)?,
    );
    add(
        "report/review.json",
        json(&store::reporting::events(tx, id)?)?,
    );
    add(
        "rectification/ledger.json",
        json(&store::feedback::ledger(tx, id)?)?,
    );
    add(AUDIT, audit_lines(&store::audit::all(tx)?, id.as_str())?);
    let mut blobs = BTreeMap::new();
    let mut index = archive_words::INDEX_HEADING.to_owned();
    for record in evidence.records.iter().filter(|record| record.counts()) {
        papers(&evidence, record, &mut files, &mut blobs, &mut index);
    }
    files.insert("index.csv".to_owned(), index.into_bytes());
    Ok(Pack {
        files,
        report,
        template: template::stored(tx, id)?,
        blobs,
    })
}

fn json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, ServiceError> {
    serde_json::to_vec_pretty(value).map_err(|error| ServiceError::Internal(error.to_string()))
}

/// One record as a page, with its files, listed in the index.
fn papers(
    evidence: &evidence::Evidence,
    record: &stored_records::Record,
    files: &mut BTreeMap<String, Vec<u8>>,
    blobs: &mut BTreeMap<String, Sha256Hex>,
    index: &mut String,
) {
    let (number, about) = index_and_name(evidence, record);
    let page = render::working_paper::page(&render::working_paper::WorkingPaper {
        index: &number,
        about: &about,
        instrument: &record.instrument,
        body: &record.body,
    });
    let name = format!("papers/{number}-{}.html", record.head.id);
    let hash = Sha256Hex::of(page.as_bytes());
    line(index, &[&number, &about, &name, hash.as_str()]);
    files.insert(name, page.into_bytes());
    for (place, attachment) in record.body.attachments.values().enumerate() {
        if record.missing_blobs.contains(&attachment.sha256) {
            continue;
        }
        let file = format!(
            "files/{number}-{:02}-{}",
            place + 1,
            attachment.sha256.short()
        );
        line(
            index,
            &[&number, &attachment.path, &file, attachment.sha256.as_str()],
        );
        blobs.insert(file, attachment.sha256.clone());
    }
}

/// A line of CSV; a cell that a spreadsheet would take for a formula is kept as text.
fn line(index: &mut String, cells: &[&str]) {
    let quoted: Vec<String> = cells
        .iter()
        .map(|cell| {
            let guard = if cell.starts_with(['=', '+', '-', '@']) {
                "'"
            } else {
                ""
            };
            format!("\"{guard}{}\"", cell.replace('"', "\"\""))
        })
        .collect();
    index.push_str(&quoted.join(","));
    index.push_str("\r\n");
}

/// The lines of this engagement, each with the hashes that chain it into the whole log: what other
/// engagements did is not shown, only that nothing is missing between.
fn audit_lines(lines: &[AuditLine], engagement: &str) -> Result<Vec<u8>, ServiceError> {
    let mut out = Vec::new();
    let mut before = String::new();
    for line in lines {
        if line.engagement.as_deref() == Some(engagement) {
            let shown = serde_json::json!({
                "id": line.id, "at": line.at, "account": line.account,
                "engagement": line.engagement, "action": line.action, "details": line.details,
                "before": before, "hash": line.hash,
            });
            let text = shown.to_string();
            out.extend_from_slice(text.as_bytes());
            out.push(b'\n');
        }
        before.clone_from(&line.hash);
    }
    Ok(out)
}

/// Writes the pack.
pub(super) fn write(
    service: &Service,
    pack: &Pack,
    out: &mut std::fs::File,
    progress: &dyn Fn(&str),
) -> Result<(), ServiceError> {
    let mut zip = Zip {
        writer: ZipWriter::new(out),
        sums: String::new(),
    };
    let formats = [
        ("report/report.docx", Format::Docx),
        ("report/report.pdf", Format::Pdf),
        ("report/report.html", Format::Html),
        ("report/annexes.xlsx", Format::Xlsx),
    ];
    for (name, format) in formats {
        progress("drawing");
        let bytes = draw_report(service, &pack.report, format, pack.template.as_ref())?;
        zip.add(name, &bytes)?;
    }
    for (name, bytes) in &pack.files {
        zip.add(name, bytes)?;
    }
    progress("photos");
    for (name, sha256) in &pack.blobs {
        let bytes = service.blobs.read(sha256).ok().flatten();
        let bytes = bytes.ok_or_else(|| {
            let problem = Problem::new("BLOB_DAMAGED_OR_MISSING").with("sha256", sha256);
            ServiceError::Conflict(problem)
        })?;
        zip.add(name, &bytes)?;
    }
    progress("packing");
    zip.finish()
}

struct Zip<W: Write + Seek> {
    writer: ZipWriter<W>,
    sums: String,
}

fn failed(error: impl std::fmt::Display) -> ServiceError {
    ServiceError::Internal(format!("archive: {error}"))
}

impl<W: Write + Seek> Zip<W> {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ServiceError> {
        let hash = Sha256Hex::of(bytes);
        self.sums.push_str(&format!("{hash}  {name}\n"));
        self.put(name, bytes)
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), ServiceError> {
        // Pictures and documents are packed already.
        let packed = name.starts_with("files/") || name.ends_with(".docx");
        let method = match packed {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .large_file(bytes.len() > 1_000_000_000)
            .unix_permissions(0o644);
        self.writer.start_file(name, options).map_err(failed)?;
        self.writer.write_all(bytes).map_err(failed)
    }

    fn finish(mut self) -> Result<(), ServiceError> {
        let sums = std::mem::take(&mut self.sums);
        self.put(SUMS, sums.as_bytes())?;
        self.writer.finish().map(drop).map_err(failed)
    }
}

/// The pack for the command line, which acts as the machine's owner.
pub async fn archive_for_owner(
    service: &Service,
    engagement: &str,
    out: std::fs::File,
) -> Result<(), ServiceError> {
    let (name, now) = (engagement.to_owned(), service.now());
    let pack = service
        .store
        .read(move |tx| {
            let membership = owner(tx, &name)?;
            gather(tx, &membership, now)
        })
        .await?;
    let (service, mut out) = (service.clone(), out);
    tokio::task::spawn_blocking(move || write(&service, &pack, &mut out, &|_| {}))
        .await
        .map_err(failed)?
}
