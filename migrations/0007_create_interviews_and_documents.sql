CREATE TABLE record_number (
  -- Index numbers the server gives, hole-free per engagement and kind: F-01, F-02 … in the order
  -- in which the records first arrived. Never given twice, never taken back.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  kind          TEXT NOT NULL,
  number        INTEGER NOT NULL,
  document_id   TEXT NOT NULL UNIQUE REFERENCES document(id),
  PRIMARY KEY (engagement_id, kind, number)
) STRICT;

CREATE TABLE document_reader (
  -- Who, beside its author, has a record on the tablet: the people an interview names. Only ever
  -- added to: a tablet keeps what it pulled, and both sides must mean the same scope.
  document_id TEXT NOT NULL REFERENCES document(id),
  account_id  TEXT NOT NULL REFERENCES account(id),
  PRIMARY KEY (document_id, account_id)
) STRICT;

CREATE TABLE open_item_resolution (
  -- Decisions on open items 待核实事项, append only; the newest on the present text counts.
  id          INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES document(id),
  path        TEXT NOT NULL,
  text        TEXT NOT NULL,    -- what was decided on
  resolved    INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  account_id  TEXT NOT NULL REFERENCES account(id),
  decided_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX open_item_resolution_by_item ON open_item_resolution (document_id, path);

CREATE TABLE document_request (
  -- 资料清单: what is asked of whom until when.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  id            TEXT NOT NULL,
  ordinal       INTEGER NOT NULL,     -- 序号; never given twice
  words         TEXT NOT NULL,        -- JSON of domain::document_request::RequestWords
  receipt       TEXT NOT NULL UNIQUE, -- document id all tablets write the receipt to
  removed_at    INTEGER,              -- a receipt that still arrives brings the line back
  PRIMARY KEY (engagement_id, id),
  UNIQUE (engagement_id, ordinal)
) STRICT;
