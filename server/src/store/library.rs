//! The firm's indicator library. Not here: which action a state permits (`domain::indicator`).

use domain::ids::AccountId;
use domain::indicator::{LibraryItem, starter_items};
use domain::time::Timestamp;
use rusqlite::params;

use super::{StoreError, Tx, collect, parse_json, to_json};

/// An item with who proposed this version of it.
pub struct StoredItem {
    /// The item.
    pub item: LibraryItem,
    /// Nobody: it ships with Kanping.
    pub account: Option<AccountId>,
}

/// The newest version of each item, by code. Before the first change: those that ship.
pub fn newest(tx: &Tx<'_>) -> Result<Vec<StoredItem>, StoreError> {
    let stored = stored(tx)?;
    if !stored.is_empty() {
        return Ok(stored);
    }
    let mut items = starter_items();
    items.sort_by(|one, two| one.code.cmp(&two.code));
    let shipped = items.into_iter().map(|item| StoredItem {
        item,
        account: None,
    });
    Ok(shipped.collect())
}

fn stored(tx: &Tx<'_>) -> Result<Vec<StoredItem>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT l.item, l.account_id FROM library_item l
         JOIN (SELECT code, max(version) AS version FROM library_item GROUP BY code) newest
           ON newest.code = l.code AND newest.version = l.version
         ORDER BY l.code",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
    })?;
    collect(rows, |(item, account)| {
        Ok(StoredItem {
            item: parse_json("library item", &item)?,
            account: account.map(AccountId),
        })
    })
}

/// Puts in the items that ship, once.
pub fn seed(tx: &Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let any: bool = tx.query_row("SELECT EXISTS (SELECT 1 FROM library_item)", [], |row| {
        row.get(0)
    })?;
    if !any {
        for item in starter_items() {
            save(tx, &item, None, now)?;
        }
    }
    Ok(())
}

/// Adds a version, or writes its changed state; who proposed it stays.
pub fn save(
    tx: &Tx<'_>,
    item: &LibraryItem,
    account: Option<&AccountId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO library_item (code, version, item, account_id, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (code, version) DO UPDATE SET item = excluded.item,
           saved_at = excluded.saved_at",
        params![
            item.code,
            item.version,
            to_json("library item", item)?,
            account.map(|id| &id.0),
            now.0
        ],
    )?;
    Ok(())
}
