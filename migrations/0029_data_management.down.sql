DROP TRIGGER refuse_while_reset ON follow_ups;
DROP TRIGGER refuse_while_reset ON name_cards;
DROP TRIGGER refuse_while_reset ON contacts;
DROP TRIGGER refuse_while_reset ON customers;
DROP TRIGGER refuse_while_reset ON lead_duplicate_groups;
DROP TRIGGER refuse_while_reset ON lead_captures;
DROP TRIGGER refuse_while_reset ON leads;
DROP PROCEDURE guard_by_reset(regclass, text);
DROP FUNCTION refuse_while_reset();
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'highseas_definer' THEN RETURN NULL; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DROP FUNCTION reset_step(uuid, text, integer, uuid, integer);
DROP TABLE reset_steps;
DROP TABLE reset_kinds;
DROP TABLE crm_resets;
REVOKE UPDATE (content, page, consent) ON lead_captures FROM highseas_app;
DROP INDEX assignment_batches_by_time;
REVOKE DELETE ON events, assignment_batches FROM highseas_app;
