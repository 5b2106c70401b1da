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

-- Erasing a person's data (OPS-03). While it runs it knows what to look for; afterwards only that it was done, and how much.
CREATE TABLE data_erasures (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  job_id uuid NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  -- { "lead": ["…"] }: ids tell nobody who it was
  records jsonb NOT NULL,
  identifiers text[] NOT NULL,
  texts_changed bigint,
  created_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL,
  finished_at timestamptz(3),
  PRIMARY KEY (tenant_id, id),
  CHECK (finished_at IS NULL OR cardinality(identifiers) = 0)
);
CALL protect_tenant_table('data_erasures', 'SELECT, INSERT, UPDATE');

-- As before, but for the two functions below, which alone run as the definer and change these tables: the law's right to be
-- forgotten goes before that of a log to be whole.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'highseas_definer' THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- Takes the values of columns out of the history of records, and of members out of what the audit log says of them.
CREATE FUNCTION erase_history(object_name text, ids uuid[], columns text[], members text[], forgotten text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_tenant() IS NULL THEN RAISE EXCEPTION 'No enterprise is set'; END IF;
  UPDATE record_changes c SET changes = (
      SELECT jsonb_object_agg(k.key, CASE WHEN k.key = ANY (columns) THEN '[null, null]'::jsonb ELSE k.value END) FROM jsonb_each(c.changes) k)
    WHERE c.tenant_id = current_tenant() AND c.record_id = ANY (ids) AND c.object = object_name AND c.changes ?| columns;
  UPDATE audit_log a SET before = a.before - members, after = a.after - members
    WHERE a.tenant_id = current_tenant() AND a.object = object_name AND a.object_id = ANY (ids);
  UPDATE audit_log a SET actor_name = forgotten WHERE object_name = 'employee' AND a.tenant_id = current_tenant() AND a.actor_id = ANY (ids);
END $$;
CALL own_by_definer('erase_history(text, uuid[], text[], text[], text)');

-- Blots what matches the pattern out of all texts of a table's rows; phones are emptied, because three stars are none.
CREATE FUNCTION erase_text(target text, phones text[], kept text[], pattern text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  assignments text;
  conditions text;
  changed bigint;
BEGIN
  IF current_tenant() IS NULL THEN RAISE EXCEPTION 'No enterprise is set'; END IF;
  SELECT string_agg(format(CASE
      WHEN a.attname = ANY (phones) THEN '%1$I = CASE WHEN %1$I ~* $1 THEN NULL ELSE %1$I END'
      -- a number in a document must stay one
      WHEN t.typname = 'jsonb' THEN '%1$I = CASE WHEN %1$I::text ~* $1 THEN regexp_replace(%1$I::text, $1, ''0'', ''gi'')::jsonb ELSE %1$I END'
      WHEN t.typname = '_text' THEN '%1$I = CASE WHEN %1$I::text ~* $1 THEN ARRAY(SELECT e FROM unnest(%1$I) e WHERE e !~* $1) ELSE %1$I END'
      ELSE '%1$I = regexp_replace(%1$I::text, $1, ''***'', ''gi'')' END, a.attname), ', '),
    string_agg(format('%I::text ~* $1', a.attname), ' OR ')
  INTO assignments, conditions
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  WHERE a.attrelid = format('public.%I', target)::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    AND t.typname IN ('text', 'citext', 'jsonb', '_text') AND a.attname <> ALL (kept);
  IF assignments IS NULL THEN RETURN 0; END IF;
  EXECUTE format('UPDATE public.%I SET %s WHERE tenant_id = current_tenant() AND (%s)', target, assignments, conditions) USING pattern;
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END $$;
CALL own_by_definer('erase_text(text, text[], text[], text)');

-- Whether a person still works in another enterprise, which then needs their account.
CREATE FUNCTION employed_elsewhere(account uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (SELECT FROM employees e WHERE e.account_id = account AND e.tenant_id <> current_tenant() AND e.status <> 'left')
  $$;
CALL own_by_definer('employed_elsewhere(uuid)');
