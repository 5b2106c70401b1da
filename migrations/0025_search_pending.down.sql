CREATE OR REPLACE PROCEDURE make_searchable(target text)
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE INDEX %I ON %I USING gin (tenant_id, bigrams(search_text))', target || '_search', target);
  EXECUTE format($f$
    CREATE FUNCTION %I(term text, most integer) RETURNS SETOF uuid
      LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = pg_catalog, public AS $body$
    BEGIN
      IF current_tenant() IS NULL THEN RAISE EXCEPTION 'No enterprise is set'; END IF;
      RETURN QUERY SELECT r.id FROM public.%I r
        WHERE r.tenant_id = current_tenant() AND bigrams(r.search_text) @> bigrams(term)
          AND r.search_text LIKE '%%' || replace(replace(replace(lower(term), '\', '\\'), '%%', '\%%'), '_', '\_') || '%%'
        LIMIT most;
    END $body$ $f$, 'search_' || target, target);
  EXECUTE format('CALL own_by_definer(%L)', 'search_' || target || '(text, integer)');
END $$;

DO $$
DECLARE found record;
BEGIN
  FOR found IN SELECT i.oid::regclass AS index FROM pg_class i JOIN pg_am a ON a.oid = i.relam
    WHERE a.amname = 'gin' AND i.relname LIKE '%\_search' AND i.relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('ALTER INDEX %s RESET (gin_pending_list_limit)', found.index);
  END LOOP;
END $$;
