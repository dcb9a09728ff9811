ALTER TABLE framework_revision
  -- Indicators that were given another code in this revision: JSON object, old code to new code.
  ADD COLUMN recoded TEXT NOT NULL DEFAULT '{}';
