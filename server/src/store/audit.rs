//! The log of who did what. Append only; each line carries the hash of all before it.

use domain::ids::{AccountId, EngagementId, Sha256Hex};
use domain::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect};

/// One line as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its place.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who; `None`: the machine's owner, or nobody known.
    pub account: Option<String>,
    /// Where.
    pub engagement: Option<String>,
    /// What.
    pub action: String,
    /// JSON.
    pub details: String,
    /// Hash of the line and of the one before it; empty for lines from before there were hashes.
    pub hash: String,
}

impl AuditLine {
    /// What its hash must be behind a line with the hash `before`.
    pub fn chained(&self, before: &str) -> String {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let fields = [
            before.to_owned(),
            self.id.to_string(),
            self.at.0.to_string(),
            text(&self.account),
            text(&self.engagement),
            self.action.clone(),
            self.details.clone(),
        ];
        // JSON keeps fields apart, whatever stands in them.
        let joined = serde_json::Value::from(fields.to_vec()).to_string();
        Sha256Hex::of(joined.as_bytes()).as_str().to_owned()
    }
}

/// Writes one line; `details` must hold no secret.
pub fn insert(
    tx: &Tx<'_>,
    at: Timestamp,
    account: Option<&AccountId>,
    engagement: Option<&EngagementId>,
    action: &str,
    details: &serde_json::Value,
) -> Result<(), StoreError> {
    let before = head(tx)?;
    let id: i64 = tx.query_row("SELECT coalesce(max(id), 0) + 1 FROM audit", [], |row| {
        row.get(0)
    })?;
    let line = AuditLine {
        id,
        at,
        account: account.map(|id| id.0.clone()),
        engagement: engagement.map(|id| id.0.clone()),
        action: action.to_owned(),
        details: details.to_string(),
        hash: String::new(),
    };
    tx.execute(
        "INSERT INTO audit (id, at, account_id, engagement_id, action, details, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            line.id,
            line.at.0,
            line.account,
            line.engagement,
            line.action,
            line.details,
            line.chained(&before)
        ],
    )?;
    Ok(())
}

/// The hash of the newest line; empty before there is one.
pub fn head(tx: &Tx<'_>) -> Result<String, StoreError> {
    let sql = "SELECT hash FROM audit ORDER BY id DESC LIMIT 1";
    let found: Option<String> = tx.query_row(sql, [], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or_default())
}

/// All lines, oldest first.
pub fn all(tx: &Tx<'_>) -> Result<Vec<AuditLine>, StoreError> {
    let sql = "SELECT id, at, account_id, engagement_id, action, details, hash
               FROM audit ORDER BY id";
    let mut statement = tx.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(AuditLine {
            id: row.get(0)?,
            at: Timestamp(row.get(1)?),
            account: row.get(2)?,
            engagement: row.get(3)?,
            action: row.get(4)?,
            details: row.get(5)?,
            hash: row.get(6)?,
        })
    })?;
    collect(rows, Ok)
}

/// The first line whose hash does not follow from the lines before it; `None`: the chain is whole.
/// Lines from before there were hashes may only stand in front.
pub fn first_break(lines: &[AuditLine]) -> Option<i64> {
    let mut before = String::new();
    let mut expected = None;
    for line in lines {
        let follows = expected.is_none_or(|expected| line.id == expected);
        expected = Some(line.id + 1);
        if line.hash.is_empty() && before.is_empty() {
            continue;
        }
        if !follows || line.hash != line.chained(&before) {
            return Some(line.id);
        }
        before.clone_from(&line.hash);
    }
    None
}
