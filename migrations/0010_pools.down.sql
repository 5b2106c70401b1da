DROP INDEX routing_rules_by_pool, pools_by_department;
DROP TRIGGER pools_lose_group ON roles;
DROP TRIGGER pools_lose_group ON departments;
DROP FUNCTION remove_group_from_pools();
DROP TRIGGER definitions_changed ON pools;
