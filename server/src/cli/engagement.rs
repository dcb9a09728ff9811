//! `kanping score engagement`, `report` and `verify`.

use std::path::Path;

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use serde_json::json;

use super::{CommandError, print_json};
use crate::service::reporting::{self, Format};
use crate::service::stored_records::compare_checks;
use crate::service::{Service, reports, scores};
use crate::store;

/// Prints the score sheet.
pub async fn score(service: &Service, engagement: &str) -> Result<u8, CommandError> {
    let view = scores::of_engagement(service, engagement).await?;
    print_json(&json!({
        "rows": view.sheet.rows,
        "levels": view.sheet.levels,
        "total": view.sheet.total,
        "grade": view.sheet.grade,
        "gaps": view.gaps,
        "framework": view.sheet.framework_id,
        "algorithm": view.sheet.algorithm,
    }));
    Ok(0)
}

/// Writes the report to a file: the issued one where one stands, else the draft. Exit 1 when its
/// consistency tests find something.
pub async fn report(
    service: &Service,
    engagement: &str,
    (format, edition): (Format, domain::report::Edition),
    out: &Path,
) -> Result<u8, CommandError> {
    let found = reports::edition_for_owner(service, engagement, format, edition).await;
    let (bytes, problems) = found?;
    std::fs::write(out, &bytes)?;
    let sha256 = Sha256Hex::of(&bytes);
    let code = u8::from(!problems.is_empty());
    print_json(&json!({
        "file": out, "bytes": bytes.len(), "sha256": sha256, "problems": problems,
    }));
    Ok(code)
}

/// Writes the archive pack and proves it; of an issued report the engagement is then archived.
pub async fn archive(service: &Service, engagement: &str, out: &Path) -> Result<u8, CommandError> {
    reporting::archive_for_owner(service, engagement, out).await?;
    let bytes = std::fs::metadata(out)?.len();
    print_json(&json!({ "file": out, "bytes": bytes }));
    Ok(0)
}

/// Proves an archive pack whole. Exit 1 with problems.
pub fn verify_archive(archive: &Path) -> Result<u8, CommandError> {
    let report = reporting::verify_archive(std::fs::File::open(archive)?);
    print_json(&report);
    Ok(u8::from(!report.problems.is_empty()))
}

/// Checks the database's integrity, every blob's hash, the audit log's chain, every issued report
/// against its seal, and computes every issued score again. Exit 1 with problems.
pub async fn verify(service: &Service) -> Result<u8, CommandError> {
    let (integrity, blobs, log) = service
        .store
        .read(|tx| {
            let integrity = store::integrity(tx)?;
            let log = store::audit::all(tx)?;
            Ok::<_, CommandError>((integrity, store::blobs::all(tx)?, log))
        })
        .await?;
    let mut problems: Vec<Problem> = integrity
        .into_iter()
        .map(|line| Problem::new("DATABASE_DAMAGED").with("line", line))
        .collect();
    let checked = blobs.len();
    for (name, _) in blobs {
        let sound = Sha256Hex::parse(&name).and_then(|sha256| {
            service
                .blobs
                .rehash(&sha256)
                .ok()
                .map(|found| found == sha256)
        });
        if sound != Some(true) {
            problems.push(Problem::new("BLOB_DAMAGED_OR_MISSING").with("sha256", name));
        }
    }
    if let Some(line) = store::audit::first_break(&log) {
        problems.push(Problem::new("AUDIT_CHAIN_BROKEN").with("line", line));
    }
    let (issued, differing) = reporting::recompute_issued(service).await?;
    problems.extend(differing);
    let (answer_checks, differing) = compare_checks(service).await?;
    problems.extend(differing);
    let code = u8::from(!problems.is_empty());
    print_json(&json!({
        "blobs": checked, "audit_lines": log.len(), "issued": issued,
        "answer_checks": answer_checks, "problems": problems,
    }));
    Ok(code)
}
