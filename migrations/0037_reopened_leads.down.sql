UPDATE reset_steps SET assignment = replace(assignment, $$ owned_since = CASE WHEN r.owner_id IS NOT NULL THEN now() END,$$, '')
  WHERE kind = 'customers' AND target = 'leads';
