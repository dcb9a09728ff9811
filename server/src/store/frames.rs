//! The frozen project list.

use domain::ids::{AccountId, EngagementId, ProjectCode, Sha256Hex};
use domain::project::{Frame, Project};
use domain::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json, to_json};

/// Stores the frame in place of any earlier one.
pub fn replace(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    frame: &Frame,
    source_name: &str,
    by: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM frame_project WHERE engagement_id = ?1",
        [&engagement.0],
    )?;
    tx.execute(
        "INSERT INTO frame (engagement_id, sha256, source_name, imported_by, imported_at)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (engagement_id) DO UPDATE SET sha256 = excluded.sha256,
           source_name = excluded.source_name, imported_by = excluded.imported_by,
           imported_at = excluded.imported_at",
        params![
            engagement.0,
            frame.sha256.as_str(),
            source_name,
            by.0,
            now.0
        ],
    )?;
    let mut statement =
        tx.prepare("INSERT INTO frame_project (engagement_id, code, facts) VALUES (?1, ?2, ?3)")?;
    for project in &frame.projects {
        let facts = to_json("project", project)?;
        statement.execute(params![engagement.0, project.code.0, facts])?;
    }
    Ok(())
}

/// The frame, sorted by code.
pub fn find(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Option<Frame>, StoreError> {
    let sql = "SELECT sha256 FROM frame WHERE engagement_id = ?1";
    let hash: Option<String> = tx
        .query_row(sql, [&engagement.0], |row| row.get(0))
        .optional()?;
    let Some(hash) = hash else { return Ok(None) };
    let sha256 = Sha256Hex::parse(&hash).ok_or(StoreError::Corrupt {
        what: "frame hash",
        why: hash,
    })?;
    let mut statement =
        tx.prepare("SELECT facts FROM frame_project WHERE engagement_id = ?1 ORDER BY code")?;
    let rows = statement.query_map([&engagement.0], |row| row.get::<_, String>(0))?;
    let projects = collect(rows, |text| parse_json("project", &text))?;
    Ok(Some(Frame { projects, sha256 }))
}

/// One project.
pub fn project(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    code: &ProjectCode,
) -> Result<Option<Project>, StoreError> {
    let sql = "SELECT facts FROM frame_project WHERE engagement_id = ?1 AND code = ?2";
    let text: Option<String> = tx
        .query_row(sql, params![engagement.0, code.0], |row| row.get(0))
        .optional()?;
    text.map(|text| parse_json("project", &text)).transpose()
}
