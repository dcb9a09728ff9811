//! Numbers of findings and what people wrote about them. Not here: the list (`domain::finding`).

use std::collections::BTreeMap;

use domain::finding::{FindingDossier, FindingNumbers, FindingOrigin};
use domain::ids::{AccountId, EngagementId};
use domain::time::Timestamp;
use domain::wire::FindingChange;
use rusqlite::params;

use super::{StoreError, Tx, collect, parse_json, parse_word, to_json};

/// The newest dossiers with their revisions.
pub type Dossiers = BTreeMap<FindingOrigin, (u32, FindingDossier)>;

/// What was done to each finding, oldest first.
pub type History = BTreeMap<FindingOrigin, Vec<FindingChange>>;

/// The numbers given so far.
pub fn numbers(tx: &Tx<'_>, engagement: &EngagementId) -> Result<FindingNumbers, StoreError> {
    let mut statement =
        tx.prepare("SELECT origin, number FROM finding_number WHERE engagement_id = ?1")?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?))
    })?;
    let numbers = collect(rows, |(origin, number)| {
        Ok((
            parse_word("finding origin", &origin, FindingOrigin::parse)?,
            number,
        ))
    })?;
    Ok(numbers.into_iter().collect())
}

/// Gives a number; the caller has seen that it is free.
pub fn insert_number(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    origin: &FindingOrigin,
    number: u32,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO finding_number (engagement_id, number, origin) VALUES (?1, ?2, ?3)",
        params![engagement.0, number, origin.stored()],
    )?;
    Ok(())
}

/// The newest dossier of each finding that has one.
pub fn dossiers(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Dossiers, StoreError> {
    let mut statement = tx.prepare(
        "SELECT origin, revision, dossier FROM finding_dossier
         WHERE engagement_id = ?1 ORDER BY revision",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, u32>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    let dossiers = collect(rows, |(origin, revision, dossier)| {
        let origin = parse_word("finding origin", &origin, FindingOrigin::parse)?;
        Ok((origin, (revision, parse_json("finding", &dossier)?)))
    })?;
    // In the order of revisions, so the newest is the one that stays.
    Ok(dossiers.into_iter().collect())
}

/// Every change of every finding, oldest first.
pub fn history(tx: &Tx<'_>, engagement: &EngagementId) -> Result<History, StoreError> {
    let mut statement = tx.prepare(
        "SELECT d.origin, d.revision, d.dossier, d.reason, a.name, d.saved_at
         FROM finding_dossier d JOIN account a ON a.id = d.account_id
         WHERE d.engagement_id = ?1 ORDER BY d.origin, d.revision",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        let texts: (String, String) = (row.get(0)?, row.get(2)?);
        let words: (String, String) = (row.get(3)?, row.get(4)?);
        Ok((texts, words, row.get::<_, u32>(1)?, row.get::<_, i64>(5)?))
    })?;
    let changes = collect(rows, |((origin, dossier), (reason, name), revision, at)| {
        let dossier: FindingDossier = parse_json("finding", &dossier)?;
        let change = FindingChange {
            revision,
            state: dossier.state,
            reason,
            name,
            at: Timestamp(at),
        };
        Ok((
            parse_word("finding origin", &origin, FindingOrigin::parse)?,
            change,
        ))
    })?;
    let mut history = History::new();
    for (origin, change) in changes {
        history.entry(origin).or_default().push(change);
    }
    Ok(history)
}

/// A revision of a dossier.
pub struct NewRevision<'a> {
    /// From 1.
    pub revision: u32,
    /// What is written.
    pub dossier: &'a FindingDossier,
    /// Why.
    pub reason: &'a str,
}

/// Appends a revision of a dossier.
pub fn append_dossier(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    origin: &FindingOrigin,
    new: &NewRevision<'_>,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO finding_dossier
           (engagement_id, origin, revision, dossier, account_id, saved_at, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            engagement.0,
            origin.stored(),
            new.revision,
            to_json("finding", new.dossier)?,
            account.0,
            now.0,
            new.reason
        ],
    )?;
    Ok(())
}
