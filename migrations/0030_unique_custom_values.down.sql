CREATE OR REPLACE FUNCTION index_custom_values() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
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

DROP FUNCTION custom_value_rows(uuid, text, uuid, jsonb);
CREATE FUNCTION custom_value_rows(tenant uuid, object_name text, record uuid, custom jsonb)
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

DROP INDEX record_field_values_unique;
ALTER TABLE record_field_values DROP COLUMN unique_key;
DROP FUNCTION unique_value_key(text);
