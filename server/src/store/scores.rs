//! What people enter at the desk for scoring: every save is kept, the newest counts.

use domain::ids::{AccountId, EngagementId};
use domain::time::Timestamp;
use domain::wire::ScoreInputs;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, parse_json, to_json};

/// The newest inputs.
pub fn inputs(tx: &Tx<'_>, engagement: &EngagementId) -> Result<ScoreInputs, StoreError> {
    let sql = "SELECT inputs FROM score_input WHERE engagement_id = ?1
               ORDER BY revision DESC LIMIT 1";
    let text: Option<String> = tx
        .query_row(sql, [&engagement.0], |row| row.get(0))
        .optional()?;
    Ok(text
        .map(|text| parse_json("score inputs", &text))
        .transpose()?
        .unwrap_or_default())
}

/// Appends a revision of the inputs.
pub fn append(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    inputs: &ScoreInputs,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO score_input (engagement_id, revision, inputs, account_id, saved_at)
         VALUES (?1, (SELECT coalesce(max(revision), 0) + 1 FROM score_input
                      WHERE engagement_id = ?1), ?2, ?3, ?4)",
        params![
            engagement.0,
            to_json("score inputs", inputs)?,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}
