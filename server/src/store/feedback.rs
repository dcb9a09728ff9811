//! Opinions on the draft, and the ledger of what is put right. Not here: what they mean
//! (`domain::opinion`, `domain::rectification`).

use domain::ids::{AccountId, EngagementId};
use domain::opinion::Opinion;
use domain::rectification::LedgerItem;
use domain::time::Timestamp;
use rusqlite::params;

use super::{StoreError, Tx, collect, parse_json, to_json};

/// Opinions by number.
pub fn opinions(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<Opinion>, StoreError> {
    let mut statement =
        tx.prepare("SELECT opinion FROM opinion WHERE engagement_id = ?1 ORDER BY number")?;
    let rows = statement.query_map([&engagement.0], |row| row.get::<_, String>(0))?;
    collect(rows, |text| parse_json("opinion", &text))
}

/// Writes an opinion, new or decided.
pub fn save_opinion(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    opinion: &Opinion,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO opinion (id, engagement_id, number, opinion) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET opinion = excluded.opinion",
        params![
            opinion.id,
            engagement.0,
            opinion.number,
            to_json("opinion", opinion)?
        ],
    )?;
    Ok(())
}

/// The newest state of each line, by finding.
pub fn ledger(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<LedgerItem>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT item FROM ledger_line one WHERE engagement_id = ?1 AND revision =
           (SELECT max(revision) FROM ledger_line two
            WHERE two.engagement_id = one.engagement_id AND two.finding = one.finding)
         ORDER BY finding",
    )?;
    let rows = statement.query_map([&engagement.0], |row| row.get::<_, String>(0))?;
    collect(rows, |text| parse_json("ledger line", &text))
}

/// Every revision of every line, for the archive.
pub fn all_lines(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<LedgerItem>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT item FROM ledger_line WHERE engagement_id = ?1 ORDER BY finding, revision",
    )?;
    let rows = statement.query_map([&engagement.0], |row| row.get::<_, String>(0))?;
    collect(rows, |text| parse_json("ledger line", &text))
}

/// Appends a line under its own revision.
pub fn append_line(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    item: &LedgerItem,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO ledger_line (engagement_id, finding, revision, item, account_id, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            engagement.0,
            item.finding.0,
            item.revision,
            to_json("ledger line", item)?,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}
