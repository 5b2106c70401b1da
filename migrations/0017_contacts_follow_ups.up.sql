-- Follow-ups of leads and customers in one table, comments on whatever is published.

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
  ADD FOREIGN KEY (tenant_id, type_id) REFERENCES dictionary_items (tenant_id, id);
DROP INDEX lead_follow_ups_of_lead;
CREATE INDEX follow_ups_of_lead ON follow_ups (tenant_id, lead_id, at, id) WHERE lead_id IS NOT NULL;
CREATE INDEX follow_ups_of_customer ON follow_ups (tenant_id, customer_id, at, id) WHERE customer_id IS NOT NULL;
CREATE INDEX follow_ups_by_author ON follow_ups (tenant_id, created_by, at, id);
CREATE INDEX follow_ups_by_time ON follow_ups (tenant_id, at, id);
-- whether an item of the dictionary is in use
CREATE INDEX follow_ups_by_type ON follow_ups (tenant_id, type_id) WHERE type_id IS NOT NULL;
GRANT UPDATE (customer_id) ON follow_ups TO highseas_app;

-- 动作标签: what was done, of the enterprise's dictionary.
CREATE TABLE follow_up_action_tags (
  tenant_id uuid NOT NULL,
  follow_up_id uuid NOT NULL,
  tag_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, follow_up_id, tag_id),
  FOREIGN KEY (tenant_id, follow_up_id) REFERENCES follow_ups (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, tag_id) REFERENCES dictionary_items (tenant_id, id)
);
CREATE INDEX follow_up_action_tags_by_tag ON follow_up_action_tags (tenant_id, tag_id);
CALL protect_tenant_table('follow_up_action_tags', 'SELECT, INSERT');

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
