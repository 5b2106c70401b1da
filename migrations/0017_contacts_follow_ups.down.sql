DROP TABLE comment_settings, comment_mentions, comments, contact_reminders, follow_up_contacts;
DROP TRIGGER customers_place_contacts ON customers;
DROP TABLE contacts;
DROP FUNCTION place_contact(), place_contacts();
DROP FUNCTION search_contacts(text, integer);
DROP INDEX leads_by_next_contact;

-- Follow-ups that no lead has cannot stay; row-level security does not know of a migration's change.
ALTER TABLE follow_ups NO FORCE ROW LEVEL SECURITY;
DELETE FROM follow_ups WHERE lead_id IS NULL;
UPDATE follow_ups SET content = '-' WHERE content = '';
ALTER TABLE follow_ups FORCE ROW LEVEL SECURITY;
DROP INDEX follow_ups_of_lead, follow_ups_of_customer, follow_ups_by_author, follow_ups_by_time, follow_ups_by_type;
ALTER TABLE follow_ups
  DROP CONSTRAINT follow_ups_of_something,
  DROP CONSTRAINT follow_ups_placed_on_earth,
  DROP CONSTRAINT follow_ups_content_check,
  ADD CONSTRAINT lead_follow_ups_content_check CHECK (length(content) BETWEEN 1 AND 5000),
  DROP COLUMN customer_id,
  DROP COLUMN type_id,
  DROP COLUMN action_tag_ids,
  DROP COLUMN address,
  DROP COLUMN longitude,
  DROP COLUMN latitude,
  DROP COLUMN voice_seconds,
  ALTER COLUMN lead_id SET NOT NULL;
ALTER TABLE follow_ups RENAME CONSTRAINT follow_ups_pkey TO lead_follow_ups_pkey;
ALTER TABLE follow_ups RENAME CONSTRAINT follow_ups_method_check TO lead_follow_ups_method_check;
ALTER TABLE follow_ups RENAME CONSTRAINT follow_ups_degree_check TO lead_follow_ups_degree_check;
ALTER TABLE follow_ups RENAME CONSTRAINT follow_ups_tenant_id_lead_id_fkey TO lead_follow_ups_tenant_id_lead_id_fkey;
ALTER TABLE follow_ups RENAME CONSTRAINT follow_ups_tenant_id_created_by_fkey TO lead_follow_ups_tenant_id_created_by_fkey;
ALTER TABLE follow_ups RENAME TO lead_follow_ups;
CREATE INDEX lead_follow_ups_of_lead ON lead_follow_ups (tenant_id, lead_id, at, id);
