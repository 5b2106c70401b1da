DROP TABLE number_sequences;
DROP TABLE number_rules;
DROP TABLE dictionary_items;
