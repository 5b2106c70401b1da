-- LEAD-05: leads become customers.

ALTER TABLE leads
  ADD COLUMN customer_id uuid,
  ADD COLUMN contact_id uuid,
  ADD COLUMN converted_at timestamptz(3),
  ADD CONSTRAINT leads_converted_into CHECK ((customer_id IS NULL) = (converted_at IS NULL) AND (customer_id IS NULL OR status = 'converted')),
  ADD FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
  ADD FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id);
-- the leads that a customer came from: its timeline, and what goes along when it is merged
CREATE INDEX leads_by_customer ON leads (tenant_id, customer_id, converted_at, id) WHERE customer_id IS NOT NULL;

-- the lead that a customer came from first
ALTER TABLE customers
  ADD COLUMN lead_id uuid,
  ADD FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id);
CREATE INDEX customers_by_lead ON customers (tenant_id, lead_id) WHERE lead_id IS NOT NULL;

-- Which field of a lead goes where; without a row, what the fields themselves tell.
CREATE TABLE lead_conversion_mappings (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  -- [{ from, object, to }]
  lines jsonb NOT NULL CHECK (jsonb_typeof(lines) = 'array'),
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz(3) NOT NULL,
  updated_by uuid,
  PRIMARY KEY (tenant_id)
);
CALL protect_tenant_table('lead_conversion_mappings');
