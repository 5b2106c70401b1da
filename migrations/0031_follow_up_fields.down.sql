UPDATE reset_steps SET condition = replace(condition, $$OR split_part(r.object, '.', 1) = 'followUp' AND$$, $$OR r.object = 'followUp' AND$$)
  WHERE kind = '*' AND target = 'attachments';

DROP TRIGGER index_custom_insert ON follow_ups;
DROP TRIGGER index_custom_update ON follow_ups;
DROP TRIGGER index_custom_delete ON follow_ups;
ALTER TABLE follow_ups DROP COLUMN custom;
