//! The only place that speaks SQL. Small functions on one transaction, used by the use cases.
//! Not here: rules, authorisation, blobs' bytes.

pub mod accounts;
pub mod audit;
pub mod blobs;
pub mod checks;
pub mod document_requests;
pub mod documents;
pub mod engagements;
pub mod evidence;
pub mod feedback;
pub mod findings;
pub mod forms;
pub mod frames;
pub mod frameworks;
pub mod interviews;
pub mod issues;
pub mod library;
pub mod monitoring;
pub mod operations;
pub mod programme;
pub mod progress;
pub mod quarantine;
pub mod reporting;
pub mod respondents;
pub mod samples;
pub mod scores;
pub mod surveys;

use std::path::{Path, PathBuf};

use deadpool_sqlite::{Config, Pool, Runtime};
use rusqlite_migration::{M, Migrations};

/// One database transaction; reads use one too, so that a use case sees one moment.
pub type Tx<'a> = rusqlite::Transaction<'a>;

/// What can go wrong in the database. None of it is the caller's fault.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite said no.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
    /// The pool could not be made or gave no connection.
    #[error("database pool: {0}")]
    Pool(String),
    /// A stored text is not what its column promises.
    #[error("stored {what} cannot be read: {why}")]
    Corrupt {
        /// Which column.
        what: &'static str,
        /// The parser's words.
        why: String,
    },
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    /// SQLite is older than the first version without the WAL corruption bug.
    #[error("SQLite {0} is too old; 3.51.3 or newer is needed")]
    OldSqlite(&'static str),
    /// The data folder cannot be made.
    #[error("data folder: {0}")]
    Folder(#[from] std::io::Error),
}

/// The first SQLite without the WAL reset bug, as `sqlite3_libversion_number` counts.
const OLDEST_SQLITE: i32 = 3_051_003;
const READERS: usize = 4;

macro_rules! migrations {
    ($($file:literal),+ $(,)?) => {
        &[$(M::up(include_str!(concat!("../../../migrations/", $file)))),+]
    };
}

const MIGRATIONS: &[M<'static>] = migrations![
    "0001_create_accounts.sql",
    "0002_create_sample.sql",
    "0003_create_sync.sql",
    "0004_create_respondents.sql",
    "0005_create_forms.sql",
    "0006_create_survey_statistics.sql",
    "0007_create_interviews_and_documents.sql",
    "0008_scope_operations.sql",
    "0009_create_scoring.sql",
    "0010_create_reporting.sql",
    "0011_create_checks.sql",
    "0012_keep_answer_checks.sql",
    "0013_recode_indicators.sql",
    "0014_keep_reasons_of_findings.sql",
    "0015_keep_check_settings.sql",
    "0016_freeze_issues.sql",
];

/// One writer, pooled readers, over one file.
#[derive(Clone)]
pub struct Store {
    writer: Pool,
    readers: Pool,
    folder: PathBuf,
}

impl Store {
    /// Opens `kanping.db` in `folder` (made when absent) and brings its schema up to date.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(StoreError::OldSqlite(rusqlite::version()));
        }
        std::fs::create_dir_all(folder)?;
        let file = folder.join("kanping.db");
        let store = Self {
            writer: pool(&file, 1)?,
            readers: pool(&file, READERS)?,
            folder: folder.to_owned(),
        };
        let connection = store
            .writer
            .get()
            .await
            .map_err(|e| StoreError::Pool(e.to_string()))?;
        connection
            .interact(|connection| {
                configure(connection)?;
                Migrations::from_slice(MIGRATIONS).to_latest(connection)?;
                Ok(())
            })
            .await
            .map_err(|e| StoreError::Pool(e.to_string()))?
            .map(|()| store.clone())
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs `work` in one read transaction.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        run(&self.readers, rusqlite::TransactionBehavior::Deferred, work).await
    }

    /// Runs `work` in one `BEGIN IMMEDIATE`; commits when it answers `Ok`, else rolls back.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        run(&self.writer, rusqlite::TransactionBehavior::Immediate, work).await
    }
}

fn pool(file: &Path, size: usize) -> Result<Pool, StoreError> {
    let mut config = Config::new(file);
    config.pool = Some(deadpool_sqlite::PoolConfig::new(size));
    config
        .create_pool(Runtime::Tokio1)
        .map_err(|e| StoreError::Pool(e.to_string()))
}

/// Settings that SQLite keeps per connection; cheap enough to say before each transaction.
fn configure(connection: &rusqlite::Connection) -> Result<(), rusqlite::Error> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    // What a respondent withdraws, and the links destroyed at the day's close, are overwritten.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))
}

async fn run<T, E, F>(pool: &Pool, behavior: rusqlite::TransactionBehavior, work: F) -> Result<T, E>
where
    F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let connection = pool
        .get()
        .await
        .map_err(|e| StoreError::Pool(e.to_string()))?;
    connection
        .interact(move |connection| {
            configure(connection).map_err(StoreError::from)?;
            let tx = connection
                .transaction_with_behavior(behavior)
                .map_err(StoreError::from)?;
            let answer = work(&tx)?;
            tx.commit().map_err(StoreError::from)?;
            Ok(answer)
        })
        .await
        .map_err(|e| StoreError::Pool(e.to_string()))?
}

/// Reads a JSON column.
fn parse_json<T: serde::de::DeserializeOwned>(
    what: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|e| StoreError::Corrupt {
        what,
        why: e.to_string(),
    })
}

/// Writes a JSON column.
fn to_json<T: serde::Serialize>(what: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::Corrupt {
        what,
        why: e.to_string(),
    })
}

/// Reads a text column that holds one of a fixed set of words.
fn parse_word<T>(
    what: &'static str,
    text: &str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    parse(text).ok_or_else(|| StoreError::Corrupt {
        what,
        why: text.to_owned(),
    })
}

/// Collects rows that are read in two steps: columns first, meaning second.
fn collect<R, T>(
    rows: impl Iterator<Item = Result<R, rusqlite::Error>>,
    meaning: impl Fn(R) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    rows.map(|row| meaning(row?)).collect()
}

/// What SQLite's own check finds; empty when the database is sound.
pub fn integrity(tx: &Tx<'_>) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare("PRAGMA integrity_check")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let lines = collect(rows, Ok)?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}
