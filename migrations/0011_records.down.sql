DROP INDEX notices_unread;
DROP TABLE lead_duplicate_members, lead_duplicate_groups;
REVOKE UPDATE (lead_id, version) ON lead_follow_ups FROM highseas_app;

-- Merged leads become invalid ones; neither row-level security nor history knows of a migration's change.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
ALTER TABLE leads DISABLE TRIGGER USER;
ALTER TABLE leads DROP CONSTRAINT leads_merged_into;
UPDATE leads SET status = 'invalid', invalid_reason = 'merged' WHERE status = 'merged';
ALTER TABLE leads ENABLE TRIGGER USER;
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
ALTER TABLE leads
  DROP COLUMN merged_into_id,
  DROP CONSTRAINT leads_status_check,
  ADD CONSTRAINT leads_status_check CHECK (status IN ('active', 'invalid', 'converted'));

ALTER TABLE custom_fields NO FORCE ROW LEVEL SECURITY;
DELETE FROM custom_fields WHERE status = 'removing';
ALTER TABLE custom_fields FORCE ROW LEVEL SECURITY;
ALTER TABLE custom_fields
  DROP CONSTRAINT custom_fields_unique_by_index,
  DROP CONSTRAINT custom_fields_building_what,
  DROP COLUMN index_building,
  DROP CONSTRAINT custom_fields_status_check,
  ADD CONSTRAINT custom_fields_status_check CHECK (status IN ('active', 'disabled'));
