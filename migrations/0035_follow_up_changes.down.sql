DELETE FROM reset_steps WHERE kind = 'customers' AND target = 'pool_rules';
UPDATE reset_steps SET assignment = replace(assignment, $$status = 'active', $$, '') WHERE kind = 'customers' AND target = 'leads';
UPDATE reset_steps SET condition = 'r.object = ANY ($1)' WHERE kind = '*' AND target = 'record_changes';

DROP TRIGGER track_insert ON follow_ups;
DROP TRIGGER track_update ON follow_ups;
DROP TRIGGER track_delete ON follow_ups;
DROP FUNCTION track_changes_of_follow_ups();

REVOKE DELETE ON follow_up_contacts FROM highseas_app;
REVOKE UPDATE (method, content, degree, address, longitude, latitude, voice_seconds) ON follow_ups FROM highseas_app;
ALTER TABLE follow_ups DROP COLUMN updated_by, DROP COLUMN updated_at;
