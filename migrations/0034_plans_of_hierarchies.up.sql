-- PostgreSQL keeps the plan of a function's statements after five calls. One made for a single person, by nested loops, was
-- then taken for ten thousand: what takes seconds took minutes. These are planned for whom they are called.
ALTER FUNCTION refresh_reporting_closure(uuid[]) SET plan_cache_mode = force_custom_plan;
ALTER FUNCTION refresh_visibility(uuid[]) SET plan_cache_mode = force_custom_plan;
