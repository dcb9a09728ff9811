//! Accounts, sessions, devices.

use domain::ids::{AccountId, DeviceId};
use domain::party::Role;
use domain::time::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{StoreError, Tx};

/// An account with what signing in needs.
#[derive(Clone)]
pub struct Account {
    /// Who.
    pub id: AccountId,
    /// Sign-in name.
    pub login: String,
    /// Printed name.
    pub name: String,
    /// argon2id PHC string.
    pub password_hash: String,
    /// Closed accounts cannot sign in.
    pub disabled: bool,
}

const COLUMNS: &str = "a.id, a.login, a.name, a.password_hash, a.disabled";

fn account(row: &rusqlite::Row<'_>) -> Result<Account, rusqlite::Error> {
    Ok(Account {
        id: AccountId(row.get(0)?),
        login: row.get(1)?,
        name: row.get(2)?,
        password_hash: row.get(3)?,
        disabled: row.get(4)?,
    })
}

/// Adds an account; `false` when the login is taken.
pub fn insert(tx: &Tx<'_>, account: &Account, now: Timestamp) -> Result<bool, StoreError> {
    let inserted = tx.execute(
        "INSERT INTO account (id, login, name, password_hash, disabled, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (login) DO NOTHING",
        params![
            account.id.0,
            account.login,
            account.name,
            account.password_hash,
            account.disabled,
            now.0
        ],
    )?;
    Ok(inserted == 1)
}

/// Finds an account by its sign-in name.
pub fn by_login(tx: &Tx<'_>, login: &str) -> Result<Option<Account>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM account a WHERE a.login = ?1");
    Ok(tx.query_row(&sql, [login], account).optional()?)
}

/// Whether there is any account at all.
pub fn any(tx: &Tx<'_>) -> Result<bool, StoreError> {
    Ok(
        tx.query_row("SELECT EXISTS (SELECT 1 FROM account)", [], |row| {
            row.get(0)
        })?,
    )
}

/// Sets a new password and ends all sessions of the account.
pub fn set_password(tx: &Tx<'_>, id: &AccountId, password_hash: &str) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE account SET password_hash = ?2 WHERE id = ?1",
        params![id.0, password_hash],
    )?;
    tx.execute("DELETE FROM session WHERE account_id = ?1", [&id.0])?;
    Ok(())
}

/// Closes the account and ends its sessions.
pub fn disable(tx: &Tx<'_>, id: &AccountId) -> Result<(), StoreError> {
    tx.execute("UPDATE account SET disabled = 1 WHERE id = ?1", [&id.0])?;
    tx.execute("DELETE FROM session WHERE account_id = ?1", [&id.0])?;
    Ok(())
}

/// Begins a session under the hash of its token.
pub fn insert_session(
    tx: &Tx<'_>,
    token_hash: &str,
    account: &AccountId,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session WHERE expires_at < ?1", [now.0])?;
    tx.execute(
        "INSERT INTO session (token_hash, account_id, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4)",
        params![token_hash, account.0, now.0, expires.0],
    )?;
    Ok(())
}

/// The account of a living session.
pub fn by_session(
    tx: &Tx<'_>,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<Account>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM session s JOIN account a ON a.id = s.account_id
         WHERE s.token_hash = ?1 AND s.expires_at >= ?2 AND a.disabled = 0"
    );
    Ok(tx
        .query_row(&sql, params![token_hash, now.0], account)
        .optional()?)
}

/// Ends a session.
pub fn delete_session(tx: &Tx<'_>, token_hash: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session WHERE token_hash = ?1", [token_hash])?;
    Ok(())
}

/// Enrols a device for an account; a device that changes hands belongs to its newest person.
pub fn enrol_device(
    tx: &Tx<'_>,
    device: &DeviceId,
    account: &AccountId,
    label: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO device (id, account_id, label, enrolled_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id, label = excluded.label",
        params![device.0, account.0, label, now.0],
    )?;
    Ok(())
}

/// Whose device it is.
pub fn device_owner(tx: &Tx<'_>, device: &DeviceId) -> Result<Option<AccountId>, StoreError> {
    let sql = "SELECT account_id FROM device WHERE id = ?1";
    Ok(tx
        .query_row(sql, [&device.0], |row| row.get(0).map(AccountId))
        .optional()?)
}

/// Notes that this person's devices were just heard of.
pub fn touch_devices(tx: &Tx<'_>, account: &AccountId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE device SET last_sync_at = ?2 WHERE account_id = ?1",
        params![account.0, now.0],
    )?;
    Ok(())
}

/// The person's highest role in any engagement.
pub fn highest_role(tx: &Tx<'_>, account: &AccountId) -> Result<Option<Role>, StoreError> {
    let mut statement = tx.prepare("SELECT role FROM membership WHERE account_id = ?1")?;
    let rows = statement.query_map([&account.0], |row| row.get::<_, String>(0))?;
    let roles = super::collect(rows, |word| super::parse_word("role", &word, Role::parse))?;
    Ok(roles.into_iter().max())
}
