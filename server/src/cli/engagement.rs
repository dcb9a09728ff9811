//! `kanping score engagement`, `report` and `verify`.

use std::path::Path;

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use serde_json::json;

use super::{CommandError, print_json};
use crate::service::reports::{self, Format};
use crate::service::{Service, scores};
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

/// Writes the draft report to a file. Exit 1 when its consistency tests find something.
pub async fn report(
    service: &Service,
    engagement: &str,
    format: Format,
    out: &Path,
) -> Result<u8, CommandError> {
    let (bytes, problems) = reports::for_owner(service, engagement, format).await?;
    std::fs::write(out, &bytes)?;
    let sha256 = Sha256Hex::of(&bytes);
    let code = u8::from(!problems.is_empty());
    print_json(&json!({
        "file": out, "bytes": bytes.len(), "sha256": sha256, "problems": problems,
    }));
    Ok(code)
}

/// Checks the database's integrity and every blob's hash. Exit 1 with problems.
pub async fn verify(service: &Service) -> Result<u8, CommandError> {
    let (integrity, blobs) = service
        .store
        .read(|tx| {
            let integrity = store::integrity(tx)?;
            Ok::<_, CommandError>((integrity, store::blobs::all(tx)?))
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
    let code = u8::from(!problems.is_empty());
    print_json(&json!({ "blobs": checked, "problems": problems }));
    Ok(code)
}
