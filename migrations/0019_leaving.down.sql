DROP TABLE data_exports;
DROP TRIGGER owner_at_work_insert ON customers;
DROP TRIGGER owner_at_work_update ON customers;
DROP TRIGGER owner_at_work_insert ON leads;
DROP TRIGGER owner_at_work_update ON leads;
DROP PROCEDURE require_owner_at_work(regclass);
DROP FUNCTION refuse_absent_owners();
ALTER TABLE ownership_ledger
  DROP CONSTRAINT ownership_ledger_kind_check,
  ADD CONSTRAINT ownership_ledger_kind_check CHECK (kind IN ('created', 'imported', 'claimed', 'assigned', 'returned', 'takenBack', 'reclaimed', 'transferred', 'moved'));
