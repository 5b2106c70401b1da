CREATE TABLE leads (
  -- no reference to enterprises: owner or pool, one of which is always there, has it
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  company text CHECK (length(company) <= 200),
  title text,
  -- E.164
  phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  email text,
  wechat text,
  source text,
  lead_group text,
  industry text,
  region text,
  address text,
  website text,
  remark text,
  tags text[] NOT NULL DEFAULT '{}',
  -- follow-up degree (跟进程度)
  degree text NOT NULL DEFAULT 'none' CHECK (degree IN ('none', 'low', 'medium', 'high')),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'invalid', 'converted')),
  invalid_reason text,
  custom jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom) = 'object'),
  -- made when name or company is written: sorting, search by pinyin and initials, duplicate control
  name_pinyin text NOT NULL DEFAULT '',
  initials text NOT NULL DEFAULT '',
  company_key text,
  search_text text NOT NULL GENERATED ALWAYS AS (lower(name || ' ' || coalesce(company, '') || ' ' || initials)) STORED,
  import_id uuid,

  -- where it is (the pool engine's columns); times are whole milliseconds, so that a cursor of JSON names them exactly
  pool_id uuid,
  owner_id uuid,
  home_pool_id uuid,
  acquisition text NOT NULL DEFAULT 'created' CHECK (acquisition IN ('created', 'imported', 'claimed', 'assigned', 'transferred')),
  owned_since timestamptz(3),
  entered_pool_at timestamptz(3),
  last_follow_up_at timestamptz(3),
  follow_up_count integer NOT NULL DEFAULT 0,
  next_contact_at timestamptz(3),
  protected_until timestamptz(3),
  quarantined_until timestamptz(3),
  quarantine_reason text,
  reclaim_at timestamptz(3),
  reclaim_rule_id uuid,
  reclaim_rule_key text,

  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  created_by uuid,
  updated_at timestamptz(3) NOT NULL,
  updated_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES pools (tenant_id, id),
  FOREIGN KEY (tenant_id, home_pool_id) REFERENCES pools (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, reclaim_rule_id) REFERENCES pool_rules (tenant_id, id),
  -- LEAD-01: in exactly one place
  CONSTRAINT leads_in_one_place CHECK ((pool_id IS NULL) <> (owner_id IS NULL)),
  CONSTRAINT leads_owned_since CHECK ((owner_id IS NULL) = (owned_since IS NULL)),
  CONSTRAINT leads_pooled_since CHECK ((pool_id IS NULL) = (entered_pool_at IS NULL)),
  CONSTRAINT leads_reclaim_names_its_rule CHECK ((reclaim_at IS NULL) = (reclaim_rule_id IS NULL)),
  CONSTRAINT leads_only_owned_are_reclaimed CHECK (reclaim_at IS NULL OR owner_id IS NOT NULL)
) WITH (fillfactor = 85);
-- my leads, newest first (ids are made in the order of creation); a manager's few subordinates. All leads: the primary key
CREATE INDEX leads_by_owner ON leads (tenant_id, owner_id, id) WHERE owner_id IS NOT NULL;
-- leads created between two days
CREATE INDEX leads_by_creation ON leads (tenant_id, created_at);
CREATE INDEX leads_by_update ON leads (tenant_id, updated_at, id);
-- a pool's leads by waiting time; oldest-first claims
CREATE INDEX leads_by_pool ON leads (tenant_id, pool_id, entered_pool_at, id) WHERE pool_id IS NOT NULL;
-- what is due; my leads by reclaim time
CREATE INDEX leads_by_reclaim ON leads (tenant_id, reclaim_at, id) WHERE reclaim_at IS NOT NULL;
-- a pool's owned leads, gone through when its rules change
CREATE INDEX leads_by_home ON leads (tenant_id, home_pool_id, id) WHERE owner_id IS NOT NULL;
-- duplicate control, and search by the last digits
CREATE INDEX leads_by_phone ON leads (tenant_id, reverse(phone) COLLATE "C") WHERE phone IS NOT NULL;
CREATE INDEX leads_by_company ON leads (tenant_id, company_key) WHERE company_key IS NOT NULL;
CREATE INDEX leads_by_name ON leads (tenant_id, name_pinyin, id);
CALL make_searchable('leads');
CALL protect_tenant_table('leads', 'SELECT, INSERT, UPDATE');
CALL track_table('leads', 'lead', 'search_text', 'name_pinyin', 'initials', 'company_key', 'protected_until', 'reclaim_at', 'reclaim_rule_id', 'reclaim_rule_key');
CALL index_custom_fields_of('leads', 'lead');

CREATE TABLE lead_follow_ups (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  lead_id uuid NOT NULL,
  -- how it was done: call, visit, message …
  method text NOT NULL CHECK (method IN ('call', 'visit', 'wechat', 'email', 'meeting', 'other')),
  content text NOT NULL CHECK (length(content) BETWEEN 1 AND 5000),
  degree text CHECK (degree IN ('none', 'low', 'medium', 'high')),
  next_contact_at timestamptz(3),
  at timestamptz(3) NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES employees (tenant_id, id)
);
CREATE INDEX lead_follow_ups_of_lead ON lead_follow_ups (tenant_id, lead_id, at, id);
CALL protect_tenant_table('lead_follow_ups', 'SELECT, INSERT');

-- LEAD-02: what happens when a new record equals an existing one in this field.
CREATE TABLE duplicate_rules (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  object text NOT NULL,
  field text NOT NULL,
  action text NOT NULL CHECK (action IN ('refuse', 'warn', 'allow')),
  PRIMARY KEY (tenant_id, object, field)
);
CALL protect_tenant_table('duplicate_rules');
CREATE TRIGGER definitions_changed AFTER INSERT OR UPDATE OR DELETE ON duplicate_rules FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();
CREATE TRIGGER definitions_changed AFTER INSERT OR UPDATE OR DELETE ON routing_rules FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();
