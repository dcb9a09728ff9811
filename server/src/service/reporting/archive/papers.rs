//! The working papers of a pack: one page a record, its photos and files beside it, every revision
//! as data; records that do not count apart. Not here: what stands on a page
//! (`render::working_paper`).

use domain::desk_tables::{PackLine, pack_sheet};
use domain::fieldwork::{Attachment, AttachmentKind, RecordKind};
use domain::ids::Sha256Hex;
use domain::report::archive_words::{RECORD_DATA, UNCOUNTED, sections};

use super::super::super::ServiceError;
use super::super::super::evidence::Evidence;
use super::super::super::records::index_and_name;
use super::super::super::stored_records::Record;
use super::{INDEX, Pack};
use crate::render::working_paper::{PaperFile, WorkingPaper, page};
use crate::render::{pack::table_page, tables};
use crate::store::{self, Tx};

/// All records with what belongs to them.
pub(super) fn add(tx: &Tx<'_>, evidence: &Evidence, pack: &mut Pack) -> Result<(), ServiceError> {
    let (counting, others): (Vec<&Record>, Vec<&Record>) =
        evidence.records.iter().partition(|record| record.counts());
    for record in &counting {
        one(evidence, record, pack, "papers");
    }
    for record in &others {
        one(evidence, record, pack, "papers-uncounted");
    }
    for record in evidence.records.iter() {
        revisions(tx, record, pack)?;
    }
    Ok(())
}

fn one(evidence: &Evidence, record: &Record, pack: &mut Pack, folder: &str) {
    let (number, about) = index_and_name(evidence, record);
    let mut files = Vec::new();
    let mut lines = Vec::new();
    for (place, attachment) in (1..).zip(record.body.attachments.values()) {
        let name = file_name(&number, place, attachment);
        let is_here = !record.missing_blobs.contains(&attachment.sha256);
        files.push(paper_file(attachment, is_here.then_some(&name)));
        if is_here {
            let sha256 = attachment.sha256.clone();
            pack.links
                .photos
                .entry(sha256.clone())
                .or_insert_with(|| name.clone());
            lines.push(line(&number, &attachment.path, &name, sha256.as_str()));
            pack.blobs.insert(name, sha256);
        }
    }
    let text = page(&WorkingPaper {
        index: &number,
        about: &about,
        instrument: &record.instrument,
        body: &record.body,
        files: &files,
    });
    let name = format!("{folder}/{number}-{}.html", record.head.id);
    let about = match folder {
        "papers" => about,
        _ => format!("{about} {UNCOUNTED}"),
    };
    let hash = Sha256Hex::of(text.as_bytes());
    pack.papers
        .push(line(&number, &about, &name, hash.as_str()));
    pack.papers.extend(lines);
    if record.head.kind == RecordKind::QuestionnaireResponse {
        let form = record.head.form_id.clone();
        let first = || format!("papers/index.html#{number}");
        pack.links.questionnaires.entry(form).or_insert_with(first);
    }
    pack.links
        .papers
        .insert(record.head.id.clone(), name.clone());
    pack.add(&name, text.into_bytes());
}

fn line(index: &str, about: &str, file: &str, sha256: &str) -> PackLine {
    PackLine {
        index: index.to_owned(),
        about: about.to_owned(),
        file: file.to_owned(),
        sha256: sha256.to_owned(),
    }
}

/// Photos and other files lie apart; each name is that of its paper with a place and a short hash.
fn file_name(number: &str, place: u32, attachment: &Attachment) -> String {
    let folder = match attachment.kind {
        AttachmentKind::Photo => "photos",
        AttachmentKind::Signature | AttachmentKind::Audio | AttachmentKind::File => "files",
    };
    let short = attachment.sha256.short();
    let ending = ending(&attachment.media_type);
    format!("{folder}/{number}-{place:02}-{short}.{ending}")
}

/// The usual ending of a kind of content.
fn ending(media_type: &str) -> &'static str {
    let plain = media_type.split(';').next().unwrap_or_default().trim();
    match plain {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "audio/webm" | "video/webm" => "webm",
        "audio/mp4" | "audio/x-m4a" | "audio/aac" => "m4a",
        "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        "audio/wav" | "audio/x-wav" => "wav",
        "application/pdf" => "pdf",
        "application/msword" => "doc",
        "application/vnd.ms-excel" => "xls",
        "application/vnd.ms-powerpoint" => "ppt",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "pptx",
        "application/zip" => "zip",
        "text/plain" => "txt",
        "text/csv" => "csv",
        _ => "bin",
    }
}

fn paper_file(attachment: &Attachment, name: Option<&String>) -> PaperFile {
    let taken = attachment.taken_at.to_minute_text();
    PaperFile {
        about: format!("{} {} {taken}", attachment.path, attachment.caption),
        href: name.map(|name| format!("../{name}")).unwrap_or_default(),
        sha256: attachment.sha256.to_string(),
        is_picture: attachment.media_type.starts_with("image/"),
    }
}

/// Where a record stands, its review, and every revision of it.
fn revisions(tx: &Tx<'_>, record: &Record, pack: &mut Pack) -> Result<(), ServiceError> {
    let head = &record.head;
    let mut kept = Vec::new();
    for (rev, name, at, body) in store::documents::revisions(tx, &head.id)? {
        let body: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
        kept.push(serde_json::json!({ "rev": rev, "by": name, "received_at": at, "body": body }));
    }
    let shown = serde_json::json!({
        "record": head.id, "kind": head.kind, "form": head.form_id,
        "form_version": head.form_version, "project": head.project_code, "state": head.state,
        "counts": record.counts(), "came_after_issue": record.is_late,
        "review": head.review, "revisions": kept,
    });
    pack.add_json(&format!("records/{}.json", head.id), &shown)
}

/// The index of papers and files, as a page and as a table.
pub(super) fn index(pack: &mut Pack) -> Result<(), ServiceError> {
    let sheet = pack_sheet(&pack.papers);
    let lead = |row: usize| {
        let line = pack.papers.get(row)?;
        Some(format!("../{}", line.file))
    };
    let page = table_page(&sheet, &lead, &format!("../{INDEX}"));
    let csv = tables::csv(&sheet).map_err(super::failed)?;
    pack.add("papers/index.html", page.into_bytes());
    pack.add("index.csv", csv);
    pack.list_as(sections::PAPERS, sheet.name, "papers/index.html");
    pack.list(sections::PAPERS, "index.csv");
    let papers: Vec<(String, String)> = pack
        .papers
        .iter()
        .filter(|line| line.file.starts_with("papers/") && !line.index.starts_with('W'))
        .map(|line| (format!("{} {}", line.index, line.about), line.file.clone()))
        .collect();
    for (words, name) in papers {
        pack.list_as(sections::PAPERS, &words, &name);
    }
    if let Some(first) = pack.files.keys().find(|name| name.starts_with("records/")) {
        let first = first.clone();
        pack.list_as(sections::PAPERS, RECORD_DATA, &first);
    }
    Ok(())
}
