ALTER TABLE contacts ADD CONSTRAINT contacts_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE contacts DROP CONSTRAINT contacts_pool_is_home;
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE customers DROP CONSTRAINT customers_pool_is_home;
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE leads DROP CONSTRAINT leads_pool_is_home;
