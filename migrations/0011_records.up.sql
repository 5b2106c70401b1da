-- Custom fields that are indexed and removed by jobs, leads that were merged, groups of duplicates, unread notices.

ALTER TABLE custom_fields
  -- values written before the index was switched on are still being copied: conditions must not look there yet
  ADD COLUMN index_building boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT custom_fields_status_check,
  -- removing: a job is taking its values out of the records; the key is free again when the row is gone
  ADD CONSTRAINT custom_fields_status_check CHECK (status IN ('active', 'disabled', 'removing')),
  ADD CONSTRAINT custom_fields_building_what CHECK (indexed OR NOT index_building),
  -- equal values are found by the index
  ADD CONSTRAINT custom_fields_unique_by_index CHECK (indexed OR NOT is_unique);

ALTER TABLE leads
  ADD COLUMN merged_into_id uuid,
  DROP CONSTRAINT leads_status_check,
  ADD CONSTRAINT leads_status_check CHECK (status IN ('active', 'invalid', 'converted', 'merged')),
  ADD CONSTRAINT leads_merged_into CHECK ((status = 'merged') = (merged_into_id IS NOT NULL)),
  ADD FOREIGN KEY (tenant_id, merged_into_id) REFERENCES leads (tenant_id, id);
CREATE INDEX leads_by_survivor ON leads (tenant_id, merged_into_id) WHERE merged_into_id IS NOT NULL;

-- follow-ups go along when their lead is merged into another; what they say never changes
GRANT UPDATE (lead_id, version) ON lead_follow_ups TO highseas_app;

-- What the last scan for duplicates found (LEAD-02): leads that are equal in a field.
CREATE TABLE lead_duplicate_groups (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  scan_id uuid NOT NULL,
  field text NOT NULL,
  value text NOT NULL,
  found_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX lead_duplicate_groups_of_field ON lead_duplicate_groups (tenant_id, field, id);
CALL protect_tenant_table('lead_duplicate_groups', 'SELECT, INSERT, DELETE');

CREATE TABLE lead_duplicate_members (
  tenant_id uuid NOT NULL,
  group_id uuid NOT NULL,
  lead_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, group_id, lead_id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES lead_duplicate_groups (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id)
);
CALL protect_tenant_table('lead_duplicate_members', 'SELECT, INSERT, DELETE');

-- the number at the bell
CREATE INDEX notices_unread ON notices (tenant_id, employee_id, created_at, id) WHERE read_at IS NULL;
