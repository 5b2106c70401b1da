DROP TABLE duplicate_rules, lead_follow_ups, leads;
DROP FUNCTION search_leads(text, integer);
