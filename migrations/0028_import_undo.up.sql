-- CUST-09, LEAD-06: what an import made can be taken back, and rows can be taken with a warning.

ALTER TABLE imports
  -- rows that were taken although something about them is doubtful
  ADD COLUMN warned_count integer NOT NULL DEFAULT 0,
  -- null: nobody has asked for it to be taken back
  ADD COLUMN undo_job_id uuid,
  ADD COLUMN undo_by uuid,
  ADD COLUMN undone_at timestamptz(3),
  ADD COLUMN removed_count integer NOT NULL DEFAULT 0,
  -- records that stayed because somebody had worked on them; known when it is done
  ADD COLUMN kept_count integer,
  ADD CONSTRAINT imports_undone_by_a_job CHECK (undone_at IS NULL OR undo_job_id IS NOT NULL);

-- Rows that were taken although something about them is doubtful.
CREATE TABLE import_warnings (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  warnings jsonb NOT NULL,
  PRIMARY KEY (tenant_id, import_id, row_number),
  FOREIGN KEY (tenant_id, import_id) REFERENCES imports (tenant_id, id) ON DELETE CASCADE
);
CALL protect_tenant_table('import_warnings', 'SELECT, INSERT, DELETE');

-- the records that an import made
CREATE INDEX customers_by_import ON customers (tenant_id, import_id, id) WHERE import_id IS NOT NULL;
CREATE INDEX leads_by_import ON leads (tenant_id, import_id, id) WHERE import_id IS NOT NULL;

-- Of customers and leads the application removes what an import made and nobody has changed; all others are there for ever.
GRANT DELETE ON customers, leads TO highseas_app;
CREATE POLICY untouched_import ON customers AS RESTRICTIVE FOR DELETE TO highseas_app USING (import_id IS NOT NULL AND version = 1);
CREATE POLICY untouched_import ON leads AS RESTRICTIVE FOR DELETE TO highseas_app USING (import_id IS NOT NULL AND version = 1);

-- a scan's finds are no reason to keep a lead
ALTER TABLE lead_duplicate_members
  DROP CONSTRAINT lead_duplicate_members_tenant_id_lead_id_fkey,
  ADD FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id) ON DELETE CASCADE;
CREATE INDEX lead_duplicate_members_of_lead ON lead_duplicate_members (tenant_id, lead_id);

-- withdrawn: its import was taken back
ALTER TABLE ownership_ledger
  DROP CONSTRAINT ownership_ledger_kind_check,
  ADD CONSTRAINT ownership_ledger_kind_check CHECK (kind IN ('created', 'imported', 'claimed', 'assigned', 'returned', 'takenBack', 'reclaimed', 'transferred', 'moved', 'handedOver', 'withdrawn'));
