-- Leads are sorted by dictionaries (DICT-01): what stood in words becomes items of those labels.

ALTER TABLE leads
  ADD COLUMN source_id uuid,
  ADD COLUMN group_id uuid,
  ADD COLUMN industry_id uuid,
  ADD COLUMN region_id uuid,
  ADD COLUMN invalid_reason_id uuid,
  DISABLE TRIGGER USER;

-- the owner is bound to one enterprise by row-level security, the definer is not
SET LOCAL ROLE highseas_definer;
CREATE TEMPORARY VIEW lead_words AS
  SELECT DISTINCT l.tenant_id, w.dictionary, left(btrim(w.word), 100) AS label
  FROM leads l CROSS JOIN LATERAL (VALUES
    ('leadSource', l.source), ('leadGroup', l.lead_group), ('industry', l.industry), ('region', l.region), ('invalidReason', l.invalid_reason)
  ) AS w (dictionary, word)
  WHERE btrim(w.word) <> '';
INSERT INTO dictionary_items (tenant_id, id, dictionary, label, position, created_at, updated_at)
  SELECT w.tenant_id, uuidv7(), w.dictionary, w.label, 1000 + row_number() OVER (PARTITION BY w.tenant_id, w.dictionary ORDER BY w.label), now(), now()
  FROM lead_words w
  WHERE NOT EXISTS (SELECT FROM dictionary_items i WHERE i.tenant_id = w.tenant_id AND i.dictionary = w.dictionary AND i.label = w.label);
CREATE TEMPORARY VIEW lead_items AS
  SELECT DISTINCT ON (tenant_id, dictionary, label) tenant_id, dictionary, label, id FROM dictionary_items
  WHERE status <> 'merged' ORDER BY tenant_id, dictionary, label, parent_id NULLS FIRST;
UPDATE leads l SET
  source_id = (SELECT i.id FROM lead_items i WHERE i.tenant_id = l.tenant_id AND i.dictionary = 'leadSource' AND i.label = left(btrim(l.source), 100)),
  group_id = (SELECT i.id FROM lead_items i WHERE i.tenant_id = l.tenant_id AND i.dictionary = 'leadGroup' AND i.label = left(btrim(l.lead_group), 100)),
  industry_id = (SELECT i.id FROM lead_items i WHERE i.tenant_id = l.tenant_id AND i.dictionary = 'industry' AND i.label = left(btrim(l.industry), 100)),
  region_id = (SELECT i.id FROM lead_items i WHERE i.tenant_id = l.tenant_id AND i.dictionary = 'region' AND i.label = left(btrim(l.region), 100)),
  invalid_reason_id = (SELECT i.id FROM lead_items i WHERE i.tenant_id = l.tenant_id AND i.dictionary = 'invalidReason' AND i.label = left(btrim(l.invalid_reason), 100))
  WHERE coalesce(l.source, l.lead_group, l.industry, l.region, l.invalid_reason) IS NOT NULL;
DROP VIEW lead_words, lead_items;
RESET ROLE;

ALTER TABLE leads
  ENABLE TRIGGER USER,
  DROP COLUMN source,
  DROP COLUMN lead_group,
  DROP COLUMN industry,
  DROP COLUMN region,
  DROP COLUMN invalid_reason,
  ADD FOREIGN KEY (tenant_id, source_id) REFERENCES dictionary_items (tenant_id, id),
  ADD FOREIGN KEY (tenant_id, group_id) REFERENCES dictionary_items (tenant_id, id),
  ADD FOREIGN KEY (tenant_id, industry_id) REFERENCES dictionary_items (tenant_id, id),
  ADD FOREIGN KEY (tenant_id, region_id) REFERENCES dictionary_items (tenant_id, id),
  ADD FOREIGN KEY (tenant_id, invalid_reason_id) REFERENCES dictionary_items (tenant_id, id);
-- leads of a source, region, … newest first; whether an item is in use
CREATE INDEX leads_by_source ON leads (tenant_id, source_id, id) WHERE source_id IS NOT NULL;
CREATE INDEX leads_by_group ON leads (tenant_id, group_id, id) WHERE group_id IS NOT NULL;
CREATE INDEX leads_by_industry ON leads (tenant_id, industry_id, id) WHERE industry_id IS NOT NULL;
CREATE INDEX leads_by_region ON leads (tenant_id, region_id, id) WHERE region_id IS NOT NULL;
CREATE INDEX leads_by_invalid_reason ON leads (tenant_id, invalid_reason_id, id) WHERE invalid_reason_id IS NOT NULL;
