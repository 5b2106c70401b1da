ALTER TABLE ownership_ledger
  DROP CONSTRAINT ownership_ledger_kind_check,
  ADD CONSTRAINT ownership_ledger_kind_check CHECK (kind IN ('created', 'imported', 'claimed', 'assigned', 'returned', 'takenBack', 'reclaimed', 'transferred', 'moved', 'handedOver'));
DROP INDEX lead_duplicate_members_of_lead;
ALTER TABLE lead_duplicate_members
  DROP CONSTRAINT lead_duplicate_members_tenant_id_lead_id_fkey,
  ADD FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id);
DROP POLICY untouched_import ON leads;
DROP POLICY untouched_import ON customers;
REVOKE DELETE ON customers, leads FROM highseas_app;
DROP INDEX leads_by_import;
DROP INDEX customers_by_import;
DROP TABLE import_warnings;
ALTER TABLE imports
  DROP CONSTRAINT imports_undone_by_a_job,
  DROP COLUMN warned_count,
  DROP COLUMN undo_job_id,
  DROP COLUMN undo_by,
  DROP COLUMN undone_at,
  DROP COLUMN removed_count,
  DROP COLUMN kept_count;
