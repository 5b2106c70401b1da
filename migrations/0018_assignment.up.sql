-- Automatic assignment, escalation before reclaim, revealed values, statistics of pools.

-- ORG-10: who takes new records at the moment. Nobody stands here who never switched: people are on duty. From `until` on
-- the opposite holds.
CREATE TABLE employee_duties (
  tenant_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  on_duty boolean NOT NULL,
  until timestamptz(3),
  updated_at timestamptz(3) NOT NULL,
  updated_by uuid,
  PRIMARY KEY (tenant_id, employee_id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id)
);
CALL protect_tenant_table('employee_duties');

-- When a person is left in peace, instead of the enterprise's hours; over midnight where it begins later than it ends.
CREATE TABLE employee_quiet_hours (
  tenant_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  begins time NOT NULL,
  ends time NOT NULL,
  PRIMARY KEY (tenant_id, employee_id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id)
);
CALL protect_tenant_table('employee_quiet_hours');

-- POOL-05: whose turn it is in a line of a pool's assignment rules. A batch locks its lines, so that workers take turns.
CREATE TABLE assignment_lines (
  tenant_id uuid NOT NULL,
  pool_id uuid NOT NULL,
  line_key text NOT NULL,
  -- by employee: how far ahead of their share they are, in virtual time; less goes first
  turns jsonb NOT NULL DEFAULT '{}',
  placed bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, pool_id, line_key),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES pools (tenant_id, id)
);
CALL protect_tenant_table('assignment_lines');

-- What a batch knew of the candidates when it decided; ledger lines of the same run and time name it.
CREATE TABLE assignment_batches (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  run_id uuid NOT NULL,
  pool_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  lines jsonb NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES pools (tenant_id, id),
  FOREIGN KEY (tenant_id, rule_id) REFERENCES pool_rules (tenant_id, id)
);
CREATE INDEX assignment_batches_of_run ON assignment_batches (tenant_id, run_id, at);
CALL protect_tenant_table('assignment_batches', 'SELECT, INSERT');

-- Records that could not be placed when it was last tried, and why.
CREATE TABLE assignment_attempts (
  tenant_id uuid NOT NULL,
  record_id uuid NOT NULL,
  pool_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  line_key text,
  reason text NOT NULL,
  -- how many candidates lacked what
  lacked jsonb NOT NULL DEFAULT '{}',
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, record_id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES pools (tenant_id, id),
  FOREIGN KEY (tenant_id, rule_id) REFERENCES pool_rules (tenant_id, id)
);
CREATE INDEX assignment_attempts_of_pool ON assignment_attempts (tenant_id, pool_id, record_id);
CALL protect_tenant_table('assignment_attempts');

-- POOL-17: a reminder is sent once per record, deadline, level, distance and person.
DROP TABLE reclaim_reminders;
CREATE TABLE reclaim_reminders (
  tenant_id uuid NOT NULL,
  record_id uuid NOT NULL,
  deadline timestamptz NOT NULL,
  level text NOT NULL CHECK (level IN ('owner', 'superior', 'administrators')),
  -- such as 3d, 2w (working days), 12h
  distance text NOT NULL,
  employee_id uuid NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, record_id, deadline, level, distance, employee_id)
);
CALL protect_tenant_table('reclaim_reminders');

-- POOL-18: who looked behind a mask, for ever; limits per day are counted from it.
CREATE TABLE pool_reveals (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  pool_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  fields text[] NOT NULL,
  at timestamptz(3) NOT NULL,
  ip text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES pools (tenant_id, id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id)
);
CREATE INDEX pool_reveals_by_time ON pool_reveals (tenant_id, pool_id, at, id);
CREATE INDEX pool_reveals_quota ON pool_reveals (tenant_id, employee_id, pool_id, at);
CALL protect_tenant_table('pool_reveals', 'SELECT, INSERT');
CREATE TRIGGER pool_reveals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pool_reveals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- POOL-12: what came into a pool and what left it between two days. Daily counters would be cheaper to read, but all
-- claims of a pool would wait for each other at the counter's row.
CREATE INDEX ownership_ledger_into ON ownership_ledger (tenant_id, to_pool_id, at) INCLUDE (kind, from_owner_id) WHERE to_pool_id IS NOT NULL;
CREATE INDEX ownership_ledger_out_of ON ownership_ledger (tenant_id, from_pool_id, at) INCLUDE (kind, to_owner_id, record_id) WHERE from_pool_id IS NOT NULL;
