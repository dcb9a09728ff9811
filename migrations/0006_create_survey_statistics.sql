CREATE TABLE survey_plan (
  -- What is fixed about questionnaires: validity rules, method of satisfaction, targets. Each save
  -- is a new revision with its reason; the newest counts.
  engagement_id TEXT NOT NULL REFERENCES engagement(id),
  revision      INTEGER NOT NULL,
  plan          TEXT NOT NULL, -- JSON of domain::scoring::survey::SurveyPlan
  reason        TEXT NOT NULL,
  account_id    TEXT NOT NULL REFERENCES account(id),
  saved_at      INTEGER NOT NULL,
  PRIMARY KEY (engagement_id, revision)
) STRICT;

CREATE TABLE survey_ruling (
  -- A manager's decisions about suspicious responses; append only, the newest counts. They go with
  -- the response when its respondent withdraws it.
  id          INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  decision    TEXT NOT NULL, -- keep, exclude
  reason      TEXT NOT NULL,
  account_id  TEXT NOT NULL REFERENCES account(id),
  ruled_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX survey_ruling_by_document ON survey_ruling (document_id, id);

CREATE TABLE survey_text (
  -- Open answers that are in the word index. The words themselves are not stored here: they are
  -- read from the record when they are shown.
  id          INTEGER PRIMARY KEY, -- the rowid in survey_word
  document_id TEXT NOT NULL REFERENCES document(id) ON DELETE CASCADE,
  path        TEXT NOT NULL        -- the question
) STRICT;
CREATE INDEX survey_text_by_document ON survey_text (document_id);

CREATE TABLE survey_indexed (
  -- Responses whose newest revision is in the word index.
  document_id TEXT PRIMARY KEY REFERENCES document(id) ON DELETE CASCADE
) STRICT;

-- Pairs of characters (domain::survey_statistics::index_words); holds no readable copy of a text.
CREATE VIRTUAL TABLE survey_word USING fts5(
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

-- What is withdrawn, blanked or changed leaves the index at once, whoever does it.
CREATE TRIGGER survey_word_gone AFTER DELETE ON survey_text BEGIN
  DELETE FROM survey_word WHERE rowid = OLD.id;
END;
CREATE TRIGGER survey_text_of_a_new_revision AFTER UPDATE OF rev ON document BEGIN
  DELETE FROM survey_text WHERE document_id = OLD.id;
  DELETE FROM survey_indexed WHERE document_id = OLD.id;
END;
CREATE TRIGGER survey_text_of_a_changed_body AFTER UPDATE OF body ON revision BEGIN
  DELETE FROM survey_text WHERE document_id = OLD.document_id;
  DELETE FROM survey_indexed WHERE document_id = OLD.document_id;
END;
CREATE TRIGGER survey_text_of_a_gone_body AFTER DELETE ON revision BEGIN
  DELETE FROM survey_text WHERE document_id = OLD.document_id;
  DELETE FROM survey_indexed WHERE document_id = OLD.document_id;
END;
