DROP FUNCTION change_feed_horizon();
DROP INDEX record_changes_feed;
ALTER TABLE record_changes DROP COLUMN transaction_id;
