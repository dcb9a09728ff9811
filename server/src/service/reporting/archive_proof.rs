//! Proving an archive pack whole, without anything but the pack: its files against the list, the
//! log against its hashes, each issued report against its seal in the log, the scores computed
//! again. Not here: making one (`archive`).

use std::collections::BTreeMap;
use std::io::Read as _;

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::time::Timestamp;
use sha2::Digest as _;
use zip::ZipArchive;

use super::archive::{AUDIT, SUMS, part_name};
use super::issue_proof::{problems_of, sealed_in_log};
use crate::store::audit::AuditLine;
use crate::store::issues::{FrozenParts, PARTS};

/// Files of one pack.
const FILE_LIMIT: usize = 200_000;
/// Bytes of one file when it is unpacked.
const UNPACKED_LIMIT: u64 = 4 * 1024 * 1024 * 1024;
/// Bytes of one file that is read and not only hashed.
const READ_LIMIT: usize = 512 * 1024 * 1024;
/// What says that a folder holds an issued report.
const ISSUE: &str = "issue.json";

/// What a verification found.
#[derive(Debug, serde::Serialize)]
pub struct ArchiveReport {
    /// Files that were hashed.
    pub files: usize,
    /// Lines of this engagement's log that were chained.
    pub audit_lines: usize,
    /// Issued reports whose parts were proved.
    pub issued: usize,
    /// What does not hold: ARCHIVE_UNREADABLE, ARCHIVE_SUMS_MISSING, ARCHIVE_FILE_DAMAGED,
    /// ARCHIVE_FILE_MISSING, ARCHIVE_FILE_UNLISTED, ARCHIVE_LOG_MISSING, ARCHIVE_LOG_BROKEN, and
    /// those of an issued report: ISSUED_REPORT_UNREADABLE, ISSUED_REPORT_CHANGED,
    /// ISSUED_REPORT_MISSING, ISSUED_SCORE_DIFFERS.
    pub problems: Vec<Problem>,
}

/// Verifies a pack.
pub fn verify_archive(file: std::fs::File) -> ArchiveReport {
    let mut report = ArchiveReport {
        files: 0,
        audit_lines: 0,
        issued: 0,
        problems: Vec::new(),
    };
    if let Err(problem) = check(file, &mut report) {
        report.problems.push(problem);
    }
    report
}

fn unreadable(error: impl std::fmt::Display) -> Problem {
    Problem::new("ARCHIVE_UNREADABLE").with("why", error)
}

/// What was read of a pack.
#[derive(Default)]
struct Found {
    /// Name → SHA-256.
    hashes: BTreeMap<String, String>,
    /// Name → text, of files that are read.
    texts: BTreeMap<String, String>,
}

fn is_read(name: &str) -> bool {
    let in_report = name.starts_with("report/") || name.starts_with("earlier/");
    name == SUMS || name == AUDIT || (in_report && name.ends_with(".json"))
}

fn check(file: std::fs::File, report: &mut ArchiveReport) -> Result<(), Problem> {
    let mut zip = ZipArchive::new(file).map_err(unreadable)?;
    if zip.len() > FILE_LIMIT {
        return Err(unreadable("too many files"));
    }
    let mut found = Found::default();
    for place in 0..zip.len() {
        let entry = zip.by_index(place).map_err(unreadable)?;
        let name = entry.name().map_err(unreadable)?.into_owned();
        if let Err(why) = read(entry, &name, &mut found) {
            let problem = Problem::new("ARCHIVE_FILE_DAMAGED").with("file", &name);
            report.problems.push(problem.with("why", why));
        }
        report.files += 1;
    }
    match found.texts.get(SUMS) {
        Some(sums) => compare(sums, &found.hashes, report),
        None => report.problems.push(Problem::new("ARCHIVE_SUMS_MISSING")),
    }
    let lines = match found.texts.get(AUDIT) {
        Some(log) => check_log(log, report),
        None => {
            report.problems.push(Problem::new("ARCHIVE_LOG_MISSING"));
            Vec::new()
        }
    };
    check_issues(&found, &lines, report);
    Ok(())
}

/// Hashes one file, and keeps the text of those that are read.
fn read(entry: impl std::io::Read, name: &str, found: &mut Found) -> Result<(), std::io::Error> {
    let mut entry = entry.take(UNPACKED_LIMIT);
    let mut hasher = sha2::Sha256::new();
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut kept = is_read(name).then_some(Vec::new());
    let ended = loop {
        let read = match entry.read(&mut buffer) {
            Ok(0) => break Ok(()),
            Ok(read) => read,
            Err(error) => break Err(error),
        };
        let part = buffer.get(..read).unwrap_or_default();
        hasher.update(part);
        if let Some(kept) = kept.as_mut().filter(|kept| kept.len() < READ_LIMIT) {
            kept.extend_from_slice(part);
        }
    };
    if let Some(kept) = kept {
        let text = String::from_utf8_lossy(&kept).into_owned();
        found.texts.insert(name.to_owned(), text);
    }
    let digest = hasher.finalize();
    let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    match found.hashes.insert(name.to_owned(), hash) {
        // Two files under one name: which of them a reader sees is chance.
        Some(_) => Err(std::io::Error::other("twice")),
        None => ended,
    }
}

fn compare(sums: &str, found: &BTreeMap<String, String>, report: &mut ArchiveReport) {
    let listed: BTreeMap<&str, &str> = sums
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, name)| (name, hash))
        .collect();
    if listed.is_empty() {
        report.problems.push(Problem::new("ARCHIVE_SUMS_MISSING"));
    }
    for (name, hash) in &listed {
        let problem = match found.get(*name) {
            None => Problem::new("ARCHIVE_FILE_MISSING").with("file", name),
            Some(own) if own != hash => Problem::new("ARCHIVE_FILE_DAMAGED").with("file", name),
            Some(_) => continue,
        };
        report.problems.push(problem);
    }
    for name in found.keys().filter(|name| *name != SUMS) {
        if !listed.contains_key(name.as_str()) {
            let problem = Problem::new("ARCHIVE_FILE_UNLISTED").with("file", name);
            report.problems.push(problem);
        }
    }
}

/// The engagement's own lines; each has the hash that follows from the line before, of whichever
/// engagement, and no number is left out.
fn check_log(log: &str, report: &mut ArchiveReport) -> Vec<AuditLine> {
    let mut own = Vec::new();
    let mut before = String::new();
    let mut expected = None;
    for text in log.lines() {
        let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
        let line = audit_line(&value);
        let claimed = value.get("before").and_then(serde_json::Value::as_str);
        let is_own = !line.action.is_empty();
        let follows = expected.is_none_or(|expected| line.id == expected);
        let is_chained = claimed == Some(before.as_str()) && line.hash == line.chained(&before);
        let is_sound = follows && !line.hash.is_empty() && (!is_own || is_chained);
        // Lines from before there were hashes stand in front, and none of them is an issue.
        let is_older = line.hash.is_empty() && before.is_empty() && line.action != "report_issue";
        let may_stand = is_sound || is_older && follows;
        if !may_stand {
            let problem = Problem::new("ARCHIVE_LOG_BROKEN").with("line", line.id);
            report.problems.push(problem);
        }
        expected = Some(line.id + 1);
        before.clone_from(&line.hash);
        if is_own {
            report.audit_lines += 1;
            own.push(line);
        }
    }
    if own.is_empty() {
        report.problems.push(Problem::new("ARCHIVE_LOG_MISSING"));
    }
    own
}

fn audit_line(value: &serde_json::Value) -> AuditLine {
    let field = |name: &str| {
        let found = value.get(name).and_then(serde_json::Value::as_str);
        found.map(str::to_owned)
    };
    let number = |name: &str| value.get(name).and_then(serde_json::Value::as_i64);
    AuditLine {
        id: number("id").unwrap_or_default(),
        at: Timestamp(number("at").unwrap_or_default()),
        account: field("account"),
        engagement: field("engagement"),
        action: field("action").unwrap_or_default(),
        details: field("details").unwrap_or_default(),
        hash: field("hash").unwrap_or_default(),
    }
}

/// Every issued report that the log knows is in the pack, and is what the log sealed.
fn check_issues(found: &Found, lines: &[AuditLine], report: &mut ArchiveReport) {
    let mut missing = sealed_in_log(lines);
    let folders = found
        .texts
        .keys()
        .filter_map(|name| name.strip_suffix(ISSUE));
    for folder in folders {
        let (parts, template) = frozen(found, folder);
        let logged = missing.remove(&parts.number).unwrap_or_default();
        report
            .problems
            .extend(problems_of(&parts, &template, &logged));
        let kept = found.hashes.get(&format!("{folder}template.docx"));
        if kept.map(String::as_str).unwrap_or_default() != template {
            let problem = Problem::new("ISSUED_REPORT_CHANGED").with("number", &parts.number);
            report.problems.push(problem.with("part", "template"));
        }
        report.issued += 1;
    }
    for number in missing.keys() {
        let problem = Problem::new("ISSUED_REPORT_MISSING").with("number", number);
        report.problems.push(problem);
    }
}

/// The parts of an issued report, and the hash of its template.
fn frozen(found: &Found, folder: &str) -> (FrozenParts, String) {
    let text = |name: &str| found.texts.get(name).cloned().unwrap_or_default();
    let issue = text(&format!("{folder}{ISSUE}"));
    let issue: serde_json::Value = serde_json::from_str(&issue).unwrap_or_default();
    let field = |name: &str| {
        let value = issue.get(name).and_then(serde_json::Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    let part = |name: &'static str| (name, text(&part_name(folder, name)));
    let parts = FrozenParts {
        number: field("number"),
        content: Sha256Hex::parse(&field("content")).map_or_else(String::new, |it| it.to_string()),
        parts: PARTS.into_iter().map(part).collect(),
        seal: field("seal"),
    };
    (parts, field("template"))
}
