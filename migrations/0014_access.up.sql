-- Access: step-up, API keys and the services behind them, previews, records of signing in.

-- When the person last proved with a password or code who they are (ACC-07); refreshing tokens never renews it.
ALTER TABLE sessions RENAME COLUMN elevated_until TO elevated_at;

-- Programs act as employees too, so that authors and history can name them (ACC-11). They are nobody's account and no person.
ALTER TABLE employees ADD COLUMN kind text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'service'));
ALTER TABLE employees ADD CONSTRAINT employees_service_is_no_person CHECK (kind = 'person'
  OR (account_id IS NULL AND phone IS NULL AND superior_id IS NULL AND seat = 'office' AND status IN ('active', 'suspended', 'left')));

-- A key of an integrator; its id is the service's that acts by it. Of the secret there is only a digest.
CREATE TABLE api_keys (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  scopes text[] NOT NULL CHECK (cardinality(scopes) BETWEEN 1 AND 100),
  hash bytea NOT NULL,
  -- the secret's last four characters, by which people tell two of them apart
  ending text NOT NULL CHECK (length(ending) = 4),
  -- the secret before the last rotation, good until its grace time is over
  old_hash bytea,
  old_until timestamptz,
  -- addresses in CIDR notation; none means any
  ranges text[] NOT NULL DEFAULT '{}' CHECK (cardinality(ranges) <= 50),
  rate_limit integer NOT NULL CHECK (rate_limit BETWEEN 1 AND 6000),
  expires_at timestamptz,
  last_used_at timestamptz,
  last_used_ip text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES employees (tenant_id, id),
  CHECK ((old_hash IS NULL) = (old_until IS NULL))
);
CALL protect_tenant_table('api_keys', 'SELECT, INSERT, UPDATE');
CALL track_table('api_keys', 'apiKey', 'hash', 'old_hash', 'last_used_at', 'last_used_ip');

-- Writes when and from where keys were used, those of all enterprises at once: a node gathers a minute of uses.
CREATE FUNCTION note_api_key_uses(uses jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE api_keys k SET last_used_at = u.at, last_used_ip = u.ip
    FROM jsonb_to_recordset(uses) AS u (tenant uuid, id uuid, at timestamptz, ip text)
    WHERE k.tenant_id = u.tenant AND k.id = u.id AND (k.last_used_at IS NULL OR k.last_used_at < u.at)
  $$;
CALL own_by_definer('note_api_key_uses(jsonb)');

-- Takes several uses of a window at once, for a node to hand out by itself; answers how many it got.
CREATE FUNCTION lease_throttle(name text, wanted integer, allowed integer, seconds integer, at timestamptz)
  RETURNS TABLE (granted integer, used integer, "resetsAt" timestamptz)
  LANGUAGE sql AS $$
    INSERT INTO throttles AS t (key, used, resets_at) VALUES (name, least(wanted, allowed), at + make_interval(secs => seconds))
    ON CONFLICT (key) DO UPDATE SET
      used = CASE WHEN t.resets_at <= at THEN excluded.used ELSE least(t.used + wanted, greatest(allowed, t.used)) END,
      resets_at = CASE WHEN t.resets_at <= at THEN excluded.resets_at ELSE t.resets_at END
    RETURNING new.used - CASE WHEN old.key IS NULL OR old.resets_at <= at THEN 0 ELSE old.used END, new.used, new.resets_at
  $$;
REVOKE ALL ON FUNCTION lease_throttle(text, integer, integer, integer, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lease_throttle(text, integer, integer, integer, timestamptz) TO highseas_app;

-- An administrator looks at the program as an employee would see it (PERM-10). It lives no longer than their own session.
CREATE TABLE previews (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  employee_id uuid NOT NULL,
  actor_id uuid NOT NULL,
  session_id uuid NOT NULL,
  started_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, actor_id) REFERENCES employees (tenant_id, id)
);
CREATE INDEX previews_of_employee ON previews (tenant_id, employee_id);
CREATE INDEX previews_open ON previews (tenant_id, actor_id, expires_at) WHERE ended_at IS NULL;
CALL protect_tenant_table('previews', 'SELECT, INSERT, UPDATE');

-- As before; also how long ago the session was elevated, the key of a service, and whether a preview and its viewer live.
DROP FUNCTION begin_unit(uuid, uuid, uuid, text, text);
CREATE FUNCTION begin_unit(tenant uuid, employee uuid, session uuid, origin text, request text, preview uuid DEFAULT NULL)
  RETURNS TABLE (zone text, "employeeStatus" text, "employeeName" text, "accountId" uuid, "sessionAlive" boolean,
    "passwordMustChange" boolean, "permissionsVersion" bigint, "definitionsVersion" bigint,
    "elevatedSecondsAgo" double precision, "stepUpMinutes" integer, "apiKey" jsonb)
  LANGUAGE plpgsql AS $$
DECLARE
  viewed boolean := false;
BEGIN
  PERFORM set_config('app.tenant_id', tenant::text, true), set_config('app.actor_id', coalesce(employee::text, ''), true),
    set_config('app.origin', origin, true), set_config('app.request_id', request, true);
  IF preview IS NOT NULL THEN
    viewed := EXISTS (
      SELECT FROM previews p
      JOIN employees v ON v.tenant_id = p.tenant_id AND v.id = p.actor_id AND v.status = 'active'
      JOIN accounts a ON a.id = v.account_id AND a.status = 'active'
      JOIN sessions s ON s.id = p.session_id AND s.ended_at IS NULL AND s.expires_at > now()
        AND s.tenant_id = p.tenant_id AND s.employee_id = p.actor_id AND s.account_id = v.account_id
      WHERE p.tenant_id = tenant AND p.id = preview AND p.employee_id = employee AND p.ended_at IS NULL AND p.expires_at > now());
  END IF;
  RETURN QUERY
    SELECT en.time_zone, e.status, e.name, e.account_id, viewed OR (s.id IS NOT NULL AND coalesce(a.status = 'active', false)),
      coalesce(a.password_must_change, false) AND NOT viewed, tv.permissions, tv.definitions,
      extract(epoch FROM now() - s.elevated_at)::double precision, (en.settings #>> '{security,stepUpMinutes}')::integer,
      CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('hash', encode(k.hash, 'hex'), 'oldHash', encode(k.old_hash, 'hex'),
        'oldUntil', k.old_until, 'expiresAt', k.expires_at, 'ranges', k.ranges, 'rateLimit', k.rate_limit, 'scopes', k.scopes) END
    FROM enterprises en
    JOIN tenant_versions tv ON tv.tenant_id = en.tenant_id
    LEFT JOIN employees e ON e.tenant_id = en.tenant_id AND e.id = employee
    LEFT JOIN accounts a ON a.id = e.account_id
    LEFT JOIN sessions s ON s.id = session AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.tenant_id = tenant AND s.employee_id = employee AND s.account_id = e.account_id
    LEFT JOIN api_keys k ON k.tenant_id = en.tenant_id AND k.id = employee
    WHERE en.tenant_id = tenant AND en.status = 'active';
END $$;
GRANT EXECUTE ON FUNCTION begin_unit(uuid, uuid, uuid, text, text, uuid) TO highseas_app;

-- Each attempt to sign in by the name of somebody who works here (ACC-09).
CREATE TABLE sign_ins (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  -- a cursor of JSON names whole milliseconds
  at timestamptz(3) NOT NULL,
  employee_id uuid NOT NULL,
  -- what the sign-in began; null for those that failed
  session_id uuid,
  method text NOT NULL CHECK (method IN ('password', 'code', 'switch')),
  outcome text NOT NULL CHECK (outcome IN ('succeeded', 'failed')),
  cause text CHECK (cause IN ('passwordWrong', 'codeWrong', 'accountDisabled')),
  ip text NOT NULL,
  user_agent text NOT NULL,
  -- tells devices apart: what the client calls itself, or else browser, system and type
  device text NOT NULL,
  browser text,
  system text,
  device_type text,
  country text,
  province text,
  city text,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id),
  CHECK ((outcome = 'failed') = (cause IS NOT NULL)),
  CHECK ((outcome = 'succeeded') = (session_id IS NOT NULL))
);
CREATE INDEX sign_ins_by_time ON sign_ins (tenant_id, at, id);
CREATE INDEX sign_ins_by_employee ON sign_ins (tenant_id, employee_id, at, id);
CREATE INDEX sign_ins_failed_from ON sign_ins (tenant_id, ip, at) WHERE outcome = 'failed';
CALL protect_tenant_table('sign_ins', 'SELECT, INSERT, DELETE');

-- What was unusual about them, until an administrator has looked at it.
CREATE TABLE sign_in_alerts (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  kind text NOT NULL CHECK (kind IN ('newDevice', 'newPlace', 'impossibleTravel', 'manyFailures', 'manyFailuresFromAddress')),
  -- says what it is about, once
  key text NOT NULL,
  sign_in_id uuid NOT NULL,
  -- null where the address is what failed, on several people
  employee_id uuid,
  details jsonb NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'acknowledged')),
  note text CHECK (length(note) <= 500),
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, sign_in_id) REFERENCES sign_ins (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id),
  CHECK ((status = 'acknowledged') = (acknowledged_at IS NOT NULL))
);
CREATE UNIQUE INDEX sign_in_alerts_once ON sign_in_alerts (tenant_id, key);
CREATE INDEX sign_in_alerts_by_time ON sign_in_alerts (tenant_id, at, id);
CREATE INDEX sign_in_alerts_by_status ON sign_in_alerts (tenant_id, status, at, id);
CREATE INDEX sign_in_alerts_by_employee ON sign_in_alerts (tenant_id, employee_id, at, id);
CREATE INDEX sign_in_alerts_of_sign_in ON sign_in_alerts (tenant_id, sign_in_id);
CALL protect_tenant_table('sign_in_alerts', 'SELECT, INSERT, UPDATE, DELETE');

-- The sessions of one employee, for administrators (the index of accounts serves their owners).
CREATE INDEX sessions_by_employee ON sessions (tenant_id, employee_id, last_used_at);
