DROP TABLE join_requests, invitations;
DROP FUNCTION begin_unit(uuid, uuid, uuid, text, text);
CREATE FUNCTION begin_unit(tenant uuid, employee uuid, session uuid, origin text, request text)
  RETURNS TABLE (zone text, "employeeStatus" text, "employeeName" text, "accountId" uuid, "sessionAlive" boolean, "permissionsVersion" bigint, "definitionsVersion" bigint)
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant_id', tenant::text, true), set_config('app.actor_id', coalesce(employee::text, ''), true),
    set_config('app.origin', origin, true), set_config('app.request_id', request, true);
  RETURN QUERY
    SELECT en.time_zone, e.status, e.name, e.account_id, s.id IS NOT NULL, tv.permissions, tv.definitions
    FROM enterprises en
    JOIN tenant_versions tv ON tv.tenant_id = en.tenant_id
    LEFT JOIN employees e ON e.tenant_id = en.tenant_id AND e.id = employee
    LEFT JOIN sessions s ON s.id = session AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.tenant_id = tenant AND s.employee_id = employee
    WHERE en.tenant_id = tenant AND en.status = 'active';
END $$;
GRANT EXECUTE ON FUNCTION begin_unit(uuid, uuid, uuid, text, text) TO highseas_app;
DROP FUNCTION rotate_session_token(bytea, bytea, timestamptz, interval, interval);
DROP INDEX session_tokens_by_time;
REVOKE DELETE ON session_tokens FROM highseas_app;
DROP TABLE one_time_codes;
DROP FUNCTION take_throttles(text[], integer[], integer[], boolean, timestamptz);
DROP TABLE throttles;
