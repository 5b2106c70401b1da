-- Contacts; follow-ups of leads and customers in one table; comments on whatever is published.

CREATE TABLE contacts (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  title text CHECK (length(title) BETWEEN 1 AND 100),
  department text CHECK (length(department) BETWEEN 1 AND 100),
  -- E.164; the first is the main one, which search finds by its last digits
  phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  other_phones text[] NOT NULL DEFAULT '{}',
  email text,
  wechat text,
  birthday date,
  -- how many days before a birthday the owner is told; null: not at all
  remind_days_before integer CHECK (remind_days_before BETWEEN 0 AND 30),
  gender text CHECK (gender IN ('male', 'female')),
  is_key boolean NOT NULL DEFAULT false,
  -- the part in the customer's decisions
  decision_role text CHECK (decision_role IN ('decisionMaker', 'influencer', 'user', 'gatekeeper', 'buyer', 'other')),
  remark text,
  tags text[] NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
  custom jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom) = 'object'),
  name_pinyin text NOT NULL DEFAULT '',
  initials text NOT NULL DEFAULT '',
  phone_reversed text COLLATE "C" GENERATED ALWAYS AS (reverse(phone)) STORED,
  search_text text NOT NULL GENERATED ALWAYS AS (lower(name || ' ' || initials || ' ' || coalesce(title, '') || ' ' || coalesce(email, ''))) STORED,
  -- the birthday without its year, 1231 for the last day of December
  birthday_key integer GENERATED ALWAYS AS ((extract(month FROM birthday) * 100 + extract(day FROM birthday))::integer) STORED,
  import_id uuid,

  -- its customer's, kept by triggers: whose a contact is, its lists ask of the contact alone
  owner_id uuid,
  pool_id uuid,
  home_pool_id uuid,
  is_private boolean NOT NULL DEFAULT false,

  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  created_by uuid,
  updated_at timestamptz(3) NOT NULL,
  updated_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, pool_id) REFERENCES pools (tenant_id, id),
  FOREIGN KEY (tenant_id, home_pool_id) REFERENCES pools (tenant_id, id),
  CONSTRAINT contacts_in_one_place CHECK ((pool_id IS NULL) <> (owner_id IS NULL))
) WITH (fillfactor = 85);
-- a customer's contacts, newest first; duplicate control among them
CREATE INDEX contacts_of_customer ON contacts (tenant_id, customer_id, id);
-- what a customer's timeline tells of them
CREATE INDEX contacts_of_customer_by_time ON contacts (tenant_id, customer_id, created_at, id);
-- my contacts, newest first; all: the primary key
CREATE INDEX contacts_by_owner ON contacts (tenant_id, owner_id, id) WHERE owner_id IS NOT NULL;
CREATE INDEX contacts_by_update ON contacts (tenant_id, updated_at, id);
-- by name, in the order of pinyin
CREATE INDEX contacts_by_name ON contacts (tenant_id, name_pinyin, id);
-- search by the last digits
CREATE INDEX contacts_by_phone ON contacts (tenant_id, phone_reversed) WHERE phone_reversed IS NOT NULL;
-- whose birthday comes
CREATE INDEX contacts_by_birthday ON contacts (tenant_id, birthday_key) WHERE birthday_key IS NOT NULL AND remind_days_before IS NOT NULL;
CALL make_searchable('contacts');
CALL protect_tenant_table('contacts', 'SELECT, INSERT, UPDATE');
CALL track_table('contacts', 'contact', 'search_text', 'name_pinyin', 'initials', 'phone_reversed', 'birthday_key', 'owner_id', 'pool_id', 'home_pool_id', 'is_private');
CALL index_custom_fields_of('contacts', 'contact');

-- A new contact, and one that changes its customer, is where its customer is; the lock keeps the customer there meanwhile.
CREATE FUNCTION place_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT c.owner_id, c.pool_id, c.home_pool_id, c.is_private INTO NEW.owner_id, NEW.pool_id, NEW.home_pool_id, NEW.is_private
  FROM customers c WHERE c.tenant_id = NEW.tenant_id AND c.id = NEW.customer_id FOR SHARE;
  RETURN NEW;
END $$;
CREATE TRIGGER contacts_place BEFORE INSERT OR UPDATE OF customer_id ON contacts FOR EACH ROW EXECUTE FUNCTION place_contact();

-- Whoever moves customers, one or a hundred thousand, moves their contacts.
CREATE FUNCTION place_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE contacts t SET owner_id = n.owner_id, pool_id = n.pool_id, home_pool_id = n.home_pool_id, is_private = n.is_private
  FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  WHERE (n.owner_id, n.pool_id, n.home_pool_id, n.is_private) IS DISTINCT FROM (o.owner_id, o.pool_id, o.home_pool_id, o.is_private)
    AND t.tenant_id = n.tenant_id AND t.customer_id = n.id;
  RETURN NULL;
END $$;
CREATE TRIGGER customers_place_contacts AFTER UPDATE ON customers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION place_contacts();

-- Follow-ups so far were of leads alone; what they say stays where it is.
ALTER TABLE lead_follow_ups RENAME TO follow_ups;
ALTER TABLE follow_ups RENAME CONSTRAINT lead_follow_ups_pkey TO follow_ups_pkey;
ALTER TABLE follow_ups RENAME CONSTRAINT lead_follow_ups_method_check TO follow_ups_method_check;
ALTER TABLE follow_ups RENAME CONSTRAINT lead_follow_ups_degree_check TO follow_ups_degree_check;
ALTER TABLE follow_ups RENAME CONSTRAINT lead_follow_ups_tenant_id_lead_id_fkey TO follow_ups_tenant_id_lead_id_fkey;
ALTER TABLE follow_ups RENAME CONSTRAINT lead_follow_ups_tenant_id_created_by_fkey TO follow_ups_tenant_id_created_by_fkey;
ALTER TABLE follow_ups
  ALTER COLUMN lead_id DROP NOT NULL,
  -- both are set when a lead has become a customer: the customer's records begin with the lead's
  ADD COLUMN customer_id uuid,
  -- 跟进类型, of the enterprise's dictionary
  ADD COLUMN type_id uuid,
  -- 行动标签: what was done, of the enterprise's dictionary
  ADD COLUMN action_tag_ids uuid[] NOT NULL DEFAULT '{}',
  -- where it was: WGS-84, degrees
  ADD COLUMN address text CHECK (length(address) BETWEEN 1 AND 500),
  ADD COLUMN longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  ADD COLUMN latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  -- how long its voice is, as the client that recorded it says
  ADD COLUMN voice_seconds integer CHECK (voice_seconds BETWEEN 1 AND 3600),
  -- a voice or a picture may say everything
  DROP CONSTRAINT lead_follow_ups_content_check,
  ADD CONSTRAINT follow_ups_content_check CHECK (length(content) <= 5000),
  ADD CONSTRAINT follow_ups_of_something CHECK (num_nonnulls(lead_id, customer_id) > 0),
  ADD CONSTRAINT follow_ups_placed_on_earth CHECK ((longitude IS NULL) = (latitude IS NULL)),
  ADD FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
  ADD FOREIGN KEY (tenant_id, type_id) REFERENCES dictionary_items (tenant_id, id);
DROP INDEX lead_follow_ups_of_lead;
CREATE INDEX follow_ups_of_lead ON follow_ups (tenant_id, lead_id, at, id) WHERE lead_id IS NOT NULL;
CREATE INDEX follow_ups_of_customer ON follow_ups (tenant_id, customer_id, at, id) WHERE customer_id IS NOT NULL;
CREATE INDEX follow_ups_by_author ON follow_ups (tenant_id, created_by, at, id);
CREATE INDEX follow_ups_by_time ON follow_ups (tenant_id, at, id);
-- whether an item of the dictionary is in use
CREATE INDEX follow_ups_by_type ON follow_ups (tenant_id, type_id) WHERE type_id IS NOT NULL;
-- a conversion adds the customer; items of dictionaries are merged
GRANT UPDATE (customer_id, type_id, action_tag_ids) ON follow_ups TO highseas_app;

-- Whom a follow-up was about; the time stands here as well, for the contact's timeline.
CREATE TABLE follow_up_contacts (
  tenant_id uuid NOT NULL,
  follow_up_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, follow_up_id, contact_id),
  FOREIGN KEY (tenant_id, follow_up_id) REFERENCES follow_ups (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts (tenant_id, id)
);
CREATE INDEX follow_up_contacts_of_contact ON follow_up_contacts (tenant_id, contact_id, at, follow_up_id);
CALL protect_tenant_table('follow_up_contacts', 'SELECT, INSERT');

-- A next contact is reminded of once, at the time that stands when it comes.
CREATE TABLE contact_reminders (
  tenant_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  due_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tenant_id, record_id, due_at)
);
CALL protect_tenant_table('contact_reminders', 'SELECT, INSERT, DELETE');
-- next contacts that are due; my leads by next contact
CREATE INDEX leads_by_next_contact ON leads (tenant_id, next_contact_at, id) WHERE next_contact_at IS NOT NULL;

-- FEED-02: what people say about a record or something published.
CREATE TABLE comments (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  reply_to_id uuid,
  content text NOT NULL CHECK (length(content) <= 2000),
  at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, reply_to_id) REFERENCES comments (tenant_id, id) ON DELETE SET NULL (reply_to_id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES employees (tenant_id, id)
);
CREATE INDEX comments_of_record ON comments (tenant_id, object, record_id, at, id);
CREATE INDEX comments_replies ON comments (tenant_id, reply_to_id) WHERE reply_to_id IS NOT NULL;
CALL protect_tenant_table('comments', 'SELECT, INSERT, DELETE');

CREATE TABLE comment_mentions (
  tenant_id uuid NOT NULL,
  comment_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, comment_id, employee_id),
  FOREIGN KEY (tenant_id, comment_id) REFERENCES comments (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, employee_id) REFERENCES employees (tenant_id, id)
);
CALL protect_tenant_table('comment_mentions', 'SELECT, INSERT');

-- For how long people may take their own comments back; without a row, five minutes.
CREATE TABLE comment_settings (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  deletable_minutes integer NOT NULL CHECK (deletable_minutes BETWEEN 0 AND 525600),
  PRIMARY KEY (tenant_id)
);
CALL protect_tenant_table('comment_settings', 'SELECT, INSERT, UPDATE');
