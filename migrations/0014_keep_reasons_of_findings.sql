-- Why a finding was changed: needed where the change moved a score, else as somebody wrote it; of
-- an answer, the unit's own words. Revisions from before this step have none.
ALTER TABLE finding_dossier ADD COLUMN reason TEXT NOT NULL DEFAULT '';
