DROP TABLE dictionary_items;
