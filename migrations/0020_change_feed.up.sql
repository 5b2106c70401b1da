-- API-04: what changed since a cursor. Transactions commit in another order than they begin: a feed ordered by time or id would
-- pass over what was written earlier and committed later. By the number of its transaction a change is shown once all
-- transactions before it have ended.
ALTER TABLE record_changes ADD COLUMN transaction_id bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX record_changes_feed ON record_changes (tenant_id, object, transaction_id, id);

-- Up to where the feed may be read: older transactions have all ended. The name tells numbers of this database from those
-- of one that was restored elsewhere, where they begin anew.
CREATE FUNCTION change_feed_horizon() RETURNS TABLE (horizon bigint, database text)
  LANGUAGE sql STABLE AS $$
  SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, system_identifier || '.' || (SELECT oid FROM pg_database WHERE datname = current_database())
  FROM pg_control_system()
$$;
REVOKE ALL ON FUNCTION change_feed_horizon() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION change_feed_horizon() TO highseas_app;
