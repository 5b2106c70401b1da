DROP POLICY untouched_import ON contacts;
REVOKE DELETE ON contacts FROM highseas_app;
DROP INDEX leads_by_contact;
DROP INDEX contacts_by_import;
