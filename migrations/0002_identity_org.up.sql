-- Accounts are persons and belong to no enterprise; employees are persons at work in one.

CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  phone text UNIQUE CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  email citext UNIQUE,
  login citext UNIQUE CHECK (login ~ '^[A-Za-z][A-Za-z0-9_.-]{2,63}$'),
  password_hash text,
  password_must_change boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (phone IS NOT NULL OR email IS NOT NULL OR login IS NOT NULL)
);
GRANT SELECT, INSERT, UPDATE ON accounts TO highseas_app;
GRANT SELECT ON accounts TO highseas_definer;

CREATE TABLE enterprises (
  tenant_id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  logo text,
  time_zone text NOT NULL DEFAULT 'Asia/Shanghai',
  week_start integer NOT NULL DEFAULT 1 CHECK (week_start BETWEEN 1 AND 7),
  currency text NOT NULL DEFAULT 'CNY' CHECK (currency ~ '^[A-Z]{3}$'),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'closed')),
  settings jsonb NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CALL protect_tenant_table('enterprises', 'SELECT, INSERT, UPDATE');

-- What is cached in memory is cached under these numbers, read at the start of each unit of work (PERM-09).
CREATE TABLE tenant_versions (
  tenant_id uuid PRIMARY KEY REFERENCES enterprises (tenant_id),
  -- raised by every change that can alter what anybody may do
  permissions bigint NOT NULL DEFAULT 1,
  -- raised by every change of custom fields and other definitions
  definitions bigint NOT NULL DEFAULT 1
);
CALL protect_tenant_table('tenant_versions', 'SELECT, INSERT, UPDATE');

CREATE TABLE departments (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  parent_id uuid,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  leader_id uuid,
  position integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, parent_id) REFERENCES departments (tenant_id, id),
  CHECK (parent_id <> id)
);
CREATE UNIQUE INDEX departments_one_root ON departments (tenant_id) WHERE parent_id IS NULL;
CREATE UNIQUE INDEX departments_name_among_siblings ON departments (tenant_id, parent_id, name);
CREATE INDEX departments_by_leader ON departments (tenant_id, leader_id);
CALL protect_tenant_table('departments');

-- Every department with each of its ancestors and itself (depth 0).
CREATE TABLE department_closure (
  tenant_id uuid NOT NULL,
  ancestor_id uuid NOT NULL,
  descendant_id uuid NOT NULL,
  depth integer NOT NULL,
  PRIMARY KEY (tenant_id, ancestor_id, descendant_id),
  FOREIGN KEY (tenant_id, ancestor_id) REFERENCES departments (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, descendant_id) REFERENCES departments (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX department_closure_upwards ON department_closure (tenant_id, descendant_id, ancestor_id);
CALL protect_tenant_table('department_closure');

CREATE TABLE employees (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  account_id uuid REFERENCES accounts (id),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  nickname text,
  -- full pinyin and initials, made when the name is written; the directory searches and sorts by them
  name_pinyin text NOT NULL DEFAULT '',
  name_initials text NOT NULL DEFAULT '',
  phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  email citext,
  title text,
  employee_number text,
  entry_date date,
  avatar text,
  superior_id uuid,
  seat text NOT NULL DEFAULT 'sales' CHECK (seat IN ('office', 'sales')),
  status text NOT NULL CHECK (status IN ('invited', 'pending', 'active', 'suspended', 'left')),
  last_seen_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, superior_id) REFERENCES employees (tenant_id, id),
  CHECK (superior_id <> id)
);
CREATE UNIQUE INDEX employees_one_per_account ON employees (tenant_id, account_id) WHERE account_id IS NOT NULL;
CREATE UNIQUE INDEX employees_phone_once ON employees (tenant_id, phone) WHERE phone IS NOT NULL AND status <> 'left';
CREATE UNIQUE INDEX employees_number_once ON employees (tenant_id, employee_number) WHERE employee_number IS NOT NULL;
CREATE INDEX employees_by_superior ON employees (tenant_id, superior_id);
CREATE INDEX employees_by_account ON employees (account_id);
CREATE INDEX employees_by_name ON employees (tenant_id, name_pinyin, id);
CREATE INDEX employees_by_status ON employees (tenant_id, status, created_at, id);
CALL protect_tenant_table('employees', 'SELECT, INSERT, UPDATE');
CALL track_table('employees', 'employee', 'last_seen_at', 'name_pinyin', 'name_initials');

ALTER TABLE departments ADD FOREIGN KEY (tenant_id, leader_id) REFERENCES employees (tenant_id, id);
CALL track_table('departments', 'department');

CREATE TABLE employee_departments (
  tenant_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  department_id uuid NOT NULL,
  is_main boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, employee_id, department_id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, department_id) REFERENCES departments (tenant_id, id)
);
CREATE UNIQUE INDEX employee_departments_one_main ON employee_departments (tenant_id, employee_id) WHERE is_main;
CREATE INDEX employee_departments_members ON employee_departments (tenant_id, department_id, employee_id);
CALL protect_tenant_table('employee_departments');

-- Every employee with each superior above, on the reporting line (ORG-03). No row for oneself.
CREATE TABLE reporting_closure (
  tenant_id uuid NOT NULL,
  superior_id uuid NOT NULL,
  subordinate_id uuid NOT NULL,
  depth integer NOT NULL CHECK (depth > 0),
  PRIMARY KEY (tenant_id, superior_id, subordinate_id),
  FOREIGN KEY (tenant_id, superior_id) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, subordinate_id) REFERENCES employees (tenant_id, id),
  -- a cycle would make somebody their own superior
  CHECK (superior_id <> subordinate_id)
);
CREATE INDEX reporting_closure_upwards ON reporting_closure (tenant_id, subordinate_id, depth, superior_id);
CALL protect_tenant_table('reporting_closure');

-- ORG-04: whose CRM data a superior sees. A row here replaces the employee's default superiors for CRM data.
CREATE TABLE crm_superiors (
  tenant_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  superior_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, employee_id, superior_id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, superior_id) REFERENCES employees (tenant_id, id),
  CHECK (employee_id <> superior_id)
);
CREATE INDEX crm_superiors_downwards ON crm_superiors (tenant_id, superior_id, employee_id);
CALL protect_tenant_table('crm_superiors');

-- The closure that data scopes use: whose records a viewer sees as a superior. Everybody stands in it for themselves.
CREATE TABLE visibility (
  tenant_id uuid NOT NULL,
  viewer_id uuid NOT NULL,
  owner_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, viewer_id, owner_id),
  FOREIGN KEY (tenant_id, viewer_id) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES employees (tenant_id, id)
);
CREATE INDEX visibility_upwards ON visibility (tenant_id, owner_id, viewer_id);
CALL protect_tenant_table('visibility');

CREATE TABLE roles (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  key text,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  description text,
  grants jsonb NOT NULL DEFAULT '[]',
  field_rules jsonb NOT NULL DEFAULT '[]',
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX roles_name_once ON roles (tenant_id, name);
CREATE UNIQUE INDEX roles_builtin_once ON roles (tenant_id, key) WHERE key IS NOT NULL;
CALL protect_tenant_table('roles');
CALL track_table('roles', 'role');

CREATE TABLE employee_roles (
  tenant_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  role_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, employee_id, role_id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, role_id) REFERENCES roles (tenant_id, id)
);
CREATE INDEX employee_roles_holders ON employee_roles (tenant_id, role_id, employee_id);
CALL protect_tenant_table('employee_roles');

-- Every group an employee counts for: themselves, their roles, their departments and those above them. Pools name groups.
CREATE VIEW employee_groups WITH (security_invoker = true) AS
  SELECT e.tenant_id, e.id AS employee_id, e.id AS group_id, 'employee' AS kind FROM employees e
  UNION ALL
  SELECT er.tenant_id, er.employee_id, er.role_id, 'role' FROM employee_roles er
  UNION ALL
  SELECT ed.tenant_id, ed.employee_id, dc.ancestor_id, 'department'
  FROM employee_departments ed
  JOIN department_closure dc ON dc.tenant_id = ed.tenant_id AND dc.descendant_id = ed.department_id;
GRANT SELECT ON employee_groups TO highseas_app;

CREATE FUNCTION raise_permission_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tenant_versions SET permissions = permissions + 1 WHERE tenant_id = current_tenant();
  RETURN NULL;
END $$;
CREATE FUNCTION raise_definitions_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tenant_versions SET definitions = definitions + 1 WHERE tenant_id = current_tenant();
  RETURN NULL;
END $$;
CREATE TRIGGER permissions_changed AFTER INSERT OR UPDATE OR DELETE ON roles FOR EACH STATEMENT EXECUTE FUNCTION raise_permission_version();
CREATE TRIGGER permissions_changed AFTER INSERT OR UPDATE OR DELETE ON employee_roles FOR EACH STATEMENT EXECUTE FUNCTION raise_permission_version();

-- A device on which somebody is signed in: one family of refresh tokens (ACC-05).
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  tenant_id uuid REFERENCES enterprises (tenant_id),
  employee_id uuid,
  remember boolean NOT NULL DEFAULT false,
  user_agent text NOT NULL DEFAULT '',
  ip text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  elevated_until timestamptz,
  ended_at timestamptz,
  end_reason text,
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id)
);
CREATE INDEX sessions_by_account ON sessions (account_id, created_at);
GRANT SELECT, INSERT, UPDATE ON sessions TO highseas_app;
GRANT SELECT ON sessions TO highseas_definer;

CREATE TABLE session_tokens (
  hash bytea PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions (id),
  used_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX session_tokens_by_session ON session_tokens (session_id);
GRANT SELECT, INSERT, UPDATE ON session_tokens TO highseas_app;

-- Begins a unit of work: names the enterprise to row-level security and tells whether the actor may still act.
CREATE FUNCTION begin_unit(tenant uuid, employee uuid, session uuid, origin text, request text)
  RETURNS TABLE (zone text, "employeeStatus" text, "employeeName" text, "accountId" uuid, "sessionAlive" boolean, "permissionsVersion" bigint, "definitionsVersion" bigint)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', tenant::text, true), set_config('app.actor_id', coalesce(employee::text, ''), true),
    set_config('app.origin', origin, true), set_config('app.request_id', request, true);
  RETURN QUERY
    SELECT en.time_zone, e.status, e.name, e.account_id, s.id IS NOT NULL, tv.permissions, tv.definitions
    FROM enterprises en
    JOIN tenant_versions tv ON tv.tenant_id = en.tenant_id
    LEFT JOIN employees e ON e.tenant_id = en.tenant_id AND e.id = employee
    LEFT JOIN sessions s ON s.id = session AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.tenant_id = tenant AND s.employee_id = employee
    WHERE en.tenant_id = tenant AND en.status = 'active';
END $$;
GRANT EXECUTE ON FUNCTION begin_unit(uuid, uuid, uuid, text, text) TO highseas_app;

-- The enterprises an account may enter; asked at sign-in, before any enterprise is chosen (ACC-02).
CREATE FUNCTION memberships_of(account uuid)
  RETURNS TABLE ("tenantId" uuid, "enterpriseName" text, "enterpriseCode" text, "employeeId" uuid, "employeeName" text, status text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT en.tenant_id, en.name, en.code, e.id, e.name, e.status
    FROM employees e JOIN enterprises en ON en.tenant_id = e.tenant_id
    WHERE e.account_id = account AND en.status = 'active' AND e.status IN ('active', 'pending')
    ORDER BY e.created_at
  $$;
CALL own_by_definer('memberships_of(uuid)');

-- All enterprises in use; schedules make one job for each.
CREATE FUNCTION active_tenants() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT tenant_id FROM enterprises WHERE status = 'active' ORDER BY tenant_id
  $$;
CALL own_by_definer('active_tenants()');

-- Rewrites the department closure from the tree, touching only lines that changed.
CREATE FUNCTION refresh_department_closure() RETURNS void LANGUAGE sql AS $$
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

-- Rewrites the reporting closure from employees.superior_id, touching only lines that changed.
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

-- Rewrites who sees whose CRM records. A person's superiors are the override where there is one; otherwise the direct
-- superior and the leader of each of their departments (for the leader themselves, the leader of the department above).
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
