DROP FUNCTION employed_elsewhere(uuid);
DROP FUNCTION erase_text(text, text[], text[], text);
DROP FUNCTION erase_history(text, uuid[], text[], text[], text);
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TABLE data_erasures;
DROP TRIGGER track_insert ON employees;
DROP TRIGGER track_update ON employees;
DROP TRIGGER track_delete ON employees;
CALL track_table('employees', 'employee', 'last_seen_at', 'name_pinyin', 'name_initials');
DROP FUNCTION search_employees(text, integer);
ALTER TABLE employees DROP COLUMN search_text, DROP COLUMN phone_reversed;
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
