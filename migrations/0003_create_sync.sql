CREATE TABLE sequence (
  -- The one server order. Taken within the transaction that uses it, so it has no holes.
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;
INSERT INTO sequence (name, value) VALUES ('server', 0);

CREATE TABLE document (
  -- The head of a document: its newest revision and where it stands.
  id            TEXT PRIMARY KEY,
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  kind          TEXT NOT NULL,
  project_code  TEXT NOT NULL,
  form_id       TEXT NOT NULL,
  form_version  TEXT NOT NULL,
  author        TEXT NOT NULL, -- account that made revision 1
  state         TEXT NOT NULL,
  rev           INTEGER NOT NULL,
  server_seq    INTEGER NOT NULL,
  review        TEXT           -- JSON of domain::fieldwork::ReviewDecision
) STRICT;
CREATE INDEX document_by_engagement ON document (engagement_id, server_seq);
CREATE INDEX document_by_site ON document (engagement_id, project_code);

CREATE TABLE revision (
  -- Append only: no value is overwritten without its predecessor kept (P4).
  document_id TEXT NOT NULL REFERENCES document(id),
  rev         INTEGER NOT NULL,
  server_seq  INTEGER NOT NULL,
  op_id       TEXT NOT NULL,
  account_id  TEXT NOT NULL,
  body        TEXT NOT NULL, -- JSON of domain::fieldwork::RecordBody after merging
  conflicts   TEXT,          -- JSON list of domain::sync::FieldConflict
  received_at INTEGER NOT NULL,
  PRIMARY KEY (document_id, rev)
) STRICT;

CREATE TABLE operation (
  -- Everything that was applied, as it arrived, with its outcome: the same id again answers the
  -- same receipt (P5).
  op_id         TEXT PRIMARY KEY,
  engagement_id TEXT NOT NULL,
  device_id     TEXT NOT NULL,
  device_seq    INTEGER NOT NULL,
  document_id   TEXT NOT NULL,
  hash          TEXT NOT NULL,
  content       TEXT NOT NULL, -- JSON of domain::sync::Operation
  outcome       TEXT NOT NULL, -- JSON of domain::sync::Outcome
  received_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX operation_by_device ON operation (device_id, device_seq);

CREATE TABLE quarantine (
  -- What could not be applied: kept and shown, never thrown away.
  op_id         TEXT NOT NULL,
  content_hash  TEXT NOT NULL,
  engagement_id TEXT NOT NULL,
  account_id    TEXT NOT NULL,
  device_id     TEXT NOT NULL,
  reason        TEXT NOT NULL,
  content       TEXT NOT NULL,
  received_at   INTEGER NOT NULL,
  PRIMARY KEY (op_id, content_hash)
) STRICT;

CREATE TABLE blob (
  -- A row stands only after the bytes were fsynced and hashed again (P2).
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  sha256        TEXT NOT NULL,
  bytes         INTEGER NOT NULL,
  received_at   INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, sha256)
) STRICT;

CREATE TABLE document_blob (
  -- The manifest of the newest revision: complete means every one of these has its blob.
  document_id TEXT NOT NULL REFERENCES document(id),
  sha256      TEXT NOT NULL,
  PRIMARY KEY (document_id, sha256)
) STRICT;
CREATE INDEX document_blob_by_hash ON document_blob (sha256);
