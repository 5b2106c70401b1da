-- Follow-ups with fields of the enterprise's own.

ALTER TABLE follow_ups ADD COLUMN custom jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom) = 'object');
-- values go when their field goes, and name other items when items of dictionaries are merged
GRANT UPDATE (custom) ON follow_ups TO highseas_app;
CALL index_custom_fields_of('follow_ups', 'followUp');

-- files also hang on fields of follow-ups, `followUp.custom.minutes`
UPDATE reset_steps SET condition = replace(condition, $$OR r.object = 'followUp' AND$$, $$OR split_part(r.object, '.', 1) = 'followUp' AND$$)
  WHERE kind = '*' AND target = 'attachments';
