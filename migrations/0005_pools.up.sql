-- Pools and seas: where records wait for somebody to claim them, and the rules by which they come back.

CREATE TABLE pools (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  -- which kind of record it holds: lead (线索池) or customer (公海)
  object text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  description text,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  -- POOL-13: a department's own sea; its people and those below are members
  department_id uuid,
  -- fields that members do not see, or see masked, before claiming
  hidden_fields text[] NOT NULL DEFAULT '{}',
  masked_fields text[] NOT NULL DEFAULT '{phone}',
  position integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, department_id) REFERENCES departments (tenant_id, id)
);
CREATE UNIQUE INDEX pools_name_once ON pools (tenant_id, object, name);
CALL protect_tenant_table('pools', 'SELECT, INSERT, UPDATE');
CALL track_table('pools', 'pool');

-- Who may claim (member) and who runs it (admin): employees, departments with all below, roles.
CREATE TABLE pool_members (
  tenant_id uuid NOT NULL,
  pool_id uuid NOT NULL,
  group_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('employee', 'department', 'role')),
  part text NOT NULL CHECK (part IN ('member', 'admin')),
  PRIMARY KEY (tenant_id, pool_id, group_id, part),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES pools (tenant_id, id)
);
CREATE INDEX pool_members_by_group ON pool_members (tenant_id, group_id, pool_id);
CALL protect_tenant_table('pool_members');

-- POOL-15: a draft becomes a numbered version by publishing and is never changed again. The rule in force is the newest
-- one whose effective_from has come.
CREATE TABLE pool_rules (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  pool_id uuid NOT NULL,
  number integer,
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'withdrawn')),
  rules jsonb NOT NULL,
  effective_from timestamptz,
  -- set when its consequences (reclaim_at of every record) have been computed
  applied_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  published_at timestamptz,
  published_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES pools (tenant_id, id),
  CHECK ((status = 'draft') = (number IS NULL)),
  CHECK (status = 'draft' OR effective_from IS NOT NULL)
);
CREATE UNIQUE INDEX pool_rules_number_once ON pool_rules (tenant_id, pool_id, number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX pool_rules_one_draft ON pool_rules (tenant_id, pool_id) WHERE status = 'draft';
CREATE INDEX pool_rules_in_force ON pool_rules (tenant_id, pool_id, effective_from) WHERE status = 'published';
CREATE INDEX pool_rules_to_apply ON pool_rules (effective_from) WHERE status = 'published' AND applied_at IS NULL;
CALL protect_tenant_table('pool_rules');

-- POOL-06: which pool a new or reclaimed record goes to; the first rule that fits decides, the last is the fallback.
CREATE TABLE routing_rules (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  position integer NOT NULL,
  name text NOT NULL,
  condition jsonb,
  pool_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES pools (tenant_id, id)
);
CREATE UNIQUE INDEX routing_rules_order ON routing_rules (tenant_id, object, position);
CALL protect_tenant_table('routing_rules');

-- Every change of place or owner of every pooled record, for ever (LEAD-08). Quotas are counted from it (POOL-16).
CREATE TABLE ownership_ledger (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  object text NOT NULL,
  record_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('created', 'imported', 'claimed', 'assigned', 'returned', 'takenBack', 'reclaimed', 'transferred', 'moved')),
  at timestamptz(3) NOT NULL,
  actor_id uuid,
  from_owner_id uuid,
  to_owner_id uuid,
  from_pool_id uuid,
  to_pool_id uuid,
  reason text,
  -- which published rule decided, and which line of it
  rule_id uuid,
  rule_key text,
  -- the job run that did it; a repeated run finds its own lines
  run_id uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, rule_id) REFERENCES pool_rules (tenant_id, id)
);
CREATE INDEX ownership_ledger_of_record ON ownership_ledger (tenant_id, record_id, at, id);
CREATE INDEX ownership_ledger_quota ON ownership_ledger (tenant_id, to_owner_id, kind, at) WHERE to_owner_id IS NOT NULL;
CREATE INDEX ownership_ledger_run ON ownership_ledger (tenant_id, run_id) WHERE run_id IS NOT NULL;
CALL protect_tenant_table('ownership_ledger', 'SELECT, INSERT');
CREATE TRIGGER ownership_ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ownership_ledger FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- POOL-14: each manual protection, so that their number and length can be limited.
CREATE TABLE protections (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  until timestamptz NOT NULL,
  reason text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id)
);
CREATE INDEX protections_of_record ON protections (tenant_id, record_id, created_at);
CALL protect_tenant_table('protections', 'SELECT, INSERT');

-- POOL-09: a reminder is sent once per record, deadline and distance.
CREATE TABLE reclaim_reminders (
  tenant_id uuid NOT NULL,
  record_id uuid NOT NULL,
  deadline timestamptz NOT NULL,
  days_before integer NOT NULL,
  object text NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, record_id, deadline, days_before)
);
CALL protect_tenant_table('reclaim_reminders');

-- Messages that await a person; one digest line for many records. `key` keeps a repeated run from saying it twice.
CREATE TABLE notices (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  employee_id uuid NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  content jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  read_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id)
);
CREATE UNIQUE INDEX notices_once ON notices (tenant_id, employee_id, key);
CREATE INDEX notices_of_employee ON notices (tenant_id, employee_id, created_at, id);
CALL protect_tenant_table('notices', 'SELECT, INSERT, UPDATE');
