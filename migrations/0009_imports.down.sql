DROP TRIGGER track_insert ON leads;
DROP TRIGGER track_update ON leads;
DROP TRIGGER track_delete ON leads;
CALL track_table('leads', 'lead', 'search_text', 'name_pinyin', 'initials', 'company_key', 'reclaim_at', 'reclaim_rule_id', 'reclaim_rule_key');
DROP INDEX leads_by_phone;
ALTER TABLE leads DROP COLUMN phone_reversed;
CREATE INDEX leads_by_phone ON leads (tenant_id, reverse(phone) COLLATE "C") WHERE phone IS NOT NULL;

DROP INDEX exports_to_expire;
DROP INDEX imports_to_expire;
DELETE FROM imports WHERE file_key IS NULL;
ALTER TABLE imports
  DROP COLUMN updated_at,
  DROP COLUMN row_estimate,
  ALTER COLUMN file_key SET NOT NULL;
