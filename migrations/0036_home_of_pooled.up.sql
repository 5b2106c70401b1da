-- A record in a pool is at home there, so that one foreign key holds both: moves within a home look up no pool again.

ALTER TABLE leads ADD CONSTRAINT leads_pool_is_home CHECK (pool_id IS NULL OR pool_id IS NOT DISTINCT FROM home_pool_id);
ALTER TABLE leads DROP CONSTRAINT leads_tenant_id_pool_id_fkey;
ALTER TABLE customers ADD CONSTRAINT customers_pool_is_home CHECK (pool_id IS NULL OR pool_id IS NOT DISTINCT FROM home_pool_id);
ALTER TABLE customers DROP CONSTRAINT customers_tenant_id_pool_id_fkey;
ALTER TABLE contacts ADD CONSTRAINT contacts_pool_is_home CHECK (pool_id IS NULL OR pool_id IS NOT DISTINCT FROM home_pool_id);
ALTER TABLE contacts DROP CONSTRAINT contacts_tenant_id_pool_id_fkey;
