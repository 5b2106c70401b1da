-- Files that people upload (FILE-01), and the records that they hang on.

CREATE TABLE files (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  size bigint NOT NULL CHECK (size > 0),
  kind text NOT NULL CHECK (kind IN ('picture', 'voice', 'document')),
  -- by content, never by what the sender said
  media_type text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  store_key text NOT NULL,
  thumbnails text NOT NULL CHECK (thumbnails IN ('none', 'pending', 'ready', 'failed')),
  -- since when it hangs on no record; such files are purged after a while
  unattached_since timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT files_store_key UNIQUE (tenant_id, store_key),
  FOREIGN KEY (tenant_id, created_by) REFERENCES employees (tenant_id, id)
);
-- what is to be purged
CREATE INDEX files_unattached ON files (tenant_id, unattached_since) WHERE unattached_since IS NOT NULL;
CALL protect_tenant_table('files');

-- A file hangs on one record at most: who may read the record may read it.
CREATE TABLE attachments (
  tenant_id uuid NOT NULL,
  file_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  position integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (tenant_id, file_id),
  FOREIGN KEY (tenant_id, file_id) REFERENCES files (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES employees (tenant_id, id)
);
-- the files of some records, in their order
CREATE INDEX attachments_of_record ON attachments (tenant_id, object, record_id, position);
CALL protect_tenant_table('attachments');

-- What an enterprise's files take up, kept with each statement that adds or removes some.
CREATE TABLE file_usage (
  tenant_id uuid NOT NULL PRIMARY KEY REFERENCES enterprises (tenant_id),
  bytes bigint NOT NULL CHECK (bytes >= 0)
);
CALL protect_tenant_table('file_usage', 'SELECT, INSERT, UPDATE');

CREATE FUNCTION count_file_usage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO file_usage AS u (tenant_id, bytes) SELECT tenant_id, sum(size) FROM changed GROUP BY tenant_id
    ON CONFLICT (tenant_id) DO UPDATE SET bytes = u.bytes + excluded.bytes;
  ELSE
    UPDATE file_usage u SET bytes = u.bytes - gone.bytes
    FROM (SELECT tenant_id, sum(size) AS bytes FROM changed GROUP BY tenant_id) gone WHERE u.tenant_id = gone.tenant_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_insert AFTER INSERT ON files REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_file_usage();
CREATE TRIGGER count_delete AFTER DELETE ON files REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_file_usage();

-- Photographs of name cards and what has been read from them (CUST-06). They live as long as the photograph.
CREATE TABLE name_cards (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  file_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'ready', 'failed')),
  -- what a contact could be made of, each field with how sure the reading is
  draft jsonb,
  created_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, file_id) REFERENCES files (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, created_by) REFERENCES employees (tenant_id, id),
  CHECK ((status = 'ready') = (draft IS NOT NULL))
);
CREATE INDEX name_cards_of_file ON name_cards (tenant_id, file_id);
CALL protect_tenant_table('name_cards', 'SELECT, INSERT, UPDATE');
