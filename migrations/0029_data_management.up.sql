-- Managing an enterprise's data (OPS-03): what is kept for a time, what the erasure of a person reaches.

-- removed when they are old (see operations.md)
GRANT DELETE ON events, assignment_batches TO highseas_app;
CREATE INDEX assignment_batches_by_time ON assignment_batches (tenant_id, at);

-- what people sent about themselves is emptied when they want to be forgotten
GRANT UPDATE (content, page, consent) ON lead_captures TO highseas_app;
