-- Published items that somebody who may has removed (OPS-03): the item is gone with its text, files and comments, this line stays.
CREATE TABLE removals (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  item_id uuid NOT NULL,
  author_id uuid NOT NULL,
  published_at timestamptz(3) NOT NULL,
  record_object text NOT NULL,
  record_id uuid NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  created_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, object, item_id),
  FOREIGN KEY (tenant_id, author_id) REFERENCES employees (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES employees (tenant_id, id)
);
CALL protect_tenant_table('removals', 'SELECT, INSERT');
-- all removals, those on one record, newest first
CREATE INDEX removals_by_time ON removals (tenant_id, created_at, id);
CREATE INDEX removals_of_record ON removals (tenant_id, record_object, record_id, created_at, id);

-- a follow-up ends only by being removed; its contacts' links go with it
GRANT DELETE ON follow_ups TO highseas_app;

-- what notices quote of a removed comment is emptied
CREATE INDEX notices_by_key ON notices (tenant_id, key);
