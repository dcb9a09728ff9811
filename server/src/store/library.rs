//! The firm's indicator library. Not here: which action a state permits (`domain::indicator`).

use domain::ids::AccountId;
use domain::indicator::{LibraryItem, starter_items, still_in_use};
use domain::time::Timestamp;
use rusqlite::params;

use super::{StoreError, Tx, collect, parse_json, to_json};

/// An item with who proposed this version of it.
#[derive(Clone)]
pub struct StoredItem {
    /// The item.
    pub item: LibraryItem,
    /// Nobody: it ships with Kanping.
    pub account: Option<AccountId>,
}

/// The versions of one item.
pub struct StoredVersions {
    /// Newest first, at least one.
    versions: Vec<StoredItem>,
}

impl StoredVersions {
    /// The newest.
    pub fn newest(&self) -> Option<&StoredItem> {
        self.versions.first()
    }

    /// The adopted version that a newer one has not replaced yet.
    pub fn in_use(&self) -> Option<&StoredItem> {
        let items: Vec<&LibraryItem> = self.versions.iter().map(|stored| &stored.item).collect();
        let version = still_in_use(&items)?.version;
        let mut versions = self.versions.iter();
        versions.find(|stored| stored.item.version == version)
    }
}

/// Every item with its versions, by code. Before the first change: those that ship.
pub fn all(tx: &Tx<'_>) -> Result<Vec<StoredVersions>, StoreError> {
    let mut stored = stored(tx)?;
    if stored.is_empty() {
        let mut items = starter_items();
        items.sort_by(|one, two| one.code.cmp(&two.code));
        let shipped = items.into_iter().map(|item| StoredItem {
            item,
            account: None,
        });
        stored = shipped.collect();
    }
    let mut all: Vec<StoredVersions> = Vec::new();
    for one in stored {
        let same = |last: &&mut StoredVersions| {
            let newest = last.newest();
            newest.is_some_and(|newest| newest.item.code == one.item.code)
        };
        match all.last_mut().filter(same) {
            Some(last) => last.versions.push(one),
            None => all.push(StoredVersions {
                versions: vec![one],
            }),
        }
    }
    Ok(all)
}

/// By code, each with its newest version first.
fn stored(tx: &Tx<'_>) -> Result<Vec<StoredItem>, StoreError> {
    let mut statement =
        tx.prepare("SELECT item, account_id FROM library_item ORDER BY code, version DESC")?;
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
