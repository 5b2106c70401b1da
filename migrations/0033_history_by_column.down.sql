-- Writes history for whatever statement changed the table. Arguments: object name, then columns that are derived and not worth a line.
-- Its plan is kept from the first small statements on; a nested loop would then join a million old rows with a million new ones.
CREATE OR REPLACE FUNCTION track_changes() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
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

CREATE OR REPLACE PROCEDURE track_table(target regclass, object text, VARIADIC derived text[] DEFAULT '{}')
  LANGUAGE plpgsql AS $$
DECLARE
  args text := (SELECT string_agg(quote_literal(a), ', ') FROM unnest(object || derived) a);
BEGIN
  EXECUTE format('CREATE TRIGGER track_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
  EXECUTE format('CREATE TRIGGER track_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
  EXECUTE format('CREATE TRIGGER track_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
END $$;

DO $$
DECLARE
  target regclass;
  args text;
BEGIN
  FOR target IN SELECT t.tgrelid::regclass FROM pg_trigger t WHERE t.tgname = 'track_update' LOOP
    EXECUTE format('DROP TRIGGER track_update ON %s', target);
    EXECUTE format('DROP FUNCTION %I()', 'track_changes_of_' || target::text);
    args := (SELECT string_agg(quote_literal(a), ', ') FROM pg_trigger t,
      unnest(string_to_array(rtrim(encode(t.tgargs, 'escape'), '\000'), '\000')) a WHERE t.tgrelid = target AND t.tgname = 'track_insert');
    EXECUTE format('CREATE TRIGGER track_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
  END LOOP;
END $$;
DROP PROCEDURE track_columns(regclass);
