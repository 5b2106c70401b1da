-- Leaving: people, their data, and an enterprise with all of its own. Nobody who is suspended or has left is given anything, and a hand-over stands in the ledger under its own name.

ALTER TABLE ownership_ledger
  DROP CONSTRAINT ownership_ledger_kind_check,
  ADD CONSTRAINT ownership_ledger_kind_check CHECK (kind IN ('created', 'imported', 'claimed', 'assigned', 'returned', 'takenBack', 'reclaimed', 'transferred', 'moved', 'handedOver'));

-- Whoever is given a record must be at work. The employee's row is locked until the transaction ends: a suspension waits for
-- whatever is being given to that person, and whatever comes after it is refused. So a hand-over that begins when the
-- suspension is committed misses nothing.
CREATE FUNCTION refuse_absent_owners() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
  owners uuid[];
  absent bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT n.owner_id) INTO owners FROM new_rows n WHERE n.owner_id IS NOT NULL;
  ELSE
    SELECT array_agg(DISTINCT n.owner_id) INTO owners FROM new_rows n JOIN old_rows o USING (tenant_id, id)
      WHERE n.owner_id IS NOT NULL AND n.owner_id IS DISTINCT FROM o.owner_id;
  END IF;
  IF owners IS NULL THEN RETURN NULL; END IF;
  SELECT count(*) FILTER (WHERE locked.status IN ('suspended', 'left')) INTO absent FROM (
    SELECT e.status FROM employees e WHERE e.tenant_id = current_tenant() AND e.id = ANY (owners) ORDER BY e.id FOR SHARE) locked;
  IF absent > 0 THEN
    RAISE EXCEPTION 'An owner in % is not at work', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'owner_at_work';
  END IF;
  RETURN NULL;
END $$;

-- For every table with tenant_id, id and owner_id whose rows people own.
CREATE PROCEDURE require_owner_at_work(target regclass)
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER owner_at_work_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_absent_owners()', target);
  EXECUTE format('CREATE TRIGGER owner_at_work_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_absent_owners()', target);
END $$;
CALL require_owner_at_work('leads');
CALL require_owner_at_work('customers');

-- Everything of an enterprise as files (OPS-03): [{ table, fileId, rows, bytes }], the last two when the job is done.
CREATE TABLE data_exports (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  job_id uuid NOT NULL,
  files jsonb NOT NULL,
  -- false when the files have expired
  has_files boolean NOT NULL DEFAULT true,
  created_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL,
  finished_at timestamptz(3),
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX data_exports_to_expire ON data_exports (tenant_id, created_at) WHERE has_files;
CALL protect_tenant_table('data_exports', 'SELECT, INSERT, UPDATE');

-- Colleagues are found by name, pinyin, initials and title, and by the last digits of their phone (ORG-08).
ALTER TABLE employees
  ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS
    (lower(name || ' ' || coalesce(nickname, '') || ' ' || name_pinyin || ' ' || name_initials || ' ' || coalesce(title, ''))) STORED,
  ADD COLUMN phone_reversed text COLLATE "C" GENERATED ALWAYS AS (reverse(phone)) STORED;
CALL make_searchable('employees');
CREATE INDEX employees_by_phone_end ON employees (tenant_id, phone_reversed) WHERE phone_reversed IS NOT NULL;
DROP TRIGGER track_insert ON employees;
DROP TRIGGER track_update ON employees;
DROP TRIGGER track_delete ON employees;
CALL track_table('employees', 'employee', 'last_seen_at', 'name_pinyin', 'name_initials', 'search_text', 'phone_reversed');
