-- History of changes by code that names each column: rows turned into documents and compared member by member took half the
-- time of every statement that changes many.

-- Makes the function that writes the history of changes of a tracked table, and its trigger, from the columns that the table has now. Whatever
-- adds a column to a tracked table, or drops one, calls it again.
CREATE PROCEDURE track_columns(target regclass) LANGUAGE plpgsql AS $procedure$
DECLARE
  -- of the trigger's arguments the first is the object, the others are columns that are derived and not worth a line
  args text[] := (SELECT string_to_array(rtrim(encode(t.tgargs, 'escape'), '\000'), '\000') FROM pg_trigger t WHERE t.tgrelid = target AND t.tgname = 'track_insert');
  columns text := (
    -- letters that differ in their case alone are a change, which citext does not see
    SELECT string_agg(format($$CASE WHEN o.%1$I%2$s IS DISTINCT FROM n.%1$I%2$s THEN %3$L || json_build_array(o.%1$I, n.%1$I)::text END$$,
      a.attname, CASE WHEN a.atttypid = 'citext'::regtype THEN '::text' ELSE '' END, to_json(a.attname::text)::text || ':'), E',\n        ' ORDER BY a.attnum)
    FROM pg_attribute a
    WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname <> ALL (args[2:] || '{tenant_id,id,version,updated_at,updated_by}'::text[]));
BEGIN
  EXECUTE format($function$
CREATE OR REPLACE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, %L, n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        %s
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $$
  $function$, 'track_changes_of_' || target::text, args[1], columns);
  EXECUTE format('CREATE OR REPLACE TRIGGER track_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION %I()',
    target, 'track_changes_of_' || target::text);
END $procedure$;

CREATE OR REPLACE PROCEDURE track_table(target regclass, object text, VARIADIC derived text[] DEFAULT '{}')
  LANGUAGE plpgsql AS $$
DECLARE
  args text := (SELECT string_agg(quote_literal(a), ', ') FROM unnest(object || derived) a);
BEGIN
  EXECUTE format('CREATE TRIGGER track_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
  EXECUTE format('CREATE TRIGGER track_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
  CALL track_columns(target);
END $$;

-- What is left of the function for all tables: what begins and what ends has no values to compare.
CREATE OR REPLACE FUNCTION track_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id)
    SELECT n.tenant_id, TG_ARGV[0], n.id, n.version, 'created', current_actor(), current_origin(), current_setting('app.request_id', true)
    FROM new_rows n;
  ELSE
    INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id)
    SELECT o.tenant_id, TG_ARGV[0], o.id, o.version + 1, 'deleted', current_actor(), current_origin(), current_setting('app.request_id', true)
    FROM old_rows o;
  END IF;
  RETURN NULL;
END $$;

DO $$
DECLARE
  target regclass;
BEGIN
  FOR target IN SELECT t.tgrelid::regclass FROM pg_trigger t WHERE t.tgname = 'track_update' ORDER BY t.tgrelid::regclass::text LOOP
    CALL track_columns(target);
  END LOOP;
END $$;
