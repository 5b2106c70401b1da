DROP TABLE lead_captures, capture_form_days, capture_forms;
DROP TABLE lead_conversion_mappings;
DROP INDEX customers_by_lead, leads_by_customer;
ALTER TABLE customers DROP COLUMN lead_id;
ALTER TABLE leads DROP CONSTRAINT leads_converted_into, DROP COLUMN customer_id, DROP COLUMN contact_id, DROP COLUMN converted_at;
