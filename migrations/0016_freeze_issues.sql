-- What an issue rests on beyond its scores, so that every page of it is drawn from frozen things, and
-- a seal: the SHA-256 of each of its parts, which the log's line of the issue repeats.
ALTER TABLE report_issue ADD COLUMN signed TEXT NOT NULL DEFAULT '';   -- what was signed, to the byte
ALTER TABLE report_issue ADD COLUMN inputs TEXT NOT NULL DEFAULT '';   -- JSON of domain::report::ReportInputs
ALTER TABLE report_issue ADD COLUMN records TEXT NOT NULL DEFAULT '';  -- JSON: which revisions counted
ALTER TABLE report_issue ADD COLUMN template TEXT NOT NULL DEFAULT ''; -- SHA-256 of the Word template
ALTER TABLE report_issue ADD COLUMN seal TEXT NOT NULL DEFAULT '';     -- JSON: part to SHA-256

CREATE TABLE report_archive (
  -- Archive packs that were made of an issued report and proved whole; append only.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  place         INTEGER NOT NULL,            -- from 1
  number        TEXT NOT NULL REFERENCES report_issue(number),
  sha256        TEXT NOT NULL,               -- of the pack
  bytes         INTEGER NOT NULL,
  files         INTEGER NOT NULL,
  account_id    TEXT REFERENCES account(id), -- NULL: at the command line
  made_at       INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, place)
) STRICT;
