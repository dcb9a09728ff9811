ALTER TABLE document ADD COLUMN channel TEXT NOT NULL DEFAULT 'kiosk';
ALTER TABLE document ADD COLUMN duplicate_signal INTEGER NOT NULL DEFAULT 0;

CREATE TABLE respondent_settings (
  engagement_id TEXT PRIMARY KEY REFERENCES engagement(id),
  settings      TEXT NOT NULL -- JSON of domain::respondent::RespondentSettings
) STRICT;

CREATE TABLE respondent_batch (
  -- Single-use codes for the sampled respondents of one site.
  id            TEXT PRIMARY KEY,
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  project_code  TEXT NOT NULL,
  form_id       TEXT NOT NULL,
  form_version  TEXT NOT NULL,
  made_by       TEXT NOT NULL,
  made_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX respondent_batch_by_engagement ON respondent_batch (engagement_id);

CREATE TABLE respondent_code (
  -- The roster. Only the code's hash, and no times: a time would lead from the label to the
  -- response.
  id        TEXT PRIMARY KEY,
  batch_id  TEXT NOT NULL REFERENCES respondent_batch(id),
  place     INTEGER NOT NULL,
  label     TEXT NOT NULL, -- 户号 or 名册序号
  code_hash TEXT NOT NULL UNIQUE,
  opened    INTEGER NOT NULL DEFAULT 0,
  answered  INTEGER NOT NULL DEFAULT 0,
  cancelled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX respondent_code_by_batch ON respondent_code (batch_id, place);

CREATE TABLE respondent_poster (
  -- An open link at one site. Its code hangs on a wall, so it is kept as it is.
  id            TEXT PRIMARY KEY,
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  project_code  TEXT NOT NULL,
  form_id       TEXT NOT NULL,
  form_version  TEXT NOT NULL,
  code          TEXT NOT NULL,
  code_hash     TEXT NOT NULL UNIQUE,
  opens_at      INTEGER NOT NULL,
  closes_at     INTEGER NOT NULL,
  cap           INTEGER NOT NULL,
  stopped       INTEGER NOT NULL DEFAULT 0,
  kept          INTEGER NOT NULL DEFAULT 0, -- responses that were not withdrawn
  flagged       INTEGER NOT NULL DEFAULT 0, -- of these, perhaps from one phone
  made_by       TEXT NOT NULL,
  made_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX respondent_poster_by_engagement ON respondent_poster (engagement_id);

CREATE TABLE respondent_draft (
  -- A questionnaire being filled in, after consent. Goes when it is sent, or expires.
  token_hash TEXT PRIMARY KEY, -- of the answer session's cookie
  link_id    TEXT NOT NULL,    -- a respondent_code or a respondent_poster
  answers    TEXT NOT NULL,    -- JSON: form path → answer, as typed
  origin     TEXT NOT NULL,    -- keyed hash of address and browser; the key is never stored
  begun_at   INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX respondent_draft_by_link ON respondent_draft (link_id);

CREATE TABLE respondent_receipt (
  -- The only way from a respondent to the response. Destroyed at the day's close.
  receipt_hash TEXT PRIMARY KEY,
  token_hash   TEXT NOT NULL UNIQUE,
  link_id      TEXT NOT NULL,
  document_id  TEXT NOT NULL,
  origin       TEXT NOT NULL,
  finished_at  INTEGER NOT NULL,
  closes_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX respondent_receipt_by_close ON respondent_receipt (closes_at);

CREATE TABLE respondent_withdrawal (
  -- All that stays of withdrawn responses: how many.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  project_code  TEXT NOT NULL,
  form_id       TEXT NOT NULL,
  channel       TEXT NOT NULL,
  withdrawn     INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, project_code, form_id, channel)
) STRICT;
