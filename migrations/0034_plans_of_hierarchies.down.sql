ALTER FUNCTION refresh_reporting_closure(uuid[]) RESET plan_cache_mode;
ALTER FUNCTION refresh_visibility(uuid[]) RESET plan_cache_mode;
