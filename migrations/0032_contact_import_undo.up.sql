-- CUST-09: what an import of contacts made can be taken back, as with customers and leads.

-- the contacts that an import made
CREATE INDEX contacts_by_import ON contacts (tenant_id, import_id, id) WHERE import_id IS NOT NULL;
-- the leads that became a contact: while there are any, it is not taken away
CREATE INDEX leads_by_contact ON leads (tenant_id, contact_id) WHERE contact_id IS NOT NULL;

-- Of contacts, too, the application removes what an import made and nobody has changed; all others are there for ever.
GRANT DELETE ON contacts TO highseas_app;
CREATE POLICY untouched_import ON contacts AS RESTRICTIVE FOR DELETE TO highseas_app USING (import_id IS NOT NULL AND version = 1);
