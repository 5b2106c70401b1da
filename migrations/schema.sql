-- What all migrations together make of schema public. Written by `npm run schema:dump`; a test compares it.

-- Extensions

CREATE EXTENSION btree_gin;
CREATE EXTENSION citext;

-- Tables

CREATE TABLE accounts (
  id uuid NOT NULL,
  name text NOT NULL,
  phone text,
  email citext,
  login citext,
  password_hash text,
  password_must_change boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'active'::text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now()
);
CREATE TABLE api_keys (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  scopes text[] NOT NULL,
  hash bytea NOT NULL,
  ending text NOT NULL,
  old_hash bytea,
  old_until timestamp with time zone,
  ranges text[] NOT NULL DEFAULT '{}'::text[],
  rate_limit integer NOT NULL,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  last_used_ip text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by uuid,
  updated_at timestamp with time zone NOT NULL,
  updated_by uuid
);
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_keys FORCE ROW LEVEL SECURITY;
CREATE TABLE assignment_attempts (
  tenant_id uuid NOT NULL,
  record_id uuid NOT NULL,
  pool_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  line_key text,
  reason text NOT NULL,
  lacked jsonb NOT NULL DEFAULT '{}'::jsonb,
  at timestamp(3) with time zone NOT NULL
);
ALTER TABLE assignment_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE assignment_attempts FORCE ROW LEVEL SECURITY;
CREATE TABLE assignment_batches (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  run_id uuid NOT NULL,
  pool_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  lines jsonb NOT NULL
);
ALTER TABLE assignment_batches ENABLE ROW LEVEL SECURITY;
ALTER TABLE assignment_batches FORCE ROW LEVEL SECURITY;
CREATE TABLE assignment_lines (
  tenant_id uuid NOT NULL,
  pool_id uuid NOT NULL,
  line_key text NOT NULL,
  turns jsonb NOT NULL DEFAULT '{}'::jsonb,
  placed bigint NOT NULL DEFAULT 0
);
ALTER TABLE assignment_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE assignment_lines FORCE ROW LEVEL SECURITY;
CREATE TABLE attachments (
  tenant_id uuid NOT NULL,
  file_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  "position" integer NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid NOT NULL
);
ALTER TABLE attachments ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachments FORCE ROW LEVEL SECURITY;
CREATE TABLE audit_log (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  at timestamp(3) with time zone NOT NULL DEFAULT now(),
  actor_id uuid,
  actor_name text,
  action text NOT NULL,
  object text,
  object_id uuid,
  summary jsonb NOT NULL DEFAULT '{}'::jsonb,
  before jsonb,
  after jsonb,
  ip text,
  user_agent text,
  request_id text
);
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE TABLE calendar_overrides (
  tenant_id uuid NOT NULL,
  day date NOT NULL,
  working boolean NOT NULL,
  note text
);
ALTER TABLE calendar_overrides ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_overrides FORCE ROW LEVEL SECURITY;
CREATE TABLE capture_form_days (
  tenant_id uuid NOT NULL,
  form_id uuid NOT NULL,
  day date NOT NULL,
  captures integer NOT NULL
);
ALTER TABLE capture_form_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE capture_form_days FORCE ROW LEVEL SECURITY;
CREATE TABLE capture_forms (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  public_key text NOT NULL,
  fields jsonb NOT NULL,
  pool_id uuid,
  source_id uuid,
  consent_text text,
  consent_version integer NOT NULL DEFAULT 1,
  origins text[] NOT NULL,
  daily_limit integer NOT NULL,
  duplicates text NOT NULL,
  enabled boolean NOT NULL,
  thanks text,
  redirect_url text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by uuid
);
ALTER TABLE capture_forms ENABLE ROW LEVEL SECURITY;
ALTER TABLE capture_forms FORCE ROW LEVEL SECURITY;
CREATE TABLE collaborators (
  tenant_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  access text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid
);
ALTER TABLE collaborators ENABLE ROW LEVEL SECURITY;
ALTER TABLE collaborators FORCE ROW LEVEL SECURITY;
CREATE TABLE comment_mentions (
  tenant_id uuid NOT NULL,
  comment_id uuid NOT NULL,
  employee_id uuid NOT NULL
);
ALTER TABLE comment_mentions ENABLE ROW LEVEL SECURITY;
ALTER TABLE comment_mentions FORCE ROW LEVEL SECURITY;
CREATE TABLE comment_settings (
  tenant_id uuid NOT NULL,
  deletable_minutes integer NOT NULL
);
ALTER TABLE comment_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE comment_settings FORCE ROW LEVEL SECURITY;
CREATE TABLE comments (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  reply_to_id uuid,
  content text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  created_by uuid NOT NULL
);
ALTER TABLE comments ENABLE ROW LEVEL SECURITY;
ALTER TABLE comments FORCE ROW LEVEL SECURITY;
CREATE TABLE contact_reminders (
  tenant_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  due_at timestamp(3) with time zone NOT NULL,
  sent_at timestamp(3) with time zone NOT NULL
);
ALTER TABLE contact_reminders ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_reminders FORCE ROW LEVEL SECURITY;
CREATE TABLE contacts (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  customer_id uuid NOT NULL,
  name text NOT NULL,
  title text,
  department text,
  phone text,
  other_phones text[] NOT NULL DEFAULT '{}'::text[],
  email text,
  wechat text,
  birthday date,
  remind_days_before integer,
  gender text,
  is_key boolean NOT NULL DEFAULT false,
  decision_role text,
  remark text,
  tags text[] NOT NULL DEFAULT '{}'::text[],
  status text NOT NULL DEFAULT 'active'::text,
  custom jsonb NOT NULL DEFAULT '{}'::jsonb,
  name_pinyin text NOT NULL DEFAULT ''::text,
  initials text NOT NULL DEFAULT ''::text,
  phone_reversed text COLLATE "C" GENERATED ALWAYS AS (reverse(phone)) STORED,
  search_text text NOT NULL GENERATED ALWAYS AS (lower(((((((name || ' '::text) || initials) || ' '::text) || COALESCE(title, ''::text)) || ' '::text) || COALESCE(email, ''::text)))) STORED,
  birthday_key integer GENERATED ALWAYS AS ((((EXTRACT(month FROM birthday) * (100)::numeric) + EXTRACT(day FROM birthday)))::integer) STORED,
  import_id uuid,
  owner_id uuid,
  pool_id uuid,
  home_pool_id uuid,
  is_private boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by uuid
) WITH (fillfactor=85);
ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts FORCE ROW LEVEL SECURITY;
CREATE TABLE crm_resets (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kinds text[] NOT NULL,
  objects text[] NOT NULL,
  reason text NOT NULL,
  status text NOT NULL,
  eligible_ids uuid[] NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  decided_at timestamp(3) with time zone,
  decided_by uuid,
  starts_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  ended_by uuid,
  started_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  transaction_id bigint,
  removed jsonb NOT NULL DEFAULT '{}'::jsonb
);
ALTER TABLE crm_resets ENABLE ROW LEVEL SECURITY;
ALTER TABLE crm_resets FORCE ROW LEVEL SECURITY;
CREATE TABLE crm_superiors (
  tenant_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  superior_id uuid NOT NULL
);
ALTER TABLE crm_superiors ENABLE ROW LEVEL SECURITY;
ALTER TABLE crm_superiors FORCE ROW LEVEL SECURITY;
CREATE TABLE custom_fields (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  key text NOT NULL,
  label text NOT NULL,
  type text NOT NULL,
  choices jsonb NOT NULL DEFAULT '[]'::jsonb,
  required boolean NOT NULL DEFAULT false,
  is_unique boolean NOT NULL DEFAULT false,
  indexed boolean NOT NULL DEFAULT false,
  default_value jsonb,
  help text,
  section text,
  "position" integer NOT NULL DEFAULT 0,
  status text NOT NULL DEFAULT 'active'::text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_by uuid,
  index_building boolean NOT NULL DEFAULT false,
  formula text,
  decimals smallint,
  max_files smallint,
  file_kinds text[] NOT NULL DEFAULT '{}'::text[]
);
ALTER TABLE custom_fields ENABLE ROW LEVEL SECURITY;
ALTER TABLE custom_fields FORCE ROW LEVEL SECURITY;
CREATE TABLE customer_merge_moves (
  tenant_id uuid NOT NULL,
  merge_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  from_id uuid NOT NULL
);
ALTER TABLE customer_merge_moves ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer_merge_moves FORCE ROW LEVEL SECURITY;
CREATE TABLE customer_merges (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  survivor_id uuid NOT NULL,
  merged_ids uuid[] NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  merged_at timestamp(3) with time zone NOT NULL,
  merged_by uuid,
  undone_at timestamp(3) with time zone,
  undone_by uuid
);
ALTER TABLE customer_merges ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer_merges FORCE ROW LEVEL SECURITY;
CREATE TABLE customers (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  short_name text,
  number text,
  status_id uuid,
  level_id uuid,
  industry_id uuid,
  region_id uuid,
  channel_type_id uuid,
  source_id uuid,
  progress_id uuid,
  address text,
  longitude double precision,
  latitude double precision,
  phone text,
  other_phones text[] NOT NULL DEFAULT '{}'::text[],
  website text,
  parent_id uuid,
  remark text,
  tags text[] NOT NULL DEFAULT '{}'::text[],
  custom jsonb NOT NULL DEFAULT '{}'::jsonb,
  is_private boolean NOT NULL DEFAULT false,
  state text NOT NULL DEFAULT 'active'::text,
  archive_reason text,
  merged_into_id uuid,
  name_pinyin text NOT NULL DEFAULT ''::text,
  initials text NOT NULL DEFAULT ''::text,
  name_key text NOT NULL,
  short_key text,
  near_key text NOT NULL,
  unique_name_key text,
  unique_short_key text,
  phone_reversed text COLLATE "C" GENERATED ALWAYS AS (reverse(phone)) STORED,
  search_text text NOT NULL GENERATED ALWAYS AS (lower(((((((name || ' '::text) || COALESCE(short_name, ''::text)) || ' '::text) || initials) || ' '::text) || COALESCE(number, ''::text)))) STORED,
  import_id uuid,
  pool_id uuid,
  owner_id uuid,
  home_pool_id uuid,
  acquisition text NOT NULL DEFAULT 'created'::text,
  owned_since timestamp(3) with time zone,
  entered_pool_at timestamp(3) with time zone,
  last_follow_up_at timestamp(3) with time zone,
  follow_up_count integer NOT NULL DEFAULT 0,
  next_contact_at timestamp(3) with time zone,
  protected_until timestamp(3) with time zone,
  quarantined_until timestamp(3) with time zone,
  quarantine_reason text,
  reclaim_at timestamp(3) with time zone,
  reclaim_rule_id uuid,
  reclaim_rule_key text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by uuid,
  lead_id uuid,
  map_row integer GENERATED ALWAYS AS ((floor(((latitude + (90)::double precision) * (100)::double precision)))::integer) STORED
) WITH (fillfactor=85);
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE customers FORCE ROW LEVEL SECURITY;
CREATE TABLE data_erasures (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  job_id uuid NOT NULL,
  reason text NOT NULL,
  records jsonb NOT NULL,
  identifiers text[] NOT NULL,
  texts_changed bigint,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid NOT NULL,
  finished_at timestamp(3) with time zone
);
ALTER TABLE data_erasures ENABLE ROW LEVEL SECURITY;
ALTER TABLE data_erasures FORCE ROW LEVEL SECURITY;
CREATE TABLE data_exports (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  job_id uuid NOT NULL,
  files jsonb NOT NULL,
  has_files boolean NOT NULL DEFAULT true,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid NOT NULL,
  finished_at timestamp(3) with time zone
);
ALTER TABLE data_exports ENABLE ROW LEVEL SECURITY;
ALTER TABLE data_exports FORCE ROW LEVEL SECURITY;
CREATE TABLE default_views (
  tenant_id uuid NOT NULL,
  object text NOT NULL,
  group_id uuid NOT NULL,
  kind text NOT NULL,
  view_id uuid NOT NULL
);
ALTER TABLE default_views ENABLE ROW LEVEL SECURITY;
ALTER TABLE default_views FORCE ROW LEVEL SECURITY;
CREATE TABLE department_closure (
  tenant_id uuid NOT NULL,
  ancestor_id uuid NOT NULL,
  descendant_id uuid NOT NULL,
  depth integer NOT NULL
);
ALTER TABLE department_closure ENABLE ROW LEVEL SECURITY;
ALTER TABLE department_closure FORCE ROW LEVEL SECURITY;
CREATE TABLE departments (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  parent_id uuid,
  name text NOT NULL,
  leader_id uuid,
  "position" integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_by uuid
);
ALTER TABLE departments ENABLE ROW LEVEL SECURITY;
ALTER TABLE departments FORCE ROW LEVEL SECURITY;
CREATE TABLE dictionary_items (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  dictionary text NOT NULL,
  parent_id uuid,
  code text,
  label text NOT NULL,
  "position" integer NOT NULL DEFAULT 0,
  status text NOT NULL DEFAULT 'active'::text,
  merged_into_id uuid,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by uuid,
  updated_at timestamp with time zone NOT NULL,
  updated_by uuid
);
ALTER TABLE dictionary_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE dictionary_items FORCE ROW LEVEL SECURITY;
CREATE TABLE duplicate_rules (
  tenant_id uuid NOT NULL,
  object text NOT NULL,
  field text NOT NULL,
  action text NOT NULL
);
ALTER TABLE duplicate_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE duplicate_rules FORCE ROW LEVEL SECURITY;
CREATE TABLE employee_departments (
  tenant_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  department_id uuid NOT NULL,
  is_main boolean NOT NULL DEFAULT false
);
ALTER TABLE employee_departments ENABLE ROW LEVEL SECURITY;
ALTER TABLE employee_departments FORCE ROW LEVEL SECURITY;
CREATE TABLE employee_duties (
  tenant_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  on_duty boolean NOT NULL,
  until timestamp(3) with time zone,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by uuid
);
ALTER TABLE employee_duties ENABLE ROW LEVEL SECURITY;
ALTER TABLE employee_duties FORCE ROW LEVEL SECURITY;
CREATE TABLE employee_quiet_hours (
  tenant_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  begins time without time zone NOT NULL,
  ends time without time zone NOT NULL
);
ALTER TABLE employee_quiet_hours ENABLE ROW LEVEL SECURITY;
ALTER TABLE employee_quiet_hours FORCE ROW LEVEL SECURITY;
CREATE TABLE employee_roles (
  tenant_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  role_id uuid NOT NULL
);
ALTER TABLE employee_roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE employee_roles FORCE ROW LEVEL SECURITY;
CREATE TABLE employees (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid,
  name text NOT NULL,
  nickname text,
  name_pinyin text NOT NULL DEFAULT ''::text,
  name_initials text NOT NULL DEFAULT ''::text,
  phone text,
  email citext,
  title text,
  employee_number text,
  entry_date date,
  avatar text,
  superior_id uuid,
  seat text NOT NULL DEFAULT 'sales'::text,
  status text NOT NULL,
  last_seen_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_by uuid,
  kind text NOT NULL DEFAULT 'person'::text,
  search_text text NOT NULL GENERATED ALWAYS AS (lower(((((((((name || ' '::text) || COALESCE(nickname, ''::text)) || ' '::text) || name_pinyin) || ' '::text) || name_initials) || ' '::text) || COALESCE(title, ''::text)))) STORED,
  phone_reversed text COLLATE "C" GENERATED ALWAYS AS (reverse(phone)) STORED
);
ALTER TABLE employees ENABLE ROW LEVEL SECURITY;
ALTER TABLE employees FORCE ROW LEVEL SECURITY;
CREATE TABLE enterprises (
  tenant_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  logo text,
  time_zone text NOT NULL DEFAULT 'Asia/Shanghai'::text,
  week_start integer NOT NULL DEFAULT 1,
  currency text NOT NULL DEFAULT 'CNY'::text,
  status text NOT NULL DEFAULT 'active'::text,
  settings jsonb NOT NULL DEFAULT '{}'::jsonb,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now()
);
ALTER TABLE enterprises ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprises FORCE ROW LEVEL SECURITY;
CREATE TABLE events (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_id uuid,
  payload jsonb NOT NULL
);
ALTER TABLE events ENABLE ROW LEVEL SECURITY;
ALTER TABLE events FORCE ROW LEVEL SECURITY;
CREATE TABLE exports (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  format text NOT NULL,
  query jsonb NOT NULL,
  file_key text,
  file_name text,
  row_count bigint,
  job_id uuid,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by uuid,
  finished_at timestamp with time zone
);
ALTER TABLE exports ENABLE ROW LEVEL SECURITY;
ALTER TABLE exports FORCE ROW LEVEL SECURITY;
CREATE TABLE file_usage (
  tenant_id uuid NOT NULL,
  bytes bigint NOT NULL
);
ALTER TABLE file_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_usage FORCE ROW LEVEL SECURITY;
CREATE TABLE files (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  size bigint NOT NULL,
  kind text NOT NULL,
  media_type text NOT NULL,
  sha256 text NOT NULL,
  store_key text NOT NULL,
  thumbnails text NOT NULL,
  unattached_since timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid NOT NULL
);
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
ALTER TABLE files FORCE ROW LEVEL SECURITY;
CREATE TABLE follow_up_contacts (
  tenant_id uuid NOT NULL,
  follow_up_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  at timestamp(3) with time zone NOT NULL
);
ALTER TABLE follow_up_contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE follow_up_contacts FORCE ROW LEVEL SECURITY;
CREATE TABLE follow_ups (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  lead_id uuid,
  method text NOT NULL,
  content text NOT NULL,
  degree text,
  next_contact_at timestamp(3) with time zone,
  at timestamp(3) with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid NOT NULL,
  customer_id uuid,
  type_id uuid,
  action_tag_ids uuid[] NOT NULL DEFAULT '{}'::uuid[],
  address text,
  longitude double precision,
  latitude double precision,
  voice_seconds integer,
  custom jsonb NOT NULL DEFAULT '{}'::jsonb,
  updated_at timestamp(3) with time zone,
  updated_by uuid
);
ALTER TABLE follow_ups ENABLE ROW LEVEL SECURITY;
ALTER TABLE follow_ups FORCE ROW LEVEL SECURITY;
CREATE TABLE form_layouts (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  role_id uuid,
  sections jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  created_by uuid,
  updated_at timestamp with time zone NOT NULL,
  updated_by uuid
);
ALTER TABLE form_layouts ENABLE ROW LEVEL SECURITY;
ALTER TABLE form_layouts FORCE ROW LEVEL SECURITY;
CREATE TABLE handled_events (
  tenant_id uuid NOT NULL,
  event_id uuid NOT NULL,
  handler text NOT NULL,
  at timestamp with time zone NOT NULL DEFAULT now()
);
ALTER TABLE handled_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE handled_events FORCE ROW LEVEL SECURITY;
CREATE TABLE idempotency_keys (
  tenant_id uuid NOT NULL,
  actor_id uuid NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  status integer NOT NULL,
  body text,
  created_at timestamp with time zone NOT NULL DEFAULT now()
);
ALTER TABLE idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_keys FORCE ROW LEVEL SECURITY;
CREATE TABLE import_errors (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  cells jsonb NOT NULL,
  errors jsonb NOT NULL
);
ALTER TABLE import_errors ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_errors FORCE ROW LEVEL SECURITY;
CREATE TABLE import_warnings (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  warnings jsonb NOT NULL
);
ALTER TABLE import_warnings ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_warnings FORCE ROW LEVEL SECURITY;
CREATE TABLE imports (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  file_name text NOT NULL,
  file_key text,
  sheet text,
  header_row integer,
  mapping jsonb NOT NULL DEFAULT '[]'::jsonb,
  options jsonb NOT NULL DEFAULT '{}'::jsonb,
  status text NOT NULL DEFAULT 'draft'::text,
  job_id uuid,
  last_row integer NOT NULL DEFAULT 0,
  created_count integer NOT NULL DEFAULT 0,
  updated_count integer NOT NULL DEFAULT 0,
  skipped_count integer NOT NULL DEFAULT 0,
  failed_count integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by uuid,
  finished_at timestamp with time zone,
  row_estimate integer,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  warned_count integer NOT NULL DEFAULT 0,
  undo_job_id uuid,
  undo_by uuid,
  undone_at timestamp(3) with time zone,
  removed_count integer NOT NULL DEFAULT 0,
  kept_count integer
);
ALTER TABLE imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE imports FORCE ROW LEVEL SECURITY;
CREATE TABLE invitations (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  address text,
  token_hash bytea,
  department_id uuid,
  max_uses integer NOT NULL,
  uses integer NOT NULL DEFAULT 0,
  expires_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  created_by uuid
);
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE TABLE jobs (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  slot text,
  status text NOT NULL DEFAULT 'queued'::text,
  input jsonb NOT NULL DEFAULT '{}'::jsonb,
  done bigint NOT NULL DEFAULT 0,
  total bigint,
  result jsonb,
  error jsonb,
  cancel_requested boolean NOT NULL DEFAULT false,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by uuid,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  locale text NOT NULL DEFAULT 'zh-CN'::text,
  request_id text
);
ALTER TABLE jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE jobs FORCE ROW LEVEL SECURITY;
CREATE TABLE join_requests (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  invitation_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'pending'::text,
  reason text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  decided_at timestamp with time zone,
  decided_by uuid
);
ALTER TABLE join_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE join_requests FORCE ROW LEVEL SECURITY;
CREATE TABLE lead_captures (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  lead_id uuid NOT NULL,
  form_id uuid,
  outcome text NOT NULL,
  content jsonb NOT NULL,
  utm jsonb NOT NULL,
  page text,
  consent jsonb,
  at timestamp(3) with time zone NOT NULL,
  created_by uuid
);
ALTER TABLE lead_captures ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_captures FORCE ROW LEVEL SECURITY;
CREATE TABLE lead_conversion_mappings (
  tenant_id uuid NOT NULL,
  lines jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by uuid
);
ALTER TABLE lead_conversion_mappings ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_conversion_mappings FORCE ROW LEVEL SECURITY;
CREATE TABLE lead_duplicate_groups (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  scan_id uuid NOT NULL,
  field text NOT NULL,
  value text NOT NULL,
  found_at timestamp(3) with time zone NOT NULL
);
ALTER TABLE lead_duplicate_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_duplicate_groups FORCE ROW LEVEL SECURITY;
CREATE TABLE lead_duplicate_members (
  tenant_id uuid NOT NULL,
  group_id uuid NOT NULL,
  lead_id uuid NOT NULL
);
ALTER TABLE lead_duplicate_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead_duplicate_members FORCE ROW LEVEL SECURITY;
CREATE TABLE leads (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  company text,
  title text,
  phone text,
  email text,
  wechat text,
  address text,
  website text,
  remark text,
  tags text[] NOT NULL DEFAULT '{}'::text[],
  degree text NOT NULL DEFAULT 'none'::text,
  status text NOT NULL DEFAULT 'active'::text,
  custom jsonb NOT NULL DEFAULT '{}'::jsonb,
  name_pinyin text NOT NULL DEFAULT ''::text,
  initials text NOT NULL DEFAULT ''::text,
  company_key text,
  search_text text NOT NULL GENERATED ALWAYS AS (lower(((((name || ' '::text) || COALESCE(company, ''::text)) || ' '::text) || initials))) STORED,
  import_id uuid,
  pool_id uuid,
  owner_id uuid,
  home_pool_id uuid,
  acquisition text NOT NULL DEFAULT 'created'::text,
  owned_since timestamp(3) with time zone,
  entered_pool_at timestamp(3) with time zone,
  last_follow_up_at timestamp(3) with time zone,
  follow_up_count integer NOT NULL DEFAULT 0,
  next_contact_at timestamp(3) with time zone,
  protected_until timestamp(3) with time zone,
  quarantined_until timestamp(3) with time zone,
  quarantine_reason text,
  reclaim_at timestamp(3) with time zone,
  reclaim_rule_id uuid,
  reclaim_rule_key text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by uuid,
  phone_reversed text COLLATE "C" GENERATED ALWAYS AS (reverse(phone)) STORED,
  merged_into_id uuid,
  source_id uuid,
  group_id uuid,
  industry_id uuid,
  region_id uuid,
  invalid_reason_id uuid,
  customer_id uuid,
  contact_id uuid,
  converted_at timestamp(3) with time zone
) WITH (fillfactor=85);
ALTER TABLE leads ENABLE ROW LEVEL SECURITY;
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
CREATE TABLE name_cards (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  file_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'queued'::text,
  draft jsonb,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid NOT NULL
);
ALTER TABLE name_cards ENABLE ROW LEVEL SECURITY;
ALTER TABLE name_cards FORCE ROW LEVEL SECURITY;
CREATE TABLE notices (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  employee_id uuid NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  content jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  read_at timestamp with time zone
);
ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices FORCE ROW LEVEL SECURITY;
CREATE TABLE number_rules (
  tenant_id uuid NOT NULL,
  object text NOT NULL,
  pattern text NOT NULL,
  reset text NOT NULL,
  gap_free boolean NOT NULL,
  start bigint NOT NULL,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamp with time zone NOT NULL,
  updated_by uuid
);
ALTER TABLE number_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE number_rules FORCE ROW LEVEL SECURITY;
CREATE TABLE number_sequences (
  tenant_id uuid NOT NULL,
  object text NOT NULL,
  period text NOT NULL,
  lane smallint NOT NULL,
  next bigint NOT NULL
);
ALTER TABLE number_sequences ENABLE ROW LEVEL SECURITY;
ALTER TABLE number_sequences FORCE ROW LEVEL SECURITY;
CREATE TABLE one_time_codes (
  id uuid NOT NULL,
  purpose text NOT NULL,
  address text NOT NULL,
  locale text NOT NULL,
  hash bytea,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone
);
CREATE TABLE ownership_ledger (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  object text NOT NULL,
  record_id uuid NOT NULL,
  kind text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  actor_id uuid,
  from_owner_id uuid,
  to_owner_id uuid,
  from_pool_id uuid,
  to_pool_id uuid,
  reason text,
  rule_id uuid,
  rule_key text,
  run_id uuid
);
ALTER TABLE ownership_ledger ENABLE ROW LEVEL SECURITY;
ALTER TABLE ownership_ledger FORCE ROW LEVEL SECURITY;
CREATE TABLE pool_members (
  tenant_id uuid NOT NULL,
  pool_id uuid NOT NULL,
  group_id uuid NOT NULL,
  kind text NOT NULL,
  part text NOT NULL
);
ALTER TABLE pool_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE pool_members FORCE ROW LEVEL SECURITY;
CREATE TABLE pool_reveals (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  pool_id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  fields text[] NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  ip text NOT NULL
);
ALTER TABLE pool_reveals ENABLE ROW LEVEL SECURITY;
ALTER TABLE pool_reveals FORCE ROW LEVEL SECURITY;
CREATE TABLE pool_rules (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  pool_id uuid NOT NULL,
  number integer,
  status text NOT NULL DEFAULT 'draft'::text,
  rules jsonb NOT NULL,
  effective_from timestamp with time zone,
  applied_at timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_by uuid,
  published_at timestamp with time zone,
  published_by uuid
);
ALTER TABLE pool_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE pool_rules FORCE ROW LEVEL SECURITY;
CREATE TABLE pools (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  name text NOT NULL,
  description text,
  status text NOT NULL DEFAULT 'active'::text,
  department_id uuid,
  hidden_fields text[] NOT NULL DEFAULT '{}'::text[],
  masked_fields text[] NOT NULL DEFAULT '{phone}'::text[],
  "position" integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_by uuid
);
ALTER TABLE pools ENABLE ROW LEVEL SECURITY;
ALTER TABLE pools FORCE ROW LEVEL SECURITY;
CREATE TABLE previews (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  employee_id uuid NOT NULL,
  actor_id uuid NOT NULL,
  session_id uuid NOT NULL,
  started_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone
);
ALTER TABLE previews ENABLE ROW LEVEL SECURITY;
ALTER TABLE previews FORCE ROW LEVEL SECURITY;
CREATE TABLE protections (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  record_id uuid NOT NULL,
  employee_id uuid NOT NULL,
  until timestamp with time zone NOT NULL,
  reason text,
  created_at timestamp with time zone NOT NULL
);
ALTER TABLE protections ENABLE ROW LEVEL SECURITY;
ALTER TABLE protections FORCE ROW LEVEL SECURITY;
CREATE TABLE reclaim_reminders (
  tenant_id uuid NOT NULL,
  record_id uuid NOT NULL,
  deadline timestamp with time zone NOT NULL,
  level text NOT NULL,
  distance text NOT NULL,
  employee_id uuid NOT NULL,
  sent_at timestamp with time zone NOT NULL
);
ALTER TABLE reclaim_reminders ENABLE ROW LEVEL SECURITY;
ALTER TABLE reclaim_reminders FORCE ROW LEVEL SECURITY;
CREATE TABLE record_changes (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT uuidv7(),
  at timestamp with time zone NOT NULL DEFAULT now(),
  object text NOT NULL,
  record_id uuid NOT NULL,
  version integer NOT NULL,
  operation text NOT NULL,
  actor_id uuid,
  origin text NOT NULL,
  request_id text,
  changes jsonb,
  transaction_id bigint NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint
) PARTITION BY RANGE (at);
ALTER TABLE record_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_changes FORCE ROW LEVEL SECURITY;
CREATE TABLE record_field_values (
  tenant_id uuid NOT NULL,
  record_id uuid NOT NULL,
  field_id uuid NOT NULL,
  ordinal integer NOT NULL DEFAULT 0,
  text_value text,
  number_value double precision,
  unique_key bytea
);
ALTER TABLE record_field_values ENABLE ROW LEVEL SECURITY;
ALTER TABLE record_field_values FORCE ROW LEVEL SECURITY;
CREATE TABLE removals (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  item_id uuid NOT NULL,
  author_id uuid NOT NULL,
  published_at timestamp(3) with time zone NOT NULL,
  record_object text NOT NULL,
  record_id uuid NOT NULL,
  reason text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  created_by uuid NOT NULL
);
ALTER TABLE removals ENABLE ROW LEVEL SECURITY;
ALTER TABLE removals FORCE ROW LEVEL SECURITY;
CREATE TABLE reporting_closure (
  tenant_id uuid NOT NULL,
  superior_id uuid NOT NULL,
  subordinate_id uuid NOT NULL,
  depth integer NOT NULL
);
ALTER TABLE reporting_closure ENABLE ROW LEVEL SECURITY;
ALTER TABLE reporting_closure FORCE ROW LEVEL SECURITY;
CREATE TABLE reset_kinds (
  kind text NOT NULL,
  "position" integer NOT NULL,
  objects text[] NOT NULL
);
CREATE TABLE reset_steps (
  kind text NOT NULL,
  "position" integer NOT NULL,
  target text NOT NULL,
  condition text NOT NULL DEFAULT 'true'::text,
  assignment text,
  stored text
);
CREATE TABLE roles (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  key text,
  name text NOT NULL,
  description text,
  grants jsonb NOT NULL DEFAULT '[]'::jsonb,
  field_rules jsonb NOT NULL DEFAULT '[]'::jsonb,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by uuid,
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_by uuid
);
ALTER TABLE roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE roles FORCE ROW LEVEL SECURITY;
CREATE TABLE routing_rules (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  "position" integer NOT NULL,
  name text NOT NULL,
  condition jsonb,
  pool_id uuid NOT NULL
);
ALTER TABLE routing_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE routing_rules FORCE ROW LEVEL SECURITY;
CREATE TABLE saved_view_groups (
  tenant_id uuid NOT NULL,
  view_id uuid NOT NULL,
  group_id uuid NOT NULL,
  kind text NOT NULL
);
ALTER TABLE saved_view_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_view_groups FORCE ROW LEVEL SECURITY;
CREATE TABLE saved_views (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  object text NOT NULL,
  name text NOT NULL,
  owner_id uuid,
  audience text NOT NULL,
  condition jsonb,
  columns text[] NOT NULL,
  sort text,
  buttons text[] NOT NULL,
  "position" integer NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp(3) with time zone NOT NULL,
  updated_at timestamp(3) with time zone NOT NULL,
  updated_by uuid
);
ALTER TABLE saved_views ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_views FORCE ROW LEVEL SECURITY;
CREATE TABLE schema_migrations (
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now()
);
CREATE TABLE session_tokens (
  hash bytea NOT NULL,
  session_id uuid NOT NULL,
  used_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL
);
CREATE TABLE sessions (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  tenant_id uuid,
  employee_id uuid,
  remember boolean NOT NULL DEFAULT false,
  user_agent text NOT NULL DEFAULT ''::text,
  ip text NOT NULL DEFAULT ''::text,
  created_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  elevated_at timestamp with time zone,
  ended_at timestamp with time zone,
  end_reason text
);
CREATE TABLE sign_in_alerts (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  sign_in_id uuid NOT NULL,
  employee_id uuid,
  details jsonb NOT NULL DEFAULT '{}'::jsonb,
  status text NOT NULL DEFAULT 'open'::text,
  note text,
  acknowledged_at timestamp with time zone,
  acknowledged_by uuid,
  version integer NOT NULL DEFAULT 1
);
ALTER TABLE sign_in_alerts ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_alerts FORCE ROW LEVEL SECURITY;
CREATE TABLE sign_ins (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  employee_id uuid NOT NULL,
  session_id uuid,
  method text NOT NULL,
  outcome text NOT NULL,
  cause text,
  ip text NOT NULL,
  user_agent text NOT NULL,
  device text NOT NULL,
  browser text,
  system text,
  device_type text,
  country text,
  province text,
  city text
);
ALTER TABLE sign_ins ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_ins FORCE ROW LEVEL SECURITY;
CREATE TABLE tenant_versions (
  tenant_id uuid NOT NULL,
  permissions bigint NOT NULL DEFAULT 1,
  definitions bigint NOT NULL DEFAULT 1
);
ALTER TABLE tenant_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant_versions FORCE ROW LEVEL SECURITY;
CREATE TABLE throttles (
  key text NOT NULL,
  used integer NOT NULL,
  resets_at timestamp with time zone NOT NULL
);
CREATE TABLE visibility (
  tenant_id uuid NOT NULL,
  viewer_id uuid NOT NULL,
  owner_id uuid NOT NULL
);
ALTER TABLE visibility ENABLE ROW LEVEL SECURITY;
ALTER TABLE visibility FORCE ROW LEVEL SECURITY;

-- Constraints

ALTER TABLE accounts ADD CONSTRAINT accounts_check CHECK (((phone IS NOT NULL) OR (email IS NOT NULL) OR (login IS NOT NULL)));
ALTER TABLE accounts ADD CONSTRAINT accounts_email_key UNIQUE (email);
ALTER TABLE accounts ADD CONSTRAINT accounts_login_check CHECK ((login ~ '^[A-Za-z][A-Za-z0-9_.-]{2,63}$'::citext));
ALTER TABLE accounts ADD CONSTRAINT accounts_login_key UNIQUE (login);
ALTER TABLE accounts ADD CONSTRAINT accounts_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text));
ALTER TABLE accounts ADD CONSTRAINT accounts_phone_key UNIQUE (phone);
ALTER TABLE accounts ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
ALTER TABLE accounts ADD CONSTRAINT accounts_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text])));
ALTER TABLE api_keys ADD CONSTRAINT api_keys_check CHECK (((old_hash IS NULL) = (old_until IS NULL)));
ALTER TABLE api_keys ADD CONSTRAINT api_keys_ending_check CHECK ((length(ending) = 4));
ALTER TABLE api_keys ADD CONSTRAINT api_keys_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE api_keys ADD CONSTRAINT api_keys_ranges_check CHECK ((cardinality(ranges) <= 50));
ALTER TABLE api_keys ADD CONSTRAINT api_keys_rate_limit_check CHECK (((rate_limit >= 1) AND (rate_limit <= 6000)));
ALTER TABLE api_keys ADD CONSTRAINT api_keys_scopes_check CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 100)));
ALTER TABLE api_keys ADD CONSTRAINT api_keys_tenant_id_id_fkey FOREIGN KEY (tenant_id, id) REFERENCES employees(tenant_id, id);
ALTER TABLE assignment_attempts ADD CONSTRAINT assignment_attempts_pkey PRIMARY KEY (tenant_id, record_id);
ALTER TABLE assignment_attempts ADD CONSTRAINT assignment_attempts_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE assignment_attempts ADD CONSTRAINT assignment_attempts_tenant_id_rule_id_fkey FOREIGN KEY (tenant_id, rule_id) REFERENCES pool_rules(tenant_id, id);
ALTER TABLE assignment_batches ADD CONSTRAINT assignment_batches_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE assignment_batches ADD CONSTRAINT assignment_batches_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE assignment_batches ADD CONSTRAINT assignment_batches_tenant_id_rule_id_fkey FOREIGN KEY (tenant_id, rule_id) REFERENCES pool_rules(tenant_id, id);
ALTER TABLE assignment_lines ADD CONSTRAINT assignment_lines_pkey PRIMARY KEY (tenant_id, pool_id, line_key);
ALTER TABLE assignment_lines ADD CONSTRAINT assignment_lines_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE attachments ADD CONSTRAINT attachments_pkey PRIMARY KEY (tenant_id, file_id);
ALTER TABLE attachments ADD CONSTRAINT attachments_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES employees(tenant_id, id);
ALTER TABLE attachments ADD CONSTRAINT attachments_tenant_id_file_id_fkey FOREIGN KEY (tenant_id, file_id) REFERENCES files(tenant_id, id);
ALTER TABLE audit_log ADD CONSTRAINT audit_log_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE calendar_overrides ADD CONSTRAINT calendar_overrides_note_check CHECK ((length(note) <= 200));
ALTER TABLE calendar_overrides ADD CONSTRAINT calendar_overrides_pkey PRIMARY KEY (tenant_id, day);
ALTER TABLE capture_form_days ADD CONSTRAINT capture_form_days_pkey PRIMARY KEY (tenant_id, form_id, day);
ALTER TABLE capture_form_days ADD CONSTRAINT capture_form_days_tenant_id_form_id_fkey FOREIGN KEY (tenant_id, form_id) REFERENCES capture_forms(tenant_id, id);
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_consent_text_check CHECK (((length(consent_text) >= 1) AND (length(consent_text) <= 5000)));
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_daily_limit_check CHECK (((daily_limit >= 1) AND (daily_limit <= 100000)));
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_duplicates_check CHECK ((duplicates = ANY (ARRAY['merge'::text, 'create'::text])));
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_fields_check CHECK ((jsonb_typeof(fields) = 'array'::text));
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_name_once UNIQUE (tenant_id, name);
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_origins_check CHECK ((cardinality(origins) > 0));
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_thanks_check CHECK ((length(thanks) <= 1000));
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE capture_forms ADD CONSTRAINT capture_forms_tenant_id_source_id_fkey FOREIGN KEY (tenant_id, source_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE collaborators ADD CONSTRAINT collaborators_access_check CHECK ((access = ANY (ARRAY['read'::text, 'write'::text])));
ALTER TABLE collaborators ADD CONSTRAINT collaborators_object_check CHECK ((object = ANY (ARRAY['customer'::text, 'contact'::text, 'opportunity'::text, 'contract'::text])));
ALTER TABLE collaborators ADD CONSTRAINT collaborators_pkey PRIMARY KEY (tenant_id, object, record_id, employee_id);
ALTER TABLE collaborators ADD CONSTRAINT collaborators_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE comment_mentions ADD CONSTRAINT comment_mentions_pkey PRIMARY KEY (tenant_id, comment_id, employee_id);
ALTER TABLE comment_mentions ADD CONSTRAINT comment_mentions_tenant_id_comment_id_fkey FOREIGN KEY (tenant_id, comment_id) REFERENCES comments(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE comment_mentions ADD CONSTRAINT comment_mentions_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE comment_settings ADD CONSTRAINT comment_settings_deletable_minutes_check CHECK (((deletable_minutes >= 0) AND (deletable_minutes <= 525600)));
ALTER TABLE comment_settings ADD CONSTRAINT comment_settings_pkey PRIMARY KEY (tenant_id);
ALTER TABLE comment_settings ADD CONSTRAINT comment_settings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE comments ADD CONSTRAINT comments_content_check CHECK ((length(content) <= 2000));
ALTER TABLE comments ADD CONSTRAINT comments_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE comments ADD CONSTRAINT comments_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES employees(tenant_id, id);
ALTER TABLE comments ADD CONSTRAINT comments_tenant_id_reply_to_id_fkey FOREIGN KEY (tenant_id, reply_to_id) REFERENCES comments(tenant_id, id) ON DELETE SET NULL (reply_to_id);
ALTER TABLE contact_reminders ADD CONSTRAINT contact_reminders_pkey PRIMARY KEY (tenant_id, record_id, due_at);
ALTER TABLE contacts ADD CONSTRAINT contacts_custom_check CHECK ((jsonb_typeof(custom) = 'object'::text));
ALTER TABLE contacts ADD CONSTRAINT contacts_decision_role_check CHECK ((decision_role = ANY (ARRAY['decisionMaker'::text, 'influencer'::text, 'user'::text, 'gatekeeper'::text, 'buyer'::text, 'other'::text])));
ALTER TABLE contacts ADD CONSTRAINT contacts_department_check CHECK (((length(department) >= 1) AND (length(department) <= 100)));
ALTER TABLE contacts ADD CONSTRAINT contacts_gender_check CHECK ((gender = ANY (ARRAY['male'::text, 'female'::text])));
ALTER TABLE contacts ADD CONSTRAINT contacts_in_one_place CHECK (((pool_id IS NULL) <> (owner_id IS NULL)));
ALTER TABLE contacts ADD CONSTRAINT contacts_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
ALTER TABLE contacts ADD CONSTRAINT contacts_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text));
ALTER TABLE contacts ADD CONSTRAINT contacts_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE contacts ADD CONSTRAINT contacts_pool_is_home CHECK (((pool_id IS NULL) OR (NOT (pool_id IS DISTINCT FROM home_pool_id))));
ALTER TABLE contacts ADD CONSTRAINT contacts_remind_days_before_check CHECK (((remind_days_before >= 0) AND (remind_days_before <= 30)));
ALTER TABLE contacts ADD CONSTRAINT contacts_status_check CHECK ((status = ANY (ARRAY['active'::text, 'archived'::text])));
ALTER TABLE contacts ADD CONSTRAINT contacts_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100)));
ALTER TABLE contacts ADD CONSTRAINT contacts_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers(tenant_id, id);
ALTER TABLE contacts ADD CONSTRAINT contacts_tenant_id_home_pool_id_fkey FOREIGN KEY (tenant_id, home_pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE contacts ADD CONSTRAINT contacts_tenant_id_owner_id_fkey FOREIGN KEY (tenant_id, owner_id) REFERENCES employees(tenant_id, id);
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_check CHECK (((status = ANY (ARRAY['running'::text, 'done'::text])) = (started_at IS NOT NULL)));
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_check1 CHECK ((((status = 'done'::text) = (finished_at IS NOT NULL)) AND ((status = 'done'::text) = (transaction_id IS NOT NULL))));
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_consented CHECK (((status <> ALL (ARRAY['consented'::text, 'running'::text, 'done'::text])) OR COALESCE(((decided_by = ANY (eligible_ids)) AND (decided_at < expires_at) AND (starts_at >= (decided_at + '01:00:00'::interval))), false)));
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_eligible_ids_check CHECK ((cardinality(eligible_ids) > 0));
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_kinds_check CHECK ((cardinality(kinds) > 0));
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_not_alone CHECK (((created_by <> ALL (eligible_ids)) AND (decided_by <> created_by)));
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)));
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'consented'::text, 'rejected'::text, 'withdrawn'::text, 'expired'::text, 'running'::text, 'done'::text])));
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES employees(tenant_id, id);
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_tenant_id_decided_by_fkey FOREIGN KEY (tenant_id, decided_by) REFERENCES employees(tenant_id, id);
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_tenant_id_ended_by_fkey FOREIGN KEY (tenant_id, ended_by) REFERENCES employees(tenant_id, id);
ALTER TABLE crm_resets ADD CONSTRAINT crm_resets_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE crm_superiors ADD CONSTRAINT crm_superiors_check CHECK ((employee_id <> superior_id));
ALTER TABLE crm_superiors ADD CONSTRAINT crm_superiors_pkey PRIMARY KEY (tenant_id, employee_id, superior_id);
ALTER TABLE crm_superiors ADD CONSTRAINT crm_superiors_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE crm_superiors ADD CONSTRAINT crm_superiors_tenant_id_superior_id_fkey FOREIGN KEY (tenant_id, superior_id) REFERENCES employees(tenant_id, id);
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_building_what CHECK ((indexed OR (NOT index_building)));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_decimals_check CHECK (((decimals >= 0) AND (decimals <= 6)));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_file_kinds_check CHECK ((file_kinds <@ '{picture,voice,document}'::text[]));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_files_of_type CHECK ((((type = 'file'::text) = (max_files IS NOT NULL)) AND ((type = 'file'::text) OR (file_kinds = '{}'::text[]))));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_formula_check CHECK (((length(formula) >= 1) AND (length(formula) <= 500)));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_formula_of_type CHECK ((((type = 'formula'::text) = (formula IS NOT NULL)) AND ((type = 'formula'::text) = (decimals IS NOT NULL))));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_key_check CHECK ((key ~ '^[a-z][A-Za-z0-9]{0,39}$'::text));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_label_check CHECK (((length(label) >= 1) AND (length(label) <= 50)));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_max_files_check CHECK (((max_files >= 1) AND (max_files <= 10)));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text, 'removing'::text])));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_type_check CHECK ((type = ANY (ARRAY['text'::text, 'longText'::text, 'integer'::text, 'decimal'::text, 'money'::text, 'date'::text, 'time'::text, 'boolean'::text, 'choice'::text, 'choices'::text, 'phone'::text, 'email'::text, 'link'::text, 'person'::text, 'department'::text, 'region'::text, 'place'::text, 'file'::text, 'formula'::text])));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_unique_by_index CHECK ((indexed OR (NOT is_unique)));
ALTER TABLE custom_fields ADD CONSTRAINT custom_fields_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE customer_merge_moves ADD CONSTRAINT customer_merge_moves_pkey PRIMARY KEY (tenant_id, merge_id, object, record_id);
ALTER TABLE customer_merge_moves ADD CONSTRAINT customer_merge_moves_tenant_id_merge_id_fkey FOREIGN KEY (tenant_id, merge_id) REFERENCES customer_merges(tenant_id, id);
ALTER TABLE customer_merges ADD CONSTRAINT customer_merges_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE customer_merges ADD CONSTRAINT customer_merges_tenant_id_survivor_id_fkey FOREIGN KEY (tenant_id, survivor_id) REFERENCES customers(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_acquisition_check CHECK ((acquisition = ANY (ARRAY['created'::text, 'imported'::text, 'claimed'::text, 'assigned'::text, 'transferred'::text])));
ALTER TABLE customers ADD CONSTRAINT customers_custom_check CHECK ((jsonb_typeof(custom) = 'object'::text));
ALTER TABLE customers ADD CONSTRAINT customers_in_one_place CHECK (((pool_id IS NULL) <> (owner_id IS NULL)));
ALTER TABLE customers ADD CONSTRAINT customers_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)));
ALTER TABLE customers ADD CONSTRAINT customers_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)));
ALTER TABLE customers ADD CONSTRAINT customers_merged_into CHECK (((state = 'merged'::text) = (merged_into_id IS NOT NULL)));
ALTER TABLE customers ADD CONSTRAINT customers_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
ALTER TABLE customers ADD CONSTRAINT customers_not_below_itself CHECK ((parent_id <> id));
ALTER TABLE customers ADD CONSTRAINT customers_number_check CHECK (((length(number) >= 1) AND (length(number) <= 50)));
ALTER TABLE customers ADD CONSTRAINT customers_only_owned_are_private CHECK (((owner_id IS NOT NULL) OR (NOT is_private)));
ALTER TABLE customers ADD CONSTRAINT customers_only_owned_are_reclaimed CHECK (((reclaim_at IS NULL) OR (owner_id IS NOT NULL)));
ALTER TABLE customers ADD CONSTRAINT customers_owned_since CHECK (((owner_id IS NULL) = (owned_since IS NULL)));
ALTER TABLE customers ADD CONSTRAINT customers_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text));
ALTER TABLE customers ADD CONSTRAINT customers_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_placed_on_earth CHECK (((longitude IS NULL) = (latitude IS NULL)));
ALTER TABLE customers ADD CONSTRAINT customers_pool_is_home CHECK (((pool_id IS NULL) OR (NOT (pool_id IS DISTINCT FROM home_pool_id))));
ALTER TABLE customers ADD CONSTRAINT customers_pooled_since CHECK (((pool_id IS NULL) = (entered_pool_at IS NULL)));
ALTER TABLE customers ADD CONSTRAINT customers_reclaim_names_its_rule CHECK (((reclaim_at IS NULL) = (reclaim_rule_id IS NULL)));
ALTER TABLE customers ADD CONSTRAINT customers_short_name_check CHECK (((length(short_name) >= 1) AND (length(short_name) <= 100)));
ALTER TABLE customers ADD CONSTRAINT customers_state_check CHECK ((state = ANY (ARRAY['active'::text, 'archived'::text, 'merged'::text])));
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_channel_type_id_fkey FOREIGN KEY (tenant_id, channel_type_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_home_pool_id_fkey FOREIGN KEY (tenant_id, home_pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_industry_id_fkey FOREIGN KEY (tenant_id, industry_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_lead_id_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_level_id_fkey FOREIGN KEY (tenant_id, level_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_merged_into_id_fkey FOREIGN KEY (tenant_id, merged_into_id) REFERENCES customers(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_owner_id_fkey FOREIGN KEY (tenant_id, owner_id) REFERENCES employees(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES customers(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_progress_id_fkey FOREIGN KEY (tenant_id, progress_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_reclaim_rule_id_fkey FOREIGN KEY (tenant_id, reclaim_rule_id) REFERENCES pool_rules(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_region_id_fkey FOREIGN KEY (tenant_id, region_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_source_id_fkey FOREIGN KEY (tenant_id, source_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE customers ADD CONSTRAINT customers_tenant_id_status_id_fkey FOREIGN KEY (tenant_id, status_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE data_erasures ADD CONSTRAINT data_erasures_check CHECK (((finished_at IS NULL) OR (cardinality(identifiers) = 0)));
ALTER TABLE data_erasures ADD CONSTRAINT data_erasures_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE data_erasures ADD CONSTRAINT data_erasures_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)));
ALTER TABLE data_erasures ADD CONSTRAINT data_erasures_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE data_exports ADD CONSTRAINT data_exports_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE data_exports ADD CONSTRAINT data_exports_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE default_views ADD CONSTRAINT default_views_kind_check CHECK ((kind = ANY (ARRAY['everyone'::text, 'role'::text, 'employee'::text])));
ALTER TABLE default_views ADD CONSTRAINT default_views_pkey PRIMARY KEY (tenant_id, object, group_id);
ALTER TABLE default_views ADD CONSTRAINT default_views_tenant_id_view_id_fkey FOREIGN KEY (tenant_id, view_id) REFERENCES saved_views(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE department_closure ADD CONSTRAINT department_closure_pkey PRIMARY KEY (tenant_id, ancestor_id, descendant_id);
ALTER TABLE department_closure ADD CONSTRAINT department_closure_tenant_id_ancestor_id_fkey FOREIGN KEY (tenant_id, ancestor_id) REFERENCES departments(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE department_closure ADD CONSTRAINT department_closure_tenant_id_descendant_id_fkey FOREIGN KEY (tenant_id, descendant_id) REFERENCES departments(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE departments ADD CONSTRAINT departments_check CHECK ((parent_id <> id));
ALTER TABLE departments ADD CONSTRAINT departments_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
ALTER TABLE departments ADD CONSTRAINT departments_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE departments ADD CONSTRAINT departments_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE departments ADD CONSTRAINT departments_tenant_id_leader_id_fkey FOREIGN KEY (tenant_id, leader_id) REFERENCES employees(tenant_id, id);
ALTER TABLE departments ADD CONSTRAINT departments_tenant_id_parent_id_fkey FOREIGN KEY (tenant_id, parent_id) REFERENCES departments(tenant_id, id);
ALTER TABLE dictionary_items ADD CONSTRAINT dictionary_items_code_check CHECK (((length(code) >= 1) AND (length(code) <= 50)));
ALTER TABLE dictionary_items ADD CONSTRAINT dictionary_items_label_check CHECK (((length(label) >= 1) AND (length(label) <= 100)));
ALTER TABLE dictionary_items ADD CONSTRAINT dictionary_items_merged_into CHECK ((((status = 'merged'::text) = (merged_into_id IS NOT NULL)) AND (merged_into_id <> id)));
ALTER TABLE dictionary_items ADD CONSTRAINT dictionary_items_not_own_parent CHECK ((parent_id <> id));
ALTER TABLE dictionary_items ADD CONSTRAINT dictionary_items_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE dictionary_items ADD CONSTRAINT dictionary_items_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text, 'merged'::text])));
ALTER TABLE dictionary_items ADD CONSTRAINT dictionary_items_tenant_id_dictionary_id_key UNIQUE (tenant_id, dictionary, id);
ALTER TABLE dictionary_items ADD CONSTRAINT dictionary_items_tenant_id_dictionary_merged_into_id_fkey FOREIGN KEY (tenant_id, dictionary, merged_into_id) REFERENCES dictionary_items(tenant_id, dictionary, id);
ALTER TABLE dictionary_items ADD CONSTRAINT dictionary_items_tenant_id_dictionary_parent_id_fkey FOREIGN KEY (tenant_id, dictionary, parent_id) REFERENCES dictionary_items(tenant_id, dictionary, id);
ALTER TABLE dictionary_items ADD CONSTRAINT dictionary_items_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE duplicate_rules ADD CONSTRAINT duplicate_rules_action_check CHECK ((action = ANY (ARRAY['refuse'::text, 'warn'::text, 'allow'::text])));
ALTER TABLE duplicate_rules ADD CONSTRAINT duplicate_rules_pkey PRIMARY KEY (tenant_id, object, field);
ALTER TABLE duplicate_rules ADD CONSTRAINT duplicate_rules_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE employee_departments ADD CONSTRAINT employee_departments_pkey PRIMARY KEY (tenant_id, employee_id, department_id);
ALTER TABLE employee_departments ADD CONSTRAINT employee_departments_tenant_id_department_id_fkey FOREIGN KEY (tenant_id, department_id) REFERENCES departments(tenant_id, id);
ALTER TABLE employee_departments ADD CONSTRAINT employee_departments_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE employee_duties ADD CONSTRAINT employee_duties_pkey PRIMARY KEY (tenant_id, employee_id);
ALTER TABLE employee_duties ADD CONSTRAINT employee_duties_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE employee_quiet_hours ADD CONSTRAINT employee_quiet_hours_pkey PRIMARY KEY (tenant_id, employee_id);
ALTER TABLE employee_quiet_hours ADD CONSTRAINT employee_quiet_hours_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE employee_roles ADD CONSTRAINT employee_roles_pkey PRIMARY KEY (tenant_id, employee_id, role_id);
ALTER TABLE employee_roles ADD CONSTRAINT employee_roles_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE employee_roles ADD CONSTRAINT employee_roles_tenant_id_role_id_fkey FOREIGN KEY (tenant_id, role_id) REFERENCES roles(tenant_id, id);
ALTER TABLE employees ADD CONSTRAINT employees_check CHECK ((superior_id <> id));
ALTER TABLE employees ADD CONSTRAINT employees_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'service'::text])));
ALTER TABLE employees ADD CONSTRAINT employees_name_check CHECK (((length(name) >= 1) AND (length(name) <= 50)));
ALTER TABLE employees ADD CONSTRAINT employees_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text));
ALTER TABLE employees ADD CONSTRAINT employees_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE employees ADD CONSTRAINT employees_seat_check CHECK ((seat = ANY (ARRAY['office'::text, 'sales'::text])));
ALTER TABLE employees ADD CONSTRAINT employees_service_is_no_person CHECK (((kind = 'person'::text) OR ((account_id IS NULL) AND (phone IS NULL) AND (superior_id IS NULL) AND (seat = 'office'::text) AND (status = ANY (ARRAY['active'::text, 'suspended'::text, 'left'::text])))));
ALTER TABLE employees ADD CONSTRAINT employees_status_check CHECK ((status = ANY (ARRAY['invited'::text, 'pending'::text, 'active'::text, 'suspended'::text, 'left'::text])));
ALTER TABLE employees ADD CONSTRAINT employees_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
ALTER TABLE employees ADD CONSTRAINT employees_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE employees ADD CONSTRAINT employees_tenant_id_superior_id_fkey FOREIGN KEY (tenant_id, superior_id) REFERENCES employees(tenant_id, id);
ALTER TABLE enterprises ADD CONSTRAINT enterprises_code_key UNIQUE (code);
ALTER TABLE enterprises ADD CONSTRAINT enterprises_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
ALTER TABLE enterprises ADD CONSTRAINT enterprises_pkey PRIMARY KEY (tenant_id);
ALTER TABLE enterprises ADD CONSTRAINT enterprises_status_check CHECK ((status = ANY (ARRAY['active'::text, 'closed'::text])));
ALTER TABLE enterprises ADD CONSTRAINT enterprises_week_start_check CHECK (((week_start >= 1) AND (week_start <= 7)));
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE exports ADD CONSTRAINT exports_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text])));
ALTER TABLE exports ADD CONSTRAINT exports_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE exports ADD CONSTRAINT exports_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE file_usage ADD CONSTRAINT file_usage_bytes_check CHECK ((bytes >= 0));
ALTER TABLE file_usage ADD CONSTRAINT file_usage_pkey PRIMARY KEY (tenant_id);
ALTER TABLE file_usage ADD CONSTRAINT file_usage_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE files ADD CONSTRAINT files_kind_check CHECK ((kind = ANY (ARRAY['picture'::text, 'voice'::text, 'document'::text])));
ALTER TABLE files ADD CONSTRAINT files_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
ALTER TABLE files ADD CONSTRAINT files_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE files ADD CONSTRAINT files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE files ADD CONSTRAINT files_size_check CHECK ((size > 0));
ALTER TABLE files ADD CONSTRAINT files_store_key UNIQUE (tenant_id, store_key);
ALTER TABLE files ADD CONSTRAINT files_thumbnails_check CHECK ((thumbnails = ANY (ARRAY['none'::text, 'pending'::text, 'ready'::text, 'failed'::text])));
ALTER TABLE files ADD CONSTRAINT files_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES employees(tenant_id, id);
ALTER TABLE files ADD CONSTRAINT files_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE follow_up_contacts ADD CONSTRAINT follow_up_contacts_pkey PRIMARY KEY (tenant_id, follow_up_id, contact_id);
ALTER TABLE follow_up_contacts ADD CONSTRAINT follow_up_contacts_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id);
ALTER TABLE follow_up_contacts ADD CONSTRAINT follow_up_contacts_tenant_id_follow_up_id_fkey FOREIGN KEY (tenant_id, follow_up_id) REFERENCES follow_ups(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_address_check CHECK (((length(address) >= 1) AND (length(address) <= 500)));
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_content_check CHECK ((length(content) <= 5000));
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_custom_check CHECK ((jsonb_typeof(custom) = 'object'::text));
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_degree_check CHECK ((degree = ANY (ARRAY['none'::text, 'low'::text, 'medium'::text, 'high'::text])));
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)));
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)));
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_method_check CHECK ((method = ANY (ARRAY['call'::text, 'visit'::text, 'wechat'::text, 'email'::text, 'meeting'::text, 'other'::text])));
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_of_something CHECK ((num_nonnulls(lead_id, customer_id) > 0));
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_placed_on_earth CHECK (((longitude IS NULL) = (latitude IS NULL)));
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_voice_seconds_check CHECK (((voice_seconds >= 1) AND (voice_seconds <= 3600)));
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES employees(tenant_id, id);
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers(tenant_id, id);
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_tenant_id_lead_id_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads(tenant_id, id);
ALTER TABLE follow_ups ADD CONSTRAINT follow_ups_tenant_id_type_id_fkey FOREIGN KEY (tenant_id, type_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE form_layouts ADD CONSTRAINT form_layouts_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE form_layouts ADD CONSTRAINT form_layouts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE form_layouts ADD CONSTRAINT form_layouts_tenant_id_role_id_fkey FOREIGN KEY (tenant_id, role_id) REFERENCES roles(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE handled_events ADD CONSTRAINT handled_events_pkey PRIMARY KEY (tenant_id, event_id, handler);
ALTER TABLE idempotency_keys ADD CONSTRAINT idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 255)));
ALTER TABLE idempotency_keys ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (tenant_id, actor_id, key);
ALTER TABLE import_errors ADD CONSTRAINT import_errors_pkey PRIMARY KEY (tenant_id, import_id, row_number);
ALTER TABLE import_errors ADD CONSTRAINT import_errors_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES imports(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE import_warnings ADD CONSTRAINT import_warnings_pkey PRIMARY KEY (tenant_id, import_id, row_number);
ALTER TABLE import_warnings ADD CONSTRAINT import_warnings_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES imports(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE imports ADD CONSTRAINT imports_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE imports ADD CONSTRAINT imports_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])));
ALTER TABLE imports ADD CONSTRAINT imports_undone_by_a_job CHECK (((undone_at IS NULL) OR (undo_job_id IS NOT NULL)));
ALTER TABLE imports ADD CONSTRAINT imports_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE invitations ADD CONSTRAINT invitations_check CHECK (((kind = 'person'::text) = (address IS NOT NULL)));
ALTER TABLE invitations ADD CONSTRAINT invitations_check1 CHECK (((uses >= 0) AND (uses <= max_uses)));
ALTER TABLE invitations ADD CONSTRAINT invitations_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'link'::text])));
ALTER TABLE invitations ADD CONSTRAINT invitations_max_uses_check CHECK (((max_uses >= 1) AND (max_uses <= 1000)));
ALTER TABLE invitations ADD CONSTRAINT invitations_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE invitations ADD CONSTRAINT invitations_tenant_id_department_id_fkey FOREIGN KEY (tenant_id, department_id) REFERENCES departments(tenant_id, id) ON DELETE SET NULL (department_id);
ALTER TABLE invitations ADD CONSTRAINT invitations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE jobs ADD CONSTRAINT jobs_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text])));
ALTER TABLE jobs ADD CONSTRAINT jobs_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE jobs ADD CONSTRAINT jobs_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])));
ALTER TABLE join_requests ADD CONSTRAINT join_requests_check CHECK (((status = 'pending'::text) = (decided_at IS NULL)));
ALTER TABLE join_requests ADD CONSTRAINT join_requests_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE join_requests ADD CONSTRAINT join_requests_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text])));
ALTER TABLE join_requests ADD CONSTRAINT join_requests_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE join_requests ADD CONSTRAINT join_requests_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE join_requests ADD CONSTRAINT join_requests_tenant_id_invitation_id_fkey FOREIGN KEY (tenant_id, invitation_id) REFERENCES invitations(tenant_id, id);
ALTER TABLE lead_captures ADD CONSTRAINT lead_captures_outcome_check CHECK ((outcome = ANY (ARRAY['created'::text, 'merged'::text])));
ALTER TABLE lead_captures ADD CONSTRAINT lead_captures_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE lead_captures ADD CONSTRAINT lead_captures_tenant_id_form_id_fkey FOREIGN KEY (tenant_id, form_id) REFERENCES capture_forms(tenant_id, id);
ALTER TABLE lead_captures ADD CONSTRAINT lead_captures_tenant_id_lead_id_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads(tenant_id, id);
ALTER TABLE lead_conversion_mappings ADD CONSTRAINT lead_conversion_mappings_lines_check CHECK ((jsonb_typeof(lines) = 'array'::text));
ALTER TABLE lead_conversion_mappings ADD CONSTRAINT lead_conversion_mappings_pkey PRIMARY KEY (tenant_id);
ALTER TABLE lead_conversion_mappings ADD CONSTRAINT lead_conversion_mappings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE lead_duplicate_groups ADD CONSTRAINT lead_duplicate_groups_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE lead_duplicate_groups ADD CONSTRAINT lead_duplicate_groups_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE lead_duplicate_members ADD CONSTRAINT lead_duplicate_members_pkey PRIMARY KEY (tenant_id, group_id, lead_id);
ALTER TABLE lead_duplicate_members ADD CONSTRAINT lead_duplicate_members_tenant_id_group_id_fkey FOREIGN KEY (tenant_id, group_id) REFERENCES lead_duplicate_groups(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE lead_duplicate_members ADD CONSTRAINT lead_duplicate_members_tenant_id_lead_id_fkey FOREIGN KEY (tenant_id, lead_id) REFERENCES leads(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE leads ADD CONSTRAINT leads_acquisition_check CHECK ((acquisition = ANY (ARRAY['created'::text, 'imported'::text, 'claimed'::text, 'assigned'::text, 'transferred'::text])));
ALTER TABLE leads ADD CONSTRAINT leads_company_check CHECK ((length(company) <= 200));
ALTER TABLE leads ADD CONSTRAINT leads_converted_into CHECK ((((customer_id IS NULL) = (converted_at IS NULL)) AND ((customer_id IS NULL) OR (status = 'converted'::text))));
ALTER TABLE leads ADD CONSTRAINT leads_custom_check CHECK ((jsonb_typeof(custom) = 'object'::text));
ALTER TABLE leads ADD CONSTRAINT leads_degree_check CHECK ((degree = ANY (ARRAY['none'::text, 'low'::text, 'medium'::text, 'high'::text])));
ALTER TABLE leads ADD CONSTRAINT leads_in_one_place CHECK (((pool_id IS NULL) <> (owner_id IS NULL)));
ALTER TABLE leads ADD CONSTRAINT leads_merged_into CHECK (((status = 'merged'::text) = (merged_into_id IS NOT NULL)));
ALTER TABLE leads ADD CONSTRAINT leads_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
ALTER TABLE leads ADD CONSTRAINT leads_only_owned_are_reclaimed CHECK (((reclaim_at IS NULL) OR (owner_id IS NOT NULL)));
ALTER TABLE leads ADD CONSTRAINT leads_owned_since CHECK (((owner_id IS NULL) = (owned_since IS NULL)));
ALTER TABLE leads ADD CONSTRAINT leads_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text));
ALTER TABLE leads ADD CONSTRAINT leads_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_pool_is_home CHECK (((pool_id IS NULL) OR (NOT (pool_id IS DISTINCT FROM home_pool_id))));
ALTER TABLE leads ADD CONSTRAINT leads_pooled_since CHECK (((pool_id IS NULL) = (entered_pool_at IS NULL)));
ALTER TABLE leads ADD CONSTRAINT leads_reclaim_names_its_rule CHECK (((reclaim_at IS NULL) = (reclaim_rule_id IS NULL)));
ALTER TABLE leads ADD CONSTRAINT leads_status_check CHECK ((status = ANY (ARRAY['active'::text, 'invalid'::text, 'converted'::text, 'merged'::text])));
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES contacts(tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_customer_id_fkey FOREIGN KEY (tenant_id, customer_id) REFERENCES customers(tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_group_id_fkey FOREIGN KEY (tenant_id, group_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_home_pool_id_fkey FOREIGN KEY (tenant_id, home_pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_industry_id_fkey FOREIGN KEY (tenant_id, industry_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_invalid_reason_id_fkey FOREIGN KEY (tenant_id, invalid_reason_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_merged_into_id_fkey FOREIGN KEY (tenant_id, merged_into_id) REFERENCES leads(tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_owner_id_fkey FOREIGN KEY (tenant_id, owner_id) REFERENCES employees(tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_reclaim_rule_id_fkey FOREIGN KEY (tenant_id, reclaim_rule_id) REFERENCES pool_rules(tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_region_id_fkey FOREIGN KEY (tenant_id, region_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE leads ADD CONSTRAINT leads_tenant_id_source_id_fkey FOREIGN KEY (tenant_id, source_id) REFERENCES dictionary_items(tenant_id, id);
ALTER TABLE name_cards ADD CONSTRAINT name_cards_check CHECK (((status = 'ready'::text) = (draft IS NOT NULL)));
ALTER TABLE name_cards ADD CONSTRAINT name_cards_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE name_cards ADD CONSTRAINT name_cards_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'ready'::text, 'failed'::text])));
ALTER TABLE name_cards ADD CONSTRAINT name_cards_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES employees(tenant_id, id);
ALTER TABLE name_cards ADD CONSTRAINT name_cards_tenant_id_file_id_fkey FOREIGN KEY (tenant_id, file_id) REFERENCES files(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE notices ADD CONSTRAINT notices_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE notices ADD CONSTRAINT notices_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE number_rules ADD CONSTRAINT number_rules_pattern_check CHECK (((length(pattern) >= 5) AND (length(pattern) <= 100)));
ALTER TABLE number_rules ADD CONSTRAINT number_rules_pkey PRIMARY KEY (tenant_id, object);
ALTER TABLE number_rules ADD CONSTRAINT number_rules_reset_check CHECK ((reset = ANY (ARRAY['never'::text, 'yearly'::text, 'monthly'::text, 'daily'::text])));
ALTER TABLE number_rules ADD CONSTRAINT number_rules_start_check CHECK (((start >= 0) AND (start <= 999999999)));
ALTER TABLE number_rules ADD CONSTRAINT number_rules_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE number_sequences ADD CONSTRAINT number_sequences_pkey PRIMARY KEY (tenant_id, object, period, lane);
ALTER TABLE number_sequences ADD CONSTRAINT number_sequences_tenant_id_object_fkey FOREIGN KEY (tenant_id, object) REFERENCES number_rules(tenant_id, object);
ALTER TABLE one_time_codes ADD CONSTRAINT one_time_codes_locale_check CHECK ((locale = ANY (ARRAY['zh-CN'::text, 'en'::text])));
ALTER TABLE one_time_codes ADD CONSTRAINT one_time_codes_pkey PRIMARY KEY (id);
ALTER TABLE one_time_codes ADD CONSTRAINT one_time_codes_purpose_check CHECK ((purpose = ANY (ARRAY['signIn'::text, 'passwordReset'::text, 'verification'::text])));
ALTER TABLE ownership_ledger ADD CONSTRAINT ownership_ledger_kind_check CHECK ((kind = ANY (ARRAY['created'::text, 'imported'::text, 'claimed'::text, 'assigned'::text, 'returned'::text, 'takenBack'::text, 'reclaimed'::text, 'transferred'::text, 'moved'::text, 'handedOver'::text, 'withdrawn'::text])));
ALTER TABLE ownership_ledger ADD CONSTRAINT ownership_ledger_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE ownership_ledger ADD CONSTRAINT ownership_ledger_tenant_id_rule_id_fkey FOREIGN KEY (tenant_id, rule_id) REFERENCES pool_rules(tenant_id, id);
ALTER TABLE pool_members ADD CONSTRAINT pool_members_kind_check CHECK ((kind = ANY (ARRAY['employee'::text, 'department'::text, 'role'::text])));
ALTER TABLE pool_members ADD CONSTRAINT pool_members_part_check CHECK ((part = ANY (ARRAY['member'::text, 'admin'::text])));
ALTER TABLE pool_members ADD CONSTRAINT pool_members_pkey PRIMARY KEY (tenant_id, pool_id, group_id, part);
ALTER TABLE pool_members ADD CONSTRAINT pool_members_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE pool_reveals ADD CONSTRAINT pool_reveals_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE pool_reveals ADD CONSTRAINT pool_reveals_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE pool_reveals ADD CONSTRAINT pool_reveals_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE pool_rules ADD CONSTRAINT pool_rules_check CHECK (((status = 'draft'::text) = (number IS NULL)));
ALTER TABLE pool_rules ADD CONSTRAINT pool_rules_check1 CHECK (((status = 'draft'::text) OR (effective_from IS NOT NULL)));
ALTER TABLE pool_rules ADD CONSTRAINT pool_rules_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE pool_rules ADD CONSTRAINT pool_rules_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])));
ALTER TABLE pool_rules ADD CONSTRAINT pool_rules_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE pools ADD CONSTRAINT pools_name_check CHECK (((length(name) >= 1) AND (length(name) <= 50)));
ALTER TABLE pools ADD CONSTRAINT pools_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE pools ADD CONSTRAINT pools_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text])));
ALTER TABLE pools ADD CONSTRAINT pools_tenant_id_department_id_fkey FOREIGN KEY (tenant_id, department_id) REFERENCES departments(tenant_id, id);
ALTER TABLE pools ADD CONSTRAINT pools_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE previews ADD CONSTRAINT previews_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE previews ADD CONSTRAINT previews_tenant_id_actor_id_fkey FOREIGN KEY (tenant_id, actor_id) REFERENCES employees(tenant_id, id);
ALTER TABLE previews ADD CONSTRAINT previews_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE protections ADD CONSTRAINT protections_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE protections ADD CONSTRAINT protections_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE reclaim_reminders ADD CONSTRAINT reclaim_reminders_level_check CHECK ((level = ANY (ARRAY['owner'::text, 'superior'::text, 'administrators'::text])));
ALTER TABLE reclaim_reminders ADD CONSTRAINT reclaim_reminders_pkey PRIMARY KEY (tenant_id, record_id, deadline, level, distance, employee_id);
ALTER TABLE record_changes ADD CONSTRAINT record_changes_operation_check CHECK ((operation = ANY (ARRAY['created'::text, 'changed'::text, 'deleted'::text])));
ALTER TABLE record_changes ADD CONSTRAINT record_changes_pkey PRIMARY KEY (tenant_id, id, at);
ALTER TABLE record_field_values ADD CONSTRAINT record_field_values_pkey PRIMARY KEY (tenant_id, record_id, field_id, ordinal);
ALTER TABLE record_field_values ADD CONSTRAINT record_field_values_tenant_id_field_id_fkey FOREIGN KEY (tenant_id, field_id) REFERENCES custom_fields(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE removals ADD CONSTRAINT removals_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE removals ADD CONSTRAINT removals_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)));
ALTER TABLE removals ADD CONSTRAINT removals_tenant_id_object_item_id_key UNIQUE (tenant_id, object, item_id);
ALTER TABLE removals ADD CONSTRAINT removals_tenant_id_author_id_fkey FOREIGN KEY (tenant_id, author_id) REFERENCES employees(tenant_id, id);
ALTER TABLE removals ADD CONSTRAINT removals_tenant_id_created_by_fkey FOREIGN KEY (tenant_id, created_by) REFERENCES employees(tenant_id, id);
ALTER TABLE reporting_closure ADD CONSTRAINT reporting_closure_check CHECK ((superior_id <> subordinate_id));
ALTER TABLE reporting_closure ADD CONSTRAINT reporting_closure_depth_check CHECK ((depth > 0));
ALTER TABLE reporting_closure ADD CONSTRAINT reporting_closure_pkey PRIMARY KEY (tenant_id, superior_id, subordinate_id);
ALTER TABLE reporting_closure ADD CONSTRAINT reporting_closure_tenant_id_subordinate_id_fkey FOREIGN KEY (tenant_id, subordinate_id) REFERENCES employees(tenant_id, id);
ALTER TABLE reporting_closure ADD CONSTRAINT reporting_closure_tenant_id_superior_id_fkey FOREIGN KEY (tenant_id, superior_id) REFERENCES employees(tenant_id, id);
ALTER TABLE reset_kinds ADD CONSTRAINT reset_kinds_pkey PRIMARY KEY (kind);
ALTER TABLE reset_kinds ADD CONSTRAINT reset_kinds_position_key UNIQUE ("position");
ALTER TABLE reset_steps ADD CONSTRAINT reset_steps_pkey PRIMARY KEY (kind, "position");
ALTER TABLE roles ADD CONSTRAINT roles_name_check CHECK (((length(name) >= 1) AND (length(name) <= 50)));
ALTER TABLE roles ADD CONSTRAINT roles_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE roles ADD CONSTRAINT roles_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE routing_rules ADD CONSTRAINT routing_rules_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE routing_rules ADD CONSTRAINT routing_rules_tenant_id_pool_id_fkey FOREIGN KEY (tenant_id, pool_id) REFERENCES pools(tenant_id, id);
ALTER TABLE saved_view_groups ADD CONSTRAINT saved_view_groups_kind_check CHECK ((kind = ANY (ARRAY['role'::text, 'department'::text])));
ALTER TABLE saved_view_groups ADD CONSTRAINT saved_view_groups_pkey PRIMARY KEY (tenant_id, view_id, group_id);
ALTER TABLE saved_view_groups ADD CONSTRAINT saved_view_groups_tenant_id_view_id_fkey FOREIGN KEY (tenant_id, view_id) REFERENCES saved_views(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE saved_views ADD CONSTRAINT saved_views_audience_check CHECK ((audience = ANY (ARRAY['nobody'::text, 'everyone'::text, 'groups'::text])));
ALTER TABLE saved_views ADD CONSTRAINT saved_views_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
ALTER TABLE saved_views ADD CONSTRAINT saved_views_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE saved_views ADD CONSTRAINT saved_views_private_have_owner CHECK (((owner_id IS NOT NULL) OR (audience <> 'nobody'::text)));
ALTER TABLE saved_views ADD CONSTRAINT saved_views_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE saved_views ADD CONSTRAINT saved_views_tenant_id_owner_id_fkey FOREIGN KEY (tenant_id, owner_id) REFERENCES employees(tenant_id, id);
ALTER TABLE schema_migrations ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (name);
ALTER TABLE session_tokens ADD CONSTRAINT session_tokens_pkey PRIMARY KEY (hash);
ALTER TABLE session_tokens ADD CONSTRAINT session_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id);
ALTER TABLE sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
ALTER TABLE sessions ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);
ALTER TABLE sessions ADD CONSTRAINT sessions_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE sessions ADD CONSTRAINT sessions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE sign_in_alerts ADD CONSTRAINT sign_in_alerts_check CHECK (((status = 'acknowledged'::text) = (acknowledged_at IS NOT NULL)));
ALTER TABLE sign_in_alerts ADD CONSTRAINT sign_in_alerts_kind_check CHECK ((kind = ANY (ARRAY['newDevice'::text, 'newPlace'::text, 'impossibleTravel'::text, 'manyFailures'::text, 'manyFailuresFromAddress'::text])));
ALTER TABLE sign_in_alerts ADD CONSTRAINT sign_in_alerts_note_check CHECK ((length(note) <= 500));
ALTER TABLE sign_in_alerts ADD CONSTRAINT sign_in_alerts_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE sign_in_alerts ADD CONSTRAINT sign_in_alerts_status_check CHECK ((status = ANY (ARRAY['open'::text, 'acknowledged'::text])));
ALTER TABLE sign_in_alerts ADD CONSTRAINT sign_in_alerts_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE sign_in_alerts ADD CONSTRAINT sign_in_alerts_tenant_id_sign_in_id_fkey FOREIGN KEY (tenant_id, sign_in_id) REFERENCES sign_ins(tenant_id, id) ON DELETE CASCADE;
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_cause_check CHECK ((cause = ANY (ARRAY['passwordWrong'::text, 'codeWrong'::text, 'accountDisabled'::text])));
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_check CHECK (((outcome = 'failed'::text) = (cause IS NOT NULL)));
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_check1 CHECK (((outcome = 'succeeded'::text) = (session_id IS NOT NULL)));
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_method_check CHECK ((method = ANY (ARRAY['password'::text, 'code'::text, 'switch'::text])));
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_outcome_check CHECK ((outcome = ANY (ARRAY['succeeded'::text, 'failed'::text])));
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_pkey PRIMARY KEY (tenant_id, id);
ALTER TABLE sign_ins ADD CONSTRAINT sign_ins_tenant_id_employee_id_fkey FOREIGN KEY (tenant_id, employee_id) REFERENCES employees(tenant_id, id);
ALTER TABLE tenant_versions ADD CONSTRAINT tenant_versions_pkey PRIMARY KEY (tenant_id);
ALTER TABLE tenant_versions ADD CONSTRAINT tenant_versions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES enterprises(tenant_id);
ALTER TABLE throttles ADD CONSTRAINT throttles_pkey PRIMARY KEY (key);
ALTER TABLE throttles ADD CONSTRAINT throttles_used_check CHECK ((used >= 0));
ALTER TABLE visibility ADD CONSTRAINT visibility_pkey PRIMARY KEY (tenant_id, viewer_id, owner_id);
ALTER TABLE visibility ADD CONSTRAINT visibility_tenant_id_owner_id_fkey FOREIGN KEY (tenant_id, owner_id) REFERENCES employees(tenant_id, id);
ALTER TABLE visibility ADD CONSTRAINT visibility_tenant_id_viewer_id_fkey FOREIGN KEY (tenant_id, viewer_id) REFERENCES employees(tenant_id, id);

-- Indexes

CREATE INDEX assignment_attempts_of_pool ON public.assignment_attempts USING btree (tenant_id, pool_id, record_id);
CREATE INDEX assignment_batches_by_time ON public.assignment_batches USING btree (tenant_id, at);
CREATE INDEX assignment_batches_of_run ON public.assignment_batches USING btree (tenant_id, run_id, at);
CREATE INDEX attachments_of_record ON public.attachments USING btree (tenant_id, object, record_id, "position");
CREATE INDEX audit_log_by_action ON public.audit_log USING btree (tenant_id, action, at, id);
CREATE INDEX audit_log_by_actor ON public.audit_log USING btree (tenant_id, actor_id, at);
CREATE INDEX audit_log_by_object ON public.audit_log USING btree (tenant_id, object, object_id, at, id);
CREATE INDEX audit_log_by_time ON public.audit_log USING btree (tenant_id, at, id);
CREATE UNIQUE INDEX capture_forms_by_key ON public.capture_forms USING btree (tenant_id, public_key);
CREATE INDEX collaborators_by_employee ON public.collaborators USING btree (tenant_id, employee_id, object, record_id);
CREATE INDEX comments_of_record ON public.comments USING btree (tenant_id, object, record_id, at, id);
CREATE INDEX comments_replies ON public.comments USING btree (tenant_id, reply_to_id) WHERE (reply_to_id IS NOT NULL);
CREATE INDEX contacts_by_birthday ON public.contacts USING btree (tenant_id, birthday_key) WHERE ((birthday_key IS NOT NULL) AND (remind_days_before IS NOT NULL));
CREATE INDEX contacts_by_import ON public.contacts USING btree (tenant_id, import_id, id) WHERE (import_id IS NOT NULL);
CREATE INDEX contacts_by_name ON public.contacts USING btree (tenant_id, name_pinyin, id);
CREATE INDEX contacts_by_owner ON public.contacts USING btree (tenant_id, owner_id, id) WHERE (owner_id IS NOT NULL);
CREATE INDEX contacts_by_phone ON public.contacts USING btree (tenant_id, phone_reversed) WHERE (phone_reversed IS NOT NULL);
CREATE INDEX contacts_by_update ON public.contacts USING btree (tenant_id, updated_at, id);
CREATE INDEX contacts_of_customer ON public.contacts USING btree (tenant_id, customer_id, id);
CREATE INDEX contacts_of_customer_by_time ON public.contacts USING btree (tenant_id, customer_id, created_at, id);
CREATE INDEX contacts_search ON public.contacts USING gin (tenant_id, bigrams(search_text)) WITH (gin_pending_list_limit='512');
CREATE INDEX crm_resets_done ON public.crm_resets USING btree (tenant_id, transaction_id) WHERE (status = 'done'::text);
CREATE UNIQUE INDEX crm_resets_one_open ON public.crm_resets USING btree (tenant_id) WHERE (status = ANY (ARRAY['requested'::text, 'consented'::text, 'running'::text]));
CREATE INDEX crm_superiors_downwards ON public.crm_superiors USING btree (tenant_id, superior_id, employee_id);
CREATE UNIQUE INDEX custom_fields_key_once ON public.custom_fields USING btree (tenant_id, object, key);
CREATE UNIQUE INDEX custom_fields_label_once ON public.custom_fields USING btree (tenant_id, object, label);
CREATE INDEX customer_merges_of_survivor ON public.customer_merges USING btree (tenant_id, survivor_id, id);
CREATE INDEX customers_by_creation ON public.customers USING btree (tenant_id, created_at);
CREATE INDEX customers_by_home ON public.customers USING btree (tenant_id, home_pool_id, id) WHERE (owner_id IS NOT NULL);
CREATE INDEX customers_by_import ON public.customers USING btree (tenant_id, import_id, id) WHERE (import_id IS NOT NULL);
CREATE INDEX customers_by_industry ON public.customers USING btree (tenant_id, industry_id, id) WHERE (industry_id IS NOT NULL);
CREATE INDEX customers_by_last_follow_up ON public.customers USING btree (tenant_id, last_follow_up_at, id) WHERE (last_follow_up_at IS NOT NULL);
CREATE INDEX customers_by_lead ON public.customers USING btree (tenant_id, lead_id) WHERE (lead_id IS NOT NULL);
CREATE INDEX customers_by_name ON public.customers USING btree (tenant_id, name_pinyin, id);
CREATE INDEX customers_by_name_key ON public.customers USING btree (tenant_id, name_key);
CREATE INDEX customers_by_near_key ON public.customers USING btree (tenant_id, near_key);
CREATE INDEX customers_by_next_contact ON public.customers USING btree (tenant_id, next_contact_at, id) WHERE (next_contact_at IS NOT NULL);
CREATE INDEX customers_by_owner ON public.customers USING btree (tenant_id, owner_id, id) WHERE (owner_id IS NOT NULL);
CREATE INDEX customers_by_parent ON public.customers USING btree (tenant_id, parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX customers_by_phone ON public.customers USING btree (tenant_id, phone_reversed) WHERE (phone_reversed IS NOT NULL);
CREATE INDEX customers_by_pool ON public.customers USING btree (tenant_id, pool_id, entered_pool_at, id) WHERE (pool_id IS NOT NULL);
CREATE INDEX customers_by_position ON public.customers USING btree (tenant_id, map_row, longitude, latitude, id) INCLUDE (owner_id, pool_id, home_pool_id, is_private) WHERE ((map_row IS NOT NULL) AND (state = 'active'::text));
CREATE INDEX customers_by_reclaim ON public.customers USING btree (tenant_id, reclaim_at, id) WHERE (reclaim_at IS NOT NULL);
CREATE INDEX customers_by_region ON public.customers USING btree (tenant_id, region_id, id) INCLUDE (state, level_id, status_id, owner_id, pool_id, home_pool_id, is_private);
CREATE INDEX customers_by_short_key ON public.customers USING btree (tenant_id, short_key) WHERE (short_key IS NOT NULL);
CREATE INDEX customers_by_status ON public.customers USING btree (tenant_id, status_id, id) WHERE (status_id IS NOT NULL);
CREATE INDEX customers_by_survivor ON public.customers USING btree (tenant_id, merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX customers_by_update ON public.customers USING btree (tenant_id, updated_at, id);
CREATE UNIQUE INDEX customers_name_once ON public.customers USING btree (tenant_id, unique_name_key) WHERE (unique_name_key IS NOT NULL);
CREATE UNIQUE INDEX customers_number_once ON public.customers USING btree (tenant_id, number) WHERE (number IS NOT NULL);
CREATE INDEX customers_private ON public.customers USING btree (tenant_id, id) WHERE is_private;
CREATE INDEX customers_search ON public.customers USING gin (tenant_id, bigrams(search_text)) WITH (gin_pending_list_limit='512');
CREATE UNIQUE INDEX customers_short_name_once ON public.customers USING btree (tenant_id, unique_short_key) WHERE (unique_short_key IS NOT NULL);
CREATE INDEX data_exports_to_expire ON public.data_exports USING btree (tenant_id, created_at) WHERE has_files;
CREATE INDEX default_views_by_group ON public.default_views USING btree (tenant_id, group_id);
CREATE INDEX default_views_of_view ON public.default_views USING btree (tenant_id, view_id);
CREATE INDEX department_closure_upwards ON public.department_closure USING btree (tenant_id, descendant_id, ancestor_id);
CREATE INDEX departments_by_leader ON public.departments USING btree (tenant_id, leader_id);
CREATE UNIQUE INDEX departments_name_among_siblings ON public.departments USING btree (tenant_id, parent_id, name);
CREATE UNIQUE INDEX departments_one_root ON public.departments USING btree (tenant_id) WHERE (parent_id IS NULL);
CREATE UNIQUE INDEX dictionary_items_code_once ON public.dictionary_items USING btree (tenant_id, dictionary, code) WHERE (status <> 'merged'::text);
CREATE UNIQUE INDEX dictionary_items_label_once ON public.dictionary_items USING btree (tenant_id, dictionary, parent_id, label) NULLS NOT DISTINCT WHERE (status <> 'merged'::text);
CREATE INDEX dictionary_items_merged ON public.dictionary_items USING btree (tenant_id, dictionary, merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX employee_departments_members ON public.employee_departments USING btree (tenant_id, department_id, employee_id);
CREATE UNIQUE INDEX employee_departments_one_main ON public.employee_departments USING btree (tenant_id, employee_id) WHERE is_main;
CREATE INDEX employee_roles_holders ON public.employee_roles USING btree (tenant_id, role_id, employee_id);
CREATE INDEX employees_by_account ON public.employees USING btree (account_id);
CREATE INDEX employees_by_creation ON public.employees USING btree (tenant_id, created_at, id);
CREATE INDEX employees_by_name ON public.employees USING btree (tenant_id, name_pinyin, id);
CREATE INDEX employees_by_phone_end ON public.employees USING btree (tenant_id, phone_reversed) WHERE (phone_reversed IS NOT NULL);
CREATE INDEX employees_by_status ON public.employees USING btree (tenant_id, status, created_at, id);
CREATE INDEX employees_by_superior ON public.employees USING btree (tenant_id, superior_id);
CREATE UNIQUE INDEX employees_number_once ON public.employees USING btree (tenant_id, employee_number) WHERE (employee_number IS NOT NULL);
CREATE UNIQUE INDEX employees_one_per_account ON public.employees USING btree (tenant_id, account_id) WHERE (account_id IS NOT NULL);
CREATE UNIQUE INDEX employees_phone_once ON public.employees USING btree (tenant_id, phone) WHERE ((phone IS NOT NULL) AND (status <> 'left'::text));
CREATE INDEX employees_search ON public.employees USING gin (tenant_id, bigrams(search_text)) WITH (gin_pending_list_limit='512');
CREATE INDEX events_by_time ON public.events USING btree (tenant_id, at);
CREATE INDEX exports_by_time ON public.exports USING btree (tenant_id, object, created_at, id);
CREATE INDEX exports_to_expire ON public.exports USING btree (tenant_id, finished_at) WHERE (file_key IS NOT NULL);
CREATE INDEX files_unattached ON public.files USING btree (tenant_id, unattached_since) WHERE (unattached_since IS NOT NULL);
CREATE INDEX follow_up_contacts_of_contact ON public.follow_up_contacts USING btree (tenant_id, contact_id, at, follow_up_id);
CREATE INDEX follow_ups_by_author ON public.follow_ups USING btree (tenant_id, created_by, at, id);
CREATE INDEX follow_ups_by_time ON public.follow_ups USING btree (tenant_id, at, id);
CREATE INDEX follow_ups_by_type ON public.follow_ups USING btree (tenant_id, type_id) WHERE (type_id IS NOT NULL);
CREATE INDEX follow_ups_of_customer ON public.follow_ups USING btree (tenant_id, customer_id, at, id) WHERE (customer_id IS NOT NULL);
CREATE INDEX follow_ups_of_lead ON public.follow_ups USING btree (tenant_id, lead_id, at, id) WHERE (lead_id IS NOT NULL);
CREATE UNIQUE INDEX form_layouts_once ON public.form_layouts USING btree (tenant_id, object, role_id) NULLS NOT DISTINCT;
CREATE INDEX handled_events_by_time ON public.handled_events USING btree (tenant_id, at);
CREATE INDEX idempotency_keys_by_time ON public.idempotency_keys USING btree (tenant_id, created_at);
CREATE INDEX imports_by_time ON public.imports USING btree (tenant_id, object, created_at, id);
CREATE INDEX imports_to_expire ON public.imports USING btree (tenant_id, updated_at) WHERE (file_key IS NOT NULL);
CREATE INDEX invitations_by_address ON public.invitations USING btree (tenant_id, address) WHERE (address IS NOT NULL);
CREATE INDEX invitations_by_department ON public.invitations USING btree (tenant_id, department_id);
CREATE UNIQUE INDEX invitations_by_token ON public.invitations USING btree (tenant_id, token_hash);
CREATE INDEX jobs_by_kind ON public.jobs USING btree (tenant_id, kind, id);
CREATE INDEX jobs_by_requester ON public.jobs USING btree (tenant_id, created_by, id);
CREATE INDEX jobs_by_time ON public.jobs USING btree (tenant_id, created_at, id);
CREATE INDEX jobs_finished ON public.jobs USING btree (tenant_id, finished_at) WHERE (finished_at IS NOT NULL);
CREATE UNIQUE INDEX jobs_once_per_slot ON public.jobs USING btree (tenant_id, kind, slot) WHERE (slot IS NOT NULL);
CREATE INDEX join_requests_by_employee ON public.join_requests USING btree (tenant_id, employee_id);
CREATE INDEX join_requests_by_invitation ON public.join_requests USING btree (tenant_id, invitation_id);
CREATE INDEX join_requests_by_status ON public.join_requests USING btree (tenant_id, status, id);
CREATE UNIQUE INDEX join_requests_one_pending ON public.join_requests USING btree (tenant_id, employee_id) WHERE (status = 'pending'::text);
CREATE INDEX lead_captures_of_lead ON public.lead_captures USING btree (tenant_id, lead_id, at, id);
CREATE INDEX lead_duplicate_groups_of_field ON public.lead_duplicate_groups USING btree (tenant_id, field, id);
CREATE INDEX lead_duplicate_members_of_lead ON public.lead_duplicate_members USING btree (tenant_id, lead_id);
CREATE INDEX leads_by_company ON public.leads USING btree (tenant_id, company_key) WHERE (company_key IS NOT NULL);
CREATE INDEX leads_by_contact ON public.leads USING btree (tenant_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX leads_by_creation ON public.leads USING btree (tenant_id, created_at);
CREATE INDEX leads_by_customer ON public.leads USING btree (tenant_id, customer_id, converted_at, id) WHERE (customer_id IS NOT NULL);
CREATE INDEX leads_by_group ON public.leads USING btree (tenant_id, group_id, id) WHERE (group_id IS NOT NULL);
CREATE INDEX leads_by_home ON public.leads USING btree (tenant_id, home_pool_id, id) WHERE (owner_id IS NOT NULL);
CREATE INDEX leads_by_import ON public.leads USING btree (tenant_id, import_id, id) WHERE (import_id IS NOT NULL);
CREATE INDEX leads_by_industry ON public.leads USING btree (tenant_id, industry_id, id) WHERE (industry_id IS NOT NULL);
CREATE INDEX leads_by_invalid_reason ON public.leads USING btree (tenant_id, invalid_reason_id, id) WHERE (invalid_reason_id IS NOT NULL);
CREATE INDEX leads_by_name ON public.leads USING btree (tenant_id, name_pinyin, id);
CREATE INDEX leads_by_next_contact ON public.leads USING btree (tenant_id, next_contact_at, id) WHERE (next_contact_at IS NOT NULL);
CREATE INDEX leads_by_owner ON public.leads USING btree (tenant_id, owner_id, id) WHERE (owner_id IS NOT NULL);
CREATE INDEX leads_by_phone ON public.leads USING btree (tenant_id, phone_reversed) WHERE (phone_reversed IS NOT NULL);
CREATE INDEX leads_by_pool ON public.leads USING btree (tenant_id, pool_id, entered_pool_at, id) WHERE (pool_id IS NOT NULL);
CREATE INDEX leads_by_reclaim ON public.leads USING btree (tenant_id, reclaim_at, id) WHERE (reclaim_at IS NOT NULL);
CREATE INDEX leads_by_region ON public.leads USING btree (tenant_id, region_id, id) WHERE (region_id IS NOT NULL);
CREATE INDEX leads_by_source ON public.leads USING btree (tenant_id, source_id, id) WHERE (source_id IS NOT NULL);
CREATE INDEX leads_by_survivor ON public.leads USING btree (tenant_id, merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX leads_by_update ON public.leads USING btree (tenant_id, updated_at, id);
CREATE INDEX leads_search ON public.leads USING gin (tenant_id, bigrams(search_text)) WITH (gin_pending_list_limit='512');
CREATE INDEX name_cards_of_file ON public.name_cards USING btree (tenant_id, file_id);
CREATE INDEX notices_by_key ON public.notices USING btree (tenant_id, key);
CREATE INDEX notices_of_employee ON public.notices USING btree (tenant_id, employee_id, created_at, id);
CREATE UNIQUE INDEX notices_once ON public.notices USING btree (tenant_id, employee_id, key);
CREATE INDEX notices_unread ON public.notices USING btree (tenant_id, employee_id, created_at, id) WHERE (read_at IS NULL);
CREATE INDEX one_time_codes_by_address ON public.one_time_codes USING btree (purpose, address, id);
CREATE INDEX one_time_codes_by_expiry ON public.one_time_codes USING btree (expires_at);
CREATE INDEX ownership_ledger_into ON public.ownership_ledger USING btree (tenant_id, to_pool_id, at) INCLUDE (kind, from_owner_id) WHERE (to_pool_id IS NOT NULL);
CREATE INDEX ownership_ledger_of_record ON public.ownership_ledger USING btree (tenant_id, record_id, at, id);
CREATE INDEX ownership_ledger_out_of ON public.ownership_ledger USING btree (tenant_id, from_pool_id, at) INCLUDE (kind, to_owner_id, record_id) WHERE (from_pool_id IS NOT NULL);
CREATE INDEX ownership_ledger_quota ON public.ownership_ledger USING btree (tenant_id, to_owner_id, kind, at) WHERE (to_owner_id IS NOT NULL);
CREATE INDEX ownership_ledger_run ON public.ownership_ledger USING btree (tenant_id, run_id) WHERE (run_id IS NOT NULL);
CREATE INDEX pool_members_by_group ON public.pool_members USING btree (tenant_id, group_id, pool_id);
CREATE INDEX pool_reveals_by_time ON public.pool_reveals USING btree (tenant_id, pool_id, at, id);
CREATE INDEX pool_reveals_quota ON public.pool_reveals USING btree (tenant_id, employee_id, pool_id, at);
CREATE INDEX pool_rules_in_force ON public.pool_rules USING btree (tenant_id, pool_id, effective_from) WHERE (status = 'published'::text);
CREATE UNIQUE INDEX pool_rules_number_once ON public.pool_rules USING btree (tenant_id, pool_id, number) WHERE (number IS NOT NULL);
CREATE UNIQUE INDEX pool_rules_one_draft ON public.pool_rules USING btree (tenant_id, pool_id) WHERE (status = 'draft'::text);
CREATE INDEX pool_rules_to_apply ON public.pool_rules USING btree (effective_from) WHERE ((status = 'published'::text) AND (applied_at IS NULL));
CREATE INDEX pools_by_department ON public.pools USING btree (tenant_id, department_id) WHERE (department_id IS NOT NULL);
CREATE UNIQUE INDEX pools_name_once ON public.pools USING btree (tenant_id, object, name);
CREATE INDEX previews_of_employee ON public.previews USING btree (tenant_id, employee_id);
CREATE INDEX previews_open ON public.previews USING btree (tenant_id, actor_id, expires_at) WHERE (ended_at IS NULL);
CREATE INDEX protections_of_record ON public.protections USING btree (tenant_id, record_id, created_at);
CREATE INDEX record_changes_by_record ON ONLY public.record_changes USING btree (tenant_id, record_id, at);
CREATE INDEX record_changes_feed ON ONLY public.record_changes USING btree (tenant_id, object, transaction_id, id);
CREATE INDEX record_field_values_by_number ON public.record_field_values USING btree (tenant_id, field_id, number_value, record_id);
CREATE INDEX record_field_values_by_text ON public.record_field_values USING btree (tenant_id, field_id, text_value, record_id);
CREATE UNIQUE INDEX record_field_values_unique ON public.record_field_values USING btree (tenant_id, field_id, unique_key) WHERE (unique_key IS NOT NULL);
CREATE INDEX removals_by_time ON public.removals USING btree (tenant_id, created_at, id);
CREATE INDEX removals_of_record ON public.removals USING btree (tenant_id, record_object, record_id, created_at, id);
CREATE INDEX reporting_closure_upwards ON public.reporting_closure USING btree (tenant_id, subordinate_id, depth, superior_id);
CREATE UNIQUE INDEX roles_builtin_once ON public.roles USING btree (tenant_id, key) WHERE (key IS NOT NULL);
CREATE UNIQUE INDEX roles_name_once ON public.roles USING btree (tenant_id, name);
CREATE INDEX routing_rules_by_pool ON public.routing_rules USING btree (tenant_id, pool_id);
CREATE UNIQUE INDEX routing_rules_order ON public.routing_rules USING btree (tenant_id, object, "position");
CREATE INDEX saved_views_by_owner ON public.saved_views USING btree (tenant_id, owner_id);
CREATE INDEX saved_views_of_object ON public.saved_views USING btree (tenant_id, object);
CREATE INDEX session_tokens_by_session ON public.session_tokens USING btree (session_id);
CREATE INDEX session_tokens_by_time ON public.session_tokens USING btree (created_at);
CREATE INDEX sessions_by_account ON public.sessions USING btree (account_id, created_at);
CREATE INDEX sessions_by_employee ON public.sessions USING btree (tenant_id, employee_id, last_used_at);
CREATE INDEX sign_in_alerts_by_employee ON public.sign_in_alerts USING btree (tenant_id, employee_id, at, id);
CREATE INDEX sign_in_alerts_by_status ON public.sign_in_alerts USING btree (tenant_id, status, at, id);
CREATE INDEX sign_in_alerts_by_time ON public.sign_in_alerts USING btree (tenant_id, at, id);
CREATE INDEX sign_in_alerts_of_sign_in ON public.sign_in_alerts USING btree (tenant_id, sign_in_id);
CREATE UNIQUE INDEX sign_in_alerts_once ON public.sign_in_alerts USING btree (tenant_id, key);
CREATE INDEX sign_ins_by_employee ON public.sign_ins USING btree (tenant_id, employee_id, at, id);
CREATE INDEX sign_ins_by_time ON public.sign_ins USING btree (tenant_id, at, id);
CREATE INDEX sign_ins_failed_from ON public.sign_ins USING btree (tenant_id, ip, at) WHERE (outcome = 'failed'::text);
CREATE INDEX throttles_by_reset ON public.throttles USING btree (resets_at);
CREATE INDEX visibility_upwards ON public.visibility USING btree (tenant_id, owner_id, viewer_id);

-- Functions

CREATE OR REPLACE FUNCTION public.active_tenants()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
    SELECT tenant_id FROM enterprises WHERE status = 'active' ORDER BY tenant_id
  $function$;
CREATE OR REPLACE FUNCTION public.begin_unit(tenant uuid, employee uuid, session uuid, origin text, request text, preview uuid DEFAULT NULL::uuid)
 RETURNS TABLE(zone text, "employeeStatus" text, "employeeName" text, "accountId" uuid, "sessionAlive" boolean, "passwordMustChange" boolean, "permissionsVersion" bigint, "definitionsVersion" bigint, "elevatedSecondsAgo" double precision, "stepUpMinutes" integer, "apiKey" jsonb)
 LANGUAGE plpgsql
AS $function$
DECLARE
  viewed boolean := false;
BEGIN
  PERFORM set_config('app.tenant_id', tenant::text, true), set_config('app.actor_id', coalesce(employee::text, ''), true),
    set_config('app.origin', origin, true), set_config('app.request_id', request, true);
  IF preview IS NOT NULL THEN
    viewed := EXISTS (
      SELECT FROM previews p
      JOIN employees v ON v.tenant_id = p.tenant_id AND v.id = p.actor_id AND v.status = 'active'
      JOIN accounts a ON a.id = v.account_id AND a.status = 'active'
      JOIN sessions s ON s.id = p.session_id AND s.ended_at IS NULL AND s.expires_at > now()
        AND s.tenant_id = p.tenant_id AND s.employee_id = p.actor_id AND s.account_id = v.account_id
      WHERE p.tenant_id = tenant AND p.id = preview AND p.employee_id = employee AND p.ended_at IS NULL AND p.expires_at > now());
  END IF;
  RETURN QUERY
    SELECT en.time_zone, e.status, e.name, e.account_id, viewed OR (s.id IS NOT NULL AND coalesce(a.status = 'active', false)),
      coalesce(a.password_must_change, false) AND NOT viewed, tv.permissions, tv.definitions,
      extract(epoch FROM now() - s.elevated_at)::double precision, (en.settings #>> '{security,stepUpMinutes}')::integer,
      CASE WHEN k.id IS NOT NULL THEN jsonb_build_object('hash', encode(k.hash, 'hex'), 'oldHash', encode(k.old_hash, 'hex'),
        'oldUntil', k.old_until, 'expiresAt', k.expires_at, 'ranges', k.ranges, 'rateLimit', k.rate_limit, 'scopes', k.scopes) END
    FROM enterprises en
    JOIN tenant_versions tv ON tv.tenant_id = en.tenant_id
    LEFT JOIN employees e ON e.tenant_id = en.tenant_id AND e.id = employee
    LEFT JOIN accounts a ON a.id = e.account_id
    LEFT JOIN sessions s ON s.id = session AND s.ended_at IS NULL AND s.expires_at > now()
      AND s.tenant_id = tenant AND s.employee_id = employee AND s.account_id = e.account_id
    LEFT JOIN api_keys k ON k.tenant_id = en.tenant_id AND k.id = employee
    WHERE en.tenant_id = tenant AND en.status = 'active';
END $function$;
CREATE OR REPLACE FUNCTION public.bigrams(input text)
 RETURNS text[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
DECLARE
  letters text[] := string_to_array(lower(input), NULL);
  pairs text[] := '{}';
BEGIN
  FOR i IN 1 .. coalesce(array_length(letters, 1), 0) - 1 LOOP
    IF letters[i] <> ' ' AND letters[i + 1] <> ' ' THEN
      pairs := pairs || (letters[i] || letters[i + 1]);
    END IF;
  END LOOP;
  RETURN pairs;
END $function$;
CREATE OR REPLACE FUNCTION public.change_feed_horizon()
 RETURNS TABLE(horizon bigint, database text)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, system_identifier || '.' || (SELECT oid FROM pg_database WHERE datname = current_database())
  FROM pg_control_system()
$function$;
CREATE OR REPLACE FUNCTION public.count_file_usage()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO file_usage AS u (tenant_id, bytes) SELECT tenant_id, sum(size) FROM changed GROUP BY tenant_id
    ON CONFLICT (tenant_id) DO UPDATE SET bytes = u.bytes + excluded.bytes;
  ELSE
    UPDATE file_usage u SET bytes = u.bytes - gone.bytes
    FROM (SELECT tenant_id, sum(size) AS bytes FROM changed GROUP BY tenant_id) gone WHERE u.tenant_id = gone.tenant_id;
  END IF;
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.current_actor()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid;
CREATE OR REPLACE FUNCTION public.current_origin()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN COALESCE(NULLIF(current_setting('app.origin'::text, true), ''::text), 'system'::text);
CREATE OR REPLACE FUNCTION public.current_tenant()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid;
CREATE OR REPLACE FUNCTION public.custom_value_rows(tenant uuid, object_name text, record uuid, custom jsonb)
 RETURNS TABLE(tenant_id uuid, record_id uuid, field_id uuid, ordinal integer, text_value text, number_value double precision, unique_key bytea)
 LANGUAGE sql
 STABLE
AS $function$
    SELECT tenant, record, f.id, (v.n - 1)::integer,
      CASE WHEN f.type IN ('text', 'phone', 'email', 'link', 'choice', 'choices', 'person', 'department', 'region') THEN left(v.value, 500) END,
      CASE
        WHEN f.type IN ('integer', 'decimal', 'money') THEN v.value::double precision
        WHEN f.type = 'date' THEN (v.value::date - date '1970-01-01')::double precision
        WHEN f.type = 'time' THEN extract(epoch FROM v.value::time)::double precision / 60
        WHEN f.type = 'boolean' THEN CASE v.value WHEN 'true' THEN 1 ELSE 0 END
      END,
      CASE WHEN f.is_unique THEN unique_value_key(v.value) END
    FROM jsonb_each(custom) c
    JOIN custom_fields f ON f.tenant_id = tenant AND f.object = object_name AND f.key = c.key AND f.indexed
    CROSS JOIN LATERAL jsonb_array_elements_text(CASE jsonb_typeof(c.value) WHEN 'array' THEN c.value ELSE jsonb_build_array(c.value) END)
      WITH ORDINALITY AS v(value, n)
    WHERE jsonb_typeof(c.value) <> 'null'
  $function$;
CREATE OR REPLACE FUNCTION public.day_shifted(day date, by numeric)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN ((abs(trunc(by)) <= (4000000)::numeric) AND (((((day - '1000-01-01'::date))::numeric + trunc(by)) >= (0)::numeric) AND ((((day - '1000-01-01'::date))::numeric + trunc(by)) <= (('9998-12-31'::date - '1000-01-01'::date))::numeric))) THEN (day + (trunc(by))::integer) ELSE NULL::date END;
CREATE OR REPLACE FUNCTION public.employed_elsewhere(account uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
    SELECT EXISTS (SELECT FROM employees e WHERE e.account_id = account AND e.tenant_id <> current_tenant() AND e.status <> 'left')
  $function$;
CREATE OR REPLACE FUNCTION public.end_privacy()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.is_private := false;
  RETURN NEW;
END $function$;
CREATE OR REPLACE FUNCTION public.erase_history(object_name text, ids uuid[], columns text[], members text[], forgotten text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  IF current_tenant() IS NULL THEN RAISE EXCEPTION 'No enterprise is set'; END IF;
  UPDATE record_changes c SET changes = (
      SELECT jsonb_object_agg(k.key, CASE WHEN k.key = ANY (columns) THEN '[null, null]'::jsonb ELSE k.value END) FROM jsonb_each(c.changes) k)
    WHERE c.tenant_id = current_tenant() AND c.record_id = ANY (ids) AND c.object = object_name AND c.changes ?| columns;
  UPDATE audit_log a SET before = a.before - members, after = a.after - members
    WHERE a.tenant_id = current_tenant() AND a.object = object_name AND a.object_id = ANY (ids);
  UPDATE audit_log a SET actor_name = forgotten WHERE object_name = 'employee' AND a.tenant_id = current_tenant() AND a.actor_id = ANY (ids);
END $function$;
CREATE OR REPLACE FUNCTION public.erase_text(target text, phones text[], kept text[], pattern text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  assignments text;
  conditions text;
  changed bigint;
BEGIN
  IF current_tenant() IS NULL THEN RAISE EXCEPTION 'No enterprise is set'; END IF;
  SELECT string_agg(format(CASE
      WHEN a.attname = ANY (phones) THEN '%1$I = CASE WHEN %1$I ~* $1 THEN NULL ELSE %1$I END'
      -- a number in a document must stay one
      WHEN t.typname = 'jsonb' THEN '%1$I = CASE WHEN %1$I::text ~* $1 THEN regexp_replace(%1$I::text, $1, ''0'', ''gi'')::jsonb ELSE %1$I END'
      WHEN t.typname = '_text' THEN '%1$I = CASE WHEN %1$I::text ~* $1 THEN ARRAY(SELECT e FROM unnest(%1$I) e WHERE e !~* $1) ELSE %1$I END'
      ELSE '%1$I = regexp_replace(%1$I::text, $1, ''***'', ''gi'')' END, a.attname), ', '),
    string_agg(format('%I::text ~* $1', a.attname), ' OR ')
  INTO assignments, conditions
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  WHERE a.attrelid = format('public.%I', target)::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    AND t.typname IN ('text', 'citext', 'jsonb', '_text') AND a.attname <> ALL (kept);
  IF assignments IS NULL THEN RETURN 0; END IF;
  EXECUTE format('UPDATE public.%I SET %s WHERE tenant_id = current_tenant() AND (%s)', target, assignments, conditions) USING pattern;
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END $function$;
CREATE OR REPLACE FUNCTION public.exact_quotient(a numeric, b numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN (b <> (0)::numeric) THEN (((sign(a) * sign(b)) * div(((((2)::numeric * abs(a)) * ('1000000000000'::bigint)::numeric) + abs(b)), ((2)::numeric * abs(b)))) * 0.000000000001) ELSE NULL::numeric END;
CREATE OR REPLACE PROCEDURE public.guard_by_reset(IN target regclass, IN object text)
 LANGUAGE plpgsql
AS $procedure$
BEGIN
  EXECUTE format('CREATE TRIGGER refuse_while_reset AFTER INSERT OR UPDATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_while_reset(%L)', target, object);
END $procedure$;
CREATE OR REPLACE PROCEDURE public.index_custom_fields_of(IN target regclass, IN object text)
 LANGUAGE plpgsql
AS $procedure$
BEGIN
  EXECUTE format('CREATE TRIGGER index_custom_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values(%L)', target, object);
  EXECUTE format('CREATE TRIGGER index_custom_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values(%L)', target, object);
  EXECUTE format('CREATE TRIGGER index_custom_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values(%L)', target, object);
END $procedure$;
CREATE OR REPLACE FUNCTION public.index_custom_values()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    -- most statements touch no custom value at all
    IF NOT EXISTS (SELECT FROM new_rows n JOIN old_rows o USING (tenant_id, id) WHERE n.custom IS DISTINCT FROM o.custom) THEN
      RETURN NULL;
    END IF;
    -- whoever makes a field unique waits for writers, and writers for them: what is written next is written as the field is then
    PERFORM FROM custom_fields f WHERE f.tenant_id = current_tenant() AND f.object = TG_ARGV[0] AND f.indexed FOR KEY SHARE;
    DELETE FROM record_field_values v USING new_rows n JOIN old_rows o USING (tenant_id, id)
      WHERE v.tenant_id = n.tenant_id AND v.record_id = n.id AND n.custom IS DISTINCT FROM o.custom;
    -- a record that was merged into another gives its values up
    INSERT INTO record_field_values
      SELECT r.tenant_id, r.record_id, r.field_id, r.ordinal, r.text_value, r.number_value,
        CASE WHEN r.unique_key IS NULL OR to_jsonb(n) ->> 'merged_into_id' IS NULL THEN r.unique_key END
      FROM new_rows n JOIN old_rows o USING (tenant_id, id) CROSS JOIN LATERAL custom_value_rows(n.tenant_id, TG_ARGV[0], n.id, n.custom) r
      WHERE n.custom IS DISTINCT FROM o.custom;
  ELSIF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT FROM new_rows WHERE custom <> '{}') THEN
      PERFORM FROM custom_fields f WHERE f.tenant_id = current_tenant() AND f.object = TG_ARGV[0] AND f.indexed FOR KEY SHARE;
      INSERT INTO record_field_values
        SELECT r.* FROM new_rows n CROSS JOIN LATERAL custom_value_rows(n.tenant_id, TG_ARGV[0], n.id, n.custom) r WHERE n.custom <> '{}';
    END IF;
  ELSE
    DELETE FROM record_field_values v USING old_rows o WHERE v.tenant_id = o.tenant_id AND v.record_id = o.id;
  END IF;
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.lease_throttle(name text, wanted integer, allowed integer, seconds integer, at timestamp with time zone)
 RETURNS TABLE(granted integer, used integer, "resetsAt" timestamp with time zone)
 LANGUAGE sql
AS $function$
    INSERT INTO throttles AS t (key, used, resets_at) VALUES (name, least(wanted, allowed), at + make_interval(secs => seconds))
    ON CONFLICT (key) DO UPDATE SET
      used = CASE WHEN t.resets_at <= at THEN excluded.used ELSE least(t.used + wanted, greatest(allowed, t.used)) END,
      resets_at = CASE WHEN t.resets_at <= at THEN excluded.resets_at ELSE t.resets_at END
    RETURNING new.used - CASE WHEN old.key IS NULL OR old.resets_at <= at THEN 0 ELSE old.used END, new.used, new.resets_at
  $function$;
CREATE OR REPLACE PROCEDURE public.make_searchable(IN target text)
 LANGUAGE plpgsql
AS $procedure$
BEGIN
  EXECUTE format('CREATE INDEX %I ON %I USING gin (tenant_id, bigrams(search_text)) WITH (gin_pending_list_limit = 512)', target || '_search', target);
  EXECUTE format($f$
    CREATE FUNCTION %I(term text, most integer) RETURNS SETOF uuid
      LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200 SET search_path = pg_catalog, public AS $body$
    BEGIN
      IF current_tenant() IS NULL THEN RAISE EXCEPTION 'No enterprise is set'; END IF;
      RETURN QUERY SELECT r.id FROM public.%I r
        WHERE r.tenant_id = current_tenant() AND bigrams(r.search_text) @> bigrams(term)
          AND r.search_text LIKE '%%' || replace(replace(replace(lower(term), '\', '\\'), '%%', '\%%'), '_', '\_') || '%%'
        LIMIT most;
    END $body$ $f$, 'search_' || target, target);
  EXECUTE format('CALL own_by_definer(%L)', 'search_' || target || '(text, integer)');
END $procedure$;
CREATE OR REPLACE FUNCTION public.memberships_of(account uuid)
 RETURNS TABLE("tenantId" uuid, "enterpriseName" text, "enterpriseCode" text, "employeeId" uuid, "employeeName" text, status text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
    SELECT en.tenant_id, en.name, en.code, e.id, e.name, e.status
    FROM employees e JOIN enterprises en ON en.tenant_id = e.tenant_id
    WHERE e.account_id = account AND en.status = 'active' AND e.status IN ('active', 'pending')
    ORDER BY e.created_at
  $function$;
CREATE OR REPLACE FUNCTION public.note_api_key_uses(uses jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
    UPDATE api_keys k SET last_used_at = u.at, last_used_ip = u.ip
    FROM jsonb_to_recordset(uses) AS u (tenant uuid, id uuid, at timestamptz, ip text)
    WHERE k.tenant_id = u.tenant AND k.id = u.id AND (k.last_used_at IS NULL OR k.last_used_at < u.at)
  $function$;
CREATE OR REPLACE PROCEDURE public.own_by_definer(IN target regprocedure)
 LANGUAGE plpgsql
AS $procedure$
BEGIN
  -- rights first: once it belongs to the definer, this login may no longer change them
  EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', target);
  EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO highseas_app', target);
  GRANT CREATE ON SCHEMA public TO highseas_definer;
  EXECUTE format('ALTER FUNCTION %s OWNER TO highseas_definer', target);
  REVOKE CREATE ON SCHEMA public FROM highseas_definer;
END $procedure$;
CREATE OR REPLACE FUNCTION public.place_contact()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  SELECT c.owner_id, c.pool_id, c.home_pool_id, c.is_private INTO NEW.owner_id, NEW.pool_id, NEW.home_pool_id, NEW.is_private
  FROM customers c WHERE c.tenant_id = NEW.tenant_id AND c.id = NEW.customer_id FOR SHARE;
  RETURN NEW;
END $function$;
CREATE OR REPLACE FUNCTION public.place_contacts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE contacts t SET owner_id = n.owner_id, pool_id = n.pool_id, home_pool_id = n.home_pool_id, is_private = n.is_private
  FROM new_rows n JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  WHERE (n.owner_id, n.pool_id, n.home_pool_id, n.is_private) IS DISTINCT FROM (o.owner_id, o.pool_id, o.home_pool_id, o.is_private)
    AND t.tenant_id = n.tenant_id AND t.customer_id = n.id;
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.plan_jobs(job_kind text, job_slot text, local_time time without time zone, job_input jsonb, at timestamp with time zone, after_tenant uuid, page_size integer)
 RETURNS TABLE("tenantId" uuid, "jobId" uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
    WITH page AS (
      SELECT en.tenant_id, at AT TIME ZONE en.time_zone AS wall_clock
      FROM enterprises en
      WHERE en.status = 'active' AND en.tenant_id > after_tenant
      ORDER BY en.tenant_id
      LIMIT page_size
    ), planned AS (
      INSERT INTO jobs (tenant_id, id, kind, slot, input)
      SELECT p.tenant_id, uuidv7(), job_kind, coalesce(job_slot, p.wall_clock::date::text), job_input
      FROM page p
      WHERE (local_time IS NULL OR p.wall_clock::time >= local_time)
      ON CONFLICT (tenant_id, kind, slot) WHERE slot IS NOT NULL DO NOTHING
      RETURNING tenant_id, id
    )
    SELECT p.tenant_id, planned.id FROM page p LEFT JOIN planned ON planned.tenant_id = p.tenant_id ORDER BY p.tenant_id
  $function$;
CREATE OR REPLACE FUNCTION public.prepare_partitions(months integer DEFAULT 3)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  first date := date_trunc('month', now())::date;
  name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('prepare_partitions'));
  FOR n IN 0..months LOOP
    name := 'record_changes_' || to_char(first + make_interval(months => n), 'YYYYMM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    CONTINUE WHEN EXISTS (SELECT FROM public.record_changes_default
      WHERE at >= first + make_interval(months => n) AND at < first + make_interval(months => n + 1));
    EXECUTE format('CREATE TABLE public.%I PARTITION OF public.record_changes FOR VALUES FROM (%L) TO (%L)',
      name, first + make_interval(months => n), first + make_interval(months => n + 1));
  END LOOP;
END $function$;
CREATE OR REPLACE PROCEDURE public.protect_tenant_table(IN target regclass, IN privileges text DEFAULT 'SELECT, INSERT, UPDATE, DELETE'::text)
 LANGUAGE plpgsql
AS $procedure$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant ON %s USING (tenant_id = current_tenant()) WITH CHECK (tenant_id = current_tenant())', target);
  EXECUTE format('CREATE POLICY definer ON %s TO highseas_definer USING (true) WITH CHECK (true)', target);
  EXECUTE format('GRANT %s ON %s TO highseas_app', privileges, target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO highseas_definer', target);
END $procedure$;
CREATE OR REPLACE FUNCTION public.raise_definitions_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE tenant_versions SET definitions = definitions + 1 WHERE tenant_id = current_tenant();
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.raise_permission_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE tenant_versions SET permissions = permissions + 1 WHERE tenant_id = current_tenant();
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.refresh_department_closure()
 RETURNS void
 LANGUAGE sql
 SET enable_nestloop TO 'off'
AS $function$
  WITH RECURSIVE up AS (
    SELECT tenant_id, id AS descendant_id, id AS ancestor_id, 0 AS depth FROM departments WHERE tenant_id = current_tenant()
    UNION ALL
    SELECT up.tenant_id, up.descendant_id, d.parent_id, up.depth + 1
    FROM up JOIN departments d ON d.tenant_id = up.tenant_id AND d.id = up.ancestor_id
    WHERE d.parent_id IS NOT NULL
  ) CYCLE ancestor_id SET looped USING path, gone AS (
    DELETE FROM department_closure c WHERE c.tenant_id = current_tenant()
      AND NOT EXISTS (SELECT FROM up WHERE up.ancestor_id = c.ancestor_id AND up.descendant_id = c.descendant_id)
  )
  INSERT INTO department_closure (tenant_id, ancestor_id, descendant_id, depth)
  SELECT tenant_id, ancestor_id, descendant_id, depth FROM up
  WHERE NOT EXISTS (SELECT FROM department_closure c WHERE c.tenant_id = current_tenant()
    AND c.ancestor_id = up.ancestor_id AND c.descendant_id = up.descendant_id AND c.depth = up.depth)
  ON CONFLICT (tenant_id, ancestor_id, descendant_id) DO UPDATE SET depth = excluded.depth WHERE department_closure.depth <> excluded.depth;
$function$;
CREATE OR REPLACE FUNCTION public.refresh_reporting_closure()
 RETURNS void
 LANGUAGE sql
 SET enable_nestloop TO 'off'
AS $function$ SELECT refresh_reporting_closure(NULL) $function$;
CREATE OR REPLACE FUNCTION public.refresh_reporting_closure(changed uuid[])
 RETURNS void
 LANGUAGE sql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
  WITH RECURSIVE affected AS (
    SELECT e.id FROM employees e WHERE e.tenant_id = current_tenant() AND (changed IS NULL OR e.id = ANY (changed))
    UNION
    SELECT rc.subordinate_id FROM reporting_closure rc
    WHERE changed IS NOT NULL AND rc.tenant_id = current_tenant() AND rc.superior_id = ANY (changed)
  ), up AS (
    SELECT e.tenant_id, e.id AS subordinate_id, e.superior_id, 1 AS depth
    FROM affected JOIN employees e ON e.tenant_id = current_tenant() AND e.id = affected.id
    WHERE e.superior_id IS NOT NULL
    UNION ALL
    SELECT up.tenant_id, up.subordinate_id, e.superior_id, up.depth + 1
    FROM up JOIN employees e ON e.tenant_id = up.tenant_id AND e.id = up.superior_id
    WHERE e.superior_id IS NOT NULL
  ) CYCLE superior_id SET looped USING path, gone AS (
    DELETE FROM reporting_closure c USING affected WHERE c.tenant_id = current_tenant() AND c.subordinate_id = affected.id
      AND NOT EXISTS (SELECT FROM up WHERE up.superior_id = c.superior_id AND up.subordinate_id = c.subordinate_id)
  )
  INSERT INTO reporting_closure (tenant_id, superior_id, subordinate_id, depth)
  SELECT tenant_id, superior_id, subordinate_id, depth FROM up
  WHERE NOT EXISTS (SELECT FROM reporting_closure c WHERE c.tenant_id = current_tenant()
    AND c.superior_id = up.superior_id AND c.subordinate_id = up.subordinate_id AND c.depth = up.depth)
  ON CONFLICT (tenant_id, superior_id, subordinate_id) DO UPDATE SET depth = excluded.depth WHERE reporting_closure.depth <> excluded.depth;
$function$;
CREATE OR REPLACE FUNCTION public.refresh_visibility()
 RETURNS void
 LANGUAGE sql
 SET enable_nestloop TO 'off'
 SET work_mem TO '64MB'
AS $function$
  WITH RECURSIVE above AS MATERIALIZED (
    SELECT employee_id, superior_id FROM direct_crm_superiors
  ), seen AS (
    SELECT id AS owner_id, id AS viewer_id FROM employees WHERE tenant_id = current_tenant()
    UNION
    SELECT seen.owner_id, above.superior_id FROM seen JOIN above ON above.employee_id = seen.viewer_id
  ), gone AS (
    DELETE FROM visibility v WHERE v.tenant_id = current_tenant()
      AND NOT EXISTS (SELECT FROM seen WHERE seen.viewer_id = v.viewer_id AND seen.owner_id = v.owner_id)
  )
  INSERT INTO visibility (tenant_id, viewer_id, owner_id)
  SELECT current_tenant(), viewer_id, owner_id FROM seen
  WHERE NOT EXISTS (SELECT FROM visibility v
    WHERE v.tenant_id = current_tenant() AND v.viewer_id = seen.viewer_id AND v.owner_id = seen.owner_id)
$function$;
CREATE OR REPLACE FUNCTION public.refresh_visibility(changed uuid[])
 RETURNS void
 LANGUAGE sql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
  WITH RECURSIVE above AS MATERIALIZED (
    SELECT employee_id, superior_id FROM direct_crm_superiors
  ), affected AS MATERIALIZED (
    SELECT unnest(changed) AS owner_id
    UNION
    SELECT v.owner_id FROM visibility v WHERE v.tenant_id = current_tenant() AND v.viewer_id = ANY (changed)
  ), seen AS (
    SELECT owner_id, owner_id AS viewer_id FROM affected
    UNION
    SELECT seen.owner_id, above.superior_id FROM seen JOIN above ON above.employee_id = seen.viewer_id
  ), gone AS (
    DELETE FROM visibility v USING affected WHERE v.tenant_id = current_tenant() AND v.owner_id = affected.owner_id
      AND NOT EXISTS (SELECT FROM seen WHERE seen.viewer_id = v.viewer_id AND seen.owner_id = v.owner_id)
  )
  INSERT INTO visibility (tenant_id, viewer_id, owner_id)
  SELECT current_tenant(), viewer_id, owner_id FROM seen
  WHERE NOT EXISTS (SELECT FROM visibility v
    WHERE v.tenant_id = current_tenant() AND v.viewer_id = seen.viewer_id AND v.owner_id = seen.owner_id)
$function$;
CREATE OR REPLACE FUNCTION public.refuse_absent_owners()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
DECLARE
  owners uuid[];
  absent bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT n.owner_id) INTO owners FROM new_rows n WHERE n.owner_id IS NOT NULL;
  ELSE
    SELECT array_agg(DISTINCT n.owner_id) INTO owners FROM new_rows n JOIN old_rows o USING (tenant_id, id)
      WHERE n.owner_id IS NOT NULL AND n.owner_id IS DISTINCT FROM o.owner_id;
  END IF;
  IF owners IS NULL THEN RETURN NULL; END IF;
  SELECT count(*) FILTER (WHERE locked.status IN ('suspended', 'left')) INTO absent FROM (
    SELECT e.status FROM employees e WHERE e.tenant_id = current_tenant() AND e.id = ANY (owners) ORDER BY e.id FOR SHARE) locked;
  IF absent > 0 THEN
    RAISE EXCEPTION 'An owner in % is not at work', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'owner_at_work';
  END IF;
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF current_user = 'highseas_definer' AND (TG_OP = 'UPDATE' OR TG_OP = 'DELETE' AND TG_TABLE_NAME <> 'audit_log') THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $function$;
CREATE OR REPLACE FUNCTION public.refuse_while_reset()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF current_user <> 'highseas_definer' AND EXISTS (
      SELECT FROM crm_resets r WHERE r.tenant_id = current_tenant() AND r.status = 'running' AND TG_ARGV[0] = ANY (r.objects)) THEN
    RAISE EXCEPTION 'The records in % are being reset', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'records_being_reset';
  END IF;
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.remove_group_from_pools()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM pool_members m USING old_rows o WHERE m.tenant_id = o.tenant_id AND m.group_id = o.id;
  RETURN NULL;
END $function$;
CREATE OR REPLACE PROCEDURE public.require_owner_at_work(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
BEGIN
  EXECUTE format('CREATE TRIGGER owner_at_work_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_absent_owners()', target);
  EXECUTE format('CREATE TRIGGER owner_at_work_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_absent_owners()', target);
END $procedure$;
CREATE OR REPLACE FUNCTION public.reset_step(reset uuid, step_kind text, step_position integer, after uuid, most integer)
 RETURNS TABLE(changed bigint, last uuid, stored jsonb)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
  r crm_resets;
  s reset_steps;
  has_id boolean;
  identity text;
BEGIN
  SELECT * INTO r FROM crm_resets c WHERE c.tenant_id = current_tenant() AND c.id = reset AND c.status = 'running' AND c.starts_at <= now();
  SELECT * INTO s FROM reset_steps t WHERE t.kind = step_kind AND t.position = step_position;
  IF r.id IS NULL OR s.target IS NULL OR step_kind <> ALL (r.kinds || '{*}') THEN
    RAISE EXCEPTION 'No such reset is running' USING ERRCODE = 'insufficient_privilege';
  END IF;
  has_id := EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = format('public.%I', s.target)::regclass AND a.attname = 'id');
  identity := CASE WHEN has_id THEN 'id' ELSE 'ctid' END;
  RETURN QUERY EXECUTE format(
    'WITH chosen AS MATERIALIZED (
       SELECT r.%1$s AS it FROM public.%2$I r WHERE r.tenant_id = current_tenant() AND (%3$s) %4$s LIMIT $3
     ), done AS (%5$s WHERE r.tenant_id = current_tenant() AND r.%1$s = c.it RETURNING %6$s AS stored)
     SELECT (SELECT count(*) FROM done), CASE WHEN count(*) = $3 THEN %7$s END, (SELECT jsonb_agg(d.stored) FROM done d WHERE d.stored IS NOT NULL)
     FROM chosen',
    identity, s.target, s.condition,
    CASE WHEN has_id THEN 'AND r.id > $2 ORDER BY r.id' ELSE 'AND $2 IS NOT NULL' END,
    CASE WHEN s.assignment IS NULL THEN format('DELETE FROM public.%I r USING chosen c', s.target)
      ELSE format('UPDATE public.%I r SET %s FROM chosen c', s.target, s.assignment) END,
    coalesce(s.stored, 'NULL::jsonb'),
    CASE WHEN has_id THEN '(array_agg(it ORDER BY it DESC))[1]' ELSE '$2' END)
  USING r.objects, after, most;
END $function$;
CREATE OR REPLACE FUNCTION public.rotate_session_token(old_hash bytea, new_hash bytea, at timestamp with time zone, short_life interval, long_life interval)
 RETURNS TABLE("accountId" uuid, "tenantId" uuid, "employeeId" uuid, "sessionId" uuid)
 LANGUAGE plpgsql
AS $function$
DECLARE
  session sessions%ROWTYPE;
  exchanged timestamptz;
BEGIN
  SELECT s.* INTO session FROM sessions s JOIN session_tokens t ON t.session_id = s.id WHERE t.hash = old_hash FOR UPDATE OF s;
  IF session.id IS NULL OR session.ended_at IS NOT NULL OR session.expires_at <= at THEN RETURN; END IF;
  SELECT t.used_at INTO exchanged FROM session_tokens t WHERE t.hash = old_hash;
  IF exchanged IS NOT NULL THEN
    UPDATE sessions s SET ended_at = at, end_reason = 'tokenReused' WHERE s.id = session.id;
    RETURN;
  END IF;
  PERFORM set_config('app.tenant_id', session.tenant_id::text, true);
  IF NOT EXISTS (
    SELECT FROM employees e
    JOIN enterprises en ON en.tenant_id = e.tenant_id AND en.status = 'active'
    JOIN accounts a ON a.id = e.account_id AND a.status = 'active'
    WHERE e.tenant_id = session.tenant_id AND e.id = session.employee_id AND e.status = 'active' AND a.id = session.account_id
  ) THEN RETURN; END IF;
  UPDATE session_tokens t SET used_at = at WHERE t.hash = old_hash;
  INSERT INTO session_tokens (hash, session_id, created_at) VALUES (new_hash, session.id, at);
  UPDATE sessions s SET last_used_at = at, expires_at = at + CASE WHEN s.remember THEN long_life ELSE short_life END
    WHERE s.id = session.id;
  RETURN QUERY SELECT session.account_id, session.tenant_id, session.employee_id, session.id;
END $function$;
CREATE OR REPLACE FUNCTION public.search_contacts(term text, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 200
 SET search_path TO 'pg_catalog', 'public'
AS $function$
    BEGIN
      IF current_tenant() IS NULL THEN RAISE EXCEPTION 'No enterprise is set'; END IF;
      RETURN QUERY SELECT r.id FROM public.contacts r
        WHERE r.tenant_id = current_tenant() AND bigrams(r.search_text) @> bigrams(term)
          AND r.search_text LIKE '%' || replace(replace(replace(lower(term), '\', '\\'), '%', '\%'), '_', '\_') || '%'
        LIMIT most;
    END $function$;
CREATE OR REPLACE FUNCTION public.search_customers(term text, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 200
 SET search_path TO 'pg_catalog', 'public'
AS $function$
    BEGIN
      IF current_tenant() IS NULL THEN RAISE EXCEPTION 'No enterprise is set'; END IF;
      RETURN QUERY SELECT r.id FROM public.customers r
        WHERE r.tenant_id = current_tenant() AND bigrams(r.search_text) @> bigrams(term)
          AND r.search_text LIKE '%' || replace(replace(replace(lower(term), '\', '\\'), '%', '\%'), '_', '\_') || '%'
        LIMIT most;
    END $function$;
CREATE OR REPLACE FUNCTION public.search_employees(term text, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 200
 SET search_path TO 'pg_catalog', 'public'
AS $function$
    BEGIN
      IF current_tenant() IS NULL THEN RAISE EXCEPTION 'No enterprise is set'; END IF;
      RETURN QUERY SELECT r.id FROM public.employees r
        WHERE r.tenant_id = current_tenant() AND bigrams(r.search_text) @> bigrams(term)
          AND r.search_text LIKE '%' || replace(replace(replace(lower(term), '\', '\\'), '%', '\%'), '_', '\_') || '%'
        LIMIT most;
    END $function$;
CREATE OR REPLACE FUNCTION public.search_leads(term text, most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 200
 SET search_path TO 'pg_catalog', 'public'
AS $function$
    BEGIN
      IF current_tenant() IS NULL THEN RAISE EXCEPTION 'No enterprise is set'; END IF;
      RETURN QUERY SELECT r.id FROM public.leads r
        WHERE r.tenant_id = current_tenant() AND bigrams(r.search_text) @> bigrams(term)
          AND r.search_text LIKE '%' || replace(replace(replace(lower(term), '\', '\\'), '%', '\%'), '_', '\_') || '%'
        LIMIT most;
    END $function$;
CREATE OR REPLACE FUNCTION public.take_throttles(keys text[], allowed integer[], seconds integer[], sliding boolean, at timestamp with time zone)
 RETURNS TABLE(key text, used integer, "resetsAt" timestamp with time zone)
 LANGUAGE plpgsql
AS $function$
#variable_conflict use_column
BEGIN
  -- In one order always, so that two callers cannot wait for each other.
  INSERT INTO throttles (key, used, resets_at)
    SELECT w.k, 0, at + make_interval(secs => w.s) FROM unnest(keys, seconds) AS w (k, s) ORDER BY w.k
    ON CONFLICT (key) DO NOTHING;
  PERFORM FROM throttles t WHERE t.key = ANY (keys) ORDER BY t.key FOR UPDATE;
  UPDATE throttles t SET used = 0, resets_at = at + make_interval(secs => w.s)
    FROM unnest(keys, seconds) AS w (k, s) WHERE t.key = w.k AND t.resets_at <= at;
  RETURN QUERY
    SELECT t.key, t.used, t.resets_at FROM throttles t JOIN unnest(keys, allowed) AS w (k, a) ON t.key = w.k WHERE t.used >= w.a;
  IF FOUND THEN RETURN; END IF;
  UPDATE throttles t SET used = t.used + 1, resets_at = CASE WHEN sliding THEN at + make_interval(secs => w.s) ELSE t.resets_at END
    FROM unnest(keys, seconds) AS w (k, s) WHERE t.key = w.k;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id)
    SELECT n.tenant_id, TG_ARGV[0], n.id, n.version, 'created', current_actor(), current_origin(), current_setting('app.request_id', true)
    FROM new_rows n;
  ELSE
    INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id)
    SELECT o.tenant_id, TG_ARGV[0], o.id, o.version + 1, 'deleted', current_actor(), current_origin(), current_setting('app.request_id', true)
    FROM old_rows o;
  END IF;
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_api_keys()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'apiKey', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.scopes IS DISTINCT FROM n.scopes THEN '"scopes":' || json_build_array(o.scopes, n.scopes)::text END,
        CASE WHEN o.ending IS DISTINCT FROM n.ending THEN '"ending":' || json_build_array(o.ending, n.ending)::text END,
        CASE WHEN o.old_until IS DISTINCT FROM n.old_until THEN '"old_until":' || json_build_array(o.old_until, n.old_until)::text END,
        CASE WHEN o.ranges IS DISTINCT FROM n.ranges THEN '"ranges":' || json_build_array(o.ranges, n.ranges)::text END,
        CASE WHEN o.rate_limit IS DISTINCT FROM n.rate_limit THEN '"rate_limit":' || json_build_array(o.rate_limit, n.rate_limit)::text END,
        CASE WHEN o.expires_at IS DISTINCT FROM n.expires_at THEN '"expires_at":' || json_build_array(o.expires_at, n.expires_at)::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_contacts()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'contact', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.customer_id IS DISTINCT FROM n.customer_id THEN '"customer_id":' || json_build_array(o.customer_id, n.customer_id)::text END,
        CASE WHEN o.name IS DISTINCT FROM n.name THEN '"name":' || json_build_array(o.name, n.name)::text END,
        CASE WHEN o.title IS DISTINCT FROM n.title THEN '"title":' || json_build_array(o.title, n.title)::text END,
        CASE WHEN o.department IS DISTINCT FROM n.department THEN '"department":' || json_build_array(o.department, n.department)::text END,
        CASE WHEN o.phone IS DISTINCT FROM n.phone THEN '"phone":' || json_build_array(o.phone, n.phone)::text END,
        CASE WHEN o.other_phones IS DISTINCT FROM n.other_phones THEN '"other_phones":' || json_build_array(o.other_phones, n.other_phones)::text END,
        CASE WHEN o.email IS DISTINCT FROM n.email THEN '"email":' || json_build_array(o.email, n.email)::text END,
        CASE WHEN o.wechat IS DISTINCT FROM n.wechat THEN '"wechat":' || json_build_array(o.wechat, n.wechat)::text END,
        CASE WHEN o.birthday IS DISTINCT FROM n.birthday THEN '"birthday":' || json_build_array(o.birthday, n.birthday)::text END,
        CASE WHEN o.remind_days_before IS DISTINCT FROM n.remind_days_before THEN '"remind_days_before":' || json_build_array(o.remind_days_before, n.remind_days_before)::text END,
        CASE WHEN o.gender IS DISTINCT FROM n.gender THEN '"gender":' || json_build_array(o.gender, n.gender)::text END,
        CASE WHEN o.is_key IS DISTINCT FROM n.is_key THEN '"is_key":' || json_build_array(o.is_key, n.is_key)::text END,
        CASE WHEN o.decision_role IS DISTINCT FROM n.decision_role THEN '"decision_role":' || json_build_array(o.decision_role, n.decision_role)::text END,
        CASE WHEN o.remark IS DISTINCT FROM n.remark THEN '"remark":' || json_build_array(o.remark, n.remark)::text END,
        CASE WHEN o.tags IS DISTINCT FROM n.tags THEN '"tags":' || json_build_array(o.tags, n.tags)::text END,
        CASE WHEN o.status IS DISTINCT FROM n.status THEN '"status":' || json_build_array(o.status, n.status)::text END,
        CASE WHEN o.custom IS DISTINCT FROM n.custom THEN '"custom":' || json_build_array(o.custom, n.custom)::text END,
        CASE WHEN o.import_id IS DISTINCT FROM n.import_id THEN '"import_id":' || json_build_array(o.import_id, n.import_id)::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_custom_fields()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'customField', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.object IS DISTINCT FROM n.object THEN '"object":' || json_build_array(o.object, n.object)::text END,
        CASE WHEN o.key IS DISTINCT FROM n.key THEN '"key":' || json_build_array(o.key, n.key)::text END,
        CASE WHEN o.label IS DISTINCT FROM n.label THEN '"label":' || json_build_array(o.label, n.label)::text END,
        CASE WHEN o.type IS DISTINCT FROM n.type THEN '"type":' || json_build_array(o.type, n.type)::text END,
        CASE WHEN o.choices IS DISTINCT FROM n.choices THEN '"choices":' || json_build_array(o.choices, n.choices)::text END,
        CASE WHEN o.required IS DISTINCT FROM n.required THEN '"required":' || json_build_array(o.required, n.required)::text END,
        CASE WHEN o.is_unique IS DISTINCT FROM n.is_unique THEN '"is_unique":' || json_build_array(o.is_unique, n.is_unique)::text END,
        CASE WHEN o.indexed IS DISTINCT FROM n.indexed THEN '"indexed":' || json_build_array(o.indexed, n.indexed)::text END,
        CASE WHEN o.default_value IS DISTINCT FROM n.default_value THEN '"default_value":' || json_build_array(o.default_value, n.default_value)::text END,
        CASE WHEN o.help IS DISTINCT FROM n.help THEN '"help":' || json_build_array(o.help, n.help)::text END,
        CASE WHEN o.section IS DISTINCT FROM n.section THEN '"section":' || json_build_array(o.section, n.section)::text END,
        CASE WHEN o."position" IS DISTINCT FROM n."position" THEN '"position":' || json_build_array(o."position", n."position")::text END,
        CASE WHEN o.status IS DISTINCT FROM n.status THEN '"status":' || json_build_array(o.status, n.status)::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END,
        CASE WHEN o.index_building IS DISTINCT FROM n.index_building THEN '"index_building":' || json_build_array(o.index_building, n.index_building)::text END,
        CASE WHEN o.formula IS DISTINCT FROM n.formula THEN '"formula":' || json_build_array(o.formula, n.formula)::text END,
        CASE WHEN o.decimals IS DISTINCT FROM n.decimals THEN '"decimals":' || json_build_array(o.decimals, n.decimals)::text END,
        CASE WHEN o.max_files IS DISTINCT FROM n.max_files THEN '"max_files":' || json_build_array(o.max_files, n.max_files)::text END,
        CASE WHEN o.file_kinds IS DISTINCT FROM n.file_kinds THEN '"file_kinds":' || json_build_array(o.file_kinds, n.file_kinds)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_customers()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'customer', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.name IS DISTINCT FROM n.name THEN '"name":' || json_build_array(o.name, n.name)::text END,
        CASE WHEN o.short_name IS DISTINCT FROM n.short_name THEN '"short_name":' || json_build_array(o.short_name, n.short_name)::text END,
        CASE WHEN o.number IS DISTINCT FROM n.number THEN '"number":' || json_build_array(o.number, n.number)::text END,
        CASE WHEN o.status_id IS DISTINCT FROM n.status_id THEN '"status_id":' || json_build_array(o.status_id, n.status_id)::text END,
        CASE WHEN o.level_id IS DISTINCT FROM n.level_id THEN '"level_id":' || json_build_array(o.level_id, n.level_id)::text END,
        CASE WHEN o.industry_id IS DISTINCT FROM n.industry_id THEN '"industry_id":' || json_build_array(o.industry_id, n.industry_id)::text END,
        CASE WHEN o.region_id IS DISTINCT FROM n.region_id THEN '"region_id":' || json_build_array(o.region_id, n.region_id)::text END,
        CASE WHEN o.channel_type_id IS DISTINCT FROM n.channel_type_id THEN '"channel_type_id":' || json_build_array(o.channel_type_id, n.channel_type_id)::text END,
        CASE WHEN o.source_id IS DISTINCT FROM n.source_id THEN '"source_id":' || json_build_array(o.source_id, n.source_id)::text END,
        CASE WHEN o.progress_id IS DISTINCT FROM n.progress_id THEN '"progress_id":' || json_build_array(o.progress_id, n.progress_id)::text END,
        CASE WHEN o.address IS DISTINCT FROM n.address THEN '"address":' || json_build_array(o.address, n.address)::text END,
        CASE WHEN o.longitude IS DISTINCT FROM n.longitude THEN '"longitude":' || json_build_array(o.longitude, n.longitude)::text END,
        CASE WHEN o.latitude IS DISTINCT FROM n.latitude THEN '"latitude":' || json_build_array(o.latitude, n.latitude)::text END,
        CASE WHEN o.phone IS DISTINCT FROM n.phone THEN '"phone":' || json_build_array(o.phone, n.phone)::text END,
        CASE WHEN o.other_phones IS DISTINCT FROM n.other_phones THEN '"other_phones":' || json_build_array(o.other_phones, n.other_phones)::text END,
        CASE WHEN o.website IS DISTINCT FROM n.website THEN '"website":' || json_build_array(o.website, n.website)::text END,
        CASE WHEN o.parent_id IS DISTINCT FROM n.parent_id THEN '"parent_id":' || json_build_array(o.parent_id, n.parent_id)::text END,
        CASE WHEN o.remark IS DISTINCT FROM n.remark THEN '"remark":' || json_build_array(o.remark, n.remark)::text END,
        CASE WHEN o.tags IS DISTINCT FROM n.tags THEN '"tags":' || json_build_array(o.tags, n.tags)::text END,
        CASE WHEN o.custom IS DISTINCT FROM n.custom THEN '"custom":' || json_build_array(o.custom, n.custom)::text END,
        CASE WHEN o.is_private IS DISTINCT FROM n.is_private THEN '"is_private":' || json_build_array(o.is_private, n.is_private)::text END,
        CASE WHEN o.state IS DISTINCT FROM n.state THEN '"state":' || json_build_array(o.state, n.state)::text END,
        CASE WHEN o.archive_reason IS DISTINCT FROM n.archive_reason THEN '"archive_reason":' || json_build_array(o.archive_reason, n.archive_reason)::text END,
        CASE WHEN o.merged_into_id IS DISTINCT FROM n.merged_into_id THEN '"merged_into_id":' || json_build_array(o.merged_into_id, n.merged_into_id)::text END,
        CASE WHEN o.import_id IS DISTINCT FROM n.import_id THEN '"import_id":' || json_build_array(o.import_id, n.import_id)::text END,
        CASE WHEN o.pool_id IS DISTINCT FROM n.pool_id THEN '"pool_id":' || json_build_array(o.pool_id, n.pool_id)::text END,
        CASE WHEN o.owner_id IS DISTINCT FROM n.owner_id THEN '"owner_id":' || json_build_array(o.owner_id, n.owner_id)::text END,
        CASE WHEN o.home_pool_id IS DISTINCT FROM n.home_pool_id THEN '"home_pool_id":' || json_build_array(o.home_pool_id, n.home_pool_id)::text END,
        CASE WHEN o.acquisition IS DISTINCT FROM n.acquisition THEN '"acquisition":' || json_build_array(o.acquisition, n.acquisition)::text END,
        CASE WHEN o.owned_since IS DISTINCT FROM n.owned_since THEN '"owned_since":' || json_build_array(o.owned_since, n.owned_since)::text END,
        CASE WHEN o.entered_pool_at IS DISTINCT FROM n.entered_pool_at THEN '"entered_pool_at":' || json_build_array(o.entered_pool_at, n.entered_pool_at)::text END,
        CASE WHEN o.last_follow_up_at IS DISTINCT FROM n.last_follow_up_at THEN '"last_follow_up_at":' || json_build_array(o.last_follow_up_at, n.last_follow_up_at)::text END,
        CASE WHEN o.follow_up_count IS DISTINCT FROM n.follow_up_count THEN '"follow_up_count":' || json_build_array(o.follow_up_count, n.follow_up_count)::text END,
        CASE WHEN o.next_contact_at IS DISTINCT FROM n.next_contact_at THEN '"next_contact_at":' || json_build_array(o.next_contact_at, n.next_contact_at)::text END,
        CASE WHEN o.quarantined_until IS DISTINCT FROM n.quarantined_until THEN '"quarantined_until":' || json_build_array(o.quarantined_until, n.quarantined_until)::text END,
        CASE WHEN o.quarantine_reason IS DISTINCT FROM n.quarantine_reason THEN '"quarantine_reason":' || json_build_array(o.quarantine_reason, n.quarantine_reason)::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END,
        CASE WHEN o.lead_id IS DISTINCT FROM n.lead_id THEN '"lead_id":' || json_build_array(o.lead_id, n.lead_id)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_departments()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'department', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.parent_id IS DISTINCT FROM n.parent_id THEN '"parent_id":' || json_build_array(o.parent_id, n.parent_id)::text END,
        CASE WHEN o.name IS DISTINCT FROM n.name THEN '"name":' || json_build_array(o.name, n.name)::text END,
        CASE WHEN o.leader_id IS DISTINCT FROM n.leader_id THEN '"leader_id":' || json_build_array(o.leader_id, n.leader_id)::text END,
        CASE WHEN o."position" IS DISTINCT FROM n."position" THEN '"position":' || json_build_array(o."position", n."position")::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_dictionary_items()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'dictionary', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.dictionary IS DISTINCT FROM n.dictionary THEN '"dictionary":' || json_build_array(o.dictionary, n.dictionary)::text END,
        CASE WHEN o.parent_id IS DISTINCT FROM n.parent_id THEN '"parent_id":' || json_build_array(o.parent_id, n.parent_id)::text END,
        CASE WHEN o.code IS DISTINCT FROM n.code THEN '"code":' || json_build_array(o.code, n.code)::text END,
        CASE WHEN o.label IS DISTINCT FROM n.label THEN '"label":' || json_build_array(o.label, n.label)::text END,
        CASE WHEN o."position" IS DISTINCT FROM n."position" THEN '"position":' || json_build_array(o."position", n."position")::text END,
        CASE WHEN o.status IS DISTINCT FROM n.status THEN '"status":' || json_build_array(o.status, n.status)::text END,
        CASE WHEN o.merged_into_id IS DISTINCT FROM n.merged_into_id THEN '"merged_into_id":' || json_build_array(o.merged_into_id, n.merged_into_id)::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_employees()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'employee', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.account_id IS DISTINCT FROM n.account_id THEN '"account_id":' || json_build_array(o.account_id, n.account_id)::text END,
        CASE WHEN o.name IS DISTINCT FROM n.name THEN '"name":' || json_build_array(o.name, n.name)::text END,
        CASE WHEN o.nickname IS DISTINCT FROM n.nickname THEN '"nickname":' || json_build_array(o.nickname, n.nickname)::text END,
        CASE WHEN o.phone IS DISTINCT FROM n.phone THEN '"phone":' || json_build_array(o.phone, n.phone)::text END,
        CASE WHEN o.email::text IS DISTINCT FROM n.email::text THEN '"email":' || json_build_array(o.email, n.email)::text END,
        CASE WHEN o.title IS DISTINCT FROM n.title THEN '"title":' || json_build_array(o.title, n.title)::text END,
        CASE WHEN o.employee_number IS DISTINCT FROM n.employee_number THEN '"employee_number":' || json_build_array(o.employee_number, n.employee_number)::text END,
        CASE WHEN o.entry_date IS DISTINCT FROM n.entry_date THEN '"entry_date":' || json_build_array(o.entry_date, n.entry_date)::text END,
        CASE WHEN o.avatar IS DISTINCT FROM n.avatar THEN '"avatar":' || json_build_array(o.avatar, n.avatar)::text END,
        CASE WHEN o.superior_id IS DISTINCT FROM n.superior_id THEN '"superior_id":' || json_build_array(o.superior_id, n.superior_id)::text END,
        CASE WHEN o.seat IS DISTINCT FROM n.seat THEN '"seat":' || json_build_array(o.seat, n.seat)::text END,
        CASE WHEN o.status IS DISTINCT FROM n.status THEN '"status":' || json_build_array(o.status, n.status)::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END,
        CASE WHEN o.kind IS DISTINCT FROM n.kind THEN '"kind":' || json_build_array(o.kind, n.kind)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_follow_ups()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'followUp', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.method IS DISTINCT FROM n.method THEN '"method":' || json_build_array(o.method, n.method)::text END,
        CASE WHEN o.content IS DISTINCT FROM n.content THEN '"content":' || json_build_array(o.content, n.content)::text END,
        CASE WHEN o.degree IS DISTINCT FROM n.degree THEN '"degree":' || json_build_array(o.degree, n.degree)::text END,
        CASE WHEN o.next_contact_at IS DISTINCT FROM n.next_contact_at THEN '"next_contact_at":' || json_build_array(o.next_contact_at, n.next_contact_at)::text END,
        CASE WHEN o.at IS DISTINCT FROM n.at THEN '"at":' || json_build_array(o.at, n.at)::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END,
        CASE WHEN o.type_id IS DISTINCT FROM n.type_id THEN '"type_id":' || json_build_array(o.type_id, n.type_id)::text END,
        CASE WHEN o.action_tag_ids IS DISTINCT FROM n.action_tag_ids THEN '"action_tag_ids":' || json_build_array(o.action_tag_ids, n.action_tag_ids)::text END,
        CASE WHEN o.address IS DISTINCT FROM n.address THEN '"address":' || json_build_array(o.address, n.address)::text END,
        CASE WHEN o.longitude IS DISTINCT FROM n.longitude THEN '"longitude":' || json_build_array(o.longitude, n.longitude)::text END,
        CASE WHEN o.latitude IS DISTINCT FROM n.latitude THEN '"latitude":' || json_build_array(o.latitude, n.latitude)::text END,
        CASE WHEN o.voice_seconds IS DISTINCT FROM n.voice_seconds THEN '"voice_seconds":' || json_build_array(o.voice_seconds, n.voice_seconds)::text END,
        CASE WHEN o.custom IS DISTINCT FROM n.custom THEN '"custom":' || json_build_array(o.custom, n.custom)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_form_layouts()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'layout', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.object IS DISTINCT FROM n.object THEN '"object":' || json_build_array(o.object, n.object)::text END,
        CASE WHEN o.role_id IS DISTINCT FROM n.role_id THEN '"role_id":' || json_build_array(o.role_id, n.role_id)::text END,
        CASE WHEN o.sections IS DISTINCT FROM n.sections THEN '"sections":' || json_build_array(o.sections, n.sections)::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_leads()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'lead', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.name IS DISTINCT FROM n.name THEN '"name":' || json_build_array(o.name, n.name)::text END,
        CASE WHEN o.company IS DISTINCT FROM n.company THEN '"company":' || json_build_array(o.company, n.company)::text END,
        CASE WHEN o.title IS DISTINCT FROM n.title THEN '"title":' || json_build_array(o.title, n.title)::text END,
        CASE WHEN o.phone IS DISTINCT FROM n.phone THEN '"phone":' || json_build_array(o.phone, n.phone)::text END,
        CASE WHEN o.email IS DISTINCT FROM n.email THEN '"email":' || json_build_array(o.email, n.email)::text END,
        CASE WHEN o.wechat IS DISTINCT FROM n.wechat THEN '"wechat":' || json_build_array(o.wechat, n.wechat)::text END,
        CASE WHEN o.address IS DISTINCT FROM n.address THEN '"address":' || json_build_array(o.address, n.address)::text END,
        CASE WHEN o.website IS DISTINCT FROM n.website THEN '"website":' || json_build_array(o.website, n.website)::text END,
        CASE WHEN o.remark IS DISTINCT FROM n.remark THEN '"remark":' || json_build_array(o.remark, n.remark)::text END,
        CASE WHEN o.tags IS DISTINCT FROM n.tags THEN '"tags":' || json_build_array(o.tags, n.tags)::text END,
        CASE WHEN o.degree IS DISTINCT FROM n.degree THEN '"degree":' || json_build_array(o.degree, n.degree)::text END,
        CASE WHEN o.status IS DISTINCT FROM n.status THEN '"status":' || json_build_array(o.status, n.status)::text END,
        CASE WHEN o.custom IS DISTINCT FROM n.custom THEN '"custom":' || json_build_array(o.custom, n.custom)::text END,
        CASE WHEN o.import_id IS DISTINCT FROM n.import_id THEN '"import_id":' || json_build_array(o.import_id, n.import_id)::text END,
        CASE WHEN o.pool_id IS DISTINCT FROM n.pool_id THEN '"pool_id":' || json_build_array(o.pool_id, n.pool_id)::text END,
        CASE WHEN o.owner_id IS DISTINCT FROM n.owner_id THEN '"owner_id":' || json_build_array(o.owner_id, n.owner_id)::text END,
        CASE WHEN o.home_pool_id IS DISTINCT FROM n.home_pool_id THEN '"home_pool_id":' || json_build_array(o.home_pool_id, n.home_pool_id)::text END,
        CASE WHEN o.acquisition IS DISTINCT FROM n.acquisition THEN '"acquisition":' || json_build_array(o.acquisition, n.acquisition)::text END,
        CASE WHEN o.owned_since IS DISTINCT FROM n.owned_since THEN '"owned_since":' || json_build_array(o.owned_since, n.owned_since)::text END,
        CASE WHEN o.entered_pool_at IS DISTINCT FROM n.entered_pool_at THEN '"entered_pool_at":' || json_build_array(o.entered_pool_at, n.entered_pool_at)::text END,
        CASE WHEN o.last_follow_up_at IS DISTINCT FROM n.last_follow_up_at THEN '"last_follow_up_at":' || json_build_array(o.last_follow_up_at, n.last_follow_up_at)::text END,
        CASE WHEN o.follow_up_count IS DISTINCT FROM n.follow_up_count THEN '"follow_up_count":' || json_build_array(o.follow_up_count, n.follow_up_count)::text END,
        CASE WHEN o.next_contact_at IS DISTINCT FROM n.next_contact_at THEN '"next_contact_at":' || json_build_array(o.next_contact_at, n.next_contact_at)::text END,
        CASE WHEN o.quarantined_until IS DISTINCT FROM n.quarantined_until THEN '"quarantined_until":' || json_build_array(o.quarantined_until, n.quarantined_until)::text END,
        CASE WHEN o.quarantine_reason IS DISTINCT FROM n.quarantine_reason THEN '"quarantine_reason":' || json_build_array(o.quarantine_reason, n.quarantine_reason)::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END,
        CASE WHEN o.merged_into_id IS DISTINCT FROM n.merged_into_id THEN '"merged_into_id":' || json_build_array(o.merged_into_id, n.merged_into_id)::text END,
        CASE WHEN o.source_id IS DISTINCT FROM n.source_id THEN '"source_id":' || json_build_array(o.source_id, n.source_id)::text END,
        CASE WHEN o.group_id IS DISTINCT FROM n.group_id THEN '"group_id":' || json_build_array(o.group_id, n.group_id)::text END,
        CASE WHEN o.industry_id IS DISTINCT FROM n.industry_id THEN '"industry_id":' || json_build_array(o.industry_id, n.industry_id)::text END,
        CASE WHEN o.region_id IS DISTINCT FROM n.region_id THEN '"region_id":' || json_build_array(o.region_id, n.region_id)::text END,
        CASE WHEN o.invalid_reason_id IS DISTINCT FROM n.invalid_reason_id THEN '"invalid_reason_id":' || json_build_array(o.invalid_reason_id, n.invalid_reason_id)::text END,
        CASE WHEN o.customer_id IS DISTINCT FROM n.customer_id THEN '"customer_id":' || json_build_array(o.customer_id, n.customer_id)::text END,
        CASE WHEN o.contact_id IS DISTINCT FROM n.contact_id THEN '"contact_id":' || json_build_array(o.contact_id, n.contact_id)::text END,
        CASE WHEN o.converted_at IS DISTINCT FROM n.converted_at THEN '"converted_at":' || json_build_array(o.converted_at, n.converted_at)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_pools()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'pool', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.object IS DISTINCT FROM n.object THEN '"object":' || json_build_array(o.object, n.object)::text END,
        CASE WHEN o.name IS DISTINCT FROM n.name THEN '"name":' || json_build_array(o.name, n.name)::text END,
        CASE WHEN o.description IS DISTINCT FROM n.description THEN '"description":' || json_build_array(o.description, n.description)::text END,
        CASE WHEN o.status IS DISTINCT FROM n.status THEN '"status":' || json_build_array(o.status, n.status)::text END,
        CASE WHEN o.department_id IS DISTINCT FROM n.department_id THEN '"department_id":' || json_build_array(o.department_id, n.department_id)::text END,
        CASE WHEN o.hidden_fields IS DISTINCT FROM n.hidden_fields THEN '"hidden_fields":' || json_build_array(o.hidden_fields, n.hidden_fields)::text END,
        CASE WHEN o.masked_fields IS DISTINCT FROM n.masked_fields THEN '"masked_fields":' || json_build_array(o.masked_fields, n.masked_fields)::text END,
        CASE WHEN o."position" IS DISTINCT FROM n."position" THEN '"position":' || json_build_array(o."position", n."position")::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.track_changes_of_roles()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_nestloop TO 'off'
AS $function$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, 'role', n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        CASE WHEN o.key IS DISTINCT FROM n.key THEN '"key":' || json_build_array(o.key, n.key)::text END,
        CASE WHEN o.name IS DISTINCT FROM n.name THEN '"name":' || json_build_array(o.name, n.name)::text END,
        CASE WHEN o.description IS DISTINCT FROM n.description THEN '"description":' || json_build_array(o.description, n.description)::text END,
        CASE WHEN o.grants IS DISTINCT FROM n.grants THEN '"grants":' || json_build_array(o.grants, n.grants)::text END,
        CASE WHEN o.field_rules IS DISTINCT FROM n.field_rules THEN '"field_rules":' || json_build_array(o.field_rules, n.field_rules)::text END,
        CASE WHEN o.created_at IS DISTINCT FROM n.created_at THEN '"created_at":' || json_build_array(o.created_at, n.created_at)::text END,
        CASE WHEN o.created_by IS DISTINCT FROM n.created_by THEN '"created_by":' || json_build_array(o.created_by, n.created_by)::text END
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $function$;
CREATE OR REPLACE PROCEDURE public.track_columns(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$
DECLARE
  -- of the trigger's arguments the first is the object, the others are columns that are derived and not worth a line
  args text[] := (SELECT string_to_array(rtrim(encode(t.tgargs, 'escape'), '\000'), '\000') FROM pg_trigger t WHERE t.tgrelid = target AND t.tgname = 'track_insert');
  columns text := (
    -- letters that differ in their case alone are a change, which citext does not see
    SELECT string_agg(format($$CASE WHEN o.%1$I%2$s IS DISTINCT FROM n.%1$I%2$s THEN %3$L || json_build_array(o.%1$I, n.%1$I)::text END$$,
      a.attname, CASE WHEN a.atttypid = 'citext'::regtype THEN '::text' ELSE '' END, to_json(a.attname::text)::text || ':'), E',\n        ' ORDER BY a.attnum)
    FROM pg_attribute a
    WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname <> ALL (args[2:] || '{tenant_id,id,version,updated_at,updated_by}'::text[]));
BEGIN
  EXECUTE format($function$
CREATE OR REPLACE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
  INSERT INTO record_changes (tenant_id, object, record_id, version, operation, actor_id, origin, request_id, changes)
  SELECT n.tenant_id, %L, n.id, n.version, 'changed', current_actor(), current_origin(), current_setting('app.request_id', true), ('{' || d.changes || '}')::jsonb
  FROM new_rows n
  JOIN old_rows o ON o.tenant_id = n.tenant_id AND o.id = n.id
  -- the offset lets each row's text be written once and not where it is compared, too
  CROSS JOIN LATERAL (SELECT array_to_string(ARRAY[
        %s
      ], ',') AS changes OFFSET 0) d
  WHERE d.changes <> '';
  RETURN NULL;
END $$
  $function$, 'track_changes_of_' || target::text, args[1], columns);
  EXECUTE format('CREATE OR REPLACE TRIGGER track_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION %I()',
    target, 'track_changes_of_' || target::text);
END $procedure$;
CREATE OR REPLACE PROCEDURE public.track_table(IN target regclass, IN object text, VARIADIC derived text[] DEFAULT '{}'::text[])
 LANGUAGE plpgsql
AS $procedure$
DECLARE
  args text := (SELECT string_agg(quote_literal(a), ', ') FROM unnest(object || derived) a);
BEGIN
  EXECUTE format('CREATE TRIGGER track_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
  EXECUTE format('CREATE TRIGGER track_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes(%s)', target, args);
  CALL track_columns(target);
END $procedure$;
CREATE OR REPLACE FUNCTION public.unique_value_key(value text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN sha256(convert_to(value, 'UTF8'::name));

-- Views

CREATE VIEW direct_crm_superiors WITH (security_invoker=true) AS
 WITH next_leader AS (
         SELECT DISTINCT ON (dc.tenant_id, dc.descendant_id) dc.tenant_id,
            dc.descendant_id AS department_id,
            d.leader_id
           FROM (department_closure dc
             JOIN departments d ON (((d.tenant_id = dc.tenant_id) AND (d.id = dc.ancestor_id))))
          WHERE ((dc.tenant_id = current_tenant()) AND (d.leader_id IS NOT NULL))
          ORDER BY dc.tenant_id, dc.descendant_id, dc.depth
        ), highest_led AS (
         SELECT DISTINCT ON (led.tenant_id, led.leader_id, dc.descendant_id) led.tenant_id,
            led.leader_id AS employee_id,
            dc.descendant_id AS department_id,
            led.parent_id
           FROM (departments led
             JOIN department_closure dc ON (((dc.tenant_id = led.tenant_id) AND (dc.ancestor_id = led.id))))
          WHERE ((led.tenant_id = current_tenant()) AND (led.leader_id IS NOT NULL))
          ORDER BY led.tenant_id, led.leader_id, dc.descendant_id, dc.depth DESC
        ), by_default AS (
         SELECT e.tenant_id,
            e.id AS employee_id,
            e.superior_id
           FROM employees e
          WHERE ((e.tenant_id = current_tenant()) AND (e.superior_id IS NOT NULL))
        UNION
         SELECT ed.tenant_id,
            ed.employee_id,
            nl.leader_id
           FROM (((employee_departments ed
             LEFT JOIN highest_led hl ON (((hl.tenant_id = ed.tenant_id) AND (hl.employee_id = ed.employee_id) AND (hl.department_id = ed.department_id))))
             JOIN next_leader nl ON (((nl.tenant_id = ed.tenant_id) AND (nl.department_id =
                CASE
                    WHEN (hl.employee_id IS NULL) THEN ed.department_id
                    ELSE hl.parent_id
                END))))
             LEFT JOIN reporting_closure rc ON (((rc.tenant_id = ed.tenant_id) AND (rc.superior_id = ed.employee_id) AND (rc.subordinate_id = nl.leader_id))))
          WHERE ((ed.tenant_id = current_tenant()) AND (rc.superior_id IS NULL))
        )
 SELECT crm_superiors.tenant_id,
    crm_superiors.employee_id,
    crm_superiors.superior_id
   FROM crm_superiors
  WHERE (crm_superiors.tenant_id = current_tenant())
UNION ALL
 SELECT d.tenant_id,
    d.employee_id,
    d.superior_id
   FROM (by_default d
     LEFT JOIN crm_superiors cs ON (((cs.tenant_id = d.tenant_id) AND (cs.employee_id = d.employee_id))))
  WHERE (cs.employee_id IS NULL);
CREATE VIEW employee_groups WITH (security_invoker=true) AS
 SELECT e.tenant_id,
    e.id AS employee_id,
    e.id AS group_id,
    'employee'::text AS kind
   FROM employees e
UNION ALL
 SELECT er.tenant_id,
    er.employee_id,
    er.role_id AS group_id,
    'role'::text AS kind
   FROM employee_roles er
UNION ALL
 SELECT ed.tenant_id,
    ed.employee_id,
    dc.ancestor_id AS group_id,
    'department'::text AS kind
   FROM (employee_departments ed
     JOIN department_closure dc ON (((dc.tenant_id = ed.tenant_id) AND (dc.descendant_id = ed.department_id))));

-- Triggers

CREATE TRIGGER track_delete AFTER DELETE ON public.api_keys REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('apiKey', 'hash', 'old_hash', 'last_used_at', 'last_used_ip');
CREATE TRIGGER track_insert AFTER INSERT ON public.api_keys REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('apiKey', 'hash', 'old_hash', 'last_used_at', 'last_used_ip');
CREATE TRIGGER track_update AFTER UPDATE ON public.api_keys REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_api_keys();
CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER definitions_changed AFTER INSERT OR DELETE OR UPDATE ON public.calendar_overrides FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();
CREATE TRIGGER contacts_place BEFORE INSERT OR UPDATE OF customer_id ON public.contacts FOR EACH ROW EXECUTE FUNCTION place_contact();
CREATE TRIGGER index_custom_delete AFTER DELETE ON public.contacts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('contact');
CREATE TRIGGER index_custom_insert AFTER INSERT ON public.contacts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('contact');
CREATE TRIGGER index_custom_update AFTER UPDATE ON public.contacts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('contact');
CREATE TRIGGER refuse_while_reset AFTER INSERT OR UPDATE ON public.contacts FOR EACH STATEMENT EXECUTE FUNCTION refuse_while_reset('contact');
CREATE TRIGGER track_delete AFTER DELETE ON public.contacts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('contact', 'search_text', 'name_pinyin', 'initials', 'phone_reversed', 'birthday_key', 'owner_id', 'pool_id', 'home_pool_id', 'is_private');
CREATE TRIGGER track_insert AFTER INSERT ON public.contacts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('contact', 'search_text', 'name_pinyin', 'initials', 'phone_reversed', 'birthday_key', 'owner_id', 'pool_id', 'home_pool_id', 'is_private');
CREATE TRIGGER track_update AFTER UPDATE ON public.contacts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_contacts();
CREATE TRIGGER definitions_changed AFTER INSERT OR DELETE OR UPDATE ON public.custom_fields FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();
CREATE TRIGGER track_delete AFTER DELETE ON public.custom_fields REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('customField');
CREATE TRIGGER track_insert AFTER INSERT ON public.custom_fields REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('customField');
CREATE TRIGGER track_update AFTER UPDATE ON public.custom_fields REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_custom_fields();
CREATE TRIGGER customers_end_privacy BEFORE UPDATE OF owner_id ON public.customers FOR EACH ROW WHEN (((new.owner_id IS NULL) AND new.is_private)) EXECUTE FUNCTION end_privacy();
CREATE TRIGGER customers_place_contacts AFTER UPDATE ON public.customers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION place_contacts();
CREATE TRIGGER index_custom_delete AFTER DELETE ON public.customers REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('customer');
CREATE TRIGGER index_custom_insert AFTER INSERT ON public.customers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('customer');
CREATE TRIGGER index_custom_update AFTER UPDATE ON public.customers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('customer');
CREATE TRIGGER owner_at_work_insert AFTER INSERT ON public.customers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_absent_owners();
CREATE TRIGGER owner_at_work_update AFTER UPDATE ON public.customers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_absent_owners();
CREATE TRIGGER refuse_while_reset AFTER INSERT OR UPDATE ON public.customers FOR EACH STATEMENT EXECUTE FUNCTION refuse_while_reset('customer');
CREATE TRIGGER track_delete AFTER DELETE ON public.customers REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('customer', 'search_text', 'name_pinyin', 'initials', 'name_key', 'short_key', 'near_key', 'unique_name_key', 'unique_short_key', 'phone_reversed', 'protected_until', 'reclaim_at', 'reclaim_rule_id', 'reclaim_rule_key', 'map_row');
CREATE TRIGGER track_insert AFTER INSERT ON public.customers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('customer', 'search_text', 'name_pinyin', 'initials', 'name_key', 'short_key', 'near_key', 'unique_name_key', 'unique_short_key', 'phone_reversed', 'protected_until', 'reclaim_at', 'reclaim_rule_id', 'reclaim_rule_key', 'map_row');
CREATE TRIGGER track_update AFTER UPDATE ON public.customers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_customers();
CREATE TRIGGER pools_lose_group AFTER DELETE ON public.departments REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION remove_group_from_pools();
CREATE TRIGGER track_delete AFTER DELETE ON public.departments REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('department');
CREATE TRIGGER track_insert AFTER INSERT ON public.departments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('department');
CREATE TRIGGER track_update AFTER UPDATE ON public.departments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_departments();
CREATE TRIGGER definitions_changed AFTER INSERT OR DELETE OR UPDATE ON public.dictionary_items FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();
CREATE TRIGGER track_delete AFTER DELETE ON public.dictionary_items REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('dictionary');
CREATE TRIGGER track_insert AFTER INSERT ON public.dictionary_items REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('dictionary');
CREATE TRIGGER track_update AFTER UPDATE ON public.dictionary_items REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_dictionary_items();
CREATE TRIGGER definitions_changed AFTER INSERT OR DELETE OR UPDATE ON public.duplicate_rules FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();
CREATE TRIGGER permissions_changed AFTER INSERT OR DELETE OR UPDATE ON public.employee_roles FOR EACH STATEMENT EXECUTE FUNCTION raise_permission_version();
CREATE TRIGGER track_delete AFTER DELETE ON public.employees REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('employee', 'last_seen_at', 'name_pinyin', 'name_initials', 'search_text', 'phone_reversed');
CREATE TRIGGER track_insert AFTER INSERT ON public.employees REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('employee', 'last_seen_at', 'name_pinyin', 'name_initials', 'search_text', 'phone_reversed');
CREATE TRIGGER track_update AFTER UPDATE ON public.employees REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_employees();
CREATE TRIGGER count_delete AFTER DELETE ON public.files REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_file_usage();
CREATE TRIGGER count_insert AFTER INSERT ON public.files REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_file_usage();
CREATE TRIGGER index_custom_delete AFTER DELETE ON public.follow_ups REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('followUp');
CREATE TRIGGER index_custom_insert AFTER INSERT ON public.follow_ups REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('followUp');
CREATE TRIGGER index_custom_update AFTER UPDATE ON public.follow_ups REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('followUp');
CREATE TRIGGER refuse_while_reset AFTER INSERT OR UPDATE ON public.follow_ups FOR EACH STATEMENT EXECUTE FUNCTION refuse_while_reset('followUp');
CREATE TRIGGER track_delete AFTER DELETE ON public.follow_ups REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('followUp', 'lead_id', 'customer_id');
CREATE TRIGGER track_insert AFTER INSERT ON public.follow_ups REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('followUp', 'lead_id', 'customer_id');
CREATE TRIGGER track_update AFTER UPDATE ON public.follow_ups REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_follow_ups();
CREATE TRIGGER definitions_changed AFTER INSERT OR DELETE OR UPDATE ON public.form_layouts FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();
CREATE TRIGGER track_delete AFTER DELETE ON public.form_layouts REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('layout');
CREATE TRIGGER track_insert AFTER INSERT ON public.form_layouts REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('layout');
CREATE TRIGGER track_update AFTER UPDATE ON public.form_layouts REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_form_layouts();
CREATE TRIGGER refuse_while_reset AFTER INSERT OR UPDATE ON public.lead_captures FOR EACH STATEMENT EXECUTE FUNCTION refuse_while_reset('lead');
CREATE TRIGGER refuse_while_reset AFTER INSERT OR UPDATE ON public.lead_duplicate_groups FOR EACH STATEMENT EXECUTE FUNCTION refuse_while_reset('lead');
CREATE TRIGGER index_custom_delete AFTER DELETE ON public.leads REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('lead');
CREATE TRIGGER index_custom_insert AFTER INSERT ON public.leads REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('lead');
CREATE TRIGGER index_custom_update AFTER UPDATE ON public.leads REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION index_custom_values('lead');
CREATE TRIGGER owner_at_work_insert AFTER INSERT ON public.leads REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_absent_owners();
CREATE TRIGGER owner_at_work_update AFTER UPDATE ON public.leads REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_absent_owners();
CREATE TRIGGER refuse_while_reset AFTER INSERT OR UPDATE ON public.leads FOR EACH STATEMENT EXECUTE FUNCTION refuse_while_reset('lead');
CREATE TRIGGER track_delete AFTER DELETE ON public.leads REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('lead', 'search_text', 'name_pinyin', 'initials', 'company_key', 'phone_reversed', 'protected_until', 'reclaim_at', 'reclaim_rule_id', 'reclaim_rule_key');
CREATE TRIGGER track_insert AFTER INSERT ON public.leads REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('lead', 'search_text', 'name_pinyin', 'initials', 'company_key', 'phone_reversed', 'protected_until', 'reclaim_at', 'reclaim_rule_id', 'reclaim_rule_key');
CREATE TRIGGER track_update AFTER UPDATE ON public.leads REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_leads();
CREATE TRIGGER refuse_while_reset AFTER INSERT OR UPDATE ON public.name_cards FOR EACH STATEMENT EXECUTE FUNCTION refuse_while_reset('contact');
CREATE TRIGGER ownership_ledger_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ownership_ledger FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER pool_reveals_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.pool_reveals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER definitions_changed AFTER INSERT OR UPDATE OF hidden_fields, masked_fields ON public.pools FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();
CREATE TRIGGER track_delete AFTER DELETE ON public.pools REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('pool');
CREATE TRIGGER track_insert AFTER INSERT ON public.pools REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('pool');
CREATE TRIGGER track_update AFTER UPDATE ON public.pools REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_pools();
CREATE TRIGGER permissions_changed AFTER INSERT OR DELETE OR UPDATE ON public.roles FOR EACH STATEMENT EXECUTE FUNCTION raise_permission_version();
CREATE TRIGGER pools_lose_group AFTER DELETE ON public.roles REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION remove_group_from_pools();
CREATE TRIGGER track_delete AFTER DELETE ON public.roles REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('role');
CREATE TRIGGER track_insert AFTER INSERT ON public.roles REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes('role');
CREATE TRIGGER track_update AFTER UPDATE ON public.roles REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION track_changes_of_roles();
CREATE TRIGGER definitions_changed AFTER INSERT OR DELETE OR UPDATE ON public.routing_rules FOR EACH STATEMENT EXECUTE FUNCTION raise_definitions_version();

-- Policies

CREATE POLICY definer ON api_keys AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON api_keys AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON assignment_attempts AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON assignment_attempts AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON assignment_batches AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON assignment_batches AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON assignment_lines AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON assignment_lines AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON attachments AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON attachments AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON audit_log AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON audit_log AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON calendar_overrides AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON calendar_overrides AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON capture_form_days AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON capture_form_days AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON capture_forms AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON capture_forms AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON collaborators AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON collaborators AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON comment_mentions AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON comment_mentions AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON comment_settings AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON comment_settings AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON comments AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON comments AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON contact_reminders AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON contact_reminders AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON contacts AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON contacts AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY untouched_import ON contacts AS RESTRICTIVE FOR DELETE TO highseas_app USING (((import_id IS NOT NULL) AND (version = 1)));
CREATE POLICY definer ON crm_resets AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON crm_resets AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON crm_superiors AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON crm_superiors AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON custom_fields AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON custom_fields AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON customer_merge_moves AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON customer_merge_moves AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON customer_merges AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON customer_merges AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON customers AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON customers AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY untouched_import ON customers AS RESTRICTIVE FOR DELETE TO highseas_app USING (((import_id IS NOT NULL) AND (version = 1)));
CREATE POLICY definer ON data_erasures AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON data_erasures AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON data_exports AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON data_exports AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON default_views AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON default_views AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON department_closure AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON department_closure AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON departments AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON departments AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON dictionary_items AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON dictionary_items AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON duplicate_rules AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON duplicate_rules AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON employee_departments AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON employee_departments AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON employee_duties AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON employee_duties AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON employee_quiet_hours AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON employee_quiet_hours AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON employee_roles AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON employee_roles AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON employees AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON employees AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON enterprises AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON enterprises AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON events AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON events AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON exports AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON exports AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON file_usage AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON file_usage AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON files AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON files AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON follow_up_contacts AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON follow_up_contacts AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON follow_ups AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON follow_ups AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON form_layouts AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON form_layouts AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON handled_events AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON handled_events AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON idempotency_keys AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON idempotency_keys AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON import_errors AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON import_errors AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON import_warnings AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON import_warnings AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON imports AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON imports AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON invitations AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON invitations AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON jobs AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON jobs AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON join_requests AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON join_requests AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON lead_captures AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON lead_captures AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON lead_conversion_mappings AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON lead_conversion_mappings AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON lead_duplicate_groups AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON lead_duplicate_groups AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON lead_duplicate_members AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON lead_duplicate_members AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON leads AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON leads AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY untouched_import ON leads AS RESTRICTIVE FOR DELETE TO highseas_app USING (((import_id IS NOT NULL) AND (version = 1)));
CREATE POLICY definer ON name_cards AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON name_cards AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON notices AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON notices AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON number_rules AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON number_rules AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON number_sequences AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON number_sequences AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON ownership_ledger AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON ownership_ledger AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON pool_members AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON pool_members AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON pool_reveals AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON pool_reveals AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON pool_rules AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON pool_rules AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON pools AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON pools AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON previews AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON previews AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON protections AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON protections AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON reclaim_reminders AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON reclaim_reminders AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON record_changes AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON record_changes AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON record_field_values AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON record_field_values AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON removals AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON removals AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON reporting_closure AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON reporting_closure AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON roles AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON roles AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON routing_rules AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON routing_rules AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON saved_view_groups AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON saved_view_groups AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON saved_views AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON saved_views AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON sign_in_alerts AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON sign_in_alerts AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON sign_ins AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON sign_ins AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON tenant_versions AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON tenant_versions AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));
CREATE POLICY definer ON visibility AS PERMISSIVE FOR ALL TO highseas_definer USING (true) WITH CHECK (true);
CREATE POLICY tenant ON visibility AS PERMISSIVE FOR ALL TO public USING ((tenant_id = current_tenant())) WITH CHECK ((tenant_id = current_tenant()));

-- Grants

ALTER FUNCTION active_tenants() OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION active_tenants() TO highseas_app;
GRANT EXECUTE ON FUNCTION begin_unit(tenant uuid, employee uuid, session uuid, origin text, request text, preview uuid) TO PUBLIC;
GRANT EXECUTE ON FUNCTION begin_unit(tenant uuid, employee uuid, session uuid, origin text, request text, preview uuid) TO highseas_app;
GRANT EXECUTE ON FUNCTION bigrams(input text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION change_feed_horizon() TO highseas_app;
GRANT EXECUTE ON FUNCTION count_file_usage() TO PUBLIC;
GRANT EXECUTE ON FUNCTION current_actor() TO PUBLIC;
GRANT EXECUTE ON FUNCTION current_origin() TO PUBLIC;
GRANT EXECUTE ON FUNCTION current_tenant() TO PUBLIC;
GRANT EXECUTE ON FUNCTION custom_value_rows(tenant uuid, object_name text, record uuid, custom jsonb) TO PUBLIC;
GRANT EXECUTE ON FUNCTION day_shifted(day date, by numeric) TO PUBLIC;
ALTER FUNCTION employed_elsewhere(account uuid) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION employed_elsewhere(account uuid) TO highseas_app;
GRANT EXECUTE ON FUNCTION end_privacy() TO PUBLIC;
ALTER FUNCTION erase_history(object_name text, ids uuid[], columns text[], members text[], forgotten text) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION erase_history(object_name text, ids uuid[], columns text[], members text[], forgotten text) TO highseas_app;
ALTER FUNCTION erase_text(target text, phones text[], kept text[], pattern text) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION erase_text(target text, phones text[], kept text[], pattern text) TO highseas_app;
GRANT EXECUTE ON FUNCTION exact_quotient(a numeric, b numeric) TO PUBLIC;
GRANT EXECUTE ON FUNCTION guard_by_reset(IN target regclass, IN object text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION index_custom_fields_of(IN target regclass, IN object text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION index_custom_values() TO PUBLIC;
GRANT EXECUTE ON FUNCTION lease_throttle(name text, wanted integer, allowed integer, seconds integer, at timestamp with time zone) TO highseas_app;
GRANT EXECUTE ON FUNCTION make_searchable(IN target text) TO PUBLIC;
ALTER FUNCTION memberships_of(account uuid) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION memberships_of(account uuid) TO highseas_app;
ALTER FUNCTION note_api_key_uses(uses jsonb) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION note_api_key_uses(uses jsonb) TO highseas_app;
GRANT EXECUTE ON FUNCTION own_by_definer(IN target regprocedure) TO PUBLIC;
GRANT EXECUTE ON FUNCTION place_contact() TO PUBLIC;
GRANT EXECUTE ON FUNCTION place_contacts() TO PUBLIC;
ALTER FUNCTION plan_jobs(job_kind text, job_slot text, local_time time without time zone, job_input jsonb, at timestamp with time zone, after_tenant uuid, page_size integer) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION plan_jobs(job_kind text, job_slot text, local_time time without time zone, job_input jsonb, at timestamp with time zone, after_tenant uuid, page_size integer) TO highseas_app;
GRANT EXECUTE ON FUNCTION prepare_partitions(months integer) TO highseas_app;
GRANT EXECUTE ON FUNCTION protect_tenant_table(IN target regclass, IN privileges text) TO PUBLIC;
GRANT EXECUTE ON FUNCTION raise_definitions_version() TO PUBLIC;
GRANT EXECUTE ON FUNCTION raise_permission_version() TO PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_department_closure() TO PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_reporting_closure() TO PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_reporting_closure(changed uuid[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_visibility() TO PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_visibility(changed uuid[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION refuse_absent_owners() TO PUBLIC;
GRANT EXECUTE ON FUNCTION refuse_change() TO PUBLIC;
GRANT EXECUTE ON FUNCTION refuse_while_reset() TO PUBLIC;
GRANT EXECUTE ON FUNCTION remove_group_from_pools() TO PUBLIC;
GRANT EXECUTE ON FUNCTION require_owner_at_work(IN target regclass) TO PUBLIC;
ALTER FUNCTION reset_step(reset uuid, step_kind text, step_position integer, after uuid, most integer) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION reset_step(reset uuid, step_kind text, step_position integer, after uuid, most integer) TO highseas_app;
GRANT EXECUTE ON FUNCTION rotate_session_token(old_hash bytea, new_hash bytea, at timestamp with time zone, short_life interval, long_life interval) TO highseas_app;
ALTER FUNCTION search_contacts(term text, most integer) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION search_contacts(term text, most integer) TO highseas_app;
ALTER FUNCTION search_customers(term text, most integer) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION search_customers(term text, most integer) TO highseas_app;
ALTER FUNCTION search_employees(term text, most integer) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION search_employees(term text, most integer) TO highseas_app;
ALTER FUNCTION search_leads(term text, most integer) OWNER TO highseas_definer;
GRANT EXECUTE ON FUNCTION search_leads(term text, most integer) TO highseas_app;
GRANT EXECUTE ON FUNCTION take_throttles(keys text[], allowed integer[], seconds integer[], sliding boolean, at timestamp with time zone) TO highseas_app;
GRANT EXECUTE ON FUNCTION track_changes() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_api_keys() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_contacts() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_custom_fields() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_customers() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_departments() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_dictionary_items() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_employees() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_follow_ups() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_form_layouts() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_leads() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_pools() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_changes_of_roles() TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_columns(IN target regclass) TO PUBLIC;
GRANT EXECUTE ON FUNCTION track_table(IN target regclass, IN object text, VARIADIC derived text[]) TO PUBLIC;
GRANT EXECUTE ON FUNCTION unique_value_key(value text) TO PUBLIC;
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA public TO highseas_app;
GRANT USAGE ON SCHEMA public TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE accounts TO highseas_app;
GRANT SELECT ON TABLE accounts TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE api_keys TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE api_keys TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assignment_attempts TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assignment_attempts TO highseas_definer;
GRANT DELETE, INSERT, SELECT ON TABLE assignment_batches TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assignment_batches TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assignment_lines TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE assignment_lines TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE attachments TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE attachments TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE audit_log TO highseas_definer;
GRANT INSERT, SELECT ON TABLE audit_log TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE calendar_overrides TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE calendar_overrides TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE capture_form_days TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE capture_form_days TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE capture_forms TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE capture_forms TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE collaborators TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE collaborators TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE comment_mentions TO highseas_definer;
GRANT INSERT, SELECT ON TABLE comment_mentions TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE comment_settings TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE comment_settings TO highseas_app;
GRANT DELETE, INSERT, SELECT ON TABLE comments TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE comments TO highseas_definer;
GRANT DELETE, INSERT, SELECT ON TABLE contact_reminders TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE contact_reminders TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE contacts TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE contacts TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE crm_resets TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE crm_resets TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE crm_superiors TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE crm_superiors TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE custom_fields TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE custom_fields TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE customer_merge_moves TO highseas_definer;
GRANT INSERT, SELECT ON TABLE customer_merge_moves TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE customer_merges TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE customer_merges TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE customers TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE customers TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE data_erasures TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE data_erasures TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE data_exports TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE data_exports TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE default_views TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE default_views TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE department_closure TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE department_closure TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE departments TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE departments TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE dictionary_items TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE dictionary_items TO highseas_definer;
GRANT SELECT ON TABLE direct_crm_superiors TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE duplicate_rules TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE duplicate_rules TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE employee_departments TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE employee_departments TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE employee_duties TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE employee_duties TO highseas_definer;
GRANT SELECT ON TABLE employee_groups TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE employee_quiet_hours TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE employee_quiet_hours TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE employee_roles TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE employee_roles TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE employees TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE employees TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE enterprises TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE enterprises TO highseas_app;
GRANT DELETE, INSERT, SELECT ON TABLE events TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE events TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE exports TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE exports TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE file_usage TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE file_usage TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE files TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE files TO highseas_definer;
GRANT DELETE, INSERT, SELECT ON TABLE follow_up_contacts TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE follow_up_contacts TO highseas_definer;
GRANT DELETE, INSERT, SELECT ON TABLE follow_ups TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE follow_ups TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE form_layouts TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE form_layouts TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE handled_events TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE handled_events TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE idempotency_keys TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE idempotency_keys TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE import_errors TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE import_errors TO highseas_definer;
GRANT DELETE, INSERT, SELECT ON TABLE import_warnings TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE import_warnings TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE imports TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE imports TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE invitations TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE invitations TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE jobs TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE jobs TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE join_requests TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE join_requests TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_captures TO highseas_definer;
GRANT INSERT, SELECT ON TABLE lead_captures TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_conversion_mappings TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_conversion_mappings TO highseas_definer;
GRANT DELETE, INSERT, SELECT ON TABLE lead_duplicate_groups TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_duplicate_groups TO highseas_definer;
GRANT DELETE, INSERT, SELECT ON TABLE lead_duplicate_members TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE lead_duplicate_members TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE leads TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE leads TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE name_cards TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE name_cards TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE notices TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE notices TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE number_rules TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE number_rules TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE number_sequences TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE number_sequences TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE one_time_codes TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE ownership_ledger TO highseas_definer;
GRANT INSERT, SELECT ON TABLE ownership_ledger TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pool_members TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pool_members TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pool_reveals TO highseas_definer;
GRANT INSERT, SELECT ON TABLE pool_reveals TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pool_rules TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pool_rules TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE pools TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE pools TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE previews TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE previews TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE protections TO highseas_definer;
GRANT INSERT, SELECT ON TABLE protections TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE reclaim_reminders TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE reclaim_reminders TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE record_changes TO highseas_definer;
GRANT INSERT, SELECT ON TABLE record_changes TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE record_field_values TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE record_field_values TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE removals TO highseas_definer;
GRANT INSERT, SELECT ON TABLE removals TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE reporting_closure TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE reporting_closure TO highseas_definer;
GRANT SELECT ON TABLE reset_kinds TO highseas_app;
GRANT SELECT ON TABLE reset_kinds TO highseas_definer;
GRANT SELECT ON TABLE reset_steps TO highseas_app;
GRANT SELECT ON TABLE reset_steps TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE roles TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE roles TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE routing_rules TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE routing_rules TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE saved_view_groups TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE saved_view_groups TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE saved_views TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE saved_views TO highseas_definer;
GRANT SELECT ON TABLE schema_migrations TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE session_tokens TO highseas_app;
GRANT INSERT, SELECT, UPDATE ON TABLE sessions TO highseas_app;
GRANT SELECT ON TABLE sessions TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE sign_in_alerts TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE sign_in_alerts TO highseas_definer;
GRANT DELETE, INSERT, SELECT ON TABLE sign_ins TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE sign_ins TO highseas_definer;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE tenant_versions TO highseas_definer;
GRANT INSERT, SELECT, UPDATE ON TABLE tenant_versions TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE throttles TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE visibility TO highseas_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE visibility TO highseas_definer;
GRANT UPDATE ON follow_ups.action_tag_ids (column) TO highseas_app;
GRANT UPDATE ON follow_ups.address (column) TO highseas_app;
GRANT UPDATE ON follow_ups.content (column) TO highseas_app;
GRANT UPDATE ON follow_ups.custom (column) TO highseas_app;
GRANT UPDATE ON follow_ups.customer_id (column) TO highseas_app;
GRANT UPDATE ON follow_ups.degree (column) TO highseas_app;
GRANT UPDATE ON follow_ups.latitude (column) TO highseas_app;
GRANT UPDATE ON follow_ups.lead_id (column) TO highseas_app;
GRANT UPDATE ON follow_ups.longitude (column) TO highseas_app;
GRANT UPDATE ON follow_ups.method (column) TO highseas_app;
GRANT UPDATE ON follow_ups.type_id (column) TO highseas_app;
GRANT UPDATE ON follow_ups.updated_at (column) TO highseas_app;
GRANT UPDATE ON follow_ups.updated_by (column) TO highseas_app;
GRANT UPDATE ON follow_ups.version (column) TO highseas_app;
GRANT UPDATE ON follow_ups.voice_seconds (column) TO highseas_app;
GRANT UPDATE ON lead_captures.consent (column) TO highseas_app;
GRANT UPDATE ON lead_captures.content (column) TO highseas_app;
GRANT UPDATE ON lead_captures.page (column) TO highseas_app;
