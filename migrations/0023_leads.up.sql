-- Leads become customers (LEAD-05), and come from web sites and other systems (LEAD-07).

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

-- LEAD-07: forms on web sites that make leads.
CREATE TABLE capture_forms (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- stands in the pages of the web site; it is no secret, but nobody guesses another one
  public_key text NOT NULL,
  -- [{ key, required }] in the order of the form
  fields jsonb NOT NULL CHECK (jsonb_typeof(fields) = 'array'),
  -- null: the routing rules choose
  pool_id uuid,
  source_id uuid,
  consent_text text CHECK (length(consent_text) BETWEEN 1 AND 5000),
  -- raised when the text changes
  consent_version integer NOT NULL DEFAULT 1,
  -- web sites that may use it
  origins text[] NOT NULL CHECK (cardinality(origins) > 0),
  daily_limit integer NOT NULL CHECK (daily_limit BETWEEN 1 AND 100000),
  duplicates text NOT NULL CHECK (duplicates IN ('merge', 'create')),
  enabled boolean NOT NULL,
  thanks text CHECK (length(thanks) <= 1000),
  redirect_url text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  created_by uuid,
  updated_at timestamptz(3) NOT NULL,
  updated_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES pools (tenant_id, id),
  FOREIGN KEY (tenant_id, source_id) REFERENCES dictionary_items (tenant_id, id),
  CONSTRAINT capture_forms_name_once UNIQUE (tenant_id, name)
);
CREATE UNIQUE INDEX capture_forms_by_key ON capture_forms (tenant_id, public_key);
CALL protect_tenant_table('capture_forms', 'SELECT, INSERT, UPDATE');

-- How many came by a form on each day of the enterprise's calendar; the daily limit holds by the lock on its row.
CREATE TABLE capture_form_days (
  tenant_id uuid NOT NULL,
  form_id uuid NOT NULL,
  day date NOT NULL,
  captures integer NOT NULL,
  PRIMARY KEY (tenant_id, form_id, day),
  FOREIGN KEY (tenant_id, form_id) REFERENCES capture_forms (tenant_id, id)
);
CALL protect_tenant_table('capture_form_days', 'SELECT, INSERT, UPDATE');

-- How a lead came, each time that it came: nothing of it is ever changed.
CREATE TABLE lead_captures (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  lead_id uuid NOT NULL,
  -- null: by the API
  form_id uuid,
  outcome text NOT NULL CHECK (outcome IN ('created', 'merged')),
  -- what was sent, by field
  content jsonb NOT NULL,
  utm jsonb NOT NULL,
  page text,
  -- { text, version, at, ip }
  consent jsonb,
  at timestamptz(3) NOT NULL,
  created_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
  FOREIGN KEY (tenant_id, form_id) REFERENCES capture_forms (tenant_id, id)
);
CREATE INDEX lead_captures_of_lead ON lead_captures (tenant_id, lead_id, at, id);
CALL protect_tenant_table('lead_captures', 'SELECT, INSERT');
