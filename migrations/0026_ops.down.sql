DROP INDEX notices_by_key;
REVOKE DELETE ON follow_ups FROM highseas_app;
DROP TABLE removals;
