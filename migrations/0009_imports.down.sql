DROP INDEX exports_to_expire;
DROP INDEX imports_to_expire;
DELETE FROM imports WHERE file_key IS NULL;
ALTER TABLE imports
  DROP COLUMN updated_at,
  DROP COLUMN row_estimate,
  ALTER COLUMN file_key SET NOT NULL;
