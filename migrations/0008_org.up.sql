-- The organisation at work: the audit log's lists, the working calendar, and closures that are right and quick.

-- A cursor of JSON names whole milliseconds.
ALTER TABLE audit_log ALTER COLUMN at TYPE timestamptz(3);
CREATE INDEX audit_log_by_object ON audit_log (tenant_id, object, object_id, at, id);
CREATE INDEX audit_log_by_action ON audit_log (tenant_id, action, at, id);

CREATE TRIGGER definitions_changed AFTER INSERT OR UPDATE OR DELETE ON calendar_overrides
  FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();

ALTER TABLE calendar_overrides ADD CHECK (length(note) <= 200);

-- Each employee with those directly above them for CRM data (ORG-04): the override where there is one, otherwise the
-- direct superior and, for each of their departments, the next leader upwards. For the leader of a department that is the
-- leader above it, even where they are a member of a part of it; and nobody is below a leader who reports to them.
CREATE VIEW direct_crm_superiors WITH (security_invoker = true) AS
  WITH next_leader AS (
    SELECT DISTINCT ON (dc.tenant_id, dc.descendant_id) dc.tenant_id, dc.descendant_id AS department_id, d.leader_id
    FROM department_closure dc
    JOIN departments d ON d.tenant_id = dc.tenant_id AND d.id = dc.ancestor_id
    WHERE dc.tenant_id = current_tenant() AND d.leader_id IS NOT NULL
    ORDER BY dc.tenant_id, dc.descendant_id, dc.depth
  ), highest_led AS (
    SELECT DISTINCT ON (led.tenant_id, led.leader_id, dc.descendant_id)
      led.tenant_id, led.leader_id AS employee_id, dc.descendant_id AS department_id, led.parent_id
    FROM departments led
    JOIN department_closure dc ON dc.tenant_id = led.tenant_id AND dc.ancestor_id = led.id
    WHERE led.tenant_id = current_tenant() AND led.leader_id IS NOT NULL
    ORDER BY led.tenant_id, led.leader_id, dc.descendant_id, dc.depth DESC
  ), by_default AS (
    SELECT e.tenant_id, e.id AS employee_id, e.superior_id FROM employees e
    WHERE e.tenant_id = current_tenant() AND e.superior_id IS NOT NULL
    UNION
    SELECT ed.tenant_id, ed.employee_id, nl.leader_id
    FROM employee_departments ed
    LEFT JOIN highest_led hl ON hl.tenant_id = ed.tenant_id AND hl.employee_id = ed.employee_id AND hl.department_id = ed.department_id
    JOIN next_leader nl ON nl.tenant_id = ed.tenant_id
      AND nl.department_id = CASE WHEN hl.employee_id IS NULL THEN ed.department_id ELSE hl.parent_id END
    LEFT JOIN reporting_closure rc ON rc.tenant_id = ed.tenant_id AND rc.superior_id = ed.employee_id AND rc.subordinate_id = nl.leader_id
    WHERE ed.tenant_id = current_tenant() AND rc.superior_id IS NULL
  )
  SELECT tenant_id, employee_id, superior_id FROM crm_superiors WHERE tenant_id = current_tenant()
  UNION ALL
  SELECT d.tenant_id, d.employee_id, d.superior_id FROM by_default d
  LEFT JOIN crm_superiors cs ON cs.tenant_id = d.tenant_id AND cs.employee_id = d.employee_id
  WHERE cs.employee_id IS NULL;
GRANT SELECT ON direct_crm_superiors TO highseas_app;

-- Rewrites the department closure from the tree, touching only lines that changed. A cycle would give a department two
-- lines with itself, which one statement may not write. Where every row of the enterprise takes part, nested loops are
-- always the wrong plan.
CREATE OR REPLACE FUNCTION refresh_department_closure() RETURNS void LANGUAGE sql SET enable_nestloop = off AS $$
  WITH RECURSIVE up AS (
    SELECT tenant_id, id AS descendant_id, id AS ancestor_id, 0 AS depth FROM departments WHERE tenant_id = current_tenant()
    UNION ALL
    SELECT up.tenant_id, up.descendant_id, d.parent_id, up.depth + 1
    FROM up JOIN departments d ON d.tenant_id = up.tenant_id AND d.id = up.ancestor_id
    WHERE d.parent_id IS NOT NULL
  ) CYCLE ancestor_id SET looped USING path, gone AS (
    DELETE FROM department_closure c WHERE c.tenant_id = current_tenant()
      AND NOT EXISTS (SELECT FROM up WHERE up.ancestor_id = c.ancestor_id AND up.descendant_id = c.descendant_id)
  )
  INSERT INTO department_closure (tenant_id, ancestor_id, descendant_id, depth)
  SELECT tenant_id, ancestor_id, descendant_id, depth FROM up
  WHERE NOT EXISTS (SELECT FROM department_closure c WHERE c.tenant_id = current_tenant()
    AND c.ancestor_id = up.ancestor_id AND c.descendant_id = up.descendant_id AND c.depth = up.depth)
  ON CONFLICT (tenant_id, ancestor_id, descendant_id) DO UPDATE SET depth = excluded.depth WHERE department_closure.depth <> excluded.depth;
$$;

-- Rewrites the reporting closure of whoever stands below the employees named, and theirs: what a change of their superior
-- can alter. Null names everybody. A cycle makes somebody their own superior, which the closure's check refuses.
CREATE FUNCTION refresh_reporting_closure(changed uuid[]) RETURNS void LANGUAGE sql AS $$
  WITH RECURSIVE affected AS (
    SELECT e.id FROM employees e WHERE e.tenant_id = current_tenant() AND (changed IS NULL OR e.id = ANY (changed))
    UNION
    SELECT rc.subordinate_id FROM reporting_closure rc
    WHERE changed IS NOT NULL AND rc.tenant_id = current_tenant() AND rc.superior_id = ANY (changed)
  ), up AS (
    SELECT e.tenant_id, e.id AS subordinate_id, e.superior_id, 1 AS depth
    FROM affected JOIN employees e ON e.tenant_id = current_tenant() AND e.id = affected.id
    WHERE e.superior_id IS NOT NULL
    UNION ALL
    SELECT up.tenant_id, up.subordinate_id, e.superior_id, up.depth + 1
    FROM up JOIN employees e ON e.tenant_id = up.tenant_id AND e.id = up.superior_id
    WHERE e.superior_id IS NOT NULL
  ) CYCLE superior_id SET looped USING path, gone AS (
    DELETE FROM reporting_closure c USING affected WHERE c.tenant_id = current_tenant() AND c.subordinate_id = affected.id
      AND NOT EXISTS (SELECT FROM up WHERE up.superior_id = c.superior_id AND up.subordinate_id = c.subordinate_id)
  )
  INSERT INTO reporting_closure (tenant_id, superior_id, subordinate_id, depth)
  SELECT tenant_id, superior_id, subordinate_id, depth FROM up
  WHERE NOT EXISTS (SELECT FROM reporting_closure c WHERE c.tenant_id = current_tenant()
    AND c.superior_id = up.superior_id AND c.subordinate_id = up.subordinate_id AND c.depth = up.depth)
  ON CONFLICT (tenant_id, superior_id, subordinate_id) DO UPDATE SET depth = excluded.depth WHERE reporting_closure.depth <> excluded.depth;
$$;
CREATE OR REPLACE FUNCTION refresh_reporting_closure() RETURNS void LANGUAGE sql SET enable_nestloop = off AS $$ SELECT refresh_reporting_closure(NULL) $$;

-- Rewrites who sees whose CRM records, touching only lines that changed. Cycles (an override may make one) end, because
-- UNION drops what was seen before.
CREATE OR REPLACE FUNCTION refresh_visibility() RETURNS void LANGUAGE sql SET enable_nestloop = off SET work_mem = '64MB' AS $$
  WITH RECURSIVE above AS MATERIALIZED (
    SELECT employee_id, superior_id FROM direct_crm_superiors
  ), seen AS (
    SELECT id AS owner_id, id AS viewer_id FROM employees WHERE tenant_id = current_tenant()
    UNION
    SELECT seen.owner_id, above.superior_id FROM seen JOIN above ON above.employee_id = seen.viewer_id
  ), gone AS (
    DELETE FROM visibility v WHERE v.tenant_id = current_tenant()
      AND NOT EXISTS (SELECT FROM seen WHERE seen.viewer_id = v.viewer_id AND seen.owner_id = v.owner_id)
  )
  INSERT INTO visibility (tenant_id, viewer_id, owner_id)
  SELECT current_tenant(), viewer_id, owner_id FROM seen
  WHERE NOT EXISTS (SELECT FROM visibility v
    WHERE v.tenant_id = current_tenant() AND v.viewer_id = seen.viewer_id AND v.owner_id = seen.owner_id)
$$;

-- The same for the owners whom the employees named see, and themselves: what a change of the direct superiors of these
-- employees, and of nobody else, can alter.
CREATE FUNCTION refresh_visibility(changed uuid[]) RETURNS void LANGUAGE sql AS $$
  WITH RECURSIVE above AS MATERIALIZED (
    SELECT employee_id, superior_id FROM direct_crm_superiors
  ), affected AS MATERIALIZED (
    SELECT unnest(changed) AS owner_id
    UNION
    SELECT v.owner_id FROM visibility v WHERE v.tenant_id = current_tenant() AND v.viewer_id = ANY (changed)
  ), seen AS (
    SELECT owner_id, owner_id AS viewer_id FROM affected
    UNION
    SELECT seen.owner_id, above.superior_id FROM seen JOIN above ON above.employee_id = seen.viewer_id
  ), gone AS (
    DELETE FROM visibility v USING affected WHERE v.tenant_id = current_tenant() AND v.owner_id = affected.owner_id
      AND NOT EXISTS (SELECT FROM seen WHERE seen.viewer_id = v.viewer_id AND seen.owner_id = v.owner_id)
  )
  INSERT INTO visibility (tenant_id, viewer_id, owner_id)
  SELECT current_tenant(), viewer_id, owner_id FROM seen
  WHERE NOT EXISTS (SELECT FROM visibility v
    WHERE v.tenant_id = current_tenant() AND v.viewer_id = seen.viewer_id AND v.owner_id = seen.owner_id)
$$;

-- Cursors of the directory; the list by when people were added.
ALTER TABLE employees ALTER COLUMN created_at TYPE timestamptz(3);
CREATE INDEX employees_by_creation ON employees (tenant_id, created_at, id);
