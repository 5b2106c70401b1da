-- What all kinds of records share: custom fields, search, imports and exports.

CREATE TABLE custom_fields (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  object text NOT NULL,
  -- how filters, imports and API bodies name it; never changes
  key text NOT NULL CHECK (key ~ '^[a-z][A-Za-z0-9]{0,39}$'),
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 50),
  type text NOT NULL CHECK (type IN ('text', 'integer', 'decimal', 'date', 'boolean', 'choice', 'choices', 'phone')),
  -- [{ "code": "a", "label": "甲", "disabled": false }]
  choices jsonb NOT NULL DEFAULT '[]',
  required boolean NOT NULL DEFAULT false,
  is_unique boolean NOT NULL DEFAULT false,
  -- filterable and sortable over all records: its values are kept in record_field_values too
  indexed boolean NOT NULL DEFAULT false,
  default_value jsonb,
  help text,
  section text,
  position integer NOT NULL DEFAULT 0,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX custom_fields_key_once ON custom_fields (tenant_id, object, key);
CREATE UNIQUE INDEX custom_fields_label_once ON custom_fields (tenant_id, object, label);
CALL protect_tenant_table('custom_fields');
CALL track_table('custom_fields', 'customField');
CREATE TRIGGER definitions_changed AFTER INSERT OR UPDATE OR DELETE ON custom_fields FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();

-- Values of indexed custom fields as rows, because only plain text and float comparisons are leakproof and so can use an
-- index under row-level security. Numbers, dates (days since 1970) and yes/no stand in number_value, the rest in text_value.
CREATE TABLE record_field_values (
  tenant_id uuid NOT NULL,
  record_id uuid NOT NULL,
  field_id uuid NOT NULL,
  ordinal integer NOT NULL DEFAULT 0,
  text_value text,
  number_value double precision,
  PRIMARY KEY (tenant_id, record_id, field_id, ordinal),
  FOREIGN KEY (tenant_id, field_id) REFERENCES custom_fields (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX record_field_values_by_text ON record_field_values (tenant_id, field_id, text_value, record_id);
CREATE INDEX record_field_values_by_number ON record_field_values (tenant_id, field_id, number_value, record_id);
CALL protect_tenant_table('record_field_values');

-- One custom object as rows for record_field_values.
CREATE FUNCTION custom_value_rows(tenant uuid, object_name text, record uuid, custom jsonb)
  RETURNS TABLE (tenant_id uuid, record_id uuid, field_id uuid, ordinal integer, text_value text, number_value double precision)
  LANGUAGE sql STABLE AS $$
    SELECT tenant, record, f.id, (v.n - 1)::integer,
      CASE WHEN f.type IN ('text', 'phone', 'choice', 'choices') THEN left(v.value, 500) END,
      CASE f.type
        WHEN 'integer' THEN v.value::double precision
        WHEN 'decimal' THEN v.value::double precision
        WHEN 'date' THEN (v.value::date - date '1970-01-01')::double precision
        WHEN 'boolean' THEN CASE v.value WHEN 'true' THEN 1 ELSE 0 END
      END
    FROM jsonb_each(custom) c
    JOIN custom_fields f ON f.tenant_id = tenant AND f.object = object_name AND f.key = c.key AND f.indexed
    CROSS JOIN LATERAL jsonb_array_elements_text(CASE jsonb_typeof(c.value) WHEN 'array' THEN c.value ELSE jsonb_build_array(c.value) END)
      WITH ORDINALITY AS v(value, n)
    WHERE jsonb_typeof(c.value) <> 'null'
  $$;

CREATE FUNCTION index_custom_values() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    -- most statements touch no custom value at all
    IF NOT EXISTS (SELECT FROM new_rows n JOIN old_rows o USING (tenant_id, id) WHERE n.custom IS DISTINCT FROM o.custom) THEN
      RETURN NULL;
    END IF;
    DELETE FROM record_field_values v USING new_rows n JOIN old_rows o USING (tenant_id, id)
      WHERE v.tenant_id = n.tenant_id AND v.record_id = n.id AND n.custom IS DISTINCT FROM o.custom;
    INSERT INTO record_field_values
      SELECT r.* FROM new_rows n JOIN old_rows o USING (tenant_id, id) CROSS JOIN LATERAL custom_value_rows(n.tenant_id, TG_ARGV[0], n.id, n.custom) r
      WHERE n.custom IS DISTINCT FROM o.custom;
  ELSIF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT FROM new_rows WHERE custom <> '{}') THEN
      INSERT INTO record_field_values
        SELECT r.* FROM new_rows n CROSS JOIN LATERAL custom_value_rows(n.tenant_id, TG_ARGV[0], n.id, n.custom) r WHERE n.custom <> '{}';
    END IF;
  ELSE
    DELETE FROM record_field_values v USING old_rows o WHERE v.tenant_id = o.tenant_id AND v.record_id = o.id;
  END IF;
  RETURN NULL;
END $$;

CREATE PROCEDURE index_custom_fields_of(target regclass, object text)
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER index_custom_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values(%L)', target, object);
  EXECUTE format('CREATE TRIGGER index_custom_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values(%L)', target, object);
  EXECUTE format('CREATE TRIGGER index_custom_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values(%L)', target, object);
END $$;

-- Pairs of neighbouring characters: what Chinese text is searched by from two characters up. A pair never spans a space.
CREATE FUNCTION bigrams(input text) RETURNS text[]
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  letters text[] := string_to_array(lower(input), NULL);
  pairs text[] := '{}';
BEGIN
  FOR i IN 1 .. coalesce(array_length(letters, 1), 0) - 1 LOOP
    IF letters[i] <> ' ' AND letters[i + 1] <> ' ' THEN
      pairs := pairs || (letters[i] || letters[i + 1]);
    END IF;
  END LOOP;
  RETURN pairs;
END $$;

-- Gives a table with a column search_text its index and its function search_<table>(term, most): ids of this enterprise's
-- rows whose text contains the term, at most so many. It runs as the definer because @> and LIKE are not leakproof.
CREATE PROCEDURE make_searchable(target text)
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

-- A spreadsheet on its way into an object (LEAD-06, ORG-05).
CREATE TABLE imports (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  object text NOT NULL,
  file_name text NOT NULL,
  -- where the uploaded file lies in the file store
  file_key text NOT NULL,
  sheet text,
  header_row integer,
  -- [{ "column": 0, "label": "姓名", "field": "name" }]
  mapping jsonb NOT NULL DEFAULT '[]',
  options jsonb NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'queued', 'running', 'succeeded', 'failed', 'cancelled')),
  job_id uuid,
  -- the last row of the file that is settled: a killed import goes on behind it
  last_row integer NOT NULL DEFAULT 0,
  created_count integer NOT NULL DEFAULT 0,
  updated_count integer NOT NULL DEFAULT 0,
  skipped_count integer NOT NULL DEFAULT 0,
  failed_count integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX imports_by_time ON imports (tenant_id, object, created_at, id);
CALL protect_tenant_table('imports');

-- Rows that could not be taken, as they stood in the file, with what was wrong.
CREATE TABLE import_errors (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  cells jsonb NOT NULL,
  errors jsonb NOT NULL,
  PRIMARY KEY (tenant_id, import_id, row_number),
  FOREIGN KEY (tenant_id, import_id) REFERENCES imports (tenant_id, id) ON DELETE CASCADE
);
CALL protect_tenant_table('import_errors');

CREATE TABLE exports (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  object text NOT NULL,
  format text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  query jsonb NOT NULL,
  file_key text,
  file_name text,
  row_count bigint,
  job_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX exports_by_time ON exports (tenant_id, object, created_at, id);
CALL protect_tenant_table('exports');
