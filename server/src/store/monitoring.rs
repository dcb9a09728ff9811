//! 监控: projects with their figures, presets, steps on the ledger 重点关注台账. Not here: colours, and
//! where a watched project stands (`domain::monitoring`).

use std::collections::BTreeMap;

use domain::ids::{AccountId, EngagementId};
use domain::monitoring::{MonitoredProject, PresetSet, WatchStep};
use domain::time::Timestamp;
use domain::wire::RulesChange;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json, to_json};

/// The newest revision of every monitored project, by code.
pub fn monitored(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<(MonitoredProject, u32)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT p.project, p.revision FROM monitored_project p
         WHERE p.engagement_id = ?1 AND p.revision = (SELECT max(revision)
           FROM monitored_project WHERE engagement_id = ?1 AND code = p.code)
         ORDER BY p.code",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?))
    })?;
    collect(rows, |(project, revision)| {
        Ok((parse_json("monitored project", &project)?, revision))
    })
}

/// Appends a revision of a monitored project.
pub fn append_monitored(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    (project, revision): (&MonitoredProject, u32),
    account: &AccountId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO monitored_project
           (engagement_id, code, revision, project, account_id, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            engagement.0,
            project.code,
            revision,
            to_json("monitored project", project)?,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}

/// The newest presets with their revision; `None` as long as nobody changed those that ship.
pub fn rules(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Option<(PresetSet, u32)>, StoreError> {
    let sql = "SELECT rules, revision FROM monitoring_rules WHERE engagement_id = ?1
               ORDER BY revision DESC LIMIT 1";
    let row = tx.query_row(sql, [&engagement.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get(1)?))
    });
    let meaning =
        |(rules, revision): (String, u32)| Ok((parse_json("monitoring rules", &rules)?, revision));
    row.optional()?.map(meaning).transpose()
}

/// Every change of the presets, newest first.
pub fn rules_history(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<RulesChange>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT r.revision, r.reason, a.name, r.saved_at
         FROM monitoring_rules r JOIN account a ON a.id = r.account_id
         WHERE r.engagement_id = ?1 ORDER BY r.revision DESC",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok(RulesChange {
            revision: row.get(0)?,
            reason: row.get(1)?,
            saved_by: row.get(2)?,
            saved_at: Timestamp(row.get(3)?),
        })
    })?;
    collect(rows, Ok)
}

/// Appends a revision of the presets.
pub fn append_rules(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    (rules, revision, reason): (&PresetSet, u32, &str),
    (account, now): (&AccountId, Timestamp),
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO monitoring_rules
           (engagement_id, revision, rules, reason, account_id, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            engagement.0,
            revision,
            to_json("monitoring rules", rules)?,
            reason,
            account.0,
            now.0
        ],
    )?;
    Ok(())
}

/// The steps of every project that was ever on the ledger, by code.
pub fn watch_steps(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<BTreeMap<String, Vec<WatchStep>>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT code, step FROM watch_step WHERE engagement_id = ?1 ORDER BY code, place",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let steps = collect(rows, |(code, step)| {
        Ok((code, parse_json::<WatchStep>("watch step", &step)?))
    })?;
    let mut by_code: BTreeMap<String, Vec<WatchStep>> = BTreeMap::new();
    for (code, step) in steps {
        by_code.entry(code).or_default().push(step);
    }
    Ok(by_code)
}

/// Appends a step.
pub fn append_watch_step(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    (code, step): (&str, &WatchStep),
    account: &AccountId,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO watch_step (engagement_id, code, place, step, account_id)
         SELECT ?1, ?2, coalesce(max(place), 0) + 1, ?3, ?4
           FROM watch_step WHERE engagement_id = ?1 AND code = ?2",
        params![engagement.0, code, to_json("watch step", step)?, account.0],
    )?;
    Ok(())
}
