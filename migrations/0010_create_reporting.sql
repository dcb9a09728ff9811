CREATE TABLE report_edit (
  -- What people made of the report's blocks; append only, the highest revision counts.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  block         TEXT NOT NULL,
  revision      INTEGER NOT NULL, -- from 1 for each block
  edit          TEXT NOT NULL,    -- JSON of domain::report::BlockEdit
  account_id    TEXT NOT NULL REFERENCES account(id),
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, block, revision)
) STRICT;

CREATE TABLE report_comment (
  id            TEXT PRIMARY KEY,
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  block         TEXT NOT NULL, -- empty: the report as a whole
  text          TEXT NOT NULL,
  account_id    TEXT NOT NULL REFERENCES account(id),
  made_at       INTEGER NOT NULL,
  resolved_by   TEXT,          -- printed name
  resolved_at   INTEGER
) STRICT;
CREATE INDEX report_comment_by_engagement ON report_comment (engagement_id, made_at);

CREATE TABLE report_event (
  -- The report's way to the signature; append only.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  place         INTEGER NOT NULL, -- from 1
  event         TEXT NOT NULL,    -- JSON of domain::review::ReviewEvent
  account_id    TEXT NOT NULL REFERENCES account(id),
  happened_at   INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, place)
) STRICT;

CREATE TABLE report_version (
  -- The report's words at a step of its review, to compare.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  version       INTEGER NOT NULL, -- V1, V2 …
  occasion      TEXT NOT NULL,    -- the step's code
  texts         TEXT NOT NULL,    -- JSON list of block and words
  account_id    TEXT NOT NULL REFERENCES account(id),
  kept_at       INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, version)
) STRICT;

CREATE TABLE report_issue (
  -- Issued reports, frozen. The number is unique in the firm; nothing here is ever changed but the
  -- day of publication.
  number        TEXT PRIMARY KEY,
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  content       TEXT NOT NULL,  -- SHA-256 that was signed
  report        TEXT NOT NULL,  -- JSON of domain::report::Report as printed
  framework     TEXT NOT NULL,  -- JSON of domain::indicator::Framework
  facts         TEXT NOT NULL,  -- JSON of domain::scoring::Facts
  sheet         TEXT NOT NULL,  -- JSON of domain::scoring::ScoreSheet
  audit_head    TEXT NOT NULL,  -- hash of the audit log's newest line
  corrects      TEXT NOT NULL,  -- the number that it corrects, or empty
  correction    TEXT NOT NULL,  -- 更正说明
  account_id    TEXT NOT NULL REFERENCES account(id),
  issued_at     INTEGER NOT NULL,
  published_on  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX report_issue_by_engagement ON report_issue (engagement_id, issued_at);

CREATE TABLE report_template (
  -- The firm's own Word template for one engagement's report; its bytes are a blob.
  engagement_id TEXT PRIMARY KEY REFERENCES engagement(id),
  file_name     TEXT NOT NULL,
  sha256        TEXT NOT NULL,
  account_id    TEXT NOT NULL REFERENCES account(id),
  saved_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE opinion (
  -- 征求意见: what the unit says, and what was decided.
  id            TEXT PRIMARY KEY,
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  number        INTEGER NOT NULL,
  opinion       TEXT NOT NULL, -- JSON of domain::opinion::Opinion
  UNIQUE (engagement_id, number)
) STRICT;

CREATE TABLE ledger_line (
  -- 整改台账; append only, the highest revision of a finding counts.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  finding       TEXT NOT NULL,
  revision      INTEGER NOT NULL,
  item          TEXT NOT NULL, -- JSON of domain::rectification::LedgerItem
  account_id    TEXT NOT NULL REFERENCES account(id),
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, finding, revision)
) STRICT;

-- Each line of the log carries the hash of the one before it; lines from before have none.
ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT '';
