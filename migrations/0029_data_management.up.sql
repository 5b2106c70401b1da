-- Managing an enterprise's data (OPS-03): what is kept for a time, what the erasure of a person reaches, and resets.

-- removed when they are old (see operations.md)
GRANT DELETE ON events, assignment_batches TO highseas_app;
CREATE INDEX assignment_batches_by_time ON assignment_batches (tenant_id, at);

-- what people sent about themselves is emptied when they want to be forgotten
GRANT UPDATE (content, page, consent) ON lead_captures TO highseas_app;

-- A reset of CRM data: asked for by one administrator, consented to by another one, who was one before it was asked for.
CREATE TABLE crm_resets (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  kinds text[] NOT NULL CHECK (cardinality(kinds) > 0),
  -- the objects whose every record goes
  objects text[] NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  status text NOT NULL CHECK (status IN ('requested', 'consented', 'rejected', 'withdrawn', 'expired', 'running', 'done')),
  -- who could reset data when it was asked for, but for who asked
  eligible_ids uuid[] NOT NULL CHECK (cardinality(eligible_ids) > 0),
  created_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  -- consent or rejection
  decided_at timestamptz(3),
  decided_by uuid,
  starts_at timestamptz(3),
  ended_at timestamptz(3),
  ended_by uuid,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  -- cursors of the change feed from before it mean nothing any more
  transaction_id bigint,
  -- by table: rows that are gone
  removed jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, decided_by) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, ended_by) REFERENCES employees (tenant_id, id),
  CONSTRAINT crm_resets_not_alone CHECK (created_by <> ALL (eligible_ids) AND decided_by <> created_by),
  CONSTRAINT crm_resets_consented CHECK (status NOT IN ('consented', 'running', 'done')
    OR coalesce(decided_by = ANY (eligible_ids) AND decided_at < expires_at AND starts_at >= decided_at + interval '1 hour', false)),
  CHECK ((status IN ('running', 'done')) = (started_at IS NOT NULL)),
  CHECK ((status = 'done') = (finished_at IS NOT NULL) AND (status = 'done') = (transaction_id IS NOT NULL))
);
CALL protect_tenant_table('crm_resets', 'SELECT, INSERT, UPDATE');
CREATE UNIQUE INDEX crm_resets_one_open ON crm_resets (tenant_id) WHERE status IN ('requested', 'consented', 'running');
CREATE INDEX crm_resets_done ON crm_resets (tenant_id, transaction_id) WHERE status = 'done';

-- What can be reset, in the order in which it is done, and what is done for it. Later kinds of records add their lines here,
-- and whatever hangs on records of any kind adds a line of kind '*', which runs behind those of the kinds.
CREATE TABLE reset_kinds (
  kind text PRIMARY KEY,
  position integer NOT NULL UNIQUE,
  objects text[] NOT NULL
);
CREATE TABLE reset_steps (
  kind text NOT NULL,
  position integer NOT NULL,
  target text NOT NULL,
  -- on its rows r; $1 are the objects of the reset
  condition text NOT NULL DEFAULT 'true',
  -- set in the rows, which are deleted where it is absent
  assignment text,
  -- what lies in the file store for a deleted row, as jsonb: a key, or { id, storeKey } of a file with its thumbnails
  stored text,
  PRIMARY KEY (kind, position)
);
GRANT SELECT ON reset_kinds, reset_steps TO highseas_app, highseas_definer;

-- Does a batch of one step of a reset that is running, and is all that deletes these rows. Other enterprises' are out of its
-- reach, and so is everything that no migration has named. `last` is null when nothing is left behind it.
CREATE FUNCTION reset_step(reset uuid, step_kind text, step_position integer, after uuid, most integer)
  RETURNS TABLE (changed bigint, last uuid, stored jsonb)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  r crm_resets;
  s reset_steps;
  has_id boolean;
  identity text;
BEGIN
  SELECT * INTO r FROM crm_resets c WHERE c.tenant_id = current_tenant() AND c.id = reset AND c.status = 'running' AND c.starts_at <= now();
  SELECT * INTO s FROM reset_steps t WHERE t.kind = step_kind AND t.position = step_position;
  IF r.id IS NULL OR s.target IS NULL OR step_kind <> ALL (r.kinds || '{*}') THEN
    RAISE EXCEPTION 'No such reset is running' USING ERRCODE = 'insufficient_privilege';
  END IF;
  has_id := EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = format('public.%I', s.target)::regclass AND a.attname = 'id');
  identity := CASE WHEN has_id THEN 'id' ELSE 'ctid' END;
  RETURN QUERY EXECUTE format(
    'WITH chosen AS MATERIALIZED (
       SELECT r.%1$s AS it FROM public.%2$I r WHERE r.tenant_id = current_tenant() AND (%3$s) %4$s LIMIT $3
     ), done AS (%5$s WHERE r.tenant_id = current_tenant() AND r.%1$s = c.it RETURNING %6$s AS stored)
     SELECT (SELECT count(*) FROM done), CASE WHEN count(*) = $3 THEN %7$s END, (SELECT jsonb_agg(d.stored) FROM done d WHERE d.stored IS NOT NULL)
     FROM chosen',
    identity, s.target, s.condition,
    CASE WHEN has_id THEN 'AND r.id > $2 ORDER BY r.id' ELSE 'AND $2 IS NOT NULL' END,
    CASE WHEN s.assignment IS NULL THEN format('DELETE FROM public.%I r USING chosen c', s.target)
      ELSE format('UPDATE public.%I r SET %s FROM chosen c', s.target, s.assignment) END,
    coalesce(s.stored, 'NULL::jsonb'),
    CASE WHEN has_id THEN '(array_agg(it ORDER BY it DESC))[1]' ELSE '$2' END)
  USING r.objects, after, most;
END $$;
CALL own_by_definer('reset_step(uuid, text, integer, uuid, integer)');

-- As before; resets delete too, but nothing of the log of what administrators did.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'highseas_definer' AND (TG_OP = 'UPDATE' OR TG_OP = 'DELETE' AND TG_TABLE_NAME <> 'audit_log') THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- Nobody writes what is being reset. After the row is written, so that its transaction has a number by which the reset waits
-- for it if it came before.
CREATE FUNCTION refuse_while_reset() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'highseas_definer' AND EXISTS (
      SELECT FROM crm_resets r WHERE r.tenant_id = current_tenant() AND r.status = 'running' AND TG_ARGV[0] = ANY (r.objects)) THEN
    RAISE EXCEPTION 'The records in % are being reset', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'records_being_reset';
  END IF;
  RETURN NULL;
END $$;
CREATE PROCEDURE guard_by_reset(target regclass, object text)
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER refuse_while_reset AFTER INSERT OR UPDATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_while_reset(%L)', target, object);
END $$;
CALL guard_by_reset('leads', 'lead');
CALL guard_by_reset('lead_captures', 'lead');
CALL guard_by_reset('lead_duplicate_groups', 'lead');
CALL guard_by_reset('customers', 'customer');
CALL guard_by_reset('contacts', 'contact');
CALL guard_by_reset('name_cards', 'contact');
CALL guard_by_reset('follow_ups', 'followUp');

INSERT INTO reset_kinds (kind, position, objects) VALUES
  ('followUps', 10, '{followUp}'),
  ('leads', 20, '{lead}'),
  ('customers', 30, '{customer,contact}');

-- what refers to a row goes before it, or is made not to
INSERT INTO reset_steps (kind, position, target, condition, assignment) VALUES
  ('followUps', 10, 'follow_ups', 'true', NULL),
  ('followUps', 20, 'leads', 'r.follow_up_count > 0 OR r.last_follow_up_at IS NOT NULL', 'follow_up_count = 0, last_follow_up_at = NULL, version = r.version + 1, updated_at = now()'),
  ('followUps', 30, 'customers', 'r.follow_up_count > 0 OR r.last_follow_up_at IS NOT NULL', 'follow_up_count = 0, last_follow_up_at = NULL, version = r.version + 1, updated_at = now()'),

  ('leads', 10, 'reclaim_reminders', 'EXISTS (SELECT FROM leads x WHERE x.tenant_id = r.tenant_id AND x.id = r.record_id)', NULL),
  ('leads', 20, 'assignment_attempts', 'EXISTS (SELECT FROM leads x WHERE x.tenant_id = r.tenant_id AND x.id = r.record_id)', NULL),
  ('leads', 30, 'lead_captures', 'true', NULL),
  ('leads', 40, 'lead_duplicate_groups', 'true', NULL),
  ('leads', 50, 'follow_ups', 'r.lead_id IS NOT NULL AND r.customer_id IS NULL', NULL),
  ('leads', 60, 'follow_ups', 'r.lead_id IS NOT NULL', 'lead_id = NULL, version = r.version + 1'),
  ('leads', 70, 'customers', 'r.lead_id IS NOT NULL', 'lead_id = NULL, version = r.version + 1, updated_at = now()'),
  ('leads', 80, 'leads', 'r.merged_into_id IS NOT NULL', NULL),
  ('leads', 90, 'leads', 'true', NULL),

  ('customers', 10, 'reclaim_reminders', 'EXISTS (SELECT FROM customers x WHERE x.tenant_id = r.tenant_id AND x.id = r.record_id)', NULL),
  ('customers', 20, 'assignment_attempts', 'EXISTS (SELECT FROM customers x WHERE x.tenant_id = r.tenant_id AND x.id = r.record_id)', NULL),
  ('customers', 30, 'leads', 'r.customer_id IS NOT NULL', 'customer_id = NULL, contact_id = NULL, converted_at = NULL, version = r.version + 1, updated_at = now()'),
  ('customers', 40, 'follow_up_contacts', 'true', NULL),
  ('customers', 50, 'follow_ups', 'r.customer_id IS NOT NULL AND r.lead_id IS NULL', NULL),
  ('customers', 60, 'follow_ups', 'r.customer_id IS NOT NULL', 'customer_id = NULL, version = r.version + 1'),
  ('customers', 70, 'customer_merge_moves', 'true', NULL),
  ('customers', 80, 'customer_merges', 'true', NULL),
  ('customers', 90, 'contacts', 'true', NULL),
  ('customers', 100, 'customers', 'r.parent_id IS NOT NULL', 'parent_id = NULL, version = r.version + 1'),
  ('customers', 110, 'customers', 'r.merged_into_id IS NOT NULL', NULL),
  ('customers', 120, 'customers', 'true', NULL);

-- what hangs on records, follow-ups and comments of any kind
INSERT INTO reset_steps (kind, position, target, condition, stored) VALUES
  ('*', 10, 'comments', $$r.object = ANY ($1) OR r.object = 'followUp' AND NOT EXISTS (SELECT FROM follow_ups x WHERE x.tenant_id = r.tenant_id AND x.id = r.record_id)$$, NULL),
  -- also on fields of records, `lead.custom.contract`
  ('*', 20, 'attachments', $$split_part(r.object, '.', 1) = ANY ($1) OR r.object = 'followUp' AND NOT EXISTS (SELECT FROM follow_ups x WHERE x.tenant_id = r.tenant_id AND x.id = r.record_id)
    OR r.object = 'comment' AND NOT EXISTS (SELECT FROM comments x WHERE x.tenant_id = r.tenant_id AND x.id = r.record_id)$$, NULL),
  ('*', 30, 'files', $$(r.unattached_since IS NULL OR 'contact' = ANY ($1) AND EXISTS (SELECT FROM name_cards x WHERE x.tenant_id = r.tenant_id AND x.file_id = r.id))
    AND NOT EXISTS (SELECT FROM attachments x WHERE x.tenant_id = r.tenant_id AND x.file_id = r.id)$$, $$jsonb_build_object('id', r.id, 'storeKey', r.store_key)$$),
  ('*', 40, 'name_cards', $$'contact' = ANY ($1)$$, NULL),
  ('*', 50, 'collaborators', 'r.object = ANY ($1)', NULL),
  ('*', 60, 'protections', 'r.object = ANY ($1)', NULL),
  ('*', 70, 'contact_reminders', 'r.object = ANY ($1)', NULL),
  ('*', 80, 'customer_merge_moves', 'r.object = ANY ($1)', NULL),
  ('*', 90, 'removals', $$r.record_object = ANY ($1) OR r.object = ANY ($1)
    OR r.record_object = 'followUp' AND NOT EXISTS (SELECT FROM follow_ups x WHERE x.tenant_id = r.tenant_id AND x.id = r.record_id)$$, NULL),
  ('*', 100, 'assignment_batches', 'EXISTS (SELECT FROM pools x WHERE x.tenant_id = r.tenant_id AND x.id = r.pool_id AND x.object = ANY ($1))', NULL),
  ('*', 110, 'pool_reveals', 'r.object = ANY ($1)', NULL),
  ('*', 120, 'ownership_ledger', 'r.object = ANY ($1)', NULL),
  ('*', 130, 'notices', $$r.content ->> 'object' = ANY ($1) OR 'contact' = ANY ($1) AND r.content ? 'contactId'
    OR r.content ->> 'object' = 'followUp' AND NOT EXISTS (SELECT FROM follow_ups x WHERE x.tenant_id = r.tenant_id AND x.id::text = r.content ->> 'recordId')
    OR EXISTS (SELECT FROM imports x WHERE x.tenant_id = r.tenant_id AND x.id::text = r.content ->> 'importId' AND x.object = ANY ($1))
    OR EXISTS (SELECT FROM exports x WHERE x.tenant_id = r.tenant_id AND x.id::text = r.content ->> 'exportId' AND x.object = ANY ($1))$$, NULL),
  ('*', 140, 'imports', 'r.object = ANY ($1)', 'to_jsonb(r.file_key)'),
  ('*', 150, 'exports', 'r.object = ANY ($1)', 'to_jsonb(r.file_key)'),
  ('*', 160, 'record_changes', 'r.object = ANY ($1)', NULL);
