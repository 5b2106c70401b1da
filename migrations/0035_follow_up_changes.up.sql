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
