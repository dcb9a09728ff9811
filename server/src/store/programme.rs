//! The firm's scorecard: every save is kept. Not here: its sums.

use domain::ids::AccountId;
use domain::scorecard::Scorecard;
use domain::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, parse_json, to_json};

/// A scorecard as stored.
pub struct StoredCard {
    /// The card.
    pub card: Scorecard,
    /// From 1.
    pub revision: u32,
    /// Printed name of who saved it.
    pub saved_by: String,
    /// When.
    pub saved_at: Timestamp,
}

/// The newest scorecard.
pub fn scorecard(tx: &Tx<'_>) -> Result<Option<StoredCard>, StoreError> {
    let sql = "SELECT s.card, s.revision, a.name, s.saved_at
               FROM scorecard s JOIN account a ON a.id = s.account_id
               ORDER BY s.revision DESC LIMIT 1";
    let row = tx.query_row(sql, [], |row| {
        let card: String = row.get(0)?;
        Ok((card, row.get(1)?, row.get(2)?, row.get(3)?))
    });
    let meaning = |(card, revision, saved_by, saved_at): (String, u32, String, i64)| {
        Ok(StoredCard {
            card: parse_json("scorecard", &card)?,
            revision,
            saved_by,
            saved_at: Timestamp(saved_at),
        })
    };
    row.optional()?.map(meaning).transpose()
}

/// Appends a revision.
pub fn append_scorecard(
    tx: &Tx<'_>,
    card: &Scorecard,
    revision: u32,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO scorecard (revision, card, account_id, saved_at) VALUES (?1, ?2, ?3, ?4)",
        params![revision, to_json("scorecard", card)?, account.0, now.0],
    )?;
    Ok(())
}
