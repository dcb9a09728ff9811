//! Proving an archive pack whole, without anything but the pack. Not here: making one (`archive`).

use std::collections::BTreeMap;
use std::io::Read as _;

use domain::problem::Problem;
use domain::time::Timestamp;
use sha2::Digest as _;
use zip::ZipArchive;

use super::archive::{AUDIT, SUMS};
use crate::store::audit::AuditLine;

/// Files of one pack.
const FILE_LIMIT: usize = 200_000;
/// Bytes of one file when it is unpacked.
const UNPACKED_LIMIT: u64 = 4 * 1024 * 1024 * 1024;

/// What a verification found.
#[derive(Debug, serde::Serialize)]
pub struct ArchiveReport {
    /// Files that were hashed.
    pub files: usize,
    /// Lines of the log that were chained.
    pub audit_lines: usize,
    /// What does not hold: ARCHIVE_UNREADABLE, ARCHIVE_FILE_DAMAGED, ARCHIVE_FILE_MISSING,
    /// ARCHIVE_FILE_UNLISTED, ARCHIVE_LOG_BROKEN.
    pub problems: Vec<Problem>,
}

/// Verifies a pack: every listed file is there and has its hash, no other file is there, and each
/// line of the log has the hash that follows from it.
pub fn verify_archive(file: std::fs::File) -> ArchiveReport {
    let mut report = ArchiveReport {
        files: 0,
        audit_lines: 0,
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

fn check(file: std::fs::File, report: &mut ArchiveReport) -> Result<(), Problem> {
    let mut zip = ZipArchive::new(file).map_err(unreadable)?;
    if zip.len() > FILE_LIMIT {
        return Err(unreadable("too many files"));
    }
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut sums = String::new();
    let mut log = String::new();
    for place in 0..zip.len() {
        let entry = zip.by_index(place).map_err(unreadable)?;
        let name = entry.name().map_err(unreadable)?.into_owned();
        let mut entry = entry.take(UNPACKED_LIMIT);
        let mut hasher = sha2::Sha256::new();
        let mut buffer = [0_u8; 64 * 1024];
        let mut kept = (name == SUMS || name == AUDIT).then_some(Vec::new());
        loop {
            let read = match entry.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => {
                    let problem = Problem::new("ARCHIVE_FILE_DAMAGED").with("file", &name);
                    report.problems.push(problem.with("why", error));
                    break;
                }
            };
            let part = buffer.get(..read).unwrap_or_default();
            hasher.update(part);
            if let Some(kept) = &mut kept {
                kept.extend_from_slice(part);
            }
        }
        let text = kept.map(|kept| String::from_utf8_lossy(&kept).into_owned());
        match (name.as_str(), text) {
            (SUMS, Some(text)) => sums = text,
            (AUDIT, Some(text)) => log = text,
            _ => {}
        }
        let digest = hasher.finalize();
        let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        report.files += 1;
        found.insert(name, hash);
    }
    compare(&sums, &found, report);
    check_log(&log, report);
    Ok(())
}

fn compare(sums: &str, found: &BTreeMap<String, String>, report: &mut ArchiveReport) {
    let listed: BTreeMap<&str, &str> = sums
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, name)| (name, hash))
        .collect();
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
            report
                .problems
                .push(Problem::new("ARCHIVE_FILE_UNLISTED").with("file", name));
        }
    }
}

fn check_log(log: &str, report: &mut ArchiveReport) {
    for (place, text) in log.lines().enumerate() {
        let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
        let field = |name: &str| {
            value
                .get(name)
                .and_then(|it| it.as_str())
                .map(str::to_owned)
        };
        let number = |name: &str| value.get(name).and_then(serde_json::Value::as_i64);
        let line = AuditLine {
            id: number("id").unwrap_or_default(),
            at: Timestamp(number("at").unwrap_or_default()),
            account: field("account"),
            engagement: field("engagement"),
            action: field("action").unwrap_or_default(),
            details: field("details").unwrap_or_default(),
            hash: field("hash").unwrap_or_default(),
        };
        let before = field("before").unwrap_or_default();
        report.audit_lines += 1;
        if !line.hash.is_empty() && line.hash != line.chained(&before) {
            let problem = Problem::new("ARCHIVE_LOG_BROKEN").with("line", place + 1);
            report.problems.push(problem);
        }
    }
}
