CREATE TABLE monitoring_rules (
  -- 监控: the engagement's presets; append only, the highest revision counts. None: as they ship.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  revision      INTEGER NOT NULL,   -- from 1
  rules         TEXT NOT NULL,      -- JSON of domain::monitoring::PresetSet
  reason        TEXT NOT NULL,
  account_id    TEXT NOT NULL REFERENCES account(id),
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, revision)
) STRICT;

CREATE TABLE watch_step (
  -- 重点关注台账: the steps of one project; append only. Where it stands is computed.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  code          TEXT NOT NULL,      -- of the monitored project
  place         INTEGER NOT NULL,   -- from 1 for each project
  step          TEXT NOT NULL,      -- JSON of domain::monitoring::WatchStep
  account_id    TEXT NOT NULL REFERENCES account(id),
  PRIMARY KEY (engagement_id, code, place)
) STRICT;

CREATE TABLE target_cut_off (
  -- 目标审核: from which score on targets pass; append only, the highest revision counts.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  revision      INTEGER NOT NULL,   -- from 1
  cut_off       TEXT NOT NULL,      -- JSON of domain::target_review::CutOff
  reason        TEXT NOT NULL,
  account_id    TEXT NOT NULL REFERENCES account(id),
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, revision)
) STRICT;

-- What a reader said of a survey where the sheet does not: 1 made, 0 not made, NULL nobody said.
ALTER TABLE self_evaluation ADD COLUMN survey INTEGER;
-- The sheet that did not pass and that this one corrects; empty for a first round.
ALTER TABLE self_evaluation ADD COLUMN corrects TEXT NOT NULL DEFAULT '';
