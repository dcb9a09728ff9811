CREATE TABLE account (
  -- A person of the firm. There are no default accounts.
  id            TEXT PRIMARY KEY,
  login         TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  password_hash TEXT NOT NULL, -- argon2id, PHC string
  disabled      INTEGER NOT NULL DEFAULT 0,
  created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
  -- Only the hash of the cookie's token is kept: a stolen database signs nobody in.
  token_hash TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account(id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE device (
  -- One installation of the field app, enrolled by signing in on it.
  id           TEXT PRIMARY KEY,
  account_id   TEXT NOT NULL REFERENCES account(id),
  label        TEXT NOT NULL,
  enrolled_at  INTEGER NOT NULL,
  last_sync_at INTEGER
) STRICT;

CREATE TABLE engagement (
  id         TEXT PRIMARY KEY,
  code       TEXT NOT NULL UNIQUE, -- what people type on the command line
  facts      TEXT NOT NULL,        -- JSON of domain::engagement::Engagement
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE membership (
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  account_id    TEXT NOT NULL REFERENCES account(id),
  role          TEXT NOT NULL,
  PRIMARY KEY (engagement_id, account_id)
) STRICT;

CREATE TABLE audit (
  -- Who did what, append only.
  id            INTEGER PRIMARY KEY,
  at            INTEGER NOT NULL,
  account_id    TEXT,
  engagement_id TEXT,
  action        TEXT NOT NULL,
  details       TEXT NOT NULL
) STRICT;
