-- Customers: owned or in a sea, compared by name, private where their owner says so, merged and unmerged.

CREATE TABLE customers (
  -- no reference to enterprises: owner or sea, one of which is always there, has it
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  -- full name (全称), as on the business licence
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  short_name text CHECK (length(short_name) BETWEEN 1 AND 100),
  -- 客户编号
  number text CHECK (length(number) BETWEEN 1 AND 50),
  status_id uuid,
  level_id uuid,
  industry_id uuid,
  region_id uuid,
  channel_type_id uuid,
  source_id uuid,
  progress_id uuid,
  address text,
  -- WGS-84, degrees
  longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  -- E.164; the first is the main one, which search finds by its last digits
  phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  other_phones text[] NOT NULL DEFAULT '{}',
  website text,
  parent_id uuid,
  remark text,
  tags text[] NOT NULL DEFAULT '{}',
  custom jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom) = 'object'),
  -- PERM-04: its data are for its owner, their direct superiors and its collaborators
  is_private boolean NOT NULL DEFAULT false,
  -- CUST-03: customers are never deleted
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'archived', 'merged')),
  archive_reason text,
  merged_into_id uuid,

  -- made when a name is written: sorting, search by pinyin and initials, duplicate control
  name_pinyin text NOT NULL DEFAULT '',
  initials text NOT NULL DEFAULT '',
  name_key text NOT NULL,
  short_key text,
  -- the name without its region too: 杭州华夏科技 and 华夏科技 resemble each other
  near_key text NOT NULL,
  -- the keys again where the enterprise refuses a second customer of the name: held by a unique index
  unique_name_key text,
  unique_short_key text,
  phone_reversed text COLLATE "C" GENERATED ALWAYS AS (reverse(phone)) STORED,
  search_text text NOT NULL GENERATED ALWAYS AS (lower(name || ' ' || coalesce(short_name, '') || ' ' || initials || ' ' || coalesce(number, ''))) STORED,
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
  FOREIGN KEY (tenant_id, status_id) REFERENCES dictionary_items (tenant_id, id),
  FOREIGN KEY (tenant_id, level_id) REFERENCES dictionary_items (tenant_id, id),
  FOREIGN KEY (tenant_id, industry_id) REFERENCES dictionary_items (tenant_id, id),
  FOREIGN KEY (tenant_id, region_id) REFERENCES dictionary_items (tenant_id, id),
  FOREIGN KEY (tenant_id, channel_type_id) REFERENCES dictionary_items (tenant_id, id),
  FOREIGN KEY (tenant_id, source_id) REFERENCES dictionary_items (tenant_id, id),
  FOREIGN KEY (tenant_id, progress_id) REFERENCES dictionary_items (tenant_id, id),
  FOREIGN KEY (tenant_id, parent_id) REFERENCES customers (tenant_id, id),
  FOREIGN KEY (tenant_id, merged_into_id) REFERENCES customers (tenant_id, id),
  CONSTRAINT customers_in_one_place CHECK ((pool_id IS NULL) <> (owner_id IS NULL)),
  CONSTRAINT customers_owned_since CHECK ((owner_id IS NULL) = (owned_since IS NULL)),
  CONSTRAINT customers_pooled_since CHECK ((pool_id IS NULL) = (entered_pool_at IS NULL)),
  CONSTRAINT customers_reclaim_names_its_rule CHECK ((reclaim_at IS NULL) = (reclaim_rule_id IS NULL)),
  CONSTRAINT customers_only_owned_are_reclaimed CHECK (reclaim_at IS NULL OR owner_id IS NOT NULL),
  CONSTRAINT customers_only_owned_are_private CHECK (owner_id IS NOT NULL OR NOT is_private),
  CONSTRAINT customers_merged_into CHECK ((state = 'merged') = (merged_into_id IS NOT NULL)),
  CONSTRAINT customers_not_below_itself CHECK (parent_id <> id),
  CONSTRAINT customers_placed_on_earth CHECK ((longitude IS NULL) = (latitude IS NULL))
) WITH (fillfactor = 85);
-- my customers, newest first (ids are made in the order of creation); a manager's few subordinates. All: the primary key
CREATE INDEX customers_by_owner ON customers (tenant_id, owner_id, id) WHERE owner_id IS NOT NULL;
-- customers created between two days
CREATE INDEX customers_by_creation ON customers (tenant_id, created_at);
CREATE INDEX customers_by_update ON customers (tenant_id, updated_at, id);
CREATE INDEX customers_by_last_follow_up ON customers (tenant_id, last_follow_up_at, id) WHERE last_follow_up_at IS NOT NULL;
CREATE INDEX customers_by_next_contact ON customers (tenant_id, next_contact_at, id) WHERE next_contact_at IS NOT NULL;
CREATE INDEX customers_by_status ON customers (tenant_id, status_id, id) WHERE status_id IS NOT NULL;
CREATE INDEX customers_by_region ON customers (tenant_id, region_id, id) WHERE region_id IS NOT NULL;
CREATE INDEX customers_by_industry ON customers (tenant_id, industry_id, id) WHERE industry_id IS NOT NULL;
-- by name, in the order of pinyin
CREATE INDEX customers_by_name ON customers (tenant_id, name_pinyin, id);
-- a sea's customers by waiting time; oldest-first claims
CREATE INDEX customers_by_pool ON customers (tenant_id, pool_id, entered_pool_at, id) WHERE pool_id IS NOT NULL;
-- what is due; my customers by reclaim time
CREATE INDEX customers_by_reclaim ON customers (tenant_id, reclaim_at, id) WHERE reclaim_at IS NOT NULL;
-- a sea's owned customers, gone through when its rules change
CREATE INDEX customers_by_home ON customers (tenant_id, home_pool_id, id) WHERE owner_id IS NOT NULL;
-- search by the last digits
CREATE INDEX customers_by_phone ON customers (tenant_id, phone_reversed) WHERE phone_reversed IS NOT NULL;
-- the few whose data are kept from most people
CREATE INDEX customers_private ON customers (tenant_id, id) WHERE is_private;
CREATE INDEX customers_by_parent ON customers (tenant_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX customers_by_survivor ON customers (tenant_id, merged_into_id) WHERE merged_into_id IS NOT NULL;
-- duplicate control
CREATE INDEX customers_by_name_key ON customers (tenant_id, name_key);
CREATE INDEX customers_by_short_key ON customers (tenant_id, short_key) WHERE short_key IS NOT NULL;
CREATE INDEX customers_by_near_key ON customers (tenant_id, near_key);
CREATE UNIQUE INDEX customers_name_once ON customers (tenant_id, unique_name_key) WHERE unique_name_key IS NOT NULL;
CREATE UNIQUE INDEX customers_short_name_once ON customers (tenant_id, unique_short_key) WHERE unique_short_key IS NOT NULL;
CREATE UNIQUE INDEX customers_number_once ON customers (tenant_id, number) WHERE number IS NOT NULL;
CALL make_searchable('customers');
CALL protect_tenant_table('customers', 'SELECT, INSERT, UPDATE');
CALL track_table('customers', 'customer', 'search_text', 'name_pinyin', 'initials', 'name_key', 'short_key', 'near_key',
  'unique_name_key', 'unique_short_key', 'phone_reversed', 'protected_until', 'reclaim_at', 'reclaim_rule_id', 'reclaim_rule_key');
CALL index_custom_fields_of('customers', 'customer');

-- Whoever puts a customer into a sea, by hand or by rule, gives it to all of its members.
CREATE FUNCTION end_privacy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.is_private := false;
  RETURN NEW;
END $$;
CREATE TRIGGER customers_end_privacy BEFORE UPDATE OF owner_id ON customers FOR EACH ROW
  WHEN (NEW.owner_id IS NULL AND NEW.is_private) EXECUTE FUNCTION end_privacy();

-- PERM-03: people who work on somebody else's record with them. One table for every kind of record that has them.
CREATE TABLE collaborators (
  tenant_id uuid NOT NULL,
  object text NOT NULL CHECK (object IN ('customer', 'contact', 'opportunity', 'contract')),
  record_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  access text NOT NULL CHECK (access IN ('read', 'write')),
  created_at timestamptz(3) NOT NULL,
  created_by uuid,
  PRIMARY KEY (tenant_id, object, record_id, employee_id),
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id)
);
-- what somebody collaborates on
CREATE INDEX collaborators_by_employee ON collaborators (tenant_id, employee_id, object, record_id);
CALL protect_tenant_table('collaborators');

-- CUST-03: each merge with what it did, so that it can be undone exactly.
CREATE TABLE customer_merges (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  survivor_id uuid NOT NULL,
  merged_ids uuid[] NOT NULL,
  -- values of the survivor before and after, by API key, where they differ
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  merged_at timestamptz(3) NOT NULL,
  merged_by uuid,
  undone_at timestamptz(3),
  undone_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, survivor_id) REFERENCES customers (tenant_id, id)
);
CREATE INDEX customer_merges_of_survivor ON customer_merges (tenant_id, survivor_id, id);
CALL protect_tenant_table('customer_merges', 'SELECT, INSERT, UPDATE');

-- What a merge moved: which record of which kind, and from which customer.
CREATE TABLE customer_merge_moves (
  tenant_id uuid NOT NULL,
  merge_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  from_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, merge_id, object, record_id),
  FOREIGN KEY (tenant_id, merge_id) REFERENCES customer_merges (tenant_id, id)
);
CALL protect_tenant_table('customer_merge_moves', 'SELECT, INSERT');
