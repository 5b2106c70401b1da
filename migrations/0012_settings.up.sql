-- Settings: the words that records are sorted by (DICT-01, DICT-02) and the numbers that they bear (DICT-05).

-- Items of all dictionaries: lists have no parents, trees up to five levels of them.
CREATE TABLE dictionary_items (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  dictionary text NOT NULL,
  parent_id uuid,
  -- a name for programs: of defaults, and of China's divisions
  code text CHECK (length(code) BETWEEN 1 AND 50),
  label text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
  -- order among siblings
  position integer NOT NULL DEFAULT 0,
  -- merged: stands for merged_into_id in what was written before; nothing new may use it
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled', 'merged')),
  merged_into_id uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  created_by uuid,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (tenant_id, id),
  -- the parent and the survivor are of the same dictionary
  UNIQUE (tenant_id, dictionary, id),
  FOREIGN KEY (tenant_id, dictionary, parent_id) REFERENCES dictionary_items (tenant_id, dictionary, id),
  FOREIGN KEY (tenant_id, dictionary, merged_into_id) REFERENCES dictionary_items (tenant_id, dictionary, id),
  CONSTRAINT dictionary_items_not_own_parent CHECK (parent_id <> id),
  CONSTRAINT dictionary_items_merged_into CHECK ((status = 'merged') = (merged_into_id IS NOT NULL) AND merged_into_id <> id)
);
CREATE UNIQUE INDEX dictionary_items_label_once ON dictionary_items (tenant_id, dictionary, parent_id, label) NULLS NOT DISTINCT
  WHERE status <> 'merged';
CREATE UNIQUE INDEX dictionary_items_code_once ON dictionary_items (tenant_id, dictionary, code) WHERE status <> 'merged';
CREATE INDEX dictionary_items_merged ON dictionary_items (tenant_id, dictionary, merged_into_id) WHERE merged_into_id IS NOT NULL;
CALL protect_tenant_table('dictionary_items');
CALL track_table('dictionary_items', 'dictionary');
CREATE TRIGGER definitions_changed AFTER INSERT OR UPDATE OR DELETE ON dictionary_items
  FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();

-- How the records of an object are numbered (DICT-05); one that has never been changed has no row until its first number.
CREATE TABLE number_rules (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  object text NOT NULL,
  -- KH{YYYY}{MM}-{seq:4}
  pattern text NOT NULL CHECK (length(pattern) BETWEEN 5 AND 100),
  -- when the sequence begins anew, in the enterprise's zone
  reset text NOT NULL CHECK (reset IN ('never', 'yearly', 'monthly', 'daily')),
  gap_free boolean NOT NULL,
  -- where each sequence begins
  start bigint NOT NULL CHECK (start BETWEEN 0 AND 999999999),
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  updated_by uuid,
  PRIMARY KEY (tenant_id, object)
);
CALL protect_tenant_table('number_rules', 'SELECT, INSERT, UPDATE');

-- Sequences in lanes: of n lanes each hands out every n-th number, so that n transactions can number records at once.
-- A gap-free sequence has one lane, for which everybody waits until its last number is committed or rolled back.
CREATE TABLE number_sequences (
  tenant_id uuid NOT NULL,
  object text NOT NULL,
  -- 2026, 2026-11, 2026-11-22, or nothing where it never begins anew
  period text NOT NULL,
  lane smallint NOT NULL,
  next bigint NOT NULL,
  PRIMARY KEY (tenant_id, object, period, lane),
  FOREIGN KEY (tenant_id, object) REFERENCES number_rules (tenant_id, object)
);
CALL protect_tenant_table('number_sequences');
