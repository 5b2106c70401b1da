-- What jobs need beyond their rows: the asker's language, indexes of their lists, and one statement that plans a schedule.

ALTER TABLE jobs
  ADD COLUMN locale text NOT NULL DEFAULT 'zh-CN' CHECK (locale IN ('zh-CN', 'en')),
  ADD COLUMN request_id text;

CREATE INDEX jobs_by_requester ON jobs (tenant_id, created_by, id);
CREATE INDEX jobs_by_kind ON jobs (tenant_id, kind, id);
CREATE INDEX jobs_finished ON jobs (tenant_id, finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX handled_events_by_time ON handled_events (tenant_id, at);

-- Plans one job for each enterprise of a page: at a slot, or at the enterprise's own date once its wall clock has reached
-- `local_time`. Crosses enterprises and therefore answers ids only: each one looked at, with its job where one was made.
CREATE FUNCTION plan_jobs(job_kind text, job_slot text, local_time time, job_input jsonb, at timestamptz, after_tenant uuid, page_size integer)
  RETURNS TABLE ("tenantId" uuid, "jobId" uuid)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH page AS (
      SELECT en.tenant_id, at AT TIME ZONE en.time_zone AS wall_clock
      FROM enterprises en
      WHERE en.status = 'active' AND en.tenant_id > after_tenant
      ORDER BY en.tenant_id
      LIMIT page_size
    ), planned AS (
      INSERT INTO jobs (tenant_id, id, kind, slot, input)
      SELECT p.tenant_id, uuidv7(), job_kind, coalesce(job_slot, p.wall_clock::date::text), job_input
      FROM page p
      WHERE (local_time IS NULL OR p.wall_clock::time >= local_time)
      ON CONFLICT (tenant_id, kind, slot) WHERE slot IS NOT NULL DO NOTHING
      RETURNING tenant_id, id
    )
    SELECT p.tenant_id, planned.id FROM page p LEFT JOIN planned ON planned.tenant_id = p.tenant_id ORDER BY p.tenant_id
  $$;
CALL own_by_definer('plan_jobs(text, text, time, jsonb, timestamptz, uuid, integer)');
