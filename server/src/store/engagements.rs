//! Engagements, members, form versions, the framework.

use domain::engagement::Engagement;
use domain::ids::{AccountId, EngagementId, FormId};
use domain::indicator::Framework;
use domain::instrument::Instrument;
use domain::party::{Person, Role};
use domain::time::Timestamp;
use domain::wire::EngagementSummary;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx, collect, parse_json, parse_word, to_json};

/// Adds an engagement.
pub fn insert(tx: &Tx<'_>, engagement: &Engagement, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO engagement (id, code, facts, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![
            engagement.id.0,
            engagement.code,
            to_json("engagement", engagement)?,
            now.0
        ],
    )?;
    Ok(())
}

/// Writes changed facts.
pub fn update(tx: &Tx<'_>, engagement: &Engagement) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE engagement SET facts = ?2 WHERE id = ?1",
        params![engagement.id.0, to_json("engagement", engagement)?],
    )?;
    Ok(())
}

/// Finds an engagement by id or short code.
pub fn find(tx: &Tx<'_>, name: &str) -> Result<Option<Engagement>, StoreError> {
    let sql = "SELECT facts FROM engagement WHERE id = ?1 OR code = ?1";
    let text: Option<String> = tx.query_row(sql, [name], |row| row.get(0)).optional()?;
    text.map(|text| parse_json("engagement", &text)).transpose()
}

/// The engagements of one person.
pub fn of_account(tx: &Tx<'_>, account: &AccountId) -> Result<Vec<EngagementSummary>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT e.facts, m.role FROM membership m JOIN engagement e ON e.id = m.engagement_id
         WHERE m.account_id = ?1 ORDER BY e.created_at, e.id",
    )?;
    let rows = statement.query_map([&account.0], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    collect(rows, |(facts, role)| {
        Ok(EngagementSummary {
            engagement: parse_json("engagement", &facts)?,
            role: parse_word("role", &role, Role::parse)?,
        })
    })
}

/// Whether somebody manages any engagement: they may begin another one.
pub fn manages_any(tx: &Tx<'_>, account: &AccountId) -> Result<bool, StoreError> {
    let mine = of_account(tx, account)?;
    Ok(mine.iter().any(|summary| summary.role.may_manage()))
}

/// Whether somebody sees the desk of any engagement: they may read and propose firm-wide.
pub fn reviews_any(tx: &Tx<'_>, account: &AccountId) -> Result<bool, StoreError> {
    let mine = of_account(tx, account)?;
    Ok(mine.iter().any(|summary| summary.role.may_review()))
}

/// Makes someone a member, or changes the role.
pub fn set_member(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    account: &AccountId,
    role: Role,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO membership (engagement_id, account_id, role) VALUES (?1, ?2, ?3)
         ON CONFLICT (engagement_id, account_id) DO UPDATE SET role = excluded.role",
        params![engagement.0, account.0, role.as_str()],
    )?;
    Ok(())
}

/// Someone's role in an engagement.
pub fn role_of(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    account: &AccountId,
) -> Result<Option<Role>, StoreError> {
    let sql = "SELECT role FROM membership WHERE engagement_id = ?1 AND account_id = ?2";
    let word: Option<String> = tx
        .query_row(sql, params![engagement.0, account.0], |row| row.get(0))
        .optional()?;
    word.map(|word| parse_word("role", &word, Role::parse))
        .transpose()
}

/// All members, by role then name.
pub fn members(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<Person>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT a.id, a.name, m.role FROM membership m JOIN account a ON a.id = m.account_id
         WHERE m.engagement_id = ?1 ORDER BY m.role, a.login",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    collect(rows, |(id, name, role)| {
        Ok(Person {
            id: AccountId(id),
            name,
            role: parse_word("role", &role, Role::parse)?,
        })
    })
}

/// Adds an immutable form version and makes it the one that goes into new packs.
pub fn insert_form(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    instrument: &Instrument,
    workbook_sha256: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE form_version SET current = 0 WHERE engagement_id = ?1 AND form_id = ?2",
        params![engagement.0, instrument.form_id.0],
    )?;
    tx.execute(
        "INSERT INTO form_version
           (engagement_id, form_id, version, instrument, workbook_sha256, current)
         VALUES (?1, ?2, ?3, ?4, ?5, 1)",
        params![
            engagement.0,
            instrument.form_id.0,
            instrument.version,
            to_json("instrument", instrument)?,
            workbook_sha256
        ],
    )?;
    Ok(())
}

/// The form versions that go into new packs.
pub fn current_forms(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<Instrument>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT instrument FROM form_version WHERE engagement_id = ?1 AND current = 1
         ORDER BY form_id",
    )?;
    let rows = statement.query_map([&engagement.0], |row| row.get::<_, String>(0))?;
    collect(rows, |text| parse_json("instrument", &text))
}

/// Every version of every form, current or not, by form and version.
pub fn all_forms(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Vec<Instrument>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT instrument FROM form_version WHERE engagement_id = ?1 ORDER BY form_id, version",
    )?;
    let rows = statement.query_map([&engagement.0], |row| row.get::<_, String>(0))?;
    collect(rows, |text| parse_json("instrument", &text))
}

/// Form and version of everything that was published.
pub fn form_versions(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<(FormId, String)>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT form_id, version FROM form_version WHERE engagement_id = ?1
         ORDER BY form_id, version",
    )?;
    let rows = statement.query_map([&engagement.0], |row| {
        Ok((FormId(row.get(0)?), row.get::<_, String>(1)?))
    })?;
    collect(rows, Ok)
}

/// One form version.
pub fn form(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    form: &FormId,
    version: &str,
) -> Result<Option<Instrument>, StoreError> {
    let sql = "SELECT instrument FROM form_version
               WHERE engagement_id = ?1 AND form_id = ?2 AND version = ?3";
    let text: Option<String> = tx
        .query_row(sql, params![engagement.0, form.0, version], |row| {
            row.get(0)
        })
        .optional()?;
    text.map(|text| parse_json("instrument", &text)).transpose()
}

/// Stores the indicator framework.
pub fn set_framework(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    framework: &Framework,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO framework (engagement_id, framework) VALUES (?1, ?2)
         ON CONFLICT (engagement_id) DO UPDATE SET framework = excluded.framework",
        params![engagement.0, to_json("framework", framework)?],
    )?;
    Ok(())
}

/// The indicator framework.
pub fn framework(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Option<Framework>, StoreError> {
    let sql = "SELECT framework FROM framework WHERE engagement_id = ?1";
    let text: Option<String> = tx
        .query_row(sql, [&engagement.0], |row| row.get(0))
        .optional()?;
    text.map(|text| parse_json("framework", &text)).transpose()
}
