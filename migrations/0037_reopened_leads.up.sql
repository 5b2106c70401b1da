-- A lead whose customer is gone is worked on again: its owner has all the time for it that the rules give, whatever has passed
-- since they got it the first time.
UPDATE reset_steps SET assignment = replace(assignment, $$status = 'active',$$, $$status = 'active', owned_since = CASE WHEN r.owner_id IS NOT NULL THEN now() END,$$)
  WHERE kind = 'customers' AND target = 'leads';
