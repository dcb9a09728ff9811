//! A pack counts as made when it was proved whole: then it stands in the log and, of an issued
//! report, the engagement is 已归档. Not here: making it (`archive`), the proof (`archive_proof`).

use std::io::Read as _;
use std::path::Path;

use domain::engagement::Stage;
use domain::ids::EngagementId;
use domain::problem::Problem;
use domain::wire::ArchiveMade;
use sha2::Digest as _;

use super::super::{Actor, Service, ServiceError, frozen};
use super::archive_proof::{ArchiveReport, verify_archive};
use crate::store;

/// Of what a pack is.
#[derive(Clone, Debug)]
pub(super) struct PackAbout {
    /// The engagement.
    pub engagement: EngagementId,
    /// The issued report's number; empty for a draft.
    pub number: String,
}

/// Proves a pack and notes it. Nobody: the machine's owner at the command line.
pub(super) async fn prove_and_note(
    service: &Service,
    actor: Option<&Actor>,
    path: &Path,
    about: PackAbout,
) -> Result<(), ServiceError> {
    let path = path.to_owned();
    let (report, sha256, bytes) = tokio::task::spawn_blocking(move || proved(&path))
        .await
        .map_err(|error| ServiceError::Internal(error.to_string()))??;
    if let Some(first) = report.problems.first() {
        let problem = Problem::new("ARCHIVE_NOT_WHOLE").with("count", report.problems.len());
        return Err(ServiceError::Conflict(problem.with("first", &first.code)));
    }
    let (actor, now) = (actor.cloned(), service.now());
    let made = ArchiveMade {
        number: about.number,
        sha256,
        bytes,
        files: u32::try_from(report.files).unwrap_or(u32::MAX),
        name: String::new(),
        at: now,
    };
    service
        .store
        .write(move |tx| {
            let id = &about.engagement;
            let who = actor.as_ref().map(|actor| &actor.id);
            let details = serde_json::json!({ "archive": made });
            store::audit::insert(tx, now, who, Some(id), "archive", &details)?;
            // Of a draft, or while a correction is open, it is a copy and no archive.
            if made.number.is_empty() || frozen::number(tx, id)?.as_ref() != Some(&made.number) {
                return Ok(());
            }
            store::issues::insert_archive(tx, id, &made, who)?;
            if let Some(mut engagement) = store::engagements::find(tx, id.as_str())? {
                engagement.stage = Stage::Archived;
                store::engagements::update(tx, &engagement)?;
            }
            Ok(())
        })
        .await
}

fn proved(path: &Path) -> Result<(ArchiveReport, String, u64), ServiceError> {
    let failed = |error: std::io::Error| ServiceError::Internal(format!("archive: {error}"));
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let mut hasher = sha2::Sha256::new();
    let mut buffer = vec![0_u8; 64 * 1024];
    let mut bytes: u64 = 0;
    loop {
        let read = file.read(&mut buffer).map_err(failed)?;
        if read == 0 {
            break;
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
    let digest = hasher.finalize();
    let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let report = verify_archive(std::fs::File::open(path).map_err(failed)?);
    Ok((report, sha256, bytes))
}
