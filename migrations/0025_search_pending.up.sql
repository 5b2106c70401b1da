-- A search index collects what was written since its last cleaning in a list that every search reads from end to end, by
-- default up to 4 MB: after an import, or a reclaim of many records, hundreds of pages for one look at a name. Of 512 kB,
-- 64 pages, a search hardly notices, and writing costs a tenth more; no list at all would make bulk writing twice as dear.
CREATE OR REPLACE PROCEDURE make_searchable(target text)
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE INDEX %I ON %I USING gin (tenant_id, bigrams(search_text)) WITH (gin_pending_list_limit = 512)', target || '_search', target);
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
    EXECUTE format('ALTER INDEX %s SET (gin_pending_list_limit = 512)', found.index);
  END LOOP;
END $$;
