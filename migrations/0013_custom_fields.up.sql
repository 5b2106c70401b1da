-- Custom fields of every type.

ALTER TABLE custom_fields
  DROP CONSTRAINT custom_fields_type_check,
  ADD CONSTRAINT custom_fields_type_check CHECK (type IN ('text', 'longText', 'integer', 'decimal', 'money', 'date', 'time', 'boolean', 'choice', 'choices',
    'phone', 'email', 'link', 'person', 'department', 'region', 'place', 'file', 'formula')),
  -- of a computed field: how it is computed, and to how many places
  ADD COLUMN formula text CHECK (length(formula) BETWEEN 1 AND 500),
  ADD COLUMN decimals smallint CHECK (decimals BETWEEN 0 AND 6),
  -- of files: how many a record has at most, and of which kinds; none: of every kind
  ADD COLUMN max_files smallint CHECK (max_files BETWEEN 1 AND 10),
  ADD COLUMN file_kinds text[] NOT NULL DEFAULT '{}' CHECK (file_kinds <@ '{picture,voice,document}'),
  ADD CONSTRAINT custom_fields_files_of_type CHECK ((type = 'file') = (max_files IS NOT NULL) AND (type = 'file' OR file_kinds = '{}')),
  ADD CONSTRAINT custom_fields_formula_of_type CHECK ((type = 'formula') = (formula IS NOT NULL) AND (type = 'formula') = (decimals IS NOT NULL));

-- One custom object as rows for record_field_values: numbers, days since 1970, minutes since midnight and yes/no as numbers,
-- ids and the rest as text.
CREATE OR REPLACE FUNCTION custom_value_rows(tenant uuid, object_name text, record uuid, custom jsonb)
  RETURNS TABLE (tenant_id uuid, record_id uuid, field_id uuid, ordinal integer, text_value text, number_value double precision)
  LANGUAGE sql STABLE AS $$
    SELECT tenant, record, f.id, (v.n - 1)::integer,
      CASE WHEN f.type IN ('text', 'phone', 'email', 'link', 'choice', 'choices', 'person', 'department', 'region') THEN left(v.value, 500) END,
      CASE
        WHEN f.type IN ('integer', 'decimal', 'money') THEN v.value::double precision
        WHEN f.type = 'date' THEN (v.value::date - date '1970-01-01')::double precision
        WHEN f.type = 'time' THEN extract(epoch FROM v.value::time)::double precision / 60
        WHEN f.type = 'boolean' THEN CASE v.value WHEN 'true' THEN 1 ELSE 0 END
      END
    FROM jsonb_each(custom) c
    JOIN custom_fields f ON f.tenant_id = tenant AND f.object = object_name AND f.key = c.key AND f.indexed
    CROSS JOIN LATERAL jsonb_array_elements_text(CASE jsonb_typeof(c.value) WHEN 'array' THEN c.value ELSE jsonb_build_array(c.value) END)
      WITH ORDINALITY AS v(value, n)
    WHERE jsonb_typeof(c.value) <> 'null'
  $$;

-- What formulas divide by: exact to twelve places, half away from zero, whatever the size of the operands; nothing by zero.
CREATE FUNCTION exact_quotient(a numeric, b numeric) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN CASE WHEN b <> 0 THEN sign(a) * sign(b) * div(2 * abs(a) * 1000000000000 + abs(b), 2 * abs(b)) * 0.000000000001 END;

-- A day moved by whole days; none beyond the years that days have.
CREATE FUNCTION day_shifted(day date, by numeric) RETURNS date LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN CASE WHEN abs(trunc(by)) <= 4000000 AND (day - date '1000-01-01') + trunc(by) BETWEEN 0 AND date '9998-12-31' - date '1000-01-01'
    THEN day + trunc(by)::integer END;

-- How forms of an object are laid out (DICT-04): for everybody, or for the holders of a role.
CREATE TABLE form_layouts (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  object text NOT NULL,
  role_id uuid,
  -- [{ "title": "基本信息", "fields": [{ "key": "phone", "width": "half", "required": true, "hidden": false }] }]
  sections jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX form_layouts_once ON form_layouts (tenant_id, object, role_id) NULLS NOT DISTINCT;
CALL protect_tenant_table('form_layouts');
CALL track_table('form_layouts', 'layout');
CREATE TRIGGER definitions_changed AFTER INSERT OR UPDATE OR DELETE ON form_layouts FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();
