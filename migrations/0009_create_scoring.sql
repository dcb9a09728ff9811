CREATE TABLE framework_revision (
  -- Every state of an engagement's 指标体系, append only. The one that counts also stands in
  -- `framework`; engagements from before this table have no revision until the first change.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  revision      INTEGER NOT NULL,              -- from 1
  change        TEXT NOT NULL,                 -- domain::wire::FrameworkChange
  framework     TEXT NOT NULL,                 -- JSON of domain::indicator::Framework
  reason        TEXT NOT NULL,
  account_id    TEXT REFERENCES account(id),   -- NULL: nobody in particular began it
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, revision)
) STRICT;

CREATE TABLE library_item (
  -- The firm's indicators 指标库. A changed item is a new version; an action changes the state of
  -- the newest one. Empty until the first change: then the items that ship are put in.
  code       TEXT NOT NULL,
  version    INTEGER NOT NULL,
  item       TEXT NOT NULL,                    -- JSON of domain::indicator::LibraryItem
  account_id TEXT REFERENCES account(id),      -- who proposed it; NULL: it ships with Kanping
  saved_at   INTEGER NOT NULL,
  PRIMARY KEY (code, version)
) STRICT;

CREATE TABLE score_sheet (
  -- Score sheets as they stood when something changed them, append only.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  revision      INTEGER NOT NULL,              -- from 1
  cause         TEXT NOT NULL,                 -- domain::wire::ScoreCause
  sheet         TEXT NOT NULL,                 -- JSON of domain::scoring::ScoreSheet
  reason        TEXT NOT NULL,
  account_id    TEXT REFERENCES account(id),   -- NULL: facts from the field changed it
  stored_at     INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, revision)
) STRICT;

CREATE TABLE score_confirmation (
  -- Sheets that were confirmed as 初步结论; the newest counts.
  engagement_id TEXT NOT NULL,
  revision      INTEGER NOT NULL,
  account_id    TEXT NOT NULL REFERENCES account(id),
  confirmed_at  INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, revision),
  FOREIGN KEY (engagement_id, revision) REFERENCES score_sheet (engagement_id, revision)
) STRICT;

CREATE TABLE finding_number (
  -- S-001, S-002 … Never given twice, never taken back.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  number        INTEGER NOT NULL,
  origin        TEXT NOT NULL,                 -- domain::finding::FindingOrigin::stored
  PRIMARY KEY (engagement_id, number),
  UNIQUE (engagement_id, origin)
) STRICT;

CREATE TABLE finding_dossier (
  -- What people wrote about a finding, append only; the newest counts.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  origin        TEXT NOT NULL,
  revision      INTEGER NOT NULL,              -- from 1
  dossier       TEXT NOT NULL,                 -- JSON of domain::finding::FindingDossier
  account_id    TEXT NOT NULL REFERENCES account(id),
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, origin, revision)
) STRICT;
