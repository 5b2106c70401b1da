-- The ground: tenancy, history, events, jobs, idempotency, audit.

CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS citext;

GRANT USAGE ON SCHEMA public TO highseas_app, highseas_definer;

-- The enterprise of the running transaction. Null, and so no row anywhere, until begin_unit has named one.
CREATE FUNCTION current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.tenant_id', true), '')::uuid;

-- Who and what changes data in the running transaction; history lines carry it.
CREATE FUNCTION current_actor() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.actor_id', true), '')::uuid;

CREATE FUNCTION current_origin() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(nullif(current_setting('app.origin', true), ''), 'system');

-- Puts a table of enterprises' data under forced row-level security. The second policy is for search functions, which
-- check the enterprise themselves: operators such as LIKE are not leakproof, and an index cannot serve them under a policy.
CREATE PROCEDURE protect_tenant_table(target regclass, privileges text DEFAULT 'SELECT, INSERT, UPDATE, DELETE')
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant ON %s USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant())', target);
  EXECUTE format('CREATE POLICY definer ON %s TO highseas_definer USING (true) WITH CHECK (true)', target);
  EXECUTE format('GRANT %s ON %s TO highseas_app', privileges, target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO highseas_definer', target);
END $$;

-- Gives a function to the role that sees all enterprises. Such a function must check current_tenant() or answer only ids.
CREATE PROCEDURE own_by_definer(target regprocedure)
  LANGUAGE plpgsql AS $$
BEGIN
  -- rights first: once it belongs to the definer, this login may no longer change them
  EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', target);
  EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO highseas_app', target);
  GRANT CREATE ON SCHEMA public TO highseas_definer;
  EXECUTE format('ALTER FUNCTION %s OWNER TO highseas_definer', target);
  REVOKE CREATE ON SCHEMA public FROM highseas_definer;
END $$;

-- History: each change of each record. Created rows carry no values (the row itself has them); changes carry [old, new].
CREATE TABLE record_changes (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  at timestamptz NOT NULL DEFAULT now(),
  object text NOT NULL,
  record_id uuid NOT NULL,
  version integer NOT NULL,
  operation text NOT NULL CHECK (operation IN ('created', 'changed', 'deleted')),
  actor_id uuid,
  origin text NOT NULL,
  request_id text,
  changes jsonb,
  PRIMARY KEY (tenant_id, id, at)
) PARTITION BY RANGE (at);
CREATE INDEX record_changes_by_record ON record_changes (tenant_id, record_id, at);
CALL protect_tenant_table('record_changes', 'SELECT, INSERT');

CREATE TABLE record_changes_default PARTITION OF record_changes DEFAULT;

-- Creates the partitions of this month and the next ones; a daily schedule calls it.
CREATE FUNCTION prepare_partitions(months integer DEFAULT 3) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  first date := date_trunc('month', now())::date;
  name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('prepare_partitions'));
  FOR n IN 0..months LOOP
    name := 'record_changes_' || to_char(first + make_interval(months => n), 'YYYYMM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    CONTINUE WHEN EXISTS (SELECT FROM public.record_changes_default
      WHERE at >= first + make_interval(months => n) AND at < first + make_interval(months => n + 1));
    EXECUTE format('CREATE TABLE public.%I PARTITION OF public.record_changes FOR VALUES FROM (%L) TO (%L)',
      name, first + make_interval(months => n), first + make_interval(months => n + 1));
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION prepare_partitions(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION prepare_partitions(integer) TO highseas_app;

-- Writes history for whatever statement changed the table. Arguments: object name, then columns that are derived and not worth a line.
-- Its plan is kept from the first small statements on; a nested loop would then join a million old rows with a million new ones.
CREATE FUNCTION track_changes() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id)
    SELECT n.tenant_id, TG_ARGV[0], n.id, n.version, 'created', current_actor(), current_origin(), current_setting('app.request_id', true)
    FROM new_rows n;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id)
    SELECT o.tenant_id, TG_ARGV[0], o.id, o.version + 1, 'deleted', current_actor(), current_origin(), current_setting('app.request_id', true)
    FROM old_rows o;
  ELSE
    INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
    SELECT n.tenant_id, TG_ARGV[0], n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), d.changes
    FROM new_rows n
    JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
    CROSS JOIN LATERAL (
      SELECT jsonb_object_agg(a.key, jsonb_build_array(b.value, a.value)) AS changes
      FROM jsonb_each(to_jsonb(n)) a
      JOIN jsonb_each(to_jsonb(o)) b ON b.key = a.key
      WHERE a.value IS DISTINCT FROM b.value AND a.key <> ALL (TG_ARGV[1:] || '{version,updated_at,updated_by}'::text[])
    ) d
    WHERE d.changes IS NOT NULL;
  END IF;
  RETURN NULL;
END $$;

CREATE PROCEDURE track_table(target regclass, object text, VARIADIC derived text[] DEFAULT '{}')
  LANGUAGE plpgsql AS $$
DECLARE
  args text := (SELECT string_agg(quote_literal(a), ', ') FROM unnest(object || derived) a);
BEGIN
  EXECUTE format('CREATE TRIGGER track_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
  EXECUTE format('CREATE TRIGGER track_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
  EXECUTE format('CREATE TRIGGER track_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
END $$;

-- The outbox. `payload` holds ids only; handlers read the current rows.
CREATE TABLE events (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  actor_id uuid,
  payload jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX events_by_time ON events (tenant_id, at);
CALL protect_tenant_table('events', 'SELECT, INSERT');

-- A handler of an event has run: the pair is written in the handler's own transaction.
CREATE TABLE handled_events (
  tenant_id uuid NOT NULL,
  event_id uuid NOT NULL,
  handler text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, event_id, handler)
);
CALL protect_tenant_table('handled_events');

-- Long work as its users see it (OPS-02). The queue itself is pg-boss; this row is its face.
CREATE TABLE jobs (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  slot text,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  input jsonb NOT NULL DEFAULT '{}',
  done bigint NOT NULL DEFAULT 0,
  total bigint,
  result jsonb,
  error jsonb,
  cancel_requested boolean NOT NULL DEFAULT false,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  started_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX jobs_once_per_slot ON jobs (tenant_id, kind, slot) WHERE slot IS NOT NULL;
CREATE INDEX jobs_by_time ON jobs (tenant_id, created_at, id);
CALL protect_tenant_table('jobs');

-- Answers of POST requests by idempotency key, kept for 24 hours.
CREATE TABLE idempotency_keys (
  tenant_id uuid NOT NULL,
  actor_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  fingerprint text NOT NULL,
  status integer NOT NULL,
  body text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, actor_id, key)
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (tenant_id, created_at);
CALL protect_tenant_table('idempotency_keys');

-- Administrative and bulk acts (OPS-01). The application may add and read, never change.
CREATE TABLE audit_log (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  at timestamptz NOT NULL DEFAULT now(),
  actor_id uuid,
  actor_name text,
  action text NOT NULL,
  object text,
  object_id uuid,
  summary jsonb NOT NULL DEFAULT '{}',
  before jsonb,
  after jsonb,
  ip text,
  user_agent text,
  request_id text,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_log_by_time ON audit_log (tenant_id, at, id);
CREATE INDEX audit_log_by_actor ON audit_log (tenant_id, actor_id, at);
CALL protect_tenant_table('audit_log', 'SELECT, INSERT');

-- Not even a role with more rights rewrites the log by mistake.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Days on which an enterprise works differently from the national calendar (ORG-10).
CREATE TABLE calendar_overrides (
  tenant_id uuid NOT NULL,
  day date NOT NULL,
  working boolean NOT NULL,
  note text,
  PRIMARY KEY (tenant_id, day)
);
CALL protect_tenant_table('calendar_overrides');
