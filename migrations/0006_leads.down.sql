DROP TRIGGER definitions_changed ON routing_rules;
DROP TABLE duplicate_rules, lead_follow_ups, leads;
DROP FUNCTION search_leads(text, integer);
