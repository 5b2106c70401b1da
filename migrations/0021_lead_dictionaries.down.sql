ALTER TABLE leads
  ADD COLUMN source text,
  ADD COLUMN lead_group text,
  ADD COLUMN industry text,
  ADD COLUMN region text,
  ADD COLUMN invalid_reason text,
  DISABLE TRIGGER USER;

SET LOCAL ROLE highseas_definer;
UPDATE leads l SET
  source = (SELECT i.label FROM dictionary_items i WHERE i.tenant_id = l.tenant_id AND i.id = l.source_id),
  lead_group = (SELECT i.label FROM dictionary_items i WHERE i.tenant_id = l.tenant_id AND i.id = l.group_id),
  industry = (SELECT i.label FROM dictionary_items i WHERE i.tenant_id = l.tenant_id AND i.id = l.industry_id),
  region = (SELECT i.label FROM dictionary_items i WHERE i.tenant_id = l.tenant_id AND i.id = l.region_id),
  invalid_reason = (SELECT i.label FROM dictionary_items i WHERE i.tenant_id = l.tenant_id AND i.id = l.invalid_reason_id)
  WHERE coalesce(l.source_id, l.group_id, l.industry_id, l.region_id, l.invalid_reason_id) IS NOT NULL;
RESET ROLE;

ALTER TABLE leads
  ENABLE TRIGGER USER,
  DROP COLUMN source_id,
  DROP COLUMN group_id,
  DROP COLUMN industry_id,
  DROP COLUMN region_id,
  DROP COLUMN invalid_reason_id;
