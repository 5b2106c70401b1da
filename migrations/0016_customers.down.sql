DROP TABLE customer_merge_moves, customer_merges, collaborators, customers;
DROP FUNCTION end_privacy();
DROP FUNCTION search_customers(text, integer);
