DROP INDEX ownership_ledger_out_of, ownership_ledger_into;
DROP TABLE pool_reveals;
DROP TABLE reclaim_reminders;
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
DROP TABLE assignment_attempts;
DROP TABLE assignment_batches;
DROP TABLE assignment_lines;
DROP TABLE employee_quiet_hours;
DROP TABLE employee_duties;
