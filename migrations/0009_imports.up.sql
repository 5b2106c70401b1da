-- Imports and exports as jobs (OPS-02): progress, what remains of them when their files have expired.

ALTER TABLE imports
  -- null when the file has expired
  ALTER COLUMN file_key DROP NOT NULL,
  ADD COLUMN row_estimate integer,
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX imports_to_expire ON imports (tenant_id, updated_at) WHERE file_key IS NOT NULL;

CREATE INDEX exports_to_expire ON exports (tenant_id, finished_at) WHERE file_key IS NOT NULL;

-- Whether a phone is known is asked for every imported row. reverse() is not leakproof, so under row-level security nobody
-- can use an index on it; an index on a column serves both the whole number and its last digits.
ALTER TABLE leads ADD COLUMN phone_reversed text COLLATE "C" GENERATED ALWAYS AS (reverse(phone)) STORED;
DROP INDEX leads_by_phone;
CREATE INDEX leads_by_phone ON leads (tenant_id, phone_reversed) WHERE phone_reversed IS NOT NULL;
DROP TRIGGER track_insert ON leads;
DROP TRIGGER track_update ON leads;
DROP TRIGGER track_delete ON leads;
CALL track_table('leads', 'lead', 'search_text', 'name_pinyin', 'initials', 'company_key', 'phone_reversed', 'protected_until', 'reclaim_at', 'reclaim_rule_id', 'reclaim_rule_key');
