CREATE TABLE self_evaluation (
  -- 自评复核: one sheet as it was uploaded, the reviewers' marks, the joint review.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  id            TEXT NOT NULL,
  number        INTEGER NOT NULL,   -- in the order of arrival; never given twice
  file_name     TEXT NOT NULL,
  evaluation    TEXT NOT NULL,      -- JSON of domain::self_evaluation::SelfEvaluation
  marks         TEXT NOT NULL,      -- JSON of domain::wire::RowMarks; earlier ones lie in audit
  revision      INTEGER NOT NULL,   -- of the marks
  signatures    TEXT NOT NULL,      -- JSON of a list of domain::self_evaluation::PartySignature
  account_id    TEXT NOT NULL REFERENCES account(id),
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, id),
  UNIQUE (engagement_id, number)
) STRICT;

CREATE TABLE target_review (
  -- 目标审核 of one project; its rounds are its history.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  id            TEXT NOT NULL,
  project       TEXT NOT NULL,
  review        TEXT NOT NULL,      -- JSON of domain::target_review::TargetReview
  PRIMARY KEY (engagement_id, id),
  UNIQUE (engagement_id, project)
) STRICT;

CREATE TABLE monitored_project (
  -- 监控: every save is kept, the newest counts. Colours are computed, never stored.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  code          TEXT NOT NULL,
  revision      INTEGER NOT NULL,
  project       TEXT NOT NULL,      -- JSON of domain::monitoring::MonitoredProject
  account_id    TEXT NOT NULL REFERENCES account(id),
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, code, revision)
) STRICT;

CREATE TABLE scorecard (
  -- 年度考核自评 of the firm: every save is kept, the newest counts.
  revision   INTEGER PRIMARY KEY,
  card       TEXT NOT NULL,         -- JSON of domain::scorecard::Scorecard
  account_id TEXT NOT NULL REFERENCES account(id),
  saved_at   INTEGER NOT NULL
) STRICT;
