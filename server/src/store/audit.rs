//! The log of who did what. Append only.

use domain::ids::{AccountId, EngagementId};
use domain::time::Timestamp;
use rusqlite::params;

use super::{StoreError, Tx};

/// Writes one line; `details` must hold no secret.
pub fn insert(
    tx: &Tx<'_>,
    at: Timestamp,
    account: Option<&AccountId>,
    engagement: Option<&EngagementId>,
    action: &str,
    details: &serde_json::Value,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO audit (at, account_id, engagement_id, action, details)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            at.0,
            account.map(|id| &id.0),
            engagement.map(|id| &id.0),
            action,
            details.to_string()
        ],
    )?;
    Ok(())
}
