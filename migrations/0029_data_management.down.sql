REVOKE UPDATE (content, page, consent) ON lead_captures FROM highseas_app;
DROP INDEX assignment_batches_by_time;
REVOKE DELETE ON events, assignment_batches FROM highseas_app;
