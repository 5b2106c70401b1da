-- Values of unique custom fields, held unique by the database: also against writers who have not heard yet that a field is.

-- What equal values have in common; of any length.
CREATE FUNCTION unique_value_key(value text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN sha256(convert_to(value, 'UTF8'));

ALTER TABLE record_field_values ADD COLUMN unique_key bytea;
CREATE UNIQUE INDEX record_field_values_unique ON record_field_values (tenant_id, field_id, unique_key) WHERE unique_key IS NOT NULL;

DROP FUNCTION custom_value_rows(uuid, text, uuid, jsonb);
-- One custom object as rows for record_field_values: numbers, days since 1970, minutes since midnight and yes/no as numbers,
-- ids and the rest as text.
CREATE FUNCTION custom_value_rows(tenant uuid, object_name text, record uuid, custom jsonb)
  RETURNS TABLE (tenant_id uuid, record_id uuid, field_id uuid, ordinal integer, text_value text, number_value double precision, unique_key bytea)
  LANGUAGE sql STABLE AS $$
    SELECT tenant, record, f.id, (v.n - 1)::integer,
      CASE WHEN f.type IN ('text', 'phone', 'email', 'link', 'choice', 'choices', 'person', 'department', 'region') THEN left(v.value, 500) END,
      CASE
        WHEN f.type IN ('integer', 'decimal', 'money') THEN v.value::double precision
        WHEN f.type = 'date' THEN (v.value::date - date '1970-01-01')::double precision
        WHEN f.type = 'time' THEN extract(epoch FROM v.value::time)::double precision / 60
        WHEN f.type = 'boolean' THEN CASE v.value WHEN 'true' THEN 1 ELSE 0 END
      END,
      CASE WHEN f.is_unique THEN unique_value_key(v.value) END
    FROM jsonb_each(custom) c
    JOIN custom_fields f ON f.tenant_id = tenant AND f.object = object_name AND f.key = c.key AND f.indexed
    CROSS JOIN LATERAL jsonb_array_elements_text(CASE jsonb_typeof(c.value) WHEN 'array' THEN c.value ELSE jsonb_build_array(c.value) END)
      WITH ORDINALITY AS v(value, n)
    WHERE jsonb_typeof(c.value) <> 'null'
  $$;

CREATE OR REPLACE FUNCTION index_custom_values() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    -- most statements touch no custom value at all
    IF NOT EXISTS (SELECT FROM new_rows n JOIN old_rows o USING (tenant_id, id) WHERE n.custom IS DISTINCT FROM o.custom) THEN
      RETURN NULL;
    END IF;
    -- whoever makes a field unique waits for writers, and writers for them: what is written next is written as the field is then
    PERFORM FROM custom_fields f WHERE f.tenant_id = current_tenant() AND f.object = TG_ARGV[0] AND f.indexed FOR KEY SHARE;
    DELETE FROM record_field_values v USING new_rows n JOIN old_rows o USING (tenant_id, id)
      WHERE v.tenant_id = n.tenant_id AND v.record_id = n.id AND n.custom IS DISTINCT FROM o.custom;
    -- a record that was merged into another gives its values up
    INSERT INTO record_field_values
      SELECT r.tenant_id, r.record_id, r.field_id, r.ordinal, r.text_value, r.number_value,
        CASE WHEN r.unique_key IS NULL OR to_jsonb(n) ->> 'merged_into_id' IS NULL THEN r.unique_key END
      FROM new_rows n JOIN old_rows o USING (tenant_id, id) CROSS JOIN LATERAL custom_value_rows(n.tenant_id, TG_ARGV[0], n.id, n.custom) r
      WHERE n.custom IS DISTINCT FROM o.custom;
  ELSIF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT FROM new_rows WHERE custom <> '{}') THEN
      PERFORM FROM custom_fields f WHERE f.tenant_id = current_tenant() AND f.object = TG_ARGV[0] AND f.indexed FOR KEY SHARE;
      INSERT INTO record_field_values
        SELECT r.* FROM new_rows n CROSS JOIN LATERAL custom_value_rows(n.tenant_id, TG_ARGV[0], n.id, n.custom) r WHERE n.custom <> '{}';
    END IF;
  ELSE
    DELETE FROM record_field_values v USING old_rows o WHERE v.tenant_id = o.tenant_id AND v.record_id = o.id;
  END IF;
  RETURN NULL;
END $$;
