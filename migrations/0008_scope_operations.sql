CREATE TABLE engagement_operation (
  -- Everything that was applied, as it arrived, with its outcome: the same id again in the same
  -- engagement answers the same receipt (P5). In another engagement it is another operation, so
  -- that nobody learns there what became of it here.
  engagement_id TEXT NOT NULL,
  op_id         TEXT NOT NULL,
  device_id     TEXT NOT NULL,
  device_seq    INTEGER NOT NULL,
  document_id   TEXT NOT NULL,
  hash          TEXT NOT NULL,
  content       TEXT NOT NULL, -- JSON of domain::sync::Operation
  outcome       TEXT NOT NULL, -- JSON of domain::sync::Outcome
  received_at   INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, op_id)
) STRICT;
INSERT INTO engagement_operation (engagement_id, op_id, device_id, device_seq, document_id, hash,
    content, outcome, received_at)
  SELECT engagement_id, op_id, device_id, device_seq, document_id, hash, content, outcome,
    received_at
  FROM operation;
DROP TABLE operation;
ALTER TABLE engagement_operation RENAME TO operation;
CREATE INDEX operation_by_device ON operation (device_id, device_seq);

CREATE TABLE engagement_quarantine (
  -- What could not be applied: kept and shown, never thrown away. The hash names the content, and
  -- with it the operation's id.
  engagement_id TEXT NOT NULL,
  content_hash  TEXT NOT NULL,
  op_id         TEXT NOT NULL,
  account_id    TEXT NOT NULL,
  device_id     TEXT NOT NULL, -- as the operation claims; it may be enrolled by nobody
  device_seq    INTEGER NOT NULL,
  kind          TEXT NOT NULL,
  project_code  TEXT NOT NULL,
  reason        TEXT NOT NULL,
  content       TEXT NOT NULL, -- JSON of domain::sync::Operation
  received_at   INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, content_hash)
) STRICT;
INSERT INTO engagement_quarantine (engagement_id, content_hash, op_id, account_id, device_id,
    device_seq, kind, project_code, reason, content, received_at)
  SELECT engagement_id, content_hash, op_id, account_id, device_id,
    CAST(json_extract(content, '$.device_seq') AS INTEGER), json_extract(content, '$.kind'),
    json_extract(content, '$.project_code'), reason, content, received_at
  FROM quarantine;
DROP TABLE quarantine;
ALTER TABLE engagement_quarantine RENAME TO quarantine;
CREATE INDEX quarantine_by_account ON quarantine (account_id);
CREATE INDEX quarantine_by_device ON quarantine (device_id, device_seq);
