-- Imports and exports as jobs (OPS-02): progress, what remains of them when their files have expired.

ALTER TABLE imports
  -- null when the file has expired
  ALTER COLUMN file_key DROP NOT NULL,
  ADD COLUMN row_estimate integer,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX imports_to_expire ON imports (tenant_id, updated_at) WHERE file_key IS NOT NULL;

CREATE INDEX exports_to_expire ON exports (tenant_id, finished_at) WHERE file_key IS NOT NULL;
