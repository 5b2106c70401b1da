DROP TRIGGER definitions_changed ON calendar_overrides;
DROP INDEX audit_log_by_object, audit_log_by_action;
ALTER TABLE audit_log ALTER COLUMN at TYPE timestamptz;
