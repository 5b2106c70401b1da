DROP FUNCTION plan_jobs(text, text, time, jsonb, timestamptz, uuid, integer);
DROP INDEX handled_events_by_time;
DROP INDEX jobs_finished;
DROP INDEX jobs_by_kind;
DROP INDEX jobs_by_requester;
ALTER TABLE jobs DROP COLUMN request_id, DROP COLUMN locale;
