CREATE TABLE frame (
  -- The frozen project list. One to an engagement; replaced only before a draw.
  engagement_id TEXT PRIMARY KEY REFERENCES engagement(id),
  sha256        TEXT NOT NULL, -- of the canonical CSV, docs/SAMPLING.md
  source_name   TEXT NOT NULL,
  imported_by   TEXT NOT NULL,
  imported_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE frame_project (
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  code          TEXT NOT NULL,
  facts         TEXT NOT NULL, -- JSON of domain::project::Project
  PRIMARY KEY (engagement_id, code)
) STRICT;

CREATE TABLE draw (
  -- 抽样记录表: the protocol of the random draw.
  engagement_id TEXT PRIMARY KEY REFERENCES engagement(id),
  protocol      TEXT NOT NULL, -- JSON of domain::sampling::DrawProtocol
  drawn_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE sample_site (
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  project_code  TEXT NOT NULL,
  ordinal       INTEGER NOT NULL,     -- from 1, the number in X-012
  route         TEXT NOT NULL,        -- JSON of domain::sampling::SampleRoute
  inspection    TEXT NOT NULL UNIQUE, -- document id both tablets of the site write to
  PRIMARY KEY (engagement_id, project_code),
  UNIQUE (engagement_id, ordinal)
) STRICT;

CREATE TABLE assignment (
  engagement_id TEXT NOT NULL,
  project_code  TEXT NOT NULL,
  account_id    TEXT NOT NULL REFERENCES account(id),
  place         INTEGER NOT NULL, -- 1 核查人A, 2 核查人B
  PRIMARY KEY (engagement_id, project_code, account_id),
  FOREIGN KEY (engagement_id, project_code) REFERENCES sample_site (engagement_id, project_code)
) STRICT;

CREATE TABLE form_version (
  -- Immutable. A record pins the version it was begun with.
  engagement_id   TEXT NOT NULL REFERENCES engagement(id),
  form_id         TEXT NOT NULL,
  version         TEXT NOT NULL,
  instrument      TEXT NOT NULL, -- JSON of domain::instrument::Instrument
  workbook_sha256 TEXT NOT NULL,
  current         INTEGER NOT NULL, -- 1: goes into new packs
  PRIMARY KEY (engagement_id, form_id, version)
) STRICT;

CREATE TABLE framework (
  engagement_id TEXT PRIMARY KEY REFERENCES engagement(id),
  framework     TEXT NOT NULL -- JSON of domain::indicator::Framework
) STRICT;

CREATE TABLE score_input (
  -- Fund figures and desk marks; each save is a new revision, the newest counts.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  revision      INTEGER NOT NULL,
  inputs        TEXT NOT NULL, -- JSON of domain::wire::ScoreInputs
  account_id    TEXT NOT NULL,
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, revision)
) STRICT;
