-- Pools as administrators set them up: what is cached of them, and members that leave with their group.

-- Which fields pools hide and mask is cached under the definitions version (POOL-18).
CREATE TRIGGER definitions_changed AFTER INSERT OR UPDATE OF hidden_fields, masked_fields ON pools
  FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();

-- Groups are rows of three tables, so no foreign key can do this; employees are never deleted.
CREATE FUNCTION remove_group_from_pools() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM pool_members m USING old_rows o WHERE m.tenant_id = o.tenant_id AND m.group_id = o.id;
  RETURN NULL;
END $$;
CREATE TRIGGER pools_lose_group AFTER DELETE ON departments REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION remove_group_from_pools();
CREATE TRIGGER pools_lose_group AFTER DELETE ON roles REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION remove_group_from_pools();

-- pools that a department has as its own sea; departments are not deleted below it
CREATE INDEX pools_by_department ON pools (tenant_id, department_id) WHERE department_id IS NOT NULL;
-- whether routing names a pool is asked before it is put out of use
CREATE INDEX routing_rules_by_pool ON routing_rules (tenant_id, pool_id);
