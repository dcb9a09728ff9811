CREATE TABLE form_source (
  -- What a published version was made from. Versions from before this table have none.
  engagement_id TEXT NOT NULL,
  form_id       TEXT NOT NULL,
  version       TEXT NOT NULL,
  tables        TEXT NOT NULL, -- JSON list of domain::project::Table: every sheet and column
  attachments   TEXT NOT NULL, -- JSON list of domain::wire::FormAttachment; the bytes are blobs
  published_by  TEXT,          -- account; NULL: it came with the engagement
  published_at  INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, form_id, version),
  FOREIGN KEY (engagement_id, form_id, version)
    REFERENCES form_version (engagement_id, form_id, version)
) STRICT;

CREATE TABLE form_draft (
  -- The last states of a form in the making; the highest revision is the draft.
  engagement_id   TEXT NOT NULL REFERENCES engagement(id),
  form_id         TEXT NOT NULL,
  revision        INTEGER NOT NULL, -- one order for all drafts, so that none ever comes again
  previous        INTEGER,          -- the revision that undo goes back to
  tables          TEXT NOT NULL,    -- JSON list of domain::project::Table
  attachments     TEXT NOT NULL,    -- JSON list of domain::wire::FormAttachment
  based_on        TEXT,             -- the published version it was begun from
  file_name       TEXT NOT NULL,    -- of the uploaded workbook, or empty
  workbook_sha256 TEXT,             -- the uploaded bytes, a blob
  account_id      TEXT NOT NULL REFERENCES account(id),
  saved_at        INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, form_id, revision)
) STRICT;

CREATE TABLE form_move (
  -- Open records of one version may move to another; the person on the tablet decides.
  engagement_id TEXT NOT NULL,
  form_id       TEXT NOT NULL,
  from_version  TEXT NOT NULL,
  to_version    TEXT NOT NULL,
  differences   TEXT NOT NULL, -- JSON list of domain::instrument::NodeDifference
  offered_by    TEXT NOT NULL REFERENCES account(id),
  offered_at    INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, form_id, from_version),
  FOREIGN KEY (engagement_id, form_id, from_version)
    REFERENCES form_version (engagement_id, form_id, version)
) STRICT;

INSERT INTO sequence (name, value) VALUES ('form_draft', 0);
