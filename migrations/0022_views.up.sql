-- Saved views of lists (VIEW-01): what is shown of an object, in which order, and who begins with which.

CREATE TABLE saved_views (
  tenant_id uuid NOT NULL REFERENCES enterprises (tenant_id),
  id uuid NOT NULL,
  object text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- null: the enterprise's, whose author left without a successor
  owner_id uuid,
  audience text NOT NULL CHECK (audience IN ('nobody', 'everyone', 'groups')),
  -- the condition language; null: every record
  condition jsonb,
  columns text[] NOT NULL,
  -- a field's key, with a leading - downwards
  sort text,
  buttons text[] NOT NULL,
  position integer NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  updated_by uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, owner_id) REFERENCES employees (tenant_id, id),
  CONSTRAINT saved_views_private_have_owner CHECK (owner_id IS NOT NULL OR audience <> 'nobody')
);
-- the views of an object: few, in whatever order
CREATE INDEX saved_views_of_object ON saved_views (tenant_id, object);
CREATE INDEX saved_views_by_owner ON saved_views (tenant_id, owner_id);
CALL protect_tenant_table('saved_views');

-- With whom a view of the audience 'groups' is shared.
CREATE TABLE saved_view_groups (
  tenant_id uuid NOT NULL,
  view_id uuid NOT NULL,
  group_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('role', 'department')),
  PRIMARY KEY (tenant_id, view_id, group_id),
  FOREIGN KEY (tenant_id, view_id) REFERENCES saved_views (tenant_id, id) ON DELETE CASCADE
);
CALL protect_tenant_table('saved_view_groups');

-- What lists begin with: group_id is the enterprise, a role or an employee.
CREATE TABLE default_views (
  tenant_id uuid NOT NULL,
  object text NOT NULL,
  group_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('everyone', 'role', 'employee')),
  view_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, object, group_id),
  FOREIGN KEY (tenant_id, view_id) REFERENCES saved_views (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX default_views_of_view ON default_views (tenant_id, view_id);
CREATE INDEX default_views_by_group ON default_views (tenant_id, group_id);
CALL protect_tenant_table('default_views');
