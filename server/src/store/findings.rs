//! Numbers of findings and what people wrote about them. Not here: the list (`domain::finding`).

use std::collections::BTreeMap;

use domain::finding::{FindingDossier, FindingNumbers, FindingOrigin};
use domain::ids::{AccountId, EngagementId};
use domain::time::Timestamp;
use rusqlite::params;

use super::{StoreError, Tx, collect, parse_json, parse_word, to_json};

/// The newest dossiers with their revisions.
pub type Dossiers = BTreeMap<FindingOrigin, (u32, FindingDossier)>;

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

/// Appends a revision of a dossier.
pub fn append_dossier(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    origin: &FindingOrigin,
    (revision, dossier): (u32, &FindingDossier),
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO finding_dossier
           (engagement_id, origin, revision, dossier, account_id, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            engagement.0,
            origin.stored(),
            revision,
            to_json("finding", dossier)?,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}
