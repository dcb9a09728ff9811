CREATE TABLE answer_check (
  -- What the form engine said of a finished body, so that a score over thousands of responses does
  -- not ask it again. Derived: may be deleted at any time and is made anew; `kanping verify`
  -- compares it with a fresh one.
  document_id TEXT PRIMARY KEY REFERENCES document(id),
  rev         INTEGER NOT NULL,   -- of the newest revision; of another it says nothing
  edition     INTEGER NOT NULL,   -- domain::fieldwork::soundness::CHECK_EDITION
  kept        TEXT NOT NULL       -- JSON of domain::fieldwork::soundness::KeptCheck
) STRICT;
