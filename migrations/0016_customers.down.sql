DROP TABLE customers;
DROP FUNCTION end_privacy();
DROP FUNCTION search_customers(text, integer);
