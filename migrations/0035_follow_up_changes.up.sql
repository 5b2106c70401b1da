-- Follow-ups can be changed, and tell their history.

ALTER TABLE follow_ups
  -- NULL: nobody has changed what it says
  ADD COLUMN updated_at timestamptz(3),
  ADD COLUMN updated_by uuid;
GRANT UPDATE (method, content, degree, address, longitude, latitude, voice_seconds, updated_at, updated_by) ON follow_ups TO highseas_app;
GRANT DELETE ON follow_up_contacts TO highseas_app;

-- whose a follow-up is, its record tells: that it goes along when records are merged or converted is the history of these
CALL track_table('follow_ups', 'followUp', 'lead_id', 'customer_id');

-- what a follow-up said goes with it, also where it goes with its record; that it is gone is still told
UPDATE reset_steps SET condition = condition || $$ OR r.object = 'followUp' AND r.operation <> 'deleted' AND NOT EXISTS (SELECT FROM follow_ups x WHERE x.tenant_id = r.tenant_id AND x.id = r.record_id)$$
  WHERE kind = '*' AND target = 'record_changes';

-- a lead whose customer is gone was converted into nothing: it is worked on again
UPDATE reset_steps SET assignment = replace(assignment, 'customer_id = NULL,', $$status = 'active', customer_id = NULL,$$)
  WHERE kind = 'customers' AND target = 'leads';
-- and gets its deadline by the next run of reclaim, which goes through pools whose rules are to be applied
INSERT INTO reset_steps (kind, position, target, condition, assignment) VALUES
  ('customers', 35, 'pool_rules', $$r.status = 'published' AND r.applied_at IS NOT NULL AND EXISTS (SELECT FROM pools x WHERE x.tenant_id = r.tenant_id AND x.id = r.pool_id AND x.object = 'lead')$$, 'applied_at = NULL');
