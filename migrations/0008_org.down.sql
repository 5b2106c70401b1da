DROP INDEX employees_by_creation;
ALTER TABLE employees ALTER COLUMN created_at TYPE timestamptz;
ALTER TABLE calendar_overrides DROP CONSTRAINT calendar_overrides_note_check;
DROP TRIGGER definitions_changed ON calendar_overrides;
DROP INDEX audit_log_by_object, audit_log_by_action;
ALTER TABLE audit_log ALTER COLUMN at TYPE timestamptz;

-- The closures' functions as 0002 made them.
DROP FUNCTION refresh_visibility(uuid[]), refresh_visibility(), refresh_reporting_closure(), refresh_reporting_closure(uuid[]);
DROP VIEW direct_crm_superiors;
CREATE OR REPLACE FUNCTION refresh_department_closure() RETURNS void LANGUAGE sql AS $$
  WITH RECURSIVE up AS (
    SELECT tenant_id, id AS descendant_id, id AS ancestor_id, 0 AS depth FROM departments WHERE tenant_id = current_tenant()
    UNION ALL
    SELECT up.tenant_id, up.descendant_id, d.parent_id, up.depth + 1
    FROM up JOIN departments d ON d.tenant_id = up.tenant_id AND d.id = up.ancestor_id
    WHERE d.parent_id IS NOT NULL AND up.depth < 200
  ), gone AS (
    DELETE FROM department_closure c WHERE c.tenant_id = current_tenant()
      AND NOT EXISTS (SELECT FROM up WHERE up.ancestor_id = c.ancestor_id AND up.descendant_id = c.descendant_id)
  )
  INSERT INTO department_closure (tenant_id, ancestor_id, descendant_id, depth)
  SELECT tenant_id, ancestor_id, descendant_id, depth FROM up
  ON CONFLICT (tenant_id, ancestor_id, descendant_id) DO UPDATE SET depth = excluded.depth WHERE department_closure.depth <> excluded.depth;
$$;

CREATE FUNCTION refresh_reporting_closure() RETURNS void LANGUAGE sql AS $$
  WITH RECURSIVE up AS (
    SELECT tenant_id, id AS subordinate_id, superior_id, 1 AS depth
    FROM employees WHERE tenant_id = current_tenant() AND superior_id IS NOT NULL
    UNION ALL
    SELECT up.tenant_id, up.subordinate_id, e.superior_id, up.depth + 1
    FROM up JOIN employees e ON e.tenant_id = up.tenant_id AND e.id = up.superior_id
    -- a cycle ends here and then breaks the check constraint of the closure
    WHERE e.superior_id IS NOT NULL AND up.depth < 200
  ), gone AS (
    DELETE FROM reporting_closure c WHERE c.tenant_id = current_tenant()
      AND NOT EXISTS (SELECT FROM up WHERE up.superior_id = c.superior_id AND up.subordinate_id = c.subordinate_id)
  )
  INSERT INTO reporting_closure (tenant_id, superior_id, subordinate_id, depth)
  SELECT tenant_id, superior_id, subordinate_id, depth FROM up
  ON CONFLICT (tenant_id, superior_id, subordinate_id) DO UPDATE SET depth = excluded.depth WHERE reporting_closure.depth <> excluded.depth;
$$;

CREATE FUNCTION refresh_visibility() RETURNS void LANGUAGE sql AS $$
  WITH RECURSIVE above AS (
    SELECT cs.tenant_id, cs.employee_id, cs.superior_id FROM crm_superiors cs WHERE cs.tenant_id = current_tenant()
    UNION
    SELECT e.tenant_id, e.id, e.superior_id FROM employees e
    WHERE e.tenant_id = current_tenant() AND e.superior_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM crm_superiors cs WHERE cs.tenant_id = e.tenant_id AND cs.employee_id = e.id)
    UNION
    SELECT ed.tenant_id, ed.employee_id, d.leader_id
    FROM employee_departments ed
    JOIN department_closure dc ON dc.tenant_id = ed.tenant_id AND dc.descendant_id = ed.department_id
    JOIN departments d ON d.tenant_id = dc.tenant_id AND d.id = dc.ancestor_id
    WHERE ed.tenant_id = current_tenant() AND d.leader_id IS NOT NULL AND d.leader_id <> ed.employee_id
      AND NOT EXISTS (SELECT FROM crm_superiors cs WHERE cs.tenant_id = ed.tenant_id AND cs.employee_id = ed.employee_id)
  ), seen AS (
    SELECT tenant_id, id AS owner_id, id AS viewer_id FROM employees WHERE tenant_id = current_tenant()
    UNION
    SELECT seen.tenant_id, seen.owner_id, above.superior_id FROM seen JOIN above ON above.employee_id = seen.viewer_id
  ), gone AS (
    DELETE FROM visibility v WHERE v.tenant_id = current_tenant()
      AND NOT EXISTS (SELECT FROM seen WHERE seen.viewer_id = v.viewer_id AND seen.owner_id = v.owner_id)
  )
  INSERT INTO visibility (tenant_id, viewer_id, owner_id)
  SELECT tenant_id, viewer_id, owner_id FROM seen
  ON CONFLICT DO NOTHING;
$$;
