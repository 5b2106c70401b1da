-- The organisation at work: the audit log's lists, the working calendar under the definitions version.

-- A cursor of JSON names whole milliseconds.
ALTER TABLE audit_log ALTER COLUMN at TYPE timestamptz(3);
CREATE INDEX audit_log_by_object ON audit_log (tenant_id, object, object_id, at, id);
CREATE INDEX audit_log_by_action ON audit_log (tenant_id, action, at, id);

CREATE TRIGGER definitions_changed AFTER INSERT OR UPDATE OR DELETE ON calendar_overrides
  FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();
