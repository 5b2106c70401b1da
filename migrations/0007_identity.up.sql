-- Signing in: counters of failures, one-time codes, invitations and who waits to join.

-- How often something was done in a window of time. Keys are digests: nobody reads phone numbers here.
CREATE TABLE throttles (
  key text PRIMARY KEY,
  used integer NOT NULL CHECK (used >= 0),
  resets_at timestamptz NOT NULL
);
CREATE INDEX throttles_by_reset ON throttles (resets_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON throttles TO highseas_app;

-- Counts one use of each key, or of none where one of them has had its share; those are answered. Several nodes at once
-- never count more than allowed. Sliding: the window begins anew with each use.
CREATE FUNCTION take_throttles(keys text[], allowed integer[], seconds integer[], sliding boolean, at timestamptz)
  RETURNS TABLE (key text, used integer, "resetsAt" timestamptz)
  LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  -- In one order always, so that two callers cannot wait for each other.
  INSERT INTO throttles (key, used, resets_at)
    SELECT w.k, 0, at + make_interval(secs => w.s) FROM unnest(keys, seconds) AS w (k, s) ORDER BY w.k
    ON CONFLICT (key) DO NOTHING;
  PERFORM FROM throttles t WHERE t.key = ANY (keys) ORDER BY t.key FOR UPDATE;
  UPDATE throttles t SET used = 0, resets_at = at + make_interval(secs => w.s)
    FROM unnest(keys, seconds) AS w (k, s) WHERE t.key = w.k AND t.resets_at <= at;
  RETURN QUERY
    SELECT t.key, t.used, t.resets_at FROM throttles t JOIN unnest(keys, allowed) AS w (k, a) ON t.key = w.k WHERE t.used >= w.a;
  IF FOUND THEN RETURN; END IF;
  UPDATE throttles t SET used = t.used + 1, resets_at = CASE WHEN sliding THEN at + make_interval(secs => w.s) ELSE t.resets_at END
    FROM unnest(keys, seconds) AS w (k, s) WHERE t.key = w.k;
END $$;
REVOKE ALL ON FUNCTION take_throttles(text[], integer[], integer[], boolean, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_throttles(text[], integer[], integer[], boolean, timestamptz) TO highseas_app;

-- A code that was asked for. The worker that sends it makes it: until then, and for addresses of nobody, there is no hash.
CREATE TABLE one_time_codes (
  id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('signIn', 'passwordReset', 'verification')),
  address text NOT NULL,
  locale text NOT NULL CHECK (locale IN ('zh-CN', 'en')),
  hash bytea,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX one_time_codes_by_address ON one_time_codes (purpose, address, id);
CREATE INDEX one_time_codes_by_expiry ON one_time_codes (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON one_time_codes TO highseas_app;

GRANT DELETE ON session_tokens TO highseas_app;
CREATE INDEX session_tokens_by_time ON session_tokens (created_at);

-- Exchanges a refresh token for the next one (ACC-05). One that was exchanged before has been copied: its session ends.
-- To be called outside the request's transaction, because the end must stay although the request fails.
CREATE FUNCTION rotate_session_token(old_hash bytea, new_hash bytea, at timestamptz, short_life interval, long_life interval)
  RETURNS TABLE ("accountId" uuid, "tenantId" uuid, "employeeId" uuid, "sessionId" uuid)
  LANGUAGE plpgsql AS $$
DECLARE
  session sessions%ROWTYPE;
  exchanged timestamptz;
BEGIN
  SELECT s.* INTO session FROM sessions s JOIN session_tokens t ON t.session_id = s.id WHERE t.hash = old_hash FOR UPDATE OF s;
  IF session.id IS NULL OR session.ended_at IS NOT NULL OR session.expires_at <= at THEN RETURN; END IF;
  SELECT t.used_at INTO exchanged FROM session_tokens t WHERE t.hash = old_hash;
  IF exchanged IS NOT NULL THEN
    UPDATE sessions s SET ended_at = at, end_reason = 'tokenReused' WHERE s.id = session.id;
    RETURN;
  END IF;
  PERFORM set_config('app.tenant_id', session.tenant_id::text, true);
  IF NOT EXISTS (
    SELECT FROM employees e
    JOIN enterprises en ON en.tenant_id = e.tenant_id AND en.status = 'active'
    JOIN accounts a ON a.id = e.account_id AND a.status = 'active'
    WHERE e.tenant_id = session.tenant_id AND e.id = session.employee_id AND e.status = 'active' AND a.id = session.account_id
  ) THEN RETURN; END IF;
  UPDATE session_tokens t SET used_at = at WHERE t.hash = old_hash;
  INSERT INTO session_tokens (hash, session_id, created_at) VALUES (new_hash, session.id, at);
  UPDATE sessions s SET last_used_at = at, expires_at = at + CASE WHEN s.remember THEN long_life ELSE short_life END
    WHERE s.id = session.id;
  RETURN QUERY SELECT session.account_id, session.tenant_id, session.employee_id, session.id;
END $$;
REVOKE ALL ON FUNCTION rotate_session_token(bytea, bytea, timestamptz, interval, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rotate_session_token(bytea, bytea, timestamptz, interval, interval) TO highseas_app;

-- As before, and whether the account still has its initial password (ACC-06); a disabled account has no session.
DROP FUNCTION begin_unit(uuid, uuid, uuid, text, text);
CREATE FUNCTION begin_unit(tenant uuid, employee uuid, session uuid, origin text, request text)
  RETURNS TABLE (zone text, "employeeStatus" text, "employeeName" text, "accountId" uuid, "sessionAlive" boolean,
    "passwordMustChange" boolean, "permissionsVersion" bigint, "definitionsVersion" bigint)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', tenant::text, true), set_config('app.actor_id', coalesce(employee::text, ''), true),
    set_config('app.origin', origin, true), set_config('app.request_id', request, true);
  RETURN QUERY
    SELECT en.time_zone, e.status, e.name, e.account_id, s.id IS NOT NULL AND coalesce(a.status = 'active', false),
      coalesce(a.password_must_change, false), tv.permissions, tv.definitions
    FROM enterprises en
    JOIN tenant_versions tv ON tv.tenant_id = en.tenant_id
    LEFT JOIN employees e ON e.tenant_id = en.tenant_id AND e.id = employee
    LEFT JOIN accounts a ON a.id = e.account_id
    LEFT JOIN sessions s ON s.id = session AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.tenant_id = tenant AND s.employee_id = employee AND s.account_id = e.account_id
    WHERE en.tenant_id = tenant AND en.status = 'active';
END $$;
GRANT EXECUTE ON FUNCTION begin_unit(uuid, uuid, uuid, text, text) TO highseas_app;

-- An invitation to work here (ACC-08): to one person, or a link for several. The token is known to whoever got it alone.
CREATE TABLE invitations (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('person', 'link')),
  -- E.164 or e-mail of the person
  address text CHECK ((kind = 'person') = (address IS NOT NULL)),
  -- null until the worker that sends the invitation has made the token
  token_hash bytea,
  department_id uuid,
  max_uses integer NOT NULL CHECK (max_uses BETWEEN 1 AND 1000),
  uses integer NOT NULL DEFAULT 0 CHECK (uses BETWEEN 0 AND max_uses),
  expires_at timestamptz NOT NULL,
  sent_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL,
  created_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, department_id) REFERENCES departments (tenant_id, id) ON DELETE SET NULL (department_id)
);
CREATE UNIQUE INDEX invitations_by_token ON invitations (tenant_id, token_hash);
CREATE INDEX invitations_by_address ON invitations (tenant_id, address) WHERE address IS NOT NULL;
CREATE INDEX invitations_by_department ON invitations (tenant_id, department_id);
CALL protect_tenant_table('invitations', 'SELECT, INSERT, UPDATE');

-- Somebody who accepted an invitation and waits for an administrator.
CREATE TABLE join_requests (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  invitation_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'rejected')),
  reason text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, invitation_id) REFERENCES invitations (tenant_id, id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id),
  CHECK ((status = 'pending') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX join_requests_one_pending ON join_requests (tenant_id, employee_id) WHERE status = 'pending';
CREATE INDEX join_requests_by_status ON join_requests (tenant_id, status, id);
CREATE INDEX join_requests_by_invitation ON join_requests (tenant_id, invitation_id);
CREATE INDEX join_requests_by_employee ON join_requests (tenant_id, employee_id);
CALL protect_tenant_table('join_requests', 'SELECT, INSERT, UPDATE');
