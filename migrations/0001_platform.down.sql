DROP TABLE calendar_overrides, audit_log, idempotency_keys, jobs, handled_events, events, record_changes;
DROP PROCEDURE track_table(regclass, text, text[]), own_by_definer(regprocedure), protect_tenant_table(regclass, text);
DROP FUNCTION refuse_change(), track_changes(), prepare_partitions(integer), current_origin(), current_actor(), current_tenant();
REVOKE USAGE ON SCHEMA public FROM highseas_app, highseas_definer;
DROP EXTENSION citext;
DROP EXTENSION btree_gin;
